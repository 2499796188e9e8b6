"""Export and import, in the background and with a look at what would be lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.session.actions.conditions import has_project
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""

    def export(format: str, folder: str | Path, **options: Any) -> int:
        return session.exchange.export(format, Path(folder), options)

    def bring_in(format: str, path: str | Path, folder: str | Path, **options: Any) -> int:
        return session.exchange.bring_in(format, Path(path), Path(folder), options)

    yield Action(
        "project.export",
        "Export…",
        export,
        shortcut="Ctrl+E",
        icon="mdi6.export-variant",
        tip="Write the labeled images for other programs.",
        enabled=has_project(session),
        menu="File",
        needs=("format", "folder"),
    )
    yield Action(
        "project.import",
        "Import as new project…",
        bring_in,
        icon="mdi6.import",
        tip="Make a project from images, masks and sentences of another program.",
        menu="File",
        needs=("format", "path", "folder"),
    )
