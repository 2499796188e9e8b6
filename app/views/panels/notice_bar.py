"""Notices that slide over the canvas: said once, never in the way, with the next step at hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.views.elements import icon_button, label, push_button, row, set_role
from app.views.icons import icon
from app.views.theme import GAP_PX, ICON_PX
from lvit_core.notice import Notice, Offer

SECONDS_SHOWN = {"info": 5, "warning": 12, "error": 0}
"""How long a notice stays by itself; 0 keeps it until it is closed."""
MOST_SHOWN = 3
_ICONS = {
    "info": ("info", "muted"),
    "warning": ("warning", "proposal"),
    "error": ("error", "danger"),
}
_WIDTH_PX = 440


class Toast(QFrame):
    """One notice with its hint and, when there is more to read, a button for it."""

    def __init__(
        self,
        notice: Notice,
        on_close: Callable[[Toast], None],
        on_details: Callable[[Notice], None],
        on_offer: Callable[[Offer], None],
    ) -> None:
        super().__init__()
        self.notice = notice
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self.setAccessibleName(f"{notice.message} {notice.hint}".strip())
        self._on_close = on_close
        layout = row(self, gap=GAP_PX)
        layout.setContentsMargins(12, 9, 8, 9)
        picture = QLabel()
        picture.setPixmap(icon(*_ICONS[notice.level]).pixmap(ICON_PX, ICON_PX))
        one_line = not notice.hint and not notice.details
        side = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        layout.addWidget(picture, 0, side)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(label(notice.message, wrap=True))
        if notice.hint:
            text.addWidget(label(notice.hint, "muted", wrap=True))
        if notice.details:
            more = push_button("Show details", "Show all details", lambda: on_details(notice))
            set_role(more, "flat")
            text.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(text, 1)
        if notice.offer is not None:
            layout.addWidget(self._offering(notice.offer, on_offer), 0, side)
        close = icon_button("close", "Dismiss", "Dismiss this message", self.close_now)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.close_now)
        seconds = SECONDS_SHOWN[notice.level]
        if seconds and not notice.details:
            self._timer.start(seconds * 1000)

    def _offering(self, offer: Offer, on_offer: Callable[[Offer], None]) -> QPushButton:
        def take() -> None:
            self.close_now()
            on_offer(offer)

        button = push_button(offer.title, f"{offer.title} now", take)
        set_role(button, "flat")
        return button

    def height_for(self, width: int) -> int:
        """The height that wrapped text needs at this width."""
        self.ensurePolished()
        return self.layout().totalHeightForWidth(width)

    def close_now(self) -> None:
        self._timer.stop()
        self._on_close(self)

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()  # whoever is reading is not interrupted
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        seconds = SECONDS_SHOWN[self.notice.level]
        if seconds and not self.notice.details:
            self._timer.start(seconds * 1000)
        super().leaveEvent(event)


class NoticeBar(QWidget):
    """The stack of current notices at the top of its parent; takes no room while it is empty.

    Signals:
        covered: Lies over this part of the parent now; over nothing when the rectangle is empty.
        left: What had the keyboard was closed.
    """

    covered = Signal(QRect)
    left = Signal()

    def __init__(
        self,
        parent: QWidget,
        below: QWidget,
        on_details: Callable[[Notice], None],
        on_offer: Callable[[Offer], None],
    ) -> None:
        """Lies over ``parent``, from the upper edge of its child ``below`` on."""
        super().__init__(parent)
        self._below = below
        self._on_details = on_details
        self._on_offer = on_offer
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP_PX)
        for moved in (parent, below):
            moved.installEventFilter(self)
        self.hide()

    def toasts(self) -> list[Toast]:
        """What is shown now, newest first."""
        found = (self._layout.itemAt(index).widget() for index in range(self._layout.count()))
        return [item for item in found if isinstance(item, Toast)]

    def show_notice(self, notice: Notice) -> None:
        """Shows one more; the same words twice are one notice."""
        for shown in self.toasts():
            if (shown.notice.message, shown.notice.hint) == (notice.message, notice.hint):
                self._remove(shown)
        toast = Toast(notice, self._remove, self._on_details, self._on_offer)
        self._layout.insertWidget(0, toast)
        for old in self.toasts()[MOST_SHOWN:]:
            self._remove(old)
        toast.show()
        self.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def _remove(self, toast: Toast) -> None:
        had_focus = _has_focus(toast)
        self._layout.removeWidget(toast)
        toast.hide()
        if had_focus:
            self.left.emit()
        toast.deleteLater()
        if self.toasts():
            self._place()
        else:
            self.hide()
            self.covered.emit(QRect())

    def _place(self) -> None:
        if self.isHidden():
            return
        parent = self.parentWidget()
        width = min(_WIDTH_PX, parent.width() - 2 * GAP_PX)
        toasts = self.toasts()
        heights = [toast.height_for(width) for toast in toasts]
        for toast, height in zip(toasts, heights, strict=True):
            toast.setFixedSize(width, height)
        self.setFixedSize(width, sum(heights) + self._layout.spacing() * (len(heights) - 1))
        self.move((parent.width() - width) // 2, self._below.y() + GAP_PX * 2)
        self.raise_()
        self.covered.emit(self.geometry())


def _has_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)
