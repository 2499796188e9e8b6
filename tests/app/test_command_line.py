"""The `lvit` command where Qt is not installed: all but the window works, and that says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_QT = """
import sys
from importlib.abc import MetaPathFinder
from importlib.util import find_spec

class Nothing(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6", "qtawesome"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name.split(".")[0])

sys.meta_path.insert(0, Nothing())
import app.command_line as command
command.find_spec = lambda name: None
command.main(sys.argv[1:])
"""


def lvit(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_window_says_what_to_install() -> None:
    told = lvit("app")
    assert told.returncode == 1
    assert "pip install 'lvit-annotator[app]'" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a screen")
@pytest.mark.parametrize("named", [{}, {"DISPLAY": ":987"}, {"DISPLAY": "nonsense"}])
def test_without_a_screen_the_window_says_so(named: dict[str, str]) -> None:
    """Qt ended the process, and advised to install it again."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    told = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in hidden} | named,
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert "There is no screen" in told.stderr and "lvit --help" in told.stderr


def test_other_commands_do_not_need_it() -> None:
    told = lvit("models", "list", "--json")
    assert told.returncode == 0, told.stderr
    assert '"nuclei"' in told.stdout
