"""The journal: every edit is on disk when the call returns, and undo survives everything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState

Paint = Callable[..., Edit]


def test_an_edit_changes_tiles_objects_and_image_at_once(project: Project, paint: Paint) -> None:
    plane = project.journal.load_plane(1, "lesion")
    done = ImageChange("state", "unlabeled", "in_progress")
    said = ImageChange("sentence", "", "Two areas.")
    project.journal.append(1, paint(plane, Rect(500, 500, 540, 560), 1, done, said))
    assert project.journal.load_plane(1, "lesion").equals(plane)
    assert plane.to_array().sum() == 40 * 60
    record = project.journal.load_objects(1, "lesion").get(1)
    assert record is not None
    assert (record.class_name, record.provenance.person) == ("infection", "ann")
    image = project.images.get(1)
    assert (image.state, image.sentence) == (ImageState.IN_PROGRESS, "Two areas.")
    assert project.journal.labeled_layers(1) == ["lesion"]
    assert project.images.get(2).state is ImageState.UNLABELED


def test_undo_and_redo_go_back_and_forth_after_reopening(project: Project, paint: Paint) -> None:
    plane = project.journal.load_plane(1, "lesion")
    states = [plane.copy()]
    entries = []
    for number in range(1, 5):
        rect = Rect(100 * number, 90 * number, 100 * number + 80, 90 * number + 300)
        entries.append(project.journal.append(1, paint(plane, rect, number)))
        states.append(plane.copy())
    folder = project.folder
    project.close()
    with Project.open(folder) as again:
        for number in (3, 2, 1, 0):
            applied = again.journal.undo(entries[number])
            assert again.journal.load_plane(1, "lesion").equals(states[number])
            assert len(again.journal.load_objects(1, "lesion")) == number
            applied.patch.apply(plane)
            assert plane.equals(states[number])
        assert again.journal.labeled_layers(1) == []
    with Project.open(folder) as again:
        for number in range(4):
            again.journal.redo(entries[number])
            assert again.journal.load_plane(1, "lesion").equals(states[number + 1])
        assert [entry.status for entry in again.journal.history(1)] == ["done"] * 4


def test_a_new_edit_abandons_what_was_undone_but_keeps_its_row(
    project: Project, paint: Paint
) -> None:
    plane = project.journal.load_plane(1, "lesion")
    first = project.journal.append(1, paint(plane, Rect(0, 0, 9, 9), 1))
    second = project.journal.append(1, paint(plane, Rect(9, 9, 20, 20), 2))
    project.journal.undo(second).patch.apply(plane)
    project.journal.append(1, paint(plane, Rect(30, 30, 40, 40), 3))
    statuses = {entry.id: entry.status for entry in project.journal.history(1)}
    assert (statuses[first], statuses[second]) == ("done", "abandoned")
    assert project.journal.load_edit(second).title == "Paint 2"
    assert project.journal.load_plane(1, "lesion").equals(plane)
    with pytest.raises(LViTError):
        project.journal.redo(second)


def test_only_the_next_step_can_be_undone_or_redone(project: Project, paint: Paint) -> None:
    plane = project.journal.load_plane(1, "lesion")
    first = project.journal.append(1, paint(plane, Rect(0, 0, 9, 9), 1))
    second = project.journal.append(1, paint(plane, Rect(5, 5, 20, 20), 2))
    with pytest.raises(LViTError, match="another one comes before"):
        project.journal.undo(first)
    project.journal.undo(second)
    project.journal.undo(first)
    with pytest.raises(LViTError, match="another one comes before"):
        project.journal.redo(second)
    assert project.journal.redo(first).title == "Paint 1"


def test_ids_are_never_given_twice(project: Project, paint: Paint) -> None:
    plane = project.journal.load_plane(1, "lesion")
    entry = project.journal.append(1, paint(plane, Rect(0, 0, 9, 9), 7))
    project.journal.undo(entry)
    table = project.journal.load_objects(1, "lesion")
    assert len(table) == 0
    assert table.new_id() == 8


def test_undo_gives_sentence_and_state_back(project: Project) -> None:
    changes = (ImageChange("sentence", "", "Old."), ImageChange("state", "unlabeled", "labeled"))
    entry = project.journal.append(2, Edit("Write", "lesion", image=changes))
    assert project.images.get(2).state is ImageState.LABELED
    project.journal.undo(entry)
    assert (project.images.get(2).sentence, project.images.get(2).state) == (
        "",
        ImageState.UNLABELED,
    )


def test_a_failing_edit_leaves_nothing_behind(project: Project, paint: Paint) -> None:
    plane = LabelPlane(600, 700)
    bad = paint(plane, Rect(0, 0, 9, 9), 1, ImageChange("colour", "", "red"))
    with pytest.raises(ValueError, match="colour"):
        project.journal.append(1, bad)
    assert project.journal.history(1) == []
    assert project.journal.load_plane(1, "lesion").to_array().sum() == 0
    with pytest.raises(LViTError, match="no longer"):
        project.journal.append(99, paint(LabelPlane(9, 9), Rect(0, 0, 2, 2), 1))


def test_the_journal_names_who_did_it(project: Project, paint: Paint) -> None:
    project.person = "Dr. Ann"
    project.journal.append(1, paint(project.journal.load_plane(1, "lesion"), Rect(0, 0, 5, 5), 1))
    entry = project.journal.history(1)[0]
    assert entry.person == "Dr. Ann"
    assert entry.nbytes > 0
    assert entry.created_at.endswith("+00:00")


WRITER = """
    import sys
    from pathlib import Path
    from lvit_core.annotation.edit import Edit, ImageChange
    from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
    from lvit_core.annotation.patch import PatchBuilder
    from lvit_core.geometry import Rect
    from lvit_core.project.project import Project

    project = Project.open(Path(sys.argv[1]))
    plane = project.journal.load_plane(1, "lesion")
    for number in range(1, 100000):
        builder = PatchBuilder(plane)
        builder.write(Rect(number % 90, 0, 500 + number % 90, 650), number)
        record = ObjectRecord(number, "lesion", "infection", Provenance("person"))
        change = ImageChange("sentence", str(number - 1), str(number))
        objects = (ObjectChange(None, record),)
        edit = Edit(str(number), "lesion", builder.finish(), objects, (change,))
        project.journal.append(1, edit)
        print(number, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")
@pytest.mark.parametrize("edits_before_kill", [3, 17])
def test_a_killed_writer_loses_nothing_that_was_said_to_be_saved(
    project: Project, edits_before_kill: int
) -> None:
    folder = project.folder
    project.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(folder)],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert writer.stdout is not None
    said = 0
    for line in writer.stdout:
        said = int(line)
        if said == edits_before_kill:
            os.kill(writer.pid, signal.SIGKILL)
            break
    rest = [int(line) for line in writer.stdout.read().split()]
    writer.wait()
    writer.stdout.close()
    said = max([said, *rest])
    with Project.open(folder) as again:  # the lock of the dead process keeps nobody out
        history = again.journal.history(1)
        assert len(history) in (said, said + 1)  # at most the one that was being answered
        assert again.images.get(1).sentence == str(len(history))
        assert len(again.journal.load_objects(1, "lesion")) == len(history)
        replayed = LabelPlane(600, 700)
        for entry in history:
            again.journal.load_edit(entry.id).patch.apply(replayed)
        stored = again.journal.load_plane(1, "lesion").to_array()
        assert np.array_equal(stored, replayed.to_array())
        again.journal.undo(history[-1].id)
        assert again.images.get(1).sentence == str(len(history) - 1)
