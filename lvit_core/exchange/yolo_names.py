"""What a data set of YOLO's calls its classes: `data.yaml` in its spellings, or a list of names."""

from __future__ import annotations

import json
import re
from itertools import takewhile
from pathlib import Path

from lvit_core.exchange.bounded_files import LINE_SIGNS, read_bounded
from lvit_core.exchange.code_pages import text_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.report_lines import some_names
from lvit_core.wording import said

NAME_LISTS = ("classes.txt", "obj.names", "labels.txt")
_USUAL = ("data.yaml", "data.yml", "dataset.yaml", "dataset.yml")
_COMMENT = r"(?:^|\s)#"
_END_IN_BRACKETS = r"[,\]}]|\s#"
_GAP = re.compile(r"^(?:\s+|#[^\n]*)+")


def _settings(root: Path) -> list[Path]:
    below = (file for file in files_ending(root, "data.yaml", depth=1))
    found = {*files_ending(root, ".yaml", ".yml", depth=0), *below}
    return sorted(found, key=lambda file: (file.name.lower() not in _USUAL, file))


def is_pose(root: Path) -> bool:
    """Whether key points stand behind the box in every line."""
    return any(re.search(r"(?m)^kpt_shape:", _text(file)) for file in _settings(root))


def class_names(root: Path, notes: list[str]) -> dict[int, str]:
    """Names of the classes by number; empty where nothing tells them; ``notes`` gets doubts."""
    taken: dict[int, str] = {}
    first = ""
    for file in _settings(root):
        found, is_whole = _names_of_yaml(file)
        if not is_whole:
            told = some_names(found.values()) or "none"
            notes.append(
                said(
                    "The names in {name} are damaged; what could be read: {told}.",
                    name=file.name,
                    told=told,
                )
            )
        if found and taken and found != taken:
            notes.append(
                said(
                    "{name} names other classes than {first}, which was believed.",
                    name=file.name,
                    first=first,
                )
            )
        taken, first = (taken, first) if taken or not found else (found, file.name)
    if taken:
        return taken
    for name in NAME_LISTS:
        for file in files_ending(root, name, depth=1):
            if file.name.lower() != name:
                continue
            lines = _text(file).splitlines()
            return {number: line.strip() for number, line in enumerate(lines) if line.strip()}
    return {}


def _text(file: Path) -> str:
    try:
        return text_of(read_bounded(file, LINE_SIGNS), file)
    except UnicodeDecodeError:  # in pieces of UTF-16
        return ""


def _names_of_yaml(file: Path) -> tuple[dict[int, str], bool]:
    """The three spellings of `names`: numbered lines, a list of lines, a list in brackets.

    Returns:
        The names by number, and whether every one of them could be read.
    """
    lines = _text(file).splitlines()
    key = re.compile(r"""(["']?)names\1\s*:(?=[\s\[{]|$)""")
    start = next((n for n, line in enumerate(lines) if key.match(line)), None)
    if start is None:
        return {}, not any(re.match(r"""\{.*names""", line) for line in lines)
    first = key.sub("", lines[start], count=1).strip()
    rest = takewhile(lambda line: not line or line[0] in " \t-#]}", lines[start + 1 :])
    told = [line.strip() for line in rest if line.strip() and not line.strip().startswith("#")]
    if first.startswith(("[", "{")):
        return _in_brackets("\n".join([first, *told]))
    found: dict[int, str] = {}
    is_whole = not first or first.startswith("#")
    for line in told:
        match = re.match(r"""(?:-|["']?(\d{1,9})["']?\s*:)(?:\s+|$)""", line)
        if match is not None:
            number = len(found) if match.group(1) is None else int(match.group(1))
            text = line[match.end() :]
            found[number], behind = _scalar(text, _COMMENT)
            is_whole = is_whole and _is_name(found[number], text) and _is_end(behind)
        else:
            is_whole = False
    return found, is_whole


def _is_name(name: str, told: str) -> bool:
    """Whether the name is a whole text of those told, not one whose quote or line never ends."""
    if _QUOTED.match(told):
        return bool(name)
    return bool(name) and name[0] not in "'\"[{&*!|>%@`" and "\n" not in name and ": " not in name


_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")


def _is_end(rest: str) -> bool:
    """Whether nothing follows a name but a remark."""
    return not rest.strip() or rest.strip().startswith("#")


def _in_brackets(text: str) -> tuple[dict[int, str], bool]:
    """The entries of a list or a table in one pair of brackets, which may span lines."""
    found: dict[int, str] = {}
    numbered, is_whole = text.startswith("{"), True
    rest = _GAP.sub("", text[1:], count=1)
    while rest and rest[0] not in "]}":
        number = len(found)
        if numbered:
            match = re.match(r"""["']?(\d{1,9})["']?\s*:\s*""", rest)
            if match is None:
                return found, False
            number, rest = int(match.group(1)), rest[match.end() :]
        text = rest
        found[number], rest = _scalar(text, _END_IN_BRACKETS)
        rest = _GAP.sub("", rest, count=1)
        is_whole = is_whole and _is_name(found[number], text) and rest[:1] in ("", *",]}")
        rest = _GAP.sub("", rest.removeprefix(","), count=1)
    closed = rest[:1] == ("}" if numbered else "]")
    return found, is_whole and closed and _is_end(rest[1:])


def _scalar(text: str, end: str) -> tuple[str, str]:
    """The text at the beginning, without its quotes, and what follows it."""
    if match := re.match(r'"((?:[^"\\]|\\.)*)"', text):
        try:
            return str(json.loads(match.group(), strict=False)), text[match.end() :]
        except ValueError:  # an escape that only YAML knows
            return match.group(1), text[match.end() :]
    if match := re.match(r"'((?:[^']|'')*)'", text):
        return match.group(1).replace("''", "'"), text[match.end() :]
    plain = re.split(end, text, maxsplit=1)[0]
    return plain.strip(), text[len(plain) :]
