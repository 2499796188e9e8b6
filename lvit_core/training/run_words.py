"""What a run tells a person while it goes on, as messages the window can translate."""

from __future__ import annotations

from lvit_core.wording import said


def in_parts(parts: int) -> str:
    """A step did not fit into memory; its batch is computed in so many pieces from now on."""
    return said("Out of memory: each batch is now computed in {parts} parts.", parts=parts)


def rolled_back(step: int, share: float) -> str:
    """The loss was NaN or infinite; ``share`` of the planned learning rate, 0..1, is left."""
    return said(
        "The loss was not a number: back to step {step} with the learning rate at {share:.1%} "
        "of its plan.",
        step=step,
        share=share,
    )


def computed_plainly(precision: str) -> str:
    """The fast precision that was to be used is wrong on this computer."""
    return said(
        "In {precision} this computer gives other answers than in float32. The run goes on in "
        "float32: slower, but right.",
        precision=precision,
    )
