"""The two limits of grey values that the brush stays within and that the threshold tool takes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from app.translation import tr
from app.views.elements import label, row

OPEN = -100_000.0  # stands for "no limit"; no image has values that low
HIGHEST = 100_000.0
_WIDTHS_PX = (44, 64)


class ThresholdRange(QWidget):
    """Two fields; an empty one is no limit, and with two of them the tool finds one itself.

    Signals:
        changed: A person set or took away a limit.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = row(self, gap=4)
        hint = tr("Empty: no limit. With both empty the threshold tool divides by itself.")
        self.from_field = _Limit(tr("Lowest grey value that is taken"), hint)
        self.to_field = _Limit(tr("Highest grey value that is taken"), hint)
        layout.addWidget(self.from_field)
        layout.addWidget(label(tr("to"), "muted"))
        layout.addWidget(self.to_field)
        for field in (self.from_field, self.to_field):
            field.valueChanged.connect(lambda _value: self._on_changed())

    @property
    def low(self) -> float | None:
        """The lowest value that is taken, ``None`` for no limit."""
        return self.from_field.limit

    @property
    def high(self) -> float | None:
        """The highest value that is taken, ``None`` for no limit."""
        return self.to_field.limit

    def show_range(self, low: float | None, high: float | None) -> None:
        """Shows limits without announcing them."""
        for field, value in ((self.from_field, low), (self.to_field, high)):
            blocked = field.blockSignals(True)
            field.setValue(OPEN if value is None else value)
            field.blockSignals(blocked)
        self._name_open_ones()

    def _on_changed(self) -> None:
        self._name_open_ones()
        self.changed.emit()

    def _name_open_ones(self) -> None:
        both = self.low is None and self.high is None
        for field in (self.from_field, self.to_field):
            field.setSpecialValueText(tr("auto") if both else tr("any"))


class _Limit(QDoubleSpinBox):
    """A whole number or nothing."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setDecimals(0)
        self.setRange(OPEN, HIGHEST)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setMinimumWidth(_WIDTHS_PX[0])
        self.setMaximumWidth(_WIDTHS_PX[1])
        self.setToolTip(f"{name}. {hint}")
        self.setAccessibleName(name)
        self.setKeyboardTracking(False)
        self.setFixedHeight(self.fontMetrics().height() + 8)

    @property
    def limit(self) -> float | None:
        value = self.value()
        return None if value <= OPEN else value

    def validate(self, text: str, at: int) -> object:
        return (QValidator.State.Acceptable, text, at) if not text else super().validate(text, at)

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(text) if text else OPEN

    def stepBy(self, steps: int) -> None:
        if self.limit is not None:  # from nothing, a step leads nowhere
            super().stepBy(steps)
