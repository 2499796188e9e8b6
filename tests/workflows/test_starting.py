"""What happens before the first paint, and how the command decides to open the window."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from app.command_line import window_wanted
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

REPOSITORY = Path(__file__).resolve().parent.parent.parent
HEAVY = (
    "torch",
    "transformers",
    "pydicom",
    "skimage",
    "pandas",
    "alembic",
    "scipy",
    "matplotlib",
    "sqlalchemy",
    "openpyxl",
    "tifffile",
    "typer",
)
SCRIPT = """
import json, sys
from app.application import run_application
code = run_application(None)
print(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]))
"""


ENDING = """
from app import application
painted = application.Application._on_painted

def say(self, project):
    painted(self, project)
    print("painted", flush=True)

application.Application._on_painted = say
raise SystemExit(application.run_application(None))
"""


IMPORTING = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.application import PARTS, SHEETS, Application

held_up = []

class Watch:
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is threading.main_thread():
            held_up.append(name)

qt = QApplication([])
program = Application(qt)
session = program.session
program.window.show()
qt.processEvents()
sys.meta_path.insert(0, Watch())

def look():
    if not session.services.tasks._tasks:
        looking.stop()
        assert set(PARTS) <= set(sys.modules)
        session.projects.open_later(Path(sys.argv[1]))

def shown():
    session.care.look_after()
    session.proposals.warm_up()
    program.load_sheets()
    opening.start()

def open_sheets():
    if set(SHEETS) <= set(sys.modules) and not session.services.tasks._tasks:
        opening.stop()
        for name in ("app.preferences", "project.export", "project.import"):
            program.window.actions_by_id.get(name).trigger()
        assert len([one for one in qt.topLevelWidgets() if one.isVisible()]) == 4
        QTimer.singleShot(0, qt.quit)

looking = QTimer(interval=20)
looking.timeout.connect(look)
opening = QTimer(interval=20)
opening.timeout.connect(open_sheets)
session.state.document_ready.connect(shown)
program.load_parts()
looking.start()
qt.exec()
program.close()
print(sorted(name for name in held_up if name.partition(".")[0] in ("app", "lvit_core")))
"""


def environment(tmp_path: Path) -> dict[str, str]:
    """A person without settings or projects, on a screen nobody sees."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=REPOSITORY,
        env={**environment(tmp_path), "LVIT_EXIT_AFTER_PAINT": str(tmp_path / "painted")},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    assert (tmp_path / "painted").is_file()
    assert "PySide6" in modules
    assert set(HEAVY).isdisjoint(modules)


def test_what_is_needed_after_the_first_paint_is_loaded_beside_the_interface(tmp_path):
    """A prediction and a training run held the window up by 20 ms each for their imports."""
    folder, picture = tmp_path / "project", tmp_path / "one.png"
    Image.new("L", (64, 48), 90).save(picture)
    with Project.create(folder, ProjectSettings("one", "chest-xray", "viewer")) as project:
        project.images.add([picture])
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING, str(folder)],
        cwd=REPOSITORY,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], True),
        (["app"], True),
        (["app", "folder"], True),
        (["app", "--help"], False),
        (["app", "one", "two"], False),
        (["info", "folder"], False),
        (["--help"], False),
    ],
)
def test_only_the_plain_wish_for_a_window_takes_the_short_way(arguments, wanted):
    assert window_wanted(arguments) is wanted


def test_a_program_that_starts_itself_runs_its_workers(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "--worker", "nobody"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "nobody" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_told_end_is_an_orderly_one(tmp_path, number):
    program = subprocess.Popen(
        [sys.executable, "-c", ENDING],
        cwd=REPOSITORY,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout.readline() == "painted\n"
        for _ in range(3):  # as a desktop that is in a hurry does
            program.send_signal(number)
            time.sleep(0.01)
        _, complaints = program.communicate(timeout=60)
    finally:
        program.kill()
    assert program.returncode == 0
    assert "Traceback" not in complaints and "terminate" not in complaints
