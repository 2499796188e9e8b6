"""An answer that grows tile by tile is on the screen as it comes."""

from __future__ import annotations

import numpy as np

from app.views.theme import DARK
from lvit_core.geometry import Rect
from lvit_core.project.records import Proposal
from tests.app.canvas.conftest import close_to


def growing(height=200, width=300):
    return Proposal(
        1, "lesion", ("infection",), np.zeros((1, height, width), np.uint8), 0.55, "", "", ""
    )


def amber_columns(shown, row):
    """Image columns whose colour in ``row`` is warmer than the grey of the image."""
    picture = shown.picture()
    columns = []
    for x in range(5, 300, 10):
        color = picture.pixelColor(shown.at(row, x))
        if color.red() > color.blue() + 12:
            columns.append(x)
    return columns


def test_each_tile_is_drawn_when_it_comes_and_nothing_else_is_made_again(show):
    shown = show()
    answer = growing()
    answer.probability[0, :, :100] = 200
    shown.document.show_growing(answer, Rect(0, 0, 200, 100))
    assert amber_columns(shown, 60) == list(range(5, 100, 10))

    damaged = []
    shown.canvas._stage.damaged.connect(damaged.append)
    scene = shown.canvas._stage.masks.scene
    answer.probability[0, :, 200:] = 200
    shown.document.show_growing(answer, Rect(0, 200, 200, 300))
    assert amber_columns(shown, 60) == [*range(5, 100, 10), *range(205, 300, 10)]
    assert shown.canvas._stage.masks.scene is scene and len(damaged) == 1
    zoom = shown.canvas.viewport.zoom
    assert damaged[0].x0 > 150 * zoom, "only the part of the new tile is painted again"


def test_the_growing_answer_stands_in_for_the_proposal_and_then_leaves(show, qtbot):
    shown = show()
    old = growing()
    old.probability[0, :, 200:] = 255
    shown.document.set_proposal(old)
    qtbot.waitUntil(lambda: shown.canvas._stage.masks.scene.proposal.outlines is not None)
    answer = growing()
    answer.probability[0, :, :100] = 255
    shown.document.show_growing(answer, Rect(0, 0, 200, 100))
    assert amber_columns(shown, 60) == list(range(5, 100, 10))
    assert shown.canvas._stage.masks.scene.proposal.outlines is None
    shown.document.show_growing(None, Rect(0, 0, 200, 300))
    qtbot.waitUntil(lambda: shown.canvas._stage.masks.scene.proposal.outlines is not None)
    assert amber_columns(shown, 60) == list(range(205, 300, 10))


def test_the_outline_of_the_finished_answer_is_dashed_amber(show, qtbot):
    shown = show()
    answer = growing()
    answer.probability[0, 50:150, 50:150] = 255
    shown.document.show_growing(answer, Rect(0, 0, 200, 300))
    shown.document.set_proposal(answer)
    qtbot.waitUntil(lambda: shown.canvas._stage.masks.scene.proposal.outlines is not None)
    picture = shown.picture()
    amber = DARK.color("proposal").getRgb()[:3]
    edge = [picture.pixelColor(shown.at(50, x)) for x in np.arange(60.0, 140.0, 0.5)]
    assert sum(close_to(color, amber, 60) for color in edge) > len(edge) // 4
