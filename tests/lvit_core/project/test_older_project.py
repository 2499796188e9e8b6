"""A project of version 3 opens as it was: masks, undo history, objects and proposals."""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from lvit_core import files
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.care.backups import Why, list_backups
from lvit_core.project.migrations import run
from lvit_core.project.migrations.run import upgrade
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.sqlite_file import version_of
from lvit_core.project.store import FILE_NAME
from lvit_core.project.tiles import pack_bytes, pack_tile
from tests.lvit_core.project.conftest import SIZE, write_images

EDITS = {
    "Accept proposal": (
        "Ojboi0mA?Q04TLD{b0cW%>@9$%q1UiNt**DiYiwv$pVzyrzHipWwlO7taxisn$!CK5CY9%AU{Dx`HsUKjgjX"
        "On2XzdjnO#-#W57eZ~_kU#k1ryz$QN6ufF+wFhX{H;<GBQ#=iKRN0wq_Rf%HD4Dyqr9$~R%(-W!`)PmM9Q-"
        "O>qGnaXwhJoBR-2kzC)}`9h$m|K2J}0)dEVdMOc}fCCey&<G0Sf>wpoGw{r^+~8e?-"
        ">;f_Sekk;Xm)r*t?tq9w`<Ojb=$0RRF700000000000001F02BZK0ssO50000000000Pyhe`0000082|tPD7"
        "7#BVESP-"
        "0sz?m|L_10|Nj604*&oU000jF01yB05C8x05C0DU01^(6Fo1*wBn*&PfYbsc5g=iJ!~&$w_Qxbs?_iH~Kd9i"
        "~Bt8KVD77#BU|<A&001Zg000010suTfB{E()A^-"
        "pY009610Q3O>0006K00RI300031000000000000000000310000000000^Z^n800IL500001000000000000"
        "0000000100001000000000I01^NL000000RR91000000000000000"
    ),
    "Brush": (
        "Ojboi0mA?Q04TLD{a~yB%>@7g3?v_LNt**DiYm8$k_#Z+K8+CEyW{;tXT;m)r&;xX2m#Gups(bTe8+J>7IKY"
        "~t0Sp4xA_|5IRnKh6sK?iPV&t&<g;NB7w}i#d_EYHU9b48nyaxVd{$4^VzeeDv1JB*q^U<(EV1YaO-"
        "m|4YpGCyPLdhJK(|FVK$g$CQoAymJt39P1?_+Z7=5*A%>)hrKoo~FJc}?h7u?PuqH1wE`H02>!g;Sck!HOBu"
        "{hW|g%Sk?Ojb=$0RRF400001000010000D01W^f05AXp000000RR91Bme*a0000000000D77#BAVS>$0H_E5"
        "|Nr3s|Ns0S|NsAk|NsB+fB*Oa05ky;"
    ),
    "Lasso": (
        "Ojboi0j&T404TLD{UGxt1pqQjAst|6+XhDQjA%oWZOwMlsMI$Xh6>~cW5<LT1c6<PQJ9|`BH0+mV&wSaaBtO"
        "Sv7HlOIE2C>oWn8LjC}74ee-H#+pXsl8z1Vh>3YKEOi5bGiuounZ=hCU(FZaiE(KH%(ZP%)D+aM3i^8mnPH-"
        "q2r%HOXdHvwf#!B@7Y(8#UD**}sPX$MJ6Jr*@4f#qa%K#4@!-"
        "#=X2&A?|?Ey?yO;7;<0s#O30000000961015zD02Ba<00RI300093000000000000000000"
    ),
    "Erase": (
        "Ojboi0l)wN04TLD{a~yBwFLkIOd}qEr_BM~qRF1WVk?FAX@mrWqo#Hc0ClpTn1dM|0nK5cujG<^$59{)xyH%"
        "WkyM-"
        "8e2wv(fx;mQhd2Ny`Q{n&nXrZn_^WR|7sh1QD?Y2{YU~G})swXttw~92nL!_E>J1h<EV@C{l1k88Dpa78WX3"
        "SiZP5#m<+HBTu8d|sNagcevH+v6Hm#Ws06-"
        "LnGdznhGZ);>Afjq<I{Apk0>XK(I+13*0I@jOI)xGi1x!{=Pyqk}0RR910000000000WB?QZZU7zt0|Ed500"
        "00000000000000000000"
    ),
}  # of version 1, base 85, as it wrote them

ACCEPTED = "Accept proposal"
MODEL = ("2", "Left.", "2030-01-01T00:00:00")
BOB = ("bob", "", "", "2030-01-02T00:00:00")


def mask(*boxes: tuple[int, Rect]) -> np.ndarray:
    labels = np.zeros(SIZE, np.int32)
    for number, box in boxes:
        labels[box.slices] = number
    return labels


FIRST = mask((1, Rect(500, 500, 530, 530)), (2, Rect(100, 20, 110, 40)))
BRUSHED = mask(
    (1, Rect(525, 525, 540, 560)), (1, Rect(500, 500, 530, 530)), (2, Rect(100, 20, 110, 40))
)
LAST = BRUSHED + mask((3, Rect(10, 600, 20, 650)))
PROBABILITY = (np.arange(SIZE[0] * SIZE[1]) % 251).astype(np.uint8).reshape(SIZE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one image, its file as version 3 wrote it."""
    folder = tmp_path / "p"
    settings = ProjectSettings("Old", "chest-xray", "viewer")
    with Project.create(folder, settings, seed="test") as project:
        project.images.add(write_images(tmp_path / "images", 1))
    new = folder / FILE_NAME
    newer = new.rename(tmp_path / "newer.sqlite")
    upgrade(new, 3)
    connection = sqlite3.connect(new, isolation_level=None)
    connection.execute("ATTACH ? AS newer", [str(newer)])
    for table in ("settings", "images"):
        names = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM newer.{table}")
    padded = np.pad(LAST, ((0, 1024 - SIZE[0]), (0, 1024 - SIZE[1])))
    for y, x in np.ndindex(2, 2):
        tile = padded[y * 512 : (y + 1) * 512, x * 512 : (x + 1) * 512]
        if tile.any():
            row = (1, "lesion", int(y), int(x), pack_tile(tile))
            connection.execute("INSERT INTO tiles VALUES (?, ?, ?, ?, ?)", row)
    for number, origin, told in (
        (1, "person", ("bob", "2", "Left.", "2030-01-02T00:00:00")),  # corrected by hand
        (2, "model", ("ann", *MODEL)),
        (3, "person", BOB),
    ):
        row = (1, "lesion", number, "infection", "labeled", origin, *told)
        connection.execute("INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute("INSERT INTO object_ids VALUES (1, 'lesion', 4)")
    for title, text in EDITS.items():
        data = base64.b85decode(text)
        status = "undone" if title == "Erase" else "done"
        row = (1, title, "lesion", status, "bob", "2030", len(data), data)
        columns = "image_id, title, layer, status, person, created_at, nbytes, data"
        connection.execute(f"INSERT INTO journal ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    row = (1, "lesion", pack_bytes(PROBABILITY), 0.4, "Left.", "2", "2030", 0.5, "1", 0.25)
    connection.execute("INSERT INTO proposals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    return folder


def test_masks_and_their_history_are_as_they_were(folder: Path) -> None:
    with Project.open(folder) as project:
        np.testing.assert_array_equal(project.journal.load_plane(1, "lesion").to_array(), LAST)
        assert [entry.title for entry in project.journal.history(1)] == list(EDITS)
        done = [entry.id for entry in project.journal.history(1) if entry.status == "done"]
        for entry, before in zip(reversed(done), (BRUSHED, FIRST, mask()), strict=True):
            project.journal.undo(entry)
            np.testing.assert_array_equal(
                project.journal.load_plane(1, "lesion").to_array(), before
            )
        assert len(project.journal.load_objects(1, "lesion")) == 0
        for entry in done:
            project.journal.redo(entry)
        np.testing.assert_array_equal(project.journal.load_plane(1, "lesion").to_array(), LAST)
        project.journal.redo(project.journal.history(1)[-1].id)
        erased = LAST * (np.arange(SIZE[1]) >= 30)
        np.testing.assert_array_equal(project.journal.load_plane(1, "lesion").to_array(), erased)


def test_a_corrected_prediction_is_the_models_and_tells_its_editor(folder: Path) -> None:
    with Project.open(folder) as project:
        table = project.journal.load_objects(1, "lesion")
        assert table.get(1).provenance == Provenance(
            "model", "bob", "2", "Left.", "2030-01-02T00:00:00", "bob"
        )
        assert table.get(2).provenance == Provenance("model", "ann", *MODEL)
        assert table.get(3).provenance == Provenance("person", *BOB)
        assert table.next_id == 4
        assert [record.human for record in table] == [True, False, True]


def test_the_proposal_waits_as_before(folder: Path) -> None:
    with Project.open(folder) as project:
        proposal = project.proposals.load(1)
        np.testing.assert_array_equal(proposal.probability, PROBABILITY[None])
        assert proposal.classes == ("infection",)
        assert (proposal.threshold, proposal.sentence, proposal.generation) == (0.4, "Left.", "2")
        assert (proposal.change, proposal.changed_from, proposal.influence) == (0.5, "1", 0.25)
        assert proposal.objects is None


def test_a_migration_that_fails_puts_the_backup_back_whole_and_synced(folder, monkeypatch):
    """The copy was neither synced nor named at its end: a power failure could halve the project."""
    synced = []
    monkeypatch.setattr(files, "_sync", lambda path: synced.append(path.name.split(".sqlite")[0]))

    def fail(*_: object) -> None:
        raise RuntimeError("no such column")

    monkeypatch.setattr(run.command, "upgrade", fail)
    with pytest.raises(LViTError, match="as it was"):
        upgrade(folder / FILE_NAME)
    (backup,) = list_backups(folder / FILE_NAME)
    assert backup.why is Why.BEFORE_MIGRATION
    assert synced == [backup.name, "project"]
    assert version_of(folder) == 3 and not list(folder.glob("*.partial"))
    monkeypatch.undo()
    with Project.open(folder) as project:
        assert (project.journal.load_plane(1, "lesion").to_array() == LAST).all()


def test_the_old_file_becomes_a_backup(folder: Path) -> None:
    old = sqlite3.connect(folder / FILE_NAME)
    before = list(old.iterdump())
    old.close()
    Project.open(folder).close()
    (backup,) = list_backups(folder / FILE_NAME)
    assert backup.why is Why.BEFORE_MIGRATION
    kept = sqlite3.connect(backup.file)
    assert list(kept.iterdump()) == before
    kept.close()
