"""What is said to a person: English words that still know the sentence they were made from.

Window, command line and reports share it. The command line prints the English; the window looks
up the sentence with its places still open, and fills the values in afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


class Message(str):
    """Finished English text which remembers its template, so that it can be translated.

    Attributes:
        template: The sentence with named places, such as ``"{name} was moved."``; for a number
            with its noun Qt's form for plurals, ``"%Ln images"``.
        values: What stands at the places; may hold messages in turn.
        number: The number that decides between singular and plural, if any.
    """

    template: str
    values: Mapping[str, object]
    number: int | None

    def __new__(
        cls,
        words: str,
        template: str = "",
        values: Mapping[str, object] | None = None,
        number: int | None = None,
    ) -> Message:
        made = super().__new__(cls, words)
        made.template, made.values, made.number = template or words, values or {}, number
        return made


def said(template: str, /, **values: object) -> str:
    """The message of a sentence with its places filled: ``said("{name} was moved.", name=name)``.

    Write it instead of an f-string wherever a person reads the result; numbers may be formatted
    in their place (``{share:.2f}``).
    """
    return Message(template.format(**values) if values else template, template, values)


def filled(text: str, values: Mapping[str, object]) -> str:
    """``text`` with its places filled; as it is where it has none, or is filled already."""
    if not values or isinstance(text, Message):
        return text
    try:
        return said(text, **values)
    except (LookupError, ValueError, AttributeError):  # braces of a name, say of a file
        return text


def counted(number: int, one: str, many: str = "") -> str:
    """The message ``1 image``, ``2 images``, or with the verb: ``1 image has``, ``2 images have``.

    Args:
        one: What follows a single one.
        many: What follows any other number; ``one`` with an s when omitted.
    """
    many = many or one + "s"
    words = f"{number:,} {one if number == 1 else many}"
    return Message(words, f"%Ln {many}", number=number)


def joined(*sentences: str) -> str:
    """Sentences behind each other as one message; what is empty is passed over."""
    told = [spoken(one) for one in sentences if one]
    if len(told) < 2:
        return told[0] if told else ""
    return listed(told, " ")


def listed(texts: Sequence[str], between: str = ", ") -> str:
    """Texts with a sign between them as one message; each stays what it is."""
    places = {f"text_{number}": one for number, one in enumerate(texts)}
    return said(between.join(f"{{{name}}}" for name in places), **places)


def spoken(text: str) -> str:
    """A text of the program as a message, if it is none yet."""
    return text if isinstance(text, Message) else Message(text)


def reworded(text: str, change: Callable[[str], str]) -> str:
    """``text`` with its words changed; a message stays one, so that it can be translated."""
    words = change(str.__str__(text))
    if not isinstance(text, Message):
        return words
    values = {
        name: reworded(value, change) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return Message(words, text.template, values, text.number)
