"""Enters what a run published into the project: the one home of it, for window and run alike.

Nothing heavy is imported: the window does it on its storage thread and has no torch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lvit_core.annotation.instances import DEFAULT_MIN_AREA_PX
from lvit_core.errors import LViTError
from lvit_core.inside import leads_inside
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.answer_planes import class_planes
from lvit_core.project.project import Project
from lvit_core.project.records import Generation, ImageState, Proposal
from lvit_core.project.unattended import open_unattended
from lvit_core.prompt.templates import load_template
from lvit_core.training.events import Event, GenerationEnded, read_events
from lvit_core.training.proposal_files import Facts, read_proposal
from lvit_core.training.run import Published
from lvit_core.training.run_folder import RunFolder


def published_by(event: Event, run: Path) -> Published | None:
    """The generation that an event announces; ``None`` for any other event.

    Paths in events are relative to the run's folder. Predictions that lie elsewhere are left where
    they are: a project may come from a stranger.
    """
    if not isinstance(event, GenerationEnded) or not event.folder:
        return None
    told = run / event.proposals if event.proposals else None
    return Published(
        run / event.folder,
        Path(event.trained_from or event.parent or "").name,
        event.parent or "",
        event.holdout_dice,
        bool(event.promoted),
        event.note or "",
        told if told is not None and leads_inside(run, told) else None,
    )


def unrecorded(project: Project, run: Path) -> Iterator[Published]:
    """What a run published that the project does not know, as when no window was there to hear."""
    for event in read_events(RunFolder(run).events):
        published = published_by(event, run)
        if published is None or not published.folder.is_dir():
            continue
        if project.generations.at(published.folder) is None:
            yield published


def record_generation(project: Project, published: Published) -> Generation:
    """Records a generation, once; it comes into force if it was promoted and no person objects."""
    return project.generations.add(
        published.folder,
        published.parent,
        published.holdout_dice,
        published.note,
        succeeds=published.judged_against if published.promoted else None,
    )


def record_alone(project_folder: Path, published: Published) -> bool:
    """Records a generation with its proposals; false when a window has the project open.

    The window then does it.
    """
    try:
        project = open_unattended(project_folder)
    except LViTError:
        return False
    with project:
        generation = record_generation(project, published)
        if generation.in_force:
            for path in published.proposal_files():
                record_proposal(project, path, generation)
    return True


def record_proposal(project: Project, path: Path, generation: Generation) -> int | None:
    """Stores a prediction of a generation that is in force.

    Returns:
        The image; ``None`` when it is gone, labeled, of another size, or says something else now,
        when the file cannot be read, or when a person has chosen another model meanwhile.
    """
    if generation.number != project.generations.in_force():
        return None
    try:
        record = project.images.get(int(path.stem))
        probability, classes, facts, depth, told = read_proposal(path)
        layer = load_template(record.template).layer(str(facts["layer"]))
        influence = facts.get("influence")
        proposal = Proposal(
            record.id,
            layer.name,
            classes or class_planes(probability, layer)[1],
            probability,
            float(facts["threshold"]),
            str(facts["sentence"]),
            str(generation.number),
            influence=None if influence is None else float(influence),
            min_area_px=int(facts.get("min_area_px", DEFAULT_MIN_AREA_PX)),
            origin=_origin(facts, generation),
            depth=depth,
            told=told,
        )
    except (LViTError, ValueError, KeyError, TypeError):
        return None
    if record.state == ImageState.LABELED or record.sentence != proposal.sentence:
        return None
    if proposal.size != (record.height, record.width):
        return None
    project.proposals.save(proposal)
    return record.id


def _origin(facts: Facts, generation: Generation) -> AnswerOrigin | None:
    """What made it, under the number it got in the project; ``None`` for files of older runs."""
    if "origin" not in facts:
        return None
    told = AnswerOrigin.from_dict(json.loads(str(facts["origin"])))
    return replace(told, model=str(generation.number))
