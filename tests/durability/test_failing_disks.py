"""A disk that is full, does not sync or becomes read-only costs nothing, at whichever call."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.counting import MINUTES, WHOLE_MINUTES
from tests.durability.power_cuts import REPOSITORY, build_recorder

pytestmark = [pytest.mark.durability, pytest.mark.timeout(1800)]
NAMES = {"full": "disk full", "unsynced": "sync failing", "read-only": "became read-only"}


@pytest.mark.parametrize("kind", NAMES)
def test_each_call_of_each_gesture_fails_in_turn(kind, tmp_path, pictures, counting):
    count = counting(NAMES[kind], {"full": 0.25, "unsynced": 0.1, "read-only": 0.1}[kind])
    place = tmp_path.resolve() / "root"
    place.mkdir()
    shutil.copytree(pictures, place.with_name("more"))
    for number, file in enumerate(sorted(place.with_name("more").iterdir())):
        file.rename(file.with_name(f"more-{number}.png"))
    stride = max(1, round(WHOLE_MINUTES / MINUTES))  # of a whole run each call, else every so many
    program = [sys.executable, "-m", "tests.durability.failing", str(place), str(pictures), kind]
    done = subprocess.run(
        [*program, str(count.share * MINUTES * 60), str(stride)],
        env=os.environ | {
            "LD_PRELOAD": str(build_recorder(Path(tmp_path))),
            "POWER_ROOT": str(place),
            "PYTHONPATH": str(REPOSITORY),
        },
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    count.tried, count.promised, count.told = found["tried"], found["promised"], found["told"]
    count.lost += found["lost"]
    assert count.told > count.tried / 4
