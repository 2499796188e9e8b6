"""Project care: for people in trouble, and before they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from app.session.actions.conditions import can_write, has_document, has_project
from app.session.care import ProjectCare
from app.session.projects import ProjectWork
from app.session.registry import ActionGroup, action
from lvit_core.project import care


@dataclass(eq=False)
class CareActions(ActionGroup, menu="Project care", enabled=can_write):
    """What File > Project care does."""

    _care: ProjectCare
    _projects: ProjectWork

    @action("care.check", "Check", icon="check", enabled=has_project)
    def check(self) -> int:
        """Look over labels, history, pictures and models; nothing is changed."""
        return self._care.start("Checking the project", care.check)

    @action("care.repair", "Repair", icon="back")
    def repair(self) -> None:
        """Make a backup, then make again what the history tells; the project is opened anew."""
        person = self.state.require_project().person
        self._projects.meanwhile("Repairing the project", partial(care.repair, person))

    @action("care.back_up", "Back up now", icon="copy")
    def back_up(self) -> int:
        """Keep all that is stored in the folder backups; images and models are not copied."""
        return self._care.start("Backing up the project", care.back_up)

    @action("care.restore", "Restore a backup…", icon="history")
    def restore(self, name: str) -> None:
        """Go back to a backup; what the project is now is kept as one first."""
        project = self.state.require_project()
        why = project.reason.of(self.state.library.images)
        work = partial(care.restore, name, project.person, why)
        self._projects.meanwhile("Restoring the backup", work)

    @action("care.history", "History of this image…", icon="history", enabled=has_document)
    def return_to(self, step: int) -> None:
        """Who did what, when and with which model; every moment can come back as a new step."""
        self._care.return_to(step)

    @action("care.audit", "Audit", icon="check", enabled=has_project)
    def audit(self) -> int:
        """Look whether anything was changed by other means than this program."""
        return self._care.start("Auditing the project", care.audit_chain)

    @action("care.compact", "Compact", icon="erode")
    def compact(self) -> int:
        """Give room that the project file no longer needs back to the disk."""
        person = self.state.require_project().person
        return self._care.start("Compacting the project", partial(care.compact, person))
