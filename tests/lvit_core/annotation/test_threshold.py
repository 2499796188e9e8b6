"""One rule for floats and bytes, and answers that keep their mask when they become bytes."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import lvit_core
from lvit_core.annotation.threshold import as_bytes, inside, threshold_byte

BYTES = np.arange(256, dtype=np.uint8)
THRESHOLDS = sorted({k / 1000 for k in range(1001)} | {b / 255 for b in range(256)})


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_every_byte_is_inside_exactly_when_its_probability_is(kind):
    floats = (BYTES.astype(np.float32) / np.float32(255)).astype(kind)
    for threshold in THRESHOLDS:
        first = threshold_byte(threshold)
        assert np.array_equal(inside(BYTES, threshold), first <= BYTES)
        assert np.array_equal(inside(BYTES, threshold), inside(floats, threshold)), threshold


def test_the_threshold_itself_is_inside():
    assert inside(np.array([0.5], np.float32), 0.5)[0]
    assert threshold_byte(0.5) == 128 and threshold_byte(51 / 255) == 51
    assert threshold_byte(0.45) == 115, "114 / 255 is 0.447: rounding would take it in"
    assert threshold_byte(1.0) == 255 and threshold_byte(1e-9) == 1
    assert not inside(np.zeros(1, np.float32), 0.0)[0] and not inside(BYTES, 0.0)[0]


def test_nobody_else_compares_with_a_threshold():
    """The canvas rounded up, checks rounded, predict took >, evaluate >=: now one rule."""
    root = Path(lvit_core.__file__).parent.parent
    compares = re.compile(r"[<>]=?\s*(round\(|int\()?[\w.]*threshold\b")
    found = [
        f"{path.relative_to(root)}:{number}"
        for package in ("app", "lvit_core")
        for path in sorted((root / package).rglob("*.py"))
        if path.name != "threshold.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if compares.search(line) and "0.0 < self.threshold < 1.0" not in line
    ]
    assert not found


@given(
    st.floats(0.01, 0.99),
    arrays(np.float32, 40, elements=st.floats(0, 1, width=32)),
)
def test_an_answer_has_the_same_mask_in_bytes(threshold, probability):
    probability[:3] = threshold, np.nextafter(np.float32(threshold), np.float32(0)), threshold
    levels = as_bytes(probability, threshold)
    assert np.array_equal(inside(levels, threshold), inside(probability, threshold))
    assert np.abs(levels / 255 - probability).max() <= 1 / 255 + 1e-6
    assert np.abs(as_bytes(probability) / 255 - probability).max() <= 0.5 / 255 + 1e-6
