"""After a kill the same image is shown, as it was, with the tool that was in hand."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.session.preferences import Preferences
from app.session.session import Session
from app.views.layout_memory import STATE, VERSION
from app.views.main_window import MainWindow
from lvit_core.imaging.view_state import Contrast, ViewState
from lvit_core.project.place import Place, read_place, write_place
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.template import REGION_CLASS, REGIONS


def test_after_a_kill_image_zoom_contrast_and_tool_are_there(
    opened, session, qtbot, tmp_path, request
):
    folder = session.state.project.folder
    with qtbot.waitSignal(session.state.document_ready):
        session.opening.select(2)
    canvas = opened.canvas
    canvas.setFocus()
    for _ in range(4):
        QTest.keyClick(canvas, Qt.Key.Key_Equal)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_W)
    QTest.keyClick(canvas, Qt.Key.Key_3)
    QTest.keyClick(canvas, Qt.Key.Key_N)
    session.actions.view.choose_contrast()
    document = session.state.document
    classes = {"lesion": "consolidation", "lungs": "lung", REGIONS: REGION_CLASS}
    drawn = "lungs", classes
    left = document.record.id, document.view, document.contrast, "wand", *drawn
    opened.docks.show("objects")
    layout = opened.saveState(VERSION)
    remembered = session.services.preferences.recall
    qtbot.waitUntil(lambda: remembered(STATE) == bytes(layout.toBase64().data()).decode())

    def stored():
        place = read_place(folder)
        return place is not None and left == (
            place.image_id,
            place.view,
            place.contrast,
            place.tool,
            place.layer,
            place.classes,
        )

    qtbot.waitUntil(stored, timeout=20_000)
    killed = tmp_path / "killed"  # the disk as a kill leaves it
    shutil.copytree(folder, killed / "project")
    session.services.preferences.settle()
    shutil.copytree(session.services.preferences.path.parent, killed / "preferences")
    session.projects.close()
    shutil.rmtree(folder)
    (killed / "project").rename(folder)

    again = Session(Preferences(killed / "preferences"))
    window = MainWindow(again)
    qtbot.addWidget(window)
    request.addfinalizer(again.shutdown)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitSignal(again.state.document_ready):
        again.projects.open(folder)
    document = again.state.document
    now = document.record.id, document.view, document.contrast, again.palette.current
    assert (*now, document.active_layer, document.classes) == left
    assert window.docks["objects"].seen
    assert window.canvas.viewport.zoom == pytest.approx(left[1].zoom)
    with qtbot.waitSignal(again.state.document_ready):
        again.opening.select(1)
    assert again.state.document.view.zoom == 0.0, "another image is shown whole"
    again.projects.close()


def seen_and_killed(project: Path, image: str, home: Path) -> dict:
    """Where a window of its own process stood when it was killed; it opened ``image`` by keys.

    Args:
        project: What it opens.
        image: What it goes to, to work there; empty for one that only looks.
        home: The folder of its settings.
    """
    script = Path(__file__).with_name("killed_window.py")
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3])
    command = [sys.executable, str(script), str(project), image]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        try:
            line = running.stdout.readline()
        finally:
            os.kill(running.pid, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL, "it ended by itself, and says why"
    return json.loads(line)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_process_goes_on_in_each_project_where_it_was(tmp_path, images):
    """Two projects, each killed; both come back, though the other one was opened since."""
    first, second = tmp_path / "First", tmp_path / "Second"
    for folder in (first, second):
        with Project.create(folder, ProjectSettings(folder.name, "chest-xray", "viewer")) as made:
            made.images.add(images)
    home = tmp_path / "home"
    left = {
        first: seen_and_killed(first, "film-2.png", home),
        second: seen_and_killed(second, "film-1.png", home),
    }
    assert left[first]["width"] == 790
    assert left[first]["tool"] == "wand" and left[first]["zoom"] > 1 and left[first]["invert"]
    for folder, expected in left.items():
        assert seen_and_killed(folder, "", home) == expected


DAMAGED = ["", "[]", "{}", '{"image_id": 1, "center_yx": 3}', '{"center_yx": [1]}']


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_place_is_no_place(tmp_path, text):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "place.json").write_text(text)
    assert read_place(tmp_path) is None


def test_a_place_that_cannot_be_written_is_left(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    write_place(tmp_path, Place(1, ViewState(), Contrast(), "brush"))
    assert read_place(tmp_path) is None
