"""The stains of the image shown, each as a picture, and where their vectors come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.jobs.tasks import TaskRunner
from app.session.notices import Notices
from app.session.state import State
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import column, label, push_button, row
from app.views.newest_task import NewestTask
from app.views.numbers.measuring import Measuring
from app.views.numbers.words import number_words, title_of
from lvit_core.errors import LViTError
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.stain_pictures import object_vector, stain_pictures
from lvit_core.measurement.stains import Stains

PICTURE_PX = 260
_WIDTH_PX = 620
Pictures = list[NDArray[np.uint8]]


class StainSheet(Sheet):
    """One column for each stain; a vector is taken from the object that is selected."""

    def __init__(
        self,
        state: State,
        tasks: TaskRunner,
        notices: Notices,
        measuring: Measuring,
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Stains"), parent, width=_WIDTH_PX)
        self._state, self._notices = state, notices
        self._measuring = measuring
        self._task = NewestTask(tasks, self)
        self._stains: Stains | None = None
        self.pictures: list[QLabel] = []
        self.told: list[QLabel] = []
        self.take: list[QPushButton] = []
        self.source = label("", "small", wrap=True)
        self._build()
        state.document_ready.connect(self.refresh)
        self.refresh()

    @property
    def busy(self) -> bool:
        """Whether pictures are being made."""
        return self._task.busy

    def _build(self) -> None:
        self.add_heading(
            tr("Stains of this image"),
            tr(
                "What each stain alone would look like. Where one of them bleeds into the other, "
                "select an object on which only one lies, and take its vector."
            ),
        )
        line = row(gap=16)
        for number, name in enumerate(self._measuring.options.stain_names):
            inside = column(gap=6)
            picture = QLabel()
            picture.setFixedSize(PICTURE_PX, PICTURE_PX)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setAccessibleName(title_of(name))
            told = label("", "small")
            take = push_button(
                tr("From the selected object"),
                tr("Its mean colour becomes the vector of this stain"),
                partial(self._take, number),
            )
            inside.addWidget(label(title_of(name), "heading"))
            for widget in (picture, told, take):
                inside.addWidget(widget)
            line.addLayout(inside)
            self.pictures.append(picture)
            self.told.append(told)
            self.take.append(take)
        self.body.addLayout(line)
        self.body.addWidget(self.source)
        self.add_close()
        self.add_button(tr("Usual vectors"), tr("Those of Ruifrok and Johnston"), self._usual)
        self.add_button(
            tr("From the image"), tr("Estimated from its own colours (Macenko)"), self._estimate
        )

    def refresh(self) -> None:
        """Makes the pictures anew, in the background."""
        document, options = self._state.document, self._measuring.options
        if document is None or not document.source.is_color:
            return
        source = document.source

        def work(*_: object) -> tuple[Stains | None, Pictures]:
            stains = options.stains_of(source)
            return stains, [] if stains is None else stain_pictures(source, stains)

        self._task.start(tr("Telling stains apart"), work, self._show)

    def _show(self, made: tuple[Stains | None, Pictures]) -> None:
        self._stains, pictures = made
        if self._stains is None:
            return
        for place, pixels in zip(self.pictures, pictures, strict=False):
            height, width, _ = pixels.shape
            image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            kept = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            place.setPixmap(QPixmap.fromImage(image).scaled(place.size(), kept, smooth))
        for words, vector in zip(self.told, self._stains.vectors, strict=False):
            told = [number_words(float(value)) for value in vector]
            words.setText(tr("OD of red, green, blue: {values}", values="; ".join(told)))
        self.source.setText(tr("Stain vectors: {source}", source=self._stains.source))

    def _take(self, number: int) -> None:
        document, stains = self._state.document, self._stains
        if document is None or stains is None:
            return
        plane = document.planes[document.active_layer]
        try:
            vectors: Sequence[Sequence[float]] = [
                object_vector(plane, document.selected_object, document.source).tolist()
                if n == number
                else vector.tolist()
                for n, vector in enumerate(stains.vectors)
            ]
            options = replace(
                self._measuring.options,
                stains=_base(self._measuring.options),
                vectors=tuple(tuple(vector) for vector in vectors),
            )
        except LViTError as error:
            self._notices.error(error)
            return
        self._ask(options)

    def _usual(self) -> None:
        options = self._measuring.options
        self._ask(replace(options, stains=_base(options), vectors=()))

    def _estimate(self) -> None:
        options = self._measuring.options
        self._ask(replace(options, stains=f"estimate-{_base(options)}", vectors=()))

    def _ask(self, options: MeasureOptions) -> None:
        self._measuring.ask(options)
        self.refresh()


def _base(options: MeasureOptions) -> str:
    return options.stains.removeprefix("estimate-")
