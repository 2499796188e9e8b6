"""Source files as trees, each parsed once a run: many tests look through all of them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def parsed(path: Path) -> ast.Module:
    """The tree of a file; for looking at only, since others get the same one."""
    return ast.parse(path.read_text(encoding="utf-8"))
