"""The public data of the bundled weights, brought into the one layout that training reads.

Every folder that is written follows the LViT layout (`img`, `labelcol`, optional `instances`,
`lungs`, one sheet of sentences) plus `groups.csv`, which names the patient or source of each
image so that no patient stands on both sides of a split. Nothing is resampled here.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from openpyxl import Workbook, load_workbook
from PIL import Image

from lvit_core.cells import as_cell, put_text
from lvit_core.errors import LViTError

HOLD_OUT_FRACTION = 0.2

# MoNuSeg images whose file name in the paper's data is not their patient (found by comparing
# masks with the original outlines): wrong patient code -> true patient code.
TRUE_PATIENTS = {
    "TCGA-21-5784": "TCGA-BC-A217",
    "TCGA-A7-A13E": "TCGA-FG-A87N",
    "TCGA-B0-5698": "TCGA-UZ-A9PJ",
    "TCGA-B0-5710": "TCGA-F9-A8NY",
    "TCGA-B0-5711": "TCGA-UZ-A9PN",
    "TCGA-CH-5767": "TCGA-MH-A561",
    "TCGA-AY-A8YK": "TCGA-XS-A8TJ",
}


@dataclass(frozen=True)
class Example:
    """One image on its way into a folder of the LViT layout; absent parts are ``None``."""

    name: str
    group: str
    image: Path
    mask: Path | None
    instances: Path | None = None
    lungs: Path | None = None
    sentence: str | None = None


def monuseg_examples(data: Path) -> dict[str, list[Example]]:
    """MoNuSeg as the paper's authors publish it: ``{"train": 24 images, "val": 6 images}``."""
    found = {}
    for part, folder_name in (("train", "Train_Folder"), ("val", "Val_Folder")):
        folder = _require(data / "MoNuSeg" / folder_name)
        sheet = next(iter(folder.glob("*_text.xlsx")))
        sentences = _sentences(sheet)
        found[part] = [
            Example(
                name=image.stem,
                group=TRUE_PATIENTS.get(image.stem[:12], image.stem[:12]),
                image=image,
                mask=folder / "labelcol" / f"{image.stem}.png",
                instances=_existing(folder / "instances" / f"{image.stem}.png"),
                sentence=sentences.get(image.stem),
            )
            for image in sorted((folder / "img").iterdir())
        ]
    return found


def tissue_examples(data: Path) -> dict[str, list[Example]]:
    """The CC0 tissue images of BBBC038, split by a hash of their name (they name no patient)."""
    folder = _require(data / "bbbc038_tissue_cc0")
    return _split(
        Example(
            name=image.stem,
            group=image.stem,
            image=image,
            mask=folder / "masks_binary" / f"{image.stem}.png",
            instances=folder / "masks_instance" / f"{image.stem}.png",
        )
        for image in sorted((folder / "images").iterdir())
    )


def fluorescence_examples(data: Path) -> dict[str, list[Example]]:
    """The CC0 fluorescence images of DSB 2018, split by a hash of their name.

    The few images in transmitted light that lie beside them are of another kind and left out.
    """
    folder = _require(data / "dsb2018_fluo_cc0")
    with (folder / "index.csv").open(newline="", encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file) if row["kind"] != "brightfield"]
    return _split(
        Example(
            name=name,
            group=name,
            image=folder / "images" / f"{name}.png",
            mask=folder / "masks_instance" / f"{name}.png",
            instances=folder / "masks_instance" / f"{name}.png",
        )
        for name in sorted(names)
    )


def open_slide(data: Path) -> Path:
    """A small H&E slide in the public domain (CMU-1 of OpenSlide, CC0), 0.5 um per pixel."""
    return _require(data / "formats" / "wsi") / "CMU-1-Small-Region.svs"


def lung_examples(data: Path) -> dict[str, list[Example]]:
    """X-rays with lung masks: here the lungs are what is segmented, the sentence names zones."""
    folder = _require(data / "cxr_lungs_ccby")
    examples = []
    for image in sorted((folder / "images").iterdir()):
        lungs = folder / "masks_lung" / f"{image.stem}.png"
        examples.append(Example(image.stem, image.stem, image, lungs, lungs=lungs))
    return _split(examples)


def lesion_examples(data: Path) -> dict[str, list[Example]]:
    """X-rays with lesion and lung masks, split by case: follow-ups of a patient stay together."""
    folder = _require(data / "cxr_lesions")
    with (folder / "metadata.csv").open(newline="", encoding="utf-8") as file:
        cases = {row["image"]: row["url"] for row in csv.DictReader(file)}
    return _split(
        Example(
            name=image.stem,
            group=hashlib.sha256(cases[image.name].encode()).hexdigest()[:12],
            image=image,
            mask=folder / "masks_lesion" / f"{image.stem}.png",
            lungs=folder / "masks_lung" / f"{image.stem}.png",
        )
        for image in sorted((folder / "images").iterdir())
    )


def write_dataset(folder: Path, examples: Iterable[Example]) -> Path:
    """Writes one folder in the LViT layout, replacing an earlier one.

    Images are written as RGB PNG, masks as 0/255 PNG, instances as they are. Returns ``folder``.
    """
    if folder.exists():
        shutil.rmtree(folder)
    for name in ("img", "labelcol"):
        (folder / name).mkdir(parents=True)
    listed = list(examples)
    for example in listed:
        target = f"{example.name}.png"
        with Image.open(example.image) as image:
            image.convert("RGB").save(folder / "img" / target)
        if example.mask is not None:
            _save_binary(example.mask, folder / "labelcol" / target)
        if example.lungs is not None:
            (folder / "lungs").mkdir(exist_ok=True)
            _save_binary(example.lungs, folder / "lungs" / target)
        if example.instances is not None:
            (folder / "instances").mkdir(exist_ok=True)
            shutil.copyfile(example.instances, folder / "instances" / target)
    sentences = {f"{item.name}.png": item.sentence for item in listed if item.sentence}
    if sentences:
        write_sentences(folder / f"{folder.name}_text.xlsx", sentences)
    _write_groups(folder / "groups.csv", listed)  # last: it says that the folder is complete
    return folder


def write_sentences(path: Path, sentences: Mapping[str, str]) -> None:
    """Writes the sheet of sentences: mask file name and description."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Image", "Description"])
    for number, pair in enumerate(sentences.items(), start=2):
        for column, text in enumerate(pair, start=1):
            put_text(sheet.cell(number, column), text)
    book.save(path)


def _write_groups(path: Path, examples: Iterable[Example]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["image", "group"])
        writer.writerows((as_cell(f"{item.name}.png"), as_cell(item.group)) for item in examples)


def _split(examples: Iterable[Example]) -> dict[str, list[Example]]:
    """Training and validation by a hash of the group, the same on every machine."""
    parts: dict[str, list[Example]] = {"train": [], "val": []}
    for example in examples:
        digest = hashlib.sha256(example.group.encode()).digest()
        part = "val" if digest[0] < 256 * HOLD_OUT_FRACTION else "train"
        parts[part].append(example)
    return parts


def _sentences(sheet: Path) -> dict[str, str]:
    rows: Iterator[tuple[object, ...]] = (
        load_workbook(sheet, read_only=True)
        .worksheets[0]
        .iter_rows(min_row=2, max_col=2, values_only=True)
    )
    return {Path(str(name)).stem: str(text) for name, text in rows if name and text}


def _save_binary(source: Path, target: Path) -> None:
    with Image.open(source) as mask:
        counted = np.asarray(mask if mask.mode.startswith("I") else mask.convert("L"))
    pixels: NDArray[np.uint8] = (counted > 0).astype(np.uint8) * 255
    Image.fromarray(pixels).save(target)


def _existing(path: Path) -> Path | None:
    return path if path.exists() else None


def _require(folder: Path) -> Path:
    if not folder.is_dir():
        raise LViTError(
            "The data set '{name}' is not in the data folder.",
            "Give the folder that holds MoNuSeg, bbbc038_tissue_cc0, cxr_lesions and "
            "cxr_lungs_ccby.",
            name=folder.name,
        )
    return folder
