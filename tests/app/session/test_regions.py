"""Drawing which part is annotated, in the window's session: stored, undone, and heeded."""

from __future__ import annotations

import numpy as np
import pytest

from app.session.session import Session
from app.views.region_commands import RegionCommands
from lvit_core.annotation import edits
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.regions import Region
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.geometry import Rect
from lvit_core.measurement.at_hand import measure_layer
from lvit_core.measurement.image_sums import ImageInHand, sum_image
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.project import sum_project
from lvit_core.project.project import Project
from lvit_core.prompt.template import REGIONS


def _draw(session: Session, rect: Rect, layer: str) -> None:
    """An object as a tool makes it."""
    document = session.state.require_document()
    document.set_layer(layer)
    document.select_object(0)
    workspace = session.masks.workspace()
    region = Region(rect, np.ones((rect.height, rect.width), bool))
    edit: Edit = edits.add_area(workspace, region)
    document.commit(edit)


@pytest.fixture
def commands(opened: Session) -> RegionCommands:
    return opened.actions.add(RegionCommands(opened.state, opened.masks, opened.services.notices))


def test_a_region_is_drawn_stored_undone_and_removed(
    opened: Session, commands: RegionCommands, qtbot
) -> None:
    document = opened.state.require_document()
    assert not commands.remove.enabled()
    commands.draw.trigger()
    assert document.active_layer == REGIONS
    _draw(opened, Rect(0, 0, 300, 520), REGIONS)
    opened.services.storage.wait_settled(lambda: False)
    project = opened.state.require_project()
    found = project.regions.of(document.record.id)
    assert found is not None
    assert found.share == 0.5
    commands.remove.trigger()
    qtbot.waitUntil(lambda: not any(True for _ in document.planes[REGIONS].tiles()))
    assert document.active_layer == "lesion"
    opened.services.storage.wait_settled(lambda: False)
    assert project.regions.images() == set()
    document.undo_stack.undo()
    opened.services.storage.wait_settled(lambda: False)
    assert project.regions.images() == {document.record.id}


def test_the_next_layer_is_none_of_regions(opened: Session) -> None:
    document = opened.state.require_document()
    seen = []
    for _ in range(4):
        opened.actions.tools.next_layer()
        seen.append(document.active_layer)
    assert REGIONS not in seen
    document.set_layer(REGIONS)
    opened.actions.tools.next_layer()
    assert document.active_layer != REGIONS


def test_a_region_tells_no_sentence_and_counts_nothing_outside(opened: Session, qtbot) -> None:
    document = opened.state.require_document()
    _draw(opened, Rect(50, 50, 150, 150), "lesion")
    _draw(opened, Rect(400, 300, 500, 400), "lesion")
    qtbot.waitUntil(
        lambda: opened.composer.draft is not None and not opened.composer.agreement.pending
    )
    _draw(opened, Rect(0, 0, 300, 520), REGIONS)
    qtbot.waitUntil(lambda: not opened.composer.agreement.pending and opened.composer.draft is None)
    description = opened.composer.agreement.description
    assert description is not None
    assert description.of_part
    hand = ImageInHand(
        document.template, document.record, document.source, document.planes, document.objects,
        opened.state.sides,
    )  # fmt: skip
    about = hand.about("lesion")
    sums = sum_image(hand, about, measure_layer(about).table)
    assert (sums.row["lesion_objects"], sums.row["lesion_area_px"]) == (1, 10_000)
    opened.services.storage.wait_settled(lambda: False)
    with Project.open(opened.state.require_project().folder, read_only=True) as project:
        told = sum_project(project, MeasureOptions(content=ExportOptions("all"))).images[0]
    assert (told["lesion_objects"], told["lesion_area_px"]) == (1, 10_000)
