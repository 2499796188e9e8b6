"""nnU-Net's raw data set folder: channels and label maps as NIfTI, hold-out apart as test cases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import read_json, write_json
from lvit_core.exchange.nifti import affine_of, load, save, spacing_losses
from lvit_core.exchange.nnunet_reading import IGNORED, plain_stem, read
from lvit_core.exchange.pixels_out import bright_pixels
from lvit_core.exchange.report_lines import left_out
from lvit_core.exchange.reports import Steps
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.project.records import ImageRecord
from lvit_core.project.splits import HOLDOUT
from lvit_core.wording import counted, said

DATASET_FOLDER = "Dataset001_LViT"
_CHANNELS = {1: {"0": "intensity"}, 3: {"0": "R", "1": "G", "2": "B"}}


def losses(content: Content) -> list[str]:
    """What nnU-Net's layout cannot hold."""
    images = own_images(content)
    found = [
        said("Only the layer of findings is written; objects of one class become one label."),
        said("Sentences and objects are only in provenance.json."),
    ]
    if others := len(content.images) - len(images):
        found.append(
            said(
                "{others}: of another template or number of channels, or not labeled.",
                others=left_out(others),
            )
        )
    if held := sum(image.split == HOLDOUT for image in images):
        found.append(
            said(
                "Written as test cases (imagesTs, labelsTs): {held}.",
                held=counted(held, "hold-out image"),
            )
        )
    found += spacing_losses(content, images)
    if content.options.machine:
        found.append(
            said("Objects that no person accepted are not written: they would be mixed in.")
        )
    return found


def own_images(content: Content) -> StoredImages:
    """Images of the project's template with the number of channels that most of them have.

    What nobody has labeled is no training case: it would say that there is nothing.
    """
    own = content.taken_by(_is_case)
    counts = Counter(image.channels for image in own)
    if len(counts) < 2:
        return own
    usual = counts.most_common(1)[0][0]
    return own.where(lambda image: image.channels == usual)


def _is_case(content: Content, image: ImageRecord) -> bool:
    return image.template == content.project.template_name and content.is_looked_at(image)


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes the data set; returns the number of images."""
    images = own_images(content)
    if not images:
        raise LViTError(
            "There is nothing to export in the project's own template.", "Choose another format."
        )
    for image in images:
        with writing_image(content, image, folder, steps) as aside:
            _write_case(content, image, aside / DATASET_FOLDER)
    written = own_images(content)
    finding = content.template(images[0]).finding_layer
    names = enumerate(content.classes.names(finding.name), start=1)
    # A class that somebody called background is not the background, nor is one to be ignored.
    taken = ("background", IGNORED)
    labels = {f"{name} (class)" if name in taken else name: number for number, name in names}
    if any(content.selection.region(image) is not None for image in written):
        labels[IGNORED] = ignored_number(content, written[0])
    document = {
        "channel_names": _CHANNELS[images[0].channels],
        "labels": {"background": 0, **labels},
        "numTraining": sum(part_of(image) == "Tr" for image in written),
        "file_ending": ".nii.gz",
    }
    write_json(folder / DATASET_FOLDER / "dataset.json", document)
    return len(written)


def _write_case(content: Content, image: ImageRecord, root: Path) -> None:
    case, part = case_name(content, image), part_of(image)
    place, pixels = affine_of(content, image), bright_pixels(content, image)
    channels = [pixels] if pixels.ndim == 2 else [pixels[:, :, index] for index in range(3)]
    for index, channel in enumerate(channels):
        save(root / f"images{part}" / f"{case}_{index:04d}.nii.gz", channel, *place)
    save(root / f"labels{part}" / f"{case}.nii.gz", label_map(content, image), *place)


def ignored_number(content: Content, image: ImageRecord) -> int:
    """The number of pixels that nobody knows: nnU-Net wants it to be the highest."""
    return 1 + len(content.classes.names(content.template(image).finding_layer.name))


def label_map(content: Content, image: ImageRecord) -> NDArray[Any]:
    """``(H, W)`` class numbers; `ignored_number` where nobody has looked."""
    classes = content.layer(image, content.template(image).finding_layer).class_plane()
    region = content.selection.region(image)
    if region is None:
        return classes
    number = ignored_number(content, image)
    wide = classes.astype(np.uint16) if number > np.iinfo(classes.dtype).max else classes
    return np.where(region.mask(), wide, np.array(number, wide.dtype))


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Compares label maps and counts."""
    root = folder / DATASET_FOLDER
    training = sum(1 for _ in (root / "labelsTr").glob("*.nii.gz"))
    if read_json(root / "dataset.json")["numTraining"] != training:
        raise not_read_back("dataset.json")
    for image in own_images(content):
        steps.next(image.name)
        case, part = case_name(content, image), part_of(image)
        labels, affine, _ = load(root / f"labels{part}" / f"{case}.nii.gz")
        _, image_affine, _ = load(root / f"images{part}" / f"{case}_0000.nii.gz")
        expected = label_map(content, image)
        if not np.array_equal(labels, expected) or not np.allclose(affine, image_affine):
            raise not_read_back(said("The labels of {name}", name=image.name))


def case_name(content: Content, image: ImageRecord) -> str:
    """The case's name, unique by the image's id."""
    return f"{plain_stem(content.stems[image.id])}-{image.id:05d}"


def part_of(image: ImageRecord) -> str:
    """``Tr`` for training cases, ``Ts`` for the hold-out."""
    return "Ts" if image.split == HOLDOUT else "Tr"


FORMAT = Format(
    name="nnunet",
    title="nnU-Net data set",
    about="Folders as nnU-Net expects them for training",
    holds=(Holds.IMAGES, Holds.CLASSES),
    exporter=Exporter(losses, write, check, own_images, holds_unknown="in its files"),
    reader=read,
    options=(),
)
