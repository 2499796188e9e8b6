"""Whether a proposal still answers what is asked: its sentence may have changed, or gone.

Such a proposal is stale: it says nothing of the present sentence and is not compared with it, and
nobody accepts it without being told.
"""

from __future__ import annotations

from typing import Protocol

from lvit_core.geometry import Rect
from lvit_core.project.records import Proposal
from lvit_core.prompt.agreement import Contradiction
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.wording import said


class Shown(Protocol):
    """An image with its sentence, and perhaps a proposal."""

    proposal: Proposal | None

    @property
    def sentence(self) -> str: ...

    @property
    def template(self) -> Template: ...


def answering(shown: Shown | None) -> Proposal | None:
    """The proposal of an image if it answers its present sentence, else ``None``."""
    if shown is None or shown.proposal is None:
        return None
    return shown.proposal if answers(shown.proposal, shown.sentence, shown.template) else None


def answers(proposal: Proposal, sentence: str, template: Template) -> bool:
    """Whether a model would be asked the same again; other words of one meaning are the same."""
    now, then = sentence.strip(), proposal.sentence.strip()
    return now == then or as_asked(now, template) == as_asked(then, template)


def stale_point(proposal: Proposal, sentence: str, template: Template) -> Contradiction:
    """What a person is told who accepts a stale proposal."""
    asked = proposal.sentence.strip()
    message = (
        said('The proposal answers another sentence: "{asked}"', asked=asked)
        if asked
        else said("The proposal was made without a sentence; there is one now.")
    )
    rect = proposal.place or Rect(0, 0, *proposal.probability.shape[1:])
    return Contradiction("stale", message, (), rect, parse(sentence, template).finding)
