"""The docks of the window as a whole: where they stand at first, and which of them are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget
from shiboken6 import isValid

from app.translation import tr
from app.views.panels.panel_dock import LEAST_PX, PanelDock, SummarizedPanel

AnyDock = PanelDock[SummarizedPanel]
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
ALIKE_PX = 4  # a width that nobody has changed
TALL_PX = 1000  # a window in which two panels have room, one above the other
NARROW_PX = 800  # a window without room for panels on both sides, as at 300 %


def first_widths(window_px: int) -> tuple[int, int]:
    """Widths of the left and the right docks at first; the image keeps more than half."""
    left = min(0.1625 * window_px, max(208, 0.13 * window_px))
    right = min(0.235 * window_px, max(300, 0.1875 * window_px))
    return round(min(300, max(LEAST_PX.width(), left))), round(min(388, max(240, right)))


class Docks(QObject):
    """The first dock stands at the left, the others share the right side by tabs.

    They have no place before `reset`.

    Signals:
        changed: Another panel is seen, or one is not seen any more.
    """

    changed = Signal()

    def __init__(self, window: QMainWindow, docks: Sequence[AnyDock]) -> None:
        super().__init__(window)
        self._window = window
        self._docks = list(docks)
        self._given = (0, 0)  # widths that the program chose
        self._put_away: list[AnyDock] = []  # what was seen before the image stood alone
        window.setDockNestingEnabled(False)
        window.setDocumentMode(True)  # tabs without a frame
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for dock in self._docks:
            dock.seen_changed.connect(self._on_seen)
        window.installEventFilter(self)

    def __iter__(self) -> Iterator[AnyDock]:
        return iter(self._docks)

    def __getitem__(self, name: str) -> AnyDock:
        return next(dock for dock in self._docks if dock.name == name)

    @property
    def alone(self) -> bool:
        """Whether no panel stands beside the image."""
        return all(dock.isHidden() for dock in self._docks)

    def show(self, name: str) -> None:
        """Brings a panel before a person's eyes, wherever it is."""
        dock = self[name]
        dock.show()
        dock.raise_()

    def toggle(self, name: str) -> None:
        """Shows a panel that is hidden or behind another one; hides the one that is seen."""
        if self[name].seen:
            self[name].hide()
        else:
            self.show(name)

    def toggle_all(self) -> None:
        """Leaves the image alone, or brings back the panels that were there before."""
        here = [dock for dock in self._docks if not dock.isHidden()]
        if here:
            self._put_away = sorted(here, key=lambda dock: dock.seen)  # raised last
            for dock in here:
                dock.hide()
            return
        coming = self._put_away or self._docks
        for dock in coming:
            dock.show()
        for dock in self._put_away:
            dock.raise_()

    @property
    def narrow(self) -> bool:
        """Whether there is room for panels on one side only."""
        return self.on_narrow_screen or self._window.width() < NARROW_PX

    @property
    def on_narrow_screen(self) -> bool:
        """Whether no window has more room than that here."""
        return self._window.screen().availableSize().width() < NARROW_PX

    def reset(self) -> None:
        """All panels where they stand at first, as wide as the window has room for."""
        self._place()
        self._widen()
        tops = self._tops()
        if len(tops) > 1:  # the lower one would get what it asks for, which is next to nothing
            heights = [self._window.height() // 2] * 2
            self._window.resizeDocks(tops, heights, Qt.Orientation.Vertical)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._follow)  # once the docks have their new places
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        """In a window of another width the docks take their part, unless a person chose one."""
        standing = [dock for dock in self._docks if dock.seen and not dock.isFloating()]
        left = [dock for dock in standing if dock is self._docks[0]]
        right = [dock for dock in standing if dock is not self._docks[0]]
        pairs = (
            *((one, self._given[0]) for one in left),
            *((one, self._given[1]) for one in right),
        )
        if all(abs(dock.width() - given_px) <= ALIKE_PX for dock, given_px in pairs):
            self._widen()

    def _widen(self) -> None:
        left, right = first_widths(self._window.width())
        self._given = (LEAST_PX.width(),) * 2 if self.narrow else (left, right)
        self._window.resizeDocks(self._docks[:2], list(self._given), Qt.Orientation.Horizontal)

    def _tops(self) -> list[AnyDock]:
        """The panels at the right that are not behind others at first."""
        return self._docks[1:3] if self._window.height() >= TALL_PX else self._docks[1:2]

    def _place(self) -> None:
        window, (first, *others) = self._window, self._docks
        for dock in self._docks:
            if dock.isFloating():
                dock.setFloating(False)
            window.removeDockWidget(dock)
        if self.narrow:
            window.addDockWidget(RIGHT, first)
            for dock in others:
                window.tabifyDockWidget(first, dock)
                dock.show()
            first.show()
            first.raise_()
            return
        window.addDockWidget(LEFT, first)
        tops = self._tops()
        for dock in tops:
            window.addDockWidget(RIGHT, dock, Qt.Orientation.Vertical)
        for number, dock in enumerate(others[len(tops) :]):
            # The last of a tall window belongs to the first panel, which is low.
            window.tabifyDockWidget(tops[-1] if number == 0 else tops[0], dock)
        for dock in self._docks:
            dock.show()
        for dock in reversed(tops):
            dock.raise_()

    def _on_seen(self) -> None:
        if not isValid(self._window):
            return  # it is being taken apart, and hides its docks
        for bar in self._window.findChildren(
            QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the image
            bar.setAccessibleName(tr("Panels"))
            bar.setElideMode(Qt.TextElideMode.ElideNone)  # they scroll where there is no room
        self.changed.emit()
