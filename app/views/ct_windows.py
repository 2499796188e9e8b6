"""The usual windows of computed tomography, for images whose values may be Hounsfield units."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.session.actions.conditions import has_document
from app.session.registry import ActionGroup, action
from app.session.state import State
from app.translation import noop
from lvit_core.errors import require
from lvit_core.imaging.value_window import Window

# Middle and width in Hounsfield units: air is -1000, water 0.
LUNG, MEDIASTINUM = Window(-600, 1500), Window(50, 350)
BONE, BRAIN = Window(400, 1800), Window(40, 80)


def has_signed_values(state: State) -> bool:
    """Hounsfield units reach below 0; an X-ray or a photograph never does."""
    document = state.document
    signed = document is not None and np.dtype(document.source.dtype).kind in "if"
    return has_document(state) and require(noop("The values of this image are none of CT."), signed)


@dataclass(eq=False)
class CtWindows(ActionGroup, menu="CT window", enabled=has_signed_values):
    """Each shows one kind of tissue, until another window is chosen."""

    @action("view.ct_lung", "Lung window", icon="contrast")
    def show_lung(self) -> None:
        """Show values from -1350 to 150 Hounsfield units."""
        self._show(LUNG)

    @action("view.ct_mediastinum", "Mediastinum window", icon="contrast")
    def show_mediastinum(self) -> None:
        """Show values from -125 to 225 Hounsfield units."""
        self._show(MEDIASTINUM)

    @action("view.ct_bone", "Bone window", icon="contrast")
    def show_bone(self) -> None:
        """Show values from -500 to 1300 Hounsfield units."""
        self._show(BONE)

    @action("view.ct_brain", "Brain window", icon="contrast")
    def show_brain(self) -> None:
        """Show values from 0 to 80 Hounsfield units."""
        self._show(BRAIN)

    def _show(self, window: Window) -> None:
        document = self.state.require_document()
        document.set_contrast(replace(document.contrast, window=window))
