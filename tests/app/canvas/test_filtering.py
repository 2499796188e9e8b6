"""A canvas that is garbage goes in silence, whatever Qt still tells its filters.

In a process of its own: collecting here would also collect what hundreds of other windows left.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import gc, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.session.preferences import Preferences
from app.session.session import Session
from app.views.composition import make_canvas

qt = QApplication([])
session = Session(Preferences(Path(sys.argv[1])))
canvas = make_canvas(session)
canvas.resize(300, 200)
canvas.show()
if sys.argv[2] == "True":
    canvas.activateWindow()
    canvas.setFocus()
qt.processEvents()
del canvas
gc.collect()
qt.processEvents()
session.shutdown()
print("collected")
"""


@pytest.mark.parametrize("focused", [False, True])
def test_a_collected_canvas_raises_nothing(tmp_path: Path, focused: bool) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path / "preferences"), str(focused)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=False,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == "collected"
    assert "Traceback" not in ended.stderr and "Error" not in ended.stderr
