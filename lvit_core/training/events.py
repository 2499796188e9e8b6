"""What a run tells the window, the plots and TensorBoard: one dataclass for each kind of event.

On disk an event is one line of ``events.jsonl``, a JSON object with "event" and "time" (described
in docs/EVENTS.md, which a test compares with these classes). Every field has a default, and a
reader passes over what it does not know, so that older and newer files can be read.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from lvit_core.errors import LViTError, as_expected
from lvit_core.kept_messages import kept_message, remade_message
from lvit_core.training.run_places import meant_place, told_place
from lvit_core.wording import Message

if TYPE_CHECKING:
    from cattrs import Converter

SCHEMA_VERSION = 1
_LAST_LINES_BYTES = 65536


@dataclass(frozen=True, kw_only=True)
class Event:
    """``time`` is set by the writer: seconds since 1970."""

    time: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Started(Event):
    """A session of a run begins; ``minutes`` or ``generations`` is its budget."""

    schema: int = SCHEMA_VERSION
    resumed: bool = False
    project: bool = False
    model: str = ""
    ancestor: str | None = None
    template: str = ""
    protocol: str | None = None
    input: str = ""
    device: str = ""
    precision: str = ""
    processes: int = 1
    batch: int | None = None
    minutes: float | None = None
    generations: int | None = None
    labeled: int | None = None
    unlabeled: int | None = None
    with_sentence: int | None = None
    holdout: int | None = None
    replay: int | None = None
    unlabeled_mode: str = ""
    beta: float | None = None
    warm_up: bool | None = None
    seed: int | None = None


@dataclass(frozen=True, kw_only=True)
class PrecisionTested(Event):
    """The run's network was asked in ``wished`` and in float32; it computes in ``precision``."""

    step: int = 0
    asked: str = ""
    wished: str = ""
    precision: str = ""
    largest: float | None = None
    mean: float | None = None
    telling: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Step(Event):
    """One step of the optimizer."""

    step: int = 0
    generation: int = 0
    losses: dict[str, float | None] = field(default_factory=dict)
    learning_rate: float | None = None
    seconds: float | None = None
    done: float = 0.0


@dataclass(frozen=True, kw_only=True)
class GenerationEnded(Event):
    """A generation is finished; from ``folder`` on the fields of a project's, else ``None``."""

    number: int = 0
    step: int = 0
    validation_dice: float | None = None
    threshold: float | None = None
    best_dice: float | None = None
    best_generation: int | None = None
    labeled: int | None = None
    unlabeled: int | None = None
    with_sentence: int | None = None
    unlabeled_in_use: int | None = None
    holdout: int | None = None
    pseudo_change: float | None = None
    beta: float | None = None
    seconds: float | None = None
    folder: str | None = None
    parent: str | None = None
    trained_from: str | None = None
    holdout_dice: float | None = None
    in_force_dice: float | None = None
    promoted: bool | None = None
    verified: bool | None = None
    holdout_change: float | None = None
    holdout_low: float | None = None
    holdout_high: float | None = None
    note: str | None = None
    proposals: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalWritten(Event):
    """A prediction of the generation just announced lies in ``path``."""

    image_id: int = 0
    path: str = ""
    number: int = 0
    generation: str = ""
    layer: str = ""
    threshold: float | None = None
    sentence: str = ""
    influence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Paused(Event):
    """Nothing is computed until further notice."""

    step: int = 0


@dataclass(frozen=True, kw_only=True)
class Resumed(Event):
    """A paused run goes on."""

    step: int = 0


@dataclass(frozen=True, kw_only=True)
class Warned(Event):
    """Something a person should know; the run goes on."""

    message: str = ""


@dataclass(frozen=True, kw_only=True)
class Finished(Event):
    """The run came to its end, or was told to stop."""

    ending: str = ""
    folder: str = ""
    steps: int = 0
    generations: int = 0
    seconds: float | None = None
    validation_dice: float | None = None
    threshold: float | None = None
    in_force: str | None = None
    unlabeled: int | None = None
    with_sentence: int | None = None


@dataclass(frozen=True, kw_only=True)
class Failed(Event):
    """The run ended by an error that a person can mend."""

    message: str = "Training failed."
    hint: str = ""


EVENTS: dict[str, type[Event]] = {
    "started": Started,
    "precision": PrecisionTested,
    "step": Step,
    "generation": GenerationEnded,
    "proposal": ProposalWritten,
    "paused": Paused,
    "resumed": Resumed,
    "warning": Warned,
    "finished": Finished,
    "error": Failed,
}
# What a run tells of places, and of models by place or name.
_PLACES = {
    "generation": ("folder", "parent", "proposals"),
    "proposal": ("path",),
    "finished": ("folder", "in_force"),
}
_NAMES = {kind: name for name, kind in EVENTS.items()}


class EventWriter:
    """Appends events to a file, whole lines at a time, and optionally to a second stream.

    Args:
        path: The ``events.jsonl`` to append to; its folder exists.
        echo: A text stream that gets the same lines (``--events``), or ``None``.
    """

    def __init__(self, path: Path, echo: TextIO | None = None) -> None:
        self._run = path.parent
        # Messages name files, whose names may be no text.
        self._file = path.open("a", encoding="utf-8", errors="replace")
        self._echo = echo

    def write(self, event: Event) -> None:
        """Writes one event with the present time."""
        plain = _converter().unstructure(replace(event, time=round(time.time(), 3)))
        record = {"event": _NAMES[type(event)], **_finite(plain)}
        _tell_places(record, partial(told_place, self._run))
        texts = {name: text for name, text in vars(event).items() if isinstance(text, Message)}
        if texts:
            record["messages"] = {name: kept_message(text) for name, text in texts.items()}
        line = json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"
        self._file.write(line)
        self._file.flush()
        if self._echo is not None:
            self._echo.write(line.encode("utf-8", "replace").decode("utf-8"))
            self._echo.flush()

    def close(self) -> None:
        self._file.close()


def read_events(path: str | Path) -> list[Event]:
    """Every complete event of a file, oldest first; none where there is no file."""
    path = Path(path)
    if not path.is_file():
        return []
    try:
        return list(
            _events(path.read_text(encoding="utf-8", errors="replace").splitlines(), path.parent)
        )
    except OSError:
        return []


def last_event(path: str | Path) -> Event | None:
    """The last complete event of a file; ``None`` when there is none."""
    if not Path(path).is_file():  # a pipe would be waited for
        return None
    try:
        with Path(path).open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - _LAST_LINES_BYTES))
            lines = stream.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next(_events(reversed(lines), Path(path).parent), None)


def can_go_on(path: str | Path) -> bool:
    """Whether the run that told these events began to train and did not come to its own end."""
    event = last_event(path)
    if isinstance(event, Finished):
        return event.ending == "stopped"
    return event is not None and not isinstance(event, Started)


class EventTail:
    """Reads what was appended since the last call, for a supervisor that polls."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0

    def new_events(self) -> list[Event]:
        """Events whose lines were completed since the last call; none if there is no file yet."""
        if not self._path.is_file():
            return []
        with self._path.open("rb") as stream:
            stream.seek(self._offset)
            block = stream.read()
        whole = block[: block.rfind(b"\n") + 1]
        self._offset += len(whole)
        lines = whole.decode("utf-8", errors="replace").splitlines()
        return list(_events(lines, self._path.parent))


def _events(lines: Iterable[str], run: Path) -> Iterator[Event]:
    """The events of whole lines; lines of other kinds, or damaged ones, are passed over.

    Places in them are told from the run's folder, and given as they are by now.
    """
    return (event for line in lines if (event := _event(line, run)) is not None)


def _tell_places(record: dict[str, Any], changed: Callable[[str], str]) -> None:
    """Tells the places of an event, and models by place or name, in another way."""
    for name in _PLACES.get(str(record.get("event")), ()):
        place = record.get(name)
        if isinstance(place, str):
            record[name] = changed(place)


def _event(line: str, run: Path) -> Event | None:
    from cattrs import BaseValidationError  # noqa: PLC0415 - as below

    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    kind = EVENTS.get(str(record.get("event"))) if isinstance(record, dict) else None
    if kind is None:
        return None
    _tell_places(record, partial(meant_place, run))
    try:
        event: Event = _converter().structure(record, kind)
    except BaseValidationError:
        return None
    return _with_messages(event, record.get("messages"))


def _with_messages(event: Event, kept: object) -> Event:
    """The event, its texts messages again where it was kept what they were made from."""
    if not isinstance(kept, dict):
        return event
    words: dict[str, Any] = {
        name: remade_message(text, kept[name])
        for name, text in vars(event).items()
        if name in kept and isinstance(text, str)
    }
    return replace(event, **words)


@lru_cache(maxsize=1)
def _converter() -> Converter:
    """Made when first used: the window is painted before it follows a run."""
    from cattrs.preconf.json import make_converter  # noqa: PLC0415

    return make_converter()


def _finite(value: Any) -> Any:
    """JSON has no NaN: such numbers become null."""
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value


@contextmanager
def telling_failure(writer: EventWriter) -> Iterator[None]:
    """Tells in the events why the block ends: an expected error, or a disk that is full or gone.

    Raises:
        LViTError: In the place of an error of the system that can be said in words.
    """
    try:
        yield
    except (LViTError, OSError) as error:
        told = as_expected(error)
        if isinstance(told, LViTError):
            writer.write(Failed(message=told.message, hint=told.hint))
        raise told from (None if told is error else error)
