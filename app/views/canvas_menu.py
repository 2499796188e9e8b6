"""The menu of the image: what can be done with what lies under the pointer, then with the view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.session.actions.masks import MaskActions
from app.session.actions.proposals import ProposalActions
from app.session.document import Document
from app.session.registry import AnyAction
from app.session.state import State
from app.session.wholeness import ObjectWholeness
from app.translation import tr
from app.views.icons import action_icon, icon
from app.views.mnemonics import give_mnemonics
from app.views.panels.class_menu import offer_classes
from app.views.window_actions import WindowActions
from lvit_core.errors import LViTError

VIEW = ("view.fit", "view.actual", "view.auto_contrast", "view.reset_contrast", "view.invert")
IMAGE = ("view.toggle_mask", "sentence.predict", "image.mark_labeled")


class CanvasMenu(QMenu):
    """Made for one place of one image; goes when it is closed."""

    def __init__(
        self,
        state: State,
        proposals: ProposalActions,
        masks: MaskActions,
        wholeness: ObjectWholeness,
        actions: WindowActions,
        at_yx: tuple[float, float],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setToolTipsVisible(True)
        self._proposals = proposals
        self._masks = masks
        self._wholeness = wholeness
        document = state.document
        if document is not None:
            self._add_proposal(document, at_yx)
            self._add_object(document, at_yx)
        give_mnemonics(self.actions())
        for group in (IMAGE, VIEW):
            self.addSeparator()
            self.addActions([actions.get(action_id) for action_id in group])

    def _add(self, title: str, icon_name: str, do: Callable[[], object]) -> None:
        self.addAction(action_icon(icon_name), title).triggered.connect(lambda _on=False: do())

    def _add_proposal(self, document: Document, at_yx: tuple[float, float]) -> None:
        from lvit_core.project.acceptance import object_at

        proposal, do = document.proposal, self._proposals
        if proposal is None or not do.accept.enabled():
            return
        try:
            object_at(proposal, *at_yx)
        except LViTError:
            return
        self._add(tr("Accept this area"), "accept_object", partial(do.accept_object, *at_yx))
        self._add(tr("Reject this area"), "reject_object", partial(do.reject_object, *at_yx))
        self.addSeparator()

    def _add_object(self, document: Document, at_yx: tuple[float, float]) -> None:
        layer = document.template.layer(document.active_layer)
        object_id = document.planes[layer.name].value_at(*at_yx)
        found = document.objects[layer.name].get(object_id) if object_id else None
        if found is None:
            return
        masks = self._masks
        self._add(
            tr("Select object {object_id}", object_id=object_id),
            "object",
            partial(document.select_object, object_id),
        )
        if len(layer.classes) > 1:
            menu = self.addMenu(icon("class"), tr("Class"))
            give = partial(masks.relabel, object_ids=[object_id])
            offer_classes(menu, layer.classes, give, found.class_name)
        if object_id in self._wholeness.found:
            for action in (masks.keep_largest, masks.split_parts, masks.fill_holes):
                self._add(
                    tr(action.title), action.icon, partial(self._of, document, object_id, action)
                )
        self._add(tr("Delete object"), "delete", partial(masks.delete_object, [object_id]))

    def _of(self, document: Document, object_id: int, action: AnyAction) -> None:
        """Actions of one object act on the selected one."""
        document.select_object(object_id)
        action.trigger()
