"""Images: bringing them in and walking through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document, has_project
from app.session.actions.registry import Action
from lvit_core.project.records import ImageRecord, ImageState

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""

    def add(paths: Sequence[str | Path]) -> int:
        return session.add_paths([Path(path) for path in paths])

    def find_missing(folder: str | Path) -> int:
        return session.image_work.find_missing(Path(folder))

    yield Action(
        "images.add",
        "Add images…",
        add,
        shortcut="Ctrl+Shift+O",
        icon="mdi6.image-plus-outline",
        tip="Add files or whole folders; dropping them on the window does the same.",
        enabled=has_project(session),
        menu="File",
        needs=("paths",),
    )
    yield Action(
        "images.find_missing",
        "Find missing images…",
        find_missing,
        icon="mdi6.image-search-outline",
        tip="Look below a folder for images that were moved or renamed.",
        enabled=has_project(session),
        menu="File",
        needs=("folder",),
    )
    yield Action(
        "images.remove",
        "Remove images",
        session.image_work.remove,
        icon="mdi6.image-remove-outline",
        tip="Take images with their masks out of the project; the files stay where they are.",
        enabled=has_project(session),
        needs=("image_ids",),
    )
    yield from _walking(session)
    yield from _sorting(session)
    yield from _states(session)


def _walking(session: Session) -> Iterator[Action]:
    def go(find: Callable[[int | None, int], ImageRecord | None], step: int) -> Callable[[], None]:
        def handler() -> None:
            current = session.current
            found = find(None if current is None else current.id, step)
            if found is not None:
                session.select(found.id)
            elif find == session.library.unreviewed:
                session.notices.info("Every other image is labeled.")

        return handler

    rows = (
        ("image.previous", "Previous image", "neighbour", -1, "A", "mdi6.chevron-left"),
        ("image.next", "Next image", "neighbour", 1, "D", "mdi6.chevron-right"),
        (
            "image.previous_unreviewed",
            "Previous unreviewed image",
            "unreviewed",
            -1,
            "Ctrl+Shift+A",
            "mdi6.chevron-double-left",
        ),
        (
            "image.next_unreviewed",
            "Next unreviewed image",
            "unreviewed",
            1,
            "Ctrl+Shift+D",
            "mdi6.chevron-double-right",
        ),
    )
    for action_id, title, find, step, keys, icon in rows:
        yield Action(
            action_id,
            title,
            go(getattr(session.library, find), step),
            shortcut=keys,
            icon=icon,
            tip=f"{title} in the list; what you did is saved.",
            enabled=has_project(session),
            scope="canvas" if len(keys) == 1 else "window",
            menu="Image",
        )


def _sorting(session: Session) -> Iterator[Action]:
    def chosen(order: str) -> Callable[[], bool]:
        return lambda: session.queue.order == order

    rows = (
        ("need", "Sort by need", "mdi6.sort-clock-ascending-outline",
         "What wants a look most comes first, with the reason; again to sort anew."),
        ("name", "Sort by name", "mdi6.sort-alphabetical-ascending",
         "The images in the order of their file names."),
    )  # fmt: skip
    for order, title, icon, tip in rows:
        yield Action(
            f"images.by_{order}",
            title,
            partial(session.queue.choose, order),
            icon=icon,
            tip=tip,
            enabled=has_project(session),
            checkable=True,
            checked=chosen(order),
            menu="Image",
        )


def _states(session: Session) -> Iterator[Action]:
    def is_labeled() -> bool:
        document = session.document
        return document is not None and document.record.state == ImageState.LABELED

    yield Action(
        "image.mark_labeled",
        "Labeled",
        session.guard.toggle_labeled,
        shortcut="Ctrl+L",
        icon="mdi6.check-circle-outline",
        tip="This image is finished and may be learnt from; an empty mask is an answer too.",
        enabled=has_document(session),
        checkable=True,
        checked=is_labeled,
        menu="Image",
    )
    yield Action(
        "project.pixel_size",
        "Pixel size…",
        session.pixel_size.state,
        icon="ph.ruler",
        tip="How large a pixel is in images like this one whose files do not say.",
        enabled=lambda: session.pixel_size.matters,
        menu="Image",
        needs=("um",),
    )
