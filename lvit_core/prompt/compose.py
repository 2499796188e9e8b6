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
    """A form with its slots filled and single blanks."""
    return _BLANKS.sub(" ", pattern.format(**slots)).strip()
