"""One picture of a file of several, written as a file of its own."""

from __future__ import annotations

from pathlib import Path

from lvit_core.imaging.readers import PageWriter


def write_page(path: Path, number: int, target: Path) -> Path:
    with PageWriter(path) as writer:
        return writer.write(number, target)
