"""What the canvas shows over the image, apart from any one image."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Display(QObject):
    """Switches that hold for all images until the program ends.

    Attributes:
        mask_visible, proposal_visible: Whether they are shown.
        difference: Whether mask and proposal are shown as where they differ.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mask_visible = True
        self.proposal_visible = True
        self.difference = False

    def show_mask(self, visible: bool) -> None:
        if visible != self.mask_visible:
            self.mask_visible = visible
            self.changed.emit()

    def show_proposal(self, visible: bool) -> None:
        if visible != self.proposal_visible:
            self.proposal_visible = visible
            self.changed.emit()

    def show_difference(self, shown: bool) -> None:
        if shown != self.difference:
            self.difference = shown
            self.changed.emit()
