"""Builds the reference of the Python API from the docstrings: ``make docs``.

Any warning ends the build: a reference that could not read its own code would be wrong in silence.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import typing
import warnings
from pathlib import Path
from types import ModuleType

import pdoc
import pdoc.render

import lvit_core

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


def resolve_named_tuples(module: ModuleType) -> None:
    """Lets pdoc find the types of fields: it looks for them in a module that does not exist."""
    for _, item in inspect.getmembers(module, inspect.isclass):
        if issubclass(item, tuple) and hasattr(item, "_fields"):
            item.__new__.__annotations__ = typing.get_type_hints(item)


def build(out: Path) -> None:
    """Writes the pages to ``out``.

    Args:
        out: A folder; it is made, and pages of the same name are replaced.
    """
    warnings.simplefilter("error", UserWarning)
    for module in modules():
        resolve_named_tuples(module)
    pdoc.render.configure(docformat="google", footer_text="LViT Annotator", show_source=False)
    pdoc.pdoc("lvit_core", f"!{LEFT_OUT}", output_directory=out)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "docs"
    build(target)
    sys.stdout.write(f"{target / 'index.html'}\n")
