"""Sample project, new projects, export and import, and what a kill of the program leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from app.session.session import Session
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from lvit_core.prompt.template import REGIONS

REPOSITORY = Path(__file__).resolve().parent.parent.parent
SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."


def paint(session: Session, *points: tuple[float, float]) -> None:
    """One brush stroke."""
    session.actions.tools.choose["brush"]()
    session.palette.tool.press(points[0])
    for point in points[1:]:
        session.palette.tool.move(point)
    session.palette.tool.release(points[-1])


def test_the_sample_project_is_made_opened_and_shown(session, tmp_path, qtbot):
    tasks = []
    session.services.tasks.changed.connect(tasks.append)
    with qtbot.waitSignal(session.state.document_ready, timeout=120_000):
        session.projects.open_sample(tmp_path / "Sample project")
    names = {record.name for record in session.state.library.images}
    assert {"ct.dcm", "tissue.png"} <= names
    assert sum(name.startswith("chest-") for name in names) == 12
    assert session.state.library.counts()[ImageState.LABELED] >= 4
    assert any(record.sentence for record in session.state.library.images)
    assert {record.template for record in session.state.library.images} == {"chest-xray", "nuclei"}
    assert tasks[0].title == "Preparing the sample project"
    for name, layers in (("tissue.png", ["nuclei"]), ("ct.dcm", ["lesion", "lungs"])):
        wanted = next(record for record in session.state.library.images if record.name == name)
        with qtbot.waitSignal(session.state.document_ready, timeout=20_000):
            session.opening.select(wanted.id)
        assert sorted(session.state.document.planes) == [REGIONS, *layers]


def test_the_labeled_part_goes_out_and_comes_back(opened, new_session, tmp_path, qtbot):
    paint(opened, (80.0, 80.0), (90.0, 120.0))
    opened.state.document.set_sentence(SENTENCE)
    opened.actions.image.mark_labeled(reason="as drawn")
    mask = opened.state.document.planes["lesion"].to_array() > 0
    for name in ("lvit", "png"):
        with qtbot.waitSignal(opened.services.notices.posted, timeout=30_000):
            opened.actions.exchange.export(format=name, folder=tmp_path / f"out-{name}")
        assert opened.services.notices.history[-1].level == "info", opened.services.notices.history[
            -1
        ]
    written = tmp_path / "out-lvit" / "labelcol" / "chest-0.png"
    np.testing.assert_array_equal(np.asarray(PillowImage.open(written)) > 0, mask)

    again = new_session()
    with qtbot.waitSignal(again.state.document_ready, timeout=30_000):
        again.actions.exchange.bring_in(
            format="lvit",
            path=tmp_path / "out-lvit",
            folder=tmp_path / "imported",
            options={"template": "chest-xray", "laterality": "viewer"},
        )
    assert len(again.state.library.images) == 1
    assert again.state.document.sentence == SENTENCE
    np.testing.assert_array_equal(again.state.document.planes["lesion"].to_array() > 0, mask)


def test_an_export_that_fails_is_told(opened, tmp_path, qtbot):
    with qtbot.waitSignal(opened.services.notices.posted, timeout=30_000):
        opened.actions.exchange.export(format="lvit", folder=tmp_path / "out")
    assert opened.services.notices.history[-1].level == "error"
    assert not (tmp_path / "out").exists()


KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from app.session.preferences import Preferences
from app.session.session import Session

qt = QCoreApplication([])
session = Session(Preferences(Path(sys.argv[2])))
session.services.preferences.set("images.order", "name")
session.services.preferences.set("prediction.live", False)

def work():
    session.actions.tools.choose["brush"]()
    for step in range(20):
        session.palette.tool.press((20.0 + 10 * step, 30.0))
        session.palette.tool.move((20.0 + 10 * step, 200.0))
        session.palette.tool.release((20.0 + 10 * step, 200.0))
    for _ in range(5):
        session.actions.edit.undo()
    session.state.document.set_sentence("Bilateral pulmonary infection.")
    session.services.storage.wait_idle()
    print("saved", session.state.document.undo_stack.index(), flush=True)
    for step in range(500):
        session.palette.tool.press((30.0, 20.0 + step % 200))
        session.palette.tool.release((30.0, 20.0 + step % 200))

session.state.document_ready.connect(lambda: QTimer.singleShot(0, work))
session.projects.open(Path(sys.argv[1]))
qt.exec()
"""


def test_a_kill_in_the_middle_of_work_loses_nothing(chest_project, new_session, tmp_path, qtbot):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(chest_project), str(tmp_path / "other")],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        words = process.stdout.readline().split()
        assert words[0] == "saved"
        time.sleep(0.3)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    session = new_session()
    with qtbot.waitSignal(session.state.document_ready, timeout=20_000):
        session.projects.open(chest_project)
    document = session.state.document
    assert document.sentence == "Bilateral pulmonary infection."
    assert document.undo_stack.index() >= int(words[1])
    assert len(document.objects["lesion"]) >= 1
    with Project.open(chest_project, read_only=True) as project:
        rebuilt = project.journal.load_plane(1, "lesion")
    assert rebuilt.equals(document.planes["lesion"])
    while session.actions.edit.undo.enabled():
        session.actions.edit.undo()
    assert not document.planes["lesion"].to_array().any()
    assert len(document.objects["lesion"]) == 0
    assert session.services.notices.history == type(session.services.notices.history)([])


def test_a_project_of_a_newer_version_is_refused_untouched(session, chest_project):
    import sqlite3

    file = chest_project / "project.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 9999")
    before = file.read_bytes()
    session.actions.project.open(folder=chest_project)
    deadline = time.monotonic() + 10
    from PySide6.QtCore import QCoreApplication

    while session.services.tasks.running() and time.monotonic() < deadline:
        QCoreApplication.processEvents()
    assert "newer version" in session.services.notices.history[-1].message
    assert session.state.project is None
    assert file.read_bytes() == before


@pytest.mark.parametrize("name", ["huge.tif", "empty.png", "words.png", "cut.jpg"])
def test_what_cannot_be_added_is_listed_with_its_reason(opened, tmp_path, name, qtbot):
    folder = tmp_path / "bad"
    folder.mkdir()
    file = folder / name
    if name == "huge.tif":
        import tifffile

        with tifffile.TiffWriter(file) as writer:  # 50,000 x 50,000, one strip a row, mostly holes
            writer.write(shape=(50_000, 50_000), dtype="uint8", data=None)
    elif name == "cut.jpg":
        PillowImage.fromarray(np.zeros((400, 400), np.uint8)).save(file)
        file.write_bytes(file.read_bytes()[:300])
    else:
        file.write_bytes(b"" if name == "empty.png" else b"only words")
    PillowImage.fromarray(np.full((64, 64), 9, np.uint8)).save(folder / "good.png")
    notices = []
    opened.services.notices.posted.connect(notices.append)
    opened.image_work.add([folder])
    qtbot.waitUntil(lambda: bool(notices), timeout=20_000)
    assert notices[0].message == "1 image added, 1 skipped."
    assert notices[0].details[0].startswith(f"{name}: ")
    assert len(opened.state.library.images) == 5
