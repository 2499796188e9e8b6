"""From values back to words: the one way a sentence is written.

The canonical text of a finding is read back as the same finding by the parser; that round trip is
what lets diagrams, chips and drafts edit a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template

_BLANKS = re.compile(r"\s+")
_SLOT = re.compile(r"\{(\w+)\}")


def canonical_text(finding: Finding, template: Template, extra: Sequence[str] = ()) -> str:
    """The finding in the template's own words, as one sentence; "" when it says nothing.

    Args:
        extra: Further clauses as they are (words nobody understood), added at the end.
    """
    if finding.negative and not finding.located:
        clauses = [template.sentence.negative.rstrip(".")]
    else:
        clauses = grammar_of(template).clauses(finding, template)
    clauses += [clause.strip() for clause in extra if clause.strip()]
    text = ", ".join(clause for clause in clauses if clause)
    if not text:
        return ""
    return text[0].upper() + text[1:].rstrip(".") + "."


def join_words(words: Sequence[str], template: Template) -> str:
    """``a``, ``a and b``, ``a and b and c``: commas would start a new clause."""
    return f" {template.sentence.join} ".join(words)


def filled(pattern: str, **slots: str) -> str:
    """A form with its slots filled and single blanks; slots that nobody fills are left out.

    Not by ``str.format``: forms come from other people's files, and that one reaches into values.
    """
    text = _SLOT.sub(lambda found: slots.get(found.group(1), ""), pattern)
    return _BLANKS.sub(" ", text).strip()


def number_text(value: int, template: Template) -> str:
    """``two``; digits beyond the numbers the template has words for."""
    words = tuple(template.words.get("number", {}))
    return template.spelling(words[value]) if value < len(words) else str(value)
