"""The line at the bottom tells of work without making the window wider than the screen."""

from __future__ import annotations

from time import monotonic

from lvit_core.model.prediction_state import PredictionState
from lvit_core.progress import TaskState
from lvit_core.project.saving import SaveState


def test_a_long_name_of_work_does_not_widen_the_window(window):
    least = window.minimumSizeHint().width()
    window.status.task.show_task(TaskState(1, "Importing " + "a-long-name-" * 30, total=3))
    window.status.layout().activate()
    assert "a-long-name" in window.status.task.words.text()
    assert window.minimumSizeHint().width() - least < 300, "only the bar and the button"


def test_a_trouble_told_at_length_does_not_widen_the_window(opened):
    least = opened.minimumSizeHint().width()
    told = "The project's folder is not there any more: " + "it was moved, renamed or deleted. " * 5
    opened.status.show_saved(SaveState(trouble=told))
    opened.status.layout().activate()
    assert opened.minimumSizeHint().width() <= max(least, 1280)
    assert told in opened.status.saved.toolTip()


def test_time_left_of_a_measurement_is_told_whole(opened, session, qtbot):
    """Beside "CPU · 2 cores" it was cut, at 1440 pixels too; that never changes and gives way."""
    opened.resize(1280, 720)
    status = opened.status
    status.show_prediction(PredictionState(phase="ready", backend="cpu"))
    assert status.device.isVisible()
    status.hide_pointer()
    told = TaskState(1, "Measuring objects", done=14_750, total=20_165, started_at=monotonic() - 60)
    session.services.tasks.changed.emit(told)
    assert not status.device.isVisible()
    qtbot.waitUntil(lambda: status.task.words.fitting_text() == status.task.words.text())
    ended = TaskState(1, "Measuring objects", phase="done", total=20_165)
    session.services.tasks.changed.emit(ended)
    assert status.device.isVisible()
