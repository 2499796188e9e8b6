"""How many words of the sentence reach the network, as a number and as a row of boxes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.translation import tr
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import row, set_role
from app.views.theme import current_theme
from lvit_core.prompt.words import WordMeter

MOST_BOXES = 16
BOX_PX = (5, 10)
BETWEEN_PX = 2


class WordMeterView(QWidget):
    """Text and boxes; both turn to a warning when words are cut off."""

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, gap=6)
        self.text = ElidedLabel(phrases=True, roomy=True)
        set_role(self.text, "small")
        self._boxes = _Boxes()
        self._cut = False
        layout.addWidget(self.text)
        layout.addWidget(self._boxes)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def show_meter(self, meter: WordMeter) -> None:
        if meter.cut:
            self.text.setText(
                tr(
                    "the network reads {reached} of {total} words",
                    reached=meter.reached,
                    total=meter.total,
                )
            )
            tip = tr(
                "The model in force reads {limit} words and signs. Struck-out words are "
                "not read: shorten the sentence, or choose a model that reads more.",
                limit=meter.limit,
            )
        else:
            self.text.setText(
                tr(
                    "{reached} of {limit} words reach the network",
                    reached=meter.reached,
                    limit=meter.limit,
                )
            )
            tip = tr(
                "The model in force reads {limit} words and signs. A word it does not "
                "know counts as several.",
                limit=meter.limit,
            )
        if meter.asked:
            tip += tr("\nIt is asked: {asked}", asked=meter.asked)
        set_role(self.text, "warning" if meter.cut else "small")
        self.setToolTip(tip)
        self._boxes.show_meter(meter)
        self._cut = bool(meter.cut)

    def make_room(self, wanted: bool) -> None:
        """Leaves its words to the tooltip while there is more to say, unless they warn."""
        self.text.setVisible(self._cut or not wanted)


class _Boxes(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._meter = WordMeter(0, 0, 1, None)

    def show_meter(self, meter: WordMeter) -> None:
        self._meter = meter
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        count = min(MOST_BOXES, self._meter.limit)
        return QSize(count * (BOX_PX[0] + BETWEEN_PX), BOX_PX[1] + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, meter = current_theme(), self._meter
        count = min(MOST_BOXES, meter.limit)
        filled = meter.reached / max(1, meter.limit) * count
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("line", 0))
        for index in range(count):
            box = QRectF(index * (BOX_PX[0] + BETWEEN_PX), 1, *BOX_PX)
            painter.setBrush(theme.color("raised"))
            painter.drawRoundedRect(box, 1.5, 1.5)
            share = min(1.0, max(0.0, filled - index))
            if share > 0:
                box.setWidth(max(1.5, box.width() * share))
                painter.setBrush(theme.color("proposal" if meter.cut else "accent"))
                painter.drawRoundedRect(box, 1.5, 1.5)
        painter.end()
