"""Contours can be seen on every kind of picture: measured as people with weak sight need it.

The ratio of luminances is WCAG's. A contour is a line and what lies right outside it; an eye finds
it where one of the two stands out from the picture, and the line from its surroundings.
"""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPolygonF

from app.jobs.outlines import Outlines
from app.session.display import Display
from app.views.canvas.mask_paint import LabelInk, ink_contour
from app.views.canvas.mask_scene import EMPTY_SCENE, INKS, ProposalInk
from app.views.canvas.mask_tiles import paint_scene
from app.views.canvas.palette import OBJECT_HUES, MaskStyle, paint_by_class
from app.views.mask_look import MaskLook
from lvit_core.annotation.outlines import smooth_outlines
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.prompt.templates import load_template

LEAST = 3.0  # what WCAG asks of things that are no text
GROUNDS = {
    "H&E": [(242, 228, 238), (226, 170, 203), (196, 120, 170), (120, 70, 140), (84, 50, 120)],
    "DAB": [(245, 245, 243), (206, 196, 190), (166, 116, 70), (110, 66, 34), (148, 160, 196)],
    "fluorescence": [(3, 4, 6), (8, 60, 20), (40, 190, 60), (20, 40, 160), (190, 30, 40)],
    "X-ray": [(v, v, v) for v in range(0, 256, 15)],
}
OWN_HUES = ("#002244", "#3a0030", "#ffffff", "#000000")  # what a project may choose


def hues() -> list[str]:
    layers = [layer for name in ("nuclei", "chest-xray") for layer in load_template(name).layers]
    classes = [item.colour for layer in layers for item in layer.classes]
    return list(dict.fromkeys([*OBJECT_HUES, *classes, *OWN_HUES]))


def luminance(rgb: np.ndarray) -> np.ndarray:
    share = np.asarray(rgb, np.float64) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def ratio(one, other) -> np.ndarray:
    high, low = np.maximum(one, other), np.minimum(one, other)
    return (high + 0.05) / (low + 0.05)


def over(ground: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """Premultiplied ARGB (H, W) over RGB (H, W, 3)."""
    alpha = (drawn >> 24)[..., None] / 255
    colour = np.stack([(drawn >> shift) & 255 for shift in (16, 8, 0)], axis=-1)
    return ground * (1 - alpha) + colour


def contour(hue: str, size: int = 32) -> np.ndarray:
    """An object from row and column 8 to 23 as a contour alone."""
    labels = np.zeros((size, size), np.int32)
    labels[8:24, 8:24] = 1
    out = np.zeros((size, size), np.uint32)
    paint = paint_by_class(2, None, [hue], MaskStyle(filled=False))
    ink_contour(out, LabelInk(np.pad(labels, 4), paint, False), 4, 3)
    return out


@pytest.mark.parametrize("kind", GROUNDS)
def test_a_contour_stands_out_from_every_ground(kind):
    worst = {}
    for hue in hues():
        drawn = contour(hue)
        for colour in GROUNDS[kind]:
            ground = np.broadcast_to(np.array(colour, float), (*drawn.shape, 3))
            across = luminance(over(ground, drawn))[16, :16]  # from outside to the middle
            below = luminance(np.array(colour))
            found = ratio(across, below).max()
            worst[hue, colour] = found
    assert min(worst.values()) >= LEAST, min(worst.items(), key=lambda item: item[1])


@pytest.mark.parametrize("kind", ["X-ray", "tissue"])
def test_a_contour_stands_out_on_the_pictures_of_the_sample(kind):
    if kind == "tissue":
        skimage = importlib.util.find_spec("skimage")
        path = Path(skimage.submodule_search_locations[0]) / "data" / "ihc.png"
        pixels = np.asarray(PillowImage.open(path).convert("RGB"), float)
    else:
        grey = (chest_phantom(3, size=256).image.pixels / 4095 * 255).clip(0, 255)
        pixels = np.repeat(grey[..., None], 3, axis=2)
    generator = np.random.default_rng(4)
    for hue in OBJECT_HUES[:4]:
        drawn = contour(hue)
        for _ in range(20):
            y, x = (int(generator.integers(0, side - 32)) for side in pixels.shape[:2])
            ground = pixels[y : y + 32, x : x + 32]
            shown, under = luminance(over(ground, drawn)), luminance(ground)
            rim = (drawn != 0) & (drawn != drawn[16, 16])
            rows = [ratio(shown[row], under[row])[rim[row]].max() for row in range(9, 23)]
            assert np.mean(np.array(rows) >= LEAST) > 0.9, (hue, y, x)


@pytest.mark.parametrize("kind", GROUNDS)
def test_the_dashes_of_a_proposal_stand_out(qapp, kind):
    values = np.zeros((40, 40), np.int32)
    values[8:32, 8:32] = 1
    lines = tuple(
        QPolygonF([QPointF(x, y) for y, x in line.tolist()])
        for line in smooth_outlines((values * 255).astype(np.uint8), 128)
    )
    outlines = Outlines(lines, np.array([[0.0, 0.0, 40.0, 40.0]] * len(lines)), values)
    ink = ProposalInk(values, 1, 0, INKS.color("proposal"), outlines)
    drawn = paint_scene(replace(EMPTY_SCENE, proposal=ink), Rect(0, 0, 40, 40), 1.0)
    assert drawn is not None
    for colour in GROUNDS[kind]:
        ground = np.broadcast_to(np.array(colour, float), (40, 40, 3))
        found = ratio(luminance(over(ground, drawn)), luminance(np.array(colour)))
        seen = found[drawn != 0]
        assert np.percentile(seen, 90) >= LEAST, colour


def test_one_key_shows_masks_filled_as_contours_and_not_at_all(show):
    shown = show(Image(np.full((200, 300), 90, np.uint8)))
    display: Display = shown.session.display
    preferences = shown.session.services.preferences
    shown.session.actions.add(
        MaskLook(shown.session.state, shown.session.display, shown.session.services.preferences)
    )  # as the window does
    shown.session.actions.refresh()
    looks = []
    for _ in range(4):
        looks.append((preferences.get("view.mask_style"), display.mask_visible))
        shown.qtbot.keyClick(shown.canvas, Qt.Key.Key_C)
    assert looks == [("fill", True), ("contour", True), ("contour", False), ("fill", True)]
