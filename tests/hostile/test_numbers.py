"""A number may be anything that can be typed; what makes no sense is refused before any work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.runs import everything_under, run_command

pytestmark = pytest.mark.hostile

NONE = ("nan", "inf", "-inf", "-1", "1e400", "x", "", "1,5", "0x10", "9" * 400)
COUNT = (*NONE, "0", "0.5", "9" * 30)
N = "predict --model nuclei --text x image.png --out new"
# The command, the option, what it refuses.
OPTIONS = [
    (N, "--threads", COUNT), (N, "--overlap", (*NONE, "2")),
    ("evaluate --model nuclei --dataset lvit", "--threads", COUNT),
    ("evaluate --model nuclei --dataset lvit", "--threshold", (*NONE, "2")),
    ("evaluate --model nuclei --dataset lvit", "--spacing-um", (*NONE, "0", "1e300")),
    ("train --dataset lvit --out new", "--threads", COUNT),
    ("train --project project --out new", "--threads", COUNT),
    ("train --dataset lvit --out new", "--minutes", NONE),
    ("train --dataset lvit --out new", "--epochs", COUNT),
    ("train --dataset lvit --out new", "--width", COUNT),
    ("train --dataset lvit --out new", "--seed", (*NONE, "9" * 30)),
    ("train --dataset lvit --out new", "--steps-per-generation", (*NONE, "9" * 30)),
    ("train --dataset lvit --out new", "--labeled-fraction", (*NONE, "2")),
    ("weights nuclei --data data --work new", "--minutes", NONE),
    ("weights nuclei --data data --work new", "--threads", COUNT),
    ("reproduce monuseg --data lvit --out new", "--minutes", NONE),
    ("reproduce monuseg --data lvit --out new", "--seeds", COUNT),
    ("reproduce monuseg --data lvit --out new", "--width", COUNT),
    ("reproduce monuseg --data lvit --out new", "--scales", (*NONE, "1,nan", "0", ",")),
    ("new new --template nuclei", "--pixel-size", (*NONE, "0", "1e9")),
    ("text describe --template nuclei --mask mask.png", "--smallest-px", NONE),
    ("text describe --template nuclei --mask mask.png --smallest-mm2 1", "--spacing-mm",
     (*NONE, "0")),
    ("text describe --template nuclei --mask mask.png --spacing-mm 1", "--smallest-mm2", NONE),
]  # fmt: skip


@pytest.mark.parametrize(("command", "option", "refused"), OPTIONS)
def test_numbers(command: str, option: str, refused: tuple[str, ...], world: Path) -> None:
    before = everything_under(world)
    wrong = []
    for value in refused:
        if option == "--scales" and value == "1,5":
            continue  # two scales
        ending = run_command([*command.split(" "), option, value])
        if complaint := ending.complaint():
            wrong.append(f"{value}: {complaint}")
        elif ending.code == 0:
            wrong.append(f"{value}: it is accepted")
    assert not wrong, "\n".join(wrong)
    assert everything_under(world) == before
