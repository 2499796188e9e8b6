"""A session and a window for each test, with settings of their own and small real images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject

from app.session.preferences import Preferences
from app.session.session import Session
from app.views.main_window import MainWindow
from app.views.theme import apply_theme

WAIT_MS = 20_000


@pytest.fixture
def session(qtbot, tmp_path: Path) -> Iterator[Session]:
    made = Session(Preferences(tmp_path / "preferences"))
    made.edits.patience_s = 10.0  # done when asked for, however busy the machine is
    made.projects.patience_s = 10.0
    made.services.preferences.set("images.order", "name")  # rows stay in place
    yield made
    made.shutdown()


@pytest.fixture
def window(qtbot, session: Session) -> MainWindow:
    apply_theme("dark")
    made = MainWindow(session)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.docks.reset()  # the offscreen screen is small, and the first window no larger
    return made


@pytest.fixture
def images(tmp_path: Path) -> list[Path]:
    """Three grey images with a bright square each."""
    folder = tmp_path / "images"
    folder.mkdir()
    found = []
    for number in range(3):
        pixels = np.full((96, 128), 40 + 20 * number, np.uint8)
        pixels[20:50, 30 : 60 + number] = 200
        path = folder / f"film-{number}.png"
        Image.fromarray(pixels).save(path)
        found.append(path)
    return found


@pytest.fixture
def opened(qtbot, session: Session, window: MainWindow, tmp_path: Path, images: list[Path]):
    """The window with a project of three images, the first of them shown."""
    session.projects.create(tmp_path / "Thorax", "chest-xray", "viewer")
    session.image_work.add(images)
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    return window


@pytest.fixture
def all_children() -> Callable[[QObject, type], list]:
    """Every visible widget of a kind below a parent."""

    def find(parent: QObject, kind: type) -> list:
        return [item for item in parent.findChildren(kind) if item.isVisible()]

    return find
