"""The guides, read inside the program without a network."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.translation import language_in_force, noop, tr
from app.views.dialogs.base import Sheet
from lvit_core.resources import resource_path

TITLES = {
    "radiologist": noop("Guide for radiologists"),
    "pathologist": noop("Guide for pathologists"),
}


class Guide(Sheet):
    """One guide; its pictures lie beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is one of `TITLES`; raises ``LViTError`` where the file is missing."""
        super().__init__(tr(TITLES[name]), parent, width=940)
        self.page = QTextBrowser()
        self.page.setAccessibleName(tr(TITLES[name]))
        self.page.setOpenExternalLinks(False)  # nothing leaves this machine
        language = language_in_force()
        file = f"{name}.md" if language == "en" else f"{name}.{language}.md"
        self.page.setSource(QUrl.fromLocalFile(str(resource_path("help", file))))
        self.page.setMinimumHeight(480)
        self.body.addWidget(self.page, 1)
        self.add_close()
