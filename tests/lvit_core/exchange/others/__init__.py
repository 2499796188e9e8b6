"""Other people's programs read what is exported, each in a process of an environment of its own.

They are heavy or under licences that our program must not depend on. ``make test-exchange`` makes
the environment; without it the tests that need it are skipped.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).parent
_PYTHON = Path(
    os.environ.get("LVIT_EXCHANGE_PYTHON", _HERE.parents[3] / ".venv-exchange/bin/python")
)
needs_others = pytest.mark.skipif(
    not _PYTHON.exists(), reason="make test-exchange sets up the programs that read this"
)


def ask(program: str, place: Path, *arguments: str) -> Any:
    """What ``program.py`` beside this file says of the export at ``place``.

    It must not reach the network, and what it keeps for itself goes into a folder beside.
    """
    home = place.parent / "home"
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "YOLO_CONFIG_DIR": str(home),
        "YOLO_OFFLINE": "true",
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(home),
        "nnUNet_raw": str(place.parent),
        "nnUNet_preprocessed": str(home),
        "nnUNet_results": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONWARNINGS": "ignore",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [str(_PYTHON), str(_HERE / f"{program}.py"), str(place), *arguments],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{program} refused the export:\n{done.stdout}\n{done.stderr}"
    return json.loads(done.stdout.splitlines()[-1])
