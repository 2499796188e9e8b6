"""Edits of whole objects and layers that need no gesture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.session.background_edits import BackgroundEdits, Progress
from app.session.document import workspace_of
from app.session.person import person_name
from app.session.services import Services
from app.session.state import State
from lvit_core.annotation import edits
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Shape, Workspace
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.progress import counted_off
from lvit_core.project.clock import now


class MaskWork:
    """Each method makes one undoable step of the current document."""

    def __init__(self, state: State, services: Services, edits: BackgroundEdits) -> None:
        self._state = state
        self._services = services
        self._edits = edits

    def author(self) -> Provenance:
        """Who is working, with which sentence, now."""
        document = self._state.document
        sentence = document.sentence if document is not None else ""
        name = person_name(self._services.preferences)
        return Provenance("person", name, "", sentence, now())

    def workspace(self) -> Workspace:
        """The active layer as pure edits want it."""
        return workspace_of(self._state.require_document(), self.author())

    def shape(self, change: Shape) -> None:
        """Fills holes, keeps the largest part, smooths, dilates or erodes.

        Acts on the selected object, or on every object of the active layer.

        Args:
            change: An edit of ``lvit_core.annotation.edits.shaping``.
        """
        document = self._state.require_document()
        selected = document.selected_object

        def compute(workspace: Workspace, progress: Progress) -> Edit:
            chosen = [selected] if selected else [record.id for record in workspace.table]
            return change(workspace, counted_off(chosen, progress))

        def use(edit: Edit) -> None:
            if edit.empty:
                self._services.notices.info("{step}: there was nothing to change.", step=edit.title)
            document.commit(edit)

        title = change.__name__.replace("_", " ").capitalize()
        self._edits.run(title, self.workspace(), compute, use)

    def delete_selected(self, object_ids: Sequence[int] = ()) -> None:
        """Removes the given objects, or the selected one."""
        document = self._state.require_document()
        chosen = list(object_ids) or [document.selected_object]
        self._carry_out(
            "Delete objects",
            lambda workspace, progress: edits.delete(workspace, counted_off(chosen, progress)),
        )

    def relabel_selected(self, class_name: str, object_ids: Sequence[int] = ()) -> None:
        """Gives the given objects, or the selected one, another class."""
        document = self._state.require_document()
        chosen = list(object_ids) or [document.selected_object]
        self._carry_out(
            "Change class",
            lambda workspace, progress: edits.relabel(
                workspace, counted_off(chosen, progress), class_name
            ),
        )

    def merge(self, object_ids: list[int]) -> None:
        """Makes several objects one; raises ``LViTError`` for fewer than two."""
        self._carry_out(
            "Merge objects", lambda workspace, _progress: edits.merge(workspace, object_ids)
        )

    def copy_previous(self) -> None:
        """Copies the active layer of the image before this one.

        Raises:
            LViTError: There is none, it has another size or layer, or nothing is drawn on it.
        """
        document = self._state.require_document()
        before = self._state.library.neighbour(document.record.id, -1)
        if before is None:
            raise LViTError("There is no image before this one.", "Choose a later image.")
        project, layer = self._state.require_project(), document.active_layer
        storage = self._services.storage

        def compute(mine: Workspace, progress: Progress) -> Edit:
            def cancelled() -> bool:
                progress(0, 0)  # raises when nobody wants the copy any more
                return False

            storage.wait_settled(cancelled)
            plane: LabelPlane = project.journal.load_plane(before.id, layer)
            table: ObjectTable = project.journal.load_objects(before.id, layer)
            other = Workspace(plane, table, layer, mine.class_name, mine.author)
            ids = [record.id for record in table]
            return edits.copy_from(mine, other, counted_off(ids, progress))

        self._carry_out("Copy from previous image", compute)

    def take_over(self, reader: str) -> None:
        """Puts the objects of another reader in the place of those of the active layer."""
        project, document = self._state.require_project(), self._state.require_document()
        number, layer = document.record.id, document.active_layer

        def compute(mine: Workspace, _progress: Progress) -> Edit:
            from lvit_core.exchange.reader_masks import taking_over

            return taking_over(project, number, layer, reader, mine.plane, mine.table)

        self._carry_out("Take over labels", compute)

    def _carry_out(self, title: str, compute: Callable[[Workspace, Progress], Edit]) -> None:
        """Makes one step of a computed edit of the active layer."""
        document = self._state.require_document()
        self._edits.run(title, self.workspace(), compute, document.commit)
