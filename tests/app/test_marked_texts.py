"""No text of the window is left out of the translation: a newcomer finds the rule here.

In ``app/views`` a literal that reads like text (two words, or a capital and small letters)
stands in a call of ``tr`` where it is shown, in ``noop`` in a table, or in an error or a notice.
What is no text for a person (keys, names of fonts, style sheets, what developers see) is listed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from docs.translations import ROOT, call_name, is_spoken, reads_like_text

VIEWS = ROOT / "app" / "views"
# Texts in these calls are translated where they are shown, or are no texts for a person.
MARKED = {"tr", "noop", "said", "counted", "action", "Declaration"}
FOR_DEVELOPERS = {"ValueError", "KeyError", "RuntimeError", "AttributeError", "TypeVar", "cast"}
FOR_QT = {"setObjectName", "setProperty", "QKeySequence", "setStyleSheet", "setStyle"}
WITHOUT_TEXTS = {
    "stylesheet.py": "one style sheet",
    "tokens.py": "colours and sizes",
    "theme.py": "names of fonts",
    "icons.py": "names of glyphs",
    "keyboard_layouts.py": "letters of keyboards",
    "catalogue.py": "names of classes",
}
EXCEPTIONS = {
    "LViT Annotator": "the name of the program",
    "PySide6-Essentials": "a package",
    "QtAwesome": "a package",
    "License-Expression": "a field of a package's metadata",
    "Dr. B": "an example of a name",
    "Classifier": "a field of a package's metadata",
    "License": "a field of a package's metadata",
    "License ::": "a field of a package's metadata",
    "Version": "a field of a package's metadata, too",
    "DownViT1": "a layer of the network",
    "W \0   L ": "how viewers write window and level",
}
KEYS = {
    "Return", "Enter", "Delete", "Del", "Backspace", "Escape", "Esc", "Tab", "Down", "Ctrl+Return",
}  # fmt: skip


def unmarked(source: str) -> Iterator[str]:
    """The texts of a module that nobody will translate."""
    module = ast.parse(source)
    parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(module):
        words = _words(node)
        if not words or not reads_like_text(words) or words in EXCEPTIONS or words in KEYS:
            continue
        if not _is_seen_to(node, parents):
            yield f"line {getattr(node, 'lineno', 0)}: {words!r}"


def _words(node: ast.AST) -> str:
    """The text of a literal; of an f-string what stands between its values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        told = [part.value for part in node.values if isinstance(part, ast.Constant)]
        return "\0".join(str(part) for part in told)
    return ""


def _is_seen_to(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    inner, around = node, parents.get(node)
    if isinstance(around, ast.Expr | ast.JoinedStr | ast.FormattedValue):
        return True  # documentation; a part of an f-string, which is asked as a whole
    if _words(node).lstrip().startswith(("<s ", "<b ", "QFrame#")):
        return True  # markup and style
    while around is not None:
        if isinstance(around, ast.Call) and inner is not around.func:
            called = call_name(around)
            if called in MARKED | FOR_DEVELOPERS | FOR_QT or called.endswith("Error"):
                return True
            if is_spoken(around):
                return True
        if isinstance(around, ast.Subscript) and inner is around.slice:
            return True
        if isinstance(around, ast.Compare | ast.arg | ast.ClassDef):
            return True  # a key, a type, or an option of a class
        if isinstance(around, ast.AnnAssign) and inner is around.annotation:
            return True
        if isinstance(around, ast.FunctionDef) and inner is around.returns:
            return True
        inner, around = around, parents.get(around)
    return False


def test_every_text_of_the_window_is_marked() -> None:
    left = {
        path.relative_to(VIEWS).as_posix(): found
        for path in sorted(VIEWS.rglob("*.py"))
        if path.name not in WITHOUT_TEXTS
        and (found := list(unmarked(path.read_text(encoding="utf-8"))))
    }
    assert left == {}


@pytest.mark.parametrize(
    "line", ['label("Not marked")', 'TITLES = {"a": "Not marked"}', 'say(f"{count} are not")']
)
def test_a_text_that_is_not_marked_is_found(line: str) -> None:
    assert list(unmarked(line))
