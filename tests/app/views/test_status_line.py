"""The line at the bottom tells of work without making the window wider than the screen."""

from __future__ import annotations

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
