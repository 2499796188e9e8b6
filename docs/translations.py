"""Brings the translations up to date with the code: ``make translations``.

It gathers the texts that a person can read from the syntax of the code, hands them to Qt's
``lupdate`` as marked lines (so that German texts that are there stay), and lets ``lrelease`` make
the file that the window reads. New texts stand in the ``.ts`` file as unfinished.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.translation import CONTEXT, LANGUAGES
from lvit_core.preferences import PREFERENCES
from lvit_core.prompt.own_titles import own_titles

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
MARKS = {"tr", "noop", "said", "require"}  # their first argument is a text
PLURAL = "counted"
# What is said to a person as it is, and translated where the window shows it: all texts in a call.
SPOKEN = {
    "LViTError", "TransientError", "NotWritableError", "UnreadableSheetError", "UnsaidSidesError",
    "Notice", "Offer",
}  # fmt: skip
SPOKEN_METHODS = {"info", "warn", "error"}  # of ``notices``
# Tables of the core whose texts the window shows: class, and which arguments.
TABLES: dict[str, tuple[int | str, ...]] = {
    "Format": (1, 2, "title", "about"),
    "Edit": (0, "title"),
    "_choice": (0, 1),
    "_made_count": (0, 1),
    "Finding": (2, 3, 4, "problem", "repair", "advice"),
    "Loss": (1, 2, "what", "reason"),
    "_lose": (0, 1, 3, "what", "reason"),
}
# Where every text that reads like one is shown somewhere: titles of tools, steps and work.
ALL_SHOWN = ("app/session", "app/jobs", "lvit_core/annotation")
NOT_SHOWN_BY = {"TypeVar", "cast", "Worker", "Template", "RuntimeError", "ValueError", "late_names"}
# Their values are phrases of the core in English: such a sentence stays English as a whole.
STAYS_ENGLISH = {
    "A page of {name} cannot be kept: {why}.",
    "The plug-in '{name}' of {package} cannot be used: {why}",
    "{name} cannot be opened: {why}.",
    "{name} cannot be read: {value}.",
    "{upper}{problems}.",
    "{what} cannot be read: a value of it makes no sense.",
    "it is no Tool.",
}
WORDED = {"hint", "message", "title", "text"}  # keywords whose values are said themselves
Named = dict[str, list[ast.expr]]


@dataclass(frozen=True, order=True)
class Text:
    """A text of the code in English; ``plural`` where German may differ by number."""

    words: str
    plural: bool = False


def source_files() -> list[Path]:
    """The modules whose texts the window may show."""
    rooms = [*(ROOT / "app").rglob("*.py"), *(ROOT / "lvit_core").rglob("*.py")]
    left_out = (ROOT / "app" / "benches", ROOT / "lvit_core" / "cli")
    return sorted(path for path in rooms if not any(part in path.parents for part in left_out))


def all_texts() -> set[Text]:
    """Every text that needs a translation."""
    found = {text for path in source_files() for text in texts_of(path)}
    for item in PREFERENCES:
        told = (item.title, item.help, item.group, *(title for _, title in item.choices))
        found.update(Text(words) for words in told)
    found.update(map(Text, own_titles()))
    found = {text for text in found if text.words not in STAYS_ENGLISH}
    return {text for text in found if re.search(r"[^\W\d_]{2}", text.words)}


def texts_of(path: Path) -> Iterator[Text]:
    """The texts of one module."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef):
            yield from _texts_of_action(function)
            named = _named_texts(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    yield from _texts_of_call(node, named)
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            yield from _texts_of_call(node, {})
    if path.relative_to(ROOT).as_posix().startswith(ALL_SHOWN):
        yield from _shown_texts(module)


def _shown_texts(module: ast.Module) -> Iterator[Text]:
    """All texts but documentation, keys, types and what goes to the log."""
    hidden: set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Expr | ast.JoinedStr | ast.Subscript):
            if not isinstance(getattr(node, "value", None), ast.Call):
                hidden.update(ast.walk(node))
        elif isinstance(node, ast.Call):
            of_log = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "log"
            if of_log or call_name(node) in NOT_SHOWN_BY:
                hidden.update(ast.walk(node))
    for node in ast.walk(module):
        words = node.value if isinstance(node, ast.Constant) and node not in hidden else None
        if isinstance(words, str) and reads_like_text(words):
            yield Text(words)


def reads_like_text(words: str) -> bool:
    """Two words, or a capital and small letters; no key such as Ctrl+Z or Return."""
    if words == "Return" or re.fullmatch(r"(Ctrl|Shift|Alt)\+\S+", words):
        return False
    return bool(re.search(r"[A-Za-z]\S*\s+\S", words) or re.match(r"\W*[A-Z][a-z]", words))


def _named_texts(function: ast.FunctionDef) -> Named:
    """What its local names may stand for, for texts that are chosen before they are said."""
    named: Named = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                for one, value in pairs:
                    if isinstance(one, ast.Name):
                        named.setdefault(one.id, []).append(value)
    return named


def _texts_of_call(call: ast.Call, named: Named) -> Iterator[Text]:
    name = call_name(call)
    if name in MARKS and call.args:
        yield from (Text(words) for words in literals(call.args[0], named))
    elif name == PLURAL and len(call.args) > 1:
        words = [list(literals(argument)) for argument in call.args[1:]]
        many = words[1] if len(words) > 1 else [f"{one}s" for one in words[0]]
        yield from (Text(f"%Ln {one}", plural=True) for one in many)
    elif is_spoken(call):
        worded = (keyword.value for keyword in call.keywords if keyword.arg in WORDED)
        for argument in (*call.args, *worded):
            yield from (Text(words) for words in literals(argument, named))
    elif name in TABLES:
        wanted = TABLES[name]
        given: dict[int | str | None, ast.expr] = dict(enumerate(call.args))
        given.update((keyword.arg, keyword.value) for keyword in call.keywords)
        for key in wanted:
            if key in given:
                yield from (Text(words) for words in literals(given[key], named))


def _texts_of_action(function: ast.FunctionDef) -> Iterator[Text]:
    """The title of an action, and the sentence under its name, which is its tooltip."""
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and call_name(mark) in ("action", "Declaration"):
            yield from (Text(words) for words in literals(mark.args[1]))
            yield Text(" ".join((ast.get_docstring(function) or "").split()))


def is_spoken(call: ast.Call) -> bool:
    """Whether its texts are errors or notices."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in SPOKEN_METHODS:
        return ast.unparse(function.value).endswith("notices")
    return call_name(call) in SPOKEN


def call_name(call: ast.Call) -> str:
    """The last part of what is called."""
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def literals(node: ast.expr, named: Named | None = None) -> Iterator[str]:
    """The texts that an expression may be; nothing for what is only known later."""
    named = named or {}
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body, named)
        yield from literals(node.orelse, named)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from literals(value, named)
    elif isinstance(node, ast.Tuple | ast.List):
        for value in node.elts:
            yield from literals(value, named)
    elif isinstance(node, ast.Name):
        others = {name: values for name, values in named.items() if name != node.id}
        for value in named.get(node.id, ()):
            yield from literals(value, others)


def marked_lines(texts: set[Text]) -> str:
    """The texts as a module that ``lupdate`` reads."""
    lines = []
    for text in sorted(texts):
        words = f"{_quoted(CONTEXT)}, {_quoted(text.words)}"
        call = f'translate({words}, "", 1)' if text.plural else f"QT_TRANSLATE_NOOP({words})"
        lines.append(call)
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def update(language: str, texts: set[Text]) -> None:
    """Brings the ``.ts`` file of a language up to date; texts that left the code go."""
    with TemporaryDirectory() as place:
        source = Path(place) / "texts.py"
        source.write_text(marked_lines(texts), encoding="utf-8")
        options = ["-locations", "none", "-no-obsolete", "-disable-heuristic", "similartext"]
        run_tool("pyside6-lupdate", str(source), *options, "-ts", str(ts_file(language)))


def release(language: str, target: Path) -> None:
    """Makes the file that the window reads."""
    run_tool("pyside6-lrelease", str(ts_file(language)), "-qm", str(target))


def ts_file(language: str) -> Path:
    """What translators edit."""
    return FOLDER / f"lvit_{language}.ts"


def qm_file(language: str) -> Path:
    """What the window reads."""
    return FOLDER / f"lvit_{language}.qm"


def run_tool(program: str, *arguments: str) -> None:
    """Runs one of the tools that come with PySide6."""
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Updates and compiles every language."""
    texts = all_texts()
    for language in LANGUAGES:
        update(language, texts)
        release(language, qm_file(language))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
