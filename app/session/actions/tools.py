"""Tools and what they share: size, layer, class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_document
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    for tool in session.palette.tools.values():
        yield Action(
            f"tool.{tool.id}",
            tool.title,
            partial(session.palette.choose, tool.id),
            shortcut=tool.key,
            icon=tool.icon,
            tip=tool.hint,
            checkable=True,
            checked=partial(_is_current, session, tool.id),
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
