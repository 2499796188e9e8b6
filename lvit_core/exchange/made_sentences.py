"""Rewordings and false sentences that an export adds to each image, told apart from people's.

They are made by the program of the sentence of an image, in its left and right. A reader passes
over them: nobody wrote them.
"""

from __future__ import annotations

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.paraphrase import paraphrase, why_not
from lvit_core.wording import counted, said

REWORDINGS, FALSE = "made_rewordings", "made_false_sentences"
KEYS = (REWORDINGS, FALSE)


def made_keys(content: Content) -> tuple[str, ...]:
    """The columns that were asked for."""
    asked = (content.options.rewordings, content.options.false_sentences)
    return tuple(key for key, count in zip(KEYS, asked, strict=True) if count)


def made_sentences(content: Content, image: ImageRecord) -> dict[str, list[str]]:
    """The sentences made of that of an image, by column; none where nothing can be made of it."""
    keys, options = made_keys(content), content.options
    made: dict[str, list[str]] = {key: [] for key in keys}
    if not (keys and image.sentence):
        return made
    template = content.template(image)
    if why_not(image.sentence, template):
        return made
    wanted = options.rewordings, options.false_sentences
    for one in paraphrase(image.sentence, template, *wanted, seed=image.id):
        made[REWORDINGS if one.true else FALSE].append(one.text)
    return made


def unmade(content: Content) -> list[str]:
    """How many images get no made sentence and why, one sentence for each reason."""
    if not made_keys(content):
        return []
    reasons: dict[str, int] = {}
    for image in content.images:
        why = said("no sentence")
        if image.sentence:
            why = why_not(image.sentence, content.template(image))
        if why:
            reasons[why] = reasons.get(why, 0) + 1
    return [
        said("No sentences are made for {images}: {why}.", images=counted(count, "image"), why=why)
        for why, count in reasons.items()
    ]


def refuse_unheeded(rewordings: int, false_sentences: int, heeded: bool, title: str) -> None:
    """Raises `LViTError` where made sentences are asked of a format without room for them."""
    if (rewordings or false_sentences) and not heeded:
        raise LViTError(
            "{title} has no room for made sentences.",
            "Choose jsonl, or leave them out.",
            title=title,
        )
