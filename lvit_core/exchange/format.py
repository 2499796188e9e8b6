"""What a format says of itself, once: menus, the command line and the README read it from here.

A format is a module that ends in ``FORMAT = Format(...)``. Ours are named in ``registry``, those
of other packages by the entry points ``lvit_annotator.formats``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from lvit_core.config import from_dict
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.exchange.exporting import Exporter, losses_of, run_export
from lvit_core.exchange.reports import ExportReport, Progress
from lvit_core.project.project import Project

Options = ExportOptions | Mapping[str, Any] | None


class Holds(StrEnum):
    """What files of a format have room for."""

    IMAGES = "images"
    MASKS = "masks"
    OBJECTS = "objects"
    CLASSES = "classes"
    SENTENCES = "sentences"


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        name: As on the command line.
        title: For menus.
        about: What it looks like, in a few words.
        holds: What it has room for; everything else is in ``provenance.json`` alone.
        exporter: Writes it; ``None`` for a format that is only read.
        reader: Reads what lies at a path; ``None`` for a format that is only written.
        options: Names of the `ExportOptions` that it heeds besides the choice of images and those
            that every format heeds.
        files: Patterns of the file to choose for an import, such as ``*.json``; none where a
            folder is chosen.
    """

    name: str
    title: str
    about: str
    holds: tuple[Holds, ...]
    exporter: Exporter | None = None
    reader: Callable[[Path], Bundle] | None = None
    options: tuple[str, ...] = ("machine",)
    files: tuple[str, ...] = ()

    def heeds(self, option: str) -> bool:
        """Whether one of the `ExportOptions` changes what it writes."""
        always = {one.name for one in fields(ExportOptions) if one.metadata.get("always")}
        return option in self.options or option in always

    def losses_of(self, project: Project, options: Options = None) -> list[str]:
        """What an export would lose or leave out, one sentence each; writes nothing."""
        exporter = self._exporter()
        return losses_of(exporter, exporter.content(project, _options(options)))

    def export(
        self,
        project: Project,
        folder: str | Path,
        options: Options = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ExportReport:
        """Writes ``folder``, which appears only when everything was written and read back.

        Raises:
            LViTError: The folder is in use, nothing is labeled, or what was written does not
                read back as it is in the project.
        """
        folder = Path(folder)
        return run_export(
            self.name, self._exporter(), project, folder, _options(options), progress, cancelled
        )

    def read(self, path: str | Path) -> Bundle:
        """The images, labels and sentences at ``path``; raises `LViTError` if it cannot."""
        path = Path(path)
        if self.reader is None:
            raise LViTError(
                "{title} cannot be imported.", "Choose another format.", title=self.title
            )
        return self.reader(path)

    def _exporter(self) -> Exporter:
        if self.exporter is None:
            raise LViTError(
                "{title} cannot be exported.", "Choose another format.", title=self.title
            )
        return self.exporter


def _options(options: Options) -> ExportOptions:
    if isinstance(options, ExportOptions):
        return options
    return from_dict(dict(options or {}), ExportOptions, "the options")
