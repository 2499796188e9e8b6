"""What other packages add to the program: found by their entry points, loaded when first needed.

Ours stand in a table of each kind. An installed package adds to such a table in its metadata::

    [project.entry-points."lvit_annotator.tools"]
    stamp = "stamps.tool:StampTool"

Only names are read until something of a kind is asked for. A plug-in that fails costs itself: it
is left out of the table, and the table says why.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Generic, Literal, TypeVar

from lvit_core.errors import LViTError

Kind = Literal["tools", "formats", "readers", "templates", "models", "grammars"]

# The frozen program has no pip of its own: `pip install --target FOLDER PACKAGE` fills the folder.
FOLDER_VARIABLE = "LVIT_PLUGINS"
_PREFIX = "lvit_annotator."

T = TypeVar("T")


@dataclass(frozen=True)
class Plugin:
    """One entry of an installed package.

    Attributes:
        kind: The table it adds to.
        name: Its name in that table.
        target: Where it is, as ``module:attribute``.
        package: The package that brought it, for a person to read.
        folder: Where that package is installed.
    """

    kind: str
    name: str
    target: str
    package: str
    folder: Path

    def load(self) -> object:
        """The object it names; a failure is remembered and raised again.

        Raises:
            LViTError: The package does not import, or has no such attribute.
        """
        found = _loaded(self)
        if isinstance(found, LViTError):
            raise found
        return found

    def problem(self, why: object) -> LViTError:
        """What a person is told when it cannot be used."""
        return LViTError(
            "The plug-in '{name}' of {package} cannot be used: {why}",
            "Update or remove the package {package}; everything else works without it.",
            name=self.name,
            package=self.package,
            why=why,
        )


@dataclass(frozen=True)
class Table(Generic[T]):
    """What there is of one kind, ours first, and why some plug-ins are missing."""

    items: Mapping[str, T]
    problems: tuple[LViTError, ...] = ()


def table(kind: Kind, own: Mapping[str, T], accept: Callable[[Plugin], T]) -> Table[T]:
    """Our own items and those of plug-ins.

    Args:
        own: Ours by name; no plug-in can take the place of one.
        accept: Loads a plug-in and checks it; what it raises is told and costs that plug-in alone.
    """
    items, problems = dict(own), []
    for plugin in installed(kind):
        if plugin.name in items:
            problems.append(plugin.problem("the name is taken."))
            continue
        try:
            items[plugin.name] = accept(plugin)
        except LViTError as error:
            problems.append(error)
        except Exception as error:  # noqa: BLE001 - other people's code may fail in any way
            problems.append(plugin.problem(f"{type(error).__name__}: {error}."))
    return Table(items, tuple(problems))


def installed(kind: Kind | None = None) -> tuple[Plugin, ...]:
    """The plug-ins of a kind, or all of them, by the name of their package; imports none."""
    found = _registered(tuple(_search_path()))
    return tuple(plugin for plugin in found if kind in (None, plugin.kind))


def plugin_folders() -> list[Path]:
    """Folders that are searched besides the packages of this Python: the site's, the person's."""
    named = os.environ.get(FOLDER_VARIABLE, "").split(os.pathsep)
    folders = [Path(part).expanduser() for part in named if part]
    if getattr(sys, "frozen", False):
        import platformdirs  # noqa: PLC0415 - a few ms that a checkout can do without

        folders.append(Path(platformdirs.user_data_dir("lvit-annotator", appauthor=False)))
        folders[-1] /= "plugins"
    return folders


def _search_path() -> Iterator[str]:
    yield from dict.fromkeys([*sys.path, *map(str, plugin_folders())])


@lru_cache(maxsize=4)
def _registered(folders: tuple[str, ...]) -> tuple[Plugin, ...]:
    """Every entry below our prefix. Files are looked at before ``importlib.metadata`` is imported.

    That import takes 20 to 40 ms of the window's start and is of no use where nobody adds anything.
    """
    lists = [
        file
        for folder in folders
        for file in _entry_lists(folder or ".")
        if _PREFIX.encode() in _bytes_of(file)
    ]
    if not lists:
        return ()
    from importlib.metadata import Distribution  # noqa: PLC0415 - see above

    found: dict[tuple[str, str, str], Plugin] = {}
    for file in lists:
        distribution = Distribution.at(file.parent)
        package = distribution.metadata["Name"] or file.parent.name
        for entry in distribution.entry_points:
            if entry.group.startswith(_PREFIX):
                kind = entry.group.removeprefix(_PREFIX)
                plugin = Plugin(kind, entry.name, entry.value, package, file.parent.parent)
                found.setdefault((kind, entry.name, package), plugin)
    return tuple(sorted(found.values(), key=lambda plugin: (plugin.package, plugin.name)))


@lru_cache(maxsize=256)
def _loaded(plugin: Plugin) -> object:
    """The object, or the error as a value: a broken module is not run again and again."""
    if str(plugin.folder) not in sys.path:
        sys.path.append(str(plugin.folder))
    module, _, attributes = plugin.target.partition(":")
    try:
        found: object = import_module(module.strip())
        for attribute in filter(None, attributes.split("[")[0].strip().split(".")):
            found = getattr(found, attribute)
    except Exception as error:  # noqa: BLE001 - other people's code may fail in any way
        return plugin.problem(f"{type(error).__name__}: {error}.")
    return found


def _entry_lists(folder: str) -> list[Path]:
    """Where each package in a folder would list its entries; some of these files are missing."""
    try:
        names = sorted(
            entry.path for entry in os.scandir(folder) if entry.name.endswith(".dist-info")
        )
    except OSError:
        return []
    return [Path(name, "entry_points.txt") for name in names]


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
