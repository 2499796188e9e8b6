"""What the canvas shows over the image, apart from any one image."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Display(QObject):
    """Switches that hold for all images until the program ends."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mask_visible = True
        self._proposal_visible = True
        self._difference = False

    @property
    def mask_visible(self) -> bool:
        return self._mask_visible

    @property
    def proposal_visible(self) -> bool:
        return self._proposal_visible

    def show_mask(self, visible: bool) -> None:
        if visible != self._mask_visible:
            self._mask_visible = visible
            self.changed.emit()

    def show_proposal(self, visible: bool) -> None:
        if visible != self._proposal_visible:
            self._proposal_visible = visible
            self.changed.emit()

    @property
    def difference(self) -> bool:
        """Whether mask and proposal are shown as where they differ."""
        return self._difference

    def show_difference(self, shown: bool) -> None:
        if shown != self._difference:
            self._difference = shown
            self.changed.emit()
