"""A project's images as samples, read anew whenever a generation ends.

The store is only read here.  Which image takes which part is decided in ``roles``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.folder import read_rgb
from lvit_core.data.roles import Role, role_of
from lvit_core.data.sample import Sample
from lvit_core.errors import LViTError
from lvit_core.project.making import Making, making_of
from lvit_core.project.pictures import refuse_changed
from lvit_core.project.project import Project
from lvit_core.project.pseudo_decisions import PINNED, REJECTED, Decision
from lvit_core.project.records import ImageRecord, Picture
from lvit_core.prompt.laterality import restate
from lvit_core.prompt.template import Layer
from lvit_core.prompt.templates import load_template
from lvit_core.wording import said, spoken

AS_PROPOSED = said("its label is a model's own answer; correct it, or confirm it as truth")


@dataclass(frozen=True, eq=False)
class ProjectSamples:
    """What a project offers at one moment; keys are image ids.

    Attributes:
        train: Labeled and unlabeled images of the training side, with a sentence or without.
        holdout: Images with labels that judge: held out, and labeled, corrected or confirmed by
            people.
        states: For each key, what would change its labels: unequal means "read it again".
        sentences: For each key, the sentence as the person wrote it (in the project's left and
            right), when it was read.
        too_large: Names of images that were left out for their size.
        classes: Classes of the objects that people labeled in the images to learn from.
        changed: Names of images that were left out because another picture lies under their name,
            and nobody has decided what becomes of their marks.
        shown_only: Unlabeled hold-out images: never learnt from, but their proposals are renewed
            like all others.
        makings: How each label came to be, by key; ``None`` where its journal cannot be read.
        silent: Labeled hold-out images that do not judge, by name, and why.
        rejected: Names of unlabeled images whose pseudo labels a person rejected; they are among
            ``shown_only``.
        pinned: Keys of those whose pseudo labels stay as they are.
    """

    train: tuple[Sample, ...]
    holdout: tuple[Sample, ...]
    states: dict[str, str]
    sentences: dict[str, str]
    too_large: tuple[str, ...] = ()
    shown_only: tuple[Sample, ...] = ()
    changed: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    makings: Mapping[str, Making | None] = field(default_factory=dict)
    silent: Mapping[str, str] = field(default_factory=dict)
    rejected: tuple[str, ...] = ()
    pinned: frozenset[str] = frozenset()

    @property
    def by_people(self) -> list[Sample]:
        """Labels to learn from that are people's own work."""
        return [
            one
            for one in self.train
            if (making := self.makings.get(one.key)) is not None and making.judges
        ]

    @property
    def warnings(self) -> list[str]:
        """What was left out and why, a sentence each."""
        return [
            *(
                said("{name} is held out but does not judge: {why}.", name=name, why=spoken(why))
                for name, why in self.silent.items()
            ),
            *(
                said("{name} teaches by no pseudo label: a person rejected it.", name=name)
                for name in self.rejected
            ),
            *(
                said("{name} is too large to train on and is left out.", name=name)
                for name in self.too_large
            ),
            *(
                said(
                    "{name} is another picture than the one that was marked and is left out.",
                    name=name,
                )
                for name in self.changed
            ),
        ]

    def tell(self, warn: Callable[[str], object], before: ProjectSamples | None = None) -> None:
        """Warns of what is left out, unless it was left out ``before`` too."""
        known = () if before is None else before.warnings
        for text in self.warnings:
            if text not in known:
                warn(text)

    def refuse_changed(self) -> None:
        """Raises `LViTError` when images wait for a decision about their picture."""
        if self.changed:
            raise refuse_changed(self.changed)


def read_project_samples(
    project: Project, template: str, layer: str, before: ProjectSamples | None = None
) -> ProjectSamples:
    """Lists the samples of the images that follow ``template``.

    Args:
        project: Open for reading.
        template: Images of other templates are passed over.
        layer: The layer whose objects make the mask.
        before: What was found earlier; of labels that are the same since it tells how they were
            made.
    """
    makings: dict[str, Making | None] = {}
    silent: dict[str, str] = {}
    samples: dict[Role, list[Sample]] = {}
    states: dict[str, str] = {}
    sentences: dict[str, str] = {}
    too_large: list[str] = []
    changed: list[str] = []
    train: list[Sample] = []
    rejected: list[str] = []
    decisions, partly = project.pseudo_decisions.all(), project.regions.images()
    roles = [(record, _role(record, template, decisions)) for record in project.images.all()]
    other = project.pictures.verify_all(record.id for record, role in roles if role is not None)
    for record, role in roles:
        if role is None:
            continue
        if role == "too large":
            too_large.append(record.name)
            continue
        if record.id in other:
            changed += [record.name] * (other[record.id] is Picture.CHANGED)
            continue
        labeled = role in ("labeled", "judging")
        sample = _sample(project, record, layer, labeled=labeled, partly=record.id in partly)
        sentences[sample.key] = record.sentence
        if sample.labeled:
            state = states[sample.key] = _state(project, record)
            made = makings[sample.key] = _making(project, record, layer, state, before)
            sample = replace(sample, untouched=made is not None and made.untouched)
            if role == "judging" and (made is None or not made.judges):
                silent[record.name] = AS_PROPOSED
                continue
        if role == "shown" and decisions.get(record.id) == REJECTED and record.split != "holdout":
            rejected.append(record.name)
        samples.setdefault(role, []).append(sample)
        if role in ("labeled", "unlabeled"):
            train.append(sample)
        if role == "unlabeled":
            states[sample.key] = record.state
    return ProjectSamples(
        tuple(train), tuple(samples.get("judging", ())), states, sentences, tuple(too_large),
        tuple(samples.get("shown", ())), tuple(changed),
        labeled_classes(project, layer, {sample.key for sample in train if sample.labeled}),
        makings, silent, tuple(rejected),
        frozenset(str(key) for key, decision in decisions.items() if decision == PINNED),
    )  # fmt: skip


def _role(record: ImageRecord, template: str, decisions: Mapping[int, Decision]) -> Role | None:
    """An unlabeled image whose pseudo label a person rejected is only shown."""
    role = role_of(record, template)
    rejected = role == "unlabeled" and decisions.get(record.id) == REJECTED
    return "shown" if rejected else role


def _making(
    project: Project, record: ImageRecord, layer: str, state: str, before: ProjectSamples | None
) -> Making | None:
    """Read anew only where the label is another: a journal may hold thousands of strokes."""
    key = str(record.id)
    if before is not None and key in before.makings and before.states.get(key) == state:
        return before.makings[key]
    try:
        return making_of(project, record.id, layer)
    except LViTError:
        return None


def labeled_classes(project: Project, layer: str, keys: set[str]) -> tuple[str, ...]:
    """Classes that people told of objects of a layer, in the images of these keys."""
    found = {
        kind.class_name: None
        for kind in project.journal.object_kinds()
        if kind.layer == layer and kind.state != "machine" and str(kind.image_id) in keys
    }
    return tuple(found)


def _sample(
    project: Project, record: ImageRecord, layer: str, *, labeled: bool, partly: bool
) -> Sample:
    """``partly``: only a region of it has been looked at."""
    template = load_template(record.template)
    sentence = restate(record.sentence, template, project.sides(record))
    organ, apart = template.organ_layer, template.layer(layer).role == "instances"
    sample = Sample(
        key=str(record.id),
        read_image=_image_reader(project, record.id),
        sentence=sentence or None,
        template=record.template,
        group=record.group or f"image {record.id}",
        read_mask=_mask_reader(project, record.id, layer) if labeled else None,
        read_instances=_ids_reader(project, record.id, layer) if labeled and apart else None,
        read_classes=_classes_reader(project, record.id, template.layer(layer))
        if labeled
        else None,
        class_names=template.layer(layer).told_classes,
        read_lungs=_plane_reader(project, record.id, organ.name) if organ else None,
        spacing_um=record.spacing_um,
        picture=record.content_hash,
    )
    return sample.within(_region_reader(project, record.id)) if partly and labeled else sample


def _image_reader(project: Project, image_id: int) -> Callable[[], NDArray[Any]]:
    """Of the picture that was marked: a run lasts long, and another may take its place."""

    def read() -> NDArray[Any]:
        with project.pictures.staying(image_id):
            return read_rgb(project.images.path(image_id))

    return read


def _plane_reader(project: Project, image_id: int, layer: str) -> Callable[[], NDArray[Any]]:
    return lambda: project.journal.load_plane(image_id, layer).to_array()


def _region_reader(project: Project, image_id: int) -> Callable[[], NDArray[Any]]:
    """(H, W) bool, where somebody has looked; everywhere once the region is gone."""

    def read() -> NDArray[np.bool_]:
        region = project.regions.of(image_id)
        if region is not None:
            return region.mask()
        record = project.images.get(image_id)
        return np.ones((record.height, record.width), bool)

    return read


def _mask_reader(project: Project, image_id: int, layer: str) -> Callable[[], NDArray[Any]]:
    """What a person drew or accepted, (H, W) uint8."""
    ids = _ids_reader(project, image_id, layer)
    return lambda: (ids() > 0).astype(np.uint8)


def _ids_reader(project: Project, image_id: int, layer: str) -> Callable[[], NDArray[Any]]:
    """The same with the objects' ids; those nobody has confirmed do not count."""

    def read() -> NDArray[Any]:
        ids = project.journal.load_plane(image_id, layer).to_array()
        table = project.journal.load_objects(image_id, layer)
        machine = [r.id for r in table if r.state == "machine"]
        return np.where(np.isin(ids, machine), 0, ids) if machine else ids

    return read


def _classes_reader(project: Project, image_id: int, layer: Layer) -> Callable[[], NDArray[Any]]:
    """(H, W) uint8, places among the layer's ``told_classes`` from 1; 0 where nobody told one."""
    places = {name: place for place, name in enumerate(layer.told_classes, start=1)}

    def read() -> NDArray[Any]:
        ids = project.journal.load_plane(image_id, layer.name).to_array()
        told = [
            r for r in project.journal.load_objects(image_id, layer.name) if r.state != "machine"
        ]
        classes = np.zeros(ids.shape, np.uint8)
        for name, place in places.items():
            classes[np.isin(ids, [record.id for record in told if record.class_name == name])] = (
                place
            )
        return classes

    return read


def _state(project: Project, record: ImageRecord) -> str:
    history = project.journal.history(record.id)
    last = history[-1] if history else None
    edits = "" if last is None else f"{last.id} {last.status} {len(history)}"
    return f"{record.state} {record.sentence} {edits}"
