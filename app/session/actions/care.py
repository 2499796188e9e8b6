"""Project care: for people in trouble, and before they are."""

from __future__ import annotations

from dataclasses import dataclass

from app.session.actions.conditions import can_write, has_project
from app.session.care import ProjectCare
from app.session.registry import ActionGroup, action


@dataclass(eq=False)
class CareActions(ActionGroup, menu="Project care", enabled=can_write):
    """What File > Project care does."""

    _care: ProjectCare

    @action("care.check", "Check", icon="check", enabled=has_project)
    def check(self) -> int:
        """Look over labels, history, pictures and models; nothing is changed."""
        return self._care.check()

    @action("care.repair", "Repair", icon="back")
    def repair(self) -> None:
        """Make a backup, then make again what the history tells; the project is opened anew."""
        self._care.repair()

    @action("care.back_up", "Back up now", icon="copy")
    def back_up(self) -> int:
        """Keep all that is stored in the folder backups; images and models are not copied."""
        return self._care.back_up()

    @action("care.restore", "Restore a backup…", icon="history")
    def restore(self, name: str) -> None:
        """Go back to a backup; what the project is now is kept as one first."""
        self._care.restore(name)

    @action("care.compact", "Compact", icon="erode")
    def compact(self) -> int:
        """Give room that the project file no longer needs back to the disk."""
        return self._care.compact()
