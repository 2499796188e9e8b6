"""Files with several pictures: the window asks which of them are meant."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tifffile
from PySide6.QtCore import Qt

from app.views.dialogs.pages import PageChooser
from lvit_core.imaging.readers import read
from lvit_core.project.additions import PageChoice
from tests.app.views.conftest import WAIT_MS

STACK = np.random.default_rng(0).integers(0, 256, (3, 64, 96), np.uint8)


def test_adding_a_stack_asks_and_adds_what_was_checked(qtbot, opened, session, tmp_path) -> None:
    path = tmp_path / "stack.tif"
    tifffile.imwrite(path, STACK, photometric="minisblack", metadata=None)
    before = len(session.state.library.images)
    session.actions.images.add([path])
    qtbot.waitUntil(lambda: opened.findChildren(PageChooser) != [], timeout=WAIT_MS)
    (sheet,) = opened.findChildren(PageChooser)
    assert len(session.state.library.images) == before
    assert not sheet.take.isEnabled()
    file = sheet.tree.topLevelItem(0)
    assert [file.child(n).text(0) for n in range(3)] == [
        f"Page {n}: 96 x 64 pixels" for n in (1, 2, 3)
    ]
    for row in (0, 2):
        file.child(row).setCheckState(0, Qt.CheckState.Checked)
    assert sheet.count.text() == "2 pages checked."
    sheet.take.click()
    qtbot.waitUntil(lambda: len(session.state.library.images) == before + 2, timeout=WAIT_MS)
    names = [record.name for record in session.state.library.images[before:]]
    assert names == ["stack-page-1.tif", "stack-page-3.tif"]
    last = session.state.project.images.path(session.state.library.images[-1].id)
    assert np.array_equal(read(last).pixels, STACK[2])


def test_all_pages_at_once(qtbot, session, tmp_path: Path) -> None:
    session.projects.create(tmp_path / "P", "chest-xray", "viewer")
    paths = [tmp_path / "a.tif", tmp_path / "b.tif"]
    for number, path in enumerate(paths):
        tifffile.imwrite(path, STACK + number, photometric="minisblack", metadata=None)
    (first, second) = session.state.require_project().images.add(paths).several
    told: list[tuple[list[Path], PageChoice]] = []
    sheet = PageChooser([first, second], lambda *one: told.append(one))
    qtbot.addWidget(sheet)
    sheet._check_all()
    sheet.take.click()
    assert told == [(paths, PageChoice(of={path: [1, 2, 3] for path in paths}))]


def test_one_page_in_so_many(qtbot, session, tmp_path: Path) -> None:
    session.projects.create(tmp_path / "P", "chest-xray", "viewer")
    path = tmp_path / "long.tif"
    pages = np.arange(11, dtype=np.uint8)[:, None, None] * np.ones((1, 8, 8), np.uint8)
    tifffile.imwrite(path, pages, photometric="minisblack", metadata=None)
    several = session.state.require_project().images.add([path]).several
    told: list[PageChoice] = []
    sheet = PageChooser(several, lambda _paths, choice: told.append(choice))
    qtbot.addWidget(sheet)
    sheet.tree.topLevelItem(0).child(1).setCheckState(0, Qt.CheckState.Checked)
    sheet.step.setValue(5)
    sheet.every.click()
    assert sheet.count.text() == "3 pages checked."
    sheet.take.click()
    assert told == [PageChoice(of={path: [1, 6, 11]})]
