"""Coded terms of DICOM labels: which layer they speak of, and names where a label says nothing."""

from __future__ import annotations

import re
from typing import Any

from lvit_core.exchange.bundle import ORGAN
from lvit_core.prompt.template import Coded, Term
from lvit_core.wording import said

# SNOMED CT and the older SRT: lung, left lung, right lung, both lungs.
_LUNG = frozenset(
    {"39607008", "44029006", "3341006", "74101002", "T-28000", "T-28500", "T-28100", "T-28080"}
)
_SAYS_NOTHING = re.compile(r"(segment|seg|label|roi|region|object|unnamed|untitled)?[\s_#.:-]*\d*")


def layer_of(term: Any | None) -> str:
    """The layer that a coded term speaks of; ``""`` where it does not decide.

    Args:
        term: An item of a code sequence.
    """
    return ORGAN if term is not None and _value(term) in _LUNG else ""


def meaning_of(term: Any | None) -> str:
    """The words of a coded term."""
    return str(term.get("CodeMeaning") or "").strip() if term is not None else ""


def name_of(label: str, term: Any | None) -> str:
    """What a person calls it: the label, or the term's words where the label is only a number."""
    said = label.strip()
    if _SAYS_NOTHING.fullmatch(said.lower()):
        return meaning_of(term) or said
    return said


def coded_of(
    described: Any,
    category: str,
    kind: str,
    codes: dict[tuple[str, str], Coded],
    key: tuple[str, str],
) -> str:
    """Takes what a segment or group is in coded terms into ``codes``.

    Args:
        described: The segment or group.
        category, kind: Keywords of the sequences that say it.
        codes: By class and layer.
        key: The segment's.

    Returns:
        What is not kept, as a sentence; empty where nothing is lost.
    """
    terms = [_term(first_item(described, keyword)) for keyword in (category, kind)]
    if terms[0] is None or terms[1] is None:
        return ""
    coded = Coded(terms[0], terms[1])
    if codes.setdefault(key, coded) == coded:
        return ""
    return said(
        "{key} is coded in several ways: {meaning} is kept, {meaning_2} is not.",
        key=key[0],
        meaning=codes[key].type.meaning,
        meaning_2=coded.type.meaning,
    )


def _term(item: Any | None) -> Term | None:
    if item is None:
        return None
    scheme = str(item.get("CodingSchemeDesignator") or "").strip()
    return Term(_value(item).strip(), scheme, meaning_of(item))


def first_item(dataset: Any, keyword: str) -> Any | None:
    """The first item of a sequence; ``None`` where there is none."""
    items = dataset.get(keyword)
    return items[0] if items else None


def _value(term: Any) -> str:
    told = (term.get(key) for key in ("CodeValue", "LongCodeValue", "URNCodeValue"))
    return next((str(value) for value in told if value), "")
