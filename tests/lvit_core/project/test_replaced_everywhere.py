"""A picture that was exchanged under the project is noticed by whoever would use it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.cli import build_app
from lvit_core.cli.output import run
from lvit_core.errors import LViTError
from lvit_core.exchange import formats
from lvit_core.project.labels import store_labels
from lvit_core.project.loaded_image import load_image
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.thumbnails import thumbnail

WORDS = "another picture than when the marks were made"


def write(path: Path, value: int) -> None:
    """Pictures of the same size, in bytes too."""
    Image.fromarray(np.full((16, 16), value, np.uint8)).save(path, compress_level=0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose only picture was exchanged for one of the same size and time."""
    home = tmp_path_factory.mktemp("replaced")
    picture = home / "a.png"
    write(picture, 10)
    with Project.create(home / "p", ProjectSettings("T", "chest-xray", "viewer")) as project:
        project.images.add([picture])
        project.images.set_split(1, "train")
        store_labels(
            project, 1, "lesion", np.eye(16, dtype=np.int32), classes="infection",
            provenance=Provenance("person", "ann"), title="Draw",
            image_changes=[ImageChange("state", "unlabeled", "labeled")],
        )  # fmt: skip
    before = picture.stat()
    write(picture, 200)
    os.utime(picture, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert picture.stat().st_size == before.st_size
    return home / "p"


WRITTEN = sorted(name for name, one in formats().items() if one.exporter is not None)


@pytest.mark.parametrize("name", WRITTEN)
def test_no_format_writes_it(name: str, folder: Path, tmp_path: Path) -> None:
    with (
        Project.open(folder, read_only=True) as project,
        pytest.raises(LViTError, match=WORDS),
    ):
        formats()[name].export(project, tmp_path / "out", {"images": "all"})
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--format", "lvit", "--all", "--out", "OUT"),
        ("predict", "--any-kind", "--model", "chest", "--out", "OUT"),
        ("train", "--epochs", "1", "--out", "OUT"),
    ],
    ids=lambda words: words[0],
)
def test_no_command_uses_it(
    words: tuple[str, ...], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *options = (str(tmp_path / "out") if word == "OUT" else word for word in words)
    place = [str(folder)] if name == "export" else ["--project", str(folder)]
    with pytest.raises(SystemExit) as ended:
        run(build_app(), [name, *place, *options])
    assert ended.value.code == 1 and WORDS in capsys.readouterr().err


def test_nothing_of_the_window_shows_it(folder: Path) -> None:
    with Project.open(folder) as project:
        for use in (thumbnail, lambda it, number: load_image(it, it.images.get(number))):
            with pytest.raises(LViTError, match="another picture"):
                use(project, 1)
