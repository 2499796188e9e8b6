"""The window as a whole: nothing unlabelled, nothing forgotten, nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QMessageBox

from app.session.preferences import Preferences
from app.session.session import Session
from app.views.canvas.overlays.proposal_bar import ProposalBar
from app.views.dialogs.arrivals import ArrivalsSheet
from app.views.main_window import FIRST_SIZE, MainWindow
from app.views.panels.status_line import value_in_words
from lvit_core.errors import LViTError
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.model.prediction_state import PredictionState
from lvit_core.progress import TaskState
from lvit_core.training.run import TrainingState

LEFT = Qt.MouseButton.LeftButton
QT_OWN = {"qt_toolbar_ext_button", "qt_dockwidget_closebutton", "qt_dockwidget_floatbutton"}


def unlabelled(parent, all_children) -> list[str]:
    """Controls without a tooltip or a name that a screen reader could say."""
    found = []
    for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractSlider):
        for control in all_children(parent, kind):
            inside = control.parent()
            if control.objectName() in QT_OWN or "scroll" in control.objectName().lower():
                continue
            if control.metaObject().className() in ("QScrollBar", "QLineEditIconButton"):
                continue
            if inside is not None and inside.inherits("QAbstractSpinBox"):
                continue
            words = getattr(control, "text", lambda: "")() or control.accessibleName()
            if not control.toolTip() or not words:
                found.append(f"{control.metaObject().className()} {control.objectName()} {words}")
    return found


def test_every_control_has_a_tooltip_and_a_name(opened, all_children):
    for dock in opened.docks:
        opened.docks.show(dock.name)
        QTest.qWait(5)
        assert unlabelled(opened, all_children) == []


def test_empty_window_offers_the_next_step(window, session, all_children):
    assert window.empty.isVisible()
    offered = [item.text() for item in all_children(window.empty, QAbstractButton)]
    assert offered == ["New project…", "Open project…", "Look at the sample", "Import…"]
    assert unlabelled(window, all_children) == []


def test_project_without_images_says_how_to_add_them(window, session, tmp_path, all_children):
    session.projects.create(tmp_path / "Empty", "nuclei")
    QTest.qWait(20)
    assert "no images" in window.empty.title.text()
    offered = [item.text() for item in all_children(window.empty, QAbstractButton)]
    assert offered == ["Add images…", "Import…"]
    assert window.windowTitle().startswith("Empty")
    assert not window.strip.isVisible()


def test_dropped_files_are_added(window, session, tmp_path, images, qtbot):
    session.projects.create(tmp_path / "Dropped", "chest-xray", "viewer")
    event = dropping(window, *images)
    qtbot.waitUntil(lambda: len(session.state.library.images) == 3, timeout=20_000)
    assert event.dropAction() == Qt.DropAction.CopyAction, "a move deletes the originals"


def dropping(window, *paths) -> QDropEvent:
    """What a file manager sends that would like to move what is dragged."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    event = QDropEvent(QPointF(300, 300), both, data, LEFT, Qt.KeyboardModifier.NoModifier)
    event.setDropAction(Qt.DropAction.MoveAction)
    window.dropEvent(event)
    return event


def test_a_dropped_folder_is_told_before_anything_is_done(window, session, tmp_path, images, qtbot):
    session.projects.create(tmp_path / "Dropped", "chest-xray", "viewer")
    folder = images[0].parent
    (folder / "labelcol").mkdir()
    (folder / "labelcol" / "film-0.png").write_bytes(images[0].read_bytes())
    (folder / "notes.pdf").write_bytes(b"%PDF")
    dropping(window, folder)
    qtbot.waitUntil(lambda: window.findChild(ArrivalsSheet) is not None, timeout=20_000)
    sheet = window.findChild(ArrivalsSheet)
    told = " ".join(line.text() for line in sheet.lines)
    assert "3 images will be looked at" in told
    assert "1 file with labels" in told and "1 other file will be left out (1 .pdf)" in told
    assert session.state.library.images == []
    sheet.add.click()
    qtbot.waitUntil(lambda: len(session.state.library.images) == 3, timeout=20_000)


def test_recent_projects_are_one_click_away(window, session, tmp_path, qtbot):
    for name in ("First", "Second"):
        session.projects.create(tmp_path / name, "chest-xray", "viewer")
    session.projects.close()
    first, _second = reversed(window.empty.recent.buttons)
    assert first.isVisible() and first.text().startswith("First")
    with qtbot.waitSignal(session.state.project_opened, timeout=20_000):
        first.click()
    assert session.state.project.folder == tmp_path / "First"
    session.projects.close()
    assert window.empty.recent.buttons[0].text().startswith("First"), "the newest comes first"


def test_every_entry_of_a_menu_has_a_letter_of_its_own(opened):
    bar = opened.menus.actions()
    for menu in [bar, *(entry.menu().actions() for entry in bar)]:
        texts = [entry.text() for entry in menu if entry.text()]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(set(letters)) == len(letters) == len(texts)


def test_dropped_project_is_opened(window, session, tmp_path, qtbot):
    session.projects.create(tmp_path / "First", "chest-xray", "viewer")
    session.projects.create(tmp_path / "Second", "nuclei")
    with qtbot.waitSignal(session.state.project_opened, timeout=20_000):
        window.arrivals.take_dropped([tmp_path / "First"])
    assert session.state.project.settings.name == "First"
    pill = window.top.laterality
    assert pill.accessibleName().endswith("viewer's left"), (
        "all of it, however little room there is"
    )
    qtbot.waitUntil(lambda: pill.text() == "viewer's left", timeout=20_000)


@pytest.mark.parametrize("rewrite", [True, False])
def test_a_change_of_sides_is_taken_back(opened, session, qtbot, rewrite):
    session.state.document.set_sentence("upper left lung")
    session.actions.sentence.change_laterality("patient", rewrite=rewrite)
    qtbot.waitUntil(lambda: shows_sides(session, "patient"))
    words = "upper right lung" if rewrite else "upper left lung"
    assert session.state.document.sentence == words
    session.actions.edit.undo()
    qtbot.waitUntil(lambda: shows_sides(session, "viewer"))
    assert session.state.document.sentence == "upper left lung"


def shows_sides(session, sides: str) -> bool:
    state = session.state
    return state.document is not None and state.project.settings.laterality == sides


def test_the_first_window_fits_the_screen(qtbot, tmp_path):
    session = Session(Preferences(tmp_path / "preferences"))
    window = MainWindow(session)
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert room.width() < FIRST_SIZE.width()  # the offscreen screen is small
    assert window.size() == FIRST_SIZE.boundedTo(room)
    session.shutdown()


def test_layout_survives_a_restart(qtbot, tmp_path):
    folder = tmp_path / "preferences"
    first_session = Session(Preferences(folder))
    first = MainWindow(first_session)
    qtbot.addWidget(first)
    first.resize(790, 760)  # what the offscreen screen of 800 x 800 can hold
    first.show()
    qtbot.waitExposed(first)
    first.docks["text"].hide()
    first.docks.show("objects")
    first.docks["training"].setFloating(True)
    size = first.size()
    first.close()
    first_session.shutdown()

    second_session = Session(Preferences(folder))
    second = MainWindow(second_session)
    qtbot.addWidget(second)
    second.show()
    qtbot.waitExposed(second)
    seen = {dock.name for dock in second.docks if dock.seen}
    assert seen == {"images", "objects", "training"}
    assert second.docks["training"].isFloating() and second.docks["text"].isHidden()
    assert second.size() == size != FIRST_SIZE
    second_session.shutdown()


def test_window_fits_a_small_screen(opened):
    for dock in opened.docks:
        opened.docks.show(dock.name)
    QTest.qWait(30)
    least = opened.minimumSizeHint()
    assert least.width() <= 1280
    assert least.height() <= 740


def test_no_tool_and_no_number_makes_the_window_wider(opened, session, qtbot):
    """The window grew beyond a small screen when a tool with many settings was taken in hand."""
    training = opened.docks["training"]
    opened.docks.show("training")
    panel = opened.training
    before = training.minimumSizeHint().width()
    panel.show_state(
        TrainingState(
            phase="running",
            labeled=123_456,
            holdout=12_345,
            unlabeled=1_234_567,
            with_sentence=1_000_000,
        )
    )
    QTest.qWait(20)
    assert training.minimumSizeHint().width() == before
    for name, tool in session.actions.tools.choose.items():
        tool()
        for bounded in (False, True):
            session.palette.settings.update(stay_inside=bounded)
            QTest.qWait(20)
            assert opened.minimumSizeHint().width() <= 1280, name


def test_notices_leave_the_letters_of_the_sides_readable(opened, session, qtbot):
    session.services.notices.info("Left now means the patient's left.")
    notices, canvas = opened.notices, opened.canvas
    lies = notices.geometry().translated(canvas.mapFrom(notices.parentWidget(), QPoint()))
    assert canvas.covered == lies
    for toast in notices.toasts():
        toast.close_now()
    assert canvas.covered.isEmpty()


def test_unsaved_work_is_never_closed_over_silently(opened, session, monkeypatch):
    def refuse(**_) -> None:
        raise LViTError("Not everything is saved yet.", "Free space on the disk.")

    asked = []

    def keep(box: QMessageBox) -> int:
        asked.append(box.informativeText())
        next(item for item in box.buttons() if item.text() == "Keep open").click()
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(session.projects, "close", refuse)
        patch.setattr(QMessageBox, "exec", keep)
        assert opened.close() is False
        assert opened.isVisible()
    assert "for good" in asked[0]


def test_background_work_shows_progress_and_can_be_stopped(opened, session, qtbot, monkeypatch):
    badge = opened.status.task
    stopped = []
    monkeypatch.setattr(session.services.tasks, "cancel", stopped.append)
    monkeypatch.setattr(session.services.tasks, "running", lambda: [])
    state = TaskState(7, "Adding images", done=30, total=120)
    badge.show_task(state)
    assert "Adding images 30 of 120" in badge.words.text()
    assert badge.bar.value() == 30
    QTest.mouseClick(badge.stop, Qt.MouseButton.LeftButton)
    assert stopped == [7]
    assert not badge.stop.isEnabled()
    badge.show_task(TaskState(7, "Adding images", phase="cancelled"))
    assert badge.isHidden()


def test_status_line_tells_pointer_value_and_saving(opened, session):
    opened.status.show_pointer(30.5, 40.5)
    assert opened.status.position.text() == "x 40  y 30"
    assert opened.status.value.text() == "value 200"
    opened.status.show_pointer(-1.0, 5.0)
    assert opened.status.position.isHidden()
    assert opened.status.saved.text().startswith(("all saved", "saving"))


@pytest.mark.parametrize(
    ("backend", "words"),
    [("", ""), ("cuda-fp16", "GPU (CUDA)"), ("mps-eager", "GPU (Metal)"), ("openvino", "CPU")],
)
def test_device_is_told_once_it_is_known(opened, backend, words):
    opened.status.show_prediction(PredictionState("ready", seconds=0.071, backend=backend))
    assert opened.status.device.text().startswith(words)
    assert opened.status.device.isVisible() is bool(words)
    assert opened.status.prediction.text() == "prediction 71 ms"


def test_colour_pixels_are_told_by_channel():
    import numpy as np

    pixels = np.zeros((4, 5, 3), np.uint8)
    pixels[2, 3] = (10, 20, 30)
    source = ArraySource(Image(pixels, None, None, False, None, "test"))
    assert value_in_words(source, 2.9, 3.1) == "10 20 30"


@pytest.mark.parametrize("module", ["app.views.main_window", "app.application"])
def test_window_imports_nothing_heavy(module):
    code = (
        f"import sys, {module}\n"
        "heavy = {'torch', 'transformers', 'skimage', 'pydicom', 'pandas', 'matplotlib',"
        " 'scipy', 'tifffile', 'openpyxl', 'shapely', 'typer', 'rich', 'alembic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "[]"


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_window_fits_a_screen_of_large_letters(opened, session, qtbot):
    """At 150 % a screen of 1280 x 720 has room for 853 x 480, and no setting may be lost there."""
    QTest.qWait(30)
    opened.resize(853, 480)
    for name, tool in session.actions.tools.choose.items():
        tool()
        session.palette.settings.update(stay_inside=True)
        QTest.qWait(20)
        assert opened.size() == QSize(853, 480), name
    session.actions.tools.choose["brush"]()
    bar = opened.options
    qtbot.waitUntil(bar.fields.more.isVisible)
    QTest.mouseClick(bar.fields.more, LEFT)
    for field in (bar.layers, bar.size, bar.inside, bar.range, bar.protect, bar.opacity):
        assert field.isVisible()
    bar.opacity.slider.setValue(70)
    assert session.services.preferences.get("view.mask_opacity") == pytest.approx(0.7)
    session.actions.tools.choose["select"]()
    assert not bar.inside.isVisible() and bar.opacity.isVisible()
    bar.fields.box.close()
    opened.resize(1280, 700)
    qtbot.waitUntil(bar.fields.more.isHidden)
    assert bar.opacity.isVisible() and bar.opacity.window() is opened


def test_a_long_name_leaves_the_menus_their_room(opened, session):
    opened.top.project.setText("A project with a name that goes on and on and on and on and on")
    opened.top.project.setMaximumWidth(400)
    opened.resize(853, 480)
    QTest.qWait(20)
    assert opened.width() == 853
    assert opened.menus.width() >= opened.menus.sizeHint().width()


def test_what_lies_over_an_image_is_made_while_the_image_is_read(
    session, window, images, tmp_path, qtbot, monkeypatch
):
    """It was made in the same breath as the first image: 18 ms without an answer to anybody."""
    monkeypatch.setattr(session.services.loader, "load", lambda *_: None)  # a slow disk
    session.projects.create(tmp_path / "Thorax", "chest-xray", "viewer")
    session.image_work.add(images)
    qtbot.waitUntil(lambda: session.state.current is not None, timeout=20_000)
    qtbot.waitUntil(lambda: "_chrome" in vars(window.canvas))
    assert session.state.document is None
    assert not window.canvas.findChildren(ProposalBar)[0].isVisible()
