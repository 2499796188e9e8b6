"""Real DICOM files of many makers, as they leave: the same pixels, no new error."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.imaging.readers import read
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish
from tests.lvit_core.exchange.test_dicom_seg import errors

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")

pytestmark = [pytest.mark.exchange, pytest.mark.filterwarnings("ignore")]

SENTENCE = "Unilateral pulmonary infection, one infected area, upper right lung."


@pytest.fixture(scope="module")
def exported(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, dict[str, Path]]]:
    """The export of all films, and the files they were made of."""
    folder = tmp_path_factory.mktemp("films")
    settings = ProjectSettings("x", "chest-xray", "patient")
    with warnings.catch_warnings(), Project.create(folder / "project", settings) as project:
        warnings.simplefilter("ignore")
        for image in project.images.add([shared_data / "formats" / "dicom"]).added:
            labels = np.zeros((image.height, image.width), np.int32)
            labels[image.height // 4 : image.height // 2, image.width // 4 : image.width // 2] = 1
            told = Provenance("person", "Ann")
            store_labels(
                project, image.id, "lesion", labels, classes="infection", provenance=told,
                title="Draw",
            )  # fmt: skip
            finish(project, image.id, SENTENCE)
        format_named("dicom-seg").export(project, folder / "out")
        names = project.pseudonyms.image
        sources = {names(one.id): project.images.path(one.id) for one in project.images.all()}
    yield folder / "out", sources


def test_copies_show_what_their_files_show(exported: tuple[Path, dict[str, Path]]) -> None:
    folder, sources = exported
    copies = sorted((folder / "images").iterdir())
    assert len(copies) > 8
    for copy in copies:
        before, after = read(sources[copy.stem]), read(copy)
        assert np.array_equal(before.pixels, after.pixels), sources[copy.stem].name
        for fact in ("spacing_mm", "window", "inverted", "orientation"):
            assert getattr(before, fact) == getattr(after, fact), (sources[copy.stem].name, fact)


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dicom3tools is not installed")
def test_dciodvfy_finds_no_error_of_ours(exported: tuple[Path, dict[str, Path]]) -> None:
    folder, sources = exported
    for file in sorted(folder.rglob("*.dcm")):
        ours = errors(file) - errors(sources[file.stem])
        assert ours == set(), (file.parent.name, sources[file.stem].name)


def test_references_resolve_in_the_export(exported: tuple[Path, dict[str, Path]]) -> None:
    folder, _ = exported
    for file in folder.glob("*.dcm"):
        segmentation = hd.seg.segread(file)
        image = hd.imread(folder / "images" / file.name)
        ((study, series, instance),) = segmentation.get_source_image_uids()
        assert (study, series, instance) == (
            image.StudyInstanceUID, image.SeriesInstanceUID, image.SOPInstanceUID,
        )  # fmt: skip
        report = hd.sr.srread(folder / "reports" / file.name)
        assert report.StudyInstanceUID == study and report.PatientID == image.PatientID
