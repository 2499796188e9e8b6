"""A dock with a quiet title line, whose panel is made when it is first seen.

Panels never ask for room: what they have to say scrolls inside them, so that the image keeps its
size whatever they say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QScrollArea, QWidget

from app.translation import tr
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import column, icon_button, row, set_role
from app.views.icons import icon

TAKEN_OUT_BY = QPoint(-60, 60)  # what stood behind it is seen
BESIDE_TITLE_PX = 12
LEAST_PX = QSize(190, 110)  # of a panel, without its title; lists need so much

PanelT = TypeVar("PanelT", bound="SummarizedPanel")


class SummarizedPanel(QWidget):
    """The content of a dock, which says in a few words what it holds.

    Signals:
        summary_changed: Those words, for the title.
    """

    summary_changed = Signal(str)
    summary = ""
    alert = False  # there is something in it that a person should look at


class PanelTitle(QWidget):
    """The name of a panel, a short summary at the right, and the buttons of its dock."""

    def __init__(
        self, title: str, tab: str, float_it: Callable[[], None], hide: Callable[[], object]
    ) -> None:
        super().__init__()
        self._title = title
        layout = row(self, gap=2)
        layout.setContentsMargins(12, 3, 4, 3)
        self.summary = ElidedLabel(phrases=True)  # no title makes its panel wider
        set_role(self.summary, "small")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.summary.setAccessibleName(tr("{title}: summary", title=title))
        self._float = icon_button("float", "", "", float_it)
        close = icon_button(
            "close", tr("Hide {title}", title=title), tr("Hide '{title}'", title=title), hide
        )
        self._words = (title, tab)
        self._heading = heading = ElidedLabel(roomy=True)
        set_role(heading, "heading")
        heading.setText(title)
        layout.addWidget(heading)
        layout.addSpacing(6)
        layout.addWidget(self.summary, 1)
        layout.addSpacing(2)
        for button in (self._float, close):
            button.setIconSize(QSize(14, 14))
            button.setFixedSize(24, 24)
            layout.addWidget(button)
        self.show_floating(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The short name stands where the long one would be cut."""
        super().resizeEvent(event)
        title, tab = self._words
        room_px = self._float.x() - self._heading.x() - BESIDE_TITLE_PX
        fits = self._heading.fontMetrics().horizontalAdvance(title) <= room_px
        self._heading.setText(title if fits else tab)

    def show_floating(self, floating: bool) -> None:
        """Which way the button leads now."""
        words = tr("Put back") if floating else tr("Take out")
        where = tr("into the window") if floating else tr("as a window of its own")
        self._float.setIcon(icon("unfloat" if floating else "float", "muted"))
        self._float.setAccessibleName(f"{words} {self._title}")
        self._float.setToolTip(
            tr(
                "{words} '{title}' {where} (or double-click the title)",
                words=words,
                title=self._title,
                where=where,
            )
        )


class PanelArea(QScrollArea):
    """Holds a panel and asks for the same room whatever the panel has to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return LEAST_PX

    def minimumSizeHint(self) -> QSize:
        return LEAST_PX


class PanelDock(QDockWidget, Generic[PanelT]):
    """One panel of the window; it can be moved to another edge, floated, tabbed and hidden.

    Signals:
        seen_changed: Whether it is seen now: neither hidden nor behind another tab.
    """

    seen_changed = Signal(bool)

    def __init__(self, name: str, tab: str, title: str, make: Callable[[], PanelT]) -> None:
        """``tab`` is the short name; ``make`` is called once, when the panel is first needed."""
        super().__init__(tab)
        self.setObjectName(f"dock.{name}")
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        self.name, self.title, self.tab = name, title, tab
        self.seen = False
        self._make = make
        self._panel: PanelT | None = None
        self._title = PanelTitle(title, tab, self._float, self.hide)
        self.setTitleBarWidget(self._title)
        self._area = PanelArea()
        holder = QWidget()  # a dock's own widget takes the rules of the stylesheet for docks
        column(holder, gap=0).addWidget(self._area)
        self.setWidget(holder)
        self.visibilityChanged.connect(self._on_visibility)
        self.topLevelChanged.connect(self._title.show_floating)

    @property
    def panel(self) -> PanelT:
        """The content; made now if nobody has seen it yet."""
        if self._panel is None:
            made = self._panel = self._make()
            self._area.setWidget(made)
            made.summary_changed.connect(self._show_summary)
            self._show_summary(made.summary)
        return self._panel

    @property
    def summary(self) -> ElidedLabel:
        """The few words at the right of the title."""
        return self._title.summary

    def _show_summary(self, words: str) -> None:
        self._title.summary.setText(words)
        told = f"{self.tab} \u2022" if self._panel is not None and self._panel.alert else self.tab
        if told != self.windowTitle():
            self.setWindowTitle(told)

    def _float(self) -> None:
        if self.isFloating():
            self._put_back()
            return
        self.setFloating(True)
        room = self.screen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        beyond = self.rect().bottomRight()
        corner = room.bottomRight() - beyond  # further right or down it would be cut
        wanted = self.pos() + TAKEN_OUT_BY
        self.move(
            max(room.left(), min(wanted.x(), corner.x())),
            max(room.top(), min(wanted.y(), corner.y())),
        )

    def _put_back(self) -> None:
        """Into the window, before the panels that it shares a place with."""
        self.setFloating(False)
        self.raise_()

    def _on_visibility(self, seen: bool) -> None:
        if seen != self.seen:
            self.seen = seen
            QTimer.singleShot(0, self, self._make_when_seen)
            self.seen_changed.emit(seen)

    def _make_when_seen(self) -> None:
        """Later: while docks are put in place, each of them is seen for a moment."""
        if self.seen:
            _ = self.panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFloating():
            self._put_back()
            return
        super().keyPressEvent(event)
