"""How the image is shown; nothing here changes what is stored or predicted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.session.actions.conditions import has_document, has_proposal
from app.session.difference_view import DifferenceView
from app.session.display import Display
from app.session.preferences import Preferences
from app.session.registry import ActionGroup, action, always
from lvit_core.imaging.pyramid import window_of_values
from lvit_core.imaging.view_state import FIT_ZOOM, Contrast, ViewState

_KEEP = "view.keep_for_all"


@dataclass(eq=False)
class ViewActions(ActionGroup, menu="View", enabled=has_document):
    """Zoom and contrast."""

    _preferences: Preferences

    @action("view.fit", "Fit image", shortcut="Ctrl+0", icon="fit")
    def fit(self) -> None:
        """Show the whole image."""
        document = self.state.require_document()
        middle = (document.source.height / 2, document.source.width / 2)
        document.set_view(ViewState(FIT_ZOOM, middle))

    @action("view.actual", "Actual pixels", shortcut="Ctrl+1", icon="zoom_actual")
    def show_actual_pixels(self) -> None:
        """Show one image pixel on one screen pixel."""
        document = self.state.require_document()
        middle = (document.source.height / 2, document.source.width / 2)
        at = middle if document.view.zoom == FIT_ZOOM else document.view.center_yx
        document.set_view(ViewState(1.0, at))

    @action("view.auto_contrast", "Auto contrast", shortcut="Ctrl+J", icon="contrast")
    def choose_contrast(self) -> None:
        """Choose window and level from the values of this image."""
        document = self.state.require_document()
        window = window_of_values(document.source)
        document.set_contrast(replace(document.contrast, window=window))

    @action("view.reset_contrast", "Original contrast", shortcut="Ctrl+Shift+J", icon="back")
    def reset_contrast(self) -> None:
        """Use the window and level from the file."""
        self.state.require_document().set_contrast(Contrast())

    @action("view.invert", "Invert", shortcut="Ctrl+I", icon="invert")
    def invert(self) -> None:
        """Show bright as dark and dark as bright."""
        document = self.state.require_document()
        document.set_contrast(replace(document.contrast, invert=not document.contrast.invert))

    @invert.checked_when
    def _is_inverted(self) -> bool:
        return self.state.document is not None and self.state.document.contrast.invert

    @action("view.keep_for_all", "Keep view for all images", icon="keep", enabled=always)
    def toggle_keeping(self) -> None:
        """The next image opens with this zoom, position and contrast."""
        self._preferences.set(_KEEP, not self._preferences.get(_KEEP))

    toggle_keeping.checked_when(lambda group: bool(group._preferences.get(_KEEP)))


@dataclass(eq=False)
class OverlayActions(ActionGroup, menu="View", enabled=has_document):
    """What lies over the image, and what it is compared with."""

    _display: Display
    _difference_view: DifferenceView

    @action(
        "view.toggle_mask",
        "Show masks",
        shortcut="X",
        icon="toggle_mask",
        scope="canvas",
        enabled=always,
    )
    def toggle_mask(self) -> None:
        """Show or hide masks. Hold the key to hide them while it is down."""
        self._display.show_mask(not self._display.mask_visible)

    toggle_mask.checked_when(lambda group: group._display.mask_visible)

    @action(
        "view.toggle_proposal",
        "Show proposal",
        shortcut="Shift+X",
        icon="proposal",
        scope="canvas",
    )
    def toggle_proposal(self) -> None:
        """Show or hide the model's proposal. Hold the key to hide it while it is down."""
        self._display.show_proposal(not self._display.proposal_visible)

    toggle_proposal.checked_when(lambda group: group._display.proposal_visible)

    @toggle_proposal.enabled_when
    def _can_hide(self) -> bool:
        """Where it is hidden it can be shown again, before there is one to see."""
        return not self._display.proposal_visible or has_proposal(self.state)

    @action(
        "view.toggle_difference",
        "Show difference",
        shortcut="Shift+D",
        icon="difference",
        scope="canvas",
    )
    def toggle_difference(self) -> None:
        """Show what only your mask has, what only the proposal has, and what both have."""
        self._display.show_difference(not self._display.difference)

    toggle_difference.checked_when(lambda group: group._display.difference)

    @toggle_difference.enabled_when
    def _can_differ(self) -> bool:
        """Where it is on it can be switched off, whatever there is to compare now."""
        return has_document(self.state) and (self._display.difference or has_proposal(self.state))

    @action("view.compare_model", "Compare my work with the model", icon="compare_model")
    def compare_model(self) -> None:
        """Ask the model in force again and show what only you drew and what only it found.

        Objects accepted unchanged from a model do not count as yours.
        """
        self._difference_view.compare_model()

    compare_model.checked_when(lambda group: group._difference_view.with_person)

    @action("view.compare_generations", "Compare generations…", icon="compare")
    def compare_generations(self, first: int, second: int) -> None:
        """Ask two generations about this image and show what only one of them finds.

        Nothing becomes a proposal.
        """
        self._difference_view.compare_generations(first, second)

    @action("view.compare_reader", "Compare with other readers…", icon="compare_model")
    def compare_reader(self, reader: str) -> None:
        """Show what only you drew, what only another reader drew, and what both did."""
        self._difference_view.compare_reader(reader)
