"""The strip under the image: one place to say what is in it.

Layout and wiring only; what a sentence means and what a click does to it is the composer's.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.session.actions.images import ImageFactActions
from app.session.actions.proposals import ProposalActions
from app.session.actions.sentence import SentenceActions
from app.session.model_facts import Models
from app.session.registry import ActionRegistry, AnyAction
from app.session.sentence import SentenceComposer
from app.session.state import State
from app.translation import tr
from app.views.composer.chip_row import ChipRow
from app.views.composer.draft_bar import DraftBar
from app.views.composer.fitting_label import ElidedLabel
from app.views.composer.meter import WordMeterView
from app.views.composer.phrase_menu import PhraseMenu
from app.views.composer.sentence_field import SentenceField
from app.views.elements import column, icon_button, push_button, row
from app.views.icons import icon
from app.views.theme import GAP_PX
from app.views.window_actions import keys_in_words
from lvit_core.errors import LViTError
from lvit_core.explain.evidence import nothing_found
from lvit_core.explain.silent_words import asked_for, hints, places_idle
from lvit_core.project.answering import answering
from lvit_core.prompt.grammar import Diagram
from lvit_core.prompt.grammars import grammar_of

if TYPE_CHECKING:  # the window opens before anybody clicks a place
    from app.views.composer.places_popup import PlacesPopup

DOUBTS_REST_MS = 450


class SentenceStrip(QWidget):
    """The sentence of the current image, and everything that helps to write it.

    Signals:
        left: The person goes back to the image, so that its single-letter keys work again.
    """

    left = Signal()

    def __init__(
        self,
        state: State,
        composer: SentenceComposer,
        models: Models,
        registry: ActionRegistry,
        actions: SentenceActions,
        proposals: ProposalActions,
        image: ImageFactActions,
    ) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = state
        self._composer = composer
        self._models = models
        self._predicting = proposals.predict
        self._marking = mark = image.mark_labeled
        self.field = SentenceField()
        self.chips = ChipRow()
        self.meter = WordMeterView()
        self.draft = DraftBar(composer, actions)
        self.doubts = ElidedLabel(roomy=True, lines=2)
        self.doubts.setProperty("role", "warning")
        self.phrases = PhraseMenu(composer, actions, self)
        self.predict = push_button(tr("Predict"), "", self._predict, role="primary")
        self.labeled = push_button("", tr(mark.tip), mark.trigger, role="pill")
        self.labeled.setCheckable(True)
        self._where = self._pill(
            tr("+ place"), tr("Show the diagram and click where it is"), self._open
        )
        self._from_mask = self._pill(
            tr("from mask"), tr("Compare with the sentence the mask would have"), self._toggle_draft
        )
        self._history = self._pill(
            tr("history"), tr("Favourites and earlier sentences"), self._open_menu
        )
        for pill in (self._where, self._from_mask, self._history):
            self.chips.add_fixed(pill)
        self.low = self.whole = False  # in a low window the rest is there when it is asked for
        self.lines = QWidget()
        self.more = icon_button("more", tr("All lines of the sentence"), "", self.toggle_lines)
        self.more.setCheckable(True)
        self.more.setProperty("role", "switch")
        self._rest = QTimer(self, singleShot=True, interval=DOUBTS_REST_MS)
        self._rest.timeout.connect(self.show_doubts)
        self._lay_out()
        self._connect(registry)
        self.refresh()

    @cached_property
    def places(self) -> PlacesPopup:
        """The diagram, made when it is first asked for."""
        from app.views.composer.places_popup import PlacesPopup

        return PlacesPopup(self._composer, self)

    def refresh(self) -> None:
        """Shows the sentence of the current image."""
        composer = self._composer
        sentence, template = composer.sentence, composer.template
        here = sentence is not None and template is not None
        self.setEnabled(here)
        project = self._state.project
        self.field.setReadOnly(project is not None and project.read_only)
        self.field.show_silent(self._silent)
        self.field.show_sentence(sentence, template)
        chips = grammar_of(template).chips(sentence, template) if here else ()
        self.chips.show_chips(asked_for(chips, self._silent))
        placed = here and grammar_of(template).diagram is not Diagram.NONE
        self._where.setVisible((placed and not places_idle(self._silent)) or not here)
        meter = composer.meter
        self.meter.show_meter(meter)
        self.field.show_cut(meter.cut_at)
        self._rest.start()  # half a word is no mistake, so doubts wait for a rest

    def show_doubts(self) -> None:
        """What is wrong with the sentence, or that its answer is empty; keeps its place."""
        self._rest.stop()
        self.field.mark_all()
        sentence = self._composer.sentence
        idle = hints(sentence, self._silent) if sentence is not None and self._silent else ()
        told = (*map(_doubt, self._composer.doubts), *self._nothing_found(), *map(tr, idle))
        self.doubts.setText("  ".join(told))
        self.meter.make_room(bool(told))
        self._show_more()

    def show_low(self, low: bool) -> None:
        """In a low window one line says everything; the others come when they are asked for."""
        if low != self.low:
            self.low, self.whole = low, False
            self._show_lines()

    def toggle_lines(self) -> None:
        """Shows or hides the lines below the first in a low window."""
        self.whole = not self.whole
        self._show_lines()

    def _show_lines(self) -> None:
        self.field.show_one_line(self.low)
        self.lines.setVisible(self.whole or not self.low)
        above_px = GAP_PX // 2 if self.low else GAP_PX + 2
        self._layout.setContentsMargins(2 * GAP_PX, above_px, 2 * GAP_PX, above_px)
        self.more.setVisible(self.low)
        self._show_more()
        self._on_actions()

    def _show_more(self) -> None:
        """What is wrong with the sentence is told also where its line is not seen."""
        told = self.doubts.text()
        self.more.setChecked(self.whole)
        token = "proposal" if told else "accent" if self.whole else "muted"
        self.more.setIcon(icon("warning" if told else "more", token))
        self.more.setToolTip(told or tr("Words to click, and what the sentence lacks"))

    @property
    def _silent(self) -> tuple[str, ...]:
        """Slots that the model in force was measured not to react to."""
        facts, template = self._models.in_force, self._composer.template
        alike = facts is not None and template is not None and facts.template == template.name
        return facts.silent if facts is not None and alike else ()

    def _nothing_found(self) -> tuple[str, ...]:
        """That the present sentence was answered with nothing, if so."""
        document, sentence = self._state.document, self._composer.sentence
        if document is None or sentence is None:
            return ()
        proposal = answering(document)
        said = nothing_found(proposal, sentence, document.template) if proposal else ""
        return (tr(said),) if said else ()

    def _lay_out(self) -> None:
        self._layout = layout = column(self, gap=GAP_PX // 2)
        below = column(self.lines, gap=GAP_PX // 2)
        first = row(gap=GAP_PX + 2)
        first.addWidget(self.field, 1)
        first.addWidget(self.predict, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.more)
        second = row(gap=GAP_PX)
        second.addWidget(self.doubts, 1)
        second.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignRight)
        second.addWidget(self.labeled)
        layout.addLayout(first)
        below.addLayout(second)
        below.addWidget(self.chips)
        below.addWidget(self.draft)
        layout.addWidget(self.lines)
        self._show_lines()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        QWidget.setTabOrder(self.field, self.predict)
        QWidget.setTabOrder(self.predict, self.more)
        QWidget.setTabOrder(self.more, self.chips)
        QWidget.setTabOrder(self.chips, self.labeled)

    def _connect(self, registry: ActionRegistry) -> None:
        composer = self._composer
        self.field.typed.connect(self._on_typed)
        self.field.predict_wanted.connect(self._predict)
        self.field.left.connect(self.left)
        self.chips.changed.connect(composer.change)
        composer.read.connect(self.refresh)
        composer.room_changed.connect(self.refresh)
        composer.focus_wanted.connect(self._take_focus)
        composer.agreement.changed.connect(self._on_compared)
        registry.changed.connect(self._on_actions)
        self._on_actions()

    def _on_typed(self, text: str) -> None:
        try:
            self._composer.type(text)
        except LViTError:
            self.refresh()  # what was refused does not stay in the field
            raise

    def _pill(self, text: str, tip: str, on_click: object) -> QPushButton:
        button = push_button(text, tip, on_click, role="pill")  # type: ignore[arg-type]
        button.setAccessibleName(text.lstrip("+ "))
        return button

    def _on_actions(self) -> None:
        action, mark = self._predicting, self._marking
        title = tr("Predict")
        self.predict.setText(title if self.low else _with_key(title, action))
        self.predict.setToolTip(tr(action.tip))
        self.predict.setEnabled(action.enabled())
        done = mark.checked()
        self.labeled.setText(
            _with_key(tr("Mark as labeled"), mark)
        )  # the longer words, for the width
        self.labeled.setMinimumWidth(self.labeled.sizeHint().width())
        if done:
            self.labeled.setText(_with_key(tr("Labeled"), mark))
        self.labeled.setChecked(done)
        self.labeled.setEnabled(mark.enabled())

    def _on_compared(self) -> None:
        if not self._rest.isActive():
            self.show_doubts()
        differs = bool(self._composer.draft_difference())
        self._from_mask.setText(tr("from mask \u2022") if differs else tr("from mask"))

    def _predict(self) -> None:
        self._predicting()

    def _open(self) -> None:
        self.places.open_over(self._where)

    def _open_menu(self) -> None:
        self.phrases.fill()
        above = QPoint(0, -self.phrases.sizeHint().height())
        self.phrases.popup(self._history.mapToGlobal(above))

    def _toggle_draft(self) -> None:
        self.draft.refresh()
        self.draft.setVisible(not self.draft.isVisible())
        if self.draft.isVisible() and self.draft.take.isEnabled():
            self.draft.take.setFocus()

    def _take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)


def _with_key(title: str, action: AnyAction) -> str:
    keys = action.shortcuts
    shown = keys_in_words(keys[0]) if keys else ""
    shown = shown.replace("Return", "\u21b5").replace("+", " ")
    return f"{title}   {shown}".rstrip()


def _doubt(words: str) -> str:
    """With a capital and a full stop in every language."""
    told = tr(words)
    return f"{told[:1].upper()}{told[1:].removesuffix('.')}."
