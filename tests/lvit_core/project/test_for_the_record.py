"""In a project for the record, what is labeled changes for a stated reason only."""

from __future__ import annotations

import inspect
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.cli import build_app
from lvit_core.cli.output import run
from lvit_core.errors import ReasonWantedError
from lvit_core.geometry import Rect
from lvit_core.project.acceptance import state_edit
from lvit_core.project.acceptances import AcceptanceStore
from lvit_core.project.accepted import Accepted
from lvit_core.project.care.audit import audit
from lvit_core.project.care.backups import Why, list_backups
from lvit_core.project.care.moments import moments, return_to
from lvit_core.project.chain import links
from lvit_core.project.images import ImageStore
from lvit_core.project.journal import JournalStore
from lvit_core.project.pictures import PictureStore
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of, layer_of
from lvit_core.project.records import ImageState
from lvit_core.project.splits import HOLDOUT, TRAIN


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


# What is done to the first image, which is labeled, or to all; the reason comes last.
FACTS: dict[str, Callable[[Project, str], object]] = {
    "remove": lambda kept, why: kept.images.remove([2, 1], why),
    "template": lambda kept, why: kept.images.set_template(1, "nuclei", why),
    "orientation": lambda kept, why: kept.images.set_orientation(1, "R", why),
    "contradiction": lambda kept, why: kept.images.set_reason(1, "Seen.", why),
    "split": lambda kept, why: kept.images.set_split(1, other_part(kept), why),
    "patient": lambda kept, why: kept.images.set_group([2, 1], "p", why),
    "leave out": lambda kept, why: kept.pictures.leave_out(1, why),
    "left and right": lambda kept, why: kept.change_laterality("patient", why=why),
    "off the record": lambda kept, why: kept.change_settings(for_the_record=False, why=why),
}


def other_part(kept: Project) -> str:
    return HOLDOUT if kept.images.get(1).split == TRAIN else TRAIN


def all_facts(kept: Project) -> object:
    return kept.images.all(), kept.settings, kept.pictures.decisions(), kept.chain.head()


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_of_what_is_labeled_changes_for_a_reason_that_is_kept(
    kept: Project, fact: str
) -> None:
    before = all_facts(kept)
    for nothing in ("", " "):
        with pytest.raises(ReasonWantedError, match="for the record"):
            FACTS[fact](kept, nothing)
        assert all_facts(kept) == before
    FACTS[fact](kept, "The board decided.")
    with closing(sqlite3.connect(kept.file)) as file:
        told = [link.told.get("why", link.detail) for link in links(file.execute)]
    assert any("The board decided." in one for one in told)
    assert kept.settings.for_the_record is (fact != "off the record")
    assert audit(kept.folder).findings == []


def test_another_image_of_the_patient_moves_no_labeled_one_without_a_reason(kept: Project) -> None:
    kept.images.set_group([1], "p", "One patient.")
    kept.images.set_split(1, HOLDOUT, "To judge.")
    kept.images.set_split(2, TRAIN)
    before = all_facts(kept)
    with pytest.raises(ReasonWantedError):
        kept.images.set_group([2], "p")
    assert all_facts(kept) == before


def test_a_picture_is_put_under_labeled_marks_for_a_reason(kept: Project) -> None:
    file = kept.images.path(1)
    file.write_bytes(imagecodecs.png_encode(np.full((600, 700), 77, np.uint8)))
    with pytest.raises(ReasonWantedError):
        kept.pictures.follow(1)
    kept.pictures.follow(1, "The film was scanned anew.")
    assert kept.pictures.decisions()[-1]["why"] == "The film was scanned anew."


# What writes to images without a reason, and why it needs none.
HARMLESS = {
    "ImageStore": {"add": "new images", "adder": "new images", "refresh_missing": "looks",
                   "find_missing": "the same pictures by content"},
    "PictureStore": {"verify": "looks", "verify_all": "looks", "require": "looks",
                     "staying": "looks", "describe_change": "looks",
                     "locate": "the same picture by content"},
    "JournalStore": {"amend": "goes on with a step that had a reason"},
    "AcceptanceStore": {"keep": "the reason is in it", "settle": "asked when it was accepted",
                        "close": "changes no label"},
    "Project": {"state_licence": "of the project", "state_pixel_size": "of the project",
                "copy_to": "is another project", "transaction": "of others", "create": "is new",
                "open": "", "open_as_allowed": "", "close": ""},
}  # fmt: skip
READING = {
    "all",
    "since",
    "image_of",
    "ids",
    "some",
    "get",
    "counts",
    "path",
    "decisions",
    "history",
    "load",
    "used_classes",
    "waiting",
    "newest",
    "in_force",
    "object_kinds",
    "labeled_layers",
    "exists",
    "moment",
    "sides",
    "laterality_changes",
    "thumbnail_path",
    "require_writable",
}


def test_whoever_changes_images_takes_a_reason() -> None:
    """A new way to write is named here, or takes ``why``. Proposals are no labels."""
    for store in (ImageStore, PictureStore, JournalStore, AcceptanceStore, Project):
        for name, method in inspect.getmembers(store, inspect.isroutine):
            known = (*HARMLESS[store.__name__], *READING)
            if name.startswith("_") or name in known or name.startswith("load_"):
                continue
            assert "why" in inspect.signature(method).parameters, f"{store.__name__}.{name}"


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
    kept.change_settings(for_the_record=False, why="The study has ended.")
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
    assert call(capsys, "project", "backup", folder)[0] == 0
    (made,) = (one.name for one in list_backups(kept.file) if one.why is Why.ASKED)
    restore, off = ("project", "restore", folder, made), ("project", "record", folder, "off")
    for words in (restore, back, off, to_the_beginning):
        code, _, err = call(capsys, *words)
        assert code == 1 and "for the record" in err and "--reason TEXT" in err, words
        assert call(capsys, *words, "--reason", "A second look.")[0] == 0
        assert call(capsys, "project", "record", folder, "on")[0] == 0
    code, text, _ = call(capsys, "project", "history", folder, 1)
    assert text.count("because: A second look.") == 1  # labels; the import found them there
    prov = tmp_path / "prov.json"
    code, text, _ = call(capsys, "project", "audit", folder, "--prov", prov)
    reasons = [one.get("lvit:reason") for one in json.loads(prov.read_text())["activity"].values()]
    assert code == 0 and reasons.count("A second look.") == 3


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
