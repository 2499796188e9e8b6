"""The backups of the open project: when and why each was made, and going back to one."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.session.actions.care import CareActions
from app.session.care import ProjectCare
from app.session.state import State
from app.translation import noop, tr
from app.views.dialogs.base import Sheet
from app.views.elements import label
from lvit_core.project.care.backups import Backup, Why

_ROLE = 0x0100  # Qt.UserRole
_WORDS = {
    Why.DAILY: noop("made by itself"),
    Why.ASKED: noop("asked for"),
    Why.BEFORE_RESTORE: noop("before a backup was restored"),
    Why.BEFORE_REPAIR: noop("before a repair"),
    Why.BEFORE_MIGRATION: noop("before the project was brought up to date"),
}


class Backups(Sheet):
    """A list to choose from, the newest first."""

    def __init__(
        self, state: State, care: ProjectCare, actions: CareActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Restore a backup"), parent)
        self._actions = actions
        self.add_heading(
            tr("Restore a backup"),
            tr(
                "Labels, sentences and decisions become what they were. What the project is now is "
                "kept as a backup first; images, models and exports stay as they are."
            ),
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups of this project"))
        self.list.setMinimumHeight(180)
        words = tr("There are no backups yet. File > Project care > Back up now makes one.")
        self._nothing = label(words, "muted", wrap=True)
        self._nothing.hide()
        self.add_found(self.list, self._nothing)
        self.restore = self.add_button(
            tr("Restore"), tr("Go back to the chosen backup"), self._restore, primary=True
        )
        self.restore.setEnabled(False)
        self.add_close()
        state.project_closed.connect(self.close)
        care.backups_listed.connect(self._fill)
        care.list_backups()

    def _fill(self, backups: list[Backup]) -> None:
        self.list.clear()
        for one in backups:
            if one.why not in _WORDS:
                continue  # a damaged file that was kept: nothing to go back to
            words = tr(
                "{made:%A, %d %B %Y, %H:%M:%S} · {why} · {size:.1f} MB",
                made=one.made_at.astimezone(),
                why=tr(_WORDS[one.why]),
                size=one.nbytes / 1e6,
            )
            item = QListWidgetItem(words)
            item.setData(_ROLE, one.name)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self.list.count()))
        self._nothing.setVisible(not self.list.count())
        self.restore.setEnabled(bool(self.list.count()))

    def _restore(self) -> None:
        name = self.list.currentItem().data(_ROLE)
        self.close()
        self._actions.restore(name)
