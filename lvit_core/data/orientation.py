"""The eight ways to hold a picture that has no top, and the sentence that is true of each.

A prediction has no preferred one of them where turned and mirrored pictures are as real as the
upright one, so pseudo labels average over them; the template says where that is so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.prompt.flips import flip_sentence, rotate_sentence
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.template import Template

Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True)
class Orientation:
    """Turned counter-clockwise, then mirrored left to right.

    Attributes:
        quarter_turns: Turns by 90 degrees, 0..3.
        mirrored: Columns reversed after turning.
    """

    quarter_turns: int = 0
    mirrored: bool = False

    def of(self, pixels: NDArray[Scalar]) -> NDArray[Scalar]:
        """(H, W) or (H, W, C) pixels held this way; sides change places with odd turns."""
        turned = np.rot90(pixels, self.quarter_turns)
        return np.ascontiguousarray(turned[:, ::-1] if self.mirrored else turned)

    def undone(self, pixels: NDArray[Scalar]) -> NDArray[Scalar]:
        """What :meth:`of` made of pixels, upright again."""
        turned = pixels[:, ::-1] if self.mirrored else pixels
        return np.ascontiguousarray(np.rot90(turned, -self.quarter_turns))

    def told(self, asked: str | None, template: Template, *, part: bool = False) -> str | None:
        """What is asked about pixels held this way, where ``asked`` is asked of them upright.

        Args:
            asked: As :func:`lvit_core.prompt.network_sentence.as_asked` gives it.
            template: Its grammar.
            part: The network sees a part of the image.

        Raises:
            ValueError: No sentence of the grammar says it.
        """
        if asked is None:
            return None
        turned = rotate_sentence(asked, template, self.quarter_turns)
        if turned is None:
            raise ValueError("no sentence says what the turned image shows")
        if self.mirrored:
            turned = flip_sentence(turned, template, horizontal=True)
        return as_asked(turned, template, part=part)


UPRIGHT, MIRRORED = Orientation(), Orientation(mirrored=True)


def orientations(asked: str | None, template: Template) -> list[Orientation]:
    """Those that could be real images of this kind and that the sentence can follow.

    The upright one is the first, and for a chest X-ray the only one.
    """
    rules = template.augmentation
    turns = range(4) if rules.quarter_turns else (0,)
    mirrors = (False, True) if rules.flip_horizontal else (False,)
    held = [Orientation(turn, mirrored) for mirrored, turn in product(mirrors, turns)]
    return [one for one in held if _can_be_told(one, asked, template)]


def _can_be_told(orientation: Orientation, asked: str | None, template: Template) -> bool:
    return asked is None or rotate_sentence(asked, template, orientation.quarter_turns) is not None
