"""What did the text do? The answer with the sentence beside those without, and with sides swapped.

A model may draw the same mask whatever is written, or draw wherever it is told to whatever the
image shows. Both look like an obedient model until the other answers are seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.jobs.prediction import PredictorThread
from app.jobs.prediction_job import PredictionResult, SaliencyResult
from app.session.difference_view import Compared, DifferenceView
from app.session.document import Document
from app.session.inquiry import Ask, Inquiry
from app.session.model_choice import choose_model
from app.session.questions import question
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.explain.influence import DECIDED, influence, sureness
from lvit_core.explain.network_layers import NETWORK_LAYERS
from lvit_core.geometry import Rect
from lvit_core.project.records import Proposal
from lvit_core.prompt.flips import flip_sentence
from lvit_core.prompt.parser import parse

Variant = Literal["with", "without", "swapped"]

NAMES: dict[Variant, str] = {
    "with": "with the sentence",
    "without": "without it",
    "swapped": "sides swapped",
}
LARGEST_MAP_PX = 512  # a map of attention is coarse; more would only cost time to draw

UNMOVED = 0.05  # influence up to which an answer counts as the same
AS_SURE = 0.9  # sureness of the swapped answer, as a share of the first one's


@dataclass(frozen=True, eq=False)
class Answer:
    """One of the answers.

    Attributes:
        variant: Which question.
        sentence: What was asked, as a person would type it; empty without one.
        proposal: The answer.
        influence: How much it differs from the answer with the sentence, 0..1.
    """

    variant: Variant
    sentence: str
    proposal: Proposal
    influence: float


@dataclass(frozen=True)
class Reading:
    """All answers and what they mean.

    Attributes:
        answers: The first is the one with the sentence.
        verdicts: Sentences for a person.
    """

    answers: tuple[Answer, ...]
    verdicts: tuple[str, ...]

    def of(self, variant: Variant) -> Answer | None:
        """One of the answers, if it was asked for."""
        return next((answer for answer in self.answers if answer.variant == variant), None)


@dataclass(frozen=True, eq=False)
class Attention:
    """What a layer looked at: ``values`` is uint8 (h, w), coarse, over ``place`` of the image."""

    network_layer: str
    values: NDArray[np.uint8]
    place: Rect


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
        self._variants = list(_variants(document))
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
        if network_layer and network_layer not in NETWORK_LAYERS:
            raise LViTError(
                f"The network has no layer '{network_layer}'.",
                f"It has {', '.join(NETWORK_LAYERS)}.",
            )
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
        document = self._state.require_document()
        layer = document.template.finding_layer
        first = results[0].probability
        answers = tuple(
            Answer(
                variant,
                sentence,
                result.as_proposal(layer),
                influence(first, result.probability),
            )
            for (variant, sentence), result in zip(self._variants, results, strict=True)
        )
        self.reading = Reading(answers, verdicts(answers, results[0]))
        self.changed.emit()

    def _on_looked(self, results: list[SaliencyResult]) -> None:
        found = results[0]
        step = max(1, -(-max(found.values.shape) // LARGEST_MAP_PX))
        values = np.ascontiguousarray(found.values[::step, ::step])
        self.attention = Attention(found.job.network_layer or "", values, found.place)
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
        if self.attention is not None:
            self.attention = None
        self.attention_changed.emit()

    def _require_sentence(self) -> Document:
        document = self._state.require_document()
        document.settle_sentence()
        if not document.sentence.strip():
            raise LViTError("There is no sentence to test.", "Write one under the image.")
        return document

    def _asks(self, document: Document, sentence: str, network_layer: str | None = None) -> Ask:
        template, project = document.template.name, self._state.require_project()
        return partial(
            question,
            project,
            document,
            lambda: choose_model(project, template),
            sentence=sentence,
            network_layer=network_layer,
        )


def verdicts(answers: tuple[Answer, ...], first: PredictionResult) -> tuple[str, ...]:
    """What the answers mean, in sentences for a person; the first of ``answers`` is as typed."""
    if not first.uses_text:
        return ("This model cannot read sentences: its answer is the same for all.",)
    said = []
    if first.places_ignored:
        said.append("The image is read in tiles, so words such as 'upper right' have no effect.")
    by_variant = {answer.variant: answer for answer in answers}
    said.append(_about_text(by_variant["without"].influence))
    swapped = by_variant.get("swapped")
    if swapped is not None and not first.places_ignored:
        said.append(_about_sides(by_variant["with"].proposal, swapped))
    return tuple(said)


def _about_text(moved: float) -> str:
    if moved <= UNMOVED:
        return "The sentence changes almost nothing: the model follows the image."
    if moved < DECIDED:
        return "The sentence changes part of the answer; most of it is the same without it."
    return "The sentence decides: without it most of the answer is different."


def _about_sides(first: Proposal, swapped: Answer) -> str:
    if swapped.influence <= UNMOVED:
        return "Swapping left and right changes nothing: the model ignores sides."
    other_answer = swapped.proposal
    own = sureness(first.likeliest, first.inside())
    other = sureness(other_answer.likeliest, other_answer.inside())
    if not other:
        return "With left and right swapped it finds nothing: the image counts too."
    if own and other >= AS_SURE * own and swapped.influence >= DECIDED:
        return (
            "With left and right swapped it draws elsewhere and is just as certain: it "
            "follows the words more than the image. Check its proposal."
        )
    return "With left and right swapped it draws elsewhere and is less certain."


def _variants(document: Document) -> list[tuple[Variant, str]]:
    sentence = document.sentence.strip()
    found: list[tuple[Variant, str]] = [("with", sentence), ("without", "")]
    swapped = flip_sentence(sentence, document.template, horizontal=True)
    meant = (parse(text, document.template).finding for text in (sentence, swapped))
    if next(meant) != next(meant):  # "both lungs" is the same either way
        found.append(("swapped", swapped))
    return found
