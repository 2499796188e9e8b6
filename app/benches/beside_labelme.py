"""How soon labelme's window is there, as a yardstick for ours in the same run.

labelme is no part of the program: it is measured where an environment that has it is at hand, the
one of `make test-exchange` or one that ``LVIT_LABELME_PYTHON`` names.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

PYTHON_VARIABLE = "LVIT_LABELME_PYTHON"  # the interpreter of an environment with labelme
OTHERS = Path(".venv-exchange") / "bin" / "python"
LIMIT_S = 60

# Runs in labelme's environment: writes when its window was first painted, and leaves.
_STARTER = """
import os, sys, time
from PyQt5 import QtCore, QtWidgets
from labelme.__main__ import main

mark = sys.argv.pop()

def leave():
    with open(mark, "w") as stream:
        stream.write(str(time.time()))
    os._exit(0)

class FirstPaint(QtCore.QObject):
    def eventFilter(self, watched, event):
        if event.type() == QtCore.QEvent.Paint and isinstance(watched, QtWidgets.QMainWindow):
            QtCore.QTimer.singleShot(0, leave)
        return False

def run(*_):
    app = QtWidgets.QApplication.instance()
    first = FirstPaint()
    app.installEventFilter(first)
    for window in app.topLevelWidgets():
        window.update()
    run_loop()

run_loop = QtWidgets.QApplication.exec_
QtWidgets.QApplication.exec_ = run
main()
"""


def labelme_python() -> Path | None:
    """The interpreter that has labelme, if one is at hand."""
    named = os.environ.get(PYTHON_VARIABLE)
    python = Path(named) if named else OTHERS
    if not python.is_file():
        return None
    python = python.absolute()  # not resolved: a link would lead out of its environment
    asked = [str(python), "-c", "import labelme"]
    found = subprocess.run(asked, check=False, capture_output=True, timeout=LIMIT_S)
    return python if found.returncode == 0 else None


def labelme_start_s(python: Path, folder: Path, number: int) -> float:
    """Seconds from the start of the interpreter to labelme's first painted window.

    Args:
        python: As ``labelme_python`` gives it.
        folder: Takes its settings and the mark.
        number: Of this start.
    """
    mark = folder / f"labelme-painted-{number}"
    home = folder / "labelme"
    home.mkdir(exist_ok=True)
    began = time.time()
    subprocess.run(
        [str(python), "-c", _STARTER, str(mark)],
        env={
            "QT_QPA_PLATFORM": "offscreen",
            **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
        },
        cwd=home,
        check=True,
        capture_output=True,
        timeout=LIMIT_S,
    )
    return float(mark.read_text(encoding="utf-8")) - began
