"""Proves that the frozen program works, from start to end: `python -m tests.dist_smoke FOLDER`.

Not collected by pytest: it needs the result of `make dist`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.data import immunohistochemistry

from lvit_core import own_program
from lvit_core.annotation.objects import Provenance
from lvit_core.exchange.registry import formats
from lvit_core.plugins import FOLDER_VARIABLE
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.sample import create_sample_project
from lvit_core.prompt.templates import load_template
from lvit_core.worker.client import PredictorClient
from lvit_core.worker.events import Failed, Finished, Ready
from tests.plugin_folder import install

SENTENCE = "The nuclei are evenly distributed."
LIMIT_S = 300
WINDOW = "LViT-Annotator"


def main(folder: Path) -> None:
    """Runs the frozen command line, window and workers; raises when one of them fails."""
    suffix = ".exe" if sys.platform == "win32" else ""
    command, window = folder / f"lvit{suffix}", folder / f"{WINDOW}{suffix}"
    size = sum(path.stat().st_size for path in folder.rglob("*") if not path.is_symlink())
    say(f"{folder.name} holds {size / 1e6:,.0f} MB.")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        image = scratch / "tissue.png"
        Image.fromarray(immunohistochemistry()[:256, :256]).save(image)
        predict(command, image, scratch / "out")
        list_models(command)
        add_plugin(command, scratch)
        show_window(window, scratch)
        for backend in ("auto", "openvino") if any(folder.rglob("openvino")) else ("auto",):
            ask_worker(window, image, backend)
        train(window, scratch)
        exchange(command, scratch)
    say("The program starts, predicts, trains, exchanges and ends well.")


def predict(command: Path, image: Path, out: Path) -> None:
    """One sentence about one image, as a mask file."""
    began = time.monotonic()
    run(command, "predict", "--model", "nuclei", "--text", SENTENCE, image, "--out", out, "--json")
    mask = np.asarray(Image.open(out / f"{image.stem}.png"))
    assert mask.shape == (256, 256) and set(np.unique(mask)) <= {0, 255}
    say(f"`lvit predict` took {time.monotonic() - began:.1f} s.")


def add_plugin(command: Path, scratch: Path) -> None:
    """The example plug-in in a folder of its own: the program has no pip, yet finds it."""
    folder = install(scratch / "plugins")
    shown = run(command, "export", "--help", **{FOLDER_VARIABLE: folder})
    assert " table: One row per image" in shown, shown
    words = run(command, "text", "list", "--template", "pollen", **{FOLDER_VARIABLE: folder})
    assert "Pollen grains" in words, words
    say("A plug-in adds its format and its template.")


def list_models(command: Path) -> None:
    """The models that the program brings along."""
    shown = run(command, "models", "list", "--json")
    assert {"nuclei", "chest"} <= {model["name"] for model in json.loads(shown)["models"]}


def show_window(window: Path, scratch: Path) -> None:
    """The window paints itself, icons included, on a screen nobody sees."""
    mark = scratch / "painted"
    began = time.time()
    run(window, LVIT_EXIT_AFTER_PAINT=mark)
    say(f"The window was painted after {float(mark.read_text()) - began:.1f} s.")


def ask_worker(window: Path, image: Path, wish: str) -> None:
    """The predictor process that the frozen window starts, asked as the window asks.

    A form of the model that is wished by name is not passed over silently.
    """
    real = own_program.own_command
    own_program.own_command = lambda role: [str(window), "--worker", role]
    try:
        with PredictorClient() as client:
            client.use_model("nuclei", backend=wish)
            client.set_image("tissue", np.asarray(Image.open(image)))
            client.predict(None, SENTENCE)
            end = time.monotonic() + LIMIT_S
            backend = wish
            while time.monotonic() < end:
                event = client.next_event(1.0)
                if isinstance(event, Failed):
                    raise SystemExit(f"The predictor refused: {event.message} {event.hint}")
                if isinstance(event, Ready):
                    backend = str(event.backend)
                    for note in event.notes:
                        say(f"The predictor notes: {note}")
                if isinstance(event, Finished):
                    assert event.probability.shape == (256, 256)
                    say(f"The predictor answers by {backend}.")
                    return
            raise SystemExit("The predictor did not answer.")
    finally:
        own_program.own_command = real


def train(window: Path, scratch: Path) -> None:
    """The training process that the frozen window starts, until it has taken steps and saved."""
    project, out = scratch / "sample", scratch / "sample" / "models" / "run-0001"
    create_sample_project(project)
    arguments = ["train", "--project", project, "--out", out, "--events", "--minutes", "0.2"]
    run(window, "--worker", "cli", *arguments, "--threads", "1")
    events = [json.loads(line) for line in (out / "events.jsonl").read_text().splitlines()]
    steps = sum(event["event"] == "step" for event in events)
    assert steps > 0 and events[-1]["event"] == "finished", events[-1]
    say(f"Training took {steps} steps and saved itself.")


def exchange(command: Path, scratch: Path) -> None:
    """Every format is written, and read back where it can be: many come with files of libraries.

    Formats that are only read need files of another program, which nothing here has.
    """
    sample = scratch / "sample"
    label_a_square(sample)
    for name, kind in formats().items():
        if kind.exporter is not None:
            asked = ("--format", name)
            out = scratch / f"out-{name}"
            run(command, "export", sample, *asked, "--out", out, "--all")
            if kind.reader is not None:
                shown = run(command, "import", sample, out, *asked, "--onto", "same", "--json")
                told = json.loads(shown)  # what is the same already is counted apart
                assert told["objects"] + told["already"] > 0, shown
    say("Every format is written and read.")


def label_a_square(project: Path) -> None:
    """Marks each image of a project, so that every format finds one that it can hold."""
    drawn = Provenance("person", "ann", created="2025-01-01T00:00:00+00:00")
    with Project.open(project) as opened:
        for record in opened.images.all():
            layer = load_template(record.template).layers[0]
            square = np.zeros((record.height, record.width), np.int32)
            square[20:40, 20:50] = 1
            classes = layer.classes[0].name
            store_labels(
                opened, record.id, layer.name, square, classes=classes, provenance=drawn,
                title="Draw",
            )  # fmt: skip


def run(program: Path, *arguments: object, **variables: object) -> str:
    """Runs one frozen program without a screen and returns what it printed."""
    given = {name: str(value) for name, value in variables.items()}
    done = subprocess.run(
        [str(program), *(str(argument) for argument in arguments)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **given},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program.name} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def say(words: str) -> None:
    """Tells on the way what was seen."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
