"""Tells which plug-ins cannot be used: once each, after the window is there, never at its cost."""

from __future__ import annotations

from app.jobs.tasks import TaskRunner
from app.session.notices import Notices
from app.session.tools.registry import tool_table
from lvit_core.errors import LViTError
from lvit_core.plugins import installed


def check_plugins(tasks: TaskRunner, notices: Notices) -> None:
    """Loads what installed packages bring, in the background; does nothing where there is none."""

    def tell(found: list[LViTError]) -> None:
        for problem in found:
            notices.error(problem)

    if installed():
        tasks.start("Looking at plug-ins", lambda *_: _problems(), on_done=tell)


def _problems() -> list[LViTError]:
    from lvit_core.cli.plugin_problems import plugin_problems  # of no use to the first paint

    return plugin_problems(tool_table().problems)
