"""Reading the chosen image and its labels off the interface thread; the latest choice wins."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from lvit_core.annotation import libraries
from lvit_core.errors import LViTError
from lvit_core.project.records import (
    ImageRecord,
    JournalEntry,
    Picture,
    PictureChange,
    Proposal,
    ReplacedPictureError,
)

if TYPE_CHECKING:
    from lvit_core.annotation.objects import ObjectTable
    from lvit_core.annotation.plane import LabelPlane
    from lvit_core.imaging.pyramid import PixelSource
    from lvit_core.imaging.window import Window
    from lvit_core.project.project import Project
    from lvit_core.prompt.template import Template


@dataclass(frozen=True)
class LoadedImage:
    """Everything needed to show an image and go on working on it."""

    record: ImageRecord
    source: PixelSource
    template: Template
    window: Window
    inverted: bool
    planes: dict[str, LabelPlane]
    objects: dict[str, ObjectTable]
    proposal: Proposal | None
    history: list[JournalEntry]


AFTER_PAINTING_S = 1.0

Request = tuple["Project", ImageRecord, Callable[[], object]]


class ImageLoader(QObject):
    """One thread that reads one image at a time; an image asked for later replaces the waiting."""

    loaded = Signal(object)  # LoadedImage
    failed = Signal(int, object)  # image id, BaseException
    _read = Signal(int, object, object)  # request number, image id, LoadedImage or exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._waiting: tuple[int, Request] | None = None
        self._number = 0
        self._closing = False
        self._thread: threading.Thread | None = None
        self._libraries: threading.Thread | None = None
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)

    def load(self, project: Project, record: ImageRecord, after: Callable[[], object]) -> None:
        """Reads an image once ``after`` has returned (pending writes must be on disk)."""
        with self._condition:
            self._number += 1
            self._waiting = (self._number, (project, record, after))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="loading", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def cancel(self) -> None:
        """What is being read is no longer wanted."""
        with self._condition:
            self._number += 1
            self._waiting = None

    def close(self) -> None:
        with self._condition:
            self._closing = True
            self._waiting = None
            self._condition.notify_all()
        for thread in (self._thread, self._libraries):
            if thread is not None:
                thread.join(5.0)

    def _run(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting is not None or self._closing)
                if self._closing or self._waiting is None:
                    return
                number, (project, record, after) = self._waiting
                self._waiting = None
            result: object
            try:
                after()
                result = load_image(project, record)
            except Exception as error:  # noqa: BLE001 - delivered to the interface thread
                result = error
            self._read.emit(number, record.id, result)
            if self._libraries is None:  # an image is there to be worked on: edits come next
                self._libraries = threading.Thread(
                    target=self._load_libraries, name="libraries", daemon=True
                )
                self._libraries.start()

    def _load_libraries(self) -> None:
        """Waits until the image is painted: importing would make its first frames late."""
        with self._condition:
            if self._condition.wait_for(lambda: self._closing, AFTER_PAINTING_S):
                return
        libraries.load()
        gc.freeze()  # libraries stay, so no look for garbage has to walk over them

    def _on_read(self, number: int, image_id: int, result: object) -> None:
        if number != self._number:
            return
        if isinstance(result, BaseException):
            self.failed.emit(image_id, result)
        else:
            self.loaded.emit(result)


def load_image(project: Project, record: ImageRecord) -> LoadedImage:
    """Reads pixels, labels, proposal and history of one image.

    Raises:
        ReplacedPictureError: Another picture than the one that was marked lies there.
        LViTError: The file is missing or cannot be read.
    """
    from lvit_core.imaging.pyramid import ArraySource, open_source
    from lvit_core.imaging.window import initial_window
    from lvit_core.prompt.parser import parse
    from lvit_core.prompt.templates import load_template

    if project.verify_content(record.id) is not Picture.SAME:
        raise ReplacedPictureError(record.name, _change(project, record.id))
    source = open_source(project.image_path(record.id))
    if isinstance(source, ArraySource):
        window, inverted = initial_window(source.image), source.image.inverted
    else:
        window, inverted = _slide_window(source), False
    template = load_template(record.template)
    parse(record.sentence, template)  # builds the template's word lists here, not in the window
    layers = [layer.name for layer in template.layers]
    return LoadedImage(
        record,
        source,
        template,
        window,
        inverted,
        {layer: project.load_plane(record.id, layer) for layer in layers},
        {layer: project.load_objects(record.id, layer) for layer in layers},
        project.load_proposal(record.id),
        project.history(record.id),
    )


def _change(project: Project, image_id: int) -> PictureChange | None:
    try:
        return project.describe_change(image_id)
    except LViTError:
        return None  # what lies there is no image


def _slide_window(source: PixelSource) -> Window:
    """The first window of an image that is never read as a whole: from its coarsest level."""
    from lvit_core.geometry import Rect
    from lvit_core.imaging.image import Image
    from lvit_core.imaging.window import initial_window

    level = source.levels - 1
    pixels = source.read(level, Rect(0, 0, *source.shape(level)))
    return initial_window(Image(pixels, None, None, False, None, ""))
