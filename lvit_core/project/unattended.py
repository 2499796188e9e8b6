"""Opening a project to change it where no window looks after it: by a command or a run.

The name of whoever works here stands by what is done, and a backup is made where the last one is a
day old, before anything is changed.
"""

from __future__ import annotations

import logging
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.preferences import stated_person
from lvit_core.project.care.backups import Why, back_up, is_due
from lvit_core.project.clock import moment
from lvit_core.project.project import Project

log = logging.getLogger("lvit")


def open_unattended(folder: str | Path) -> Project:
    """Opens a project for writing, by the name that is stated for this computer.

    A backup that cannot be made is told in the log and keeps nobody from working.

    Raises:
        LViTError: As `Project.open`.
    """
    project = Project.open(folder)
    project.person = stated_person()
    try:
        now = moment()
        if is_due(project.file, now):
            back_up(project.file, Why.DAILY, now)
    except LViTError as error:
        log.warning("No backup was made: %s %s", error.message, error.hint)
    except BaseException:
        project.close()
        raise
    return project
