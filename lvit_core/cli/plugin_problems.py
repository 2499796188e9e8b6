"""Which plug-ins cannot be used, whatever they bring; for the window and for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from lvit_core.errors import LViTError
from lvit_core.plugins import Kind, installed


def plugin_problems(tools: Iterable[LViTError]) -> list[LViTError]:
    """Why each plug-in that is in no table is not; formats and readers are imported for it.

    Args:
        tools: What is wrong with those that bring tools, which the window alone has a table of.
    """
    from lvit_core.exchange.registry import format_table  # noqa: PLC0415 - the window opens first
    from lvit_core.imaging.readers import reader_table  # noqa: PLC0415 - the window opens first
    from lvit_core.model.catalogue import model_table  # noqa: PLC0415 - the window opens first
    from lvit_core.prompt.grammars import grammar_table  # noqa: PLC0415 - the window opens first
    from lvit_core.prompt.templates import template_table  # noqa: PLC0415 - the window opens first

    found = [
        plugin.problem(f"there are no {plugin.kind} to add to.")
        for plugin in installed()
        if plugin.kind not in get_args(Kind)
    ]
    found += [*tools, *format_table().problems, *reader_table().problems]
    found += [*template_table().problems, *grammar_table().problems, *model_table().problems]
    return found
