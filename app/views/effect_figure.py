"""Saving what the text did as a figure, like that of `lvit explain`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.jobs.tasks import QUIET_S
from app.session.registry import ActionGroup, action
from app.session.services import Services
from app.session.text_effect import TextEffect
from app.translation import noop, tr
from app.views.places import Places
from lvit_core.errors import LViTError
from lvit_core.imaging.pyramid import network_pixels
from lvit_core.progress import Progress


@dataclass(eq=False)
class EffectFigure(ActionGroup, menu="File"):
    """The answers that the panel shows, as a picture."""

    _effect: TextEffect
    _services: Services
    _window: QWidget

    @action("sentence.effect_figure", "Save figure of the text…", icon="explain")
    def ask_file(self) -> None:
        """Save what the text did as a picture: the answers with the sentence and without it."""
        name = f"image-{self.state.require_document().record.id}-text.png"  # no patient's number
        kinds = [tr("Picture (*.png)")]
        title = tr("Save the figure")
        Places(self._services.preferences, self._window).choose_new_file(
            title, name, self.save, kinds
        )

    ask_file.enabled_when(lambda group: group._effect.reading is not None)

    def save(self, out: Path) -> None:
        """Draws it in the background; nothing but an earlier figure is written over."""
        project, document = self.state.require_project(), self.state.require_document()
        reading, record = self._effect.reading, document.record
        if reading is None:
            raise LViTError(
                noop("That answer is not known yet."), noop("Ask what the text did first.")
            )
        source, template, sides = document.source, document.template, project.sides(record)

        def work(_progress: Progress, _cancelled: Callable[[], bool]) -> str:
            from lvit_core.exchange.identity import leaving_name
            from lvit_core.explain.figure import draw_explanation
            from lvit_core.explain.reading_figure import AskedImage, explanation_of

            image = leaving_name(project, record)
            pixels = network_pixels(source, reading.answers[0].proposal.place)
            asked = AskedImage(image, pixels, record.spacing_um, template, sides)
            draw_explanation(explanation_of(reading, asked), out)
            return image

        def done(image: str) -> None:
            hidden = tr("The image is called {image} there, not after its DICOM file.", image=image)
            more = (hidden,) if image != record.name else ()
            self._services.notices.info(tr("Wrote the figure."), str(out), more)

        self._services.tasks.start(tr("Drawing the figure"), work, done, quiet_s=QUIET_S)
