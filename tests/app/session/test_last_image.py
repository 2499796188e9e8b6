"""What a project opens with, and what it says of saving after it was changed as a whole."""

from __future__ import annotations

from app.session.opening import LAST_IMAGE


def test_after_a_kill_a_project_opens_with_the_image_looked_at_last(opened, qtbot, project_folder):
    """The first one came, so that a person had to look for their place."""
    preferences = opened.services.preferences
    with qtbot.waitSignal(opened.state.document_ready):
        opened.opening.select(2)
    left = preferences.recall(LAST_IMAGE)
    assert left == [str(project_folder), 2], "known before anything is closed"
    for remembered, expected in ((left, 2), ([str(project_folder), 77], 1), (None, 1)):
        opened.projects.close()
        if remembered is not None:  # as a kill leaves it; the second one is not there any more
            preferences.remember(LAST_IMAGE, remembered)
        with qtbot.waitSignal(opened.state.document_ready):
            opened.projects.open(project_folder)
        assert opened.state.current.id == expected


def test_changing_the_sides_counts_as_saved(opened, qtbot):
    """The line of saving told no time: what was converted had not gone through it."""
    storage = opened.services.storage
    assert storage.state.saved_at is None
    told = []
    opened.projects.change(
        lambda project: project.change_laterality("patient", rewrite=True), lambda: told.append(1)
    )
    qtbot.waitUntil(lambda: bool(told))
    assert storage.state.text == f"all saved {storage.state.saved_at:%H:%M:%S}"
