"""Exports that another program has opened and saved with its own code come back as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pydicom.data import get_testdata_file

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish, nuclei_labels, write_image
from tests.lvit_core.exchange.others import ask, needs_others
from tests.lvit_core.exchange.test_touched_by_others import objects

pytestmark = [pytest.mark.exchange, needs_others]

PAIRS = [
    ("labelme", "labelme"), ("coco", "pycocotools"), ("geojson", "shapely"), ("nifti", "nibabel"),
    ("nifti", "simpleitk"), ("nnunet", "nibabel"), ("nnunet", "simpleitk"), ("yolo", "ultralytics"),
    ("jsonl", "datasets"), ("png", "pillow"), ("lvit", "pillow"), ("ome-tiff", "tifffile"),
    ("dicom-seg", "highdicom"), ("dicom-ann", "highdicom_ann"), ("coco", "mlcroissant"),
]  # fmt: skip
CLASSES = ("epithelial", "inflammatory", "stromal")


@pytest.fixture(scope="module")
def tissue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two pictures, one of them held out, and a slice: holes, parts, neighbours, three classes."""
    place = tmp_path_factory.mktemp("rewritten")
    labels = nuclei_labels()
    labels[2:4, 2:4] = 0
    slices = np.zeros((128, 128), np.int32)
    slices[: labels.shape[0], : labels.shape[1]] = labels[:, :128]
    with Project.create(place / "p", ProjectSettings("x", "nuclei"), seed="x") as project:
        files = [write_image(place / f"{stem}.png", seed) for seed, stem in enumerate(("a b", "ü"))]
        files.append(Path(shutil.copy(get_testdata_file("CT_small.dcm"), place / "s.dcm")))
        for record in project.images.add(files).added:
            drawn = slices if record.name == "s.dcm" else labels
            numbers = [int(number) for number in np.unique(drawn) if number]
            store_labels(
                project, record.id, "nuclei", drawn,
                classes={number: CLASSES[number % 3] for number in numbers},
                provenance=Provenance("person", "ann"), title="Draw",
            )  # fmt: skip
            project.images.set_split(record.id, "holdout" if record.id == 2 else "train")
            finish(project, record.id, "The nuclei are evenly distributed.")
        yield project


@pytest.mark.parametrize("name,program", PAIRS)
def test_it_means_the_same(tissue: Project, tmp_path: Path, name: str, program: str) -> None:
    out = tmp_path / "out"
    format_named(name).export(tissue, out)
    if name == "geojson":  # pictures are not copied: they lie where their owner put them
        for image in tissue.images.all():
            path = tissue.images.path(image.id)
            shutil.copy(path, out / f"{path.stem}{path.suffix}")
    options = {"template": "nuclei"}
    before = import_as_project(name, out, tmp_path / "before", options)
    ask("rewrite", out, program)
    if (name, program) == ("png", "pillow"):  # masks of a picture whose file has changed since
        with pytest.raises(LViTError, match="another picture, or saved again"):
            import_as_project(name, out, tmp_path / "after", options)
        return
    after = import_as_project(name, out, tmp_path / "after", options)
    assert [loss.line() for loss in after.losses] == [loss.line() for loss in before.losses]
    assert objects(tmp_path / "after") == objects(tmp_path / "before")
    assert (after.images, after.sentences) == (before.images, before.sentences)
