"""Edits of whole objects and layers that need no gesture."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits import shaping, whole
from lvit_core.annotation.edits.proposals import copy_from
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.session.session import Session


class MaskWork:
    """Each method makes one undoable step of the current document."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def author(self) -> Provenance:
        """Who is working, with which sentence, now."""
        session = self._session
        sentence = session.document.sentence if session.document is not None else ""
        name = str(session.preferences.get("person.name"))
        return Provenance("person", name, "", sentence, datetime.now(UTC).isoformat())

    def workspace(self) -> Workspace:
        """The active layer as pure edits want it."""
        document = self._session.require_document()
        layer = document.active_layer
        return Workspace(
            document.planes[layer],
            document.objects[layer],
            layer,
            document.active_class,
            self.author(),
        )

    def shape(self, name: str) -> None:
        """Fills holes, keeps the largest part, smooths, dilates or erodes.

        Acts on the selected object, or on every object of the active layer.

        Args:
            name: Name of an edit in ``lvit_core.annotation.edits.shaping``.
        """
        change: Callable[[Workspace, Iterable[int]], Edit] = getattr(shaping, name)
        document = self._session.require_document()
        selected = document.selected_object
        workspace = self.workspace()
        chosen = [selected] if selected else [record.id for record in workspace.table]
        edit = change(workspace, chosen)
        if edit.empty:
            self._session.notices.info(f"{edit.title}: there was nothing to change.")
        document.commit(edit)

    def delete_selected(self, object_ids: Sequence[int] = ()) -> None:
        """Removes the given objects, or the selected one."""
        document = self._session.require_document()
        chosen = list(object_ids) or [document.selected_object]
        document.commit(whole.delete(self.workspace(), chosen))

    def relabel_selected(self, class_name: str, object_ids: Sequence[int] = ()) -> None:
        """Gives the given objects, or the selected one, another class."""
        document = self._session.require_document()
        chosen = list(object_ids) or [document.selected_object]
        document.commit(whole.relabel(self.workspace(), chosen, class_name))

    def merge(self, object_ids: list[int]) -> None:
        """Makes several objects one; raises ``LViTError`` for fewer than two."""
        self._session.require_document().commit(whole.merge(self.workspace(), object_ids))

    def copy_previous(self) -> None:
        """Copies the active layer of the image before this one.

        Raises:
            LViTError: There is none, it has another size or layer, or nothing is drawn on it.
        """
        session = self._session
        document = session.require_document()
        before = session.library.neighbour(document.record.id, -1)
        if before is None:
            raise LViTError("There is no image before this one.", "Choose a later image.")
        session.storage.wait_idle(5.0)
        project, layer = session.require_project(), document.active_layer
        plane: LabelPlane = project.load_plane(before.id, layer)
        table: ObjectTable = project.load_objects(before.id, layer)
        mine = self.workspace()
        other = Workspace(plane, table, layer, mine.class_name, mine.author)
        document.commit(copy_from(mine, other))
