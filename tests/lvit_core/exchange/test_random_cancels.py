"""A cancel at any image leaves nothing half: no file of an export, no image of an import."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from lvit_core.cli.benches.exchange_streams import (
    OF_DICOM,
    READ_ONLY,
    WITHOUT_PICTURE,
    draw,
    write_foreign,
)
from lvit_core.errors import Cancelled
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.test_stopping import everything

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]

COUNT = 3
WRITTEN = [name for name, item in formats().items() if item.exporter is not None]
OPTIONS = {"template": "nuclei"}


class AtImage:
    """Asks to stop while one image is at work.

    Args:
        number: Which step, from 0; none when omitted.
    """

    def __init__(self, number: int | None = None) -> None:
        self._number = number
        self._stops = False
        self.steps = 0

    def progress(self, done: int, _total: int, _name: str) -> None:
        self.steps += 1
        self._stops = self._stops or done == self._number

    def cancelled(self) -> bool:
        return self._stops


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Projects of a few small labeled pictures, with the pictures beside them."""
    place = tmp_path_factory.mktemp("cancels")
    for kind in ("png", "dicom"):
        draw(place / kind, COUNT, kind)
    return {kind: place / kind for kind in ("png", "dicom")}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files lie while a test lasts."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def digest(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def source_of(drawn: dict[str, Path], name: str) -> Path:
    return drawn["dicom" if name in OF_DICOM else "png"]


@pytest.mark.parametrize("name", WRITTEN)
def test_an_export_leaves_the_folder_and_the_project_as_they_were(
    drawn: dict[str, Path], tmp_path: Path, temporary: Path, name: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with Project.open(source_of(drawn, name) / "project") as project:
        head = project.chain.head()
        for moment in random.Random(name).sample(range(2 * COUNT), 2):
            at = AtImage(moment)
            with pytest.raises(Cancelled):
                format_named(name).export(project, out, {}, at.progress, at.cancelled)
            assert at.steps == moment + 1
            assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "temporary"]
            assert list(out.iterdir()) == [] == list(temporary.iterdir())
            assert project.chain.head() == head


@pytest.mark.parametrize("name", [*WRITTEN, *READ_ONLY])
def test_an_import_leaves_whole_images_and_the_data_as_they_were(
    drawn: dict[str, Path], tmp_path: Path, temporary: Path, name: str
) -> None:
    source, data = source_of(drawn, name), tmp_path / "data"
    if name in READ_ONLY:
        write_foreign(name, source, data)
    else:
        with Project.open(source / "project") as project:
            format_named(name).export(project, data)
    if name in WITHOUT_PICTURE:
        shutil.copytree(source / "pictures", data / "images")
    before = digest(data)
    place = tmp_path / "there"
    with Project.create(place, ProjectSettings("there", "nuclei")) as project:
        # Copies of DICOM files leave under other numbers: in another project they are others.
        pictures = sorted((data / "images" if name in OF_DICOM else source / "pictures").iterdir())
        project.images.add(pictures[:1])  # one is there already, without labels
    at = AtImage(random.Random(name).randrange(COUNT))
    with pytest.raises(Cancelled):
        import_as_project(name, data, place, OPTIONS, at.progress, at.cancelled)
    objects = [told[2] for told in everything(place)]
    assert all(count in ((), (3,)) for count in objects) and objects.count(()) <= 1
    assert digest(data) == before and list(temporary.iterdir()) == []
    import_as_project(name, data, place, OPTIONS)
    assert [told[2] for told in everything(place)] == [(3,)] * COUNT, "it goes on"
