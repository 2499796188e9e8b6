"""A session on two images, a chest and a tissue, whose masks are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from app.session.preferences import Preferences
from app.session.session import Session
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.geometry import Rect
from lvit_core.project.answer_planes import class_planes
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings, Proposal

TRUE = "Unilateral pulmonary infection, one infected area, upper left lung."
SHAPE = (200, 200)


@pytest.fixture
def make_session(qtbot, tmp_path: Path) -> Iterator[Callable[[str], Session]]:
    """Opens the two images in a project of that convention."""
    made: list[Session] = []
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for value, name in enumerate(("chest", "tissue")):
        pixels = np.full(SHAPE, 90 + value, np.uint8)
        PillowImage.fromarray(pixels).save(pictures / f"{name}.png")

    def make(convention: str = "viewer") -> Session:
        folder = tmp_path / f"project-{convention}"
        settings = ProjectSettings("project", "chest-xray", convention)
        with Project.create(folder, settings) as project:
            project.images.add([pictures])
            tissue = next(image for image in project.images.all() if "tissue" in image.name)
            project.images.set_template(tissue.id, "nuclei")
        session = Session(Preferences(tmp_path / "preferences"))
        session.edits.patience_s = 10.0  # done when asked for, however busy the machine is
        session.projects.patience_s = 10.0
        session.services.preferences.set("prediction.live", False)
        session.services.preferences.set("images.order", "name")  # rows stay in place
        made.append(session)
        with qtbot.waitSignal(session.state.document_ready):
            session.projects.open(folder)
        if session.state.current.template != "chest-xray":
            show(session, qtbot, "chest-xray")
        return session

    yield make
    for session in made:
        session.shutdown()


@pytest.fixture
def session(make_session) -> Session:
    return make_session("viewer")


def show(session: Session, qtbot, template: str) -> None:
    """Opens the image of that template."""
    image = next(record for record in session.state.library.images if record.template == template)
    with qtbot.waitSignal(session.state.document_ready):
        session.opening.select(image.id)


def draw(session: Session, layer: str, *boxes: tuple[int, int, int, int]) -> None:
    """Boxes (y0, x0, y1, x1) as objects of a layer, in one undoable step."""
    document = session.state.document
    builder = PatchBuilder(document.planes[layer])
    changes = []
    for box in boxes:
        number = document.objects[layer].next_id + len(changes)
        rect = Rect(*box)
        ones = np.ones((rect.height, rect.width), bool)
        builder.write(rect, np.full(ones.shape, number, np.int32), ones)
        provenance = Provenance("person", "", "", document.sentence, "")
        name = document.template.layer(layer).classes[0].name
        changes.append(ObjectChange(None, ObjectRecord(number, layer, name, provenance, "labeled")))
    patch = builder.finish()
    for change in changes:
        document.objects[layer].add(change.after)
    document.commit(Edit("Draw", layer, patch, tuple(changes), ()), already_applied=True)


def measured(session: Session, qtbot) -> None:
    """Waits until the comparison is up to date."""
    comparison = session.composer.agreement
    qtbot.waitUntil(
        lambda: comparison.description is not None and not comparison.pending, timeout=10_000
    )


def propose(session: Session, box: tuple[int, int, int, int]) -> None:
    """A proposal with one box, as a prediction with the present sentence would bring it."""
    document = session.state.document
    probability = np.zeros(SHAPE, np.uint8)
    probability[Rect(*box).slices] = 255
    layer = document.template.finding_layer
    planes, classes = class_planes(probability, layer)
    sentence = document.sentence.strip()
    proposal = Proposal(document.record.id, layer.name, classes, planes, 0.5, sentence, "test")
    session.proposals.take_over(proposal)
