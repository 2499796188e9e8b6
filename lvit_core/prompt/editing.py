"""Changing what a sentence says: the operations behind chips, diagrams and "Add to sentence".

Each takes a parsed sentence and returns new text: the canonical sentence of the changed finding,
followed by the words nobody understood, because a click must not delete what a person typed.
"""

from __future__ import annotations

from lvit_core.prompt.chips import Chip
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said


def rewritten(sentence: Sentence, finding: Finding, template: Template) -> str:
    """The sentence saying ``finding`` instead; unknown words are kept at the end."""
    if finding.empty and not sentence.unknown:
        return ""
    return canonical_text(finding, template, _unknown_runs(sentence))


def set_negative(sentence: Sentence, template: Template) -> str:
    """Says that there is nothing to find."""
    return rewritten(sentence, grammar_of(template).nothing_there(template), template)


def clear(sentence: Sentence, template: Template) -> str:
    """Says nothing; unknown words stay."""
    return rewritten(sentence, grammar_of(template).nothing_said(template), template)


def negative_chip() -> Chip:
    """The only slot of a sentence that says there is nothing."""
    return Chip("negative", said("nothing to find"), True, (), clear)


def _unknown_runs(sentence: Sentence) -> list[str]:
    """Unknown words, those that stood together as one piece of text."""
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(sentence.tokens):
        if token.known:
            continue
        if runs and index and not sentence.tokens[index - 1].known:
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return [sentence.text[start:end] for start, end in runs]
