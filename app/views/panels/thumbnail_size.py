"""The control of the image list that says how large its pictures are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from app.session.preferences import Preferences
from app.translation import tr
from app.views.elements import leave_keys_to_image
from app.views.icons import icon
from app.views.theme import ICON_PX

THUMBNAILS = "images.thumbnails"


class ThumbnailSize(QToolButton):
    """Offers the sizes in a menu and tells which one is in force.

    Signals:
        chosen: Another size is in force.
    """

    chosen = Signal(str)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self.setIcon(icon("thumbnails", "muted"))
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setToolTip(tr("Small, medium or large pictures"))
        self.setAccessibleName(tr("Size of thumbnails"))
        leave_keys_to_image(self)
        self.clicked.connect(self._open)
        preferences.changed.connect(self._on_preference)

    @property
    def size_name(self) -> str:
        return str(self._preferences.get(THUMBNAILS))

    def sizes(self) -> QMenu:
        """The sizes, the one in force checked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = next(one for one in self._preferences.described() if one.key == THUMBNAILS)
        for name, title in known.choices:
            entry = menu.addAction(tr("{size} thumbnails", size=tr(title)))
            entry.setCheckable(True)
            entry.setChecked(name == self.size_name)
            entry.triggered.connect(partial(self._preferences.set, THUMBNAILS, name))
        return menu

    def _open(self) -> None:
        self.sizes().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _on_preference(self, key: str) -> None:
        if key == THUMBNAILS:
            self.chosen.emit(self.size_name)
