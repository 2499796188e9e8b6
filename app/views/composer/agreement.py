"""Sentence and mask side by side: where they agree, and every point where they do not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.session.session import Session


class AgreementPanel(QWidget):
    """Rows for side, areas and zones; a card for each contradiction."""

    rect_wanted = Signal(object)  # Rect to show in the image

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
