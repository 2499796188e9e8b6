"""A whole proposal as it stands in a step that rejects it, so that undo can bring it back."""

from __future__ import annotations

import base64
import json
from typing import Any

from lvit_core.annotation.object_classes import ClassPlanes
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.records import Proposal
from lvit_core.project.tiles import pack_bytes, pack_labels, unpack_bytes, unpack_labels

_FACTS = (
    "image_id", "layer", "threshold", "sentence", "generation", "created_at", "change",
    "changed_from", "influence", "min_area_px",
)  # fmt: skip


def held_text(proposal: Proposal) -> str:
    """The answer with what was rejected of it, for an edit; its objects are told apart anew."""
    height, width = proposal.size
    rejected, depth, told = proposal.rejected, proposal.depth, proposal.told
    facts = {name: getattr(proposal, name) for name in _FACTS} | {
        "classes": proposal.classes,
        "size": [height, width],
        "place": _sides(proposal.place),
        "origin": None if proposal.origin is None else proposal.origin.to_dict(),
        "probability": _text(pack_bytes(proposal.probability)),
        "rejected": None if rejected is None else _text(pack_labels(rejected)),
        "depth": None if depth is None else _text(pack_bytes(depth)),
        "told": None if told is None else [told.names, _text(pack_bytes(told.planes))],
    }
    return json.dumps({"proposal": facts})


def gone_text(proposal: Proposal) -> str:
    """Names the answer that is gone."""
    return json.dumps({"gone": answer_facts(proposal)})


def answer_facts(proposal: Proposal) -> dict[str, Any]:
    """What an answer is known by, whatever was accepted of it; see `Proposal.same_answer`."""
    origin = proposal.origin
    return {
        "layer": proposal.layer,
        "generation": proposal.generation,
        "sentence": proposal.sentence,
        "threshold": proposal.threshold,
        "answer": None if origin is None else origin.key,
        "place": _sides(proposal.place),
    }


def is_whole(told: str) -> bool:
    """Whether a step is about a whole proposal, and not about objects of it."""
    return told.startswith(('{"proposal"', '{"gone"'))


def held_proposal(told: str) -> Proposal | None:
    """The proposal that a step brings back; ``None`` where it takes one away.

    Raises:
        LViTError: The text is of no version.
    """
    try:
        facts = json.loads(told).get("proposal")
        return None if facts is None else _proposal(facts)
    except (KeyError, TypeError, ValueError) as error:
        raise LViTError(
            "A step that rejected a proposal is damaged.", "The labels are not affected by it."
        ) from error


def gone_facts(told: str) -> dict[str, Any]:
    """What `gone_text` said."""
    facts: dict[str, Any] = json.loads(told)["gone"]
    return facts


def _proposal(facts: dict[str, Any]) -> Proposal:
    height, width = map(int, facts["size"])
    classes, origin = tuple(facts["classes"]), facts["origin"]
    rejected, depth = facts["rejected"], facts["depth"]
    return Proposal(
        **{name: facts[name] for name in _FACTS},
        classes=classes,
        place=None if facts["place"] is None else Rect(*facts["place"]),
        origin=None if origin is None else AnswerOrigin.from_dict(origin),
        probability=unpack_bytes(_data(facts["probability"]), (len(classes), height, width)),
        rejected=None if rejected is None else unpack_labels(_data(rejected), height, width),
        depth=None if depth is None else unpack_bytes(_data(depth), (height, width)),
        told=_told(facts.get("told"), height, width),
    )


def _told(held: tuple[list[str], str] | None, height: int, width: int) -> ClassPlanes | None:
    """What objects are by the answer; steps of before classes were told hold nothing of it."""
    if held is None:
        return None
    names, planes = tuple(held[0]), _data(held[1])
    return ClassPlanes(names, unpack_bytes(planes, (len(names), height, width)))


def _sides(place: Rect | None) -> list[int] | None:
    return None if place is None else [place.y0, place.x0, place.y1, place.x1]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _data(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
