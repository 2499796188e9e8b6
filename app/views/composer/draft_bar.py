"""The sentence of the mask beside the typed one, as a difference, and the key that takes it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from app.session.actions.sentence import SentenceActions
from app.session.sentence import SentenceComposer
from app.translation import tr
from app.views.composer.fitting_label import WrappedLabel
from app.views.elements import icon_button, label, push_button, row
from app.views.theme import GAP_PX, appearance, current_theme
from lvit_core.prompt.difference import Span


class DraftBar(QFrame):
    """Removed words struck out, new words marked; hidden until a person asks for it."""

    def __init__(self, composer: SentenceComposer, actions: SentenceActions) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._composer = composer
        self._actions = actions
        layout = row(self, gap=GAP_PX)
        layout.setContentsMargins(GAP_PX + 2, 4, 6, 4)
        layout.addWidget(label(tr("From the mask"), "small"))
        self.text = WrappedLabel()
        layout.addWidget(self.text, 1)
        keys = " ".join(actions.take_draft.shortcuts[:1])
        self.take = push_button(
            tr("Take it  {keys}", keys=keys),
            tr("Replace the sentence by the one of the mask"),
            self._take,
        )
        layout.addWidget(self.take)
        layout.addWidget(
            icon_button("close", tr("Close"), tr("Keep the sentence as it is"), self.hide)
        )
        self._composer.agreement.changed.connect(self._on_changed)
        appearance().changed.connect(self._on_changed)
        self.hide()

    def _on_changed(self) -> None:
        if not self.isHidden():
            self.refresh()

    def refresh(self) -> None:
        draft, description = self._composer.draft, self._composer.agreement.description
        spans = self._composer.draft_difference()
        self.take.setEnabled(bool(spans))
        if description is not None and description.of_part:
            self.text.setText(tr("Only a region is annotated: it tells no sentence of the image."))
        elif draft is None:
            self.text.setText(tr("The mask is being measured..."))
        elif self._composer.agreement.nothing_drawn:
            self.text.setText(tr("Nothing is drawn or proposed yet."))
        elif spans:
            self.text.setText(_joined(spans))
            self.text.setAccessibleName(
                tr("Sentence of the mask: {canonical}", canonical=draft.canonical)
            )
        else:
            self.text.setText(tr("The sentence says what the mask shows."))
        self.text.setToolTip(
            tr("Zones from: {source}", source=description.source) if description else ""
        )

    def _take(self) -> None:
        self._actions.take_draft()
        self.hide()


def _joined(spans: tuple[Span, ...]) -> str:
    """With blanks between the parts, but none before a comma or full stop."""
    text = ""
    for span in spans:
        blank = " " if text and span.text[0].isalnum() else ""
        text += blank + _marked(span)
    return text


def _marked(span: Span) -> str:
    from html import escape

    theme, text = current_theme(), escape(span.text)
    if span.kind == "removed":
        return f'<s style="color:{theme.hex("danger_text")}">{text}</s>'
    if span.kind == "added":
        return f'<b style="color:{theme.hex("labeled")}">{text}</b>'
    return text
