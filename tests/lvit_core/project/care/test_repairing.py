"""Each kind of damage, made on purpose: a check names it, a repair mends it or says it cannot."""

from __future__ import annotations

import json
import random
import sqlite3
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project import chain
from lvit_core.project.care.audit import audit
from lvit_core.project.care.backups import Why, list_backups
from lvit_core.project.care.checking import check
from lvit_core.project.care.findings import Finding
from lvit_core.project.care.repairing import repair
from lvit_core.project.project import Project
from lvit_core.project.records import Picture, Proposal
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.project.tiles import pack_tile
from tests.lvit_core.project.care.test_backups import call, content
from tests.lvit_core.project.conftest import SIZE

NOON = datetime(2030, 5, 17, 12, tzinfo=UTC)
HARM = {
    "a tile that cannot be read": (
        "UPDATE tiles SET data = x'0128b52ffd00' WHERE tile_y + tile_x = 0"
    ),
    "a tile of an unknown kind": "UPDATE tiles SET data = x'77' WHERE tile_y + tile_x = 0",
    "an empty tile": "UPDATE tiles SET data = x'' WHERE tile_y + tile_x = 0",
    "a tile that is gone": "DELETE FROM tiles WHERE tile_y + tile_x = 0",
    "an object that is gone": "DELETE FROM objects WHERE object_id = 1",
    "an object of another class": "UPDATE objects SET class_name = 'other' WHERE object_id = 1",
    "an object nobody made": (
        "INSERT INTO objects SELECT image_id, layer, 9, class_name, state, origin, person, "
        "generation, sentence, created, edited_by, answer, box, NULL FROM objects LIMIT 1"
    ),
    "a counter that would give numbers twice": "UPDATE object_ids SET next_id = 1",
    "rows of an image that is gone": (
        "INSERT INTO tiles VALUES (77, 'lesion', 0, 0, 0, x'0128b52ffd00')"
    ),
}


def harm(folder: Path, *statements: str) -> None:
    connection = sqlite3.connect(folder / FILE_NAME)
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def labels(folder: Path) -> np.ndarray:
    with Project.open(folder, read_only=True) as project:
        return project.journal.load_plane(1, "lesion").to_array()


def kinds(found: list[Finding]) -> list[str]:
    return [one.kind.value for one in found]


def test_a_sound_project_is_sound(drawn: Path) -> None:
    before = content(drawn / FILE_NAME)
    assert check(drawn) == []
    assert repair(drawn, NOON).backup is None
    assert content(drawn / FILE_NAME) == before
    assert not list_backups(drawn / FILE_NAME)


@pytest.mark.parametrize("statement", HARM.values(), ids=HARM.keys())
def test_what_the_history_tells_is_made_again(drawn: Path, statement: str) -> None:
    before, pixels = content(drawn / FILE_NAME), labels(drawn)
    harm(drawn, statement)
    found = check(drawn)
    assert found and all(one.repair for one in found), found
    done = repair(drawn, NOON)
    assert done.left == [] and done.mended == found
    after = content(drawn / FILE_NAME)
    counter = [line for line in after if line.startswith('INSERT INTO "object_ids"')]
    if "9, class_name" in statement:  # number 9 was given once
        assert counter == ["INSERT INTO \"object_ids\" VALUES(1,'lesion',10);"]
        before = [line.replace("VALUES(1,'lesion',3)", "VALUES(1,'lesion',10)") for line in before]
    assert sorted(after) == sorted(before)
    assert (labels(drawn) == pixels).all()
    assert done.backup is not None and done.backup.why is Why.BEFORE_REPAIR
    assert list_backups(drawn / FILE_NAME) == [done.backup]


def test_a_tile_the_history_does_not_tell_is_named_and_left(drawn: Path) -> None:
    with Project.open(drawn) as project:
        builder = PatchBuilder(project.journal.load_plane(1, "lesion"))
        builder.write(Rect(10, 10, 20, 20), 0)
        project.journal.append(1, Edit("Erase", "lesion", builder.finish()))
    other = np.zeros((512, 512), np.int32)
    other[200:210, 200:210] = 7
    harm(drawn, f"UPDATE tiles SET data = x'{pack_tile(other).hex()}' WHERE tile_y + tile_x = 0")
    harm(drawn, "DELETE FROM journal WHERE id = 1")
    found = check(drawn)
    named = [one for one in found if "object 7" in one.item]
    assert len(named) == 1 and not named[0].repair
    done = repair(drawn, NOON)
    assert any("object 7" in one.item for one in done.left)
    assert labels(drawn)[205, 205] == 7  # nothing that may be somebody's work is thrown away


def test_a_damaged_tile_without_history_is_named(drawn: Path) -> None:
    harm(drawn, HARM["a tile that cannot be read"], "UPDATE journal SET data = x'00' WHERE id = 1")
    done = repair(drawn, NOON)
    assert kinds(done.left) == ["history", "tile"]
    assert "step 1" in done.left[0].item and "backup" in done.left[1].advice
    with Project.open(drawn) as project, pytest.raises(LViTError, match="mask is damaged"):
        project.journal.load_plane(1, "lesion")


def test_a_step_that_cannot_be_read_costs_the_history_only(drawn: Path) -> None:
    pixels = labels(drawn)
    harm(drawn, "UPDATE journal SET data = x'00' WHERE id = 2")
    assert kinds(check(drawn)) == ["history"]
    assert kinds(repair(drawn, NOON).left) == ["history"]
    assert (labels(drawn) == pixels).all()


def test_an_object_without_pixels_goes_as_a_step_that_can_be_undone(drawn: Path) -> None:
    with Project.open(drawn) as project:
        record = ObjectRecord(3, "lesion", "infection", Provenance("person", "ann"))
        change = ObjectChange(None, record)
        project.journal.append(1, Edit("Import", "lesion", objects=(change,)))
    found = check(drawn)
    assert [one.item for one in found] == ["scan-0.png, lesion, object 3"]
    assert repair(drawn, NOON).left == []
    with Project.open(drawn) as project:
        assert [one.id for one in project.journal.load_objects(1, "lesion")] == [1, 2]
        last = project.journal.history(1)[-1]
        project.journal.undo(last.id)
        assert project.journal.load_objects(1, "lesion").get(3) == record


def test_a_proposal_that_cannot_be_read_is_removed(drawn: Path) -> None:
    with Project.open(drawn) as project:
        answer = np.zeros((1, *SIZE), np.uint8)
        project.proposals.save(Proposal(1, "lesion", ("infection",), answer, 0.5, "", "model"))
    harm(drawn, "UPDATE proposals SET probability = x'0228b52ffd00'")
    assert kinds(check(drawn)) == ["proposal"]
    assert repair(drawn, NOON).left == []
    with Project.open(drawn) as project:
        assert project.proposals.load(1) is None


def test_pictures_models_and_thumbnails_are_looked_at(drawn: Path) -> None:
    with Project.open(drawn) as project:
        pictures = [project.images.path(image.id) for image in project.images.all()]
        project.generations.add(drawn / "models" / "one", "chest", None)
        model = drawn / "models" / "two"
        model.mkdir(parents=True)
        (model / "config.toml").write_text("")
        head = json.dumps({"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}).encode()
        (model / "model.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + b"1234")
        project.generations.add(model, "chest", None)
        thumbnail = project.thumbnail_path(3)
    pictures[0].unlink()
    pictures[1].write_bytes(pictures[2].read_bytes())
    thumbnail.parent.mkdir(parents=True)
    thumbnail.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    found = {one.item: one for one in check(drawn)}
    assert "not there" in found["scan-0.png"].problem
    assert "Another picture" in found["scan-1.png"].problem
    assert "model.safetensors is not in" in found["generation 1"].problem
    assert "cut off" in found["generation 2"].problem
    assert found.pop("scan-2.png, thumbnail").repair
    left = {one.item for one in repair(drawn, NOON).left}
    assert left == found.keys()
    assert not thumbnail.exists()


def test_a_thumbnail_that_would_lie_elsewhere_is_named(drawn: Path) -> None:
    harm(drawn, "UPDATE images SET content_hash = '../../x' WHERE id = 3")
    assert "name" in kinds(check(drawn))


def test_a_broken_index_is_made_again(drawn: Path) -> None:
    connection = sqlite3.connect(drawn / FILE_NAME)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA journal_mode = DELETE")
    page = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'images_by_content'"
    ).fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    before = content(drawn / FILE_NAME)
    data = bytearray((drawn / FILE_NAME).read_bytes())
    place = (page - 1) * size
    data[place + size - 60 : place + size] = bytes(60)
    (drawn / FILE_NAME).write_bytes(data)
    assert set(kinds(check(drawn))) == {"file"}
    assert repair(drawn, NOON).left == []
    assert content(drawn / FILE_NAME) == before


def test_a_bad_page_costs_its_rows_only(drawn: Path, paint: Callable[..., Edit]) -> None:
    with Project.open(drawn) as project:
        plane = project.journal.load_plane(2, "lesion")
        for number in range(300):
            title = f"Nothing {number} " + "x" * 200
            project.journal.append(2, Edit(title, "lesion"))
            if number == 150:
                project.journal.append(2, paint(plane, Rect(0, 0, 50, 50), 1))
        shown = project.journal.load_plane(2, "lesion").to_array()
    connection = sqlite3.connect(drawn / FILE_NAME)
    connection.execute("PRAGMA journal_mode = DELETE")
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    data = bytearray((drawn / FILE_NAME).read_bytes())
    page = data.index(b"Nothing 150 ") // size
    data[page * size : (page + 1) * size] = b"\xff" * size
    (drawn / FILE_NAME).write_bytes(data)
    pixels = labels(drawn)
    assert "file" in kinds(check(drawn))
    done = repair(drawn, NOON)
    assert [one.item for one in done.left] == ["table journal"]
    assert "are lost" in done.left[0].problem
    with Project.open(drawn) as project:
        left = len(project.journal.history(2))
        assert 250 < left < 300
        assert "Paint 1" not in {one.title for one in project.journal.history(2)}
        assert (project.journal.load_plane(2, "lesion").to_array() == shown).all()
        assert shown.any() and len(project.journal.history(1)) == 2
    assert (labels(drawn) == pixels).all()
    assert check(drawn) == []
    harm(drawn, "DELETE FROM tiles WHERE image_id = 1 AND tile_y + tile_x = 0")
    left = repair(drawn, NOON).left  # a history with lost rows is no judge: nothing is overwritten
    assert [(one.item, one.repair) for one in left] == [("scan-0.png, lesion, object 1", "")]


def test_a_state_that_is_none_claims_nothing_afterwards(drawn: Path) -> None:
    harm(drawn, "UPDATE images SET state = 'x', picture = 'y' WHERE id = 1")
    assert kinds(check(drawn)) == ["state"]
    assert repair(drawn, NOON).left == []
    with Project.open(drawn) as project:
        record = project.images.get(1)
        assert (record.state.value, record.sentence) == ("in_progress", "2")


def test_text_that_is_none_costs_its_signs_only(drawn: Path) -> None:
    harm(drawn, "UPDATE images SET sentence = CAST(x'4c656674ff2e' AS TEXT) WHERE id = 1")
    assert kinds(check(drawn)) == ["file"]
    left = repair(drawn, NOON).left
    assert [one.item for one in left] == ["table images, text"]
    with Project.open(drawn) as project:
        assert project.images.get(1).sentence == "Left\ufffd."
    assert check(drawn) == []


def first_page_of(folder: Path, table: str) -> None:
    """Breaks the page on which a table begins."""
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute("PRAGMA journal_mode = DELETE")
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    page = connection.execute(query, (table,)).fetchone()[0] - 1
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    data = bytearray((folder / FILE_NAME).read_bytes())
    data[page * size : (page + 1) * size] = b"\xff" * size
    (folder / FILE_NAME).write_bytes(data)


@pytest.mark.parametrize("table", ["tiles", "objects", "object_ids"])
def test_a_table_the_history_tells_is_made_again_whole(drawn: Path, table: str) -> None:
    before = content(drawn / FILE_NAME)
    first_page_of(drawn, table)
    assert "file" in kinds(check(drawn))
    assert repair(drawn, NOON).left == []
    assert sorted(content(drawn / FILE_NAME)) == sorted(before)


def test_images_that_the_chain_tells_are_made_again_with_all_that_is_theirs(drawn: Path) -> None:
    """One bad page cost all labels of some fifteen images, though those were whole."""
    with Project.open(drawn) as project:
        project.images.set_group([2], "seven")
        project.images.remove([3])
        before, pixels = project.images.all(), labels(drawn)
    first_page_of(drawn, "images")
    done = repair(drawn, NOON)
    assert done.left == [] and "file" in kinds(done.mended)
    with Project.open(drawn) as project:
        assert project.images.all() == before
        assert project.pictures.verify(1) is Picture.SAME and len(project.journal.history(1)) == 2
    assert (labels(drawn) == pixels).all() and pixels.any()
    assert audit(drawn).findings == [] and "repaired" in audit(drawn).acts


TOLD = {
    "older": "json_remove(detail, '$.fields.width')",
    "odd": "json_set(detail, '$.fields.width', json('[1]'))",
    "large": "replace(detail, '\"width\":', '\"width\":1' || printf('%.*c', 30, '0') || ',\"w\":')",
}


@pytest.mark.parametrize("doubt", ["page", "row", "older", "odd", "large"])
def test_what_belonged_to_lost_images_is_named_and_kept_in_the_backup(
    drawn: Path, doubt: str
) -> None:
    """Where the chain is lost or broken too, or tells too little or nonsense, nobody knows."""
    if doubt == "row":
        harm(drawn, "UPDATE chain SET detail = replace(detail, 'scan', 'x')")
    elif doubt in TOLD:
        harm(drawn, f"UPDATE chain SET detail = {TOLD[doubt]} WHERE act = 'image added'")
        seal_anew(drawn)
    else:
        first_page_of(drawn, "chain")
    first_page_of(drawn, "images")
    done = repair(drawn, NOON)
    items = {one.item for one in done.left}
    assert {"table images", "tiles", "objects", "journal"} <= items
    assert done.backup is not None and done.backup.file.is_file()


def seal_anew(folder: Path) -> None:
    connection = sqlite3.connect(folder / FILE_NAME)
    before = chain.START
    for link in list(chain.links(connection.execute)):
        before = link.sealed(before)
        connection.execute("UPDATE chain SET hash = ? WHERE number = ?", (before, link.number))
    connection.commit()
    connection.close()


def test_a_slide_is_checked_in_little_memory(project: Project, paint: Callable[..., Edit]) -> None:
    """All tiles at once, stored and by the history, took 2 MiB for each that is drawn on."""
    side = 13 * 512
    harm(project.folder, f"UPDATE images SET height = {side}, width = {side} WHERE id = 1")
    plane = LabelPlane(side, side)
    for row in range(13):
        edit = paint(plane, Rect(row * 512, 0, (row + 1) * 512 - 1, side), row + 1)
        project.journal.append(1, edit)
    tracemalloc.start()
    try:
        assert check(project.folder) == []
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 120 << 20, peak


def test_settings_that_are_lost_are_named(drawn: Path) -> None:
    harm(drawn, "DELETE FROM settings WHERE key = 'template'")
    assert [one.item for one in check(drawn)] == ["setting template"]
    with pytest.raises(LViTError, match="setting template: It is lost"):
        Project.open(drawn)
    assert repair(drawn, NOON).left == []
    with Project.open(drawn, read_only=True) as project:
        assert project.template_name == "chest-xray"
    assert audit(drawn).findings == []


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("UPDATE settings SET value = 'up' WHERE key = 'laterality'", []),
        ("UPDATE settings SET value = x'ff' WHERE key = 'name'", []),
        ("INSERT INTO settings VALUES ('pixel_size_um/chest-xray', 'wide')", []),
        ("INSERT INTO settings VALUES ('picture_decisions', '{')", []),
        ("DELETE FROM settings WHERE key = 'seed'", []),
        ("DELETE FROM settings; DELETE FROM chain", ["setting laterality", "setting seed"]),
    ],
)
def test_settings_that_make_no_sense_become_what_is_known(
    drawn: Path, change: str, left: list[str]
) -> None:
    harm(drawn, *change.split("; "))
    with pytest.raises(LViTError, match=r"cannot be opened: setting"):
        Project.open(drawn)
    assert {one.kind for one in check(drawn)} == {"setting"}
    assert [one.item for one in repair(drawn, NOON).left] == left
    if not left:
        with Project.open(drawn, read_only=True) as project:
            assert project.settings.laterality == "viewer" and project.settings.name == "Test"
        assert audit(drawn).findings == []


def test_a_persons_files_beside_the_project_stay(drawn: Path) -> None:
    (drawn / "salvage").mkdir()
    (drawn / "salvage" / "mine.txt").write_text("mine")
    first_page_of(drawn, "tiles")
    assert repair(drawn, NOON).left == []
    assert (drawn / "salvage" / "mine.txt").read_text() == "mine"
    assert not list(drawn.glob(".salvage-*"))


def test_damage_at_random_ends_in_words(drawn: Path) -> None:
    connection = sqlite3.connect(drawn / FILE_NAME)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    whole = (drawn / FILE_NAME).read_bytes()
    chance = random.Random(3)
    for number in range(12):
        data = bytearray(whole)
        place, length = chance.randrange(len(data)), chance.choice((1, 8, 300, 4096))
        data[place : place + length] = chance.randbytes(len(data[place : place + length]))
        (drawn / FILE_NAME).write_bytes(data)
        found = check(drawn)
        done = repair(drawn, NOON + timedelta(days=number))
        assert done.found == found
        still = check(drawn)
        assert still == [one for one in done.left if one in still]


def test_a_file_that_is_no_data_base_is_told_and_kept(drawn: Path) -> None:
    (drawn / FILE_NAME).write_bytes(b"\xff" * 5000)
    found = check(drawn)
    assert kinds(found) == ["file"] and "restore" in found[0].advice
    done = repair(drawn, NOON)
    assert kinds(done.left) == ["file"]
    assert done.backup is not None and done.backup.why is Why.DAMAGED
    assert (drawn / FILE_NAME).read_bytes() == b"\xff" * 5000


def test_nothing_is_repaired_while_another_window_has_the_project(drawn: Path) -> None:
    harm(drawn, HARM["an object that is gone"])
    with Project.open(drawn):
        assert len(check(drawn)) == 1
        with pytest.raises(LViTError, match="already open in another window"):
            repair(drawn, NOON)


def test_the_commands_say_what_is_wrong(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "project", "check", drawn)[:2] == (0, "Nothing is wrong.\n")
    harm(drawn, HARM["a tile that cannot be read"])
    code, out, _ = call(capsys, "project", "check", drawn, "--json")
    told = json.loads(out)
    assert (code, told["ok"], len(told["findings"])) == (1, False, 1)
    assert told["findings"][0]["item"] == "scan-0.png, lesion, tile 0/0"
    code, out, _ = call(capsys, "project", "repair", drawn, "--json")
    told = json.loads(out)
    assert (code, told["ok"], len(told["mended"]), told["left"]) == (0, True, 1, [])
    assert "before-repair" in told["backup"]
    assert call(capsys, "project", "check", drawn)[0] == 0
