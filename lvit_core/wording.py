"""Numbers with their words, as a person says them; window, command line and reports share it."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """``1 image``, ``2 images``, or with the verb: ``1 image has``, ``2 images have``.

    Args:
        one: What follows a single one.
        many: What follows any other number; ``one`` with an s when omitted.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
