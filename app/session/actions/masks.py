"""Changes of whole objects or of the mask: each one undoable step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document, has_selected_object
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session

# method of MaskWork, title, icon, tip
ROWS = (
    ("fill_holes", "Fill holes", "mdi6.circle-opacity", "Fill what an object encloses."),
    ("keep_largest", "Keep largest part", "mdi6.selection-ellipse", "Remove the smaller parts."),
    ("smooth", "Smooth", "mdi6.blur", "Round off the outline."),
    ("dilate", "Dilate", "mdi6.arrow-expand-all", "Grow by one pixel."),
    ("erode", "Erode", "mdi6.arrow-collapse-all", "Shrink by one pixel."),
)


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    work = session.masks
    for name, title, icon, tip in ROWS:
        yield Action(
            f"mask.{name}",
            title,
            partial(work.shape, name),
            icon=icon,
            tip=f"{tip} Acts on the selected object, or on all of the layer.",
            enabled=has_document(session),
            menu="Mask",
        )
    yield Action(
        "mask.copy_previous",
        "Copy from previous image",
        work.copy_previous,
        shortcut="Ctrl+Shift+V",
        icon="mdi6.content-copy",
        tip="Start from the mask of the image before this one.",
        enabled=has_document(session),
        menu="Mask",
    )
    yield from _objects(session)


def _objects(session: Session) -> Iterator[Action]:
    work = session.masks
    yield Action(
        "object.delete",
        "Delete object",
        work.delete_selected,
        shortcut="Delete",
        icon="mdi6.trash-can-outline",
        tip="Remove the selected object.",
        enabled=has_selected_object(session),
        scope="canvas",
        menu="Mask",
    )
    yield Action(
        "object.relabel",
        "Change class",
        work.relabel_selected,
        icon="mdi6.tag-text-outline",
        tip="Give the selected object another class.",
        enabled=has_selected_object(session),
        needs=("class_name",),
    )
    yield Action(
        "object.merge",
        "Merge objects",
        work.merge,
        icon="mdi6.vector-union",
        tip="Make one object of several.",
        enabled=has_document(session),
        needs=("object_ids",),
    )
