"""The scene that the canvas is measured on: a session without a project, and generated images."""

from __future__ import annotations

import math
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtWidgets import QApplication

from app.benches.moves import send_mouse
from app.session.document import Document
from app.session.preferences import Preferences
from app.session.session import Session
from app.session.tools.registry import create_tools
from app.views import composition
from app.views.theme import apply_theme
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.levels import Cut
from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource, PixelSource
from lvit_core.imaging.window import Window
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.prompt.templates import sample_template

SLIDE_PX = 20_000
SLIDE_TILE_PX = 512
CELL_PX = 10  # spacing of the generated objects
LONGEST_WAIT_EVENTS = 400


@dataclass(frozen=True)
class _Kept:
    value: int = 0


class MemoryJournal:
    """Takes edits and forgets them: the store is measured elsewhere."""

    why = ""

    def require_writable(self, edit: object = None) -> None:
        """Never refuses."""

    def follow(self, state: ImageState) -> None:
        """Nobody is asked for a reason."""

    def append(self, image_id: int, edit: Edit, settles: object = None) -> _Kept:
        return _Kept()

    def undo(self, image_id: int, entry: Any) -> None:
        """Nothing is stored."""

    def redo(self, image_id: int, entry: Any) -> None:
        """Nothing is stored."""

    def hold(self, count: int) -> None:
        """Nothing is announced."""

    def choose_cut(self, template: str, cut: Cut, proposal: Proposal | None) -> None:
        """Nothing is stored."""

    def load(self, entry: Any) -> Edit:
        raise LookupError("nothing is stored")


def application() -> QApplication:
    """The running application, or a new one on the offscreen platform."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(["lvit"])
    apply_theme("dark")
    return made


class Scene:
    """A canvas on a document, driven by real events."""

    def __init__(self, source: PixelSource, size: QSize, folder: Path) -> None:
        self.session = Session(Preferences(folder))
        self.session.palette.tools = create_tools(self.session.palette.context)
        self.document = _document(source, self.session)
        self.session.state.document = self.document
        self.session.state.current = self.document.record
        self.canvas = composition.make_canvas(self.session)
        self.canvas.resize(size)
        self.canvas.show()
        self.settle()

    def settle(self) -> None:
        """Until everything visible is sharp."""
        for _ in range(LONGEST_WAIT_EVENTS):
            QCoreApplication.processEvents()
        self.canvas.repaint()

    def mouse(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        """Sends one mouse event."""
        send_mouse(self.canvas, kind, at, button)

    def frame(self) -> None:
        """Lets the frame be painted that the last events asked for."""
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()

    def whole_frame(self) -> None:
        """As ``frame``, and the further ones if it was too much for one."""
        self.frame()
        while self.canvas.repainting.waiting:
            self.frame()

    def wait(self, done: Callable[[], bool]) -> None:
        """Lets the program go on until something is done."""
        while not done():
            self.frame()
            time.sleep(0.001)

    def proposed(self, threshold: float) -> bool:
        """Whether the objects at a threshold are told apart; at 0.5 it is the model's own."""
        proposal = self.document.proposal
        known = proposal is not None and proposal.objects is not None
        return known and abs(proposal.level - threshold) < 1e-6

    def middle(self) -> QPointF:
        return QPointF(QPoint(self.canvas.width() // 2, self.canvas.height() // 2))

    def close(self) -> None:
        """Frees everything."""
        self.canvas.close()
        self.session.state.document = None
        self.session.state.document_ready.emit()
        self.canvas.deleteLater()
        self.session.proposals.close()
        self.session.services.storage.wait_idle()
        self.session.services.thumbnails.close()
        self.session.services.loader.close()
        self.session.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def scene(source: PixelSource, size: QSize) -> Iterator[Scene]:
    """A scene that is closed afterwards."""
    application()
    with tempfile.TemporaryDirectory(prefix="lvit-bench-") as folder:
        made = Scene(source, size, Path(folder))
        try:
            yield made
        finally:
            made.close()


def grey_image(height: int, width: int, dtype: type[np.generic] = np.uint8) -> ArraySource:
    """A smooth image with some texture, cheap to make at any size."""
    rows = np.arange(height, dtype=np.float32)[:, None]
    columns = np.arange(width, dtype=np.float32)[None]
    waves = np.sin(rows / 97) * np.cos(columns / 131) + 0.1 * np.sin(rows * columns / 9e3)
    top = float(np.iinfo(dtype).max) if np.issubdtype(dtype, np.integer) else 1.0
    return ArraySource(Image(((waves * 0.4 + 0.5) * top).clip(0, top).astype(dtype)))


def write_slide(path: Path, side_px: int = SLIDE_PX) -> None:
    """A tiled pyramidal colour TIFF with JPEG tiles, as slide scanners write them."""
    import tifffile

    levels = 1
    while side_px >> levels >= 2 * SLIDE_TILE_PX:
        levels += 1
    options: dict[str, Any] = {
        "tile": (SLIDE_TILE_PX, SLIDE_TILE_PX),
        "photometric": "rgb",
        "compression": "jpeg",
        "dtype": np.uint8,
    }
    with tifffile.TiffWriter(path, bigtiff=True) as tiff:
        for level in range(levels):
            side = side_px >> level
            tiff.write(
                _tissue(side),
                shape=(side, side, 3),
                subifds=levels - 1 if level == 0 else 0,
                subfiletype=1 if level else 0,
                **options,
            )


def many_objects(side_px: int, count: int) -> NDArray[np.int32]:
    """``(side, side)`` ids of ``count`` small squares in rows."""
    labels = np.zeros((side_px, side_px), np.int32)
    across = side_px // CELL_PX
    for number in range(count):
        y, x = number // across * CELL_PX, number % across * CELL_PX
        labels[y + 1 : y + CELL_PX - 1, x + 1 : x + CELL_PX - 1] = number + 1
    return labels


def likely_objects(side_px: int, count: int) -> Proposal:
    """A proposal of ``count`` soft discs in rows, some sure and some faint, with some noise."""
    generator = np.random.default_rng(3)
    values = np.zeros((side_px, side_px), np.float32)
    across = math.ceil(math.sqrt(count))
    pitch = side_px / across
    reach = int(pitch)
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    for number in range(count):
        y, x = (int((part + 0.5) * pitch) for part in divmod(number, across))
        distance = np.hypot(rows, columns) - pitch * generator.uniform(0.2, 0.45)
        disc = generator.uniform(0.3, 1.0) / (1 + np.exp(distance / 2))
        top, left = max(0, y - reach), max(0, x - reach)
        room = values[top : y + reach + 1, left : x + reach + 1]
        own = disc[top - y + reach :, left - x + reach :][: room.shape[0], : room.shape[1]]
        np.maximum(room, own, out=room)
    values += generator.normal(0, 0.01, values.shape).astype(np.float32)
    planes = (values.clip(0, 1) * 255).astype(np.uint8)[None]
    layer = sample_template("section").finding_layer
    return Proposal(1, layer.name, (layer.classes[0].name,), planes, 0.5, "", "bench")


def fill_layer(document: Document, labels: NDArray[np.int32]) -> None:
    """Puts ids and their records into the active layer."""
    layer = document.active_layer
    document.planes[layer] = LabelPlane.from_array(labels)
    table = document.objects[layer]
    for object_id in range(1, int(labels.max()) + 1):
        table.add(
            ObjectRecord(object_id, layer, document.classes[layer], Provenance("person"), "labeled")
        )


def _tissue(side: int) -> Iterator[NDArray[np.uint8]]:
    generator = np.random.default_rng(5)
    noise = generator.integers(120, 240, (SLIDE_TILE_PX // 8, SLIDE_TILE_PX // 8, 3), np.uint8)
    tile = noise.repeat(8, axis=0).repeat(8, axis=1)
    across = -(-side // SLIDE_TILE_PX)
    for _ in range(across * across):
        yield tile


def _document(source: PixelSource, session: Session) -> Document:
    template = sample_template("section")
    record = ImageRecord(
        id=1,
        path="bench.tif",
        name="bench.tif",
        content_hash="",
        height=source.height,
        width=source.width,
        channels=3 if source.is_color else 1,
        spacing_mm=(0.2, 0.2),
        orientation=None,
        group="",
        template=template.name,
        sentence="",
        state=ImageState.IN_PROGRESS,
        split="train",
        missing=False,
        has_proposal=False,
        reason="",
        added_at="",
    )
    document = Document(record, source, template, MemoryJournal(), session)
    top = float(np.iinfo(source.dtype).max) if source.dtype.kind in "iu" else 1.0
    document.own_window = Window.between(0, top)
    return document
