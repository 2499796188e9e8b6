"""The strip under the image: one place to say what is in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.session.session import Session


class SentenceStrip(QWidget):
    """The sentence of the current image, and everything that helps to write it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._session = session
