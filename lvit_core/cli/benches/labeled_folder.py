"""Images with known objects in any of the usual folders: what benches take for the truth.

The layout of the paper (``img/``, ``labelcol/``, ``instances/``), and that of public collections of
nuclei (``images/`` beside ``masks_instance/``, or beside ``masks/``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.plane import Labels
from lvit_core.data.folder import read_folder
from lvit_core.data.sample import Sample
from lvit_core.errors import LViTError
from lvit_core.exchange.layout_files import layout_files
from lvit_core.exchange.picture_files import read_labels, read_numbers
from lvit_core.imaging.readers import is_named_like_a_picture

_TRUTH = ("masks_instance", "instances", "masks")


@dataclass(frozen=True)
class LabeledImage:
    """One image whose objects are known.

    Attributes:
        name: Without folder and ending.
        path: Its picture.
        sentence: Empty where there is none.
        read_objects: Its objects, int32 (H, W), 0 for background.
    """

    name: str
    path: Path
    sentence: str
    read_objects: Callable[[], Labels]


def labeled_images(folder: str | Path) -> list[LabeledImage]:
    """All images of a folder that have a mask, by name.

    Raises:
        LViTError: There are none, or the folder is in no layout that is known.
    """
    folder = Path(folder)
    found = _of_layout(folder) if (folder / "img").is_dir() else _of_collection(folder)
    if not found:
        raise LViTError(
            "No image with a mask lies in {name}.",
            "Give a folder with img/ and labelcol/, or images/ and masks_instance/.",
            name=folder.name,
        )
    return found


def _of_layout(folder: Path) -> list[LabeledImage]:
    paths = layout_files(folder).images
    samples = (sample for sample in read_folder(folder).samples if sample.labeled)
    return [
        LabeledImage(one.key, paths[one.key], one.sentence or "", lambda one=one: _objects(one))  # type: ignore[misc]
        for one in samples
    ]


def _objects(sample: Sample) -> Labels:
    if sample.read_instances is not None:
        return np.asarray(sample.read_instances(), np.int32)
    assert sample.read_mask is not None
    return label_areas(sample.read_mask() > 0)


def _of_collection(folder: Path) -> list[LabeledImage]:
    places = [folder / name for name in _TRUTH if (folder / name).is_dir()]
    if not places or not (folder / "images").is_dir():
        return []
    truth = {file.stem: file for file in places[0].iterdir() if is_named_like_a_picture(file)}
    return [
        LabeledImage(image.stem, image, "", lambda mask=truth[image.stem]: _read(mask))  # type: ignore[misc]
        for image in sorted((folder / "images").iterdir())
        if image.stem in truth
    ]


def _read(mask: Path) -> Labels:
    """Numbered objects; of a picture of 0 and 255 its connected areas."""
    if mask.parent.name == "masks":
        labels = read_labels(mask)
        if len(np.unique(labels)) <= 2:
            return label_areas(labels > 0)
    return np.asarray(read_numbers(mask), np.int32)
