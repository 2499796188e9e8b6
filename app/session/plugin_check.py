"""Tells which plug-ins cannot be used: once each, after the window is there, never at its cost."""

from __future__ import annotations

from typing import get_args

from app.jobs.tasks import TaskRunner
from app.session.notices import Notices
from app.session.tools.registry import tool_table
from lvit_core.errors import LViTError
from lvit_core.plugins import Kind, installed


def check_plugins(tasks: TaskRunner, notices: Notices) -> None:
    """Loads what installed packages bring, in the background; does nothing where there is none."""
    if not installed():
        return

    def tell(found: list[LViTError]) -> None:
        for problem in found:
            notices.error(problem)

    tasks.start("Looking at plug-ins", lambda *_: problems(), on_done=tell)


def problems() -> list[LViTError]:
    """Why each plug-in that is in no table is not; formats and readers are imported for it."""
    from lvit_core.exchange.registry import format_table
    from lvit_core.imaging.readers import reader_table
    from lvit_core.model.catalogue import model_table
    from lvit_core.prompt.grammars import grammar_table
    from lvit_core.prompt.templates import template_table

    found = [
        plugin.problem(f"there are no {plugin.kind} to add to.")
        for plugin in installed()
        if plugin.kind not in get_args(Kind)
    ]
    found += [*tool_table().problems, *format_table().problems, *reader_table().problems]
    found += [*template_table().problems, *grammar_table().problems, *model_table().problems]
    return found
