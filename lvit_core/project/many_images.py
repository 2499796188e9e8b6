"""Saying the same of many images at once, all of it or nothing, in a way that can be taken back.

What people say of one image is a step in its journal, and so it is here: each image has the step in
its own history too. For background threads or a project nobody draws in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.edits.whole import relabel
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.patch import EMPTY_PATCH
from lvit_core.imaging.readers import probe
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.acceptance import TOGETHER, state_edit
from lvit_core.project.accepted import Accepted
from lvit_core.project.clock import now
from lvit_core.project.confirming import confirming, reason_against
from lvit_core.project.deciding import decide
from lvit_core.project.finishing import ground_of
from lvit_core.project.images import ImageStore, LearntError
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.prompt.templates import load_template

if TYPE_CHECKING:
    from lvit_core.project.project import Project

TakeBack = Callable[["Project"], object]
Fact = TypeVar("Fact")


@dataclass(frozen=True, eq=False)
class ManyDone:
    """What was changed.

    Args:
        changed: Number of images that are otherwise than before.
        left: Images that stayed as they are, each as ``"name: why"``.
        take_back: Undoes all of it; raises ``LViTError`` where something was done since.
        whole: The project itself changed too, such as its list of classes.
    """

    changed: int
    left: tuple[str, ...]
    take_back: TakeBack
    whole: bool = False


def say_state(project: Project, image_ids: Sequence[int], state: ImageState) -> ManyDone:
    """How far the images are; one whose mask contradicts its sentence is not labeled so."""

    def edits(record: ImageRecord) -> tuple[list[Edit], str]:
        if record.state == state:
            return [], ""
        if state is not ImageState.LABELED:
            layer = load_template(record.template).finding_layer.name
            return [state_edit(record, layer, state, "")], ""
        accepted = Accepted(record.id, None, person=project.person, at=now())
        outcome = decide(accepted, None, ground_of(project, record))
        if outcome.against:
            return [], outcome.against[0].message
        together = replace(outcome.edit, title=TOGETHER)
        return [together if len(image_ids) > 1 else outcome.edit], ""

    return carry_out(project, image_ids, edits)


def say_truth(project: Project, image_ids: Sequence[int]) -> ManyDone:
    """That somebody checked the labels closely, so that they judge generations."""

    def edits(record: ImageRecord) -> tuple[list[Edit], str]:
        why_not = reason_against(record)
        layer = load_template(record.template).finding_layer.name
        return ([], why_not) if why_not else ([confirming(record, layer)], "")

    return carry_out(project, image_ids, edits)


def say_sentence(project: Project, image_ids: Sequence[int], sentence: str) -> ManyDone:
    """What is in the images, in the same words for all."""
    text = " ".join(sentence.split())

    def edits(record: ImageRecord) -> tuple[list[Edit], str]:
        if record.sentence == text:
            return [], ""
        change = ImageChange("sentence", record.sentence, text)
        layer = load_template(record.template).finding_layer.name
        return [Edit("Change sentence", layer, EMPTY_PATCH, (), (change,))], ""

    return carry_out(project, image_ids, edits)


def say_class(project: Project, image_ids: Sequence[int], class_name: str) -> ManyDone:
    """The class of every object in the layers that know this class."""
    author = Provenance("person", project.person, "", "", now())

    def edits(record: ImageRecord) -> tuple[list[Edit], str]:
        made = []
        layers = load_template(record.template).layers
        knowing = [one for one in layers if class_name in [kind.name for kind in one.classes]]
        for layer in knowing:
            table = project.journal.load_objects(record.id, layer.name)
            plane = project.journal.load_plane(record.id, layer.name)
            workspace = Workspace(plane, table, layer.name, class_name, author)
            made.append(relabel(workspace, [item.id for item in table], class_name))
        why = "" if knowing else "its kind of image has no such class"
        return [edit for edit in made if not edit.empty], why

    return carry_out(project, image_ids, edits)


def say_split(project: Project, image_ids: Sequence[int], split: str) -> ManyDone:
    """Whether training may see the images, and all others of their patients."""
    before = {record.id: record.split for record in project.images.all()}
    left: list[str] = []
    why = project.reason.of(project.images.get(one) for one in image_ids)
    with project.transaction():
        for image_id in image_ids:
            try:
                project.images.set_split(image_id, split, why)
            except LearntError as error:
                left.append(f"{project.images.get(image_id).name}: {error.why}")
    moved = {one.id for one in project.images.all() if before.get(one.id) != one.split}

    def take_back(opened: Project) -> None:
        with opened.transaction():
            for image_id in moved:
                opened.images.set_split(image_id, before[image_id], why)

    return ManyDone(len(moved), tuple(left), take_back)


def say_patient(project: Project, image_ids: Sequence[int], patient: str) -> ManyDone:
    """Whose pictures they are; empty where nobody knows. Patients lie on one side of the split."""
    before = {record.id: record for record in project.images.all()}
    wanted = [one for one in dict.fromkeys(image_ids) if before[one].group != patient]
    why = project.reason.of(before[one] for one in wanted)
    with project.transaction():
        project.images.set_group(wanted, patient, why)
    after = {record.id: record for record in project.images.all()}
    moved = [one for one in after if before[one].split != after[one].split]

    def take_back(opened: Project) -> None:
        with opened.transaction():
            for image_id in wanted:
                opened.images.set_group([image_id], before[image_id].group, why)
            for image_id in moved:
                opened.images.set_split(image_id, before[image_id].split, why)

    return ManyDone(len({*wanted, *moved}), (), take_back)


def say_template(project: Project, image_ids: Sequence[int], name: str) -> ManyDone:
    """What kind of image they are: whose layers, sentences and model they follow.

    One with marks in a layer that the other kind lacks, or with a prediction that waits, stays as
    it is: both would be out of sight.
    """
    layers = {layer.name for layer in load_template(name).layers}
    readers = ("", *project.readings.readers())
    before: dict[int, str] = {}
    left: list[str] = []
    for image_id in dict.fromkeys(image_ids):
        record = project.images.get(image_id)
        if record.template == name:
            continue
        drawn = [project.journal.labeled_layers(image_id, reader) for reader in readers]
        lost = sorted({layer for found in drawn for layer in found} - layers)
        if lost:
            left.append(f"{record.name}: it has marks in the layer {lost[0]}, which {name} lacks")
        elif record.has_proposal or project.acceptances.waiting(image_id):
            left.append(f"{record.name}: a prediction waits; accept or reject it first")
        else:
            before[image_id] = record.template
    return _said_of_each(project, ImageStore.set_template, before, name, left)


def say_size(project: Project, image_ids: Sequence[int], um: float | None) -> ManyDone:
    """How large their pixels are; an image whose file says it keeps what the file says."""
    before, left, sizes = project.sizes.all(), [], {}
    for image_id in dict.fromkeys(image_ids):
        record = project.images.get(image_id)
        kind = record.spacing_kind
        if kind is SpacingKind.OBLONG:
            left.append(f"{record.name}: its pixels are not square")
        elif record.spacing_mm is not None and kind is not SpacingKind.STATED:
            left.append(f"{record.name}: its file says {record.spacing_um:g} um")
        elif before.get(image_id) != um:
            sizes[image_id] = um
    project.sizes.state(sizes)
    was = {image_id: before.get(image_id) for image_id in sizes}
    return ManyDone(len(sizes), tuple(left), lambda opened: opened.sizes.state(was))


def say_orientation(
    project: Project, image_ids: Sequence[int], orientation: str | None
) -> ManyDone:
    """The patient's side at the right edge, "L" or "R"; what a file says of its image stays.

    Words that mean the patient's sides then mean another side of the picture.
    """
    before: dict[int, str | None] = {}
    left = []
    for image_id in dict.fromkeys(image_ids):
        record = project.images.get(image_id)
        told = probe(project.images.path(image_id)).orientation
        if told is not None and told != orientation:
            left.append(f"{record.name}: its file says {told}")
        elif record.orientation != orientation:
            before[image_id] = record.orientation
    return _said_of_each(project, ImageStore.set_orientation, before, orientation, left)


def _said_of_each(
    project: Project,
    say: Callable[[ImageStore, int, Fact, str], None],
    before: Mapping[int, Fact],
    now: Fact,
    left: Iterable[str],
) -> ManyDone:
    """Says one fact of the images in ``before``, which tells what was said of each till now."""
    why = project.reason.of(project.images.get(image_id) for image_id in before)

    def take_back(opened: Project) -> None:
        with opened.transaction():
            for image_id, was in before.items():
                say(opened.images, image_id, was, why)

    with project.transaction():
        for image_id in before:
            say(project.images, image_id, now, why)
    return ManyDone(len(before), tuple(left), take_back)


def carry_out(
    project: Project,
    image_ids: Sequence[int],
    edits: Callable[[ImageRecord], tuple[list[Edit], str]],
) -> ManyDone:
    """Makes the edits of each image; ``edits`` also says why an image has none."""
    left: list[str] = []
    wanted: list[tuple[ImageRecord, list[Edit]]] = []
    for image_id in dict.fromkeys(image_ids):
        record = project.images.get(image_id)
        made, why_not = edits(record)
        if why_not:
            left.append(f"{record.name}: {why_not}")
        if made:
            wanted.append((record, made))
    why = project.reason.of(record for record, _ in wanted)
    entries: list[int] = []
    with project.transaction():
        for record, made in wanted:
            entries += project.journal.append_all(record.id, made, why=why)
    take_back = partial(_take_back, entries=entries, why=why)
    return ManyDone(len(wanted), tuple(left), take_back)


def _take_back(project: Project, entries: Iterable[int], why: str) -> None:
    with project.transaction():
        for entry in reversed(list(entries)):
            project.journal.undo(entry, why)
