"""A sentence may be any text: it is read at once, and what is no word says nothing."""

from __future__ import annotations

import pytest

from tests.hostile.runs import run_command

pytestmark = pytest.mark.hostile

SENTENCES = {
    "one long word": "x" * 16_000, "words without spaces": "leftlung" * 2_000,
    "brackets": "(" * 200_000, "digits": "9" * 5_000, "wide digits": "٣" * 5_000,
    "unknown words": " ".join(f"lef{sign}t" for sign in "abcdefgh" * 300),
    "controls": "left\x00\x1b[2J\x07 lung", "half a sign": "left \ud800 lung", "empty": "",
    "numbers": "1e999 nan inf -0", "commas": "," * 20_000, "markers": "\u202eleft\u200b\ufeff",
}  # fmt: skip


@pytest.mark.parametrize("template", ["nuclei", "chest-xray"])
@pytest.mark.parametrize("kind", SENTENCES)
def test_checking(kind: str, template: str) -> None:
    ending = run_command(["text", "check", "--template", template, SENTENCES[kind]])
    assert ending.complaint() == ""
    assert ending.code == 0
