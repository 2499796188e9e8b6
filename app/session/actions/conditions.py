"""When actions can be done: small questions that several groups share; most say why not."""

from __future__ import annotations

from app.session.state import State
from lvit_core.errors import require
from lvit_core.project.records import Picture
from lvit_core.prompt.laterality import CONVENTIONS


def has_project(state: State) -> bool:
    return require("No project is open.", state.project is not None)


def can_write(state: State) -> bool:
    """Raises ``LViTError``, which is the reason, where the project can only be read."""
    if state.project is not None:
        state.project.require_writable()
    return has_project(state)


def has_document(state: State) -> bool:
    return require("No image is shown.", state.document is not None)


def is_replaced(state: State) -> bool:
    """Another picture than the one that was marked lies under the current image's name."""
    return state.current is not None and state.current.picture is not Picture.SAME


def has_sentence(state: State) -> bool:
    return require("No sentence yet.", bool(state.document and state.document.sentence.strip()))


def has_proposal(state: State) -> bool:
    return require("There is no proposal.", bool(state.document and state.document.proposal))


def has_selected_object(state: State) -> bool:
    return require("No object selected.", bool(state.document and state.document.selected_object))


def has_layers(state: State) -> bool:
    return state.document is not None and len(state.document.planes) > 2  # one is of regions


def has_sides(state: State) -> bool:
    return state.project is not None and state.project.settings.laterality in CONVENTIONS


def can_redo(state: State) -> bool:
    return state.document is not None and state.document.undo_stack.canRedo()


def can_reject(state: State) -> bool:
    """Delete takes away the selected object first."""
    return has_proposal(state) and not (state.document and state.document.selected_object)
