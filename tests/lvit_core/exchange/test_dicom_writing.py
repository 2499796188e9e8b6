"""DICOM objects leave in parts: frames of any size, a cancel heard inside, headers read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import Cancelled
from lvit_core.exchange import dicom_seg, dicom_writing, format_named
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish
from tests.lvit_core.exchange.test_stopping import Asked

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

HEIGHT, WIDTH = 33, 45  # a frame ends in the middle of a byte


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two slices of an odd size, with three lesions and lungs below them."""
    from pydicom.data import get_testdata_file

    files = []
    for name in "ab":
        image = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
        image.Rows, image.Columns = HEIGHT, WIDTH
        pixels = np.random.default_rng(ord(name)).integers(0, 900, (HEIGHT, WIDTH), np.int16)
        image.PixelData = pixels.tobytes() + b"\0" * (pixels.nbytes % 2)
        image.SOPInstanceUID = f"1.2.{ord(name)}"
        image.save_as(tmp_path / f"{name}.dcm")
        files.append(tmp_path / f"{name}.dcm")
    lesion, lungs = (np.zeros((HEIGHT, WIDTH), np.int32) for _ in range(2))
    lesion[1:9, 3:11], lesion[9:20, 11:30], lesion[25:33, 40:45] = 1, 2, 3
    lungs[5:30, 8:30] = 1
    settings = ProjectSettings("x", "chest-xray", "viewer")
    with Project.create(tmp_path / "project", settings, seed="a") as made:
        for record in made.images.add(files).added:
            for layer, labels, name in (("lesion", lesion, "infection"), ("lungs", lungs, "lung")):
                store_labels(
                    made, record.id, layer, labels, classes=name,
                    provenance=Provenance("person", "ann"), title="Draw",
                )  # fmt: skip
            finish(made, record.id, "")
        yield made


def test_highdicom_reads_frames_that_end_inside_of_a_byte(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dicom_writing, "_AT_ONCE", 100)
    format_named("dicom-seg").export(project, tmp_path / "out", {})
    image, files = project.images.all()[0], sorted((tmp_path / "out").glob("*.dcm"))
    assert len(files) == 2
    expected = [
        project.journal.load_plane(image.id, layer).to_array() == number
        for layer, number in (("lesion", 1), ("lesion", 2), ("lesion", 3), ("lungs", 1))
    ]
    for file in files:
        found = hd.seg.segread(file)
        assert np.array_equal(found.pixel_array > 0, expected)
        assert found.SegmentsOverlap == "YES"
        assert (found.Rows, found.Columns) == (HEIGHT, WIDTH)


@pytest.mark.parametrize("name", ["dicom-seg", "dicom-ann"])
def test_a_cancel_is_heard_inside_of_one_object(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Pixels are packed and written in parts; a large picture is left between two of them."""
    if name == "dicom-ann":
        for one in project.images.all():
            project.images.set_template(one.id, "nuclei")
            labels = project.journal.load_plane(one.id, "lesion").to_array()
            store_labels(
                project, one.id, "nuclei", labels, classes="nucleus",
                provenance=Provenance("person", "ann"), title="Draw",
            )  # fmt: skip
    monkeypatch.setattr(dicom_writing, "_AT_ONCE", 64)
    never, marks = Asked(), list[int]()
    exporter = format_named(name)
    exporter.export(project, tmp_path / "whole", {}, lambda *_: marks.append(never.count), never)
    parts = HEIGHT * WIDTH * 2 // 64  # of the copy of the picture alone
    assert marks[1] - marks[0] > parts
    for moment in range(marks[0] + 1, marks[1], (marks[1] - marks[0]) // 4):
        with pytest.raises(Cancelled):
            exporter.export(project, tmp_path / "out", {}, None, Asked(moment))
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [
            "project", "whole"
        ], moment  # fmt: skip


def test_each_header_is_asked_once_whether_it_is_complete(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ask = Counter[str](), dicom_seg.is_complete

    def counting(path: Path) -> bool:
        asked[path.name] += 1
        return ask(path)

    monkeypatch.setattr(dicom_seg, "is_complete", counting)
    format_named("dicom-seg").export(project, tmp_path / "out", {})
    assert asked == {"a.dcm": 1, "b.dcm": 1}
