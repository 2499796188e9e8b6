"""Asking why a labeled image of a project for the record is to change, before anything does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListWidget, QWidget

from app.session.actions.images import ImageFactActions
from app.session.preferences import Preferences
from app.session.state import State
from app.translation import tr
from app.views.dialogs.base import Sheet

RECENT = "reasons.recent"
MOST_RECENT = 8


class ChangeReason(Sheet):
    """One line, and the reasons that were given lately; Cancel changes nothing."""

    def __init__(
        self,
        state: State,
        preferences: Preferences,
        image: ImageFactActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Change what is labeled"), parent, width=460)
        self._preferences, self._image = preferences, image
        self.add_heading(
            tr("Why does this change?"),
            tr(
                "The image is labeled, and the project is for the record. The reason is kept with "
                "every change until the image is labeled again or another one is shown."
            ),
        )
        recent = self._preferences.recall(RECENT, [])
        known = [str(one) for one in recent] if isinstance(recent, list) else []
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("The border was too wide"))
        completer = QCompleter(known, self.reason)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.reason.setCompleter(completer)
        self.add_field(tr("Reason"), self.reason)
        self.recent = QListWidget()
        self.recent.addItems(known)
        self.recent.setMaximumHeight(120)
        self.recent.currentTextChanged.connect(self.reason.setText)
        self.recent.itemDoubleClicked.connect(self._allow)
        if known:
            self.add_field(tr("Given lately"), self.recent)
        self.add_button(tr("Cancel"), tr("Change nothing (Esc)"), self.close)
        words = tr("Keep this reason with the changes that follow")
        self.allow = self.add_button(tr("Change it"), words, self._allow, primary=True)
        self.reason.textChanged.connect(self._on_text)
        state.current_changed.connect(self.close)
        self.reason.setFocus()
        self._on_text()

    def _on_text(self) -> None:
        self.allow.setEnabled(bool(self.reason.text().strip()))

    def _allow(self) -> None:
        reason = " ".join(self.reason.text().split())
        known = [self.recent.item(row).text() for row in range(self.recent.count())]
        kept = [reason, *(one for one in known if one != reason)][:MOST_RECENT]
        self._preferences.remember(RECENT, kept)
        self.close()
        self._image.change_labeled(reason)
