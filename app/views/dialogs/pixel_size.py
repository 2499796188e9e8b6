"""The question how large a pixel is, with the answers that microscopes give."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDoubleSpinBox, QRadioButton, QWidget

from app.session.actions.images import ImageFactActions
from app.session.pixel_size import PixelSize
from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import row
from lvit_core.project.pixel_size import LEAST_UM, MOST_UM

OBJECTIVES = (("40× objective", 0.25), ("20× objective", 0.5), ("10× objective", 1.0))


class PixelSizeSheet(Sheet):
    """Asks for micrometres per pixel; closing it changes nothing."""

    def __init__(
        self, size: PixelSize, image: ImageFactActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Pixel size"), parent, width=440)
        self._image = image
        assumed = size.assumed_um
        now = tr("{assumed:g} µm is assumed until you answer. ", assumed=assumed) if assumed else ""
        self.add_heading(
            tr("How large is a pixel?"),
            tr(
                "The files do not say. {now}Your answer is kept with the project for "
                "images of this kind in the same folder whose files state no size. You can "
                "change it at any time.",
                now=now,
            ),
        )
        self.choices = QButtonGroup(self)
        for words, um in OBJECTIVES:
            self._add_choice(tr("{words}, {um:g} µm per pixel", words=words, um=um), um)
        self.other = QRadioButton(tr("Other"))
        self.other.setToolTip(tr("State the size of a pixel in micrometres"))
        self.choices.addButton(self.other)
        self.um = QDoubleSpinBox()
        self.um.setDecimals(3)
        self.um.setRange(LEAST_UM, MOST_UM)
        self.um.setSuffix(tr(" µm per pixel"))
        self.um.setAccessibleName(tr("Micrometres per pixel"))
        self.um.setToolTip(tr("Height and width of one pixel in micrometres"))
        self.um.valueChanged.connect(lambda _value: self.other.setChecked(True))
        line = row(gap=8)
        line.addWidget(self.other)
        line.addWidget(self.um)
        line.addStretch(1)
        self.body.addLayout(line)
        self.everywhere = QCheckBox(tr("Other folders too, where nothing was said"))
        self.everywhere.setToolTip(tr("Keep the answer for all images of this kind in the project"))
        self.body.addWidget(self.everywhere)
        self._show_stated(size.stated_um or assumed or OBJECTIVES[0][1])
        self.add_button(
            tr("I do not know"),
            tr("Keep the assumed size and do not ask again for this folder"),
            lambda: self._state(None),
        )
        self.use = self.add_button(
            tr("Use this size"),
            tr("Keep the size with the project"),
            lambda: self._state(self.chosen_um),
            primary=True,
        )

    @property
    def chosen_um(self) -> float:
        """Micrometres per pixel of the choice that is marked."""
        index = self.choices.buttons().index(self.choices.checkedButton())
        return OBJECTIVES[index][1] if index < len(OBJECTIVES) else self.um.value()

    def _add_choice(self, words: str, um: float) -> None:
        choice = QRadioButton(words)
        choice.setToolTip(tr("One pixel is {um:g} micrometres high and wide", um=um))
        self.choices.addButton(choice)
        self.body.addWidget(choice)

    def _show_stated(self, um: float) -> None:
        self.um.setValue(um)
        sizes = [size for _words, size in OBJECTIVES]
        which = sizes.index(um) if um in sizes else len(sizes)
        self.choices.buttons()[which].setChecked(True)

    def _state(self, um: float | None) -> None:
        self.close()
        self._image.state_pixel_size(um, self.everywhere.isChecked())
