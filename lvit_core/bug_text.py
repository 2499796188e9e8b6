"""The text of an error nobody expected, for a person to send on: without what names a patient.

Errors quote what they met: paths, names of files, sentences. Where in the program it happened
stays, for that is what the text is for.
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path

LEFT_OUT = "(left out)"
_PROGRAM = str(Path(__file__).resolve().parents[1])
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`")
_PLAIN = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")  # how code names things
_PATH = re.compile(r"(?:[A-Za-z]:)?[/\\]{1,2}[^\s'\"`:]+(?: [^\s'\"`:]*[/\\][^\s'\"`:]*)*")
_FILE = re.compile(r"[^\s'\"`(]+\.(?!py\b)[A-Za-z][A-Za-z0-9]{1,4}\b")


def bug_text(problem: BaseException) -> tuple[str, str]:
    """One line, and the whole traceback, of an error.

    Quoted texts that are no plain names of code, paths and names of files are left out of what the
    error says; the places in the program are told from its folder on.
    """
    summary = f"{type(problem).__name__}: {without_names(str(problem))}"
    trace = traceback.TracebackException.from_exception(problem)
    return summary, "".join(_lines(trace))


def without_names(text: str) -> str:
    """What an error says, without what may name a patient."""
    text = _QUOTED.sub(lambda found: _kept(found[0]), text)
    return _FILE.sub(LEFT_OUT, _PATH.sub(LEFT_OUT, text))


def _kept(quoted: str) -> str:
    plain = _PLAIN.fullmatch(quoted[1:-1]) and not _FILE.fullmatch(quoted[1:-1])
    return quoted if plain else LEFT_OUT


def _lines(trace: traceback.TracebackException) -> list[str]:
    """The parts of a traceback, causes first, as Python prints them."""
    found = []
    if trace.__cause__ is not None:
        found += [*_lines(trace.__cause__), "\nwhich caused:\n\n"]
    elif trace.__context__ is not None and not trace.__suppress_context__:
        found += [*_lines(trace.__context__), "\nduring which came:\n\n"]
    home = str(Path.home())
    for place in trace.stack.format():
        found.append(place.replace(f"{_PROGRAM}/", "").replace(home, "~"))
    return [*found, *map(without_names, trace.format_exception_only())]
