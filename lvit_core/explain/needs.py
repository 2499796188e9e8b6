"""Judges why an image wants a look: pure reading of what is stored, in words for a person.

The order is the product's opinion of what costs most when it is overlooked: a label that says
something else than its sentence, then predictions that do not hold still, then those the model is
unsure of, then everything that simply waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lvit_core.explain.influence import DECIDED
from lvit_core.project.list_order import (
    CHANGED,
    CONTRADICTS,
    FOUND_NOTHING,
    LABELED_CONTRADICTS,
    PROPOSED,
    UNSURE,
    presumed,
)
from lvit_core.project.measuring import Masks, compare, measure
from lvit_core.project.records import ImageRecord, ImageState, Need, Picture, Proposal
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from lvit_core.wording import said

if TYPE_CHECKING:
    from lvit_core.project.project import Project
    from lvit_core.prompt.agreement import Contradiction
    from lvit_core.prompt.template import Template

MUCH_CHANGED = 0.3  # 1 - Dice between two generations
MUCH_DOUBT = 0.3  # share of the proposal the model itself expects to be wrong

_WORDS = {
    "side": said("side disagrees with sentence"),
    "zones": said("zones differ from sentence"),
    "density": said("density disagrees with sentence"),
    "distribution": said("spread disagrees with sentence"),
    "presence": said("mask disagrees with sentence"),
    "place": said("place differs from sentence"),
    "size": said("size differs from sentence"),
}


def judge(project: Project, record: ImageRecord) -> Need:
    """Why this image is next.

    Raises:
        LViTError: Its template or its labels cannot be read.
    """
    if record.missing or record.picture is not Picture.SAME:
        return presumed(record)
    labeled = record.state == ImageState.LABELED
    template = load_template(record.template)
    layer = template.finding_layer.name
    proposal = project.proposals.load(record.id, layer) if not labeled else None
    found = _contradiction(project, record, template, proposal)
    if found is not None:
        words, weight = found
        return Need(LABELED_CONTRADICTS if labeled else CONTRADICTS, weight, words)
    return presumed(record) if proposal is None else _of_proposal(proposal)


def unsure_share(proposal: Proposal) -> float:
    """The share the model itself expects to be wrong: 1 - expected Dice, 0 to 1.

    If every pixel is inside with its own probability p, a mask of area A has the expected Dice
    2 * sum(p over the mask) / (A + sum(p)).
    """
    probability = proposal.likeliest.astype(np.float32) / 255.0
    inside = proposal.inside()
    area = int(inside.sum())
    if not area:
        return 0.0
    # Far from any edge even a good model leaves a faint haze that sums up over a whole image.
    haze = np.where(probability < 0.1, 0.0, probability)
    return float(1.0 - 2.0 * probability[inside].sum() / (area + haze.sum()))


def _of_proposal(proposal: Proposal) -> Need:
    if proposal.change is not None and proposal.change >= MUCH_CHANGED:
        names = (proposal.changed_from, proposal.generation)
        numbered = all(name.isdigit() for name in names)
        words = said("changed much, by another model")
        if numbered:
            words = said(
                "changed much, generation {before:.0f} to {after:.0f}",
                before=int(names[0]),
                after=int(names[1]),
            )
        return Need(CHANGED, proposal.change, words)
    if not proposal.inside().any():
        return Need(FOUND_NOTHING, 0.0, said("model finds nothing"))
    doubt = unsure_share(proposal)
    # Words that did nothing need no rank of their own: where it matters they contradict the mask.
    share = proposal.influence or 0.0
    if share >= DECIDED and share >= doubt:
        return Need(UNSURE, share, said("sentence decides {percent:.0f} %", percent=100 * share))
    if doubt >= MUCH_DOUBT:
        return Need(UNSURE, doubt, said("model is unsure of {percent:.0f} %", percent=100 * doubt))
    return Need(PROPOSED, doubt, "")


def _contradiction(
    project: Project, record: ImageRecord, template: Template, proposal: Proposal | None
) -> tuple[str, float] | None:
    """Words and weight; ``None`` where nothing disagrees or a person said why it does."""
    if not record.sentence.strip() or record.reason:
        return None
    sentence = parse(record.sentence, template, project.sides(record))
    if sentence.finding.empty:
        return None
    layer, organ = template.finding_layer, template.organ_layer
    if proposal is not None:
        proposal = proposal.told_apart(separate=layer.role == "instances")
    masks = Masks(
        project.journal.load_plane(record.id, layer.name),
        project.journal.load_objects(record.id, layer.name),
        project.journal.load_plane(record.id, organ.name) if organ is not None else None,
        proposal,
        template,
        project.sides(record),
        looked_at=project.regions.of(record.id),
    )
    empty = not any(True for _ in masks.finding.tiles())
    if empty and proposal is None and record.state != ImageState.LABELED:
        return None
    found = compare(sentence, measure(masks), masks).contradictions
    if not found:
        return None
    if empty and proposal is not None and not proposal.inside().any():
        return "proposal is empty, sentence is not", float(len(found))
    return _in_words(found), float(len(found))


def _in_words(found: tuple[Contradiction, ...]) -> str:
    """The gravest one in a few words for a narrow list; the panel beside the image says all."""
    kinds = [item.kind for item in found]
    if "side" not in kinds and "areas" in kinds:
        said, shown = found[kinds.index("areas")].emphasis
        return f"sentence names {said}, mask has {shown}"
    return _WORDS["side" if "side" in kinds else kinds[0]]
