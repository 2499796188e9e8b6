"""The table of formats, ours and those of plug-ins, and the one way data become a project.

Formats are imported when the table is first asked for, never at the program's start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle
from lvit_core.exchange.code_pages import telling_code_pages
from lvit_core.exchange.doubtful_names import with_doubts
from lvit_core.exchange.file_account import account_of
from lvit_core.exchange.format import Format
from lvit_core.exchange.importing import run_import
from lvit_core.exchange.known_facts import completed
from lvit_core.exchange.outlook import Outlook
from lvit_core.exchange.paging import with_stacks
from lvit_core.exchange.provenance_file import read_origins, read_provenance
from lvit_core.exchange.region_pictures import with_regions
from lvit_core.exchange.reports import ImportReport, Progress
from lvit_core.exchange.seldom_collected import seldom_collected
from lvit_core.exchange.told_parts import with_parts
from lvit_core.exchange.unmentioned import with_unmentioned
from lvit_core.files import refuse_over, refuse_unwritable
from lvit_core.plugins import Plugin, Table, installed, table
from lvit_core.project.project import Project
from lvit_core.reading_log import logging_reads, mark_of
from lvit_core.stopping import stoppable

OURS = (
    "lvit_layout",
    "png_masks",
    "coco",
    "yolo",
    "labelme",
    "geojson",
    "dicom_seg",
    "dicom_ann",
    "rtstruct",
    "nifti",
    "nnunet",
    "ome_tiff",
    "jsonl",
    "pascal_voc",
    "cvat",
    "label_studio",
)
"""Modules of this package with a ``FORMAT``, in the order of menus."""


def formats() -> Mapping[str, Format]:
    """All formats by name."""
    return format_table().items


def format_table() -> Table[Format]:
    """All formats, and what is wrong with plug-ins that are not among them."""
    return _table(installed("formats"))


def format_named(name: str) -> Format:
    """The format of that name; raises `LViTError` when there is none."""
    known = formats()
    if name not in known:
        raise LViTError(
            "There is no format '{name}'.", "Known: {known}.", name=name, known=", ".join(known)
        )
    return known[name]


def import_as_project(
    name: str,
    path: str | Path,
    folder: str | Path | Project,
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    dry: bool = False,
) -> ImportReport:
    """Makes a project in ``folder`` of what lies at ``path``.

    Args:
        name: The format.
        path: The data set.
        folder: Of the new project, or of one that is there; or a project that is open.
        options: ``template``, ``laterality`` and ``name`` of the new project; guessed from the
            data when omitted. ``onto`` says what becomes of images that are there already (see
            `importing.ONTO`).
        progress: Called with done, total and a name.
        cancelled: Asked before each file and image, and between some thousand objects.
        dry: Whether only the report is wanted, and the project is thrown away.

    Raises:
        LViTError: Nothing usable is there, or the project cannot be made.
    """
    path = Path(path)
    if not isinstance(folder, Project) and not Project.exists(folder) and path.is_dir():
        refuse_over(folder, path)
    refuse_unwritable(folder.folder if isinstance(folder, Project) else folder)
    into = folder if isinstance(folder, Project) else Path(folder)
    with (
        logging_reads() as read,
        stoppable(cancelled),
        seldom_collected(),
        telling_code_pages() as code_pages,
    ):
        bundle = _read(name, path)
        bundle = replace(bundle, notes=[*bundle.notes, *code_pages()])
        report = run_import(name, bundle, into, dict(options or {}), progress, cancelled, dry=dry)
        read.update(mark_of(item.image) for item in bundle.items if item.found)
    return replace(report, files=account_of(path, read))


def look_into(name: str, path: str | Path, cancelled: Callable[[], bool] | None = None) -> Outlook:
    """What lies at ``path``, read and not drawn; arguments as in `import_as_project`."""
    with logging_reads(), stoppable(cancelled), telling_code_pages():
        return Outlook(_read(name, Path(path)))


def _read(name: str, path: Path) -> Bundle:
    """What lies there, with all that files of ours beside it know."""
    bundle = replace(format_named(name).read(path), origins=read_origins(path))
    home = path if path.is_dir() else path.parent
    known = read_provenance(home)
    bundle = with_regions(completed(bundle, known, home), home)
    bundle = with_stacks(with_parts(bundle, home), home)
    bundle = with_doubts(with_unmentioned(bundle, path), home)
    codes = {**known.codes, **bundle.codes}
    return replace(bundle, reader=known.reader, licence=known.licence, codes=codes)


@lru_cache(maxsize=2)
def _table(_plugins: tuple[Plugin, ...]) -> Table[Format]:
    modules = (import_module(f"lvit_core.exchange.{name}") for name in OURS)
    own: dict[str, Format] = {module.FORMAT.name: module.FORMAT for module in modules}
    return table("formats", own, _accept)


def _accept(plugin: Plugin) -> Format:
    found = plugin.load()
    if not isinstance(found, Format):
        raise plugin.problem("it is no Format.")
    if found.name != plugin.name:
        raise plugin.problem(f"it calls itself '{found.name}'.")
    return found
