"""The line at the bottom tells of work without making the window wider than the screen."""

from __future__ import annotations

from app.jobs.tasks import TaskState


def test_a_long_name_of_work_does_not_widen_the_window(window):
    least = window.minimumSizeHint().width()
    window.status.task.show_task(TaskState(1, "Importing " + "a-long-name-" * 30, total=3))
    window.status.layout().activate()
    assert "a-long-name" in window.status.task.words.text()
    assert window.minimumSizeHint().width() - least < 300, "only the bar and the button"
