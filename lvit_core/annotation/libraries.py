"""The imaging libraries the edits need, loaded before somebody waits for them.

Edits import them when first used, which keeps them out of the way of the first paint. The first
split or fill of the day would then stand still for some tenths of a second; whoever owns a spare
thread calls ``load`` in it instead.

The parts of skimage import each other, and two threads that import different parts at once may get
a half of one. Whoever imports one holds ``loading``.
"""

from __future__ import annotations

import threading

loading = threading.RLock()


def load() -> None:
    """Import what splits, fills, watersheds and outlines use; takes up to a second once."""
    from scipy import ndimage  # noqa: PLC0415

    with loading:
        from skimage import measure, morphology, segmentation  # noqa: PLC0415

        # skimage loads its parts when they are first named
        _ = (
            ndimage.label,
            measure.find_contours,
            morphology.reconstruction,
            segmentation.watershed,
        )
