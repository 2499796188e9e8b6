"""The sentence of the current image: read as it is typed, edited by clicks, followed by the model.

Everything a person can do with a sentence is here, without a widget; the strip under the canvas
and the panel beside it only show it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.session.agreement import MaskAgreement
from app.session.model_facts import Models
from app.session.phrasebook import Phrasebook
from app.session.proposals import Proposals
from app.session.services import Services
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.prompt.agreement import Contradiction
from lvit_core.prompt.checks import doubts_of
from lvit_core.prompt.difference import Span, difference, same_words
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.keeping import keeping_words
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.parser import parse
from lvit_core.prompt.words import WordMeter, as_typed, words_reaching

if TYPE_CHECKING:
    from lvit_core.prompt.sentence import Sentence
    from lvit_core.prompt.template import Template

# What a diagram or chip does to a parsed sentence; returns the new text.
Change = Callable[["Sentence", "Template"], str]


class SentenceComposer(QObject):
    """Reads, edits and checks the sentence of the current image.

    Signals:
        read: ``sentence`` is another one (a keystroke, an edit, another image).
        room_changed: Another model is in force, with room for more or fewer words.
        focus_wanted: The person asked for the text field.
    """

    read = Signal()
    room_changed = Signal()
    focus_wanted = Signal()

    def __init__(
        self,
        state: State,
        services: Services,
        proposals: Proposals,
        agreement: MaskAgreement,
        phrasebook: Phrasebook,
        models: Models,
    ) -> None:
        super().__init__(state)
        self._state = state
        self._preferences, self._notices = services.preferences, services.notices
        self._proposals = proposals
        self._models = models
        self.agreement = agreement
        self.phrasebook = phrasebook
        self.sentence: Sentence | None = None
        self._typing = False
        self._rest = QTimer(self, singleShot=True)  # from the last key to the model's answer
        self._rest.timeout.connect(self._on_rested)
        models.changed.connect(self.room_changed)
        state.document_ready.connect(self._on_document)
        state.current_changed.connect(self._on_current)

    @property
    def template(self) -> Template | None:
        """The template of the current image, ``None`` without one."""
        document = self._state.document
        return document.template if document is not None else None

    @property
    def meter(self) -> WordMeter:
        """How much of the sentence the model in force reads."""
        typed = self.sentence.text if self.sentence is not None else ""
        asked = as_asked(typed, self.template) if self.template is not None else typed
        model = self._models.in_force
        limits = () if model is None else (model.tokens, model.counting)
        return as_typed(words_reaching(asked or "", *limits), typed)

    @property
    def draft(self) -> Sentence | None:
        """The sentence the mask would have; ``None`` while it is not measured, or of a part."""
        return None if (found := self.agreement.description) is None else found.draft

    @property
    def sides(self) -> Sides:
        """Whose left and right the sentence means on the image shown."""
        return self._state.sides

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is wrong with the sentence by itself, one short line each."""
        if self.sentence is None or self.template is None:
            return ()
        return doubts_of(self.sentence, self.template, self.sides)

    @property
    def waiting(self) -> bool:
        """Whether the sentence will be predicted when the keyboard has rested long enough."""
        return self._rest.isActive()

    def type(self, text: str) -> None:
        """The person typed; prediction follows after a pause if it is wanted."""
        document = self._state.document
        if document is not None and text != document.sentence:
            document.journal.require_writable()
            self._typing = True
            document.type_sentence(text)
            self._typing = False
            self._follow()

    def change(self, edit: Change) -> None:
        """Edits the sentence by a click; one undoable step."""
        document = self._state.document
        if document is None or self.sentence is None:
            return
        text = edit(self.sentence, document.template)
        if text != document.sentence:
            document.set_sentence(text)
            self._follow()

    def predict(self) -> None:
        """Lets the model answer at once, and remembers the sentence; raises as predicting does."""
        document = self._state.require_document()
        self._proposals.predict()
        self._rest.stop()
        self.phrasebook.note_used(document.template, document.sentence)

    def tidy(self) -> None:
        """Writes what was understood in the template's own words; unknown words are kept."""
        self.change(lambda sentence, template: rewritten(sentence, sentence.finding, template))

    def settle(self, contradiction: Contradiction) -> None:
        """Makes the sentence say what the mask shows in this one point."""
        self.change(lambda sentence, template: rewritten(sentence, contradiction.settled, template))

    def take_draft(self) -> None:
        """Makes the sentence that of the mask; what says the same already keeps its words.

        Raises:
            LViTError: The mask has not been measured yet.
        """
        draft = self.draft
        if draft is None:
            raise LViTError("The mask is still being measured.", "Try again in a moment.")
        self.change(lambda typed, template: keeping_words(typed.text, draft.canonical, template))

    def draft_difference(self) -> tuple[Span, ...]:
        """What taking the draft would change, word by word; empty when nothing would."""
        draft, template = self.draft, self.template
        typed = self.sentence.text if self.sentence is not None else ""
        if draft is None or template is None or self.agreement.nothing_drawn:
            return ()
        wanted = keeping_words(typed, draft.canonical, template)
        return () if same_words(typed, wanted) else difference(typed, wanted)

    def toggle_favourite(self) -> None:
        """Keeps the sentence as it stands, or forgets it."""
        document = self._state.document
        if document is not None:
            self.phrasebook.toggle_favourite(document.template, document.sentence)

    def close(self) -> None:
        self._rest.stop()
        self.agreement.close()

    def _follow(self) -> None:
        """The sentence changed: predicts after the pause, if the person wants that at all."""
        if self._preferences.get("prediction.live"):
            self._rest.start(int(self._preferences.get("prediction.delay_ms")))

    def _on_rested(self) -> None:
        document = self._state.document
        if document is None or not document.sentence.strip():
            return
        try:
            self._proposals.predict()
        except LViTError as error:
            self._notices.error(error)

    def _on_current(self) -> None:
        self._rest.stop()
        if self._state.document is None:
            self.sentence = None
            self.agreement.follow(None)
            self.read.emit()

    def _on_document(self) -> None:
        document = self._state.document
        if document is None:
            return
        document.sentence_changed.connect(self._on_sentence)
        self.agreement.follow(document)
        self._read(document.sentence)

    def _on_sentence(self, text: str) -> None:
        if self.sender() is self._state.document:
            self._read(text)

    def _read(self, text: str) -> None:
        template = self.template
        self.sentence = parse(text, template, self.sides) if template is not None else None
        self.read.emit()
        self.agreement.set_sentence(self.sentence, typing=self._typing)
