"""The grammars by name, ours and those of plug-ins; each is imported when a template needs it."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from lvit_core.errors import LViTError
from lvit_core.plugins import Plugin, Table, installed, table
from lvit_core.prompt.grammar import Grammar
from lvit_core.prompt.template import Template

OURS = {
    "paired-organ": "organ",
    "density": "density",
    "attributes": "attributes",
    "free-words": "free",
}
"""The package beside this module that holds each grammar; only the one asked for is imported."""


def grammar_names() -> list[str]:
    """What a template may call its grammar; of ours none is imported for it."""
    return list(grammar_table().items) if installed("grammars") else list(OURS)


def grammar_table() -> Table[Grammar]:
    """All grammars, and what is wrong with plug-ins that are not among them."""
    return _table(installed("grammars"))


def grammar_named(name: str) -> Grammar:
    """The grammar of that name; raises ``LViTError`` when there is none."""
    if name in OURS:
        return _own(name)
    added = grammar_table().items
    if name not in added:
        raise LViTError(
            "There is no grammar '{name}'.",
            "Known: {grammar_names}.",
            name=name,
            grammar_names=", ".join(grammar_names()),
        )
    return added[name]


def grammar_of(template: Template) -> Grammar:
    """The grammar a template follows."""
    return grammar_named(template.grammar)


@lru_cache(maxsize=len(OURS))
def _own(name: str) -> Grammar:
    found: Grammar = import_module(f"lvit_core.prompt.{OURS[name]}.grammar").GRAMMAR
    return found


@lru_cache(maxsize=2)
def _table(_plugins: tuple[Plugin, ...]) -> Table[Grammar]:
    return table("grammars", {name: _own(name) for name in OURS}, _accept)


def _accept(plugin: Plugin) -> Grammar:
    found = plugin.load()
    if not isinstance(found, Grammar):
        raise plugin.problem("it is no Grammar.")
    return found
