"""The size of pixels for many images; says first of how many the files tell it themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from app.translation import tr
from app.views.dialogs.base import Sheet
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.pixel_size import LEAST_UM, MOST_UM
from lvit_core.project.records import ImageRecord
from lvit_core.wording import counted

FIRST_UM = 0.25  # an objective of 40 times, where nothing is known


class ManySizes(Sheet):
    """One number; nothing is changed before a person says so."""

    def __init__(
        self,
        records: Sequence[ImageRecord],
        say: Callable[[list[int], float | None], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Pixel size"), parent, width=440)
        self._say = say
        self._ids = [record.id for record in records]
        told = [r for r in records if r.spacing_mm and r.spacing_kind is not SpacingKind.STATED]
        said = next((r.spacing_um for r in records if r not in told and r.spacing_um), None)
        images = counted(len(records), "image")
        words = tr("Models that look at an image in tiles need to know it.")
        if told:
            words += tr(
                " The files of {count:,} of them say it themselves; those stay as they are.",
                count=len(told),
            )
        self.add_heading(tr("How large is a pixel in {images}?", images=images), words)
        self.um = QDoubleSpinBox()
        self.um.setDecimals(3)
        self.um.setRange(LEAST_UM, MOST_UM)
        self.um.setSuffix(tr(" \u00b5m per pixel"))
        self.um.setValue(said or FIRST_UM)
        self.um.setAccessibleName(tr("Micrometres per pixel"))
        self.um.setToolTip(tr("Height and width of one pixel in micrometres"))
        self.body.addWidget(self.um)
        self.add_button(tr("Cancel"), tr("Change nothing (Esc)"), self.close)
        self.add_button(
            tr("As their kind"),
            tr("Forget what was said of these images alone"),
            lambda: self._take(None),
        )
        self.take = self.add_button(
            tr("Use this size"),
            tr("Ctrl+Z takes it back for all of them"),
            lambda: self._take(self.um.value()),
            primary=True,
        )

    def _take(self, um: float | None) -> None:
        self.close()
        self._say(self._ids, um)
