"""A document without widgets, so that a tool can be driven like a hand drives it."""

from types import SimpleNamespace

import numpy as np
import pytest

from app.session.tools.base import ToolContext
from app.session.tools.registry import create_tools
from app.session.tools.settings import ToolSettings
from lvit_core.annotation.edit import apply_edit
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.gesture import NO_MODIFIERS
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

PERSON = Provenance("person", "dr", "", "a sentence", "2030-01-01T00:00:00+00:00")


class Source:
    """Dark discs on a bright ground, 16 bit grey or 8 bit colour."""

    levels = 1

    def __init__(self, height, width, is_color=False):
        self.height, self.width, self.is_color = height, width, is_color
        y, x = np.mgrid[:height, :width]
        near = np.minimum(np.hypot(y - 100, x - 100), np.hypot(y - 200, x - 220))
        grey = np.where(near < 30, 400, 3000).astype(np.uint16)
        self.pixels = np.stack([grey // 16] * 3, axis=2).astype(np.uint8) if is_color else grey
        self.dtype = self.pixels.dtype

    def read(self, level, rect):
        return self.pixels[rect.slices]


class OpenDocument:
    """The part of the session's document that tools use, with a memory of what they did."""

    def __init__(self, is_color=False, height=560, width=600):
        self.source = Source(height, width, is_color)
        self.planes = {"lesion": LabelPlane(height, width)}
        self.objects = {"lesion": ObjectTable()}
        self.active_layer = "lesion"
        self.classes = {self.active_layer: "opacity"}
        self.selected_object = 0
        self.proposal = None
        self.shown_zoom = 2.0
        self.record = SimpleNamespace(id=1)
        self.undo_stack = SimpleNamespace(index=lambda: len(self.edits))
        self.shown_rect = Rect(0, 0, 10_000, 10_000)
        self.image_window = SimpleNamespace(width=4000.0)
        self.edits, self.repaints = [], []
        self.painted = SimpleNamespace(emit=lambda layer, parts: self.repaints.extend(parts))

    @property
    def plane(self):
        return self.planes[self.active_layer]

    @property
    def table(self):
        return self.objects[self.active_layer]

    def commit(self, edit, already_applied=False):
        if not already_applied:
            apply_edit(edit, self.plane, self.table)
        self.edits.append(edit)

    def undo(self):
        apply_edit(self.edits.pop().inverse(), self.plane, self.table)

    def select_object(self, object_id, chosen=()):
        self.selected_object = object_id
        self.chosen_objects = tuple(chosen) if len(chosen) > 1 else ()

    def set_class(self, name):
        self.classes[self.active_layer] = name

    def add(self, mask, class_name="opacity", provenance=PERSON):
        """Put an object there as if it had been stored; returns its id."""
        record = ObjectRecord(self.table.new_id(), self.active_layer, class_name, provenance)
        work = Workspace(self.plane, self.table, self.active_layer, class_name, provenance)
        builder = work.builder()
        builder.write(self.plane.bounds(), record.id, mask)
        builder.finish().apply(self.plane)
        self.table.add(record)
        return record.id

    def state(self):
        return self.plane.to_array().tolist(), sorted(self.table, key=lambda r: r.id)


class Hand:
    """Presses, moves and releases the way the canvas reports it."""

    def __init__(self, document):
        self.document = document
        self.settings = ToolSettings()
        self.accepted = []
        self.rejected = []
        self.proposal = True
        self.tools = create_tools(self.context)

    def context(self):
        if self.document is None:
            return None
        return ToolContext(
            self.document,
            self.settings,
            lambda: PERSON,
            self.accept,
            self.rejected.append,
            lambda _title, workspace, make, use: use(make(workspace)),
        )

    def accept(self, part):
        if not self.proposal:
            raise LViTError("There is no proposal.", "Let the model predict first.")
        self.accepted.append(part)

    def drag(self, tool_id, *points, modifiers=NO_MODIFIERS, release=True):
        tool = self.tools[tool_id]
        tool.press(points[0], modifiers)
        for point in points[1:]:
            tool.move(point, modifiers)
        if release:
            tool.release(points[-1], modifiers)
        return tool

    def click(self, tool_id, point, modifiers=NO_MODIFIERS):
        return self.drag(tool_id, point, modifiers=modifiers)


@pytest.fixture
def document():
    return OpenDocument()


@pytest.fixture
def hand(document):
    return Hand(document)


@pytest.fixture
def colour_hand():
    return Hand(OpenDocument(is_color=True))


def disc(y, x, radius, shape=(560, 600)):
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    return np.hypot(rows + 0.5 - y, columns + 0.5 - x) <= radius
