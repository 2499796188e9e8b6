"""What answers to other words mean, in sentences for a person: of numbers, whoever has them."""

from __future__ import annotations

from lvit_core.explain.influence import DECIDED
from lvit_core.wording import said

UNMOVED = 0.05  # influence up to which an answer counts as the same
AS_SURE = 0.9  # sureness of the swapped answer, as a share of the first one's

NO_TEXT = said("This model cannot read sentences: its answer is the same for all.")
PLACES_IGNORED = said("The image is read in tiles, so words such as 'upper right' have no effect.")


def about_text(moved: float) -> str:
    """What the sentence did, by the influence (0..1) between the answers with and without it."""
    if moved <= UNMOVED:
        return said("The sentence changes almost nothing: the model follows the image.")
    if moved < DECIDED:
        return said("The sentence changes part of the answer; most of it is the same without it.")
    return said("The sentence decides: without it most of the answer is different.")


def about_sides(moved: float, own: float, other: float) -> str:
    """What swapping left and right did.

    Args:
        moved: Influence between the two answers, 0..1.
        own: Sureness of the answer with the sentence, 0..1.
        other: Sureness of the answer with sides swapped, 0..1; 0 where it finds nothing.
    """
    if moved <= UNMOVED:
        return said("Swapping left and right changes nothing: the model ignores sides.")
    if not other:
        return said("With left and right swapped it finds nothing: the image counts too.")
    if own and other >= AS_SURE * own and moved >= DECIDED:
        return said(
            "With left and right swapped it draws elsewhere and is just as certain: it "
            "follows the words more than the image. Check its proposal."
        )
    return said("With left and right swapped it draws elsewhere and is less certain.")
