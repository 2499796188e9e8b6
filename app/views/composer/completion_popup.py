"""The list of completions over the text field; the field keeps the keyboard all the time."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QWidget

from app.translation import tr
from app.views.elements import column
from app.views.theme import GAP_PX
from lvit_core.prompt.completion import Completion

WIDEST_PX = 420


class CompletionPopup(QFrame):
    """Shows options above the cursor, because the strip stands at the bottom of the window."""

    chosen = Signal(Completion)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "toast")
        self._options: tuple[Completion, ...] = ()
        self.walked = False  # the person moved through the list, so Return means "take this"
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(tr("Completions"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda _item: self.choose())
        layout = column(self, margin=4)
        layout.addWidget(self._list)

    @property
    def texts(self) -> list[str]:
        """What is offered, from the top down."""
        return [option.text for option in self._options]

    def show_options(
        self, options: tuple[Completion, ...], cursor: QRect, *, asked: bool = False
    ) -> None:
        """Shows the list with its foot at ``cursor`` (global coordinates).

        Nothing is chosen, and Return takes nothing, until a person ``asked`` for the list or
        walks into it.
        """
        if options != self._options or not self.isVisible():
            self._options = options
            self._list.clear()
            self._list.addItems([option.text for option in options])
            self.walked = False
            self._list.setCurrentRow(-1)
        if asked and not self.walked:
            self.move_selection(1)
        width = self._list.sizeHintForColumn(0) + 4 * GAP_PX
        self._list.setFixedHeight(self._list.sizeHintForRow(0) * len(options) + GAP_PX)
        layout = self.layout()
        if layout is not None:
            layout.activate()  # or it stays as high as the longest list so far
        self.resize(min(WIDEST_PX, max(160, width)), self.sizeHint().height())
        self.move(self._place(cursor))
        self.show()

    def move_selection(self, step: int) -> None:
        count = self._list.count()
        if count:
            self.walked = True
            row = self._list.currentRow()
            self._list.setCurrentRow(max(row + step, -1) % count)

    def choose(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._options):
            self.chosen.emit(self._options[row])

    def _place(self, cursor: QRect) -> QPoint:
        screen = self.screen().availableGeometry()
        above = cursor.top() - self.height() - GAP_PX
        y = above if above >= screen.top() else cursor.bottom() + GAP_PX
        x = min(max(cursor.left(), screen.left()), screen.right() - self.width())
        return QPoint(x, y)
