"""Installs a package as pip would, without pip: its modules and their entry points in a folder."""

from __future__ import annotations

import shutil
import sys
import tomllib
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "example-plugin"


def install(
    target: Path, source: Path = EXAMPLE, more: dict[str, dict[str, str]] | None = None
) -> Path:
    """Puts the package and its ``dist-info`` into ``target``.

    Args:
        more: Further entries by group, such as wrong ones.
    """
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for package in source.iterdir():
        if (package / "__init__.py").is_file():
            shutil.copytree(package, target / package.name)
    facts = target / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    facts.mkdir()
    text = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (facts / "METADATA").write_text(text, encoding="utf-8")
    groups = {group: dict(entries) for group, entries in project["entry-points"].items()}
    for group, entries in (more or {}).items():
        groups.setdefault(group, {}).update(entries)
    lines = [
        line
        for group, entries in groups.items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in entries.items()), "")
    ]
    (facts / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    return target


def forget(folder: Path) -> None:
    """The next test finds no trace of the packages in ``folder``."""
    sys.path[:] = [entry for entry in sys.path if entry != str(folder)]
    names = {path.stem for path in folder.iterdir()}
    for name in [name for name in sys.modules if name.partition(".")[0] in names]:
        del sys.modules[name]
