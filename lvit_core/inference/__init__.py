"""From image and sentence to a probability map, as fast as this computer allows."""

from typing import TYPE_CHECKING

from lvit_core.late_names import late_names

if TYPE_CHECKING:
    from lvit_core.inference.predictor import Predictor as Predictor

__getattr__ = late_names(__name__, predictor="Predictor")
