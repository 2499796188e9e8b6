"""The list of formats and the one procedure for all: tell losses, write aside, read back, move.

A format module is imported when it is used, because some bring heavy libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from lvit_core.config import from_dict
from lvit_core.errors import LViTError
from lvit_core.exchange.reports import ExportOptions, ExportReport, ImportReport, Progress
from lvit_core.project.project import Project

Options = ExportOptions | Mapping[str, Any] | None


@dataclass(frozen=True)
class Format:
    """One format.

    Args:
        name: As on the command line.
        title: For menus.
        module: Module of this package; it has ``losses``, ``write`` and ``check`` for exports and
            ``read`` if it can import.
        imports: True when folders of this format can become a project.
    """

    name: str
    title: str
    module: str
    imports: bool = False

    def losses_of(self, project: Project, options: Options = None) -> list[str]:
        """What an export would lose or leave out, one sentence each; writes nothing."""
        from lvit_core.exchange.content import Content  # noqa: PLC0415 - reads images

        content = Content(project, _options(options))
        found: list[str] = self._load().losses(content)
        return content.common_losses() + found

    def export(
        self,
        project: Project,
        folder: Path,
        options: Options = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ExportReport:
        """Writes ``folder``, which appears only when everything was written and read back.

        Raises:
            LViTError: The folder is in use, nothing is labeled, or what was written does not
                read back as it is in the project.
        """
        from lvit_core.exchange.exporting import run_export  # noqa: PLC0415 - reads images

        return run_export(
            self.name, self._load(), project, folder, _options(options), progress, cancelled
        )

    def read(self, path: Path) -> Any:
        """The images, labels and sentences at ``path`` as a `Bundle`."""
        if not self.imports:
            raise LViTError(
                f"{self.title} cannot be imported.",
                f"Formats that can: {', '.join(f.name for f in FORMATS.values() if f.imports)}.",
            )
        return self._load().read(path)

    def _load(self) -> Any:
        return import_module(f"lvit_core.exchange.{self.module}")


FORMATS: dict[str, Format] = {
    item.name: item
    for item in (
        Format("lvit", "LViT data set (images, masks, sentences)", "lvit_layout", True),
        Format("png", "PNG masks", "png_masks", True),
        Format("coco", "COCO", "coco", True),
        Format("yolo", "YOLO segmentation", "yolo"),
        Format("labelme", "labelme", "labelme", True),
        Format("geojson", "GeoJSON for QuPath", "geojson"),
        Format("dicom-seg", "DICOM segmentation", "dicom_seg"),
        Format("nifti", "NIfTI", "nifti"),
        Format("nnunet", "nnU-Net raw data set", "nnunet"),
        Format("ome-tiff", "OME-TIFF pyramids", "ome_tiff"),
        Format("jsonl", "Image, text and mask (JSON lines)", "jsonl", True),
    )
}


def format_named(name: str) -> Format:
    """The format of that name; raises `LViTError` when there is none."""
    if name not in FORMATS:
        raise LViTError(f"There is no format '{name}'.", f"Known: {', '.join(FORMATS)}.")
    return FORMATS[name]


def import_as_project(
    name: str,
    path: Path,
    folder: Path,
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Makes a project in ``folder`` of what lies at ``path``.

    Args:
        name: The format.
        path: The data set.
        folder: Of the new project; an existing project gets the images added.
        options: ``template``, ``laterality`` and ``name`` of the new project; guessed from the
            data when omitted.
        progress: Called with done, total and a name.
        cancelled: Asked before each image.

    Raises:
        LViTError: Nothing usable is there, or the project cannot be made.
    """
    from lvit_core.exchange.importing import run_import  # noqa: PLC0415 - reads images

    bundle = format_named(name).read(path)
    return run_import(name, bundle, folder, dict(options or {}), progress, cancelled)


def _options(options: Options) -> ExportOptions:
    if isinstance(options, ExportOptions):
        return options
    return from_dict(dict(options or {}), ExportOptions, "the options")
