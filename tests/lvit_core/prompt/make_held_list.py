"""Writes the held lists of sentences: the grammar's values, worded in ways the parser must read.

Run by hand when a template gains words (`python tests/lvit_core/prompt/make_held_list.py`); the
lists themselves are kept, so that a change of the parser cannot change what is expected of it. The
wordings here are written out on purpose and share nothing with the composer.
"""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

LEVELS = ("upper", "middle", "lower")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
HELD = Path(__file__).parent / "held"


def chest_lines(seed: int = 7) -> list[dict[str, object]]:
    chooser = random.Random(seed)
    subsets = [
        tuple(level for level, kept in zip(LEVELS, bits, strict=True) if kept)
        for bits in itertools.product((0, 1), repeat=3)
    ]
    values = [(left, right) for left in subsets for right in subsets if left or right]
    lines: list[dict[str, object]] = []
    for left, right in values:
        for style in chooser.sample(CHEST_STYLES, 6):
            sides = bool(left) + bool(right)
            areas = chooser.randint(sides, 6)
            says = style not in (_bare, _abbreviated)
            lines.append(
                {
                    "text": style(chooser, left, right, areas),
                    "laterality": ("bilateral" if sides == 2 else "unilateral") if says else None,
                    "areas": areas if says else None,
                    "zones": {"left": list(left), "right": list(right)},
                }
            )
    return lines


def _place(levels: tuple[str, ...], side: str) -> str:
    return f"{'all' if levels == LEVELS else ' '.join(levels)} {side} lung"


def _places(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    return [_place(s, n) for s, n in ((left, "left"), (right, "right")) if s]


def _paper(_: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int) -> str:
    word = "Bilateral" if left and right else "Unilateral"
    noun = "area" if areas == 1 else "areas"
    where = " and ".join(_places(left, right))
    return f"{word} pulmonary infection, {NUMBERS[areas]} infected {noun}, {where}."


def _short(c: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int) -> str:
    word = "bilateral" if left and right else "unilateral"
    return f"{word}, {areas} area, {', '.join(_places(left, right))}"


def _squeezed(c: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int) -> str:
    return _paper(c, left, right, areas).replace(", ", ",").rstrip(".")


def _shouted(c: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int) -> str:
    return _paper(c, left, right, areas).upper()


def _slipped(c: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int) -> str:
    text = _paper(c, left, right, areas)
    slips = {"middle": "midlle", "infected": "infceted", "pulmonary": "pulmnary", "upper": "uppper"}
    for right_word, wrong in slips.items():
        if c.random() < 0.6:
            text = text.replace(right_word, wrong)
    return text


def _side_first(c: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int) -> str:
    word = "bilateral" if left and right else "unilateral"
    named = [("left", left), ("right", right)]
    parts = [f"{side} lung {' and '.join(levels)}" for side, levels in named if levels]
    return f"{word} infection with {NUMBERS[areas]} lesions: {'; '.join(parts)}"


def _right_first(
    c: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int
) -> str:
    word = "Bilateral" if left and right else "Unilateral"
    where = " and ".join(reversed(_places(left, right)))
    return f"{word} pneumonia, {where}, {areas} foci"


def _bare(_: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int) -> str:
    return " & ".join(_places(left, right))


def _abbreviated(
    _: random.Random, left: tuple[str, ...], right: tuple[str, ...], areas: int
) -> str:
    names = [f"{side}{level[0]}L".upper() for side, s in (("l", left), ("r", right)) for level in s]
    return " ".join(names)


CHEST_STYLES = (
    _paper, _short, _squeezed, _shouted, _slipped, _side_first, _right_first, _bare, _abbreviated,
)  # fmt: skip

REGIONS = (
    "left", "right", "upper", "lower",
    "upper left", "upper right", "lower left", "lower right",
)  # fmt: skip
DISTRIBUTION_STYLES = (
    "The nuclei are {w} distributed.",
    "the nuclei are {w} distributed",
    "Nuclei {w} distributed",
    "THE NUCLEI ARE {W} DISTRIBUTED.",
    "cells are {w} spread",
    "{w} distributed nuclei",
    "{w}",
    "The nucleii are {w} distrbuted.",
)
REGION_STYLES = (
    "The nuclei density in the {r} is high.",
    "the nuclei density in the {r} is high",
    "Density is higher in the {r}",
    "nuclei are denser in the {r} part",
    "THE NUCLEI DENSITY IN THE {R} IS HIGH.",
    "The nuclei density in the {r}is high.",
    "more nuclei in the {r} region",
    "high density, {r}",
    "nuclei crowded on the {r}",
    "the density of the nuclei is increased in the {r} corner",
)
PAIR_STYLES = (
    "The nuclei density in the {a} and the {b} is high.",
    "dense {a} and {b}",
    "Density higher in the {a}, {b}",
)
AROUND_STYLES = (
    "The nuclei density is higher around.",
    "density higher at the border",
    "nuclei density high around",
    "denser at the edges",
)


def nuclei_lines() -> list[dict[str, object]]:
    def line(text: str, spread: str | None, *dense: str) -> dict[str, object]:
        ordered = [region for region in (*REGIONS, "around") if region in dense]
        return {"text": text, "distribution": spread, "dense": ordered}

    lines = [
        line(style.format(w=word, W=word.upper()), word)
        for word in ("evenly", "sparsely", "irregularly")
        for style in DISTRIBUTION_STYLES
    ]
    lines += [
        line(style.format(r=region, R=region.upper()), None, region)
        for region in REGIONS
        for style in REGION_STYLES
    ]
    lines += [
        line(style.format(a=a, b=b), None, a, b)
        for a, b in itertools.combinations(REGIONS, 2)
        for style in PAIR_STYLES
    ]
    lines += [line(text, None, "around") for text in AROUND_STYLES]
    lines += [
        line(f"The nuclei are {word} distributed, the nuclei density in the {r} is high.", word, r)
        for word in ("sparsely", "irregularly")
        for r in REGIONS
    ]
    return lines


def write(name: str, lines: list[dict[str, object]]) -> None:
    HELD.mkdir(exist_ok=True)
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (HELD / f"{name}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write("chest-xray", chest_lines())
    write("nuclei", nuclei_lines())
