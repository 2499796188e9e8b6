"""What a person should know about an answer besides the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lvit_core.model.prediction_job import PredictionResult
from lvit_core.model.word_effects import SENTENCE
from lvit_core.notice import Level, Notice
from lvit_core.wording import said


def remarks(result: PredictionResult, silent: Collection[str] = ()) -> Iterator[tuple[str, Notice]]:
    """Each with a mark where it stays true for the image, so that once is enough; else "".

    Args:
        result: The answer.
        silent: Slots that the model in force does not react to, see `WordEffects.silent`: who needs
            no words is not told to write some.
    """

    def tell(level: Level, message: str, hint: str) -> Notice:
        return Notice(level, message, hint, about=result.job.image_id)

    if result.doubt:
        hint = said("Do not trust the answer; choose another model or image.")
        yield "doubt", tell("warning", result.doubt, hint)
    if result.job.sentence is None:
        message = said("There is no sentence, so the model looked at the image alone.")
        if result.uses_text and SENTENCE not in silent:
            yield "", tell("info", message, said("Describe what you see to guide it."))
    elif not result.uses_text:
        message = said("This model does not read sentences.")
        yield "", tell("info", message, said("Choose another model."))
    elif result.places_ignored:
        message = said("Words such as 'upper right' do not guide the model on this image.")
        hint = said("The image is larger than the model can see at once, so it is read in tiles.")
        yield "places", tell("info", message, hint)
