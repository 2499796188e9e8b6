"""Everything that is read of an image before a person works on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from lvit_core.annotation.levels import Cut
from lvit_core.annotation.objects import ObjectTable
from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError, may_pass
from lvit_core.imaging.pyramid import ArraySource, PixelSource, open_source, small_image
from lvit_core.imaging.window import Window, initial_window
from lvit_core.project.records import (
    ImageRecord,
    JournalEntry,
    Picture,
    PictureChange,
    Proposal,
    ReplacedPictureError,
)
from lvit_core.prompt.template import REGIONS, Template

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project


@dataclass(frozen=True)
class LoadedImage:
    """Everything needed to show an image and go on working on it."""

    record: ImageRecord
    source: PixelSource
    template: Template
    window: Window
    inverted: bool
    planes: dict[str, LabelPlane]
    objects: dict[str, ObjectTable]
    proposal: Proposal | None
    history: list[JournalEntry]
    cut: Cut  # what was chosen for proposals of its template
    newest: int  # the newest step in force when its labels were read, see `JournalStore.newest`

    @property
    def steps(self) -> list[list[JournalEntry]]:
        """What one undo takes back, oldest first: edits that were made together are one step."""
        kept = (entry for entry in self.history if entry.status != "abandoned")
        together = groupby(kept, lambda one: (one.title, one.created_at, one.person, one.status))
        return [list(entries) for _, entries in together]

    @property
    def spacing_remark(self) -> str:
        """What the pixel size was measured on, in a few words; empty where it needs none."""
        kind = self.record.spacing_kind
        if kind is None and isinstance(self.source, ArraySource):  # of an older project
            kind = self.source.image.spacing_kind
        return "" if kind is None else kind.remark


def load_image(project: Project, record: ImageRecord) -> LoadedImage:
    """Reads pixels, labels, proposal and history of one image.

    Raises:
        ReplacedPictureError: Another picture than the one that was marked lies there.
        LViTError: The file is missing, cannot be read, or was changed while it was read.
    """
    # The window opens before it needs them.
    from lvit_core.project.steady import SteadyFile  # noqa: PLC0415
    from lvit_core.prompt.parser import parse  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    record = project.images.get(record.id)  # as it is stored: a list may be older
    file = SteadyFile(project.images.path(record.id))
    if project.pictures.verify(record.id) is not Picture.SAME:
        raise ReplacedPictureError(record.name, _change(project, record.id))
    newest = project.journal.newest(record.id)  # before the labels are read
    source = open_source(project.images.path(record.id))
    small = small_image(source)
    file.require()
    window, inverted = initial_window(small), small.inverted
    template = load_template(record.template)
    parse(record.sentence, template)  # builds the template's word lists here, not in the window
    layers = [*(layer.name for layer in template.layers), REGIONS]
    planes = {layer: project.journal.load_plane(record.id, layer) for layer in layers}
    _ = planes[REGIONS].extents  # how much is annotated is asked for in the window's thread
    return LoadedImage(
        record,
        source,
        template,
        window,
        inverted,
        planes,
        {layer: project.journal.load_objects(record.id, layer) for layer in layers},
        _waiting(project, record.id),
        project.journal.history(record.id),
        project.proposals.cut(template.name),
        newest,
    )


def _waiting(project: Project, image_id: int) -> Proposal | None:
    """The stored prediction; one that cannot be read, which a check names, keeps no image shut."""
    try:
        return project.proposals.load(image_id)
    except LViTError as error:
        if may_pass(error):
            raise
        return None  # it can be made again


def _change(project: Project, image_id: int) -> PictureChange | None:
    from lvit_core.project.thumbnails import with_pictures  # noqa: PLC0415 - seldom needed

    try:
        return with_pictures(project, project.pictures.describe_change(image_id))
    except LViTError:
        return None  # what lies there is no image
