"""What a project opens with, and what it says of saving after it was changed as a whole."""

from __future__ import annotations

from pathlib import Path

from lvit_core.project.place import LAST_IMAGES, MOST_PROJECTS, image_left, keep_image


def test_after_a_kill_or_a_close_a_project_opens_with_the_image_looked_at_last(
    opened, qtbot, project_folder
):
    """The first one came, so that a person had to look for their place."""
    preferences = opened.services.preferences
    with qtbot.waitSignal(opened.state.document_ready):
        opened.opening.select(2)
    left = preferences.recall(LAST_IMAGES)
    assert left == [[str(project_folder), 2]], "known before anything is closed"
    other = ["/elsewhere", 5]
    gone = [[str(project_folder), 77], other]
    for remembered, expected in ((None, 2), ([*left, other], 2), (gone, 1), ("damaged", 1)):
        opened.projects.close()
        if remembered is not None:  # None: closed in order; in one the image is gone
            preferences.remember(LAST_IMAGES, remembered)
        with qtbot.waitSignal(opened.state.document_ready):
            opened.projects.open(project_folder)
        assert opened.state.current.id == expected
    assert image_left(preferences, project_folder) == 1


def test_each_project_keeps_its_own_image_and_their_number_is_bounded(opened):
    memory, a, b = opened.services.preferences, Path("/a"), Path("/b")
    for folder, image_id in ((a, 3), (b, 7), (a, 4)):
        keep_image(memory, folder, image_id)
    assert [image_left(memory, one) for one in (a, b, Path("/c"))] == [4, 7, 0]
    for number in range(2 * MOST_PROJECTS):
        keep_image(memory, Path(f"/p{number}"), number + 1)
    assert len(memory.recall(LAST_IMAGES)) == MOST_PROJECTS and not image_left(memory, b)
    memory.remember(LAST_IMAGES, ["x", ["/a", 2, 3], ["/a", "b"]])
    assert image_left(memory, a) == 0


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
