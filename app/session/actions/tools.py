"""Tools and what they share: size, layer, class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session

# id, title, key, icon, tip
TOOLS = (
    ("select", "Select", "S", "mdi6.cursor-default-outline", "Choose and move an object."),
    ("brush", "Brush", "B", "mdi6.brush", "Paint; hold Alt to erase."),
    ("eraser", "Eraser", "E", "mdi6.eraser", "Take paint away."),
    ("polygon", "Polygon", "P", "mdi6.vector-polygon", "Click corners; Alt takes away."),
    ("lasso", "Lasso", "O", "mdi6.lasso", "Add a free outline; Alt takes away."),
    (
        "threshold",
        "Threshold",
        "T",
        "mdi6.chart-bell-curve",
        "Take bright or dark parts inside an outline.",
    ),
    (
        "accept",
        "Accept part",
        "Y",
        "mdi6.check-decagram-outline",
        "Accept proposed areas by click or outline.",
    ),
    ("fill", "Fill", "F", "mdi6.format-color-fill", "Fill an enclosed region."),
    ("wand", "Wand", "W", "mdi6.auto-fix", "Take what looks alike around a click."),
    ("split", "Split", "K", "mdi6.scissors-cutting", "Cut an object along a line."),
    ("merge", "Merge", "J", "mdi6.vector-union", "Join objects into one."),
    ("pick", "Pick", "L", "mdi6.eyedropper", "Take the object or class under the pointer."),
    ("pan", "Pan", "H", "mdi6.hand-back-right-outline", "Move the image; holding Space does too."),
)


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    for tool_id, title, keys, icon, tip in TOOLS:
        yield Action(
            f"tool.{tool_id}",
            title,
            partial(session.palette.choose, tool_id),
            shortcut=keys,
            icon=icon,
            tip=tip,
            checkable=True,
            checked=partial(_is_current, session, tool_id),
            scope="canvas",
            menu="Tools",
        )
    yield Action(
        "brush.larger",
        "Larger brush",
        session.palette.enlarge_brush,
        shortcut="]",
        icon="mdi6.plus-circle-outline",
        tip="A larger brush and eraser.",
        scope="canvas",
        menu="Tools",
    )
    yield Action(
        "brush.smaller",
        "Smaller brush",
        session.palette.shrink_brush,
        shortcut="[",
        icon="mdi6.minus-circle-outline",
        tip="A smaller brush and eraser.",
        scope="canvas",
        menu="Tools",
    )
    yield from _labels(session)


def _is_current(session: Session, tool_id: str) -> bool:
    return session.palette.current == tool_id


def _labels(session: Session) -> Iterator[Action]:
    def next_layer() -> None:
        document = session.require_document()
        names = list(document.planes)
        document.set_layer(names[(names.index(document.active_layer) + 1) % len(names)])

    yield Action(
        "label.new",
        "New object",
        lambda: session.require_document().select_object(0),
        shortcut="M",
        icon="mdi6.plus-box-outline",
        tip="The next stroke starts a new object.",
        enabled=has_document(session),
        scope="canvas",
        menu="Tools",
    )
    yield Action(
        "layer.choose",
        "Choose layer",
        lambda layer: session.require_document().set_layer(layer),
        icon="mdi6.layers",
        tip="The layer that tools change.",
        enabled=has_document(session),
        needs=("layer",),
    )
    yield Action(
        "layer.next",
        "Next layer",
        next_layer,
        shortcut="N",
        icon="mdi6.layers-plus",
        tip="Change the layer that tools draw on.",
        enabled=lambda: session.document is not None and len(session.document.planes) > 1,
        scope="canvas",
        menu="Tools",
    )
    yield Action(
        "class.choose",
        "Choose class",
        lambda class_name: session.require_document().set_class(class_name),
        icon="mdi6.tag-outline",
        tip="The class of new objects.",
        enabled=has_document(session),
        needs=("class_name",),
    )
