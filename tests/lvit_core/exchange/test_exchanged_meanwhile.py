"""A picture that another one takes the place of while it is exported or measured does not leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange import format_named
from lvit_core.exchange.content import Content
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.measurement.project import MeasureOptions, measure_project
from lvit_core.project.pictures import PictureStore
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish, write_image
from tests.lvit_core.exchange.test_whole_exports import WITH_FILES

pytestmark = pytest.mark.exchange
# Between the comparison of all files and the writing of the first, or while it is written.
MOMENTS = [(PictureStore, "verify_all"), (Content, "_stored")]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    names = ("a.png", "other.png", "z.png")
    files = [write_image(tmp_path / "images" / name, n) for n, name in enumerate(names)]
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei"), seed="x") as made:
        for record in made.images.add(files).added:
            finish(made, record.id, "Some nuclei.")
        yield made


@pytest.fixture(params=MOMENTS, ids=lambda moment: moment[1])
def exchanging(
    request: pytest.FixtureRequest, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of three images is exchanged by somebody else at that moment."""
    part, name = request.param
    asked = getattr(part, name)

    def then(*args: object, **more: object) -> object:
        found = asked(*args, **more)
        if name == "verify_all" or getattr(args[1], "id", 0) == 2:
            write_image(project.images.path(2), 200)
        return found

    monkeypatch.setattr(part, name, then)


@pytest.mark.parametrize("name", WITH_FILES)
def test_an_export_refuses_it_or_leaves_it_out_by_name(
    name: str, project: Project, exchanging: None, tmp_path: Path
) -> None:
    with pytest.raises(LViTError, match=r"other\.png"):
        format_named(name).export(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    project.images.path(2).write_bytes(write_image(tmp_path / "again.png", 1).read_bytes())
    report = format_named(name).export(project, tmp_path / "out", {"skip_bad": True})
    assert report.images == 2
    assert [line for line in report.losses if line.startswith("other.png is left out")]
    assert not list((tmp_path / "out").rglob("other*"))


def test_nothing_is_measured_on_it(project: Project, exchanging: None, tmp_path: Path) -> None:
    with pytest.raises(LViTError, match=r"other\.png"):
        measure_project(project, tmp_path / "t.csv", MeasureOptions(ExportOptions()))
    assert not (tmp_path / "t.csv").exists()
