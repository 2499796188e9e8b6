"""A tour of the window: eight cards, each beside the part that it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.translation import noop, tr
from app.views.elements import column, label, push_button, row
from app.views.image_focus import ASKED
from app.views.theme import GAP_PX, current_theme

CARD_PX = 340
Place = Callable[[], QWidget]  # brings a part before a person's eyes and tells where it is


@dataclass(frozen=True)
class Step:
    """One card, and the part of the window that it stands beside."""

    place: str
    title: str
    words: str


STEPS = (
    Step(
        "images",
        noop("Your images"),
        noop(
            "Click one, or go on with D and back with A. Below its name stands what is left to do."
        ),
    ),
    Step(
        "canvas",
        noop("The image"),
        noop(
            "The wheel zooms, a held Space key moves the image, a drag with the right button "
            "changes window and level. Keys act on the image unless you write."
        ),
    ),
    Step(
        "sentence",
        noop("The sentence"),
        noop(
            "Write what you see and where it is (Ctrl+Shift+S). The Down key lists what may come "
            "next. Left and right are those that the canvas shows."
        ),
    ),
    Step(
        "predict",
        noop("The model proposes"),
        noop("Ctrl+Return asks the model. Its answer is amber: it is a proposal and nothing more."),
    ),
    Step(
        "canvas",
        noop("You decide"),
        noop(
            "Return accepts all of a proposal, Delete rejects it. With . you go from area to area; "
            "Shift+Return accepts one, Shift+Delete rejects it."
        ),
    ),
    Step(
        "tools",
        noop("Correct it"),
        noop(
            "B paints, E erases, K splits, J joins. Ctrl+Z takes back every step, also those of "
            "earlier days. All is saved at once."
        ),
    ),
    Step(
        "check",
        noop("Sentence against mask"),
        noop(
            "Where the sentence and the mask disagree it is listed here. A click shows the place."
        ),
    ),
    Step(
        "labeled",
        noop("Finished"),
        noop(
            "Ctrl+L says that the image is labeled: the model learns from it when you start the "
            "training. The key ? shows at any time what works now."
        ),
    ),
)


class _Frame(QWidget):
    """A line around the part that is spoken of; the mouse goes through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(current_theme().color("accent"), 3))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()


class Tour(QFrame):
    """The card; Return goes on, Escape ends."""

    def __init__(self, window: QWidget, places: dict[str, Place]) -> None:
        super().__init__(window)
        for other in window.findChildren(Tour):
            if other is not self:
                other.end()
        self._places = places
        self._at = 0
        self._frame = _Frame(window)
        self.setProperty("role", "toast")
        self.setFixedWidth(CARD_PX)
        self.title = label("", "title", wrap=True)
        self.words = label("", wrap=True)
        self.count = label("", "small")
        self.back: QPushButton = push_button(
            tr("Back"), tr("The card before"), lambda: self._go(-1)
        )
        self.next: QPushButton = push_button(
            tr("Next"), tr("The next card (Return)"), lambda: self._go(1), role="primary"
        )
        self.next.setProperty(ASKED, True)
        stop = push_button(tr("End"), tr("End the tour (Esc)"), self.end)
        layout = column(self, margin=14, gap=GAP_PX)
        layout.addWidget(self.count)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        line = row(gap=GAP_PX)
        line.addWidget(stop)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        layout.addLayout(line)
        window.installEventFilter(self)

    def start(self) -> None:
        self._show()

    def end(self) -> None:
        """Takes card and frame away."""
        self.parentWidget().removeEventFilter(self)
        held = self.window().focusWidget()
        if held is not None and self.isAncestorOf(held):
            held.clearFocus()  # hidden, it would pass the keyboard on to its neighbour
        for part in (self._frame, self):
            part.hide()
            part.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _go(self, by: int) -> None:
        self._at += by
        if self._at >= len(STEPS):
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        step = STEPS[self._at]
        self.count.setText(tr("{at} of {count}", at=self._at + 1, count=len(STEPS)))
        self.title.setText(tr(step.title))
        self.words.setText(tr(step.words))
        self.setAccessibleName(f"{tr(step.title)}. {tr(step.words)}")
        self.back.setEnabled(self._at > 0)
        self.next.setText(tr("Next") if self._at + 1 < len(STEPS) else tr("Done"))
        self._place()
        self._frame.show()
        self.show()
        for part in (self._frame, self):
            part.raise_()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """Beside the part, where the card covers least of it, and inside the window."""
        window = self.parentWidget()
        part = self._places[STEPS[self._at].place]()
        spot = QRect(part.mapTo(window, QPoint()), part.rect().size())
        self._frame.setGeometry(spot.adjusted(-2, -2, 2, 2).intersected(window.rect()))
        self.setFixedHeight(self.layout().totalHeightForWidth(CARD_PX))
        room, gap = window.rect().adjusted(8, 8, -8, -8), GAP_PX
        corners = (
            QPoint(spot.right() + gap, spot.top()),
            QPoint(spot.left() - gap - CARD_PX, spot.top()),
            QPoint(spot.left(), spot.top() - gap - self.height()),
            QPoint(spot.left(), spot.bottom() + gap),
            QPoint(spot.center().x() - CARD_PX // 2, spot.center().y() - self.height() // 2),
        )
        best = next((c for c in corners if room.contains(QRect(c, self.size()))), corners[-1])
        self.move(best)
