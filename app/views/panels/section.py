"""A dock with a quiet title line that folds away, so that all panels fit beside a small image."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QScrollArea, QSizePolicy, QWidget

from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import column, icon_button, label, row, set_role
from app.views.icons import icon

_NO_LIMIT_PX = 16_777_215  # Qt's largest widget size
_LEAST_NEIGHBOUR_PX = 240  # of the images: a few rows of the list
WIDTH_PX = 388  # at first; the canvas keeps its place whatever the panels say
_LEAST_WIDTH_PX = 300


class SummarizedPanel(QWidget):
    """The content of a section that says in a few words what it holds.

    Signals:
        summary_changed: Those words, for the title.
    """

    summary_changed = Signal(str)
    summary = ""


class SectionTitle(QWidget):
    """The title of a section, a short summary at the right, and the button that folds it."""

    toggled = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        layout = row(self, gap=6)
        layout.setContentsMargins(6, 6, 12, 4)
        self._fold = icon_button("fold", f"Fold {title}", "", self.toggled.emit)
        self._fold.setFixedSize(20, 20)
        self.summary = ElidedLabel()  # however long, it must not make the panels wider
        set_role(self.summary, "muted")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.summary.setAccessibleName(f"{title}: summary")
        heading = label(title, "heading")
        layout.addWidget(self._fold)
        layout.addWidget(heading)
        layout.addWidget(self.summary, 1)
        self._title = title
        self.show_folded(False)

    def show_folded(self, folded: bool) -> None:
        self._fold.setIcon(icon("unfold" if folded else "fold", "muted"))
        verb = "Show" if folded else "Fold away"
        self._fold.setToolTip(f"{verb} '{self._title}' (or double-click the title)")
        self._fold.setAccessibleName(f"{verb} {self._title}")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.toggled.emit()
        event.accept()


class FittingArea(QScrollArea):
    """As tall as its content where there is room, scrolling where there is not."""

    outgrown = Signal(int)  # the height in pixels that the content would like to have now

    def __init__(self, content: QWidget, least_px: int = 96, most_px: int = _NO_LIMIT_PX) -> None:
        super().__init__()
        self._most_px = most_px
        self._content = content
        self._least_px = least_px
        self._wished_px = 0
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        wished, layout = self._content.sizeHint(), self._content.layout()
        height = wished.height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.totalHeightForWidth(self.viewport().width())
        return QSize(wished.width(), min(height, self._most_px))

    def minimumSizeHint(self) -> QSize:
        least = self._content.minimumSizeHint()
        return QSize(least.width(), min(least.height(), self._least_px))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            wished = self.sizeHint().height()
            if wished != self._wished_px:
                self._wished_px = wished
                self.outgrown.emit(wished)
        return super().eventFilter(watched, event)


class SectionDock(QDockWidget):
    """A panel of the window that can be folded, moved to another edge, floated and closed."""

    folded_changed = Signal(bool)

    def __init__(
        self,
        name: str,
        title: str,
        content: QWidget,
        *,
        scrolls: bool = False,
        most_px: int = _NO_LIMIT_PX,
    ) -> None:
        """``scrolls`` is for content of a height of its own, which a low window has to cut.

        Such a panel never takes more than ``most_px`` by itself.
        """
        super().__init__(title)
        self.setObjectName(name)
        self.setMinimumWidth(_LEAST_WIDTH_PX)
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        self._title = SectionTitle(title)
        self._title.toggled.connect(self.toggle)
        self.setTitleBarWidget(self._title)
        self._content = FittingArea(content, most_px=most_px) if scrolls else content
        self._holder = QWidget()
        self._holder.setSizePolicy(self._content.sizePolicy())
        column(self._holder, gap=0).addWidget(self._content)
        self.setWidget(self._holder)
        if isinstance(self._content, FittingArea):
            # Later: a layout must not be resized while it is being laid out.
            self._content.outgrown.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        self.toggleViewAction().setToolTip(f"Show or hide the panel '{title}'")
        if isinstance(content, SummarizedPanel):
            content.summary_changed.connect(self.set_summary)
            self.set_summary(content.summary)

    @property
    def folded(self) -> bool:
        return self._content.isHidden()

    @property
    def wished_px(self) -> int:
        """The height at which nothing of the content is cut; 0 where any height will do."""
        content = self._content
        if self.folded or not isinstance(content, FittingArea):
            return 0
        return content.sizeHint().height() + self._title.sizeHint().height()

    def set_summary(self, text: str) -> None:
        """A few words at the right of the title."""
        self._title.summary.setText(text)

    def toggle(self) -> None:
        self.set_folded(not self.folded)

    def set_folded(self, folded: bool) -> None:
        """Leaves the title line alone, or shows everything again."""
        if folded == self.folded:
            return
        self._content.setVisible(not folded)
        if folded:
            self._fold_to_title()
        else:
            self._holder.setMaximumHeight(_NO_LIMIT_PX)
            # both at once: only so does Qt forget that a height was ever asked for
            self.setMaximumSize(_NO_LIMIT_PX, _NO_LIMIT_PX)
            if isinstance(self._content, FittingArea):
                self._content.outgrown.emit(self._content.sizeHint().height())
        self._title.show_folded(folded)
        self.folded_changed.emit(folded)

    def fit_again(self) -> None:
        """Takes the room its content needs where a lower window has cut it."""
        content = self._content
        if isinstance(content, FittingArea) and content.height() < content.sizeHint().height():
            self._fit(content.sizeHint().height())

    def _fold_to_title(self) -> None:
        # The holder stays: a dock whose own widget is hidden is no wider than it must be.
        self._holder.setMaximumHeight(0)
        self.setMaximumHeight(self._title.sizeHint().height() + 2)

    def _fit(self, wished_px: int) -> None:
        """Takes the room that new content needs from the tallest neighbour, or gives it back."""
        window = self.parentWidget()
        if not isinstance(window, QMainWindow) or self.folded or self.isFloating():
            return
        area = window.dockWidgetArea(self)
        docks = [
            dock
            for dock in window.findChildren(SectionDock)
            if dock.isVisible() and not dock.isFloating() and window.dockWidgetArea(dock) == area
        ]
        heights = {dock: dock.height() for dock in docks}
        others = [dock for dock in docks if dock is not self]
        if self not in heights or not others:
            return
        tallest = max(others, key=lambda dock: heights[dock])
        wished = wished_px + self._title.sizeHint().height()
        wishes = {self: wished} | {dock: dock.wished_px for dock in others if dock is not tallest}
        missing = sum(max(0, wish - heights[dock]) for dock, wish in wishes.items())
        if heights[tallest] - missing < _LEAST_NEIGHBOUR_PX:
            wishes = {self: wished}  # a low window: the others stay as they are
        for dock, wish in wishes.items():
            if dock is self or wish > heights[dock]:
                heights[tallest] -= wish - heights[dock]
                heights[dock] = wish
        window.resizeDocks(docks, [heights[dock] for dock in docks], Qt.Orientation.Vertical)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.folded:
            self._fold_to_title()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFloating():
            self.setFloating(False)
            return
        super().keyPressEvent(event)
