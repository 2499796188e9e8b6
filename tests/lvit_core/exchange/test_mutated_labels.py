"""Label files of every kind, damaged at random: a sentence at most, never a traceback or a hang.

``LVIT_MUTATIONS=200 pytest tests/lvit_core/exchange/test_mutated_labels.py`` tries many.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.project.project import Project
from tests.lvit_core.exchange.random_projects import Drawn, Made, Plan, build

MUTATIONS = int(os.environ.get("LVIT_MUTATIONS", "5"))
pytestmark = [pytest.mark.hostile, pytest.mark.timeout(max(300, 10 * MUTATIONS))]
LONGEST_S = 5.0
MOST_MB = 1024
TEXT = {".json", ".geojson", ".jsonl", ".txt", ".xml", ".yaml", ".csv"}
LABELS = {*TEXT, ".png", ".tif", ".tiff", ".gz", ".nii", ".xlsx", ".dcm"}
BOTH_WAYS = [name for name, item in formats().items() if item.exporter and item.reader]
NUMBERS = (
    "1e308", "-1e308", "NaN", "Infinity", "-1", "99999999999999999999", "2147483648", "0", "1e400",
    "0.1", "null", "true", '"a"', "[]", "{}", "1" * 5000,
)  # fmt: skip
NUMBER = re.compile(rb"-?\d+(\.\d+)?")
QUOTED = re.compile(rb'"[^"\n]{0,80}"')


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end, or a piece in the middle, is missing."""
    first, second = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:first] if chance.random() < 0.5 else data[:first] + data[second:]


def doubled(data: bytes, chance: random.Random) -> bytes:
    """A piece stands there twice."""
    first, second = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:second] + data[first:]


def with_other_numbers(data: bytes, chance: random.Random) -> bytes:
    """One number, or all, are something else."""
    other = chance.choice(NUMBERS).encode()
    found = [m.span() for m in NUMBER.finditer(data)]
    if not found:
        return flipped(data, chance)
    if chance.random() < 0.2:
        return NUMBER.sub(other, data)
    start, stop = chance.choice(found)
    return data[:start] + other + data[stop:]


def with_other_types(data: bytes, chance: random.Random) -> bytes:
    """A text is something else."""
    found = [m.span() for m in QUOTED.finditer(data)]
    if not found:
        return flipped(data, chance)
    start, stop = chance.choice(found)
    other = chance.choice((*NUMBERS, '"\\ud800"', '"../../x"', '"' + "x" * 70_000 + '"'))
    return data[:start] + other.encode() + data[stop:]


def nested(data: bytes, chance: random.Random) -> bytes:
    """Brackets within brackets without end."""
    deep = 200_000
    opening, closing = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>")))
    place = chance.choice([m.start() for m in NUMBER.finditer(data)] or [0])
    return data[:place] + opening * deep + b"1" + closing * deep + data[place:]


OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, cut, doubled)
OF_TEXT = (*OF_BYTES, with_other_numbers, with_other_types, nested)


@pytest.fixture(scope="module", autouse=True)
def before_kb() -> int:
    """The most memory that this process took before: other tests are not judged here."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.fixture(scope="module", params=BOTH_WAYS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small data set of ours in each format, in a folder with the format's name."""
    home = tmp_path_factory.mktemp("exported")
    labels = np.zeros((128, 128), np.int32)
    labels[2:9, 3:12], labels[4:6, 5:7], labels[60:90, 60:70] = 1, 0, 2
    names, people = ("infection", "consolidation", "infection"), ("ann",) * 3
    drawn = Drawn("lesion", labels, names, people, (False,) * 3, high=False)
    kind = "dcm" if request.param == "dicom-seg" else "png"
    text = "Unilateral pulmonary infection, one infected area, upper left lung."
    made = Made("scan", kind, (128, 128), (drawn,), text, "labeled", "train")
    plan = Plan("chest-xray", "viewer", (made,), (), pixel_size=False)
    if request.param == "dicom-ann":  # which is for objects that are counted one by one
        nuclei = replace(drawn, layer="nuclei")
        plan = Plan("nuclei", "none", (replace(made, layers=(nuclei,), sentence=""),), (), False)
    with build(plan, home) as project:
        format_named(request.param).export(project, home / request.param)
        if request.param == "geojson":
            picture = project.images.path(1)
            shutil.copy(picture, home / request.param / picture.name)
    return home / request.param


def test_damaged_label_files_cost_themselves_only(exported: Path, tmp_path: Path) -> None:
    files = [
        file
        for file in sorted(exported.rglob("*"))
        if file.suffix in LABELS and file.is_file() and file.stat().st_size
        and not {"img", "images"} & set(file.relative_to(exported).parts[:-1])
    ]  # fmt: skip
    assert files
    for number in range(MUTATIONS):
        chance = random.Random(f"{exported.name} {number}")
        file = files[number % len(files)]
        place = tmp_path / "in"
        shutil.copytree(exported, place)
        change = chance.choice(OF_TEXT if file.suffix in TEXT else OF_BYTES)
        target = place / file.relative_to(exported)
        target.write_bytes(change(file.read_bytes(), chance))
        bring_in(exported.name, place, tmp_path / "project", f"{number}: {file.name} {change}")
        shutil.rmtree(place)
        shutil.rmtree(tmp_path / "project", ignore_errors=True)


def bring_in(name: str, place: Path, home: Path, what: str) -> None:
    """Imports; only a refusal in words is allowed, in time."""
    try:
        with of_processor_time(LONGEST_S):
            report = import_as_project(
                name, place, home, {"template": "chest-xray", "laterality": "viewer"}
            )
    except LViTError as error:
        assert error.message
    except Exception as error:
        raise AssertionError(f"{what} ended in {type(error).__name__}: {error}") from error
    else:
        lost = sum(loss.objects for loss in report.losses)
        assert report.objects_found == report.objects + report.already + lost, what
        for line in report.lines():
            line.encode("utf-8")
        with Project.open(home):
            pass


@contextmanager
def of_processor_time(seconds: float) -> Iterator[None]:
    """Ends the block when it has kept the processor busy so long: a slow machine is no fault."""
    if not hasattr(signal, "setitimer"):  # not on Windows
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.skipif(sys.platform != "linux", reason="counts in kilobytes on Linux only")
def test_no_damaged_file_took_a_gigabyte(before_kb: int) -> None:
    """By how much the most that this process ever took has grown since these tests began."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < MOST_MB << 10
