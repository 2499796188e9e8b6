"""A region is stored as a mask is, and nothing takes it for one."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.looked_at import LookedAt
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project import schema
from lvit_core.project.acceptance import accepting, reaching_into
from lvit_core.project.care.checking import check
from lvit_core.project.for_the_record import ReasonWantedError
from lvit_core.project.labels import store_labels
from lvit_core.project.making import making_of
from lvit_core.project.many_images import say_template
from lvit_core.project.measuring import Masks, compare, measure
from lvit_core.project.project import Project
from lvit_core.project.records import Proposal
from lvit_core.prompt.laterality import PICTURE
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import REGIONS
from lvit_core.prompt.template_faults import name_fault
from lvit_core.prompt.templates import load_template

SIZE = (600, 700)
PERSON = Provenance("person", "ann")


def _square(y0: int, x0: int, y1: int, x1: int) -> Region:
    return Region(Rect(y0, x0, y1, x1), np.ones((y1 - y0, x1 - x0), bool))


def _draw(project: Project, image_id: int, *rects: tuple[int, int, int, int]) -> None:
    labels = np.zeros(SIZE, np.int32)
    for number, (y0, x0, y1, x1) in enumerate(rects, start=1):
        labels[y0:y1, x0:x1] = number
    store_labels(
        project, image_id, "lesion", labels, classes="infection", provenance=PERSON, title="Draw"
    )


def test_it_is_set_replaced_taken_back_and_removed(project: Project) -> None:
    first, second, _ = (image.id for image in project.images.all())
    project.regions.put(first, [_square(10, 10, 60, 60), _square(500, 500, 550, 560)], person="ann")
    assert project.regions.images() == {first}
    found = project.regions.of(first)
    assert found is not None
    assert (found.area_px, found.count) == (2500 + 3000, 2)
    assert project.regions.of(second) is None
    project.regions.put(first, [_square(0, 0, 5, 5)])
    smaller = project.regions.of(first)
    assert smaller is not None
    assert smaller.area_px == 25
    project.journal.undo(project.journal.history(first)[-1].id)
    again = project.regions.of(first)
    assert again is not None
    assert np.array_equal(again.mask(), found.mask())
    project.regions.put(first, [])
    assert project.regions.images() == set()
    assert list(check(project.folder)) == []


def test_a_region_beside_the_image_is_refused(project: Project) -> None:
    (image, *_) = project.images.all()
    with pytest.raises(LViTError, match="no pixel in the image"):
        project.regions.put(image.id, [_square(600, 700, 610, 710)])
    project.regions.put(image.id, [_square(590, 690, 610, 710)])
    found = project.regions.of(image.id)
    assert found is not None
    assert found.area_px == 100, "what reaches out of the image is cut off"


def test_nothing_takes_it_for_a_label(project: Project) -> None:
    assert name_fault(REGIONS), "no template can have such a layer"
    image = project.images.all()[0]
    project.regions.put(image.id, [_square(0, 0, 50, 50)])
    assert list(project.journal.object_kinds()) == []
    assert project.journal.used_classes() == []
    assert project.journal.labeled_layers(image.id) == []
    assert project.kinds.used("chest-xray") == {}
    assert say_template(project, [image.id], "nuclei").changed == 1, "it has no marks there"


def test_another_reader_has_a_region_of_their_own(project: Project) -> None:
    image = project.images.all()[0]
    project.regions.put(image.id, [_square(0, 0, 50, 50)], reader="Bo")
    assert project.regions.of(image.id) is None
    assert project.regions.images() == set()
    assert project.regions.images("Bo") == {image.id}


def test_a_project_for_the_record_asks_why(project: Project) -> None:
    image = project.images.all()[0]
    labeled = Edit("Label", "", image=(ImageChange("state", "unlabeled", "labeled"),))
    project.journal.append(image.id, labeled)
    project.change_settings(for_the_record=True)
    with pytest.raises(ReasonWantedError):
        project.regions.put(image.id, [_square(0, 0, 50, 50)])


def test_versions_that_know_no_regions_do_not_open_the_project(project: Project) -> None:
    """They would take what lies outside for background."""
    with sqlite3.connect(project.file) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    assert schema.SCHEMA_VERSION >= 16


def test_what_was_corrected_outside_corrects_nothing(project: Project) -> None:
    image = project.images.all()[0]
    model = Provenance("model", "me", "3")
    labels = np.zeros(SIZE, np.int32)
    labels[0:50, 0:50] = 1
    store_labels(
        project, image.id, "lesion", labels, classes="infection", provenance=model, title="Accept"
    )
    _draw(project, image.id, (300, 300, 340, 340))
    assert making_of(project, image.id, "lesion").way == "corrected"
    project.regions.put(image.id, [_square(0, 0, 100, 100)])
    assert making_of(project, image.id, "lesion").way == "accepted"


def _masks(project: Project, image_id: int) -> Masks:
    template = load_template("chest-xray")
    planes = {
        name: project.journal.load_plane(image_id, name) for name in ("lesion", "lungs", REGIONS)
    }
    objects = {name: project.journal.load_objects(image_id, name) for name in ("lesion", "lungs")}
    return Masks.of(template, PICTURE, planes, objects)


def test_the_sentence_may_name_what_lies_outside(project: Project) -> None:
    """The left lung alone was looked at: nothing is said of the right one, nor of its absence."""
    image = project.images.all()[0]
    _draw(project, image.id, (50, 50, 150, 150), (400, 500, 500, 600))
    template = load_template("chest-xray")
    both = parse("Bilateral pulmonary infection, three infected areas, all left lung.", template)
    project.regions.put(image.id, [_square(0, 0, 600, 350)])
    masks = _masks(project, image.id)
    description = measure(masks)
    assert description.finding.sides == ("left",), "what lies outside is not described"
    found = compare(both, description, masks)
    assert found.contradictions == ()
    assert False not in [row.agrees for row in found.rows]
    whole = replace(masks, looked_at=None)
    assert compare(both, description, whole).contradictions, "of the whole image it would be wrong"


def test_what_the_region_shows_and_the_sentence_denies_is_told(project: Project) -> None:
    image = project.images.all()[0]
    _draw(project, image.id, (50, 50, 150, 150))
    project.regions.put(image.id, [_square(0, 0, 600, 350)])
    masks = _masks(project, image.id)
    right = parse("Unilateral pulmonary infection, one infected area, lower right lung.",
                  load_template("chest-xray"))  # fmt: skip
    (found,) = compare(right, measure(masks), masks).contradictions
    assert (found.kind, found.beyond) == ("side", True)


def test_accepting_takes_what_reaches_into_the_region_and_takes_it_whole() -> None:
    objects = np.zeros((100, 100), np.int32)
    objects[10:20, 10:20] = 1
    objects[10:20, 45:55] = 2  # across the border
    objects[10:20, 80:90] = 3
    sure = np.where(objects > 0, 255, 0).astype(np.uint8)[None]
    proposal = Proposal(1, "nuclei", ("nucleus",), sure, 0.5, "", "3", objects=objects)
    ids = np.zeros((100, 100), np.int32)
    ids[:, :50] = 1
    region = LookedAt.of(LabelPlane.from_array(ids))
    assert region is not None
    taken = reaching_into(proposal, region)
    workspace = Workspace(LabelPlane(100, 100), ObjectTable(), "nuclei", "nucleus", PERSON)
    edit = accepting(workspace, taken, None, whole_objects=True).edit
    edit.patch.apply(workspace.plane)
    expected = (objects > 0) & (objects < 3)
    assert np.array_equal(workspace.plane.to_array() > 0, expected)
