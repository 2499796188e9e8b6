"""A command that is told to end deletes what it made for itself alone."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lvit_core.cli.ending import TERMINATED

COMMAND = """
import tempfile, time
import typer
from lvit_core.cli.output import run
app = typer.Typer()
@app.command()
def work() -> None:
    with tempfile.TemporaryDirectory() as place:
        print(place, flush=True)
        time.sleep(60)
run(app, [])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_a_temporary_folder_goes_when_a_command_is_told_to_end():
    child = subprocess.Popen([sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    place = Path(child.stdout.readline().strip())
    assert place.is_dir()
    child.send_signal(signal.SIGTERM)
    assert child.wait(timeout=30) == TERMINATED == 143
    assert not place.exists()
    child.stdout.close()
