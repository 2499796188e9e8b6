"""Curves of runs from their events: as a picture, and as files TensorBoard reads."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.files import refuse_other_file
from lvit_core.training.events import GenerationEnded, Step, read_events
from lvit_core.training.run_folder import RunFolder


@dataclass
class Curve:
    """Values over steps, with the time each was written."""

    steps: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def add(self, step: int, value: float, time: float) -> None:
        self.steps.append(step)
        self.values.append(value)
        self.times.append(time)


def read_curves(run: str | Path) -> dict[str, Curve]:
    """Every curve of a run by name: "loss/...", "learning_rate", "seconds", "dice/...", ...

    Steps that a rollback repeated replace what they repeated.

    Args:
        run: The run's folder or its ``events.jsonl``.

    Raises:
        LViTError: There are no steps in it.
    """
    run = Path(run)
    path = RunFolder(run).events if run.is_dir() else run
    events = read_events(path)
    if not any(isinstance(event, Step) for event in events):
        raise LViTError(
            "{name} holds no training steps.", "Give the folder of a run.", name=run.name
        )
    curves: dict[str, Curve] = {}
    for event in events:
        if not isinstance(event, Step | GenerationEnded):
            continue
        for name, value in _values(event).items():
            curve = curves.setdefault(name, Curve())
            while curve.steps and curve.steps[-1] >= event.step:
                for column in (curve.steps, curve.values, curve.times):
                    column.pop()
            curve.add(event.step, value, event.time)
    return curves


def smoothed(values: Sequence[float], memory: int) -> list[float]:
    """Exponential mean with a memory of about ``memory`` values, unbiased at the beginning."""
    decay = 1.0 - 1.0 / max(1, memory)
    mean = weight = 0.0
    result = []
    for value in values:
        mean, weight = decay * mean + (1 - decay) * value, decay * weight + (1 - decay)
        result.append(mean / weight if weight else value)
    return result


def draw_curves(runs: Mapping[str, Mapping[str, Curve]], path: str | Path) -> None:
    """Writes a PNG with losses, Dice, learning rate and the change of pseudo labels.

    Args:
        runs: Curves of one or several runs by name; several are drawn into the same panels.
        path: The ``.png``.
    """
    path = Path(path)
    refuse_other_file(path, b"\x89PNG")
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(12, 7), layout="constrained")
    FigureCanvasAgg(figure)
    panels = figure.subplots(2, 2)
    single = len(runs) == 1
    for name, curves in runs.items():
        prefix = "" if single else f"{name}: "
        losses = [key for key in curves if key.startswith("loss/")]
        for key in losses if single else ["loss/total"]:
            curve = curves[key]
            memory = max(1, len(curve.values) // 50)
            panels[0, 0].plot(
                curve.steps,
                smoothed(curve.values, memory),
                label=prefix + key.removeprefix("loss/"),
            )
        for key in ("validation_dice", "holdout_dice", "in_force_dice"):
            _plot(panels[0, 1], curves.get(f"generation/{key}"), prefix + key.replace("_", " "))
        _plot(panels[1, 0], curves.get("learning_rate"), f"{prefix}learning rate")
        changes = _after_beginning(curves.get("generation/pseudo_change"))
        _plot(panels[1, 1], changes, f"{prefix}change of a generation")
    for panel, title in zip(
        panels.flat, ("loss (smoothed)", "Dice", "learning rate", "pseudo labels"), strict=True
    ):
        panel.set_title(title, loc="left")
        panel.set_xlabel("step")
        panel.grid(visible=True, alpha=0.3)
        if panel.lines:
            panel.legend(fontsize="small")
    figure.savefig(path, dpi=120)


def write_tensorboard(curves: Mapping[str, Curve], folder: str | Path, name: str) -> Path:
    """Writes the curves as one event file in TensorBoard's own format; needs no TensorBoard.

    Returns:
        The file.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    start = min(curve.times[0] for curve in curves.values())
    path = folder / f"events.out.tfevents.{int(start)}.{name}"
    with path.open("wb") as stream:
        stream.write(_record(_double(1, start) + _bytes(3, b"brain.Event:2")))
        for tag, curve in curves.items():
            for step, value, time in zip(curve.steps, curve.values, curve.times, strict=True):
                scalar = _bytes(1, tag.encode()) + _float(2, value)
                event = _double(1, time) + _integer(2, step) + _bytes(5, _bytes(1, scalar))
                stream.write(_record(event))
    return path


def _after_beginning(changes: Curve | None) -> Curve | None:
    """The changes of pseudo labels without the 1 of those that begin: it would hide the rest."""
    later = Curve()
    if changes is not None:
        for step, value, time in zip(changes.steps, changes.values, changes.times, strict=True):
            if value < 1.0:
                later.add(step, value, time)
    return later if later.steps else None


def _plot(panel: Any, curve: Curve | None, label: str) -> None:
    if curve is not None:
        marker = "." if len(curve.steps) < 200 else None
        panel.plot(curve.steps, curve.values, label=label, marker=marker)


def _values(event: Step | GenerationEnded) -> dict[str, float]:
    if isinstance(event, Step):
        values = {f"loss/{name}": value for name, value in event.losses.items()}
        values |= {"learning_rate": event.learning_rate, "seconds": event.seconds}
    else:
        values = {
            "generation/validation_dice": event.validation_dice,
            "generation/holdout_dice": event.holdout_dice,
            "generation/in_force_dice": event.in_force_dice,
            "generation/pseudo_change": event.pseudo_change,
            "generation/beta": event.beta,
        }
    return {name: value for name, value in values.items() if value is not None}


# TensorBoard reads TFRecords (length, checksum, message, checksum) of "Event" protocol buffers; the
# few fields of a scalar are written by hand so that no package is needed to export them.


def _record(message: bytes) -> bytes:
    length = struct.pack("<Q", len(message))
    return length + _checksum(length) + message + _checksum(message)


def _checksum(data: bytes) -> bytes:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    masked = (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF
    return struct.pack("<I", masked)


def _crc32c_table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        crc = value
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
        table.append(crc)
    return tuple(table)


_TABLE = _crc32c_table()


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _bytes(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _integer(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _double(number: int, value: float) -> bytes:
    return _varint(number << 3 | 1) + struct.pack("<d", value)


def _float(number: int, value: float) -> bytes:
    return _varint(number << 3 | 5) + struct.pack("<f", value)
