"""Steps of earlier days, read before a person undoes or redoes them: keys do not wait for a disk.

Who is faster than the disk waits for the one step that is wanted, which is read next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Protocol

from lvit_core.annotation.edit import Edit

AHEAD = 3  # steps in either direction
Submit = Callable[[Callable[[], Edit]], Future[Edit]]


class StoredStep(Protocol):
    """A row of the history."""

    @property
    def id(self) -> int: ...

    @property
    def status(self) -> str: ...


class ReadAhead:
    """Keeps the steps around the last one that was asked for; of one thread alone.

    Args:
        load: Reads one by its id.
        submit: Has it read elsewhere, what was submitted last first; may cancel what waits.
    """

    def __init__(self, load: Callable[[int], Edit], submit: Submit) -> None:
        self._load = load
        self._submit = submit
        self._order: list[int] = []
        self._known: dict[int, Future[Edit]] = {}

    def expect(self, ids: Sequence[int], at: int) -> None:
        """Steps in their order, of which the first ``at`` are done: the next ones are read."""
        self._order = list(ids)
        self._keep([])
        self._read(self._around(at))

    def expect_history(self, steps: Sequence[Sequence[StoredStep]]) -> None:
        """The same for the history of an image as it was read."""
        done = sum(len(step) for step in steps if step[0].status == "done")
        self.expect([entry.id for step in steps for entry in step], done)

    def get(self, step: int) -> Edit:
        """One step; those beside it are read meanwhile.

        Raises:
            LViTError: It is not stored.
        """
        if step not in self._order:
            self._order.append(step)
        near = self._around(self._order.index(step))
        self._keep([step, *near])
        waiting = self._known.get(step)
        if waiting is not None and waiting.cancel():
            del self._known[step]  # it would wait for those that were submitted after it
        self._read([step, *near])
        try:
            return self._known[step].result()
        except Exception:
            del self._known[step]  # the disk may give it the next time
            raise

    def _around(self, at: int) -> list[int]:
        """The steps beside a place, the nearest first."""
        places = range(max(0, at - AHEAD), min(at + AHEAD, len(self._order)))
        return [self._order[place] for place in sorted(places, key=lambda place: abs(place - at))]

    def _keep(self, wanted: Sequence[int]) -> None:
        """Forgets the others, and what was cancelled because newer steps were wanted."""
        for step in set(self._known) - set(wanted):
            self._known.pop(step).cancel()
        self._known = {step: one for step, one in self._known.items() if not one.cancelled()}

    def _read(self, wanted: Sequence[int]) -> None:
        for step in reversed(wanted):  # the first is submitted last, and so begun next
            if step not in self._known:
                self._known[step] = self._submit(partial(self._load, step))
