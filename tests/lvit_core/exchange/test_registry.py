"""One table of formats: what a format says of itself is what the README and the help say."""

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from lvit_core.exchange import ExportOptions, formats
from lvit_core.exchange.format import Format

pytestmark = pytest.mark.exchange

ROOT = Path(__file__).resolve().parents[3]


def line_of(item: Format) -> str:
    """The format's row of the README."""
    ways = ", ".join(["in"] * (item.reader is not None) + ["out"] * (item.exporter is not None))
    return f"| `{item.name}` | {item.about} | {', '.join(item.holds)} | {ways} |"


def test_the_readme_lists_what_the_table_says() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Formats")[2]
    rows = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    assert rows == [line_of(item) for item in formats().values()]


def test_options_that_formats_heed_exist() -> None:
    known = {item.name for item in fields(ExportOptions)}
    offered = [item.name for item in fields(ExportOptions) if item.metadata]  # by the window
    for item in formats().values():
        assert set(item.options) <= known, item.name
        assert item.title and item.about and item.holds, item.name
    assert all(any(item.heeds(name) for item in formats().values()) for name in offered)


def test_the_help_lists_formats_that_can_and_only_those() -> None:
    for command, able in (("export", "exporter"), ("import", "reader")):
        text = subprocess.run(
            [sys.executable, "-m", "lvit_core.cli", command, "--help"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        for item in formats().values():
            assert (f" {item.name}: " in text) == (getattr(item, able) is not None), item.name


def test_a_command_that_asks_for_no_format_loads_none() -> None:
    code = "from lvit_core.cli import build_app; build_app(); import sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "lvit_core.exchange.coco" not in loaded
