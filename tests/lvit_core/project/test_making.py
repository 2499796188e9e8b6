"""How a label came to be is told by its journal: by pixels, and by who said what."""

from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import EMPTY_PATCH, PatchBuilder
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.acceptance import TOGETHER
from lvit_core.project.confirming import CONFIRMED, FIELD, confirming
from lvit_core.project.making import CORRECTED_SHARE, told_by

SIZE = (40, 1100)  # crosses tiles
MODEL = Provenance("model", "me", "3", "", "t")
LABELED = ImageChange("state", "in_progress", "labeled")


class Steps(list):
    """Edits of one layer, as a person makes them one after the other."""

    def __init__(self):
        self.plane = LabelPlane(*SIZE)

    def paint(self, rect, number, made=None, title="Brush", layer="nuclei"):
        builder = PatchBuilder(self.plane)
        builder.write(rect, np.full((rect.height, rect.width), number, np.int32),
                      np.ones((rect.height, rect.width), bool))  # fmt: skip
        patch = builder.finish()
        patch.apply(self.plane)
        record = None if made is None else ObjectRecord(number, layer, "nucleus", made)
        self.append(
            Edit(title, layer, patch, () if made is None else (ObjectChange(None, record),))
        )

    def label(self, title="Mark as labeled"):
        self.append(Edit(title, "nuclei", EMPTY_PATCH, (), (LABELED,)))

    def confirm(self):
        self.append(Edit("Confirm", "nuclei", image=(ImageChange(FIELD, None, CONFIRMED),)))


@pytest.fixture
def steps():
    return Steps()


def making(steps):
    return told_by(SIZE, steps, "nuclei")


def test_what_a_person_drew_is_drawn_and_judges(steps):
    steps.paint(Rect(0, 500, 10, 530), 1, Provenance("person", "me"))
    steps.label()
    assert (making(steps).way, making(steps).changed) == ("drawn", 1.0)
    assert making(steps).judges


def test_what_was_accepted_as_proposed_does_not_judge(steps):
    steps.paint(Rect(0, 500, 10, 530), 1, MODEL, "Accept proposal")
    steps.label()
    made = making(steps)
    assert (made.way, made.changed) == ("accepted", 0.0)
    assert made.untouched and not made.judges
    steps.label(TOGETHER)
    assert making(steps).way == "accepted in bulk"


def test_a_correction_is_measured_in_pixels(steps):
    """300 pixels were proposed; 30 are taken off and 60 added: 90 of 360 differ."""
    steps.paint(Rect(0, 500, 10, 530), 1, MODEL, "Accept proposal")
    steps.paint(Rect(0, 500, 1, 530), 0)
    steps.paint(Rect(20, 500, 22, 530), 2, Provenance("person", "me"))
    steps.label()
    made = making(steps)
    assert made.way == "corrected"
    assert made.changed == pytest.approx(90 / 360)
    assert made.judges and not made.untouched


def test_a_slip_of_the_brush_makes_no_truth(steps):
    steps.paint(Rect(0, 0, 40, 100), 1, MODEL, "Accept proposal")
    steps.paint(Rect(0, 0, 40, 1), 0)
    made = making(steps)
    assert 0 < made.changed < CORRECTED_SHARE
    assert made.way == "corrected" and not made.judges and not made.untouched


def test_a_proposal_that_follows_another_is_what_counts(steps):
    """The second answer takes the place of the first: nothing of it is a correction."""
    steps.paint(Rect(0, 0, 10, 10), 1, MODEL, "Accept proposal")
    builder = PatchBuilder(steps.plane)
    builder.write(Rect(0, 0, 10, 10), 0, np.ones((10, 10), bool))
    builder.write(Rect(5, 5, 15, 15), np.full((10, 10), 2, np.int32), np.ones((10, 10), bool))
    patch = builder.finish()
    newer = ObjectRecord(2, "nuclei", "nucleus", replace(MODEL, generation="4"))
    steps.append(Edit("Accept proposal", "nuclei", patch, (ObjectChange(None, newer),)))
    assert (making(steps).way, making(steps).changed) == ("accepted", 0.0)


def test_a_confirmed_label_judges_until_something_is_accepted_again(steps):
    steps.paint(Rect(0, 0, 10, 10), 1, MODEL, "Accept proposal")
    steps.label()
    steps.confirm()
    assert making(steps).confirmed and making(steps).judges and not making(steps).untouched
    steps.paint(Rect(20, 20, 30, 30), 2, MODEL, "Accept part")
    assert not making(steps).confirmed and not making(steps).judges


def test_other_layers_and_empty_and_imported_labels(steps):
    steps.label()
    assert (making(steps).way, making(steps).judges) == ("empty", False)
    steps.paint(Rect(0, 0, 10, 10), 1, MODEL, "Accept proposal", layer="tissue")
    assert making(steps).way == "empty"
    other = Steps()
    other.paint(Rect(0, 0, 10, 10), 1, Provenance("import"))
    assert (making(other).way, making(other).judges) == ("imported", True)
    other.paint(Rect(20, 0, 30, 10), 2, replace(MODEL, person=""), "Import")
    assert making(other).way == "corrected", "half of it a person made, half a model"
    assert making(other).changed == 0.5


def test_only_labels_that_are_held_out_are_confirmed(tmp_path, steps):
    from PIL import Image

    from lvit_core.project.making import making_of
    from lvit_core.project.many_images import say_truth
    from lvit_core.project.project import Project
    from lvit_core.project.records import ProjectSettings

    with Project.create(
        tmp_path / "p", ProjectSettings("p", "nuclei", "none"), seed="s"
    ) as project:
        Image.new("RGB", (40, 30)).save(tmp_path / "a.png")
        (record,) = project.images.add([tmp_path / "a.png"]).added
        project.images.set_split(record.id, "train")
        with pytest.raises(LViTError, match="not labeled"):
            confirming(record, "nuclei")
        project.journal.append(record.id, Edit("x", "nuclei", image=(ImageChange(
            "state", "unlabeled", "labeled"),)))  # fmt: skip
        assert say_truth(project, [record.id]).left == ("a.png: training sees it",)
        project.images.set_split(record.id, "holdout")
        assert not making_of(project, record.id, "nuclei").confirmed
        done = say_truth(project, [record.id])
        assert done.changed == 1
        assert making_of(project, record.id, "nuclei").judges
        done.take_back(project)
        assert not making_of(project, record.id, "nuclei").confirmed
