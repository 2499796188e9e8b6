"""In a project for the record, what is labeled changes for a stated reason only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.cli import build_app
from lvit_core.cli.output import run
from lvit_core.errors import ReasonWantedError
from lvit_core.geometry import Rect
from lvit_core.project.acceptance import state_edit
from lvit_core.project.accepted import Accepted
from lvit_core.project.care.audit import audit
from lvit_core.project.care.moments import moments, return_to
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of, layer_of
from lvit_core.project.records import ImageState


@pytest.fixture
def kept(project: Project, paint: Callable[..., Edit]) -> Iterator[Project]:
    """A project for the record; its first image has one object and is labeled."""
    plane = project.journal.load_plane(1, "lesion")
    project.journal.append(1, paint(plane, Rect(10, 10, 60, 60), 1))
    label(project)
    project.change_settings(for_the_record=True)
    yield project
    project.close()


def label(project: Project) -> int:
    record = project.images.get(1)
    return project.journal.append(1, state_edit(record, "lesion", ImageState.LABELED, ""))


def say(project: Project, words: str) -> Edit:
    change = ImageChange("sentence", project.images.get(1).sentence, words)
    return Edit("Change sentence", "lesion", image=(change,))


def test_every_way_to_change_what_is_labeled_needs_a_reason(
    kept: Project, paint: Callable[..., Edit]
) -> None:
    newest = kept.journal.history(1)[-1].id
    stroke = paint(kept.journal.load_plane(1, "lesion"), Rect(100, 100, 120, 120), 2)
    before = kept.images.get(1)
    for change in (
        lambda: kept.journal.append(1, stroke),
        lambda: kept.journal.append(1, say(kept, "left lung")),
        lambda: kept.journal.append(1, state_edit(before, "lesion", ImageState.UNLABELED, "")),
        lambda: kept.journal.append(1, stroke, why="  "),
        lambda: kept.journal.undo(newest),
        lambda: return_to(kept, 1, 0),
    ):
        with pytest.raises(ReasonWantedError, match="for the record"):
            change()
    assert kept.images.get(1) == before
    assert len(kept.journal.load_objects(1, "lesion")) == 1
    assert len(kept.journal.history(1)) == 2


def test_the_reason_is_in_journal_history_chain_and_audit(kept: Project) -> None:
    kept.journal.append(1, say(kept, "left lung"), why="The side was wrong.")
    newest = label_again = kept.journal.history(1)[-1].id
    assert kept.journal.history(1)[-1].why == "The side was wrong."
    assert [one.why for one in moments(kept, 1)][-1] == "The side was wrong."
    kept.journal.undo(label_again, why="It was right.")
    kept.journal.redo(newest, why="It was not.")
    found = audit(kept.folder)
    assert found.findings == []


def test_what_is_not_labeled_or_another_readers_changes_freely(kept: Project) -> None:
    kept.journal.append(2, Edit("Say", "lesion", image=(ImageChange("sentence", "", "left"),)))
    reading = change_of(None, Reading("Otto", ImageState.LABELED, "right lung"))
    kept.journal.append(1, Edit("Import", layer_of("lesion", "Otto"), image=(reading,)))
    kept.change_settings(for_the_record=False)
    kept.journal.append(1, say(kept, "left lung"))


def test_what_was_accepted_before_becomes_labels_without_another_word(kept: Project) -> None:
    """Saying again that the mask is the label changes nothing, and nobody is asked."""
    accepted = Accepted(1, None)
    assert kept.acceptances.keep(accepted) > 0


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        run(build_app(), [str(word) for word in words])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_commands_say_what_to_add(
    kept: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.close()
    folder, out = kept.folder, tmp_path / "out"
    assert call(capsys, "export", folder, "--format", "png", "--out", out)[0] == 0
    back = ("import", folder, out, "--format", "png", "--onto", "same")
    to_the_beginning = ("project", "history", folder, 1, "--restore", 0)
    for words in (back, to_the_beginning):
        code, _, err = call(capsys, *words)
        assert code == 1 and "for the record" in err and "--reason TEXT" in err
        assert call(capsys, *words, "--reason", "A second look.")[0] == 0
    code, text, _ = call(capsys, "project", "history", folder, 1)
    assert text.count("because: A second look.") == 2
    prov = tmp_path / "prov.json"
    code, text, _ = call(capsys, "project", "audit", folder, "--prov", prov)
    reasons = [one.get("lvit:reason") for one in json.loads(prov.read_text())["activity"].values()]
    assert code == 0 and reasons.count("A second look.") == 2


def test_a_project_is_put_for_the_record_by_a_command(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.close()
    code, text, _ = call(capsys, "project", "record", project.folder)
    assert code == 0 and "is not for the record" in text
    assert call(capsys, "project", "record", project.folder, "on")[0] == 0
    code, text, _ = call(capsys, "project", "record", project.folder, "--json")
    assert json.loads(text) == {"for_the_record": True}
    assert call(capsys, "project", "record", project.folder, "maybe")[0] == 2
