"""The grammars by name, ours and those of plug-ins; each is imported when a template needs it."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from lvit_core.errors import LViTError
from lvit_core.plugins import Plugin, Table, installed, table
from lvit_core.prompt.grammar import Grammar
from lvit_core.prompt.template import Template

OURS = ("organ", "density")
"""Packages beside this module with a ``GRAMMAR``."""


def grammar_table() -> Table[Grammar]:
    """All grammars, and what is wrong with plug-ins that are not among them."""
    return _table(installed("grammars"))


def grammar_named(name: str) -> Grammar:
    """The grammar of that name; raises ``LViTError`` when there is none."""
    known = grammar_table().items
    if name not in known:
        raise LViTError(f"There is no grammar '{name}'.", f"Known: {', '.join(known)}.")
    return known[name]


def grammar_of(template: Template) -> Grammar:
    """The grammar a template follows."""
    return grammar_named(template.grammar)


@lru_cache(maxsize=2)
def _table(_plugins: tuple[Plugin, ...]) -> Table[Grammar]:
    modules = (import_module(f"lvit_core.prompt.{name}.grammar") for name in OURS)
    own: dict[str, Grammar] = {module.GRAMMAR.name: module.GRAMMAR for module in modules}
    return table("grammars", own, _accept)


def _accept(plugin: Plugin) -> Grammar:
    found = plugin.load()
    if not isinstance(found, Grammar):
        raise plugin.problem("it is no Grammar.")
    return found
