"""Proves that the frozen program starts, predicts and ends with 0: `python -m tests.dist_smoke`.

Not collected by pytest: it needs the result of `make dist`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.data import immunohistochemistry


def main(folder: Path) -> None:
    """Runs the frozen command line and the frozen window; raises when either fails."""
    suffix = ".exe" if sys.platform == "win32" else ""
    with tempfile.TemporaryDirectory() as scratch:
        image = Path(scratch) / "tissue.png"
        Image.fromarray(immunohistochemistry()[:256, :256]).save(image)
        out = Path(scratch) / "out"
        run(folder / f"lvit{suffix}", "predict", "--model", "nuclei", "--text",
            "The nuclei are evenly distributed.", image, "--out", out, "--json")  # fmt: skip
        mask = np.asarray(Image.open(out / "tissue.png"))
        assert mask.shape == (256, 256) and set(np.unique(mask)) <= {0, 255}
        shown = run(folder / f"lvit{suffix}", "models", "list", "--json")
        assert {"nuclei", "chest"} <= {model["name"] for model in json.loads(shown)["models"]}
        run(folder / f"LViT-Annotator{suffix}")
    sys.stdout.write("The program starts, predicts and ends well.\n")


def run(program: Path, *arguments: object) -> str:
    """Runs one frozen program without a screen and returns what it printed."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LVIT_EXIT_AFTER_PAINT": "1"}
    done = subprocess.run(
        [str(program), *(str(argument) for argument in arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program.name} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]))
