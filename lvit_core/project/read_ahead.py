"""Steps of earlier days, read before a person undoes or redoes them: keys do not wait for a disk.

The thread ends by itself when all that was asked for is read. Who is faster than the disk waits for
the one step that is wanted, which is read next.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from lvit_core.annotation.edit import Edit

AHEAD = 3  # steps in either direction


class StoredStep(Protocol):
    """A row of the history."""

    @property
    def id(self) -> int: ...

    @property
    def status(self) -> str: ...


class ReadAhead:
    """Keeps the steps around the last one that was asked for.

    Args:
        load: Reads one by its id; called in a thread.
    """

    def __init__(self, load: Callable[[int], Edit]) -> None:
        self._load = load
        self._order: list[int] = []
        self._known: dict[int, Edit | Exception] = {}
        self._wanted: list[int] = []
        self._reading = False
        self._now: int | None = None  # it is being read
        self._changed = threading.Condition()

    def expect(self, ids: Sequence[int], at: int) -> None:
        """Steps in their order, of which the first ``at`` are done: the next ones are read."""
        with self._changed:
            self._order, self._known = list(ids), {}
            self._want(at)

    def expect_history(self, steps: Sequence[Sequence[StoredStep]]) -> None:
        """The same for the history of an image as it was read."""
        done = sum(len(step) for step in steps if step[0].status == "done")
        self.expect([entry.id for step in steps for entry in step], done)

    def get(self, step: int) -> Edit:
        """One step; those beside it are read meanwhile.

        Raises:
            LViTError: It is not stored.
        """
        with self._changed:
            if step not in self._order:
                self._order.append(step)
            self._want(self._order.index(step), first=step)
            self._changed.wait_for(lambda: step in self._known)
            found = self._known[step]
            if isinstance(found, Exception):
                del self._known[step]  # the disk may give it the next time
                raise found
            return found

    def _want(self, at: int, first: int | None = None) -> None:
        near = sorted(
            range(max(0, at - AHEAD), min(at + AHEAD, len(self._order))),
            key=lambda place: abs(place - at),
        )
        ids = [self._order[place] for place in near]
        if first is not None:
            ids.insert(0, first)
        self._known = {one: self._known[one] for one in ids if one in self._known}
        coming = {*self._known, self._now}
        self._wanted = [one for one in dict.fromkeys(ids) if one not in coming]
        if self._wanted and not self._reading:
            self._reading = True
            threading.Thread(target=self._read, name="steps read ahead", daemon=True).start()

    def _read(self) -> None:
        while True:
            with self._changed:
                if not self._wanted:
                    self._reading = False
                    return
                step = self._now = self._wanted.pop(0)
            found: Edit | Exception
            try:
                found = self._load(step)
            except Exception as error:  # noqa: BLE001 - told where it is wanted
                found = error
            with self._changed:
                self._known[step], self._now = found, None
                self._changed.notify_all()
