"""Small pictures are made once, kept in the cache, and never stop the list."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtGui import QImage

from app.jobs.thumbnails import WAITING_LIMIT, ThumbnailThread
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.thumbnails import THUMBNAIL_PX, thumbnail


@pytest.fixture
def project(tmp_path: Path):
    for name, value in (("dark", 10), ("bright", 240)):
        pixels = np.full((700, 300), value, np.uint8)
        pixels[:20] = 128
        PillowImage.fromarray(pixels).save(tmp_path / f"{name}.png")
    with Project.create(tmp_path / "project", ProjectSettings("p", "nuclei")) as opened:
        opened.images.add([tmp_path / "dark.png", tmp_path / "bright.png"])
        yield opened


def test_a_picture_is_small_true_and_kept(project):
    path = thumbnail(project, 1)
    with PillowImage.open(path) as picture:
        assert max(picture.size) == THUMBNAIL_PX
        assert picture.size[1] > picture.size[0]
        assert np.asarray(picture)[THUMBNAIL_PX // 2, 10] == pytest.approx(10, abs=3)
    stamp = path.stat().st_mtime_ns
    assert thumbnail(project, 1) == path
    assert path.stat().st_mtime_ns == stamp


def test_wishes_are_answered_and_a_missing_file_is_an_empty_answer(project, tmp_path, qtbot):
    (tmp_path / "bright.png").unlink()
    thread = ThumbnailThread()
    answers: dict[int, QImage] = {}
    thread.ready.connect(answers.__setitem__)
    thread.set_project(project)
    thread.request(1)
    thread.request(2)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert not answers[1].isNull()
    assert answers[2].isNull()
    thread.set_project(None)
    thread.close()


def test_a_wish_that_was_given_up_can_be_made_again(project, qtbot):
    thread = ThumbnailThread()
    thread.set_project(project)
    thread.stand_back(60)
    first = thread.request(1)
    for image_id in range(2, WAITING_LIMIT + 2):
        thread.request(image_id)
    assert first.cancelled() and not thread.request(1).cancelled()
    thread.close()
