"""What all dialogs share: not modal, a title line, a body, and buttons in one order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from app.translation import tr
from app.views.dialogs.typed_ahead import TypedAhead
from app.views.elements import column, label, push_button, row

AROUND_PX = 160  # of a screen's height: buttons, margins, title bar of the sheet


class BodyArea(QScrollArea):
    """The body of a sheet: whole where the screen is high enough, else it scrolls."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint().expandedTo(self.minimumSizeHint())

    def minimumSizeHint(self) -> QSize:
        least = self._content.minimumSizeHint()
        room = self.screen().availableSize().height() - AROUND_PX
        return QSize(least.width(), min(least.height(), room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Sheet(QDialog):
    """A window of its own beside the main one; work goes on while it is open."""

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        outer = column(self, margin=20, gap=14)
        content = QWidget()
        self.body: QVBoxLayout = column(content, gap=10)
        outer.addWidget(BodyArea(content), 1)
        self._buttons = row(gap=8)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self.screen().availableSize()
        self.setMinimumWidth(min(self.minimumWidth(), room.width()))
        self.resize(self.size().boundedTo(room))
        below = self.parentWidget()
        if below is not None and not event.spontaneous() and not self.isActiveWindow():
            TypedAhead(self, below.window())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and not event.spontaneous():  # it grew by itself, nobody dragged it
            QTimer.singleShot(0, self, self._stay_on_screen)

    def _stay_on_screen(self) -> None:
        """Moves up what has grown beyond the lower edge: its buttons stand there."""
        area, frame = self.screen().availableGeometry(), self.frameGeometry()
        if frame.bottom() > area.bottom():
            self.move(self.x(), max(area.top(), self.y() - (frame.bottom() - area.bottom())))

    def add_heading(self, text: str, words: str = "") -> None:
        """A title inside the sheet and a sentence under it."""
        self.body.addWidget(label(text, "title"))
        if words:
            self.body.addWidget(label(words, "muted", wrap=True))

    def add_field(self, title: str, field: QWidget, words: str = "") -> QLabel:
        """A named field; the name is its buddy, so that a screen reader says it."""
        name = label(title, "heading")
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(title)
        inside = column(gap=4)
        inside.addWidget(name)
        inside.addWidget(field)
        if words:
            inside.addWidget(label(words, "small", wrap=True))
        self.body.addLayout(inside)
        return name

    def add_found(self, found: QWidget, nothing: QWidget) -> None:
        """What was found, which takes all room; or in its place a line that nothing was."""
        self.body.addWidget(nothing)
        self.body.addWidget(found, 1)
        self.body.addStretch(0)  # takes the room where it is hidden; else the lines drift apart

    def add_button(
        self, words: str, tip: str, on_click: Callable[[], object], *, primary: bool = False
    ) -> QPushButton:
        """Buttons stand at the lower right in the order they are added."""
        button = push_button(words, tip, on_click, role="primary" if primary else "")
        if primary:
            button.setDefault(True)
            button.setAutoDefault(True)
        self._buttons.addWidget(button)
        return button

    def add_close(self) -> QPushButton:
        return self.add_button(tr("Close"), tr("Close this window (Esc)"), self.close)


def row_table(name: str, columns: Sequence[str]) -> QTableWidget:
    """An empty table whose rows are read and chosen, one at a time, and never edited."""
    table = QTableWidget(0, len(columns))
    table.setHorizontalHeaderLabels([tr(title) for title in columns])
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    return table
