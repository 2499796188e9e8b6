"""The sliders over the image: what they show is drawn at once, accepted, kept, and told."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionSlider

from app.session.questions import question_about
from app.views.dialogs.working_now import working_now
from lvit_core.annotation import edits
from lvit_core.annotation.levels import AS_THE_MODEL, Cut
from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect
from lvit_core.model.choice import choose_model
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.preferences import LASSO_KEY
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.project import Project
from lvit_core.project.records import Proposal

ORIGIN = AnswerOrigin("a" * 64, "chest", "b" * 32, "", 0.5, None, "eager")
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
WAIT_MS = 20_000


def likelihoods() -> np.ndarray:
    """A sure area with a rim, a faint area, and a sure speck of 20 pixels."""
    values = np.zeros((96, 128), np.uint8)
    values[8:32, 8:32], values[12:28, 12:28] = 100, 230
    values[50:70, 10:40] = 90
    values[50:54, 80:85] = 230
    return values


def answer(image_id: int) -> Proposal:
    planes = likelihoods()[None]
    return Proposal(image_id, "lesion", ("infection",), planes, 0.5, "", "chest", origin=ORIGIN)


@pytest.fixture
def proposed(opened, session, qtbot):
    """The window with a proposal whose objects are told apart."""
    document = session.state.document
    session.proposals._show(document, answer(document.record.id))
    session.proposals._objects.find(document)
    qtbot.waitUntil(lambda: document.proposal.objects is not None, timeout=WAIT_MS)
    return opened


def sliders(window):
    return window.canvas._chrome.bar.cut


def drag(slider, value: int) -> None:
    """Takes the handle with the mouse and lets it go at a value."""
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    style, control = slider.style(), QStyle.ComplexControl.CC_Slider
    groove = style.subControlRect(control, option, QStyle.SubControl.SC_SliderGroove, slider)
    handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, slider)
    span = groove.width() - handle.width()
    share = (value - slider.minimum()) / (slider.maximum() - slider.minimum())
    begin = handle.center()
    end = QPoint(round(groove.left() + share * span + handle.width() / 2), begin.y())
    QTest.mousePress(slider, LEFT, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(slider, QPoint((begin.x() + end.x()) // 2, begin.y()))
    QTest.mouseMove(slider, end)
    QTest.mouseRelease(slider, LEFT, Qt.KeyboardModifier.NoModifier, end)


def shown_mask(window) -> np.ndarray:
    """Where the canvas draws the proposal, by what its scene holds."""
    ink = window.canvas._stage.masks.scene.proposal
    return ink.values >= ink.least


def test_a_drag_is_followed_and_what_is_seen_is_what_is_accepted(proposed, session, qtbot):
    document, bar = session.state.document, sliders(proposed)
    assert bar.isVisible() and bar.threshold.value() == 50
    assert document.proposal.objects.max() == 2
    drag(bar.threshold, 30)
    percent = bar.threshold.value()
    assert abs(percent - 30) <= 3, "a hand is not more exact than a pixel of the slider"
    qtbot.waitUntil(lambda: document.proposal.objects is not None, timeout=WAIT_MS)
    assert document.proposal.level == percent / 100 and document.proposal.threshold == 0.5
    assert document.proposal.objects.max() == 3, "the faint area is proposed"
    drag(bar.smallest, bar.smallest.maximum() // 2)
    assert document.proposal.smallest_px > 20
    seen = shown_mask(proposed)
    np.testing.assert_array_equal(seen, document.proposal.inside())
    assert seen[20, 20] and seen[9, 9] and not seen[51, 82], "the speck is gone, the rim is there"
    with qtbot.waitSignal(document.undo_stack.indexChanged, timeout=WAIT_MS):
        session.actions.proposals.accept(reason="looks right")
    np.testing.assert_array_equal(document.planes["lesion"].to_array() > 0, seen)
    origins = session.state.project.answers.origins
    session.services.storage.wait_written()
    [made] = {record.provenance.answer for record in document.objects["lesion"]}
    assert origins()[made].threshold == percent / 100
    assert origins()[made].min_area_px > 20


def test_a_choice_is_kept_for_the_next_image_and_the_next_day(proposed, session, qtbot):
    state, bar = session.state, sliders(proposed)
    first = state.document
    drag(bar.threshold, 70)
    chosen = first.proposal.cut
    session.opening.select(state.library.images[1].id)
    ready = lambda: state.document is not None and state.document is not first  # noqa: E731
    qtbot.waitUntil(ready, timeout=WAIT_MS)
    assert state.document.cut == chosen != AS_THE_MODEL
    folder = state.project.folder
    session.projects.close()
    with Project.open(folder, read_only=True) as project:
        assert project.proposals.cut("chest-xray") == chosen
        loaded = project.proposals.load(first.record.id)
        assert loaded.cut == chosen and loaded.level == chosen.threshold


def test_a_choice_is_kept_however_fast_the_proposal_is_decided_about(proposed, session, qtbot):
    """It was stored a moment later, if there still was a proposal."""
    document, project = session.state.document, session.state.project
    drag(sliders(proposed).threshold, 70)
    chosen = document.proposal.cut
    proposed.canvas.setFocus()
    qtbot.keyClick(proposed.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: document.proposal is None, timeout=WAIT_MS)
    kept = lambda: project.proposals.cut("chest-xray") == chosen  # noqa: E731
    qtbot.waitUntil(kept, timeout=WAIT_MS)


def test_what_is_left_is_cut_as_the_slider_says_that_moved_meanwhile(proposed, session, qtbot):
    """A part is on its way into the mask, the slider moves, and all the rest is accepted."""
    state, document, canvas = session.state, session.state.document, proposed.canvas
    session.edits.patience_s = 0.0
    session.palette.choose("accept")
    qtbot.mouseClick(canvas, LEFT, pos=area_at(canvas, 51.5, 82.5))
    assert session.edits.busy
    drag(sliders(proposed).threshold, 30)
    chosen = document.cut
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    with qtbot.waitSignal(document.undo_stack.indexChanged, timeout=WAIT_MS):
        pass
    assert document.proposal.cut == chosen, "the sliders show what is proposed"
    qtbot.waitUntil(lambda: document.proposal is None, timeout=WAIT_MS)
    labels = document.planes["lesion"].to_array()
    assert labels[60, 20] and labels[51, 82] and labels[20, 20]
    session.services.storage.wait_written()
    assert state.project.proposals.load(document.record.id) is None, "nothing came back"


def test_the_model_own_choice_is_one_click_away(proposed, session, qtbot):
    document, bar = session.state.document, sliders(proposed)
    assert not bar.as_model.isEnabled()
    drag(bar.threshold, 80)
    assert bar.as_model.isEnabled() and document.proposal.cut == Cut(
        bar.threshold.value() / 100, None
    )
    qtbot.mouseClick(bar.as_model, LEFT)
    assert document.proposal.cut == AS_THE_MODEL and bar.threshold.value() == 50
    qtbot.waitUntil(lambda: document.proposal.objects is not None, timeout=WAIT_MS)
    assert document.proposal.objects.max() == 2


@pytest.mark.parametrize("accepts", ["middle", "touching"])
def test_a_lasso_takes_what_the_setting_says(proposed, session, qtbot, accepts):
    """Around a corner of the area, far from its middle."""
    document, canvas = session.state.document, proposed.canvas
    session.services.preferences.set(LASSO_KEY, accepts)
    session.palette.choose("accept")
    corners = [(10, 10), (10, 16), (16, 16), (16, 10), (10, 10)]
    points = [
        QPoint(round(x), round(y)) for y, x in (canvas.viewport.to_device(yx) for yx in corners)
    ]
    whole = document.proposal.objects == document.proposal.objects[14, 14]
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, points[-1])
    if accepts == "touching":
        qtbot.waitUntil(document.undo_stack.canUndo, timeout=WAIT_MS)
        np.testing.assert_array_equal(document.planes["lesion"].to_array() > 0, whole)
    else:
        told = lambda: [toast.notice.message for toast in proposed.notices.toasts()]  # noqa: E731
        qtbot.waitUntil(lambda: any("inside" in words for words in told()), timeout=WAIT_MS)
        assert not document.planes["lesion"].to_array().any()


def test_rejected_areas_stay_away_until_they_are_called_back(proposed, session, qtbot):
    document, bar, canvas = session.state.document, sliders(proposed), proposed.canvas
    drag(bar.threshold, 30)
    session.palette.choose("accept")

    def at(y, x):
        top, left = canvas.viewport.to_device((y, x))
        return QPoint(round(left), round(top))

    qtbot.mouseClick(canvas, LEFT, ALT, at(60.5, 20.5))
    qtbot.waitUntil(lambda: document.proposal.rejected is not None, timeout=WAIT_MS)
    assert bar.rejected.isVisible() and "1 area rejected" in bar.rejected.text()
    assert not shown_mask(proposed)[60, 20] and shown_mask(proposed)[20, 20]
    drag(bar.threshold, 20)
    assert not document.proposal.inside()[60, 20], "nor at another threshold"
    with qtbot.waitSignal(document.undo_stack.indexChanged, timeout=WAIT_MS):
        session.actions.proposals.accept(reason="looks right")
    assert not document.planes["lesion"].to_array()[60, 20]
    assert document.proposal is None
    ask_again(session, qtbot)
    assert not document.proposal.inside()[60, 20], "the same weights answer again"
    qtbot.mouseClick(bar.rejected, LEFT)
    qtbot.waitUntil(
        lambda: document.proposal.objects is not None and document.proposal.inside()[60, 20],
        timeout=WAIT_MS,
    )
    assert not bar.rejected.isVisible()


def ask_again(session, qtbot) -> None:
    """The same weights answer the image that is shown."""
    state = session.state
    choice = choose_model(state.project, "chest-xray")
    job = question_about(state.project, state.document, lambda: choice, for_proposal=True)
    made = PredictionResult(job, choice, likelihoods(), ORIGIN, True, 0.1)
    session.services.predictor.finished.emit(made)
    qtbot.waitUntil(lambda: state.document.proposal.objects is not None, timeout=WAIT_MS)


@pytest.mark.parametrize("how", ["key", "eraser"])
def test_what_was_accepted_and_deleted_is_not_proposed_again(proposed, session, qtbot, how):
    document, canvas, bar = session.state.document, proposed.canvas, sliders(proposed)
    with qtbot.waitSignal(document.undo_stack.indexChanged, timeout=WAIT_MS):
        session.actions.proposals.accept(reason="looks right")
    ask_again(session, qtbot)
    assert document.proposal.inside()[20, 20] and document.proposal.inside()[51, 82]
    steps = document.undo_stack.index()
    if how == "key":
        session.palette.choose("select")
        qtbot.mouseClick(canvas, LEFT, pos=area_at(canvas, 20.5, 20.5))
        qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    else:
        session.palette.choose("eraser")
        session.palette.settings.update(brush_radius_px=30.0)
        qtbot.mouseClick(canvas, LEFT, pos=area_at(canvas, 20.5, 20.5))
    qtbot.waitUntil(lambda: document.undo_stack.index() == steps + 1, timeout=WAIT_MS)
    assert not document.planes["lesion"].to_array()[20, 20]
    ask_again(session, qtbot)
    assert not document.proposal.inside()[20, 20] and document.proposal.inside()[51, 82]
    assert "1 area rejected" in bar.rejected.text()
    press(qtbot, proposed, "edit.undo")
    there = lambda: document.proposal.objects is not None and document.proposal.inside()[20, 20]  # noqa: E731
    qtbot.waitUntil(there, timeout=WAIT_MS)
    assert document.planes["lesion"].to_array()[20, 20] and not bar.rejected.isVisible()
    press(qtbot, proposed, "edit.redo")
    ask_again(session, qtbot)
    assert not document.proposal.inside()[20, 20]


def area_at(canvas, y: float, x: float) -> QPoint:
    top, left = canvas.viewport.to_device((y, x))
    return QPoint(round(left), round(top))


def press(qtbot, window, which: str) -> None:
    """Presses Ctrl+Z or Ctrl+Shift+Z over the image, once the window has seen the step."""
    action = next(one for one in window.actions() if one.objectName() == which)
    qtbot.waitUntil(action.isEnabled, timeout=WAIT_MS)
    window.canvas.setFocus()
    keys = Qt.KeyboardModifier
    shift = keys.ShiftModifier if which == "edit.redo" else keys.NoModifier
    qtbot.keyClick(window.canvas, Qt.Key.Key_Z, keys.ControlModifier | shift)


def test_a_rejected_area_comes_back_by_the_key_for_undo(proposed, session, qtbot):
    document, canvas = session.state.document, proposed.canvas
    session.palette.choose("accept")
    told_apart = lambda: document.proposal is not None and document.proposal.objects is not None  # noqa: E731

    def reject(y, x):
        steps = document.undo_stack.index()
        qtbot.mouseClick(canvas, LEFT, ALT, area_at(canvas, y, x))
        qtbot.waitUntil(lambda: document.undo_stack.index() == steps + 1, timeout=WAIT_MS)

    reject(20.5, 20.5)
    assert not document.proposal.inside()[20, 20] and document.proposal.inside()[51, 82]
    reject(51.5, 82.5)
    assert document.proposal is None and not document.record.has_proposal, "nothing is left of it"
    press(qtbot, proposed, "edit.undo")
    qtbot.waitUntil(told_apart, timeout=WAIT_MS)
    assert document.proposal.inside()[51, 82] and not document.proposal.inside()[20, 20]
    assert proposed.status.step.text() == "Undone: Reject area"
    press(qtbot, proposed, "edit.undo")
    qtbot.waitUntil(lambda: told_apart() and document.proposal.inside()[20, 20], timeout=WAIT_MS)
    assert document.proposal.rejected is None and not sliders(proposed).rejected.isVisible()
    assert not document.undo_stack.canUndo(), "nothing else was undone"
    press(qtbot, proposed, "edit.redo")
    qtbot.waitUntil(lambda: not document.proposal.inside()[20, 20], timeout=WAIT_MS)
    assert document.proposal.inside()[51, 82]
    assert not document.planes["lesion"].to_array().any(), "no label was touched"


def test_a_rejection_can_be_undone_the_next_day(proposed, session, qtbot):
    state, canvas = session.state, proposed.canvas
    session.palette.choose("accept")
    qtbot.mouseClick(canvas, LEFT, ALT, area_at(canvas, 20.5, 20.5))
    qtbot.waitUntil(state.document.undo_stack.canUndo, timeout=WAIT_MS)
    folder, number = state.project.folder, state.document.record.id
    session.projects.close()
    session.projects.open(folder)
    shown = lambda: state.document is not None and state.document.record.id == number  # noqa: E731
    qtbot.waitUntil(lambda: state.project is not None, timeout=WAIT_MS)
    session.opening.select(number)
    qtbot.waitUntil(shown, timeout=WAIT_MS)
    document = state.document
    qtbot.waitUntil(lambda: document.proposal.objects is not None, timeout=WAIT_MS)
    assert not document.proposal.inside()[20, 20], "it stays rejected"
    press(qtbot, proposed, "edit.undo")
    back = lambda: document.proposal.objects is not None and document.proposal.inside()[20, 20]  # noqa: E731
    qtbot.waitUntil(back, timeout=WAIT_MS)
    assert proposed.status.step.text() == "Undone: Reject area"
    session.services.storage.wait_written()
    assert state.project.proposals.load(number).rejected is None


def test_what_was_called_back_goes_again_by_the_key_for_undo(proposed, session, qtbot):
    document, bar, canvas = session.state.document, sliders(proposed), proposed.canvas
    session.palette.choose("accept")
    qtbot.mouseClick(canvas, LEFT, ALT, area_at(canvas, 20.5, 20.5))
    qtbot.waitUntil(bar.rejected.isVisible, timeout=WAIT_MS)
    qtbot.mouseClick(bar.rejected, LEFT)
    there = lambda: document.proposal.objects is not None and document.proposal.inside()[20, 20]  # noqa: E731
    qtbot.waitUntil(there, timeout=WAIT_MS)
    press(qtbot, proposed, "edit.undo")
    qtbot.waitUntil(lambda: document.proposal.objects is not None and not there(), timeout=WAIT_MS)
    assert bar.rejected.isVisible() and document.proposal.inside()[51, 82]


def test_keys_move_the_sliders_and_are_told(proposed, session, qtbot):
    document, bar, canvas = session.state.document, sliders(proposed), proposed.canvas
    told = [
        keys
        for title, rows in working_now(session.state, session.palette, session.actions)
        for keys, _ in rows
    ]
    assert {"Ctrl+Up", "Ctrl+Down", "Ctrl+Left", "Ctrl+Right"} <= set(told)
    menus = {one.title().replace("&", ""): one for one in proposed.menus.findChildren(QMenu)}
    assert len([one for one in menus["Threshold"].actions() if not one.isSeparator()]) == 6
    canvas.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(20):
        qtbot.keyClick(canvas, Qt.Key.Key_Down, control)
    assert bar.threshold.value() == 30 and document.proposal.level == 0.3
    qtbot.waitUntil(lambda: document.proposal.objects is not None, timeout=WAIT_MS)
    assert document.proposal.objects.max() == 3, "the faint area is proposed"
    steps = bar.smallest.value()
    qtbot.keyClick(canvas, Qt.Key.Key_Right, control)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, control)
    assert bar.smallest.value() == steps + 2 and document.proposal.smallest_px == 32
    assert document.proposal.objects.max() == 2, "the speck is gone, at once"
    qtbot.keyClick(canvas, Qt.Key.Key_Left, control)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, control)
    assert (document.proposal.level, document.proposal.smallest_px) == (0.31, 24)
    session.actions.get("proposal.as_model").trigger()
    assert document.proposal.cut == AS_THE_MODEL


def fit_sentence(session, qtbot, sentence: str) -> str:
    """Asks for the cut as a sentence says, of a proposal that answers it; what is told."""
    document, notices = session.state.document, session.services.notices
    document.set_sentence(sentence)
    document.set_proposal(replace(document.proposal, sentence=sentence))
    with qtbot.waitSignal(notices.posted, timeout=WAIT_MS) as told:
        session.actions.get("proposal.as_sentence").trigger()
    return told.args[0].message


def test_the_sentence_sets_the_cut_and_it_is_told(proposed, session, qtbot):
    document = session.state.document
    assert "names nothing" in fit_sentence(session, qtbot, "no such words")
    assert document.proposal.cut == AS_THE_MODEL
    assert "No threshold" in fit_sentence(session, qtbot, "nineteen areas, lower right lung")
    assert document.proposal.cut == AS_THE_MODEL
    told = fit_sentence(session, qtbot, "upper middle lower left lung")
    assert document.proposal.cut == AS_THE_MODEL or "sentence is true" in told
    assert sliders(proposed).threshold.value() == round(100 * document.proposal.level)


def test_the_sentence_is_called_true_only_where_the_check_finds_the_same(proposed, session, qtbot):
    """What is drawn already counts for both."""
    session.palette.choose("brush")
    tool = session.palette.tool
    for step in (tool.press, tool.move, tool.release):
        step((76.0, 100.0))
    agreement = session.composer.agreement

    def agree_when_measured() -> bool:
        qtbot.waitUntil(lambda: agreement.with_proposal and not agreement.pending, timeout=WAIT_MS)
        return agreement.found.agrees

    assert "No threshold" in fit_sentence(session, qtbot, "one infected area, upper left lung")
    assert not agree_when_measured()
    both = "two infected areas, upper left lung and lower right lung"
    assert "sentence is true" in fit_sentence(session, qtbot, both)
    assert agree_when_measured()


def test_no_cut_is_looked_for_by_a_sentence_that_was_not_asked(proposed, session, qtbot):
    session.state.document.set_sentence("two infected areas, upper left lung")
    with qtbot.waitSignal(session.services.notices.posted, timeout=WAIT_MS) as told:
        session.actions.get("proposal.as_sentence").trigger()
    assert told.args[0].level == "error" and "without a sentence" in told.args[0].message


def test_an_answer_is_prepared_before_anybody_moves_a_slider(proposed, session, qtbot):
    """Also what is left of it after a part was accepted."""
    document, found = session.state.document, session.proposals._objects
    qtbot.waitUntil(lambda: found.prepared, timeout=WAIT_MS)
    drag(sliders(proposed).threshold, 30)
    assert document.proposal.objects is not None, "at once, in the window's thread"
    with qtbot.waitSignal(document.undo_stack.indexChanged, timeout=WAIT_MS):
        session.guard.accept_within((51.5, 82.5), "looks right")
    qtbot.waitUntil(lambda: found.prepared, timeout=WAIT_MS)


def test_the_first_move_looks_up_no_work_of_people_that_the_tracing_knows(
    opened, session, qtbot, monkeypatch
):
    document = session.state.document
    drawn = Region(Rect(0, 0, 6, 6), np.ones((6, 6), bool))
    document.commit(edits.add_area(session.masks.workspace(), drawn))
    looks, human_work = [], edits.human_work
    monkeypatch.setattr(
        edits, "human_work",
        lambda *given: looks.append(threading.current_thread()) or human_work(*given),
    )  # fmt: skip
    found, told = session.proposals._objects, []
    opened.canvas._stage._tracer.traced.connect(lambda outlines: told.append(outlines.objects))
    session.proposals._show(document, answer(document.record.id))
    found.find(document)
    apart = lambda: bool(told) and told[-1] is not None and found.prepared  # noqa: E731
    qtbot.waitUntil(apart, timeout=WAIT_MS)
    drag(sliders(opened).threshold, 30)
    assert looks and threading.main_thread() not in looks


@pytest.mark.parametrize("areas", ["the proposal", "its last area"])
@pytest.mark.parametrize("next_day", [False, True])
def test_a_rejected_proposal_comes_back_by_the_key_for_undo(
    proposed, session, qtbot, areas, next_day
):
    state, canvas = session.state, proposed.canvas
    document, whole = state.document, state.document.proposal.inside()
    told_apart = lambda: (  # noqa: E731
        state.document is not None
        and state.document.proposal is not None
        and state.document.proposal.objects is not None
    )
    if areas == "the proposal":
        canvas.setFocus()
        qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    else:
        session.palette.choose("accept")
        for steps, place in enumerate([(51.5, 82.5), (20.5, 20.5)], start=1):
            qtbot.mouseClick(canvas, LEFT, ALT, area_at(canvas, *place))
            qtbot.waitUntil(lambda n=steps: document.undo_stack.index() == n, timeout=WAIT_MS)
    assert document.proposal is None and not state.current.has_proposal
    number = document.record.id
    if next_day:
        folder = state.project.folder
        session.projects.close()
        session.projects.open(folder)
        session.opening.select(number)
        qtbot.waitUntil(lambda: state.document is not None, timeout=WAIT_MS)
        assert state.document.proposal is None
    press(qtbot, proposed, "edit.undo")
    qtbot.waitUntil(told_apart, timeout=WAIT_MS)
    document, words = state.document, proposed.status.step.text()
    if areas == "the proposal":
        np.testing.assert_array_equal(document.proposal.inside(), whole)
        assert words == "Undone: Reject proposal"
    else:
        assert document.proposal.inside()[20, 20] and not document.proposal.inside()[51, 82]
    assert document.proposal.origin == ORIGIN and state.current.has_proposal
    session.services.storage.wait_written()
    assert state.project.proposals.load(number).same_answer(document.proposal)
    press(qtbot, proposed, "edit.redo")
    qtbot.waitUntil(lambda: document.proposal is None, timeout=WAIT_MS)
    session.services.storage.wait_written()
    assert state.project.proposals.load(number) is None and not state.current.has_proposal
