"""A change of left and right reaches every stored sentence, and none twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.patch import EMPTY_PATCH
from lvit_core.errors import LViTError
from lvit_core.project.convention import preview_conversion
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings, Proposal

LEFT, RIGHT = "upper left lung", "upper right lung"


@pytest.fixture
def project(tmp_path: Path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for value in range(2):
        PillowImage.fromarray(np.full((40, 50), value, np.uint8)).save(folder / f"{value}.png")
    settings = ProjectSettings("project", "chest-xray", "viewer")
    with Project.create(tmp_path / "project", settings) as made:
        made.images.add([folder])
        yield made


def say(project: Project, image_id: int, before: str, after: str) -> int:
    change = ImageChange("sentence", before, after)
    return project.journal.append(image_id, Edit("Say", "lesion", EMPTY_PATCH, (), (change,)))


def test_sentences_proposals_and_undo_steps_are_converted(project: Project) -> None:
    first, second = (image.id for image in project.images.all())
    say(project, first, "", RIGHT)
    step = say(project, first, RIGHT, LEFT)
    say(project, second, "", RIGHT)
    for image_id, text in ((first, LEFT), (second, RIGHT)):
        blank = np.zeros((40, 50), np.uint8)
        project.proposals.save(
            Proposal(image_id, "lesion", ("infection",), blank[None], 0.5, text, "chest")
        )
    preview = preview_conversion(project.images.all(), "viewer", "patient")
    assert preview.changed == 2
    assert project.images.get(first).sentence == LEFT

    project.person = "somebody"
    project.change_laterality("patient")
    assert project.settings.laterality == "patient"
    assert project.images.get(first).sentence == RIGHT
    assert project.images.get(second).sentence == LEFT
    assert project.proposals.load(first).sentence == RIGHT
    assert project.proposals.load(second).sentence == LEFT
    project.journal.undo(step)
    assert (
        project.images.get(first).sentence == LEFT
    )  # before, it said the right lung of the viewer
    (entry,) = project.laterality_changes()
    assert (entry["from"], entry["to"], entry["person"]) == ("viewer", "patient", "somebody")


def test_what_is_said_of_both_sides_alike_means_no_other_side(project: Project) -> None:
    """A wrong declaration was said to have turned every sentence that names a side."""
    first, second = (image.id for image in project.images.all())
    alike = (
        "Bilateral pulmonary infection, two infected areas, lower left lung and lower right lung."
    )
    say(project, first, "", alike)
    say(project, second, "", LEFT)
    preview = preview_conversion(project.images.all(), "viewer", "patient")
    assert (preview.changed, preview.moved) == (2, 1)
    say(project, first, alike, f"{alike[:-1]}, left more than right.")
    assert preview_conversion(project.images.all(), "viewer", "patient").moved == 2


def test_there_and_back_is_as_before(project: Project) -> None:
    first = project.images.all()[0].id
    say(project, first, "", f"{LEFT}, ggo")
    project.change_laterality("patient")
    project.change_laterality("viewer")
    assert project.images.get(first).sentence == f"{LEFT}, ggo"
    assert len(project.laterality_changes()) == 2


def test_tissue_and_wrong_declarations_are_left_alone(project: Project) -> None:
    first, second = (image.id for image in project.images.all())
    project.images.set_template(second, "nuclei")
    say(project, second, "", "The nuclei density in the left is high.")
    project.change_laterality("patient")
    assert project.images.get(second).sentence == "The nuclei density in the left is high."
    say(project, first, "", LEFT)
    project.change_laterality("viewer", rewrite=False)
    assert project.images.get(first).sentence == LEFT
    assert project.settings.laterality == "viewer"


def test_an_unknown_convention_changes_nothing(project: Project) -> None:
    with pytest.raises(LViTError):
        project.change_laterality("mirror")
    assert project.settings.laterality == "viewer"
    assert project.laterality_changes() == []
