"""The house stays as it is drawn: sizes of modules, functions and classes, and who imports what."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.parsed import parsed

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = {"lvit_core/model/lvit.py": 500}
TOP_LEVEL = {"app", "lvit_core", "resources", "tests", "docs"}


def modules() -> list[Path]:
    found = [path for room in ("app", "lvit_core") for path in sorted((ROOT / room).rglob("*.py"))]
    assert len(found) > 20
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_too_long_to_read() -> None:
    too_long = {
        relative(path): count
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines()))
        > LONGEST_MODULE.get(relative(path), 400)
    }
    assert too_long == {}


def test_functions_and_classes_fit_on_a_screen() -> None:
    too_long = []
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 60:
                    too_long.append(f"{relative(path)}:{node.name} has {length} lines")
            if isinstance(node, ast.ClassDef):
                methods = [item for item in node.body if _is_plain_method(item)]
                if len(methods) > 20:
                    too_long.append(f"{relative(path)}:{node.name} has {len(methods)} methods")
    assert too_long == []


def _is_plain_method(item: ast.stmt) -> bool:
    """A method that does something: properties and Qt's event overrides are part of a type."""
    if not isinstance(item, ast.FunctionDef):
        return False
    names = {getattr(mark, "id", getattr(mark, "attr", "")) for mark in item.decorator_list}
    return not names & {"property", "setter", "overload"} and not item.name.endswith("Event")


def test_every_module_says_why_it_exists() -> None:
    silent = [relative(path) for path in modules() if not ast.get_docstring(parsed(path))]
    assert silent == []


def test_no_room_for_odds_and_ends() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
    assert [relative(path) for path in modules() if path.stem in vague] == []


def test_top_level_is_the_one_that_is_described() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    folders = {name.split("/")[0] for name in listed if "/" in name}
    assert {name for name in folders if not name.startswith(".")} <= TOP_LEVEL


def test_no_test_judges_by_the_clock() -> None:
    """A slow computer is no mistake of the code: times are figures of ``lvit bench``."""
    clocks = re.compile(r"\b(perf_counter|thread_time|process_time)\b")
    timed = [
        relative(path)
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if path != Path(__file__).resolve() and clocks.search(path.read_text(encoding="utf-8"))
    ]
    assert not timed


HEAVY = (
    "torch", "transformers", "skimage", "pydicom", "pandas", "alembic", "matplotlib", "highdicom",
    "dicomanonymizer",
)  # fmt: skip
LATE = ("sqlalchemy", "cattrs", "PIL", "scipy")  # after the first paint
# Of ours and the standard library: they come with the first image, gesture, question or run.
LATE_MODULES = (
    "app.views.canvas.chrome",
    "app.views.canvas.stage",
    "app.views.canvas.overlays.attention",
    "app.views.canvas.overlays.laterality",
    "app.views.canvas.overlays.scale",
    "app.views.panels.effect_panel",
    "app.views.panels.objects_panel",
    "app.views.panels.training_panel",
    "app.views.composer.places_popup",
    "app.views.composer.organ_diagram",
    "app.views.composer.region_diagram",
    "lvit_core.annotation.capsule",
    "lvit_core.annotation.contours",
    "lvit_core.annotation.outlines",
    "lvit_core.annotation.raster",
    "lvit_core.annotation.wholeness",
    "lvit_core.annotation.edits.areas",
    "lvit_core.annotation.edits.covered",
    "lvit_core.annotation.edits.filling",
    "lvit_core.annotation.edits.proposals",
    "lvit_core.annotation.edits.shaping",
    "lvit_core.annotation.edits.splitting",
    "lvit_core.annotation.edits.stroke",
    "lvit_core.annotation.edits.whole",
    "lvit_core.explain.influence",
    "lvit_core.explain.needs",
    "lvit_core.explain.text_effect",
    "lvit_core.project.care.asked",
    "lvit_core.prompt.templates",
    "lvit_core.prompt.wordpiece",
    "lvit_core.training.asked",
    "lvit_core.training.run_folder",
    "lvit_core.training.events",
    "lvit_core.training.run_process",
    "lvit_core.training.recording",
    "lvit_core.worker.client",
    "lvit_core.worker.events",
    "lvit_core.project.project",
    "lvit_core.model.facts",
    "multiprocessing",
    "subprocess",
    "hashlib",
    "html",
)
QT = ("PySide6",)


def loaded_by(statement: str) -> set[str]:
    """What is in ``sys.modules`` of a fresh interpreter after ``statement``."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


@pytest.mark.parametrize("room", ["imaging", "annotation", "prompt", "project", "exchange"])
def test_rooms_below_the_model_never_load_torch(room: str) -> None:
    names = [
        relative(path)[:-3].replace("/", ".")
        for path in modules()
        if relative(path).startswith(f"lvit_core/{room}/")
        and "migrations" not in path.parts
        and path.stem != "__init__"
    ]
    assert names
    loaded = loaded_by("\n".join(f"import {name}" for name in names))
    assert loaded & {"torch", "transformers", *QT} == set()


def test_the_core_never_loads_qt() -> None:
    assert loaded_by("from lvit_core.cli import build_app; build_app()") & {*QT, "torch"} == set()


def test_the_window_opens_before_anything_heavy_is_loaded() -> None:
    loaded = loaded_by("import app.application, app.views.main_window")
    assert "PySide6" in loaded
    assert loaded & {*HEAVY, *LATE, *LATE_MODULES} == set()


THREADS = {"threading", "concurrent", "multiprocessing", "subprocess", "asyncio", "queue"}
QT_THREADS = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent", "QMutex"}
FILES = {
    "QFile",
    "QImageReader",
    "QSaveFile",
    "QTextStream",
    "QSettings",
    "QMovie",
    "QTemporaryFile",
}
FILE_MODULES = {"io", "os.path", "shutil", "sqlite3", "tempfile", "PIL", "json", "tomllib", "mmap"}
FILE_CALLS = re.compile(r"^(read|write)_(text|bytes)$|^(r?glob|iterdir|mkdir|unlink|rmdir)$")
DECODED = {"QImage", "QPixmap", "QIcon"}  # a path as the only argument is a file being read


def test_views_own_no_threads_and_open_no_files() -> None:
    """They show what they are given: a slow disk must never hold up a frame."""
    broken = []
    for path in sorted((ROOT / "app" / "views").rglob("*.py")):
        for node in ast.walk(parsed(path)):
            broken += [f"{relative(path)}:{node.lineno} {what}" for what in _off_limits(node)]
    assert broken == []


def _off_limits(node: ast.AST) -> list[str]:
    """What a view must not do in this node of its source."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
        return [name for name in names if name.split(".")[0] in THREADS or name in FILE_MODULES]
    if isinstance(node, ast.ImportFrom):
        module, names = node.module or "", [alias.name for alias in node.names]
        found = [module] if module.split(".")[0] in THREADS or module in FILE_MODULES else []
        if module == "app.jobs.worker":
            found.append(module)  # work off the thread is asked for in app.jobs
        return found + [name for name in names if name in QT_THREADS | FILES]
    if isinstance(node, ast.Call):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if isinstance(node.func, ast.Name) and called == "open":
            return ["open()"]
        alone = len(node.args) == 1 and not node.keywords
        named = alone and isinstance(node.args[0], ast.Name) and "path" in node.args[0].id
        if FILE_CALLS.match(called) or (called in DECODED and named):
            return [f"{called}()"]
    return []


def test_no_class_is_put_together_from_ours_to_look_small() -> None:
    """Parts are held, not inherited side by side: methods hidden in bases are methods too."""
    classes = {
        node.name: (relative(path), node)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
    }
    mixed = {
        f"{path}:{name}"
        for name, (path, node) in classes.items()
        if sum(ast.unparse(base).split("[")[0] in classes for base in node.bases) > 1
    }
    assert mixed == set()


def test_only_the_one_worker_waits_for_a_condition() -> None:
    """Work off the thread is done one way; a loop of one's own forgets how to end."""
    waiting = {
        relative(path)
        for path in modules()
        if re.search(r"\bCondition\(", path.read_text(encoding="utf-8"))
    }
    assert waiting == {"app/jobs/worker.py"}
