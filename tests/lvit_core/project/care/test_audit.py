"""What other programs change in a project is named, and what the program does itself is not."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import prov.model
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.cli import build_app
from lvit_core.cli.output import run
from lvit_core.geometry import Rect
from lvit_core.project import chain
from lvit_core.project.accepted import Accepted
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.care.audit import KnownHead, audit
from lvit_core.project.care.backups import Why, back_up, list_backups
from lvit_core.project.care.compacting import compact
from lvit_core.project.care.provenance import write_provenance
from lvit_core.project.care.repairing import repair
from lvit_core.project.care.restoring import restore
from lvit_core.project.chain import Head
from lvit_core.project.finishing import finish_all
from lvit_core.project.project import Project
from lvit_core.project.readings import Reading, change_of, layer_of
from lvit_core.project.records import ImageState, Picture, ProjectSettings, Proposal
from lvit_core.project.sqlite_file import FILE_NAME
from tests.lvit_core.project.conftest import write_images
from tests.lvit_core.project.older import before_chains

NOON = datetime(2030, 5, 17, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, paint: Callable[..., Edit]) -> Path:
    """A project with one of everything that is chained; it is copied, never changed."""
    folder = tmp_path_factory.mktemp("made")
    stated = ProjectSettings("Test", "chest-xray", "viewer")
    with Project.create(folder / "project", stated, seed="test") as project:
        project.images.add(write_images(folder / "images", 3))
        plane = project.journal.load_plane(1, "lesion")
        for number, place in ((1, 10), (2, 500)):
            words = ImageChange("sentence", f"{number - 1}" if number > 1 else "", f"{number}")
            edit = paint(plane, Rect(place, place, place + 50, place + 50), number, words)
            project.journal.append(1, edit, person="ann")
        project.person = "A. B."
        step = project.journal.append(1, said("2", "left lung"))
        project.journal.undo(step)
        reading = change_of(None, Reading("Otto", ImageState.LABELED, "right lung"))
        project.journal.append(2, Edit("Import", layer_of("lesion", "Otto"), image=(reading,)))
        project.images.set_reason(2, "A known exception.")
        project.generations.add(project.folder / "models" / "g1", "base", 0.5, succeeds="chest")
        project.state_licence("CC0-1.0")
    return folder


@pytest.fixture
def told(made: Path, tmp_path: Path) -> Path:
    """The folder of a copy of that project."""
    return shutil.copytree(made, tmp_path / "all") / "project"


def said(before: str, after: str, field: str = "sentence") -> Edit:
    return Edit("Say", "lesion", image=(ImageChange(field, before, after),))


def sql(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        for statement in statements:
            connection.executescript(statement)
        connection.commit()


def items(folder: Path, known: KnownHead | None = None) -> list[str]:
    return [one.item for one in audit(folder, known).findings]


def head_of(folder: Path) -> Head:
    found = chain.head_of_file(folder / FILE_NAME)
    assert found is not None
    return found


def test_what_the_program_does_itself_is_whole(told: Path) -> None:
    done = audit(told)
    assert done.findings == [] and done.notes == []
    assert done.head == head_of(told) and done.persons["A. B."] == 6


SWAP = "; ".join(
    f"UPDATE journal SET id = {to} WHERE id = {of}" for of, to in ((1, 9), (2, 1), (9, 2))
)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE journal SET person = 'Eve' WHERE id = 1", "scan-0.png, step 1"),
        ("UPDATE journal SET data = zeroblob(20) WHERE id = 2", "scan-0.png, step 2"),
        ("UPDATE journal SET created_at = '2020' WHERE id = 2", "scan-0.png, step 2"),
        ("UPDATE journal SET why = 'because' WHERE id = 2", "scan-0.png, step 2"),
        ("UPDATE journal SET status = 'done' WHERE id = 3", "scan-0.png, step 3"),
        ("UPDATE journal SET image_id = 2 WHERE id = 1", "scan-0.png, step 1"),
        (SWAP, "scan-0.png, step 1"),
        ("DELETE FROM journal WHERE id = 1", "scan-0.png, step 1"),
        (
            "INSERT INTO journal (image_id, title, layer, status, person, created_at, nbytes, "
            "data) SELECT image_id, title, layer, status, person, created_at, nbytes, data "
            "FROM journal WHERE id = 2",
            "scan-0.png, step 5",
        ),
        ("UPDATE images SET state = 'labeled' WHERE id = 2", "scan-1.png, state"),
        ("UPDATE images SET sentence = 'right lung' WHERE id = 1", "scan-0.png, sentence"),
        ("UPDATE images SET content_hash = 'x' WHERE id = 1", "scan-0.png, picture"),
        ("UPDATE images SET reason = '' WHERE id = 2", "scan-1.png, reason"),
        ("UPDATE images SET name = 'a.png' WHERE id = 2", "a.png, name"),
        ("UPDATE images SET width = 701 WHERE id = 2", "scan-1.png, width"),
        ("UPDATE images SET spacing_x_mm = 0.1 WHERE id = 2", "scan-1.png, spacing x mm"),
        ("UPDATE images SET spacing_kind = 'stated' WHERE id = 2", "scan-1.png, spacing kind"),
        ("UPDATE images SET picture = 'left_out' WHERE id = 2", "scan-1.png, left out"),
        ("DELETE FROM images WHERE id = 2", "image 2"),
        ("UPDATE readings SET state = 'unlabeled'", "scan-1.png, reading of Otto"),
        ("UPDATE readings SET state = 'no such state'", "scan-1.png, reading of Otto"),
        ("DELETE FROM readings", "scan-1.png, reading of Otto"),
        ("UPDATE readings SET reader = 'Eve'", "scan-1.png, reading of Eve"),
        ("UPDATE generations SET holdout_dice = 0.9", "generation 1"),
        ("UPDATE generations SET in_force = 0", "the bundled model"),
        ("UPDATE settings SET value = 'patient' WHERE key = 'laterality'", "setting laterality"),
        ("DELETE FROM settings WHERE key = 'licence'", "setting licence"),
        ("INSERT INTO settings VALUES ('for_the_record', 'no')", "setting for_the_record"),
        ("UPDATE objects SET person = 'Eve' WHERE object_id = 1", "scan-0.png, lesion, object 1"),
        ("DELETE FROM objects WHERE object_id = 1", "scan-0.png, lesion, object 1"),
        ("DELETE FROM tiles WHERE tile_y = 0 AND tile_x = 0", "scan-0.png, lesion, tile 0/0"),
        ("UPDATE chain SET person = 'Eve' WHERE number = 12", "chain, row 12"),
        ("UPDATE chain SET detail = '' WHERE number = 3", "chain, row 3"),
        ("DELETE FROM chain WHERE number = 12", "chain, row 12"),
        ("DELETE FROM chain WHERE number BETWEEN 5 AND 7", "chain, rows 5 to 7"),
        ("DELETE FROM chain WHERE number > 12", "chain, rows 13 to"),
        ("UPDATE chain SET number = number + 5 WHERE number > 17", "chain, row"),
        ("UPDATE chain SET act = 'no such act' WHERE number = 12", "chain, row 12"),
    ],
)
def test_foreign_sql_is_named(told: Path, statement: str, named: str) -> None:
    sql(told, "PRAGMA foreign_keys = ON", statement)
    assert any(item.startswith(named) for item in items(told)), items(told)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE answers SET model = 'a better one'", "UPDATE answers SET threshold = 0.75",
     "UPDATE answers SET insisted = 1", "DELETE FROM answers"],
)  # fmt: skip
def test_what_made_an_answer_cannot_be_changed_afterwards(told: Path, statement: str) -> None:
    """It would be shown and exported as what made the labels that came from it."""
    with Project.open(told) as project:
        answer = np.full(
            (1, *project.journal.load_plane(1, "lesion").to_array().shape), 200, np.uint8
        )
        origin = AnswerOrigin("w", "chest", "image", "", 1, 140, "eager")  # type: ignore[arg-type]
        made = Proposal(1, "lesion", ("infection",), answer, 0.5, "", "chest", origin=origin)
        project.acceptances.keep(Accepted(1, made))
    assert items(told) == []  # though the table keeps whole numbers as others
    sql(told, statement)
    assert items(told) == [f"what made answer {origin.key}"]


@pytest.mark.parametrize("column", ["probability", "objects", "within"])
def test_what_was_accepted_cannot_be_changed_before_its_labels_are_made(
    told: Path, column: str
) -> None:
    """They would be made under the name of whoever accepted something else."""
    with Project.open(told) as project:
        answer = np.full(
            (1, *project.journal.load_plane(1, "lesion").to_array().shape), 200, np.uint8
        )
        made = Proposal(1, "lesion", ("infection",), answer, 0.5, "", "chest")
        project.acceptances.keep(Accepted(1, made.told_apart()))
    assert items(told) == []
    sql(told, f"UPDATE acceptances SET {column} = x'00'")
    assert items(told) == ["scan-0.png, acceptance 1, what was proposed"]


def test_a_labeled_step_stays_that_of_its_acceptance(told: Path) -> None:
    with Project.open(told) as project:
        project.acceptances.keep(Accepted(2, None))
        finish_all(project)
    assert items(told) == []
    sql(told, "UPDATE acceptances SET journal_id = NULL")
    assert items(told) == ["scan-1.png, acceptance 1"]


def test_pictures_that_move_and_are_left_out_are_told_and_whole(told: Path) -> None:
    images = told.parent / "images"
    (images / "scan-0.png").rename(images / "moved.png")
    first, second = (images / f"scan-{number}.png" for number in (1, 2))
    kept = first.read_bytes()
    with Project.open(told) as project:
        assert len(project.images.find_missing(images)) == 1
        first.write_bytes(second.read_bytes())
        second.write_bytes(kept)
        project.pictures.follow(2)
        assert items(told) == []
        second.write_bytes(kept[:-1])
        project.pictures.leave_out(2)
        assert items(told) == [] and project.images.get(2).picture is Picture.LEFT_OUT
    sql(told, "UPDATE images SET picture = NULL WHERE id = 2")
    assert items(told) == ["scan-2.png, left out"]
    sql(told, "UPDATE images SET picture = 'left_out' WHERE id = 2")
    second.write_bytes(kept)
    with Project.open(told) as project:
        assert project.pictures.verify(2) is Picture.SAME
        (images / "moved.png").rename(images / "again.png")
        project.pictures.locate(1, images / "again.png")
        project.images.add([first])
    assert items(told) == []


def test_what_older_chains_do_not_tell_of_a_picture_is_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They tell neither size, name nor pixel size, and nothing of what was left out."""
    with monkeypatch.context() as older:
        older.setattr(chain, "PICTURE_FACTS", ())
        with Project.create(tmp_path / "p", ProjectSettings("Old", "nuclei", "viewer")) as project:
            project.images.add(write_images(tmp_path / "images", 2))
    sql(tmp_path / "p", "UPDATE images SET picture = 'left_out', spacing_y_mm = 2 WHERE id = 2")
    assert items(tmp_path / "p") == []
    sql(tmp_path / "p", "UPDATE images SET split = 'x' WHERE id = 2")
    assert items(tmp_path / "p") == ["scan-1.png, split"]


def test_only_the_culprit_is_named(told: Path) -> None:
    sql(told, "UPDATE chain SET at = '2020-01-01T00:00:00.000+00:00' WHERE number = 12")
    assert items(told) == ["chain, row 12"]


def test_a_chain_made_anew_shows_by_what_is_known_of_the_old_one(told: Path) -> None:
    """Whoever knows how the chain is made can cut it and all it tells, but not what was kept."""
    known = KnownHead("an export", head_of(told))
    with Project.open(told) as project:
        project.journal.append(1, said("2", "nothing"))
    assert items(told, known) == []
    backup = back_up(told / FILE_NAME, Why.ASKED, NOON)
    whole = head_of(told).number
    cut = (
        f"DELETE FROM chain WHERE number = {whole}",
        f"UPDATE sqlite_sequence SET seq = {whole - 1} WHERE name = 'chain'",
        "DELETE FROM journal WHERE id = 5",
        "UPDATE journal SET status = 'undone' WHERE id = 3",
        "UPDATE images SET sentence = '2' WHERE id = 1",
    )
    sql(told, *cut)
    assert items(told, known) == [f"chain, the backup {backup.name}"]
    backup.file.unlink()
    assert items(told, known) == []  # what is known is older than what was cut off
    newer = KnownHead("an export", Head(whole, b"x" * 32))
    assert items(told, newer) == ["chain, an export"]


def test_going_back_to_a_backup_is_told_and_whole(told: Path) -> None:
    file = told / FILE_NAME
    early = back_up(file, Why.ASKED, NOON)
    with Project.open(told) as project:
        project.journal.append(1, said("2", "later"))
    late = back_up(file, Why.ASKED, NOON + timedelta(hours=1))
    restore(told, early.name, NOON + timedelta(hours=2), person="A. B.")
    done = audit(told)
    assert done.findings == []
    assert len(list_backups(file)) == 3 and late in list_backups(file)
    assert [note.split(" was")[0] for note in done.notes] == [f"The backup {early.name}"]
    with Project.open(told) as project:
        project.journal.append(1, said("2", "another"))
    restore(told, late.name, NOON + timedelta(hours=3))
    assert audit(told).findings == []


@given(st.lists(st.sampled_from(["work", "back up", "return"]), min_size=4, max_size=10), st.data())
@settings(max_examples=12, deadline=None)
def test_returns_to_backups_one_after_another_are_whole(
    does: list[str], data: st.DataObject
) -> None:
    """A later return may leave the row that told of an earlier one; backups of both are there."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "project"
        Project.create(folder, ProjectSettings("Told", "nuclei", "viewer")).close()
        back_up(folder / FILE_NAME, Why.ASKED, NOON)
        for hour, do in enumerate([*does, "return"], 1):
            at = NOON + timedelta(hours=hour)
            if do == "work":
                with Project.open(folder) as project:
                    for number in range(data.draw(st.integers(1, 4))):
                        project.change_settings(name=f"{hour} and {number}")
            elif do == "back up":
                back_up(folder / FILE_NAME, Why.ASKED, at)
            else:
                known = list_backups(folder / FILE_NAME)
                restore(folder, data.draw(st.sampled_from(known)).name, at)
            assert audit(folder).findings == []


def test_compacting_and_copying_are_told_and_whole(told: Path, tmp_path: Path) -> None:
    compact(told / FILE_NAME, "A. B.")
    with Project.open(told) as project:
        project.copy_to(tmp_path / "copy")
    for folder in (told, tmp_path / "copy"):
        done = audit(folder)
        assert done.findings == [] and done.acts["compacted"] == 1
    assert done.acts["copied"] == 1


def test_a_repair_is_told_and_whole(told: Path) -> None:
    sql(told, "DELETE FROM tiles WHERE tile_y = 0", "UPDATE images SET state = 'x' WHERE id = 2")
    assert len(items(told)) == 3
    repair(told, NOON, person="A. B.")
    done = audit(told)
    assert done.findings == [] and len(done.notes) == 1 and "A. B." in done.notes[0]


def test_a_repair_does_not_hide_what_was_removed(told: Path) -> None:
    gone = ("DELETE FROM images WHERE id = 3", "DELETE FROM readings")
    sql(told, "DELETE FROM journal WHERE id = 4", "DELETE FROM tiles", *gone)
    repair(told, NOON)
    assert {"scan-1.png, step 4", "image 3", "scan-1.png, reading of Otto"} <= {*items(told)}


@pytest.mark.parametrize("table", ["journal", "chain", "images", "readings"])
def test_what_damage_has_cost_is_told_and_then_whole(told: Path, table: str) -> None:
    first_page_of(told, table)
    repair(told, NOON)
    done = audit(told)
    chained = [one for one in done.findings if one.kind == "chain"]
    assert chained == []  # rows of images are made again as the chain tells them
    assert ("as it was found then" in done.notes[0]) == (table in ("journal", "chain"))
    with closing(sqlite3.connect(told / FILE_NAME)) as connection:
        assert [*connection.execute("SELECT image_id, reader, state, sentence FROM readings")] == [
            (2, "Otto", "labeled", "right lung")
        ]
    with Project.open(told) as project:
        for record in project.images.all():
            project.journal.append(record.id, said(record.sentence, "seen after the repair"))
    assert [one for one in audit(told).findings if one.kind == "chain"] == []


def first_page_of(folder: Path, table: str) -> None:
    """Overwrites the page with which a table begins."""
    file = folder / FILE_NAME
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = connection.execute(query, (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(file.read_bytes())
    data[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(data)


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        run(build_app(), [str(word) for word in words])
    return int(ended.value.code or 0), capsys.readouterr().out


def test_the_command_ends_with_1_and_names_what_was_changed(
    told: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = call(capsys, "project", "audit", told, "--json")
    answer = json.loads(out)
    assert code == 0 and answer["ok"] and answer["persons"]["A. B."] == 6
    sql(told, "UPDATE journal SET person = 'Eve' WHERE id = 1")
    code, out = call(capsys, "project", "audit", told, "--head", answer["head"])
    assert code == 1 and out.startswith("scan-0.png, step 1: It is not as the chain has it")


def test_others_read_who_did_what(
    told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is read by the `prov` library, which knows the W3C's data model."""
    file = tmp_path / "who.json"
    code, _ = call(capsys, "project", "audit", told, "--prov", file)
    assert code == 0
    document = prov.model.ProvDocument.deserialize(str(file), format="json")
    activities = list(document.get_records(prov.model.ProvActivity))
    assert len(activities) == head_of(told).number
    assert all(one.get_startTime() is not None for one in activities)
    agents = document.get_records(prov.model.ProvAgent)
    labels = {str(next(iter(agent.get_attribute("prov:label")))) for agent in agents}
    assert {"A. B.", "ann", "somebody without a name"} <= labels
    entities = {str(one.identifier) for one in document.get_records(prov.model.ProvEntity)}
    facts = [fact for relation in document.get_records(prov.model.ProvRelation)
             for fact in relation.formal_attributes]  # fmt: skip
    assert {str(value) for name, value in facts if str(name) == "prov:entity"} <= entities
    assert "here:generation-1" in entities and "here:image-1" in entities


# What the kinds of a PROV-JSON document hold (the W3C's submission of it, and PROV-DM).
RELATED = {
    "wasGeneratedBy": {"prov:entity": "entity", "prov:activity": "activity"},
    "used": {"prov:activity": "activity", "prov:entity": "entity"},
    "wasDerivedFrom": {"prov:generatedEntity": "entity", "prov:usedEntity": "entity"},
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent"},
    "wasAttributedTo": {"prov:entity": "entity", "prov:agent": "agent"},
}


def is_value(told: object, prefixes: set[str]) -> bool:
    """Whether PROV-JSON knows such a value of an attribute."""
    if isinstance(told, dict):
        name = str(told.get("$", "")).split(":")[0]
        named = told.get("type") != "prov:QUALIFIED_NAME" or name in prefixes
        return "$" in told and set(told) <= {"$", "type", "lang"} and named
    return isinstance(told, str | int | float)  # none that is nothing


def test_the_file_keeps_the_rules_of_the_standard(told: Path, tmp_path: Path) -> None:
    """The library above forgives: it leaves out what is nothing, and looks nothing up."""
    with Project.open(told) as project:
        project.generations.add(told / "models" / "alone", "", None)
    write_provenance(told, tmp_path / "who.json")
    document = json.loads((tmp_path / "who.json").read_text(encoding="utf-8"))
    prefixes = {*document.pop("prefix"), "prov", "xsd"}
    assert set(document) == {"entity", "activity", "agent", *RELATED}
    names = {kind: set(document[kind]) for kind in ("entity", "activity", "agent")}
    assert not names["entity"] & names["activity"] and not names["activity"] & names["agent"]
    for kind, records in document.items():
        for key, record in records.items():
            assert key.split(":")[0] in prefixes | {"_"}
            assert all(name.split(":")[0] in prefixes for name in record)
            assert all(is_value(one, prefixes) for one in record.values()), (key, record)
            for name, wanted in RELATED.get(kind, {}).items():
                assert record[name] in names[wanted], (kind, record)
    generated = [one["prov:entity"] for one in document["wasGeneratedBy"].values()]
    assert len(generated) == len(set(generated)), "nothing is made twice"
    newest = {one["prov:generatedEntity"]: one["prov:usedEntity"]
              for one in document["wasDerivedFrom"].values()}  # fmt: skip
    for entity in newest:  # each goes back to an image, and none to itself
        seen = {entity}
        while (entity := newest.get(entity, "")) and entity not in seen:
            seen.add(entity)
        assert not entity
    for one in document["activity"].values():
        began = datetime.fromisoformat(one["prov:startTime"])
        assert began.tzinfo is not None and began <= datetime.fromisoformat(one["prov:endTime"])
    with Project.open(told, read_only=True) as project:
        for record in project.images.all():
            image = document["entity"][f"here:image-{record.id}"]
            assert image["lvit:blake2b-128"] == record.content_hash
            file = project.images.path(record.id).read_bytes()
            assert hashlib.blake2b(file, digest_size=16).hexdigest() == record.content_hash


def test_going_back_to_a_backup_without_a_chain_begins_one(told: Path) -> None:
    """A backup of an older version is brought up to date before it takes the project's place."""
    made = back_up(told / FILE_NAME, Why.ASKED, NOON)
    before_chains(made.file)
    restore(told, made.name, NOON + timedelta(hours=1), person="A. B.")
    done = audit(told)
    assert done.findings == [] and done.acts["restored"] == 1
    assert [one.why for one in list_backups(told / FILE_NAME)] == [Why.ASKED, Why.BEFORE_RESTORE]
