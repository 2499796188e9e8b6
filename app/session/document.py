"""One open image: planes, objects, proposal, sentence and undo, announced by small signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from app.session.commands import EditCommand, changes_mask
from lvit_core.annotation.edit import Edit, ImageChange, apply_edit, revert_edit
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.levels import AS_THE_MODEL
from lvit_core.annotation.objects import ObjectChange, ObjectTable, Provenance
from lvit_core.annotation.patch import EMPTY_PATCH
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.view_state import Contrast, ViewState
from lvit_core.imaging.window import Window
from lvit_core.project import rejection
from lvit_core.project.acceptance import state_edit, with_progress
from lvit_core.project.confirming import NOT_HELD
from lvit_core.project.queued_journal import QueuedJournal
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.project.saving import Settles
from lvit_core.prompt.template import REGIONS
from lvit_core.wording import Message

if TYPE_CHECKING:
    from lvit_core.imaging.pyramid import PixelSource
    from lvit_core.prompt.template import Template

SENTENCE_PAUSE_MS = 800
SENTENCE_LONGEST_MS = 850  # so long it may be unsaved though somebody types without a pause


class Document(QObject):
    """One image with everything a person made on it.

    Views read the attributes and listen; they change it through ``commit``, ``type_sentence``
    and the setters below, so that every change is undoable and stored.
    """

    mask_changed = Signal(str, Rect)  # layer, where
    painted = Signal(str, tuple)  # layer, where: a gesture is under way that may be given up
    objects_changed = Signal(str)  # layer
    proposal_changed = Signal(Rect)
    growing_changed = Signal(Rect)
    sentence_changed = Signal(str)
    state_changed = Signal()
    window_changed = Signal()
    view_changed = Signal()
    layer_changed = Signal(str)
    selection_changed = Signal(int)  # object id, 0 = none
    stepped = Signal(Message, Rect)  # a step was undone or redone: in words, and where

    def __init__(
        self,
        record: ImageRecord,
        source: PixelSource,
        template: Template,
        journal: QueuedJournal,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.record = record
        self.source = source
        self.template = template
        self.journal = journal
        layers = [*(layer.name for layer in template.layers), REGIONS]
        self.planes = {name: LabelPlane(source.height, source.width) for name in layers}
        self.objects = {name: ObjectTable() for name in layers}
        self.active_layer = layers[0]
        self.classes = {name: _first_class(template, name) for name in layers}  # of new objects
        self.objects_told: tuple[ObjectChange, ...] = ()  # while objects_changed is announced
        self.selected_object = 0
        self.chosen_objects: tuple[int, ...] = ()  # all that are selected, where they are several
        self.proposal: Proposal | None = None
        self.cut = AS_THE_MODEL  # of proposals: what a person chose for the template
        self.growing: Proposal | None = None  # an answer whose tiles are still arriving
        self.sentence = record.sentence
        self.undo_stack = QUndoStack(self)
        self.view = ViewState()
        self.shown_zoom = 1.0  # told by the canvas: screen pixels per image pixel, fit resolved
        self.shown_rect = Rect(0, 0, source.height, source.width)  # told by the canvas: in view
        self.own_window: Window = Window(127.5, 255.0)
        self.spacing_remark = ""  # what the pixel size was measured on, where that matters
        self.own_inverted = False  # the file stores bright as low (MONOCHROME1)
        self.contrast = Contrast()
        self._settled_sentence = record.sentence
        self._typing = QTimer(self, singleShot=True, interval=SENTENCE_PAUSE_MS)
        self._typing.timeout.connect(self.settle_sentence)
        self._unsaved = QTimer(self, singleShot=True, interval=SENTENCE_LONGEST_MS)
        self._unsaved.timeout.connect(self._save_sentence)
        self.replacing = False  # what is undone is no news: another step takes its place
        self._newest: EditCommand | None = None
        self._typed: tuple[EditCommand, str] | None = None  # the step of what is typed, and before

    @property
    def image_window(self) -> Window:
        """The window/level the canvas draws with."""
        return self.contrast.window or self.own_window

    @property
    def invert(self) -> bool:
        """Whether the canvas shows low values bright: the file's way, turned by the person."""
        return self.contrast.invert != self.own_inverted

    @property
    def typing(self) -> bool:
        """A sentence has been typed that is not a step of its own yet."""
        return self.sentence != self._settled_sentence

    def commit(
        self,
        edit: Edit,
        already_applied: bool = False,
        on_undo: Callable[[], None] | None = None,
        on_redo: Callable[[], None] | None = None,
        settles: Settles | None = None,
    ) -> None:
        """Makes one undoable, stored step of ``edit``.

        Args:
            edit: What changes; an empty one is no step.
            already_applied: For strokes whose pixels and objects are in the plane and table.
            on_undo: Called after the step was taken back, for what stands beside the edit.
            on_redo: Called after it was done again.
            settles: What was accepted and becomes labels by it.
        """
        self.journal.require_writable(edit)
        if edit.empty:
            if settles is not None:
                self.journal.settle(settles)
            return
        if not any(change.field == "sentence" for change in edit.image):
            self.settle_sentence()
        edit = with_progress(edit, self.record.state)
        if already_applied:
            self._announce(edit)
        else:
            self.apply(edit)
        command = EditCommand(
            self, edit.title, edit, on_undo=on_undo, on_redo=on_redo, settles=settles
        )
        self.undo_stack.push(command)
        self._newest = command

    def apply(self, edit: Edit) -> None:
        """Changes planes, objects and fields in memory and announces it; no undo, no store."""
        if changes_mask(self, edit):
            apply_edit(edit, self.planes[edit.layer], self.objects[edit.layer])
        self._announce(edit)

    def revert(self, edit: Edit) -> None:
        """Takes an edit back in memory and announces it; no undo, no store."""
        if changes_mask(self, edit):
            revert_edit(edit, self.planes[edit.layer], self.objects[edit.layer])
        self._announce(edit, reverted=True)

    def type_sentence(self, text: str) -> None:
        """The sentence as it is being typed; a step after a pause, or once it is a second old."""
        if text == self.sentence:
            return
        self.journal.require_writable()
        self.sentence = text
        self.journal.hold(1 if text != self._settled_sentence else 0)
        self._typing.start()
        if not self._unsaved.isActive():
            self._unsaved.start()
        self.sentence_changed.emit(text)

    def settle_sentence(self) -> None:
        """Makes the typed sentence an undoable, stored step now; what is typed next is another."""
        self._typing.stop()
        self._save_sentence()
        self._typed = None

    def _save_sentence(self) -> None:
        """Stores what is typed so far; in one step, however long somebody types."""
        self._unsaved.stop()
        before, after = self._settled_sentence, self.sentence
        self.journal.hold(0)
        if before != after:
            self._settled_sentence = after
            stack, typed = self.undo_stack, self._typed
            if typed is not None and not (typed[0] is self._newest and not stack.canRedo()):
                typed = None  # another step has followed
            change = ImageChange("sentence", before if typed is None else typed[1], after)
            edit = Edit("Change sentence", self.active_layer, EMPTY_PATCH, (), (change,))
            if typed is not None:
                typed[0].amend(edit)
                self._announce(edit)
                return
            self.commit(edit)
            self._typed = None if self._newest is None else (self._newest, before)

    def set_sentence(self, text: str) -> None:
        """Replaces the sentence as one step of its own."""
        self.settle_sentence()
        self.type_sentence(text)
        self.settle_sentence()

    def set_state(self, state: ImageState) -> None:
        """Unlabeled, in progress or labeled, as an undoable step."""
        if state != self.record.state:
            self.commit(state_edit(self.record, self.active_layer, state, ""))

    def set_layer(self, layer: str) -> None:
        """The layer that tools change; raises ``LViTError`` when the template has no such one."""
        if layer not in self.planes:
            known = ", ".join(self.planes)
            raise LViTError(f"There is no layer '{layer}'.", f"This image has: {known}.")
        if layer != self.active_layer:
            self.active_layer = layer
            self.select_object(0)
            self.layer_changed.emit(layer)

    def set_class(self, class_name: str) -> None:
        self.classes[self.active_layer] = class_name
        self.layer_changed.emit(self.active_layer)

    def select_object(self, object_id: int, chosen: Sequence[int] = ()) -> None:
        several = tuple(chosen) if len(chosen) > 1 else ()
        if (object_id, several) != (self.selected_object, self.chosen_objects):
            self.selected_object, self.chosen_objects = object_id, several
            self.selection_changed.emit(object_id)

    def set_contrast(self, contrast: Contrast) -> None:
        if contrast != self.contrast:
            self.contrast = contrast
            self.window_changed.emit()

    def set_view(self, view: ViewState) -> None:
        if view != self.view:
            self.view = view
            self.view_changed.emit()

    def set_proposal(self, proposal: Proposal | None) -> None:
        """Shows another proposal, or none; memory alone, the store is the caller's business."""
        self.proposal, self.growing = proposal, None
        self.proposal_changed.emit(Rect(0, 0, self.source.height, self.source.width))

    def show_growing(self, growing: Proposal | None, rect: Rect) -> None:
        """Shows an answer that is not finished; it is drawn in place of the proposal."""
        self.growing = growing
        self.growing_changed.emit(rect)

    @property
    def shown_proposal(self) -> Proposal | None:
        """What the canvas draws: the answer that is growing, else the proposal."""
        return self.growing or self.proposal

    def _announce(self, edit: Edit, *, reverted: bool = False) -> None:
        own = edit.layer in self.planes
        if own and not edit.patch.empty:
            self.mask_changed.emit(edit.layer, edit.patch.rect)
        if own and edit.objects:
            self.objects_told = edit.objects
            self.objects_changed.emit(edit.layer)
            self.objects_told = ()
            if self.selected_object not in self.objects[self.active_layer]:
                self.select_object(0)
        for change in reversed(edit.image) if reverted else edit.image:
            _FIELDS[change.field](self, change.before if reverted else change.after)

    def _take_sentence(self, text: str | None) -> None:
        self._typing.stop()
        self.journal.hold(0)
        self._settled_sentence = text or ""
        self.record = replace(self.record, sentence=self._settled_sentence)
        if self.sentence != self._settled_sentence:
            self.sentence = self._settled_sentence
            self.sentence_changed.emit(self.sentence)
        self.state_changed.emit()

    def _take_reason(self, reason: str | None) -> None:
        self.record = replace(self.record, reason=reason or "")
        self.state_changed.emit()

    def _take_state(self, state: str | None) -> None:
        self.record = replace(self.record, state=ImageState(state or ImageState.UNLABELED))
        self.journal.follow(self.record.state)
        self.state_changed.emit()


def _take_rejection(document: Document, told: str | None) -> None:
    proposal = rejection.carried_out(document.proposal, told)
    document.set_proposal(None if proposal is None else proposal.cut_to(document.cut))
    document.record = replace(document.record, has_proposal=proposal is not None)
    document.state_changed.emit()


_FIELDS: dict[str, Callable[[Document, str | None], None]] = {
    "sentence": Document._take_sentence,
    "state": Document._take_state,
    "reason": Document._take_reason,
    rejection.FIELD: _take_rejection,
    **dict.fromkeys(NOT_HELD, lambda _document, _told: None),
}


def workspace_of(document: Document, author: Provenance, layer: str = "") -> Workspace:
    """A layer as pure edits want it: the active one where none is named."""
    name = layer or document.active_layer
    active = name == document.active_layer
    class_name = document.classes[name] if active else _first_class(document.template, name)
    return Workspace(document.planes[name], document.objects[name], name, class_name, author)


def _first_class(template: Template, layer: str) -> str:
    return template.layer(layer).classes[0].name
