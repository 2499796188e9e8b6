"""What our own classes hold is asked of them by name and type, never on the off chance."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.parsed import parsed

ROOT = Path(__file__).resolve().parents[2]

# Attributes that others' objects may lack: of modules on some systems, of some kinds of a class.
FOREIGN = {
    ("sys", "frozen"),  # PyInstaller
    ("sys", "_MEIPASS"),
    ("subprocess", "CREATE_NO_WINDOW"),  # Windows
    ("ctypes", "windll"),
    ("psutil", "IDLE_PRIORITY_CLASS"),
    ("psutil", "BELOW_NORMAL_PRIORITY_CLASS"),
    ("torch.cpu", "<name>"),  # by version of torch
    ("picture", "n_frames"),  # Pillow: by format
    ("picture", "is_animated"),
    ("cause", "sqlite_errorcode"),  # an exception that the driver marked
    ("element", "length"),  # pydicom: raw elements and others
    ("element", "value"),
    ("element", "value_tell"),
    ("module", "<function.__qualname__>"),  # whether a function can be found by its name
    ("error", "sqlite_errorcode"),
    ("os", "setpriority"),  # not on Windows
    ("os", "posix_fallocate"),
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ("app", "lvit_core"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), parsed(path)


def loose(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where a source asks without a type: line and words."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Name(id="getattr" | "hasattr") as called, args=[of, what, *rest]
            ):
                name = str(what.value) if isinstance(what, ast.Constant) else None
                asked = (ast.unparse(of), name or f"<{ast.unparse(what)}>")
                if (rest or called.id == "hasattr") and asked not in FOREIGN:
                    yield node.lineno, ast.unparse(node)
            case ast.Call(func=ast.Name(id="Signal"), args=arguments):
                if any(isinstance(one, ast.Name) and one.id == "object" for one in arguments):
                    yield node.lineno, ast.unparse(node)
            case ast.Name(id="SimpleNamespace") | ast.Attribute(attr="SimpleNamespace"):
                yield node.lineno, "SimpleNamespace"
            case ast.arguments(kwarg=ast.arg(annotation=ast.Name(id="Any")) as named):
                yield named.lineno, f"**{named.arg}: Any"
            case ast.Call(func=ast.Name(id="locals")):
                yield node.lineno, "locals()"


def test_loose_words_are_seen() -> None:
    bad = (
        "getattr(state, 'step', 0)\nhasattr(state, 'step')\nSignal(object)\nSignal(int, object)\n"
        "SimpleNamespace(a=1)\ntypes.SimpleNamespace()\ndef f(**values: Any): ...\nlocals()\n"
    )
    assert {line for line, _ in loose(ast.parse(bad))} == set(range(1, 9))
    good = (
        "getattr(values, field.name)\ngetattr(sys, 'frozen', False)\nSignal(int)\n"
        "def f(**values: object): ...\ndef g(**values: Unpack[Changes]): ...\n"
    )
    assert list(loose(ast.parse(good))) == []


def test_our_own_classes_are_asked_by_type() -> None:
    asked = {f"{place}:{line} {words}" for place, tree in sources() for line, words in loose(tree)}
    assert asked == set()
