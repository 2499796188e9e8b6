"""Locks, second windows, full disks and folders that go, while an annotator waits for nothing."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from lvit_core.project.sqlite_file import FILE_NAME
from tests.durability.annotator import Order
from tests.durability.counting import MINUTES, WHOLE_MINUTES, Count
from tests.durability.killing import IMAGES, Said, Zygote, look, states_of
from tests.durability.power_cuts import build_recorder

pytestmark = [pytest.mark.durability, pytest.mark.timeout(1800)]

LOCKED_S = 30.0 if MINUTES >= WHOLE_MINUTES else 7.0  # longer than SQLite itself waits


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("root").resolve()


@pytest.fixture(scope="module")
def zygote(tmp_path_factory, root) -> Iterator[Zygote]:
    """Its children's disk can be made to fail below ``root``."""
    library = build_recorder(tmp_path_factory.mktemp("recorder"))
    made = Zygote({"LD_PRELOAD": str(library), "POWER_ROOT": str(root)})
    yield made
    made.close()


@pytest.fixture
def folder(root, project_folder) -> Iterator[Path]:
    """A new project below ``root``."""
    place = root / "place"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(project_folder.parent, place)
    return place / "project"


def after(seconds: float, what: Callable[[], object]) -> None:
    threading.Timer(seconds, what).start()


def annotate(
    zygote: Zygote, order: Order, after_s: float, count: Count, opened: Callable[[], object] = int
) -> Said:
    """One annotator until it is killed, and what became of all it claimed."""
    folder = Path(order.folder)
    said = Said(states_of(folder))
    for line in zygote.run(order, after_s=after_s, opened=opened):
        said.take(line)
    count.tried += 1
    count.promised += said.promises
    count.told += len(said.told)
    count.lost += [*look(folder, said), *(f"bug: {one}" for one in said.bugs)]
    return said


def test_another_program_holds_the_lock(zygote, folder, counting):
    count = counting("lock held", 0.03)

    def hold() -> None:
        other = sqlite3.connect(folder / FILE_NAME, isolation_level=None, timeout=10)
        other.execute("BEGIN IMMEDIATE")
        time.sleep(LOCKED_S)
        other.execute("ROLLBACK")
        other.close()

    order, until_s = Order(str(folder), 1), LOCKED_S + 8
    said = annotate(zygote, order, until_s, count, lambda: after(1.0, hold))
    assert any("Another program is writing" in text for text in said.told)
    assert said.promises > 5


@pytest.mark.parametrize(
    ("error", "told"), [(errno.ENOSPC, "full"), (errno.EROFS, "cannot be written")]
)
def test_the_disk_refuses_for_some_seconds(zygote, folder, counting, error, told):
    count, chance = (
        counting(f"disk refuses for a while ({errno.errorcode[error]})", 0.05),
        Random(2),
    )
    heard = 0
    for _ in count.rounds(12):
        order = Order(str(folder), chance.randrange(99), 0, error, chance.uniform(0.3, 2), 3.0)
        said = annotate(zygote, order, chance.uniform(4, 7), count)
        heard += any(told in text for text in said.told)
    assert heard


def test_the_folder_is_renamed_and_comes_back(zygote, folder, counting):
    count, chance = counting("folder gone", 0.05), Random(3)
    away, heard = folder.with_name("away"), 0
    for _ in count.rounds(12):
        begins = chance.uniform(0.3, 2)

        def leave(begins: float = begins) -> None:
            after(begins, lambda: folder.rename(away))
            after(begins + 3, lambda: away.rename(folder))

        # A run would make the folder anew that was renamed.
        order = Order(str(folder), chance.randrange(99), stays=True, trains=False)
        said = annotate(zygote, order, begins + 6, count, leave)
        heard += any("not there any more" in text for text in said.told)
    assert heard


def test_a_second_window_waits_for_the_first_and_goes_on(zygote, folder, counting, tmp_path):
    """It is refused in words until the first one is killed, and finds all that one had saved."""
    count, chance = counting("two windows", 0.05), Random(4)
    other = Zygote({"LD_PRELOAD": str(build_recorder(tmp_path))})
    try:
        for _ in count.rounds(12):
            first, second = Said(states_of(folder)), Said(dict.fromkeys(IMAGES, " ? ?"))
            lives_s = chance.uniform(1.5, 3)
            watching = threading.Thread(target=lambda second=second: _listen(other, folder, second))
            order = Order(str(folder), chance.randrange(99), stays=True)  # nobody may come between
            for line in zygote.run(order, 0, lives_s, int):
                first.take(line)
                if "found" in line and not watching.ident:
                    watching.start()
            watching.join()
            count.tried += 1
            count.told += sum("already open" in text for text in second.told)
            count.promised += first.promises + second.promises
            unsure = {image for images in first.open.values() for image in images}
            for image, state in second.found.items():
                if state not in first.allowed(image) and image not in unsure:
                    count.lost.append(f"the second found image {image} otherwise")
            second.start = second.found
            count.lost += look(folder, second)
            assert second.found, "it never got in"
    finally:
        other.close()
    assert count.told >= count.tried


def _listen(zygote: Zygote, folder: Path, said: Said) -> None:
    for line in zygote.run(Order(str(folder), 5), 0, 3.0, int):
        said.take(line)
