"""Files of kinds of image may be anything: a sentence for each, and the list shows the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.runs import run_command

pytestmark = pytest.mark.hostile
DEEP = "[" * 100_000 + "]" * 100_000
PLAIN = """name = "odd"
title = "Odd"
grammar = "free-words"
[[layers]]
name = "lesion"
title = "Lesion"
colour = "#ff0000"
role = "finding"
  [[layers.classes]]
  name = "lesion"
  title = "Lesion"
  colour = "#ff0000"
"""


def _sparse(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(200 << 30)


def _content(text: str | bytes) -> Callable[[Path], None]:
    return lambda file: (
        file.write_bytes(text if isinstance(text, bytes) else text.encode()) and None
    )


ODD: dict[str, Callable[[Path], None]] = {
    "empty": _content(""),
    "no text": _content(b"\xff\xfe"),
    "zeros": _content(bytes(1000)),
    "nested": _content("a = " + DEEP),
    "nested tables": _content("[" + ".".join("a" * 20_000) + "]"),
    "nested in a key": _content(PLAIN + "[words]\na = " + DEEP),
    "vast": _sparse,
    "pipe": os.mkfifo,
    "folder": lambda file: file.mkdir(),
    "device": lambda file: file.symlink_to("/dev/zero"),
    "circle": lambda file: file.symlink_to(file.name),
    "list for a table": _content(PLAIN.replace("[[layers]]", "[layers]")),
    "grammar of code": _content(PLAIN.replace("free-words", "os.system")),
    "name leads out": _content(PLAIN.replace('"odd"', '"../../odd"')),
    "name steers": _content(PLAIN.replace('"Odd"', '"\\u001b[2J"')),
    "name is vast": _content(PLAIN.replace('"Odd"', f'"{"o" * 200_000}"')),
    "number is vast": _content("learning_rate = " + "9" * 5000 + "\n" + PLAIN),
    "number is none": _content("learning_rate = nan\n" + PLAIN),
    "odd date": _content("title2 = 2020-99-99\n" + PLAIN),
    "many layers": _content(PLAIN.split("[[", maxsplit=1)[0] + "[[layers]]\nname='a'\n" * 12_000),
    "sentence with a thousand slots": _content(PLAIN + '[sentence]\ntext = "' + "{a}" * 9000 + '"'),
    "format that reaches in": _content(
        PLAIN + '[sentence]\ntext = "{0.__class__.__mro__[1].__subclasses__}"'
    ),
}


@pytest.fixture
def own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    folder = tmp_path / "own" / "lvit-annotator" / "templates"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_template_costs_a_sentence(kind: str, own_templates: Path, world: Path) -> None:
    file = own_templates / "odd.toml"
    ODD[kind](file)
    for words in (
        ["templates", "check", str(file)],
        ["templates", "show", str(file)],
        ["templates", "show", "odd"],
        ["templates", "carry", str(world / "project"), str(file)],
    ):
        ending = run_command(words)
        assert ending.code == 1 and not ending.broke and "Traceback" not in ending.said, ending
        assert ending.seconds < 5 and len(ending.said) < 20_000, words
    ending = run_command(["templates", "list"])
    assert ending.complaint() == "" and ending.code == 0
    assert "chest-xray" in ending.said and "nuclei" in ending.said
    assert "odd is left out" in ending.said or kind == "circle", ending.said


def test_names_of_files_may_be_odd(own_templates: Path) -> None:
    for name in (b"\xff.toml", b"a\x1b[2J.toml", b"\n.toml", b".toml", b"=1+1.toml"):
        (own_templates / os.fsdecode(name)).write_text(PLAIN, encoding="utf-8")
    for words in (
        ["templates", "list"],
        ["templates", "show", "nuclei"],
        ["templates", "list", "--json"],
    ):
        ending = run_command(words)
        assert ending.complaint() == "" and ending.code == 0, words
        assert "\x1b[2J" not in ending.said
