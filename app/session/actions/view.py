"""How the image is shown; nothing here changes what is stored or predicted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document
from app.session.actions.registry import Action
from app.session.document import window_of_values
from app.session.view_state import FIT_ZOOM, Contrast, ViewState

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    yield from _zoom(session)
    yield from _contrast(session)
    yield from _switches(session)
    yield from _overlays(session)
    yield from _comparisons(session)


def _zoom(session: Session) -> Iterator[Action]:
    def fit() -> None:
        document = session.require_document()
        middle = (document.source.height / 2, document.source.width / 2)
        document.set_view(ViewState(FIT_ZOOM, middle))

    def actual() -> None:
        document = session.require_document()
        middle = (document.source.height / 2, document.source.width / 2)
        at = middle if document.view.zoom == FIT_ZOOM else document.view.center_yx
        document.set_view(ViewState(1.0, at))

    yield Action(
        "view.fit",
        "Fit image",
        fit,
        shortcut="Ctrl+0",
        icon="mdi6.fit-to-screen-outline",
        tip="Show the whole image.",
        enabled=has_document(session),
        menu="View",
    )
    yield Action(
        "view.actual",
        "Actual pixels",
        actual,
        shortcut="Ctrl+1",
        icon="mdi6.magnify",
        tip="One pixel of the image on one pixel of the screen.",
        enabled=has_document(session),
        menu="View",
    )


def _contrast(session: Session) -> Iterator[Action]:
    def auto() -> None:
        document = session.require_document()
        window = window_of_values(document.source)
        document.set_contrast(replace(document.contrast, window=window))

    yield Action(
        "view.auto_contrast",
        "Auto contrast",
        auto,
        shortcut="Ctrl+J",
        icon="mdi6.contrast-circle",
        tip="Choose window and level from the values of this image.",
        enabled=has_document(session),
        menu="View",
    )
    yield Action(
        "view.reset_contrast",
        "Original contrast",
        lambda: session.require_document().set_contrast(Contrast()),
        shortcut="Ctrl+Shift+J",
        icon="mdi6.backup-restore",
        tip="Window and level as the file has them.",
        enabled=has_document(session),
        menu="View",
    )


def _switches(session: Session) -> Iterator[Action]:
    def invert() -> None:
        document = session.require_document()
        document.set_contrast(replace(document.contrast, invert=not document.contrast.invert))

    def is_inverted() -> bool:
        return session.document is not None and session.document.contrast.invert

    def keep_for_all() -> None:
        key = "view.keep_for_all"
        session.preferences.set(key, not session.preferences.get(key))

    yield Action(
        "view.invert",
        "Invert",
        invert,
        shortcut="Ctrl+I",
        icon="mdi6.invert-colors",
        tip="Show bright as dark and dark as bright.",
        enabled=has_document(session),
        checkable=True,
        checked=is_inverted,
        menu="View",
    )
    yield Action(
        "view.keep_for_all",
        "Keep view for all images",
        keep_for_all,
        icon="mdi6.pin-outline",
        tip="The next image opens with this zoom, position and contrast.",
        checkable=True,
        checked=lambda: bool(session.preferences.get("view.keep_for_all")),
        menu="View",
    )


def _overlays(session: Session) -> Iterator[Action]:
    display = session.display
    yield Action(
        "view.toggle_mask",
        "Show masks",
        lambda: display.show_mask(not display.mask_visible),
        shortcut="X",
        icon="mdi6.layers-outline",
        tip="Masks on or off; held down, off until it is let go.",
        checkable=True,
        checked=lambda: display.mask_visible,
        scope="canvas",
        menu="View",
    )
    yield Action(
        "view.toggle_proposal",
        "Show proposal",
        lambda: display.show_proposal(not display.proposal_visible),
        shortcut="Shift+X",
        icon="mdi6.layers-search-outline",
        tip="The model's proposal on or off; held down, off until it is let go.",
        checkable=True,
        checked=lambda: display.proposal_visible,
        scope="canvas",
        menu="View",
    )
    yield Action(
        "view.toggle_difference",
        "Show difference",
        lambda: display.show_difference(not display.difference),
        shortcut="Shift+D",
        icon="mdi6.vector-difference",
        tip="Where your mask and the proposal differ: yours alone, the proposal's alone, both.",
        enabled=has_document(session),
        checkable=True,
        checked=lambda: display.difference,
        scope="canvas",
        menu="View",
    )


def _comparisons(session: Session) -> Iterator[Action]:
    comparing = session.comparing
    yield Action(
        "view.compare_model",
        "Compare my work with the model",
        comparing.compare_model,
        icon="mdi6.account-eye-outline",
        tip="The model in force looks at the image again: what only you have, what only it has. "
        "What you accepted unchanged from a model does not count as yours.",
        enabled=has_document(session),
        checkable=True,
        checked=lambda: comparing.with_person,
        menu="View",
    )
    yield Action(
        "view.compare_generations",
        "Compare generations…",
        comparing.compare_generations,
        icon="mdi6.compare",
        tip="Two generations look at this image: what only the first finds, what only the second "
        "finds. Nothing becomes a proposal.",
        enabled=has_document(session),
        menu="View",
        needs=("first", "second"),
    )
