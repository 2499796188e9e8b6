"""The control of the image list that says in which order the images stand."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from app.session.actions.images import WalkingActions
from app.session.queue import ReviewQueue
from app.translation import noop, tr
from app.views.elements import leave_keys_to_image
from app.views.icons import icon
from app.views.theme import ICON_PX

_WORDS = {"random": noop("at random"), "need": noop("by need"), "name": noop("by name")}


class ImageOrder(QToolButton):
    """Offers the orders in a menu and tells which one is in force."""

    def __init__(self, queue: ReviewQueue, walking: WalkingActions) -> None:
        super().__init__()
        self._queue, self._walking = queue, walking
        self.setIcon(icon("sort", "muted"))
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setAccessibleName(tr("Sort images"))
        leave_keys_to_image(self)
        self.clicked.connect(self._open)
        queue.reordered.connect(self._show_order)
        self._show_order()

    @property
    def words(self) -> str:
        """The order in force, as a person reads it."""
        return tr(_WORDS[self._queue.order])

    def orders(self) -> QMenu:
        """The orders, the one in force checked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        walking = self._walking
        for known in (walking.sort_at_random, walking.sort_by_need, walking.sort_by_name):
            entry = menu.addAction(tr(known.title))
            entry.setToolTip(tr(known.tip))
            entry.setCheckable(True)
            entry.setChecked(known.checked())
            entry.triggered.connect(known.trigger)
        return menu

    def _open(self) -> None:
        self.orders().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _show_order(self) -> None:
        self.setToolTip(tr("Sorted {order}; click to choose", order=self.words))
