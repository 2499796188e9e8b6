"""How large pixels are where no file says so: asked once, kept with the project, correctable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.projects import ProjectWork
from app.session.services import Services
from app.session.state import State
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.project.spacing_known import is_stated, source_of, stated_for, tells_none

if TYPE_CHECKING:
    from lvit_core.project.project import Project


class PixelSize(QObject):
    """Notices answers that rest on an assumed size, and takes a person's statement.

    Only models that slide over an image need to know: the others see it as one square.
    """

    asked = Signal()

    def __init__(self, state: State, services: Services, projects: ProjectWork) -> None:
        super().__init__(state)
        self._state = state
        self._services = services
        self._projects = projects
        self._asked: set[tuple[Project, str]] = set()  # sources
        self.assumed_um: float | None = None
        services.predictor.finished.connect(self._on_finished)

    @property
    def matters(self) -> bool:
        """Whether the image shown tells no size itself and is of a kind that needs one."""
        document = self._state.document
        if document is None or not document.template.in_tiles:
            return False  # seen whole, whatever its scale
        return tells_none(document.record, self.stated_um)

    @property
    def stated_um(self) -> float | None:
        """What was stated for the source of the image shown, or for its kind."""
        sizes = self._state.require_project().settings.pixel_sizes
        return stated_for(sizes, self._state.require_document().record)

    def state(self, um: float | None, everywhere: bool = False) -> None:
        """Takes the micrometres of a pixel in the folder of the image shown, or everywhere else
        too where nothing was said; None if nobody knows.

        Raises:
            LViTError: Training runs. A size that is out of range becomes a notice.
        """
        shown = self._state.require_document().record
        of, more = source_of(shown), ([shown.template] if everywhere else [])

        def tell() -> None:
            if um is not None:
                hint = "" if um == self.assumed_um else "Predict again to use it."
                words = "Pixels are {um:g} µm now where files do not say."
                self._services.notices.info(words, hint, um=um)

        self._projects.change(lambda project: project.state_pixel_size(of, um, *more), tell)

    def _on_finished(self, result: PredictionResult) -> None:
        project, current = self._state.project, self._state.current
        if project is None or current is None or current.id != result.job.image_id:
            return
        known = result.job.spacing_um is not None or not result.model.by_area
        if known or is_stated(project.settings.pixel_sizes, current):
            return
        if (project, source_of(current)) in self._asked:
            return
        self._asked = {one for one in self._asked if one[0] is project}
        self._asked.add((project, source_of(current)))
        self.assumed_um = result.model.scale_um
        self.asked.emit()
