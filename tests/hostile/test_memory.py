"""Under a hard limit of memory, a file that asks for gigabytes costs itself, in words, at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.hostile.bombs import PICTURES, grey_tiff, png, unfolding
from tests.hostile.label_bombs import LABELS, write_labels

pytestmark = pytest.mark.hostile
REPOSITORY = Path(__file__).parents[2]
ALLOWED_BYTES = 1 << 30
# Forks for each command, so that each begins with the same memory and its own limit.
PROGRAM = """
import json, os, resource, sys
import lvit_core.exchange.registry, lvit_core.project.adding, lvit_core.cli.exchange
import PIL.Image, pydicom, tifffile, imagecodecs, skimage.measure, scipy.ndimage, yaml
from lvit_core.exchange.registry import formats
from tests.hostile.runs import run_command
formats()
print("ready", flush=True)
for line in sys.stdin:
    allowed, *words = json.loads(line)
    if not (child := os.fork()):
        base = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (base + allowed, base + allowed))
        ending = run_command(words)
        print(json.dumps([ending.code, ending.said, ending.complaint()]), flush=True)
        os._exit(0)
    code = os.waitpid(child, 0)[1]
    if code:
        print(json.dumps([code, "", f"it was ended by signal {code}"]), flush=True)
"""


class Limited:
    """A process whose children run commands with so much memory and no more."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        assert "ready" in self._process.stdout.readline()

    def run(self, *words: object, allowed: int = ALLOWED_BYTES) -> tuple[int, str, str]:
        order = json.dumps([allowed, *map(str, words)])
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return tuple(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def limited() -> Iterator[Limited]:
    made = Limited()
    yield made
    made.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, limited: Limited) -> Path:
    home = tmp_path_factory.mktemp("m")
    assert limited.run("new", home / "project", "--template", "nuclei")[0] == 0
    return home


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_costs_itself(name: str, place: Path, limited: Limited) -> None:
    folder = place / name.replace(".", "-")
    folder.mkdir()
    (folder / name).write_bytes(PICTURES[name]())
    good = np.random.default_rng(len(name)).integers(0, 255, (16, 16), np.uint8)
    Picture.fromarray(good).save(folder / "good.png")
    code, said, complaint = limited.run("add", place / "project", folder, "--json")
    assert complaint == ""
    assert code == 0, said
    told = json.loads(said[said.index("{") :])
    assert [Path(one["path"]).name for one in told["skipped"]] in ([name], []), told
    for one in told["skipped"]:
        assert one["reason"].endswith(".")


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("l")
    write_labels(folder)
    return folder


@pytest.mark.parametrize("name", LABELS)
def test_labels_cost_themselves(name: str, labels: Path, limited: Limited, tmp_path: Path) -> None:
    words = ["import", tmp_path / "p", labels / name, "--format", LABELS[name][0],
             "--template", "nuclei"]  # fmt: skip
    code, said, complaint = limited.run(*words)
    assert complaint == "", said
    if code == 0:  # the picture may come without its labels, which is said
        assert "Note: " in said, said


LARGE = {
    "png": lambda: png((b"IDAT", unfolding(382)), side=20_000),
    "tif": lambda: grey_tiff(20_000, (273, 4, 1, 200), (279, 4, 1, len(unfolding(382))),
                             compression=8, data=bytes(78) + unfolding(382)),
}  # fmt: skip


@pytest.mark.parametrize("kind", LARGE)
def test_what_would_fit_elsewhere_costs_itself_where_memory_is_short(
    kind: str, limited: Limited, tmp_path: Path
) -> None:
    """The libraries themselves run out of memory: 400 MB of pixels with 300 MB at hand."""
    folder = tmp_path / "data"
    for place in ("images", "masks"):
        (folder / place).mkdir(parents=True)
        (folder / place / f"a.{kind}").write_bytes(LARGE[kind]())
        Picture.fromarray(np.full((32, 32), 200, np.uint8)).save(folder / place / "b.png")
    words = ["import", tmp_path / "p", folder, "--format", "png", "--template", "nuclei"]
    code, said, complaint = limited.run(*words, allowed=300 << 20)
    assert (complaint, code) == ("", 0), said
    assert f"a.{kind}" in said and "memory" in said
    with Project.open(tmp_path / "p") as project:
        states = {one.name: one.state for one in project.images.all()}
    assert states.pop("b.png") is ImageState.LABELED
    assert ImageState.LABELED not in states.values()
