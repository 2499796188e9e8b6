"""The data set layout of the LViT paper: what its loader and `lvit train --dataset` read.

``img/`` holds images only, with extensions of three letters; ``labelcol/STEM.png`` is 0 or 255;
``*_text.xlsx`` names the *mask* file and its sentence. ``instances/`` and ``lungs/`` are additions
that the paper's loader does not look at. Sentences are in the viewer's left and right.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content, LayerContent, is_accepted_empty
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.lvit_reading import read
from lvit_core.exchange.picture_files import (
    HIGHEST_NUMBER_16_BIT,
    can_copy,
    export_image,
    image_file,
    numbers_file,
    read_labels,
    write_numbers,
)
from lvit_core.exchange.png_strips import write_png
from lvit_core.exchange.report_lines import as_png, left_out, sentences_are, some_names
from lvit_core.exchange.reports import Conversion, Steps
from lvit_core.exchange.sheets import NO_SENTENCE, read_sheet, without_controls, write_sheet
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.imaging.placement import directions
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.laterality import restate
from lvit_core.prompt.template import Layer
from lvit_core.wording import counted, said

SHEET_NAME = "Train_text.xlsx"
MACHINE_FOLDER = "machine"


def losses(content: Content) -> list[str]:
    """What the layout cannot hold."""
    found = []
    images = own_images(content)
    if others := len(content.images) - len(images):
        found.append(
            said(
                "{others}: another template than {template_name}, and a data set in this layout "
                "has one kind of sentence.",
                others=left_out(others),
                template_name=content.project.template_name,
            )
        )
    if converted := sum(not can_copy(content.path(image)) for image in images):
        found.append(as_png(converted))
    if silent := sum(not image.sentence for image in images):
        found.append(
            said(
                "{silent} no sentence; the sheet is blank there.",
                silent=counted(silent, "image has", "images have"),
            )
        )
    if unknown := sum(not content.is_looked_at(image) for image in images):
        found.append(
            said(
                "{unknown} without a mask, as nobody has labeled; the paper's own loader asks for "
                "one.",
                unknown=counted(unknown, "image"),
            )
        )
    if any(len(layer.classes) > 1 for layer in _finding_layers(content)):
        found.append(said("Classes are only in provenance.json; masks tell inside from outside."))
    organs = ((image, content.template(image).organ_layer) for image in images)
    if any(layer is not None and content.counts.has(image, layer) for image, layer in organs):
        found.append(said("Of organs, who made each object is only in provenance.json."))
    turned = conversions(content)
    other = [one.name for one in images if one.sentence and _shows_no_side(content, one)]
    if other and content.project.settings.laterality == "patient":
        found.append(
            said(
                "{other} no side of the patient on the left (from the side, or turned): words of "
                "sides are turned as if one did: {other_2}.",
                other=counted(len(other), "image shows", "images show"),
                other_2=some_names(other),
            )
        )
    if turned:
        found.append(
            said(
                "{turned} written with the viewer's left and right instead of the patient's: "
                "{turned_2}.",
                turned=sentences_are(len(turned)),
                turned_2=some_names(one.image for one in turned),
            )
        )
    return found


def _shows_no_side(content: Content, image: ImageRecord) -> bool:
    """Whether a file says that its rows run neither to the patient's left nor to the right."""
    said = "" if image.orientation else directions(content.path(image))
    return said[:1] not in ("L", "R", "")


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


def own_images(content: Content) -> StoredImages:
    """Images of the project's own template."""
    return content.taken_by(_is_own)


def _is_own(content: Content, image: ImageRecord) -> bool:
    return image.template == content.project.template_name


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images, masks and the sheet; returns the number of images."""
    images = own_images(content)
    if not images:
        raise LViTError(
            "There is nothing to export in the project's own template.", "Choose another format."
        )
    mingled = []
    (folder / "labelcol").mkdir()
    for image in images:
        with writing_image(content, image, folder, steps) as part:
            export_image(content, image, part / "img")
            _write_masks(content, image, part, machine=False)
            if content.options.machine:
                _write_masks(content, image, part / MACHINE_FOLDER, machine=True)
            if _are_mingled(content, image):
                mingled.append(image.name)
    if mingled:
        content.notes.append(
            said(
                "In {mingled} organs are other objects than in the project, because their masks "
                "tell inside from outside: those that touch become one, parts become objects of "
                "their own: {mingled_2}.",
                mingled=counted(len(mingled), "image"),
                mingled_2=some_names(mingled),
            )
        )
    written = own_images(content)
    rows = ((f"{content.stems[one.id]}.png", _sentence(content, one)) for one in written)
    write_sheet(folder / SHEET_NAME, rows)
    return len(written)


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
        if sentences.get(stem, "") != without_controls(_sentence(content, image)).strip():
            raise not_read_back(f"The sentence of {image.name}")


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


def _are_mingled(content: Content, image: ImageRecord) -> bool:
    """Whether the connected areas of the organs' mask are other objects than the organs."""
    organ = content.template(image).organ_layer
    if organ is None:
        return False
    labels = content.layer(image, organ).labels
    areas = label_areas(labels > 0)
    pairs = np.unique(np.stack((labels[areas > 0], areas[areas > 0])), axis=1)
    return any(len(np.unique(side)) < pairs.shape[1] for side in pairs)


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
        losses,
        write,
        check,
        own_images,
        written_laterality,
        conversions,
        HIGHEST_NUMBER_16_BIT,
        masks=("labelcol/{stem}.png",),
    ),
    reader=read,
)
