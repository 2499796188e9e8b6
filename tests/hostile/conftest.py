"""A folder of everything that is not what a command asks for, beside a project that is."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of these tests change neither the priority nor the threads of the test process."""
    monkeypatch.setattr("lvit_core.training.priority.lower_priority", lambda: None)
    monkeypatch.setattr("lvit_core.training.priority.keep_memory", lambda: None)
    monkeypatch.setattr("lvit_core.training.priority.limit_threads", lambda count: None)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder; it is the working folder too, so that relative names mean what lies in it.

    A socket's path has at most 107 bytes, so the folder is short.
    """
    import lvit_core.inference.predictor
    import lvit_core.training.dataset_run  # noqa: F401
    from tests.hostile.runs import run_command

    home = tmp_path_factory.mktemp("w")
    (home / "home").mkdir()
    data = home / "data" / "images"
    data.mkdir(parents=True)
    Picture.fromarray(np.full((32, 32, 3), 200, np.uint8)).save(data / "a.png")
    mask = np.zeros((32, 32), np.uint8)
    mask[8:16, 8:16] = 255
    (home / "data" / "masks").mkdir()
    Picture.fromarray(mask).save(home / "data" / "masks" / "a.png")
    Picture.fromarray(mask).save(home / "mask.png")
    Picture.fromarray(np.full((32, 32, 3), 100, np.uint8)).save(home / "image.png")
    (home / "text.txt").write_text("text", encoding="utf-8")
    (home / "folder").mkdir()
    (home / "full").mkdir()
    (home / "full" / "text.txt").write_text("text", encoding="utf-8")
    os.mkfifo(home / "fifo")
    os.mkfifo(home / "fifo.png")
    (home / "zero").symlink_to("/dev/zero")
    (home / "zero.png").symlink_to("/dev/zero")
    (home / "loop").symlink_to("loop")
    (home / "loop.png").symlink_to("loop.png")
    (home / "folder.png").mkdir()
    (home / "empty.png").touch()
    listening = socket.socket(socket.AF_UNIX)
    old = Path.cwd()
    os.chdir(home)
    listening.bind("socket")
    environment = pytest.MonkeyPatch()
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        environment.setenv(name, str(home / "home"))
    for words in (
        ["import", "project", "data", "--format", "png", "--template", "nuclei"],
        ["export", "project", "--format", "lvit", "--out", "lvit"],
    ):
        done = run_command(words)
        assert not done.broke and done.code == 0, done
    yield home
    environment.undo()
    os.chdir(old)
    listening.close()
