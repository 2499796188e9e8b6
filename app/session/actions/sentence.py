"""Writing the sentence without the mouse, and asking what it did."""

from __future__ import annotations

from dataclasses import dataclass

from app.session.actions.conditions import has_document, has_sentence, has_sides
from app.session.convention import ConventionChange
from app.session.registry import ActionGroup, action
from app.session.sentence import SentenceComposer
from app.session.text_effect import TextEffect
from lvit_core.explain.answers import Variant


@dataclass(eq=False)
class SentenceActions(ActionGroup, menu="Sentence", enabled=has_document):
    """The Sentence menu."""

    _composer: SentenceComposer
    _effect: TextEffect
    _convention: ConventionChange

    @action("sentence.focus", "Write the sentence", shortcut="Ctrl+Shift+S", icon="sentence")
    def focus(self) -> None:
        """Go to the text field; Escape leads back to the image."""
        self._composer.focus_wanted.emit()

    @action(
        "sentence.take_draft", "Take the sentence of the mask", shortcut="Ctrl+T", icon="from_mask"
    )
    def take_draft(self) -> None:
        """Replace the sentence by the one measured from the mask."""
        self._composer.take_draft()

    @action("sentence.tidy", "Tidy the sentence", shortcut="Ctrl+Shift+T", icon="tidy")
    def tidy(self) -> None:
        """Rewrite what was understood in the template's own words. Other words stay."""
        self._composer.tidy()

    @action("sentence.favourite", "Keep as favourite", shortcut="Ctrl+Shift+K", icon="favourite")
    def toggle_favourite(self) -> None:
        """Keep this sentence for other images, or forget it."""
        self._composer.toggle_favourite()

    @toggle_favourite.checked_when
    def _is_favourite(self) -> bool:
        document = self.state.document
        if document is None:
            return False
        return self._composer.phrasebook.is_favourite(document.template, document.sentence)

    @action(
        "sentence.effect",
        "What did the text do?",
        shortcut="Ctrl+Shift+E",
        icon="explain",
        enabled=has_sentence,
    )
    def ask_effect(self) -> None:
        """Ask the model with the sentence, without it and with left and right swapped.

        How much the answers differ shows what the words did. Nothing becomes a proposal.
        """
        self._effect.ask()

    @action("sentence.compare_effect", "Show what the text changed", icon="compare", menu="")
    def compare_effect(self, variant: Variant) -> None:
        """Where the answer differs from the one with the sentence."""
        self._effect.compare(variant)

    compare_effect.enabled_when(lambda group: group._effect.reading is not None)

    @action("sentence.attention", "Attention of the network", icon="show", menu="")
    def show_attention(self, network_layer: str) -> None:
        """Show what a layer of the network looks at for this sentence (Grad-CAM)."""
        self._effect.look(network_layer)

    @action("project.laterality", "Left and right…", icon="laterality", enabled=has_sides)
    def change_laterality(self, to: str, rewrite: bool = True) -> None:
        """Whose left the sentences mean. A change asks before it converts them."""
        self._convention.apply(to, rewrite)
