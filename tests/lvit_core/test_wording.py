"""One is one: numbers take the words that belong to them."""

from __future__ import annotations

from lvit_core.exchange.report_lines import as_png, no_file
from lvit_core.wording import counted


def test_numbers_take_their_words() -> None:
    assert counted(1, "image") == "1 image"
    assert counted(0, "image") == "0 images"
    assert counted(1200, "image has", "images have") == "1,200 images have"
    assert as_png(1).startswith("1 image is written")
    assert no_file(["a", "b"]) == "2 images without objects have no file: a, b."
