"""What a grammar is: one way of speaking of images, and of seeing in a mask what was said.

Everything that depends on the kind of statement stands behind this interface; what is the same for
all (finding words, negation, the canonical form, left and right) does not ask which grammar it is.
A grammar is registered by its name in ``grammars``, and a template names the one it follows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.chips import Chip
from lvit_core.prompt.description import Description
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.lexicon import Token, lexicon
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template

Reading = tuple[Finding, list[str], frozenset[Token]]
"""A finding, complaints about it, and the tokens that turned out to say nothing."""


class Diagram(StrEnum):
    """The drawing in which a person clicks places."""

    ORGAN = "organ"
    FIELD = "field"
    NONE = "none"


class Grammar(ABC):
    """One kind of statement. Grammars hold no state; the template is an argument everywhere.

    Attributes:
        name: What templates call it.
        title: What people call it.
        claims: What it can and cannot do with a mask, one sentence; empty where it does all.
        diagram: Where places are clicked.
        knows_words: It understands words; else every word is as good to it as any other.
        needs_places: Every template names two sides and two levels.
        words_draw_labels: The words alone say where something is, so that every sentence has a
            contrastive label of its own (section 3.3); else labeled masks have to stand in.
    """

    name: ClassVar[str]
    title: ClassVar[str] = ""
    claims: ClassVar[str] = ""
    diagram: ClassVar[Diagram]
    knows_words: ClassVar[bool] = True
    needs_places: ClassVar[bool] = True
    words_draw_labels: ClassVar[bool] = False

    @abstractmethod
    def problems(self, template: Template) -> list[str]:
        """What a template file lacks to be read and written by this grammar, in plain words."""

    def roles(self, template: Template) -> tuple[str, ...]:
        """Roles of its own whose words are offered while somebody types."""
        return ()

    def example(self, template: Template) -> str:
        """A sentence as people write it; empty where there is nothing to go by."""
        return template.example

    # Words and values

    def tokens(self, text: str, template: Template) -> tuple[Token, ...]:
        """The words of a text with their meanings."""
        return lexicon(template).tokens(text)

    @abstractmethod
    def read(self, tokens: Sequence[Token], template: Template) -> Reading:
        """What the words of one sentence say."""

    @abstractmethod
    def clauses(self, finding: Finding, template: Template) -> list[str]:
        """The canonical clauses of a finding; ``read`` gives the same finding back."""

    @abstractmethod
    def nothing_said(self, template: Template) -> Finding:
        """The finding of a sentence that says nothing."""

    @abstractmethod
    def nothing_there(self, template: Template) -> Finding:
        """The finding of a sentence that says there is nothing to find."""

    @abstractmethod
    def values(self, finding: Finding) -> dict[str, Any]:
        """The finding under the keys of ``lvit text check --json``."""

    # Sentences made of others, each of which is read again before it is used

    def said_otherwise(self, finding: Finding, template: Template) -> Iterator[str]:
        """Texts that may say the same in another form than the canonical one."""
        return iter(())

    def changed(self, finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
        """Findings that contradict one that is there, each with a word for what is changed."""
        return iter(())

    def something_there(self, template: Template) -> Iterator[Finding]:
        """Findings that contradict a sentence by which there is nothing."""
        return iter(())

    # Writing with help

    @abstractmethod
    def chips(self, sentence: Sentence, template: Template) -> tuple[Chip, ...]:
        """All slots in the order of the canonical sentence; places only where they are said."""

    @abstractmethod
    def phrases(self, sentence: Sentence, template: Template) -> Iterator[str]:
        """What may follow the sentence so far, the likeliest first."""

    def continued(self, sentence: Sentence, template: Template) -> Iterator[str]:
        """What may follow its last word, with the comma or blank that leads to it."""
        return iter(())

    # Masks

    @abstractmethod
    def describe(
        self,
        mask: npt.NDArray[np.generic],
        template: Template,
        organs: npt.NDArray[np.generic] | None,
        sides: Sides,
        smallest: float | None,
    ) -> Description:
        """See `describe.describe`."""

    @abstractmethod
    def check(self, sentence: Sentence, description: Description, template: Template) -> Agreement:
        """Compares a sentence that says something with what a mask shows."""

    @abstractmethod
    def region_mask(
        self,
        finding: Finding,
        shape: tuple[int, int],
        organs: npt.NDArray[np.generic] | None,
        template: Template,
    ) -> npt.NDArray[np.uint8]:
        """(H, W) uint8, 1 where the finding says something is; everywhere when it does not say."""

    # Networks

    def as_asked(self, sentence: Sentence, template: Template) -> str:
        """The words a network is asked with; as typed unless the grammar has one form for all."""
        return sentence.text

    def turned(self, finding: Finding, template: Template, quarter_turns: int) -> Finding | None:
        """The finding of the image turned counter-clockwise; ``None`` if no words can say it."""
        return None
