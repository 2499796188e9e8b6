"""The picture that was marked beside the one that lies there now, for a person to decide."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from app.translation import tr
from app.views.elements import column, label, row
from lvit_core.project.records import PictureChange


class TwoPictures(QWidget):
    """Two small pictures with their captions; one that is not known leaves no gap."""

    def __init__(self) -> None:
        super().__init__()
        line = row(self, gap=24)
        line.addStretch(1)
        self.marked, self.now = QLabel(), QLabel()
        for picture, caption in ((self.marked, tr("as marked")), (self.now, tr("now"))):
            line.addWidget(_captioned(picture, caption))
        line.addStretch(1)
        self.hide()

    def show_change(self, change: PictureChange | None) -> None:
        """Shows what is known of a change; nothing hides both."""
        pairs = (
            (self.marked, None if change is None else change.before),
            (self.now, None if change is None else change.now),
        )
        for picture, pixels in pairs:
            if pixels is not None:
                picture.setPixmap(QPixmap.fromImage(_image(pixels)))
            picture.parentWidget().setVisible(pixels is not None)
        self.setVisible(any(pixels is not None for _, pixels in pairs))


def _captioned(picture: QLabel, caption: str) -> QWidget:
    whole = QWidget()
    inside = column(whole, gap=4)
    for part in (picture, label(caption, "onCanvas")):
        part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(part)
    return whole


def _image(pixels: NDArray[np.uint8]) -> QImage:
    """(h, w) or (h, w, 3) pixels; Qt keeps its own copy."""
    held = np.ascontiguousarray(pixels)
    height, width = held.shape[:2]
    kind = QImage.Format.Format_Grayscale8 if held.ndim == 2 else QImage.Format.Format_RGB888
    return QImage(held.data, width, height, held.strides[0], kind).copy()
