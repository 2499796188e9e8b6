"""Items that wait on the disk come back as they were, whatever a reader put into them."""

from __future__ import annotations

import tracemalloc
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import BundleItem, BundleLayer, Shape, Size
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]


def draw(told: Any, size: Size) -> Any:
    raise LViTError("not drawn here")


def nothing() -> np.ndarray:
    return np.zeros((2, 2), np.int32)


def item_of(number: int) -> BundleItem:
    record = ObjectRecord(1, "nuclei", "nucleus", Provenance("person", "ann"))
    layer = BundleLayer("nuclei", nothing, {1: "nucleus"}, {1: record})
    shape = Shape("line 1", "nucleus", partial(draw, [1.0, number]), record=record)
    loss = Loss("a.txt", "line 2", "It is damaged.", 1)
    return BundleItem(
        Path("d", f"{number}.png"), "A sentence.", [layer], size=(2, 2), shapes=[shape],
        losses=[loss],
    )  # fmt: skip


def test_items_come_back_in_their_order() -> None:
    spool = Spool(map(item_of, range(5)))
    assert len(spool) == 5 and [item.image.name for item in spool] == [f"{n}.png" for n in range(5)]
    assert spool[-1].image == Path("d", "4.png")
    assert [one.image.name for one in spool[1:3]] == ["1.png", "2.png"]
    came, made = spool[3], item_of(3)
    assert (came.layers, came.losses, came.size) == (made.layers, made.losses, made.size)
    assert (
        came.shapes[0].draw.args == ([1.0, 3],) and came.shapes[0].record == made.shapes[0].record
    )
    with pytest.raises(IndexError):
        spool[5]


def test_what_cannot_be_written_down_is_the_same_object() -> None:
    shared = dict.fromkeys(range(300), "class")
    own = object()
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    draws = [lambda size: own, partial(draw, shared), partial(draw, own), partial(draw, deep)]
    spool = Spool(BundleItem(Path("a"), shapes=[Shape("x", "", one)]) for one in draws)
    came = [item.shapes[0].draw for item in spool]
    assert came[0] is draws[0] and came[3] is draws[3]
    assert came[1].args[0] is shared and came[2].args[0] is own


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool()

    class Full:
        def seek(self, place: int) -> None:
            pass

        def write(self, data: bytes) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(spool, "_file", Full())
    with pytest.raises(LViTError, match="no room"):
        spool.append(item_of(1))


def test_an_item_takes_no_memory_worth_speaking_of() -> None:
    spool = Spool(map(item_of, range(2000)))
    tracemalloc.start()
    spool.extend(map(item_of, range(2000, 4000)))
    assert sum(len(item.shapes) for item in spool) == 4000
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 2000 * 40
