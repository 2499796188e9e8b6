"""How long a prediction will take, from what it took before on this machine."""

from __future__ import annotations

from collections.abc import Mapping

from lvit_core.model.choice import ModelChoice

NEW_WEIGHT = 0.4  # of the latest measurement, so that the estimate follows a busy machine
MEGAPIXEL = 1e6


class PredictionTimes:
    """Seconds by model and by whether the image was encoded before.

    Models that look at whole images take the same time for any size; models that slide over the
    image take time by its area.
    """

    def __init__(self, known: Mapping[str, float] | None = None) -> None:
        self._seconds = dict(known or {})

    def expected_s(self, model: ModelChoice, area_px: int, *, encoded: bool) -> float | None:
        """The estimate in seconds; None while nothing was measured.

        An image that was encoded before takes no longer than a new one, so the time of a new one
        has to do until there is a better one.
        """
        unit = self._seconds.get(_key(model, encoded))
        if unit is None and encoded:
            unit = self._seconds.get(_key(model, False))
        if unit is None:
            return None
        return unit * area_px / MEGAPIXEL if model.by_area else unit

    def add(self, model: ModelChoice, area_px: int, seconds: float, *, encoded: bool) -> None:
        """Takes a measurement into account."""
        unit = seconds / max(area_px / MEGAPIXEL, 1e-3) if model.by_area else seconds
        key = _key(model, encoded)
        before = self._seconds.get(key, unit)
        self._seconds[key] = before + NEW_WEIGHT * (unit - before)

    def known(self) -> dict[str, float]:
        """Plain values to remember until the next start."""
        return dict(self._seconds)


def _key(model: ModelChoice, encoded: bool) -> str:
    return f"{model.label}{' again' if encoded else ''}"
