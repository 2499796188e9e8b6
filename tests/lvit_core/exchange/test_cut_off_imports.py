"""A killed or stopped import has each image whole or not at all, and can be started again."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange import filling
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer
from lvit_core.exchange.importing import run_import
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.images import ImageStore
from lvit_core.project.journal import JournalStore
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.test_importing import square

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]

COUNT = 7
NUCLEI = {"template": "nuclei"}


def one_layer() -> np.ndarray:
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    labels[50:60, 50:60] = 1
    return labels


def items(folder: Path) -> list[BundleItem]:
    """Images with everything that an image may bring: objects, sentence, patient and split."""
    return [
        BundleItem(
            write_image(folder / f"{number}.png", number),
            f"About {number + 2} nuclei.",
            [BundleLayer("nuclei", one_layer)],
            group=f"patient {number}",
            split="holdout" if number % 2 else "train",
            shapes=(square("1", 2, 2, 3), square("2", 9, 9, 4)),
        )
        for number in range(COUNT)
    ]


def bring(data: list[BundleItem], place: Path, **more: object) -> ImportReport:
    return run_import("test", Bundle(data), place, {**NUCLEI, **more}, None, None)


def facts(place: Path) -> list[tuple[object, ...]]:
    """What each image of a project is, in the order of their names."""
    with Project.open(place) as project:
        return sorted(
            (
                image.name, image.sentence, image.state.value, image.group, image.split,
                len(project.journal.load_objects(image.id, "nuclei")),
                len(np.unique(project.journal.load_plane(image.id, "nuclei").to_array())),
            )
            for image in project.images.all()
        )  # fmt: skip


def killed(work: Callable[[], object]) -> bool:
    """Does work in a process of its own; whether it was killed at it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def dying(after: int, inside: Callable[..., object]) -> Callable[..., object]:
    """The function, whose caller is killed at the end of a call."""
    calls: list[int] = []

    def call(*given: object, **named: object) -> object:
        result = inside(*given, **named)
        calls.append(1)
        if len(calls) >= after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


MOMENTS = [
    (JournalStore, "append_all", 1),  # an image has its labels, but not its neighbours
    (JournalStore, "append_all", 5),
    (ImageStore, "set_group", 3),  # an image is there, but not its split
    (filling.Filling, "_place", 4),  # between two transactions
    (filling.Filling, "_store_waiting", 2),
]


@pytest.mark.parametrize(("owner", "name", "after"), MOMENTS)
def test_a_killed_import_goes_on(owner: type, name: str, after: int, tmp_path: Path) -> None:
    data = items(tmp_path / "d")
    bring(data, tmp_path / "whole")
    whole = facts(tmp_path / "whole")
    place = tmp_path / "p"

    def die() -> None:
        with (
            patch.object(filling, "MOST_WAITING", 3),
            patch.object(owner, name, dying(after, getattr(owner, name))),
        ):
            bring(data, place)

    assert killed(die)
    there = facts(place)
    assert set(there) <= set(whole), "each image that is there is whole"
    assert len(there) < COUNT, "the test kills in the middle"
    report = bring(data, place)
    assert facts(place) == whole
    assert (report.images, report.unchanged) == (COUNT - len(there), len(there))
    assert (report.objects_found, report.already) == (3 * COUNT, 3 * len(there))
    assert report.sentences_found == COUNT
    assert report.losses == []


def test_a_stopped_import_goes_on(tmp_path: Path) -> None:
    data, place, asked = items(tmp_path / "d"), tmp_path / "p", list[int]()
    bring(data, tmp_path / "whole")

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        run_import("test", Bundle(data), place, NUCLEI, None, stop)
    assert facts(place) == facts(tmp_path / "whole")[:3]
    bring(data, place)
    assert facts(place) == facts(tmp_path / "whole")


def test_an_import_stopped_before_its_first_image_leaves_nothing(tmp_path: Path) -> None:
    data = items(tmp_path / "d")
    with pytest.raises(Cancelled):
        run_import("test", Bundle(data), tmp_path / "p", NUCLEI, None, lambda: True)
    assert not (tmp_path / "p").exists()
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "mine.txt").write_text("mine")
    with pytest.raises(Cancelled):
        run_import("test", Bundle(data), tmp_path / "q", NUCLEI, None, lambda: True)
    assert [file.name for file in (tmp_path / "q").iterdir()] == ["mine.txt"]


def test_a_failure_in_the_middle_keeps_what_is_whole(tmp_path: Path) -> None:
    data, place = items(tmp_path / "d"), tmp_path / "p"
    append = JournalStore.append_all
    calls: list[int] = []

    def full(self: JournalStore, *given: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == 5:
            raise LViTError("The disk that holds the project is full.")
        return append(self, *given, **named)  # type: ignore[arg-type]

    with (
        patch.object(filling, "MOST_WAITING", 3),
        patch.object(JournalStore, "append_all", full),
        pytest.raises(LViTError, match="full"),
    ):
        bring(data, place)
    assert len(facts(place)) == 3
    bring(data, place)
    assert len(facts(place)) == COUNT
