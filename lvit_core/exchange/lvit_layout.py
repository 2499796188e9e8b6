"""The data set layout of the LViT paper: what its loader and `lvit train --dataset` read.

``img/`` holds images only, with extensions of three letters; ``labelcol/STEM.png`` is 0 or 255;
``*_text.xlsx`` names the *mask* file and its sentence. ``instances/``, ``lungs/`` and ``classes/``
are additions that the paper's loader does not look at; ``classes.json`` names the numbers of the
last, of which 0 is an object of no known kind too. Sentences are in the viewer's left and right.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content, LayerContent, is_accepted_empty, translated
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import write_json
from lvit_core.exchange.layout_files import CLASS_FOLDER, CLASS_NAMES, MOST_CLASSES
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
    found += _class_lines(content)
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


def _class_lines(content: Content) -> list[str]:
    """Where classes are, if objects are of known kinds."""
    if _class_numbers(content):
        return [
            said(
                "Classes are in a folder of their own, which the paper's own loader does not read; "
                "masks tell inside from outside."
            )
        ]
    line = said("Classes are only in provenance.json; masks tell inside from outside.")
    return [line] * bool(_told_classes(content))


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
    mingled, numbers = [], _class_numbers(content)
    (folder / "labelcol").mkdir()
    for image in images:
        with writing_image(content, image, folder, steps) as part:
            export_image(content, image, part / "img")
            _write_masks(content, image, part, numbers, machine=False)
            if content.options.machine:
                _write_masks(content, image, part / MACHINE_FOLDER, numbers, machine=True)
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
    if numbers:
        write_json(folder / CLASS_NAMES, {str(number): name for name, number in numbers.items()})
    return len(written)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Reads everything back as an importer would."""
    sentences, numbers = read_sheet(folder / SHEET_NAME).sentences, _class_numbers(content)
    for image in own_images(content):
        steps.next(image.name)
        stem = content.stems[image.id]
        finding = _finding(content, image)
        if _is_known(image, finding):
            mask = read_labels(folder / "labelcol" / f"{stem}.png", ours=True)
            if not np.array_equal(mask, np.where(finding.labels > 0, 255, 0)):
                raise not_read_back(said("The mask of {name}", name=image.name))
        if finding.records:
            objects = read_labels(numbers_file(folder / "instances", stem), ours=True)
            if not np.array_equal(objects, finding.labels):
                raise not_read_back(said("The objects of {name}", name=image.name))
        if (classes := _class_plane(finding, numbers)) is not None:
            read_back = read_labels(folder / CLASS_FOLDER / f"{stem}.png", ours=True)
            if not np.array_equal(read_back, classes):
                raise not_read_back(said("The classes of {name}", name=image.name))
        if image_file(folder / "img", stem) is None:
            raise not_read_back(image.name)
        if sentences.get(stem, "") != without_controls(_sentence(content, image)).strip():
            raise not_read_back(said("The sentence of {name}", name=image.name))


def _write_masks(
    content: Content, image: ImageRecord, folder: Path, numbers: dict[str, int], *, machine: bool
) -> None:
    stem, template = content.stems[image.id], content.template(image)
    finding = _finding(content, image, machine=machine)
    if finding.records or (not machine and _is_known(image, finding)):
        inside = np.where(finding.labels > 0, 255, 0).astype(np.uint8)
        write_png(folder / "labelcol" / f"{stem}.png", inside)
    if finding.records:
        write_numbers(folder / "instances", stem, finding.labels)
    if (classes := _class_plane(finding, numbers)) is not None:
        write_png(folder / CLASS_FOLDER / f"{stem}.png", classes)
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


def _class_numbers(content: Content) -> dict[str, int]:
    """The numbers of classes as files have them; none where there is none, or no room in a byte."""
    numbers = _told_classes(content)
    return numbers if max(numbers.values(), default=0) <= MOST_CLASSES else {}


def _told_classes(content: Content) -> dict[str, int]:
    """The numbers of the findings' classes; none where no object is of a known kind.

    What is any object of the layer, as a nucleus is, says of no kind, and has no number.
    """
    used = set(content.counts.used_classes())
    for image in own_images(content)[:1]:
        layer = content.template(image).finding_layer
        general = {item.name for item in layer.classes if item.general}
        names = enumerate(content.classes.names(layer.name), start=1)
        numbers = {name: number for number, name in names if name not in general}
        if any((layer.name, name) in used for name in numbers):
            return numbers
    return {}


def _class_plane(finding: LayerContent, numbers: dict[str, int]) -> NDArray[np.uint8] | None:
    """``(H, W)`` class numbers; ``None`` where there are no objects, or none of a known kind."""
    if not finding.records or not numbers:
        return None
    told = {id_: numbers.get(record.class_name, 0) for id_, record in finding.records.items()}
    return translated(finding.labels, told).astype(np.uint8)


def _sentence(content: Content, image: ImageRecord) -> str:
    text = restate(image.sentence, content.template(image), content.project.sides(image))
    return text or NO_SENTENCE


FORMAT = Format(
    name="lvit",
    title="LViT layout",
    about="Folders of images and masks with a sheet of sentences",
    holds=(Holds.IMAGES, Holds.MASKS, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(
        losses,
        write,
        check,
        own_images,
        written_laterality,
        conversions,
        HIGHEST_NUMBER_16_BIT,
        holds_unknown="in pictures",
        masks=("labelcol/{stem}.png",),
    ),
    reader=read,
)
