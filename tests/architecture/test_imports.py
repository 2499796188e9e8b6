"""Who imports whom, read from the source: no circles, and one way to what is open."""

from __future__ import annotations

import ast
import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.parsed import parsed

ROOT = Path(__file__).resolve().parents[2]


def modules() -> dict[str, Path]:
    """Every module of both packages by its dotted name."""
    found = {}
    for room in ("app", "lvit_core"):
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    assert len(found) > 100
    return found


def imports(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    """What a module imports of ours, wherever in the file it says so: ``TYPE_CHECKING`` counts,
    and so does an import inside a function."""
    return {
        target
        for node in ast.walk(parsed(path))
        for target in _targets(node, name, path.name == "__init__.py", known)
        if target in known and target != name
    }


def _targets(node: ast.AST, name: str, package: bool, known: dict[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        here = name.split(".") if package else name.split(".")[:-1]
        above = here[: len(here) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        for alias in node.names:
            inside = f"{base}.{alias.name}"
            yield inside if inside in known else base


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The modules that reach each other, in groups (Tarjan's strongly connected components)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = lowest[name] = len(index)
        stack.append(name)
        for target in graph[name]:
            if target not in index:
                visit(target)
            if target in stack:
                lowest[name] = min(lowest[name], lowest[target])
        if lowest[name] == index[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in index:
            visit(name)
    return found


def test_a_circle_is_seen() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"e2"}, "e2": {"e"}}
    assert circles(graph) == [["a", "b", "c"], ["e", "e2"]]


def test_no_modules_import_each_other() -> None:
    known = modules()
    graph = {name: imports(name, path, known) for name, path in known.items()}
    assert len(graph["app.session.session"]) > 10
    assert circles(graph) == []


def test_no_part_takes_the_session_or_an_action() -> None:
    """Parts take what they need; the session only builds them, and actions stand on them."""
    known = modules()
    above = ("app.session.session", "app.session.actions", "app.session.registry")
    reaching = {
        name: found
        for name, path in known.items()
        if name.startswith(("app.session.", "app.jobs.")) and not name.startswith(above)
        if (found := {to for to in imports(name, path, known) if to.startswith(above)})
    }
    assert reaching == {}
    assert not any(
        "app.session.session" in imports(name, path, known)
        for name, path in known.items()
        if name.startswith(above[1:])
    )


def test_every_part_is_built_without_the_session_in_a_test() -> None:
    """The parts are those of the contract; tools are built in a folder of tests of their own."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (
        one for one in settings["tool"]["importlinter"]["contracts"] if "containers" in one
    )
    (parts,) = (
        set(layer.split(" : ")) for layer in contract["layers"] if " : proposals : " in layer
    )
    known = modules()
    test = ROOT / "tests" / "app" / "session" / "test_parts.py"
    built = imports("tests.app.session.test_parts", test, known)
    assert "app.session.session" not in built and len(parts) > 20
    assert {f"app.session.{part}" for part in parts} - built == {"app.session.tools"}


COMPOSING = {"app.views.main_window", "app.views.composition"}
"""Where views are given the parts of the session that they need; `app.application` builds both."""


def keeps_session(path: Path) -> list[int]:
    """Lines in which an object has the session, or a class says that its objects do."""
    return [
        node.lineno
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Attribute) and node.attr.lstrip("_") == "session")
        or (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id.lstrip("_") == "session"
        )
    ]


def test_views_take_the_parts_they_need() -> None:
    """A view that has the session can change anything; two modules hand its parts out."""
    known = modules()
    views = {name: path for name, path in known.items() if name.startswith("app.views.")}
    asking = {
        name for name, path in views.items() if "app.session.session" in imports(name, path, known)
    }
    assert asking == COMPOSING
    kept = {name: lines for name, path in views.items() if (lines := keeps_session(path))}
    assert kept == {}
    assert keeps_session(known["app.application"])


def _sessions(path: Path) -> set[str]:
    """What a session is called there; elsewhere ``opened`` is a project or a window."""
    return {"session", "_session"} | ({"opened"} if path.parent.name == "session" else set())


WRITTEN = {"project", "current", "document", "library"}
LISTING = {"fill", "reorder", "update"}  # what the list of images is changed by
WRITERS = {"app.session.projects", "app.session.opening"}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _of_state(node: ast.expr) -> bool:
    """Whether an expression is the state: ``state``, ``self._state``, ``session.state``."""
    return _name(node).lstrip("_") == "state"


def writes(path: Path) -> Iterator[str]:
    """What a module writes of the state: attributes it sets, signals it emits, its list."""
    for node in ast.walk(parsed(path)):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.AugAssign):
            targets = [node.target]
        for part in (part for target in targets for part in ast.walk(target)):
            if isinstance(part, ast.Attribute) and part.attr in WRITTEN and _of_state(part.value):
                yield f"{part.attr} ="
        match node:
            case ast.Call(func=ast.Attribute(attr="emit", value=ast.Attribute() as signal)):
                if _of_state(signal.value):
                    yield f"{signal.attr}.emit"
            case ast.Attribute(attr=attr) if attr in LISTING and _name(node.value) == "library":
                yield f"library.{attr}"


def test_only_projects_and_opening_write_what_is_open() -> None:
    wrong = {
        name: found
        for name, path in modules().items()
        if not name.startswith("app.benches") and name not in WRITERS
        if (found := list(writes(path)))
    }
    assert wrong == {}
    assert {"project =", "project_opened.emit"} <= set(writes(modules()["app.session.projects"]))
    assert {"current =", "document ="} <= set(writes(modules()["app.session.opening"]))
    assert {"library.fill", "library.reorder"} <= set(writes(modules()["app.session.projects"]))


def test_the_session_is_asked_for_its_parts_alone() -> None:
    """What is open is asked of its state, threads of its services: it answers for neither."""
    from PySide6.QtCore import QObject

    source = parsed(modules()["app.session.session"])
    (session,) = (
        node for node in source.body if isinstance(node, ast.ClassDef) and node.name == "Session"
    )
    has = set(dir(QObject))
    for node in ast.walk(session):
        if isinstance(node, ast.FunctionDef):
            has.add(node.name)
        if isinstance(node, ast.Assign):
            has |= {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
    assert {"state", "services", "shutdown"} <= has
    wrong = {
        f"{path.relative_to(ROOT)}:{node.lineno} session.{node.attr}"
        for room in ("app/views", "app/benches", "tests/app", "tests/workflows")
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr not in has
        if _name(node.value) in _sessions(path)
    }
    assert wrong == set()


def test_what_a_package_offers_late_is_there_and_no_module_is_called_the_same() -> None:
    """A module of that name would hide what is offered as soon as somebody imported it."""
    known, found = modules(), 0
    for name, path in known.items():
        source = path.read_text(encoding="utf-8")
        if path.name == "__init__.py" and "late_names(" in source:
            package = importlib.import_module(name)
            offered = [
                (node.module, alias.name)
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.ImportFrom) and node.module
                for alias in node.names
                if node.module.startswith(name)
            ]
            for module, what in offered:
                home = importlib.import_module(module)
                assert getattr(package, what) is getattr(home, what), what
                assert f"{name}.{what}" not in known
                found += 1
    assert found > 20
