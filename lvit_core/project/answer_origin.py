"""What made an answer of a model: the one thing by which it is shown, stored and exported."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from lvit_core.wording import said


@dataclass(frozen=True, slots=True)
class AnswerOrigin:
    """Made where the answer is computed, and carried with it from there.

    Attributes:
        weights: SHA-256 of the file of weights, hexadecimal; empty for weights never written.
        model: Name of the model, or number of the generation, as people call it.
        image: Names the pixels that were shown to the network: a hash of their content.
        sentence: As it was asked, in the viewer's left and right; empty without one.
        threshold: From this probability on (0 to 1) a pixel counts as inside: the model's, or
            what a person chose.
        um_per_px: Micrometres per pixel of the image as asked; ``None`` when unknown.
        backend: What computed, such as "openvino-bf16".
        min_area_px: Smaller objects were left out because a person chose so; ``None`` where the
            model's own size held.
        insisted: The image is of another kind than the model was made for, and a person wanted
            the answer all the same.
    """

    weights: str
    model: str
    image: str
    sentence: str
    threshold: float
    um_per_px: float | None
    backend: str
    min_area_px: int | None = None
    insisted: bool = False

    @property
    def key(self) -> str:
        """A short name of all of this: 16 hexadecimal digits, the same for equal origins."""
        from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, which no window needs to open

        return sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()[:16]

    @property
    def named_weights(self) -> str:
        """Names the weights that answered: their digest, or the model where nobody knows it."""
        return self.weights or unknown_weights(self.model)

    @property
    def label(self) -> str:
        """The model in words: "generation 21" or a name."""
        return model_label(self.model)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; what nobody chose is not in it."""
        values = asdict(self)
        if self.min_area_px is None:
            del values["min_area_px"]
        if not self.insisted:
            del values["insisted"]
        return values

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> AnswerOrigin:
        """The inverse of ``to_dict``; raises TypeError for other values."""
        return cls(**values)


PSEUDO_LABEL = "pseudo label of "  # begins the name of what a pseudo label proposes


def unknown_weights(model: str) -> str:
    """What stands for the weights of a model whose digest nobody knows."""
    return f"model {model}"


def model_label(model: str) -> str:
    """How people call a model that is kept as a name or as the number of a generation."""
    if model.isdigit():
        return said("generation {number}", number=model)
    taught = model.removeprefix(PSEUDO_LABEL)
    return said("pseudo label of {model}", model=taught) if taught != model else model
