"""The orientation that EXIF data give; damaged ones must not cost the picture."""

from __future__ import annotations

import warnings

from lvit_core.imaging.upright import ORIENTATION_TAG, known


def orientation_in_exif(data: bytes) -> int | None:
    """1 to 8; ``None`` where the data do not say or make no sense."""
    from PIL.Image import Exif  # noqa: PLC0415 - slow to import

    exif = Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(data)
            value = exif.get(ORIENTATION_TAG)
    except Exception:  # noqa: BLE001 - a stranger's tags fail in many ways
        return None
    return None if value is None else known(value)
