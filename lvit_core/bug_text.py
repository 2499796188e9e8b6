"""The text of an error nobody expected, for a person to send on: without what names a patient.

Errors quote what they met: paths, names of files, sentences. Where in the program it happened
stays, for that is what the text is for. A quoted word stays where the code that failed has it
itself: the name of a patient is one plain word too.
"""

from __future__ import annotations

import builtins
import re
import sys
import traceback
from collections.abc import Collection, Iterator
from pathlib import Path
from types import CodeType

from lvit_core.errors import LViTError
from lvit_core.notice import Notice
from lvit_core.wording import Message, said

LEFT_OUT = "(left out)"
_PROGRAM = str(Path(__file__).resolve().parents[1])
# An apostrophe within a word is no quote; what is not closed goes on to the end.
_QUOTED = re.compile(r"(?<!\w)(['\"`])(.*?)(?:\1(?!\w)|\Z)", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")  # how code names things
_OF_TYPE = re.compile(r" object (?:has no|is not|cannot|does not|of|must)\b")
_PATH = re.compile(r"\S*[/\\]\S.*", re.DOTALL)  # to the end: names may have spaces
_FILE = re.compile(r"[^\s'\"`(]+\.(?!py\b)[A-Za-z][A-Za-z0-9]{1,4}\b")


def bug_text(problem: BaseException) -> tuple[str, str]:
    """One line, and the whole traceback, of an error.

    Of what the error says, quoted texts that are no names of the code it came through are left out,
    and whatever may belong to a path or to the name of a file; the places in the program are told
    from its folder on.
    """
    return _said(problem), "".join(_lines(problem, set()))


def bug_notice(summary: str, trace: str) -> Notice:
    """The same among all that was told, where it stays when its own window is closed."""
    lines = tuple(line for line in trace.splitlines() if line.strip())
    return Notice("error", said("Something went wrong in the program"), summary, lines)


def without_names(text: str, known: Collection[str] = ()) -> str:
    """What an error says, without what may name a patient.

    Args:
        text: What it says.
        known: Names that the code has which it came through.
    """
    pieces, end = [], 0
    for found in _QUOTED.finditer(text):
        inner, rest = found[2], text[found.end() :]
        plain = _PLAIN.fullmatch(inner) and (_OF_TYPE.match(rest) or _is_code(inner, known))
        pieces += [_bare(text[end : found.start()], known), found[0] if plain else LEFT_OUT]
        end = found.end()
    return "".join([*pieces, _bare(text[end:], known)])


def _bare(text: str, known: Collection[str]) -> str:
    """What stands outside of quotes: nothing tells where the name of a file begins there."""
    text = _PATH.sub(LEFT_OUT, text)
    files = [one.end() for one in _FILE.finditer(text) if not _is_code(one[0], known)]
    return LEFT_OUT + text[files[-1] :] if files else text


def _is_code(name: str, known: Collection[str]) -> bool:
    parts = name.split(".")
    return set(parts) <= {*known} or (len(parts) > 1 and parts[0] in sys.modules)


def _said(problem: BaseException) -> str:
    """Its kind and what it says; notes and lines of others' sources stay here."""
    kind = type(problem).__name__
    message = problem.message if isinstance(problem, LViTError) else ""
    if isinstance(message, Message) and message.values:
        return f"{kind}: {message.template}"
    try:
        told = without_names(str(problem), {*_names(problem)})
    except Exception:  # noqa: BLE001 - of an error that cannot even be worded, the kind is told
        told = ""
    return f"{kind}: {told}" if told else kind


def _names(problem: BaseException) -> Iterator[str]:
    """Names in the code that an error came through."""
    yield from (*dir(builtins), "NoneType")
    for frame, _ in traceback.walk_tb(problem.__traceback__):
        yield from _of_code(frame.f_code)


def _of_code(code: CodeType) -> Iterator[str]:
    yield from (code.co_name, *code.co_names, *code.co_varnames)
    yield from (one for one in code.co_consts if isinstance(one, str))


def _lines(problem: BaseException, seen: set[int]) -> list[str]:
    """The parts of a traceback, causes first, as Python prints them."""
    seen.add(id(problem))
    found, cause = [], problem.__cause__
    before = cause if cause or problem.__suppress_context__ else problem.__context__
    if before is not None and id(before) not in seen:
        words = "which caused" if cause else "during which came"
        found += [*_lines(before, seen), f"\n{words}:\n\n"]
    home = str(Path.home())
    for place in traceback.format_tb(problem.__traceback__):
        found.append(place.replace(f"{_PROGRAM}/", "").replace(home, "~"))
    return [*found, f"{_said(problem)}\n"]
