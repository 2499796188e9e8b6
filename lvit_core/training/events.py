"""The lines of ``events.jsonl``: what a run tells the app, the plots and TensorBoard.

One schema for all readers (docs/EVENTS.md describes it).  A line is one JSON object with "event"
and "time"; a reader ignores what it does not know, so fields may be added later.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

SCHEMA_VERSION = 1
EVENT_NAMES = (
    "started",
    "step",
    "generation",
    "proposal",
    "paused",
    "resumed",
    "warning",
    "finished",
    "error",
)


class EventWriter:
    """Appends events to a file, whole lines at a time, and optionally to a second stream.

    Args:
        path: The ``events.jsonl`` to append to; its folder exists.
        echo: A text stream that gets the same lines (``--events``), or ``None``.
    """

    def __init__(self, path: Path, echo: TextIO | None = None) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._echo = echo

    def write(self, event: str, **fields: Any) -> None:
        """Writes one event.

        Raises:
            ValueError: The name is not part of the schema.
        """
        if event not in EVENT_NAMES:
            raise ValueError(f"unknown event {event!r}")
        record = {"event": event, "time": round(time.time(), 3), **_finite(fields)}
        line = json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"
        self._file.write(line)
        self._file.flush()
        if self._echo is not None:
            self._echo.write(line)
            self._echo.flush()

    def close(self) -> None:
        self._file.close()


def read_events(path: Path) -> list[dict[str, Any]]:
    """Every complete event of a file, oldest first; a half-written last line is left out."""
    return list(_lines(path.read_text(encoding="utf-8"))) if path.exists() else []


class EventTail:
    """Reads what was appended since the last call, for a supervisor that polls."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def new_events(self) -> list[dict[str, Any]]:
        """Events whose lines were completed since the last call; none if there is no file yet."""
        if not self._path.exists():
            return []
        with self._path.open("rb") as stream:
            stream.seek(self._offset)
            block = stream.read()
        whole = block[: block.rfind(b"\n") + 1]
        self._offset += len(whole)
        return list(_lines(whole.decode("utf-8")))


def _lines(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            value = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(value, dict) and "event" in value:
            yield value


def _finite(value: Any) -> Any:
    """JSON has no NaN: such numbers become null, numbers of numpy and torch become plain."""
    if isinstance(value, Mapping):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        return _finite(value.item())
    return value
