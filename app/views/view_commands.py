"""Zoom and position by keys: whoever uses no mouse sees every part of an image too."""

from __future__ import annotations

from dataclasses import dataclass

from app.session.actions.conditions import has_document
from app.session.registry import ActionGroup, action
from lvit_core.imaging.view_state import FIT_ZOOM, ViewState

ZOOM_STEP = 1.25
STEP = 0.125  # of what is in view
PAGE = 0.875


@dataclass(eq=False)
class ViewCommands(ActionGroup, menu="View", enabled=has_document):
    """Changes the view of the document; the canvas follows and keeps the image in reach."""

    @action(
        "view.zoom_in",
        "Zoom in",
        shortcut="+",
        alternates=("=", "Ctrl++", "Ctrl+="),
        icon="ph.magnifying-glass-plus",
        scope="canvas",
    )
    def zoom_in(self) -> None:
        """Show the middle of the view larger."""
        self._zoom(ZOOM_STEP)

    @action(
        "view.zoom_out",
        "Zoom out",
        shortcut="-",
        alternates=("Ctrl+-",),
        icon="ph.magnifying-glass-minus",
        scope="canvas",
    )
    def zoom_out(self) -> None:
        """Show more of the image, smaller."""
        self._zoom(1 / ZOOM_STEP)

    @action(
        "view.left",
        "Move left",
        shortcut="Left",
        icon="ph.arrow-left",
        scope="canvas",
        menu="Move",
    )
    def move_left(self) -> None:
        """Show what lies further left."""
        self._move(0, -STEP)

    @action(
        "view.right",
        "Move right",
        shortcut="Right",
        icon="ph.arrow-right",
        scope="canvas",
        menu="Move",
    )
    def move_right(self) -> None:
        """Show what lies further right."""
        self._move(0, STEP)

    @action("view.up", "Move up", shortcut="Up", icon="ph.arrow-up", scope="canvas", menu="Move")
    def move_up(self) -> None:
        """Show what lies further up."""
        self._move(-STEP, 0)

    @action(
        "view.down", "Move down", shortcut="Down", icon="ph.arrow-down", scope="canvas", menu="Move"
    )
    def move_down(self) -> None:
        """Show what lies further down."""
        self._move(STEP, 0)

    @action(
        "view.page_left",
        "A view to the left",
        shortcut="Shift+Left",
        icon="ph.caret-double-left",
        scope="canvas",
        menu="Move",
    )
    def page_left(self) -> None:
        """Show the part to the left of what is in view."""
        self._move(0, -PAGE)

    @action(
        "view.page_right",
        "A view to the right",
        shortcut="Shift+Right",
        icon="ph.caret-double-right",
        scope="canvas",
        menu="Move",
    )
    def page_right(self) -> None:
        """Show the part to the right of what is in view."""
        self._move(0, PAGE)

    @action(
        "view.page_up",
        "A view up",
        shortcut="Shift+Up",
        alternates=("PgUp",),
        icon="ph.caret-double-up",
        scope="canvas",
        menu="Move",
    )
    def page_up(self) -> None:
        """Show the part above what is in view."""
        self._move(-PAGE, 0)

    @action(
        "view.page_down",
        "A view down",
        shortcut="Shift+Down",
        alternates=("PgDown",),
        icon="ph.caret-double-down",
        scope="canvas",
        menu="Move",
    )
    def page_down(self) -> None:
        """Show the part below what is in view."""
        self._move(PAGE, 0)

    def _zoom(self, factor: float) -> None:
        document = self.state.require_document()
        document.set_view(ViewState(document.shown_zoom * factor, self._middle()))

    def _move(self, down: float, right: float) -> None:
        """Moves by parts of what is in view."""
        document = self.state.require_document()
        seen, (y, x) = document.shown_rect, self._middle()
        y += down * (seen.y1 - seen.y0)
        x += right * (seen.x1 - seen.x0)
        y = min(max(y, 0.0), float(document.source.height))
        x = min(max(x, 0.0), float(document.source.width))
        document.set_view(ViewState(document.shown_zoom, (y, x)))

    def _middle(self) -> tuple[float, float]:
        document = self.state.require_document()
        if document.view.zoom == FIT_ZOOM:
            return document.source.height / 2, document.source.width / 2
        return document.view.center_yx
