"""Opening a project with all that a window asks of it first, in whatever thread may wait for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lvit_core.errors import LViTError
from lvit_core.model.choice import choose_model
from lvit_core.project.list_order import Ordered
from lvit_core.project.records import Need, ProjectSettings

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

Listed = tuple[Ordered, dict[int, Need]]


def create_and_read(
    folder: Path, settings: ProjectSettings, read: Callable[[Project], Listed]
) -> tuple[Project, Listed]:
    """Makes an empty project, and opens it in the same way.

    Raises:
        LViTError: There is one already, or the folder cannot be written.
    """
    from lvit_core.project.project import Project  # noqa: PLC0415

    Project.create(folder, settings).close()
    return open_and_read(folder, read)


def open_and_read(folder: Path, read: Callable[[Project], Listed]) -> tuple[Project, Listed]:
    """Opens a project, reads its list, and loads what its templates and models are.

    Raises:
        LViTError: There is none, it is open elsewhere, or it comes from a newer version.
    """
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    project = Project.open_as_allowed(folder)
    try:
        listed = read(project)
        for template in project.kinds.followed() | {project.template_name}:
            with suppress(LViTError):  # said when such an image is shown or predicted
                load_template(template)
                choose_model(project, template)
    except BaseException:
        project.close()
        raise
    return project, listed
