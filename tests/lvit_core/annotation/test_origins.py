"""Whatever a person does to a model's work, it is not called drawn, and the person is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.edit import apply_edit, revert_edit
from lvit_core.annotation.edits.areas import add_area
from lvit_core.annotation.edits.proposals import copy_from
from lvit_core.annotation.edits.splitting import split_by_line
from lvit_core.annotation.edits.whole import merge, move, relabel
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import Region
from lvit_core.exchange.dicom_segments import making
from lvit_core.exchange.json_files import object_facts, record_of
from lvit_core.geometry import Rect

ANN = Provenance("person", "ann", created="2030")
MODEL = Provenance("model", "bob", "21", "a sentence", "2029")
EDITED = replace(MODEL, edited_by="ann")


def work(author: Provenance = ANN) -> Workspace:
    """Object 1 is the model's, object 2 drawn by the author, object 3 the model's too."""
    labels = np.zeros((100, 200), np.int32)
    labels[10:60, 10:60], labels[10:60, 70:120], labels[10:60, 130:180] = 1, 2, 3
    table = ObjectTable()
    for number, made in ((1, MODEL), (2, author), (3, MODEL)):
        table.add(ObjectRecord(number, "lesion", "infection", made))
    return Workspace(LabelPlane.from_array(labels), table, "lesion", "infection", author)


def square(y: int, x: int, side: int) -> Region:
    return Region(Rect(y, x, y + side, x + side), np.ones((side, side), bool))


EDITS = {
    "extend": lambda w: add_area(w, square(50, 50, 15), 1),
    "relabel": lambda w: relabel(w, [1], "consolidation"),
    "move": lambda w: move(w, 1, 5, 0),
    "split": lambda w: split_by_line(w, [(0.0, 30.0), (99.0, 30.0)]),
    "merge with the model's": lambda w: merge(w, [1, 3]),
    "merge into a drawing": lambda w: merge(w, [2, 1]),
    "copy": lambda w: copy_from(w, moved_away(work())),
}


def moved_away(other: Workspace) -> Workspace:
    apply_edit(move(other, 1, 40, 0), other.plane, other.table)
    return other


@pytest.mark.parametrize("name", EDITS)
def test_edited_model_work_stays_the_models(name):
    workspace = work()
    before = {record.id: record for record in workspace.table}
    edit = EDITS[name](workspace)
    apply_edit(edit, workspace.plane, workspace.table)
    changed = [c.after for c in edit.objects if c.after is not None and c.after.id != 2]
    if name == "merge into a drawing":
        changed = [workspace.table.get(2)]
    assert changed
    for record in changed:
        if name == "copy" and record.provenance.origin == "person":
            continue  # the drawing, which was copied too
        assert record.provenance == EDITED, name
        assert record.human and making(record) == ("SEMIAUTOMATIC", "LViT 21")
    revert_edit(edit, workspace.plane, workspace.table)
    assert {record.id: record for record in workspace.table} == before


def test_a_person_without_a_name_protects_what_was_edited():
    workspace = work(Provenance("person"))
    (change,) = relabel(workspace, [1], "consolidation").objects
    assert change.after.provenance.edited_by == "" and change.after.human


def test_exports_tell_who_edited_and_readers_read_it():
    edited = ObjectRecord(4, "lesion", "infection", EDITED)
    facts = object_facts(edited)
    assert (facts["origin"], facts["edited_by"]) == ("model", "ann")
    assert record_of(facts, 4, "infection") == edited
    untouched = ObjectRecord(4, "lesion", "infection", MODEL)
    assert "edited_by" not in object_facts(untouched)
    assert record_of(object_facts(untouched), 4, "infection") == untouched
    nameless = ObjectRecord(4, "lesion", "infection", Provenance("person", edited_by=""))
    facts = object_facts(nameless)
    assert (facts["person"], facts["edited_by"]) == ("not stated", "not stated")
    assert record_of(facts, 4, "infection") == nameless
    waiting = ObjectRecord(4, "lesion", "infection", Provenance("model"), "machine")
    assert object_facts(waiting)["person"] == "", "nobody has seen it yet"
    older = {**object_facts(untouched), "origin": "person"}
    assert record_of(older, 4, "infection").provenance == replace(MODEL, edited_by="bob")
