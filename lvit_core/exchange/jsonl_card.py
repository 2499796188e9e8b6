"""What Hugging Face reads at the head of a data sheet: parts, columns, licence.

Which part an image belongs to is decided here, so that the card and the folders agree.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable

from lvit_core.exchange.content import Content, is_accepted_empty
from lvit_core.exchange.licences import Licence
from lvit_core.exchange.made_sentences import made_keys
from lvit_core.project.records import ImageRecord
from lvit_core.project.splits import HOLDOUT

TRAIN, VALIDATION, PARTIAL, UNLABELED = "train", "validation", "partial", "unlabeled"
PARTS = (TRAIN, VALIDATION, PARTIAL, UNLABELED)

# Each is a data set of its own, because it has other columns: name, parts, whether it has masks.
_CONFIGS = (
    ("default", (TRAIN, VALIDATION), True, True),
    (PARTIAL, (PARTIAL,), False, True),
    (UNLABELED, (UNLABELED,), False, False),
)
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_MASKS = ("mask", "class_mask", "instances")
_TEXTS = (
    "text", "laterality", "orientation", "template", "state", "split", "patient", "pixel_mm",
    "pixel_size_kind",
)  # fmt: skip


def part_of(content: Content, image: ImageRecord) -> str:
    """The folder of an image; the hold-out is for validation and never trained on."""
    template = content.template(image)
    finding = template.finding_layer
    if is_accepted_empty(image, finding) or content.records(image, finding):
        return VALIDATION if image.split == HOLDOUT else TRAIN
    for machine in (False, True)[: 1 + content.options.machine]:
        if any(content.records(image, layer, machine=machine) for layer in template.layers):
            return PARTIAL
    return UNLABELED


def front_matter(content: Content, licence: Licence) -> str:
    """The head of the data sheet, in YAML."""
    counts = Counter(part_of(content, image) for image in content.images)
    used = [one for one in _CONFIGS if any(counts[part] for part in one[1])]
    lines = [
        "---",
        f"pretty_name: {_text(content.title or 'Data set')}",
        f"license: {licence.key}",
        *([f"license_name: {_text(licence.text)}"] if licence.key == "other" else []),
        "task_categories:",
        "- image-segmentation",
        "tags:",
        "- medical",
        "size_categories:",
        f"- {next((name for most, name in _SIZES if len(content.images) < most), 'n>1M')}",
        "configs:",
    ]
    # The library keeps what it loaded under the name of the folder and this version: another
    # export in a folder of that name would be answered with the data of the first.
    version = f"1.0.{secrets.randbelow(10**9)}"
    for number, (name, parts, _, _) in enumerate(used):
        lines += [f"- config_name: {name}"] + ["  default: true"] * (number == 0)
        lines += [f"  version: {version}", "  data_files:"]
        for part in parts:
            if counts[part]:
                lines += [f"  - split: {part}", f"    path: {part}/**"]
    lines.append("dataset_info:")
    for name, _, masks, layers in used:
        lines += [f"- config_name: {name}", "  features:", *_features(masks, layers)]
        lines += [line for key in made_keys(content) for line in _texts(key)]
    return "\n".join([*lines, "---"]) + "\n\n"


def _features(masks: bool, layers: bool) -> Iterable[str]:
    yield from _columns("image", ("image", *(_MASKS if masks else ())))
    if masks:
        yield from _columns("string", ("layer",))
        yield from ("  - name: classes", "    list: string")
    yield from _columns("string", _TEXTS)
    if layers:
        yield from ("  - name: layers", "    list:")
        inner = (
            *_columns("string", ("layer", "made_by")), *_columns("image", _MASKS),
            "  - name: classes", "    list: string", *_columns("string", ("objects",)),
        )  # fmt: skip
        yield from (f"  {line}" for line in inner)


def _texts(name: str) -> Iterable[str]:
    """A column of lists of texts, whose kind an empty list does not tell."""
    yield from (f"  - name: {name}", "    list: string")


def _columns(kind: str, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield from (f"  - name: {name}", f"    dtype: {kind}")


def _text(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
