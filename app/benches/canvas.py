"""`lvit bench canvas`: how long a hand waits for the picture, on this machine.

A brush step is measured from the mouse event to the painted frame, tool and masks included; the
store is left out, because it writes on a thread of its own.
"""

from __future__ import annotations

import itertools
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSize, Qt

from app.benches.canvas_setting import (
    CELL_PX,
    SLIDE_PX,
    Scene,
    fill_layer,
    grey_image,
    likely_objects,
    many_objects,
    scene,
    write_slide,
)
from app.benches.moves import spiral
from lvit_core.annotation import libraries
from lvit_core.annotation.plane import LabelPlane
from lvit_core.imaging.window import Window
from lvit_core.own_program import python_command

WINDOW = QSize(1280, 800)
LARGE_WINDOW = QSize(2560, 1440)
BRUSHES_PX = (3, 20, 80, 200, 400)  # diameters
MOVES_PER_BRUSH = 60
OBJECTS = 10_000
PROPOSED = 1_000
UNDO_STEPS = 1_000
LARGE_ROUNDS = 10
FRAMES = 120


def measure() -> dict[str, float]:
    """Times in milliseconds, rates per second, memory in megabytes (10^6 bytes)."""
    metrics: dict[str, float] = {}
    for side_px in (1000, 4096):
        metrics |= _brush(side_px)
    metrics |= _objects()
    metrics |= _threshold()
    metrics |= _pan()
    metrics |= _window_level()
    metrics |= _undo_memory()
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as folder:
        slide = Path(folder) / "slide.tif"
        write_slide(slide)
        metrics |= _brush_on_slide(slide)
        metrics["slide_mb"] = _slide_memory(slide)
    return metrics


def _brush(side_px: int) -> dict[str, float]:
    with scene(grey_image(side_px, side_px), WINDOW) as stage:
        return _told(_strokes(stage), str(side_px))


def _brush_on_slide(slide: Path) -> dict[str, float]:
    from lvit_core.imaging.pyramid import open_source

    with scene(open_source(slide), WINDOW) as stage:
        return _told(_strokes(stage), str(SLIDE_PX))


def _told(times_ms: list[float], name: str) -> dict[str, float]:
    return {
        f"brush_p50_ms_{name}": float(np.percentile(times_ms, 50)),
        f"brush_p95_ms_{name}": float(np.percentile(times_ms, 95)),
    }


def _strokes(stage: Scene) -> list[float]:
    """Milliseconds of every brush move, at the whole image and at actual pixels."""
    times: list[float] = []
    for zoomed, diameter in itertools.product((False, True), BRUSHES_PX):
        stage.canvas.actual_size() if zoomed else stage.canvas.fit()
        stage.settle()
        stage.session.palette.settings.update(brush_radius_px=diameter / 2)
        stage.document.select_object(0)
        times += _stroke(stage)
    return times


def _stroke(stage: Scene) -> list[float]:
    """One stroke on a spiral about the middle; the first moves warm up and are not counted."""
    kind, left = QEvent.Type, Qt.MouseButton.LeftButton
    path = spiral(stage.middle())
    stage.mouse(kind.MouseMove, next(path), left)
    stage.mouse(kind.MouseButtonPress, next(path), left)
    stage.frame()
    times = []
    for at in itertools.islice(path, MOVES_PER_BRUSH):
        begin = time.perf_counter()
        stage.mouse(kind.MouseMove, at, left)
        stage.frame()
        times.append((time.perf_counter() - begin) * 1e3)
    stage.mouse(kind.MouseButtonRelease, next(path), left)
    stage.frame()
    return times[3:]


def _objects() -> dict[str, float]:
    with scene(grey_image(1100, 1100), WINDOW) as stage:
        fill_layer(stage.document, many_objects(1100, OBJECTS))
        stage.document.layer_changed.emit(stage.document.active_layer)
        brush = float(np.percentile(_strokes(stage), 50))
        while stage.document.undo_stack.canUndo():
            stage.document.undo_stack.undo()
        edits, undos = _object_edits(stage)
        large = [_large_undos(stage, gesture) for gesture in (_wide_stroke, _wipe)]
    return {
        "brush_p50_ms_objects": brush,
        "object_edit_ms": float(np.median(edits)),
        "undo_ms": max(float(np.median(times)) for times in (undos, *large)),
    }


def _large_undos(stage: Scene, gesture: Callable[[Scene], None]) -> list[float]:
    """Undo and redo of a gesture that changes much of the screen, or thousands of objects."""
    gesture(stage)
    stage.whole_frame()
    times: list[float] = []
    for _ in range(LARGE_ROUNDS):
        for work in (stage.document.undo_stack.undo, stage.document.undo_stack.redo):
            times.append(_timed(stage, work))
            stage.whole_frame()
    stage.document.undo_stack.undo()
    return times


def _wide_stroke(stage: Scene) -> None:
    stage.session.palette.settings.update(brush_radius_px=BRUSHES_PX[-1] / 2)
    stage.document.select_object(0)
    _stroke(stage)


def _wipe(stage: Scene) -> None:
    """Takes nine tenths of the objects away in one step."""
    from lvit_core.annotation.edits.whole import delete

    context = stage.session.palette.context()
    assert context is not None
    context.commit(delete(context.workspace(), range(1, OBJECTS * 9 // 10)))


def _object_edits(stage: Scene) -> tuple[list[float], list[float]]:
    """Split, merge and delete by the tools, each painted, then undone and redone."""
    libraries.load()  # as the program does after the first image
    stage.canvas.actual_size()
    stage.settle()
    stage.document.planes[stage.document.active_layer].extents  # noqa: B018 - built once, on opening
    edits: list[float] = []
    undos: list[float] = []
    for number in range(12):
        y = x = (30 + 3 * number) * CELL_PX
        middle = y + CELL_PX / 2
        steps = stage.document.undo_stack.index()
        for work in (
            lambda y=y, m=middle: _drag(stage, "split", (y - 1, m), (y + CELL_PX + 1, m)),
            lambda x=x, m=middle: _drag(stage, "merge", (m, x + 3), (m, x + CELL_PX + 3)),
            lambda x=x, m=middle: _delete(stage, m + CELL_PX, x + 3),
        ):
            edits.append(_timed(stage, work))
            undos.append(_timed(stage, stage.document.undo_stack.undo))
            undos.append(_timed(stage, stage.document.undo_stack.redo))
        if stage.document.undo_stack.index() != steps + 3:
            raise RuntimeError("an edit of the bench was refused")
    return edits, undos


def _drag(stage: Scene, tool: str, begin: tuple[float, float], end: tuple[float, float]) -> None:
    gesture = stage.session.palette.tools[tool]
    gesture.press(begin)
    gesture.move(end)
    gesture.release(end)


def _delete(stage: Scene, y: float, x: float) -> None:
    from lvit_core.annotation.edits.whole import delete

    context = stage.session.palette.context()
    assert context is not None
    target = context.plane.value_at(y, x)
    context.commit(delete(context.workspace(), (target,)))


def _timed(stage: Scene, work: Callable[[], object]) -> float:
    """Milliseconds until the edit is carried out, wherever it is computed, and painted."""
    begin = time.perf_counter()
    work()
    while stage.session.edits.busy:
        stage.frame()
    stage.frame()
    return (time.perf_counter() - begin) * 1e3


def _threshold() -> dict[str, float]:
    """Moves of the threshold slider from the event to the exact picture, beside people's work."""
    with scene(grey_image(1000, 1000), WINDOW) as stage:
        libraries.load()
        labels = np.pad(many_objects(300, OBJECTS // 40), ((0, 700), (0, 700)))
        fill_layer(stage.document, labels)
        stage.document.set_proposal(likely_objects(1000, PROPOSED))
        slider = stage.canvas._chrome.bar.cut.threshold
        begin, found = time.perf_counter(), stage.session.proposals._objects
        found.find(stage.document)
        stage.wait(lambda: found.prepared)
        prepared_ms = (time.perf_counter() - begin) * 1e3
        begin = time.perf_counter()
        slider.setValue(40)
        stage.wait(lambda: stage.proposed(0.4))
        stage.whole_frame()
        first_ms = (time.perf_counter() - begin) * 1e3
        times = []
        for step in range(FRAMES):
            percent = 20 + (step * 7) % 70
            begin = time.perf_counter()
            slider.setValue(percent)
            stage.wait(partial(stage.proposed, percent / 100))
            stage.whole_frame()
            times.append((time.perf_counter() - begin) * 1e3)
        stage.document.set_proposal(None)  # or its outlines would be traced while the scene closes
    return {
        "threshold_prepared_ms": prepared_ms,
        "threshold_first_ms": first_ms,
        "threshold_move_ms": float(np.percentile(times, 95)),
    }


def _pan() -> dict[str, float]:
    """Frames a second while an annotated image is dragged across a large window."""
    with scene(grey_image(4096, 4096), LARGE_WINDOW) as stage:
        fill_layer(stage.document, _large_areas(4096))
        stage.document.layer_changed.emit(stage.document.active_layer)
        stage.canvas.actual_size()
        stage.settle()
        middle = Qt.MouseButton.MiddleButton
        at = stage.middle()
        stage.mouse(QEvent.Type.MouseButtonPress, at, middle)
        times = []
        for step in range(FRAMES):
            direction = 1 if step % 80 < 40 else -1
            at = QPointF(at.x() + 17 * direction, at.y() + 11 * direction)
            begin = time.perf_counter()
            stage.mouse(QEvent.Type.MouseMove, at, middle)
            stage.whole_frame()
            times.append(time.perf_counter() - begin)
        stage.mouse(QEvent.Type.MouseButtonRelease, at, middle)
    return {"pan_fps": float(1 / np.mean(times))}


def _large_areas(side_px: int) -> np.ndarray:
    labels = np.zeros((side_px, side_px), np.int32)
    rows, columns = np.ogrid[:side_px, :side_px]
    for number, (y, x) in enumerate(itertools.product((900, 2048, 3200), repeat=2)):
        labels[(rows - y) ** 2 + (columns - x) ** 2 < 400**2] = number + 1
    return labels


def _window_level() -> dict[str, float]:
    with scene(grey_image(4000, 3000, np.uint16), LARGE_WINDOW) as stage:
        times = []
        for step in range(FRAMES):
            window = Window(30_000 + 40 * step, 40_000 - 90 * step)
            begin = time.perf_counter()
            contrast = replace(stage.document.contrast, window=window)
            stage.document.set_contrast(contrast)
            stage.whole_frame()
            times.append(time.perf_counter() - begin)
    return {"window_level_fps": float(1 / np.mean(times))}


def _undo_memory() -> dict[str, float]:
    """Megabytes that a thousand brush strokes keep for undo, counted as compact patches."""
    from lvit_core.annotation.edits.stroke import Stroke

    plane = LabelPlane(4096, 4096)
    generator = np.random.default_rng(1)
    total = 0
    for _ in range(UNDO_STEPS):
        stroke = Stroke(plane, float(generator.uniform(1.5, 60)), int(generator.integers(1, 9)))
        at = generator.uniform(200, 3800, 2)
        stroke.extend([tuple(at + generator.uniform(-60, 60, 2)) for _ in range(12)])
        total += stroke.finish().nbytes
    return {"undo_1000_mb": total / 1e6}


def _slide_memory(slide: Path) -> float:
    """Peak memory of a process of its own that opens, annotates and looks around."""
    command = [*python_command("app.benches.canvas_slide"), str(slide)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.strip().splitlines()[-1])
