"""Notices that slide over the canvas: said once, never in the way, with the next step at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.translation import tr
from app.views.elements import announce, icon_button, label, push_button, row, set_role
from app.views.icons import icon
from app.views.theme import GAP_PX, ICON_PX
from lvit_core.notice import Notice, Offer
from lvit_core.wording import counted

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
    """What was said of one kind: the newest words, how often, and a button for all of it."""

    def __init__(
        self,
        notices: tuple[Notice, ...],
        on_close: Callable[[Toast], None],
        on_details: Callable[[Notice], None],
        on_offer: Callable[[Offer], None],
    ) -> None:
        super().__init__()
        self.notices = notices
        self.notice = notice = notices[-1]
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        times = tr("{count} messages like this", count=len(notices)) if len(notices) > 1 else ""
        self.setAccessibleName(" ".join(filter(None, (tr(notice.message), tr(notice.hint), times))))
        self._on_close = on_close
        layout = row(self, gap=GAP_PX)
        layout.setContentsMargins(12, 9, 8, 9)
        picture = QLabel()
        picture.setPixmap(icon(*_ICONS[notice.level]).pixmap(ICON_PX, ICON_PX))
        self._whole = _together(notices)
        one_line = not notice.hint and not self._whole.details
        side = Qt.AlignmentFlag.AlignVCenter if one_line else Qt.AlignmentFlag.AlignTop
        layout.addWidget(picture, 0, side)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(label(tr(notice.message), wrap=True))
        for words in filter(None, (times, tr(notice.hint))):
            text.addWidget(label(words, "muted", wrap=True))
        if self._whole.details:
            more = push_button(
                tr("Show details"), tr("Show all details"), lambda: on_details(self._whole)
            )
            set_role(more, "flat")
            text.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(text, 1)
        if notice.offer is not None:
            layout.addWidget(self._offering(notice.offer, on_offer), 0, side)
        close = icon_button("close", tr("Dismiss"), tr("Dismiss this message"), self.close_now)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.close_now)
        self._wait()

    def _offering(self, offer: Offer, on_offer: Callable[[Offer], None]) -> QPushButton:
        def take() -> None:
            self.close_now()
            on_offer(offer)

        button = push_button(tr(offer.title), tr("{title} now", title=tr(offer.title)), take)
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
        self._wait()
        super().leaveEvent(event)

    def _wait(self) -> None:
        """Leaves by itself after a while, unless there is more to read."""
        seconds = SECONDS_SHOWN[self.notice.level]
        if seconds and not self._whole.details:
            self._timer.start(seconds * 1000)


class NoticeBar(QWidget):
    """The stack of current notices at the top of its parent; takes no room while it is empty.

    What is shown stays where it is: what is new comes below it, and where one is closed under the
    pointer, the others move up when the pointer has left.

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
        self._waiting: list[tuple[Notice, ...]] = []  # what there is no room for beside errors
        self._image = 0  # that is shown
        self._more = label("", "toast")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP_PX)
        self._layout.addWidget(self._more)
        for moved in (parent, below):
            moved.installEventFilter(self)
        self.hide()

    def toasts(self) -> list[Toast]:
        """What is shown now, newest first."""
        return [item for item in reversed(self._places()) if isinstance(item, Toast)]

    def show_notice(self, notice: Notice) -> None:
        """Shows one more; what is of the same kind is told in one place, with the number."""
        if notice.about not in (0, self._image):
            return  # its image was left meanwhile; it stands with the messages
        for shown in self.toasts():
            if shown.notice.kind == notice.kind:
                self._put(self._toast((*_others(shown.notices, notice), notice)), shown)
                return
        for number, waiting in enumerate(self._waiting):
            if waiting[-1].kind == notice.kind:
                self._waiting[number] = (*_others(waiting, notice), notice)
                return
        shown_now = self.toasts()
        if len(shown_now) >= MOST_SHOWN:
            old = [one for one in reversed(shown_now) if one.notice.level != "error"]
            if not old:
                self._waiting.append((notice,))
                self._place()
                return
            self._remove(old[0])
        self._put(self._toast((notice,)))

    def show_image(self, image_id: int) -> None:
        """Another image is shown, or none (0): what is about the one before goes."""
        self._image = image_id
        self._waiting = [one for one in self._waiting if one[-1].about in (0, image_id)]
        for toast in self.toasts():
            if toast.notice.about not in (0, image_id):
                toast.close_now()

    def dismiss_all(self) -> None:
        """All has been read elsewhere."""
        self._waiting = []
        for toast in self.toasts():
            toast.close_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._close_gaps()

    def _toast(self, notices: tuple[Notice, ...]) -> Toast:
        return Toast(notices, self._remove, self._on_details, self._on_offer)

    def _places(self) -> list[QWidget]:
        """Toasts and the gaps that closed ones left, from the top down."""
        layout = self._layout
        return [layout.itemAt(number).widget() for number in range(layout.count() - 1)]

    def _put(self, toast: Toast, instead_of: Toast | None = None) -> None:
        at = len(self._places()) if instead_of is None else self._layout.indexOf(instead_of)
        self._layout.insertWidget(at, toast)
        if instead_of is not None:
            self._take_out(instead_of)
        toast.show()
        announce(self, toast.accessibleName())
        self.show()
        self._place()

    def _remove(self, toast: Toast) -> None:
        had_focus = _has_focus(toast)
        if self.underMouse() and toast is not self.toasts()[0]:
            gap = QWidget()
            gap.setFixedSize(toast.size())
            self._layout.insertWidget(self._layout.indexOf(toast), gap)
        self._take_out(toast)
        if self._waiting and len(self.toasts()) < MOST_SHOWN:
            self._put(self._toast(self._waiting.pop(0)))
        if self.toasts():
            self._place()
        else:
            self._close_gaps()
        if had_focus:
            self.left.emit()

    def _take_out(self, widget: QWidget) -> None:
        self._layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _close_gaps(self) -> None:
        for gap in self._places():
            if not isinstance(gap, Toast):
                self._take_out(gap)
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
        waiting = len(self._waiting)
        self._more.setText(
            tr("{messages}: close one above to read on", messages=counted(waiting, "more message"))
        )
        self._more.setVisible(bool(waiting))
        places = self._places()
        for place in places:
            if isinstance(place, Toast):
                place.setFixedSize(width, place.height_for(width))
        heights = [place.height() for place in places]
        if waiting:
            self._more.setFixedSize(width, self._more.sizeHint().height() + 2 * GAP_PX)
            heights.append(self._more.height())
        self.setFixedSize(width, sum(heights) + self._layout.spacing() * (len(heights) - 1))
        self.move((parent.width() - width) // 2, self._below.y() + GAP_PX * 2)
        self.raise_()
        self.covered.emit(self.geometry())


def _others(told: tuple[Notice, ...], notice: Notice) -> tuple[Notice, ...]:
    """What was told before ``notice``, without the same words."""
    same = (notice.message, notice.hint, notice.details)
    return tuple(one for one in told if (one.message, one.hint, one.details) != same)


def _together(notices: tuple[Notice, ...]) -> Notice:
    """All of one kind as one notice: details are the lines of all of them."""
    newest = notices[-1]
    if len(notices) == 1:
        return newest
    lines = [line for one in notices for line in (one.message, *one.details)]
    return replace(
        newest, message=tr("{count} messages", count=len(notices)), hint="", details=tuple(lines)
    )


def _has_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)
