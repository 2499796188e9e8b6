"""What the text did: the answers without the sentence and with sides swapped, and attention."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.session.actions.sentence import SentenceActions
from app.session.difference_view import DifferenceView
from app.session.registry import Action
from app.session.state import State
from app.session.text_effect import TextEffect
from app.translation import noop, tr
from app.views.composer.fitting_label import WrappedLabel
from app.views.elements import column, label, leave_keys_to_image, push_button, row
from app.views.panels.panel_dock import SummarizedPanel
from app.views.theme import GAP_PX
from lvit_core.explain.answers import NAMES, Answer, Variant
from lvit_core.explain.network_layers import NETWORK_LAYERS

_TITLES = {layer: layer for layer in NETWORK_LAYERS} | {
    "": noop("no layer"),
    "DownViT1": noop("DownViT1: text enters"),
    "output": noop("the answer"),
}
_COMPARED: tuple[Variant, ...] = ("without", "swapped")


class EffectPanel(SummarizedPanel):
    """One button, a row for each answer, what they mean, and the layer that is looked at."""

    def __init__(
        self,
        state: State,
        effect: TextEffect,
        sentence: SentenceActions,
        differences: DifferenceView,
        save_figure: Action[[], None],
    ) -> None:
        super().__init__()
        self._differences = differences
        self._state = state
        self._effect = effect
        self._sentence = sentence
        self.ask = _button_of(sentence.ask_effect)
        self.save = _button_of(save_figure)
        self.moved: dict[Variant, QLabel] = {}
        self.show_buttons: dict[Variant, QPushButton] = {}
        self._rows = QWidget()
        self.verdict = WrappedLabel("")
        self.network_layer = QComboBox()
        leave_keys_to_image(self.network_layer)
        self._build()
        self._effect.changed.connect(self._refresh)
        differences.changed.connect(self._show_shown)
        self._effect.attention_changed.connect(self._refresh_network_layer)
        state.document_ready.connect(self._refresh)
        state.current_changed.connect(self._refresh)
        self._refresh()
        self._refresh_network_layer()

    def _build(self) -> None:
        layout = column(self, gap=GAP_PX)
        layout.setContentsMargins(12, 2, 12, 12)
        layout.addWidget(self.ask)
        self._build_rows()
        layout.addWidget(self._rows)
        layout.addWidget(self.verdict)
        layout.addWidget(self.save)
        line = row(gap=GAP_PX)
        line.addWidget(label(tr("attention of"), "muted", wrap=True))
        self._fill_network_layers()
        line.addWidget(self.network_layer, 1)
        layout.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _build_rows(self) -> None:
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for number, variant in enumerate(_COMPARED):
            self.moved[variant] = label("", "value")
            button = push_button(
                tr("Show"),
                tr("Where the answer {names} differs, on the image", names=tr(NAMES[variant])),
                lambda variant=variant: self._toggle(variant),
                role="flat",
            )
            button.setCheckable(True)
            self.show_buttons[variant] = button
            grid.addWidget(label(tr(NAMES[variant]), "muted", wrap=True), number, 0)
            grid.addWidget(self.moved[variant], number, 1)
            grid.addWidget(button, number, 2)

    def _fill_network_layers(self) -> None:
        for layer in ("", *NETWORK_LAYERS):
            self.network_layer.addItem(tr(_TITLES[layer]), layer)
        self.network_layer.setToolTip(tr("Shows what a layer of the network looks at (Grad-CAM)"))
        self.network_layer.setAccessibleName(tr("Attention of a layer of the network"))
        self.network_layer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.network_layer.setMinimumContentsLength(8)
        self.network_layer.activated.connect(self._on_network_layer_chosen)

    def _on_network_layer_chosen(self, index: int) -> None:
        self._sentence.show_attention(self.network_layer.itemData(index))

    def _refresh(self) -> None:
        reading, shown = self._effect.reading, self._state.document is not None
        self.ask.setEnabled(shown and not self._effect.asking)
        self.network_layer.setEnabled(shown)
        self._rows.setVisible(reading is not None)
        self.save.setVisible(reading is not None)
        for variant in _COMPARED:
            answer = reading.of(variant) if reading is not None else None
            self.moved[variant].setText(_moved(answer))
            self.show_buttons[variant].setEnabled(answer is not None)
        self.verdict.setText(self._words())
        self.summary = self._summary()
        self.summary_changed.emit(self.summary)

    def _is_shown(self, variant: Variant) -> bool:
        shown = self._differences.other
        return shown is not None and shown.name == NAMES[variant]

    def _toggle(self, variant: Variant) -> None:
        """Shows where an answer differs; the same click again takes it away."""
        if self._is_shown(variant):
            self._differences.stop()
        else:
            self._sentence.compare_effect(variant)
        self._show_shown()

    def _show_shown(self) -> None:
        for variant, button in self.show_buttons.items():
            button.setChecked(self._is_shown(variant))
            button.setText(tr("Hide") if self._is_shown(variant) else tr("Show"))

    def _refresh_network_layer(self) -> None:
        self.network_layer.setCurrentIndex(self.network_layer.findData(self._effect.network_layer))

    def _words(self) -> str:
        if self._effect.reading is not None:
            return " ".join(map(tr, self._effect.reading.verdicts))
        if self._effect.asking:
            return tr("Asking the model…")
        if self._state.document is None:
            return tr("Open an image to see what its sentence does.")
        return tr("How much does the answer follow the words, and how much the image?")

    def _summary(self) -> str:
        without = self._effect.reading.of("without") if self._effect.reading is not None else None
        return (
            tr("moved {percent}", percent=_percent(without.influence))
            if without is not None
            else ""
        )


def _button_of(action: Action[[], None]) -> QPushButton:
    return push_button(tr(action.title), tr(action.tip), action.trigger, icon_name=action.icon)


def _moved(answer: Answer | None) -> str:
    return (
        tr("same sentence")
        if answer is None
        else tr("{share} other", share=_percent(answer.influence))
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
