"""The numbers of a figure against masks drawn by hand, and what stands in the picture."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from lvit_core.errors import LViTError
from lvit_core.explain.explanation import (
    Explanation,
    Seen,
    compared,
    questions,
    unasked,
    verdicts,
)
from lvit_core.explain.figure import draw_explanation
from lvit_core.geometry import Rect
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template

CHEST = load_template("chest-xray")
TEXT = "Unilateral pulmonary infection, one infected area, upper left lung."


def obedient(text: str) -> np.ndarray:
    """Paints the named side of a picture of 20 x 40, and both without words."""
    probability = np.zeros((20, 40), np.float32)
    finding = parse(text, CHEST).finding
    for side, columns in (("left", slice(0, 20)), ("right", slice(20, 40))):
        if not text or side in finding.sides:
            probability[:10, columns] = 0.9
    return probability


@pytest.fixture
def shown():
    return compared(questions(TEXT, CHEST), obedient, 0.5)


def explanation(shown, **changes):
    maps = {"DownCNN1": np.ones((20, 40), np.float32), "output": np.zeros((20, 40), np.float32)}
    place = Rect(0, 0, 20, 40)
    values = {
        "image": "a.png", "rgb": np.zeros((20, 40, 3), np.uint8), "um_per_px": None,
        "template": "chest-xray", "whose": "viewer", "letters": ("L", "R"), "model": "chest",
        "weights": "ab" * 32, "threshold": 0.5, "shown": shown,
        "seen": (Seen(TEXT, maps, place), Seen("", maps, place)), "remarks": ("Nothing.",),
    }  # fmt: skip
    return Explanation(**(values | changes))


def test_areas_and_overlaps_are_those_of_the_masks(shown):
    rows = {one["slot"]: one for one in explanation(shown).as_json()["answers"]}
    assert rows["asked"]["area_px"] == 200 and rows["asked"]["dice_to_asked"] == 1
    assert rows["without"]["area_px"] == 400
    assert rows["without"]["dice_to_asked"] == pytest.approx(2 * 200 / 600, abs=1e-4)
    assert rows["side"]["dice_to_asked"] == 0 and rows["side"]["influence"] == 1
    assert rows["count"]["dice_to_asked"] == 1 and rows["count"]["influence"] == 0
    assert rows["negated"]["area_px"] == 0


def test_what_changed_is_told_in_words(shown):
    rows = {one["slot"]: one for one in explanation(shown).as_json()["answers"]}
    assert (rows["side"]["words_removed"], rows["side"]["words_added"]) == (["left"], ["right"])
    assert rows["count"]["words_removed"] == ["one", "area"]


def test_verdicts_are_those_of_the_window(shown):
    told = verdicts(shown, uses_text=True, places_ignored=False)
    assert told[0].startswith("The sentence changes part") and "just as certain" in told[1]
    ignored = verdicts(shown, uses_text=True, places_ignored=True)
    assert "tiles" in ignored[0] and len(ignored) == 2
    assert "cannot read" in verdicts(shown, uses_text=False, places_ignored=False)[0]


def test_attention_is_shared_out_by_the_answer(shown):
    first = explanation(shown).as_json()["attention"][0]["share_in_answer"]
    assert first == {"DownCNN1": 0.25, "output": None}


def test_what_cannot_be_asked_is_named():
    assert unasked("foo bar", CHEST) == ["No word was understood, so none could be exchanged."]
    told = unasked("two areas, foo", CHEST)
    assert any("names no side" in one for one in told) and any("foo" in one for one in told)


def test_the_figure_is_a_picture_and_says_nothing_else(shown, tmp_path):
    path = tmp_path / "f.png"
    wild = "$x^2$ \u202e" + "long " * 400  # no formula, no direction
    draw_explanation(explanation(shown, image=wild), path)
    with Image.open(path) as picture:
        assert picture.format == "PNG" and picture.info["Software"].startswith("LViT Annotator")
        assert set(picture.info) <= {"Software", "dpi"}
        assert len(picture.convert("RGB").getcolors(1 << 24)) > 20
    assert path.stat().st_mode & 0o077 == 0
    draw_explanation(explanation(shown), path)  # over an earlier figure


def test_nothing_else_is_written_over(shown, tmp_path):
    notes, picture = tmp_path / "notes.png", tmp_path / "picture.png"
    notes.write_text("notes")
    Image.new("L", (9, 9)).save(picture)
    for path in (notes, picture):
        before = path.read_bytes()
        with pytest.raises(LViTError, match=path.name):
            draw_explanation(explanation(shown), path)
        assert path.read_bytes() == before
