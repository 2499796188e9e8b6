"""The whole main job runs where no socket can lead out, and what is local is its owner's alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lvit_core.project.project import Project
from lvit_core.worker import child
from lvit_core.worker.shared_array import SharedFolder
from tests.workflows import socket_filter
from tests.workflows.conftest import SENTENCE

REPOSITORY = Path(__file__).parents[2]
FILTERED = [sys.executable, "-m", "tests.workflows.socket_filter", sys.executable, "-c"]
needs_filter = pytest.mark.skipif(not socket_filter.SUPPORTED, reason="needs Linux's seccomp")

# New project, images, labels, a prediction, a generation, exports, and what came later; then the
# window in German with its help, whose predictor answers. One process: torch takes seconds to be
# imported.
MAIN_JOB = """
import faulthandler, sys
faulthandler.dump_traceback_later(1100, exit=True)
import numpy as np
from pathlib import Path
from PIL import Image
from app.command_line import main
from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project

place, pictures, model, sentence = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
project = place / "project"

def lvit(*arguments):
    try:
        main([str(one) for one in arguments])
    except SystemExit as ended:
        assert not ended.code, arguments

lvit("new", project, "--template", "chest-xray", "--laterality", "viewer")
lvit("add", project, pictures)
with Project.open(project) as opened:
    for image in opened.images.all()[:3]:
        labels = np.zeros((image.height, image.width), np.int32)
        labels[40:90, 40:90] = 1
        store_labels(opened, image.id, "lesion", labels, classes="infection",
                     provenance=Provenance("person"), title="Draw", image_changes=(
                         ImageChange("sentence", None, sentence),
                         ImageChange("state", "unlabeled", "labeled")))
        opened.images.set_split(image.id, "holdout" if image.id == 3 else "train")
lvit("predict", "--by-sentence", "--model", model, "--text", sentence,
     Path(pictures) / "chest-3.png", "--out", place / "answers",
     "--backend", "eager")  # a compiler takes minutes when it is busy
lvit("train", "--project", project, "--model", model, "--out", project / "models" / "run-1",
     "--epochs", "1", "--steps-per-generation", "1", "--threads", "1")
lvit("export", project, "--format", "lvit", "--out", place / "out")
lvit("export", project, "--format", "jsonl", "--out", place / "hugging")  # with a croissant.json
mask = sorted((place / "out" / "labelcol").iterdir())[0]
lungs = np.array(Image.open(mask)) * 0
lungs[20:-20, 20:100], lungs[20:-20, -100:-20] = 1, 2
(place / "out" / "lungs").mkdir()
Image.fromarray(lungs).save(place / "out" / "lungs" / mask.name)
lvit("evaluate", "--model", model, "--dataset", place / "out", "--interventions", "--threads", "1",
     "--backend", "eager")
lvit("measure", project, "--out", place / "table.csv", "--all")
lvit("templates", "new", place / "kind.toml", "--title", "Polyps")
lvit("templates", "check", place / "kind.toml")
lvit("templates", "carry", project, place / "kind.toml")
lvit("templates", "list")
lvit("classes", "add", project, "scar", "--layer", "lesion")
lvit("classes", "match", project, "opacity", "scar")
lvit("models", "list")
lvit("models", "show", "chest")
lvit("text", "check", "--template", "chest-xray", sentence)
lvit("project", "backup", project)
lvit("project", "audit", project, "--prov", place / "who.json")
lvit("info", project, "--names")
lvit("info", project, "--effort")
lvit("evaluate", "--help")
lvit("explain", "--model", model, "--text", sentence, Path(pictures) / "chest-3.png", "--any-kind",
     "--figure", place / "figure.png", "--backend", "eager", "--threads", "1")
lvit("models", "measure-words", model, "--data", place / "out", "--threads", "1",
     "--backend", "eager")
lvit("text", "paraphrase", "--template", "chest-xray", sentence, "-k", "2", "--false", "2")
lvit("text", "describe", "--template", "chest-xray", "--mask", mask)
lvit("plot", project / "models" / "run-1", "--tensorboard", place / "board")
lvit("project", "set", project, "chest-3.png", "--patient", "x", "--orientation", "L")
lvit("project", "record", project, "on")
lvit("project", "history", project, "chest-3.png")
lvit("project", "check", project)
lvit("project", "compact", project)
lvit("code", project, "scar", "--category", "49755003 SCT Abnormality",
     "--type", "12402003 SCT Scar")
for name in ("coco", "ome-tiff", "nifti"):
    lvit("export", project, "--format", name, "--out", place / name)
lvit("import", place / "again", place / "coco", "--format", "coco")
lvit("import", project, place / "out", "--format", "lvit", "--onto", "reader", "bob")
lvit("export", project, "--format", "png", "--out", place / "bob", "--reader", "bob")
lvit("project", "restore", project)

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.application import Application
from app.session.preferences import Preferences
from app.translation import language_in_force
from app.views.dialogs.guide import TITLES, Guide
from app.views.dialogs.working_now import WorkingNow

qt = QApplication([])
chosen = Preferences()
chosen.set("appearance.language", "de")
chosen.settle()
program = Application(qt)
session = program.session
session.services.preferences.set("prediction.live", False)
session.services.preferences.set("prediction.threads", 1)

def answered(_):
    now = WorkingNow(session.state, session.palette, session.actions, program.window)
    for sheet in (*(Guide(name) for name in TITLES), now):
        sheet.show()
    print("answered", language_in_force())
    QTimer.singleShot(0, qt.quit)

session.services.predictor.finished.connect(answered)
session.services.predictor.failed.connect(lambda why: (print(why), qt.quit()))
session.state.document_ready.connect(session.proposals.predict)
program.show(project)
qt.exec()
program.close()
"""


@needs_filter
@pytest.mark.timeout(1200)
def test_the_main_job_opens_no_socket_that_leads_out(chest_folder, small_model, tmp_path):
    variables = {"HOME": str(tmp_path), "PYTHONPATH": str(REPOSITORY)}
    variables |= {name: str(tmp_path / "own") for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    done = subprocess.run(
        [*FILTERED, MAIN_JOB, str(tmp_path), str(chest_folder), str(small_model), SENTENCE],
        env=os.environ | variables, cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "answered de" in done.stdout
    with Project.open(tmp_path / "project") as project:
        assert len(project.generations.all()) == 1
    for made in ("out", "answers", "hugging"):
        assert list((tmp_path / made).iterdir())
    assert (tmp_path / "hugging" / "croissant.json").is_file()
    assert (tmp_path / "table.csv").is_file() and (tmp_path / "who.json").is_file()


@needs_filter
@pytest.mark.parametrize("attempt", [
    "import socket; socket.socket(socket.AF_INET)",
    "import socket; socket.getaddrinfo('example.org', 80)",
    "import subprocess as s, sys; sys.exit(-s.call([sys.executable, '-c', "
    "'import socket; socket.socket(socket.AF_INET6)']))",
])  # fmt: skip
def test_the_filter_ends_who_opens_one(attempt):
    done = subprocess.run(
        [*FILTERED, attempt], cwd=REPOSITORY, stderr=subprocess.DEVNULL, check=False
    )
    assert abs(done.returncode) == signal.SIGSYS


def test_what_two_processes_share_is_their_owners_alone(monkeypatch):
    """However loosely new files are shared on this machine."""
    modes = []

    def start(_what: str, _arguments: list[str], variables: dict[str, str]):
        address = Path(variables[child.ADDRESS_VARIABLE])
        modes.extend(path.stat().st_mode & 0o077 for path in (address.parent,))
        return subprocess.Popen([sys.executable, "-c", ""])

    monkeypatch.setattr(child, "start_own_program", start)
    loose = os.umask(0)
    try:
        folder = SharedFolder()
        modes.append(folder.path.stat().st_mode & 0o077)
        array = folder.create((4, 4))
        modes.append(Path(array.place.path).parent.stat().st_mode & 0o077)
        assert child.start_predictor(folder.path, 1) is None
    finally:
        os.umask(loose)
    folder.path.rmdir() if not list(folder.path.iterdir()) else array.remove()
    assert modes == [0, 0, 0]
