"""Edits of whole objects and layers that need no gesture."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance

if TYPE_CHECKING:
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
        """Fill holes, keep largest, smooth, dilate or erode; by the names of the edits."""

    def delete_selected(self) -> None:
        """Removes the selected object."""

    def relabel_selected(self, class_name: str) -> None:
        """Gives the selected object another class."""

    def copy_previous(self) -> None:
        """Copies the active layer of the image before this one."""
