"""The data set layout of the LViT paper: what its loader and `lvit train --dataset` read.

``img/`` holds images only, with extensions of three letters; ``labelcol/STEM.png`` is 0 or 255;
``*_text.xlsx`` names the *mask* file and its sentence. ``instances/`` and ``lungs/`` are additions
that the paper's loader does not look at. Sentences are in the viewer's left and right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import ORGAN, Bundle, BundleItem, BundleLayer
from lvit_core.exchange.content import Content, LayerContent, is_accepted_empty
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.layout_files import layout_files
from lvit_core.exchange.picture_files import (
    HIGHEST_NUMBER_16_BIT,
    can_copy,
    export_image,
    image_file,
    numbers_file,
    read_labels,
    write_numbers,
    write_png,
)
from lvit_core.exchange.provenance_file import KnownDataset, KnownImage, read_provenance
from lvit_core.exchange.reports import Conversion, Steps, sentences_are, some_names
from lvit_core.exchange.sheets import NO_SENTENCE, read_sheet, write_sheet
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.laterality import restate
from lvit_core.prompt.template import Layer
from lvit_core.prompt.templates import list_templates, load_template

SHEET_NAME = "Train_text.xlsx"
MACHINE_FOLDER = "machine"


def losses(content: Content) -> list[str]:
    """What the layout cannot hold."""
    found = []
    images = own_images(content)
    if others := len(content.images) - len(images):
        found.append(
            f"{others} images of another template than {content.project.template_name} are left "
            "out: a data set in this layout has one kind of sentence."
        )
    if converted := sum(not can_copy(content.path(image)) for image in images):
        found.append(f"{converted} images are written as PNG with 8 bits, without pixel spacing.")
    if silent := sum(not image.sentence for image in images):
        found.append(f"{silent} images have no sentence; their row in the sheet is blank.")
    if unknown := sum(not content.is_looked_at(image) for image in images):
        found.append(
            f"{unknown} images without a mask, because nobody has labeled them; the paper's own "
            "loader asks for one."
        )
    if any(len(layer.classes) > 1 for layer in _finding_layers(content)):
        found.append("Classes are only in provenance.json; masks tell inside from outside.")
    if turned := conversions(content):
        found.append(
            f"{sentences_are(len(turned))} written with the viewer's left and right instead of the "
            f"patient's: {some_names(one.image for one in turned)}."
        )
    return found


def conversions(content: Content) -> list[Conversion]:
    """Sentences whose words the sheet turns, because it knows the picture's sides only."""
    pairs = [(image, _sentence(content, image)) for image in own_images(content) if image.sentence]
    return [
        Conversion(image.name, image.sentence, text)
        for image, text in pairs
        if text != image.sentence
    ]


def written_laterality(content: Content) -> str:
    """Whose left and right the sheet means; nobody's where the project declares none."""
    return "none" if content.project.settings.laterality == "none" else "viewer"


def own_images(content: Content) -> list[ImageRecord]:
    """Images of the project's own template."""
    return [image for image in content.images if image.template == content.project.template_name]


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images, masks and the sheet; returns the number of images."""
    images = own_images(content)
    if not images:
        raise LViTError(
            "There is nothing to export in the project's own template.", "Choose another format."
        )
    rows = []
    (folder / "labelcol").mkdir()
    for image in images:
        with writing_image(content, image, folder, steps) as part:
            export_image(content, image, part / "img")
            _write_masks(content, image, part, machine=False)
            if content.options.machine:
                _write_masks(content, image, part / MACHINE_FOLDER, machine=True)
            rows.append((f"{content.stems[image.id]}.png", _sentence(content, image)))
    write_sheet(folder / SHEET_NAME, rows)
    return len(rows)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Reads everything back as an importer would."""
    sentences = read_sheet(folder / SHEET_NAME).sentences
    for image in own_images(content):
        steps.next(image.name)
        stem = content.stems[image.id]
        finding = _finding(content, image)
        if _is_known(image, finding):
            mask = read_labels(folder / "labelcol" / f"{stem}.png")
            if not np.array_equal(mask, np.where(finding.labels > 0, 255, 0)):
                raise not_read_back(f"The mask of {image.name}")
        if finding.records:
            numbers = read_labels(numbers_file(folder / "instances", stem))
            if not np.array_equal(numbers, finding.labels):
                raise not_read_back(f"The objects of {image.name}")
        if image_file(folder / "img", stem) is None:
            raise not_read_back(image.name)
        if sentences.get(stem, "") != _sentence(content, image).strip():
            raise not_read_back(f"The sentence of {image.name}")


def read(path: Path) -> Bundle:
    """Reads a folder in this layout, or a folder of such folders (Train, Val, Test)."""
    parts = [path] if (path / "img").is_dir() else sorted(p.parent for p in path.glob("*/img"))
    if not parts:
        raise LViTError(
            f"{path.name} is not in the LViT layout: there is no folder img.",
            "Choose the folder that holds img, labelcol and the sheet.",
        )
    items: list[BundleItem] = []
    notes: list[str] = []
    template = None
    for part in parts:
        known = read_provenance(part)
        template = template or known.template
        items += _read_part(part, known, notes)
    return Bundle(items, notes, template, "viewer")


def _read_part(folder: Path, known: KnownDataset, notes: list[str]) -> list[BundleItem]:
    found = layout_files(folder)
    images, masks, instances, lungs = found.images, found.masks, found.instances, found.lungs
    rows = {"masks": masks, "rows of the sheet": found.sentences}
    _tell_orphans(folder, images, rows, notes)
    if unmasked := len(set(images) - set(masks) - set(instances)):
        notes.append(f"{unmasked} images in {folder.name} have no mask.")
    # Our own sheets are the picture's, whatever the project used; early ones did not say so.
    usual = "viewer" if known.laterality else None
    items = []
    for stem, image in images.items():
        facts = known.images.get(stem, KnownImage())
        layers = []
        if stem in instances or stem in masks:
            layer = _finding_layer(masks.get(stem), instances.get(stem), facts)
            layers.append(replace(layer, laterality=known.laterality))
        if stem in lungs:
            layers.append(BundleLayer(ORGAN, _separate(lungs[stem])))
        sentence = found.sentences.get(stem, "")
        items.append(
            BundleItem(
                image, sentence, layers, facts.template, facts.group, facts.split,
                laterality=found.whose.get(stem) or usual, orientation=facts.orientation,
            )
        )  # fmt: skip
    return items


def _finding_layer(mask: Path | None, instances: Path | None, facts: KnownImage) -> BundleLayer:
    if instances is None:
        assert mask is not None  # one of the two is there
        return BundleLayer("", _separate(mask))
    return BundleLayer("", _instances(instances, mask), records=_finding_records(facts))


def _finding_records(facts: KnownImage) -> dict[int, ObjectRecord]:
    """What is known of the findings of an image; a guess when its template is not here."""
    if facts.template in list_templates():
        return facts.layers.get(load_template(facts.template).finding_layer.name, {})
    return next((found for name, found in facts.layers.items() if name != "lungs" and found), {})


def _instances(path: Path, mask: Path | None) -> Callable[[], NDArray[np.int32]]:
    """Object numbers; what only the mask has becomes objects too, so that no pixel is lost."""

    def load() -> NDArray[np.int32]:
        labels = read_labels(path)
        if mask is None:
            return labels
        inside = read_labels(mask) > 0
        if inside.shape != labels.shape:
            return labels
        rest = label_areas(inside & (labels == 0))
        offset = int(labels.max(initial=0))
        touching = _touches(labels, rest)
        keep = (rest > 0) & ~touching[rest]
        return np.where(keep, rest + offset, labels).astype(np.int32)

    return load


def _touches(labels: NDArray[np.int32], rest: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which areas of ``rest`` border on an object: rims that two drawings of one outline leave."""
    from scipy.ndimage import binary_dilation  # noqa: PLC0415 - slow to import

    touching = np.zeros(int(rest.max(initial=0)) + 1, bool)
    touching[np.unique(rest[binary_dilation(labels > 0, np.ones((3, 3), bool))])] = True
    touching[0] = True
    return touching


def _separate(path: Path) -> Callable[[], NDArray[np.int32]]:
    """Connected areas of a binary mask; numbers as they are when it has several."""

    def load() -> NDArray[np.int32]:
        labels = read_labels(path)
        values = np.unique(labels)
        if path.parent.name == "lungs" and 2 <= np.count_nonzero(values) <= 8:
            return labels
        return label_areas(labels > 0)

    return load


def _tell_orphans(
    folder: Path, images: Collection[str], others: Mapping[str, Collection[str]], notes: list[str]
) -> None:
    for what, found in others.items():
        orphans = sorted(set(found) - set(images))
        if orphans:
            shown = ", ".join(orphans[:3]) + (" ..." if len(orphans) > 3 else "")
            notes.append(f"{len(orphans)} {what} in {folder.name} have no image: {shown}.")


def _write_masks(content: Content, image: ImageRecord, folder: Path, *, machine: bool) -> None:
    stem, template = content.stems[image.id], content.template(image)
    finding = _finding(content, image, machine=machine)
    if finding.records or (not machine and _is_known(image, finding)):
        inside = np.where(finding.labels > 0, 255, 0).astype(np.uint8)
        write_png(folder / "labelcol" / f"{stem}.png", inside)
    if finding.records:
        write_numbers(folder / "instances", stem, finding.labels)
    organ = template.organ_layer
    if organ is not None:
        lungs = content.layer(image, organ, machine=machine)
        if lungs.records:
            mask = np.where(lungs.labels > 0, 255, 0).astype(np.uint8)
            write_png(folder / "lungs" / f"{stem}.png", mask)


def _finding(content: Content, image: ImageRecord, *, machine: bool = False) -> LayerContent:
    return content.layer(image, content.template(image).finding_layer, machine=machine)


def _is_known(image: ImageRecord, finding: LayerContent) -> bool:
    """Whether a person has drawn something, or accepted that there is nothing."""
    return bool(finding.records) or is_accepted_empty(image, finding.layer)


def _finding_layers(content: Content) -> list[Layer]:
    return [content.template(image).finding_layer for image in own_images(content)[:1]]


def _sentence(content: Content, image: ImageRecord) -> str:
    text = restate(image.sentence, content.template(image), content.project.sides(image))
    return text or NO_SENTENCE


FORMAT = Format(
    name="lvit",
    title="LViT layout",
    about="Folders of images and masks with a sheet of sentences",
    holds=(Holds.IMAGES, Holds.MASKS, Holds.OBJECTS, Holds.SENTENCES),
    exporter=Exporter(
        losses, write, check, own_images, written_laterality, conversions, HIGHEST_NUMBER_16_BIT
    ),
    reader=read,
)
