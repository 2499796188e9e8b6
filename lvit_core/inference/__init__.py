"""From image and sentence to a probability map, as fast as this computer allows."""

from lvit_core.inference.predictor import Predictor

__all__ = ["Predictor"]
