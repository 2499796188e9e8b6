"""One quiet line above the image: the layer that is edited and the settings of the tool in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Unpack

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)

from app.session.actions.tools import ToolActions
from app.session.palette import Palette
from app.session.preferences import Preferences
from app.session.state import State
from app.translation import title_words, tr
from app.views.composer.fitting_label import ElidedLabel
from app.views.elements import label, leave_keys_to_image, push_button, row, set_role
from app.views.panels.folding_row import FoldingRow
from app.views.panels.swatch import swatch
from app.views.panels.threshold_range import ThresholdRange
from lvit_core.annotation.tool_values import ToolChanges, ToolOption
from lvit_core.prompt.template import REGION_LAYER, REGIONS

_LARGEST_SLIDER_PX = 200
# Sliders and limits give way in a narrow window: the line must not make the window wider.
_SLIDER_WIDTHS_PX = (30, 84)


class LayerSwitch(QWidget):
    """A button per layer; one click chooses the layer that tools change."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout = row(self, gap=4)
        self._group = QButtonGroup(self)
        self._shown: list[tuple[str, int]] = []
        self.setAccessibleName(tr("Layer to edit"))

    def show_layers(self, layers: list[tuple[str, str, QColor]], active: str) -> None:
        """``layers`` as name, title and colour."""
        shown = [(name, color.rgb()) for name, _title, color in layers]
        if shown != self._shown:
            self._rebuild(layers)
            self._shown = shown
        for button in self._group.buttons():
            button.setChecked(button.objectName() == f"layer.{active}")

    def _rebuild(self, layers: list[tuple[str, str, QColor]]) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if isinstance(button := item.widget(), QPushButton):
                self._group.removeButton(button)
                button.hide()
                button.deleteLater()
        for name, title, color in layers:
            tip = tr("Edit the layer '{title}'; the others stay visible as contours", title=title)
            if name == REGIONS:
                tip = tr("Draw which part is annotated; what lies outside is unknown")
            button = push_button(tr(title), tip, self._chooses(name), role="pill")
            button.setObjectName(f"layer.{name}")
            button.setIcon(swatch(color))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button)
            self._layout.addWidget(button)

    def _chooses(self, name: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(name)


class SliderField(QWidget):
    """A name, a slider and its value in words."""

    moved = Signal(int)

    def __init__(self, title: str, tip: str, low: int, high: int, unit: str) -> None:
        super().__init__()
        self._unit = unit
        layout = row(self, gap=6)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        leave_keys_to_image(self.slider)
        self.slider.setRange(low, high)
        _let_shrink(self.slider, _SLIDER_WIDTHS_PX)
        self.slider.setToolTip(tip)
        self.slider.setAccessibleName(title)
        self._value = QLabel()
        self._value.setMinimumWidth(self.fontMetrics().horizontalAdvance(f"{high} {unit}") + 2)
        layout.addWidget(label(title, "muted"))
        layout.addWidget(self.slider)
        layout.addWidget(self._value)
        self.slider.valueChanged.connect(self._on_moved)

    def show_value(self, value: float) -> None:
        """Shows a value, also one beyond the slider's end, without announcing it."""
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(value))
        self.slider.blockSignals(blocked)
        self._value.setText(f"{value:.0f} {self._unit}")

    def _on_moved(self, value: int) -> None:
        self._value.setText(f"{value} {self._unit}")
        self.moved.emit(value)


def _let_shrink(widget: QWidget, least_and_most_px: tuple[int, int]) -> None:
    least, most = least_and_most_px
    widget.setMinimumWidth(least)
    widget.setMaximumWidth(most)


class OptionsBar(QWidget):
    """Shows only what the tool in hand can use, so that the line stays short."""

    def __init__(
        self, state: State, palette: Palette, preferences: Preferences, tools: ToolActions
    ) -> None:
        super().__init__()
        self.setObjectName("options")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state, self._palette, self._preferences = state, palette, preferences
        self._tools = tools
        self.layers = LayerSwitch()
        self.size = SliderField(
            tr("Size"), tr("Diameter of brush and eraser"), 1, _LARGEST_SLIDER_PX, "px"
        )
        self.tolerance = SliderField(
            tr("Tolerance"), tr("How much grey values may differ from the clicked one"), 0, 100, "%"
        )
        self.opacity = SliderField(
            tr("Mask"), tr("How strongly masks cover the image"), 0, 100, "%"
        )
        self.inside = self._check(
            tr("Stay inside"),
            tr("Paints only where the grey value lies between two limits"),
            "stay_inside",
        )
        self.protect = self._check(
            tr("Protect others"), tr("Painting does not cut into other objects"), "protect_others"
        )
        self.range = ThresholdRange()
        self.hint = ElidedLabel(phrases=True)
        set_role(self.hint, "muted")
        # Making a button takes longer than a frame may, and an image was just opened.
        self._next_frame = QTimer(self, singleShot=True, interval=0)
        self._next_frame.timeout.connect(self._show_layers)
        self._build()
        self._connect()
        self._on_document()
        self._show_values()

    def _check(
        self, title: str, tip: str, name: Literal["stay_inside", "protect_others"]
    ) -> QCheckBox:
        box = QCheckBox(title)
        leave_keys_to_image(box)
        box.setToolTip(tip)
        box.toggled.connect(lambda on: self._set(**{name: on}))
        return box

    def _build(self) -> None:
        layout = row(self)
        layout.setContentsMargins(12, 5, 12, 5)
        fields = (self.size, self.tolerance, self.inside, self.range, self.protect)
        self.fields = FoldingRow(
            (self.layers, *fields, self.opacity),
            self.hint,
            after=1 + len(fields),
            gap=16,
            folds_first=self.range,
        )
        layout.addWidget(self.fields)
        # No tool makes the line higher: the image below it would move.
        self.setFixedHeight(self.fontMetrics().height() + 18)

    def _connect(self) -> None:
        self._state.document_ready.connect(self._on_document)
        self._state.current_changed.connect(self._on_document)
        self._palette.tool_changed.connect(self._show_tool)
        self._palette.settings.changed.connect(self._show_values)
        self._preferences.changed.connect(self._show_values)
        self.layers.chosen.connect(self._choose_layer)
        self.size.moved.connect(lambda value: self._set(brush_radius_px=value / 2))
        self.tolerance.moved.connect(lambda value: self._set(tolerance=value / 100))
        self.opacity.moved.connect(self._set_opacity)
        self.range.changed.connect(lambda: self._set(low=self.range.low, high=self.range.high))
        self.inside.toggled.connect(self._suggest_range)

    def _set(self, **values: Unpack[ToolChanges]) -> None:
        self._palette.settings.update(**values)

    def _set_opacity(self, percent: int) -> None:
        self._preferences.set("view.mask_opacity", percent / 100)

    def _choose_layer(self, name: str) -> None:
        self._tools.choose_layer(name)

    def _on_document(self) -> None:
        document = self._state.document
        if document is not None:
            document.layer_changed.connect(self._show_layers)
        self._next_frame.start()
        self._show_tool()

    def _show_layers(self) -> None:
        document = self._state.document
        layers = [] if document is None else [*document.template.layers, REGION_LAYER]
        self.layers.show_layers(
            [(item.name, title_words(item.title), QColor(item.colour)) for item in layers],
            document.active_layer if document is not None else "",
        )

    def _show_tool(self) -> None:
        tool = self._palette.tool
        self.setEnabled(self._state.document is not None)
        options = tool.options
        bounded = self._palette.settings.values.stay_inside
        want = self.fields.want
        want(self.size, ToolOption.SIZE in options)
        want(self.tolerance, ToolOption.TOLERANCE in options)
        want(self.inside, ToolOption.STAY_INSIDE in options)
        ranged = ToolOption.RANGE in options
        want(self.range, ranged or ToolOption.STAY_INSIDE in options)  # or the box would move
        self.range.setEnabled(ranged or bounded)
        self._show_range(ranged)
        want(self.protect, ToolOption.PROTECT in options)
        self.hint.setText(tr(tool.hint))

    def _show_values(self) -> None:
        values = self._palette.settings.values
        self.size.show_value(values.brush_radius_px * 2)
        self.tolerance.show_value(values.tolerance * 100)
        self.opacity.show_value(self._preferences.get("view.mask_opacity") * 100)
        self.inside.setChecked(values.stay_inside)
        self.protect.setChecked(values.protect_others)
        self._show_tool()

    def _show_range(self, automatic: bool) -> None:
        """What is taken: limits that were set, else none, or what a brush would begin with."""
        values = self._palette.settings.values
        low, high = values.low, values.high
        if low is None and high is None and not automatic:
            low, high = self._range()
        self.range.show_range(low, high)

    def _range(self) -> tuple[float, float]:
        """The greys that are visible now, the best first guess for limits."""
        document = self._state.document
        if document is None:
            return 0.0, 255.0
        window = document.image_window
        return window.center - window.width / 2, window.center + window.width / 2

    def _suggest_range(self, on: bool) -> None:
        values = self._palette.settings.values
        if on and values.low is None and values.high is None:
            low, high = self._range()
            self._set(low=low, high=high)
