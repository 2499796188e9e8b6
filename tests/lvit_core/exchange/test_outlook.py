"""What data hold is told before anything is drawn; a picture shows what lies where."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.errors import Cancelled
from lvit_core.exchange.outlook import OutlookRow
from lvit_core.exchange.registry import look_into
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_foreign_outlines import CORNERS, labelme, shape

pytestmark = pytest.mark.exchange


def test_rows_name_every_image_with_what_it_has(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", 1)
    labelme(tmp_path / "a.json", [shape(CORNERS), shape([[1, 1]], "point")])
    told = {"imagePath": "far.png", "shapes": [], "lvit_sentence": "many nuclei"}
    (tmp_path / "b.json").write_text(json.dumps(told))
    outlook = look_into("labelme", tmp_path, lambda: False)
    assert outlook.rows == [
        OutlookRow("a.png", "a.json", 2, 0, False, True),
        OutlookRow("far.png", "b.json", 0, 0, True, False),
    ]
    assert outlook.picture(1, 48) is None
    picture = outlook.picture(0, 65)
    assert picture is not None and picture.shape == (HEIGHT // 2, WIDTH // 2, 3)
    amber = picture[:, :, 0].astype(int) - picture[:, :, 2] > 60
    (x0, y0), (x1, y1) = np.min(CORNERS, axis=0), np.max(CORNERS, axis=0)
    rows, columns = np.nonzero(amber)
    assert abs(int(rows.min()) * 2 - y0) <= 2 and abs(int(rows.max()) * 2 - y1) <= 3
    assert abs(int(columns.min()) * 2 - x0) <= 2 and abs(int(columns.max()) * 2 - x1) <= 3


def test_masks_are_drawn_for_a_picture_only(tmp_path: Path) -> None:
    """A mask that cannot be read costs no row: the import says what is wrong with it."""
    for place in ("images", "masks"):
        (tmp_path / place).mkdir()
    write_image(tmp_path / "images" / "a.png", 1)
    write_image(tmp_path / "images" / "b.png", 2)
    inside = np.zeros((HEIGHT, WIDTH), np.uint8)
    inside[:40] = 255
    Picture.fromarray(inside).save(tmp_path / "masks" / "a.png")
    (tmp_path / "masks" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n damaged")
    outlook = look_into("png", tmp_path, lambda: False)
    assert [(row.name, row.masks) for row in outlook.rows] == [("a.png", 1), ("b.png", 1)]
    picture = outlook.picture(0, 48)
    assert picture is not None
    amber = picture[:, :, 0].astype(int) > picture[:, :, 2]
    assert amber[:12].all() and not amber[-12:].any()
    assert outlook.picture(1, 48) is None


def test_it_stops_when_asked(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", 1)
    labelme(tmp_path / "a.json", [shape(CORNERS)])
    with pytest.raises(Cancelled):
        look_into("labelme", tmp_path, lambda: True)
