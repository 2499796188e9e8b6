"""What did the text do? Asks for the answers that tell it, and for what the network looked at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.jobs.prediction import PredictorThread
from app.session.difference_view import Compared, DifferenceView
from app.session.document import Document
from app.session.inquiry import Ask, Inquiry
from app.session.questions import question_about
from app.session.state import State
from lvit_core import explain
from lvit_core.errors import LViTError
from lvit_core.explain.answers import NAMES, Reading, Variant
from lvit_core.explain.network_layers import require_network_layer
from lvit_core.model.prediction_job import Attention, PredictionResult, SaliencyResult


class TextEffect(QObject):
    """Asks on demand; what it knows is dropped with the image and when its sentence changes.

    Signals:
        changed: ``reading`` or ``asking`` is another one.
        attention_changed: ``attention`` is another one.
    """

    changed = Signal()
    attention_changed = Signal()

    def __init__(
        self, state: State, predictor: PredictorThread, differences: DifferenceView
    ) -> None:
        super().__init__(state)
        self._state = state
        self._differences = differences
        self.reading: Reading | None = None
        self.attention: Attention | None = None
        self.network_layer = ""  # what a person chose to look at
        self._variants: list[tuple[Variant, str]] = []
        self._answers = Inquiry(state, predictor, self)
        self._answers.answered.connect(self._on_answers)
        self._answers.given_up.connect(self.changed)
        self._looking = Inquiry(state, predictor, self)
        self._looking.answered.connect(self._on_looked)
        self._looking.given_up.connect(self._on_not_looked)
        state.document_ready.connect(self._on_document)
        state.current_changed.connect(self._forget)

    @property
    def asking(self) -> bool:
        """Whether answers are on their way."""
        return self._answers.open

    def ask(self) -> None:
        """Asks with the sentence, without it, and with left and right swapped if it names a side.

        Raises:
            LViTError: There is no image or no sentence.
        """
        document = self._require_sentence()
        self._forget_attention()
        self._variants = explain.variants(document.sentence.strip(), document.template)
        self.reading = None
        self._answers.put([self._asks(document, sentence) for _, sentence in self._variants])
        self.changed.emit()

    def compare(self, variant: Variant) -> None:
        """Shows on the canvas where an answer differs from the one with the sentence.

        Raises:
            LViTError: That was not asked yet.
        """
        base = self.reading.of("with") if self.reading is not None else None
        other = self.reading.of(variant) if self.reading is not None else None
        if base is None or other is None:
            raise LViTError("That answer is not known yet.", "Ask what the text did first.")
        self._differences.show(
            Compared(NAMES["with"], base.proposal), Compared(NAMES[variant], other.proposal)
        )

    def look(self, network_layer: str) -> None:
        """Shows what a layer of the network looks at under the sentence; "" shows none.

        Raises:
            LViTError: There is no such layer of the network, or no image.
        """
        if network_layer:
            require_network_layer(network_layer)
        self._forget_attention()
        self.network_layer = network_layer
        self.attention_changed.emit()
        if not network_layer:
            return
        document = self._state.require_document()
        document.settle_sentence()
        self._looking.put([self._asks(document, document.sentence, network_layer)])

    # Hearing ----------------------------------------------------------------------------------

    def _on_answers(self, results: list[PredictionResult]) -> None:
        layer = self._state.require_document().template.finding_layer
        self.reading = explain.reading(self._variants, results, layer)
        self.changed.emit()

    def _on_looked(self, results: list[SaliencyResult]) -> None:
        self.attention = results[0].attention()
        self.attention_changed.emit()

    def _on_not_looked(self) -> None:
        self.network_layer = ""  # nothing is shown, so nothing stays chosen
        self.attention_changed.emit()

    def _on_document(self) -> None:
        document = self._state.document
        if document is not None:
            document.sentence_changed.connect(self._forget)

    def _forget(self, *_why: object) -> None:
        self._answers.drop()
        self.network_layer = ""
        self._forget_attention()
        if self.reading is not None:
            self.reading = None
            self.changed.emit()

    def _forget_attention(self) -> None:
        self._looking.drop()
        self.attention = None
        self.attention_changed.emit()

    def _require_sentence(self) -> Document:
        document = self._state.require_document()
        document.settle_sentence()
        if not document.sentence.strip():
            raise LViTError("There is no sentence to test.", "Write one under the image.")
        return document

    def _asks(self, document: Document, sentence: str, network_layer: str | None = None) -> Ask:
        project = self._state.require_project()
        return partial(
            question_about, project, document, sentence=sentence, network_layer=network_layer
        )
