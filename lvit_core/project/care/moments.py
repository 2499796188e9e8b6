"""The history of an image for people, and going back to a moment of it as a new step.

Going back appends to the journal like any edit: it can be undone, and nothing of what came after
the moment is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord
from lvit_core.annotation.patch import MaskPatch, PatchBuilder
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.project import rejection
from lvit_core.project.answer_origin import model_label
from lvit_core.project.project import Project
from lvit_core.project.readings import FIELD, Reading

SENTENCE = "sentence"


@dataclass(frozen=True)
class Moment:
    """One step of the history of an image.

    Args:
        id: Of the step; `return_to` takes it.
        image: Name of the image.
        at: When, ISO 8601 in UTC.
        person: Who; empty for a person without a name.
        title: What was done.
        layer: Where.
        status: ``done`` is in force; ``undone`` and ``abandoned`` were taken back.
        models: What had proposed the objects that changed; empty for those that people drew.
        sentence: Of the image after this step; ``None`` where the step cannot be read.
        why: The reason that was given for changing what was labeled; empty where none was asked.
    """

    id: int
    image: str
    at: str
    person: str
    title: str
    layer: str
    status: str
    models: tuple[str, ...]
    sentence: str | None
    why: str = ""


def moments(project: Project, image_id: int) -> Iterator[Moment]:
    """Every step of an image, oldest first; those that were undone included."""
    record = project.images.get(image_id)
    entries = project.journal.history(image_id)
    sentence = _first_sentence(project, image_id)
    for entry in entries:
        names: tuple[str, ...] = ()
        said: str | None = sentence
        try:
            edit = project.journal.load_edit(entry.id)
        except LViTError:
            said = None
        else:
            for change in edit.image:
                if change.field == SENTENCE:
                    said = change.after or ""
            names = _models(edit)
            if entry.status == "done":
                sentence = said or ""
        yield Moment(
            entry.id, record.name, entry.created_at, entry.person, entry.title, entry.layer,
            entry.status, tuple(map(model_label, names)), said, entry.why,
        )  # fmt: skip


def models_of(data: bytes) -> tuple[str, ...]:
    """What had proposed the objects that a stored edit changes; none where it cannot be read."""
    try:
        return _models(Edit.from_bytes(data))
    except LViTError:
        return ()


def _models(edit: Edit) -> tuple[str, ...]:
    names = {change.after.provenance.generation for change in edit.objects if change.after}
    return tuple(sorted(name for name in names if name))


def _first_sentence(project: Project, image_id: int) -> str:
    """What was said of an image before its first step."""
    for entry in project.journal.history(image_id):
        if entry.status != "done":
            continue
        try:
            edit = project.journal.load_edit(entry.id)
        except LViTError:
            continue
        for change in edit.image:
            if change.field == SENTENCE:
                return change.before or ""
    return project.images.get(image_id).sentence


@dataclass(eq=False)
class _Way:
    """What lies between now and a moment, in one layer."""

    now: LabelPlane
    then: LabelPlane
    objects: dict[int, tuple[ObjectRecord | None, ObjectRecord | None]] = field(
        default_factory=dict
    )

    def back(self, edit: Edit) -> None:
        """Takes one more step back."""
        edit.patch.revert(self.then)
        for change in reversed(edit.objects):
            now = self.objects.get(change.id, (change.after, None))[0]
            self.objects[change.id] = now, change.before

    def patch(self) -> MaskPatch:
        """The pixels that change between now and that moment."""
        builder = PatchBuilder(self.now, live=False)
        for index in {i for plane in (self.now, self.then) for i, _ in plane.tiles()}:
            rect = self.now.tile_rect(index)
            wanted = self.then.read(rect)
            builder.write(rect, wanted, wanted != self.now.read(rect))
        return builder.finish()

    def changes(self) -> tuple[ObjectChange, ...]:
        """The objects that change between now and that moment."""
        pairs = (pair for _, pair in sorted(self.objects.items()))
        return tuple(ObjectChange(now, then) for now, then in pairs if now != then)


def return_to(project: Project, image_id: int, step: int, why: str = "") -> list[int]:
    """Makes an image what it was after a step, as new steps.

    Args:
        project: Open for writing; nobody has the image open.
        image_id: The image.
        step: Id of a step that is in force; 0 for the moment before the first one.
        why: The reason, where the image is labeled and the project for the record.

    Returns:
        The ids of the new steps, one for each layer that changes; none where nothing does.

    Raises:
        LViTError: There is no such step, it was taken back, or a later one cannot be read.
    """
    edits = way_back(project, image_id, step)
    return project.journal.append_all(image_id, edits, why=why) if edits else []


def way_back(project: Project, image_id: int, step: int) -> list[Edit]:
    """The edits that make an image what it was after a step: one for each layer that changes.

    Args, raises: As `return_to`; nothing is changed.
    """
    entries = project.journal.history(image_id)
    chosen = next((entry for entry in entries if entry.id == step), None)
    if step and chosen is None:
        raise LViTError(
            "There is no step {step} in the history of this image.",
            "`lvit project history PROJECT IMAGE` lists them.",
            step=step,
        )
    if chosen is not None and chosen.status != "done":
        raise LViTError(
            "Step {step} was taken back, so it was not the state of the image for long.",
            "Choose a step that is in force.",
            step=step,
        )
    ways: dict[str, _Way] = {}
    image: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for entry in reversed([one for one in entries if one.id > step and one.status == "done"]):
        edit = project.journal.load_edit(entry.id)
        if edit.layer not in ways:
            load = project.journal.load_plane
            ways[edit.layer] = _Way(load(image_id, edit.layer), load(image_id, edit.layer))
        ways[edit.layer].back(edit)
        for change in reversed(edit.image):
            if change.field == rejection.FIELD:
                continue  # of a proposal, and no label
            now = image.get(_fact(change), (change.after, None))[0]
            image[_fact(change)] = now, change.before
    title = f"Return to step {step}" if step else "Return to the beginning"
    facts = tuple(
        ImageChange(name, now, then) for (name, _), (now, then) in image.items() if now != then
    )
    edits: list[Edit] = []
    for layer, way in sorted(ways.items()):
        edit = Edit(title, layer, way.patch(), way.changes(), () if edits else facts)
        if not edit.empty:
            edits.append(edit)
    return edits


def _fact(change: ImageChange) -> tuple[str, str]:
    """What a change is about: a field, and of a reading whose."""
    if change.field != FIELD:
        return change.field, ""
    return FIELD, Reading.from_text(change.after or change.before or "").reader
