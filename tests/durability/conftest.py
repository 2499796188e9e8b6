"""What the suites of this folder share: counting, and the process that forks annotators."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.training.recording import record_generation
from lvit_core.training.run_folder import next_run
from tests.durability.counting import Count
from tests.durability.killing import Zygote
from tests.durability.network import publish, small_model, write_pictures
from tests.durability.power_cuts import build_recorder


@pytest.fixture
def counting(record_property) -> Iterator[Callable[[str, float], Count]]:
    """Begins to count a kind; at the end it is reported, and nothing may be lost."""
    counts: list[tuple[Count, float]] = []

    def begin(kind: str, share: float) -> Count:
        counts.append((Count(kind, share), time.monotonic()))
        return counts[-1][0]

    yield begin
    for count, begun in counts:
        count.seconds = time.monotonic() - begun
        record_property("durability", count.facts())
        assert count.lost == []


@pytest.fixture(scope="module")
def pictures(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "pictures"
    write_pictures(folder)
    return folder


@pytest.fixture
def project_folder(tmp_path: Path, pictures: Path) -> Path:
    """A closed project of three pictures and one generation, in a folder of its own."""
    folder = tmp_path / "place" / "project"
    folder.parent.mkdir()
    with Project.create(folder, ProjectSettings("p", "chest-xray", "viewer")) as project:
        project.images.add(sorted(pictures.glob("*.png")))
        record_generation(project, publish(project, next_run(folder), small_model()))
    return folder


@pytest.fixture(scope="module")
def zygote(tmp_path_factory) -> Iterator[Zygote]:
    library = build_recorder(tmp_path_factory.mktemp("recorder"))
    made = Zygote({"LD_PRELOAD": str(library)})
    yield made
    made.close()
