"""Reading the chosen image and its labels off the interface thread; the latest choice wins."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.worker import Worker
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

Cancelled = Callable[[], bool]


class ImageLoader(QObject):
    """Reads one image at a time; an image asked for later replaces the one before.

    Signals:
        loaded: The newest image that was asked for.
        failed: Its id, and what went wrong.
    """

    loaded = Signal(LoadedImage)
    failed = Signal(int, BaseException)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("loading", self, latest=True)
        self._libraries = Worker("libraries", self)
        self._libraries_asked = False

    def load(
        self, project: Project, record: ImageRecord, after: Callable[[Cancelled], object]
    ) -> None:
        """Reads an image once ``after`` has returned (pending writes must be on disk).

        Args:
            project: Its project.
            record: The image.
            after: Called in the loading thread with a function that says whether the image is
                not wanted any more.
        """

        def work() -> LoadedImage:
            after(self._worker.unwanted)
            return load_image(project, record)

        self._worker.submit(work, self._on_loaded, partial(self.failed.emit, record.id))

    def cancel(self) -> None:
        """What is being read is no longer wanted."""
        self._worker.drop()

    def close(self) -> None:
        self._worker.close()
        self._libraries.close()

    def _on_loaded(self, loaded: LoadedImage) -> None:
        """An image is there to be worked on: edits come next, and need their libraries.

        They wait until it is painted: importing would make its first frames late.
        """
        if not self._libraries_asked:
            self._libraries_asked = True
            self._libraries.stand_back(AFTER_PAINTING_S)
            self._libraries.submit(_load_libraries)
        self.loaded.emit(loaded)


def _load_libraries() -> None:
    libraries.load()
    gc.freeze()  # libraries stay, so no look for garbage has to walk over them


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
    from lvit_core.project.thumbnails import with_pictures

    try:
        return with_pictures(project, project.describe_change(image_id))
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
