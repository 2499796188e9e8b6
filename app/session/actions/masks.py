"""Changes of whole objects or of the mask: each one undoable step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.session.actions.conditions import has_document, has_selected_object
from app.session.difference_view import DifferenceView
from app.session.masks import MaskWork
from app.session.registry import ActionGroup, action
from lvit_core.annotation import edits


@dataclass(eq=False)
class MaskActions(ActionGroup, menu="Mask", enabled=has_document):
    """The Mask menu."""

    _work: MaskWork
    _difference_view: DifferenceView

    @action("mask.fill_holes", "Fill holes", icon="fill_holes")
    def fill_holes(self) -> None:
        """Fill the holes of an object. Acts on the selected object, or on all of the layer."""
        self._work.shape(edits.fill_holes)

    @action("mask.keep_largest", "Keep largest part", icon="keep_largest")
    def keep_largest(self) -> None:
        """Remove the smaller parts. Acts on the selected object, or on all of the layer."""
        self._work.shape(edits.keep_largest)

    @action("mask.split_parts", "Split into parts", icon="ph.circles-three")
    def split_parts(self) -> None:
        """Make each part an object. Acts on the selected object, or on all of the layer."""
        self._work.shape(edits.split_parts)

    @action("mask.smooth", "Smooth", icon="smooth")
    def smooth(self) -> None:
        """Round off the outline. Acts on the selected object, or on all of the layer."""
        self._work.shape(edits.smooth)

    @action("mask.dilate", "Dilate", icon="dilate")
    def dilate(self) -> None:
        """Grow by one pixel. Acts on the selected object, or on all of the layer."""
        self._work.shape(edits.dilate)

    @action("mask.erode", "Erode", icon="erode")
    def erode(self) -> None:
        """Shrink by one pixel. Acts on the selected object, or on all of the layer."""
        self._work.shape(edits.erode)

    @action("mask.copy_previous", "Copy from previous image", shortcut="Ctrl+Shift+V", icon="copy")
    def copy_previous(self) -> None:
        """Start from the mask of the image before this one."""
        self._work.copy_previous()

    @action(
        "object.delete",
        "Delete object",
        shortcut="Delete",
        icon="delete",
        scope="canvas",
        enabled=has_selected_object,
    )
    def delete_object(self, object_ids: Sequence[int] = ()) -> None:
        """Remove the selected object."""
        self._work.delete_selected(object_ids)

    @action("object.relabel", "Change class", icon="class", enabled=has_selected_object, menu="")
    def relabel(self, class_name: str, object_ids: Sequence[int] = ()) -> None:
        """Give the selected object another class."""
        self._work.relabel_selected(class_name, object_ids)

    @action("object.merge", "Merge objects", icon="merge", menu="")
    def merge(self, object_ids: list[int]) -> None:
        """Join several objects into one."""
        self._work.merge(object_ids)

    @action("reader.take_over", "Take over the labels of a reader", menu="", icon="copy")
    def take_over_reader(self, reader: str) -> None:
        """Put the objects of another reader in the place of yours, in the layer you work on."""
        self._difference_view.stop()
        self._work.take_over(reader)
