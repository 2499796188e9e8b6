"""The history of an image is told, and each of its moments can be had again as a new step."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.care.checking import check
from lvit_core.project.care.moments import moments, return_to
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of
from lvit_core.project.sqlite_file import FILE_NAME
from tests.lvit_core.project.care.test_backups import call

State = tuple[
    list[list[int]], list[list[int]], list[ObjectRecord], list[ObjectRecord], str, str, object
]


def state(project: Project) -> State:
    """All that an image is."""
    journal, record = project.journal, project.images.get(1)
    return (
        journal.load_plane(1, "lesion").to_array()[::20, ::20].tolist(),
        journal.load_plane(1, "lungs").to_array()[::20, ::20].tolist(),
        sorted(journal.load_objects(1, "lesion"), key=lambda one: one.id),
        sorted(journal.load_objects(1, "lungs"), key=lambda one: one.id),
        record.sentence,
        record.state.value,
        project.readings.of(1),
    )


def erase(project: Project, layer: str, object_id: int) -> Edit:
    plane = project.journal.load_plane(1, layer)
    record = project.journal.load_objects(1, layer).get(object_id)
    builder = PatchBuilder(plane)
    builder.write(plane.bounds(), 0, plane.to_array() == object_id)
    return Edit("Erase", layer, builder.finish(), (ObjectChange(record, None),))


def accept(project: Project) -> Edit:
    builder = PatchBuilder(project.journal.load_plane(1, "lungs"))
    builder.write(Rect(0, 0, 600, 100), 1)
    made = ObjectRecord(1, "lungs", "lung", Provenance("model", "ben", "3", "Right lung."))
    said = ImageChange("sentence", "2", "Right lung."), ImageChange("state", "unlabeled", "labeled")
    return Edit("Accept", "lungs", builder.finish(), (ObjectChange(None, made),), said)


@pytest.fixture
def lived(drawn: Path) -> tuple[Path, dict[int, State]]:
    """A project with some history over two layers, and what each moment of it was."""
    seen = {}
    with Project.open(drawn) as project:
        seen[project.journal.history(1)[-1].id] = state(project)
        read = change_of(None, Reading("eve", sentence="Nothing."))
        for make in (
            lambda: accept(project),
            lambda: erase(project, "lesion", 1),
            lambda: Edit("Import", "lesion", image=(read,)),
            lambda: erase(project, "lungs", 1),
        ):
            step = project.journal.append(1, make(), person="ben")
            seen[step] = state(project)
    return drawn, seen


def test_every_moment_can_be_had_again_and_undone(
    lived: tuple[Path, dict[int, State]],
) -> None:
    folder, seen = lived
    for step, then in seen.items():
        copied = folder.with_name(f"copy-{step}")
        shutil.copytree(folder, copied)
        with Project.open(copied) as project:
            now = state(project)
            steps = return_to(project, 1, step)
            assert state(project) == then
            assert bool(steps) == (now != then)
            for entry in reversed(steps):
                project.journal.undo(entry)
            assert state(project) == now


def test_the_beginning_and_what_came_after_can_be_had(
    lived: tuple[Path, dict[int, State]],
) -> None:
    folder, seen = lived
    last = max(seen)
    with Project.open(folder) as project:
        return_to(project, 1, 0)
        assert not np.array(state(project)[0]).any()
        assert not list(project.journal.load_objects(1, "lesion"))
        return_to(project, 1, last)
        assert state(project) == seen[last]
    shown = [one for one in check(folder) if one.kind != "picture"]
    assert shown == []


def test_the_history_is_told(lived: tuple[Path, dict[int, State]]) -> None:
    with Project.open(lived[0]) as project:
        undone = project.journal.history(1)[-1].id
        project.journal.undo(undone)
        told = list(moments(project, 1))
        assert [(one.title, one.person, one.sentence, one.models) for one in told] == [
            ("Paint 1", "ann", "1", ()),
            ("Paint 2", "ann", "2", ()),
            ("Accept", "ben", "Right lung.", ("generation 3",)),
            ("Erase", "ben", "Right lung.", ()),
            ("Import", "ben", "Right lung.", ()),
            ("Erase", "ben", "Right lung.", ()),
        ]
        assert [one.status for one in told][-2:] == ["done", "undone"]
        with pytest.raises(LViTError, match="was taken back"):
            return_to(project, 1, undone)
        with pytest.raises(LViTError, match="no step 999"):
            return_to(project, 1, 999)


def test_a_step_that_cannot_be_read_is_told(lived: tuple[Path, dict[int, State]]) -> None:
    folder, seen = lived
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute("UPDATE journal SET data = x'00' WHERE id = ?", (max(seen),))
    connection.commit()
    connection.close()
    with Project.open(folder) as project:
        assert list(moments(project, 1))[-1].sentence is None
        before = state(project)
        with pytest.raises(LViTError, match="damaged"):
            return_to(project, 1, min(seen))
        assert state(project) == before


def test_the_commands(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "project", "history", drawn, "scan-0.png", "--json")
    told = json.loads(out)["steps"]
    assert (code, [one["title"] for one in told]) == (0, ["Paint 1", "Paint 2"])
    assert (
        call(capsys, "project", "history", drawn)[1]
        == call(capsys, "project", "history", drawn, 1)[1]
    )
    step = told[0]["id"]
    code, out, _ = call(capsys, "project", "history", drawn, "1", "--restore", step, "--json")
    assert code == 0 and len(json.loads(out)["steps"]) == 1
    with Project.open(drawn) as project:
        assert [one.id for one in project.journal.load_objects(1, "lesion")] == [1]
        assert project.images.get(1).sentence == "1"
        code, _, err = call(capsys, "project", "history", drawn, "1", "--restore", step)
        assert code == 1 and "already open" in err
        code, _, err = call(capsys, "project", "compact", drawn)
        assert code == 1 and "already open" in err
        for number in range(20):
            noise = np.random.default_rng(number).bytes(20000).hex()
            project.journal.append(2, Edit(noise, "lesion"))
        project.images.remove([2])
    code, out, _ = call(capsys, "project", "compact", drawn, "--json")
    sizes = json.loads(out)
    assert code == 0 and sizes["bytes_after"] < sizes["bytes_before"] / 2
    with Project.open(drawn, read_only=True) as project:
        assert sizes["gestures"] == len(project.journal.history(1))
    assert 0 < sizes["bytes_per_gesture"] < sizes["bytes_after"] / sizes["gestures"]
    assert check(drawn) == []
    code, _, err = call(capsys, "project", "history", drawn, "nothing.png")
    assert code == 1 and "no image nothing.png" in err
