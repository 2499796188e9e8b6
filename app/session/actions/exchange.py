"""Export and import, in the background and with a look at what would be lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.session.actions.conditions import has_project
from app.session.exchanging import ExchangeWork
from app.session.registry import ActionGroup, action


@dataclass(eq=False)
class ExchangeActions(ActionGroup, menu="File"):
    """What the File menu does with the formats of other programs; each returns its task's id."""

    _exchange: ExchangeWork

    @action("project.export", "Export…", shortcut="Ctrl+E", icon="export", enabled=has_project)
    def export(
        self, format: str, folder: str | Path, options: Mapping[str, object] | None = None
    ) -> int:
        """Write the labeled images for other programs."""
        return self._exchange.export(format, Path(folder), options or {})

    @action("project.import", "Import…", icon="import")
    def bring_in(
        self,
        format: str,
        path: str | Path,
        folder: str | Path | None = None,
        options: Mapping[str, object] | None = None,
    ) -> int:
        """Bring images, masks and sentences of another program into this project or a new one."""
        place = None if folder is None else Path(folder)
        return self._exchange.bring_in(format, Path(path), place, options or {})
