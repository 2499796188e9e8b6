"""Enters a published generation into the project, when no window does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, Proposal
from lvit_core.training.publishing import Verdict, read_proposal


def record_generation(
    project_folder: Path,
    folder: Path,
    parent: str,
    verdict: Verdict,
    proposals: Mapping[int, Path],
    layer: str,
) -> bool:
    """Records model and proposals; an accepted generation comes into force.

    Args:
        project_folder: The project.
        folder: The generation's model folder.
        parent: Name of the model it was trained from.
        verdict: Of the hold-out gate.
        proposals: Image id -> written proposal.
        layer: Layer of the proposals.

    Returns:
        Whether it was done; not when a window has the project open, which then does it.
    """
    try:
        project = Project.open(project_folder)
    except LViTError:
        return False
    with project:
        generation = project.add_generation(folder, parent, verdict.dice, verdict.note)
        if verdict.accepted:
            project.put_in_force(generation.number)
        waiting = {r.id for r in project.images() if r.state != ImageState.LABELED}
        for image_id, path in proposals.items():
            if image_id not in waiting:
                continue
            probability, facts = read_proposal(path)
            influence = facts.get("influence")
            project.save_proposal(
                Proposal(
                    image_id,
                    str(facts.get("layer", layer)),
                    probability,
                    float(facts["threshold"]),
                    str(facts["sentence"]),
                    str(generation.number),
                    influence=None if influence is None else float(influence),
                )
            )
    return True
