"""A picture that is exchanged while it is read is noticed by whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.data import project_samples
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.inference import batch
from lvit_core.inference.batch import Job, predict_all
from lvit_core.model import questions
from lvit_core.project import adding, loaded_image, thumbnails
from lvit_core.project.loaded_image import load_image
from lvit_core.project.paths import content_hash
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.steady import SteadyFile
from lvit_core.prompt.templates import load_template

MEANWHILE = r"a\.png was changed while it was read"


def draw(path: Path, value: int) -> Path:
    Image.fromarray(np.full((40, 50), value, np.uint8)).save(path)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei")) as made:
        made.images.add([draw(tmp_path / "a.png", 10)])
        made.images.set_split(1, "train")
        yield made


def look(project: Project) -> object:
    return load_image(project, project.images.get(1))


def small(project: Project) -> object:
    return thumbnails.thumbnail(project, 1)


def learn(project: Project) -> object:
    found = project_samples.read_project_samples(project, "nuclei", "nuclei")
    return [sample.read_image() for sample in found.train]


def ask(project: Project) -> object:
    record, template = project.images.get(1), load_template("nuclei")
    source = loaded_image.open_source(project.images.path(1))
    whole = Rect(0, 0, source.height, source.width)
    return questions.question(project, record, source, template, "", shown=whole).pixels()


READERS = [
    (look, loaded_image, "small_image"), (small, thumbnails, "render"),
    (learn, project_samples, "read_rgb"), (ask, questions, "network_pixels"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("use", "module", "name"),
    READERS,
    ids=["looked at", "made small", "learnt from", "asked about"],
)
def test_who_reads_a_picture_of_a_project(
    use: Callable[[Project], object], module: object, name: str, project: Project,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    read = getattr(module, name)

    def then(*args: object) -> object:
        found = read(*args)
        draw(project.images.path(1), 200)
        return found

    monkeypatch.setattr(module, name, then)
    with pytest.raises(LViTError, match=MEANWHILE):
        use(project)
    assert not project.thumbnail_path(1).exists()
    monkeypatch.undo()
    if use is learn:
        assert learn(project) == []  # it is named once for the run
        return
    with pytest.raises(LViTError, match=r"a\.png is another picture|replaced"):
        use(project)


def test_who_adds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its facts would be those of one picture, and its hash that of another."""

    def then(file: Path) -> object:
        found = probe(file)
        draw(file, 200)
        return found

    probe = adding.probe
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei")) as project:
        monkeypatch.setattr(adding, "probe", then)
        (skipped,) = project.images.add([draw(tmp_path / "a.png", 10)]).skipped
        assert skipped.reason == "a.png was changed while it was read."
        monkeypatch.undo()
        assert len(project.images.add([tmp_path / "a.png"]).added) == 1


@pytest.mark.parametrize("marked", [False, True])
def test_who_predicts_it(marked: bool, tmp_path: Path) -> None:
    """The answer is named after a picture that is not the one that was asked about."""
    file = draw(tmp_path / "a.png", 10)
    digest = content_hash(file)
    if marked:
        draw(file, 100)  # after the project was asked, before its turn

    def read(path: Path) -> batch.Picture:
        if not marked:
            draw(path, 200)
        return np.zeros((40, 50, 3), np.uint8), None

    job = Job(file, None, "nuclei", "a", marked=digest)
    report = predict_all([job], tmp_path / "out", lambda _: Unasked(), read)  # type: ignore[arg-type]
    ((name, reason, _),) = report.failed
    assert name == "a.png" and ("another picture" if marked else "was changed") in reason
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["predictions.jsonl"]


class Named:
    name, template, input = "none", "nuclei", "tiles"


class Unasked:
    """Stands for a predictor that is told of no picture."""

    backend = config = Named()
    notes: tuple[str, ...] = ()

    def set_image(self, *_: object) -> None:
        pytest.fail("it was told of a picture")


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    file = SteadyFile(draw(tmp_path / "a.png", 1))
    (tmp_path / "a.png").unlink()
    with pytest.raises(LViTError, match=r"a\.png was changed"):
        file.require()
    with pytest.raises(LViTError, match=r"a\.png cannot be read"):
        file.digest()
