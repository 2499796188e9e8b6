"""Builds the reference of the Python API and of the window's actions: ``make docs``.

The API comes from the docstrings, the actions from their declarations; nothing is written twice.

Any warning ends the build: a reference that could not read its own code would be wrong in silence.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import os
import pkgutil
import sys
import typing
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pdoc
import pdoc.render
from action_table import describe
from PySide6.QtWidgets import QApplication

import lvit_core
from app.session.preferences import Preferences
from app.session.session import Session
from app.views.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
# Alembic runs these by itself, with a database at hand; nobody calls them.
LEFT_OUT = "lvit_core.project.migrations"


def modules() -> list[ModuleType]:
    """Every module of the core that can be imported by itself."""
    found = pkgutil.walk_packages(lvit_core.__path__, "lvit_core.", onerror=None)
    return [
        importlib.import_module(item.name)
        for item in found
        if not item.name.startswith(LEFT_OUT) and not item.name.endswith("__main__")
    ]


def resolve_fields(module: ModuleType) -> None:
    """Lets pdoc find the types of fields, which it looks for in the wrong module.

    Those of a named tuple in one that does not exist, inherited ones in the module of the heir.
    """
    for _, item in inspect.getmembers(module, inspect.isclass):
        if issubclass(item, tuple) and hasattr(item, "_fields"):
            item.__new__.__annotations__ = typing.get_type_hints(item)
        elif any(map(dataclasses.is_dataclass, item.__bases__)) and "__init__" in vars(item):
            item.__init__.__annotations__ = typing.get_type_hints(item) | {"return": None}


def build(out: Path) -> None:
    """Writes the pages to ``out``.

    Args:
        out: A folder; it is made, and pages of the same name are replaced.
    """
    warnings.simplefilter("error", UserWarning)
    for module in modules():
        resolve_fields(module)
    pdoc.render.configure(docformat="google", footer_text="LViT Annotator", show_source=False)
    pdoc.pdoc("lvit_core", f"!{LEFT_OUT}", output_directory=out)


def write_actions(page: Path) -> None:
    """Writes the table of everything a person can do, with its keys and arguments."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    with TemporaryDirectory() as folder:
        session = Session(Preferences(Path(folder)))
        window = MainWindow(session)
        page.write_text(f"# Actions\n\n{describe(session.actions.all())}\n", encoding="utf-8")
        session.shutdown()
    del window, application


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "docs"
    build(target)
    write_actions(target / "actions.md")
    sys.stdout.write(f"{target / 'index.html'}\n{target / 'actions.md'}\n")
