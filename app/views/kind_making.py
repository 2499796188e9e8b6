"""Making a kind of image of one's own: the dialog, the file, and the project that comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.jobs.tasks import TaskRunner
from app.session.notices import Notices
from app.translation import tr

if TYPE_CHECKING:  # the window opens before anybody makes one
    from lvit_core.prompt.template import Template


def ask_new_kind(
    tasks: TaskRunner, notices: Notices, window: QWidget, then: Callable[[str], object]
) -> None:
    """Shows the dialog; ``then`` is called with the name of the kind when its file is there."""
    from app.views.dialogs.new_kind import NewKind

    def make(template: Template) -> None:
        from lvit_core.prompt.templates import save_template

        def made(_file: object) -> None:
            notices.info(
                tr("'{title}' is a kind of image now.", title=template.title),
                tr("Every new project can be of this kind."),
            )
            then(template.name)

        tasks.start(tr("Writing the kind of image"), lambda *_: save_template(template), made)

    NewKind(make, window).show()
