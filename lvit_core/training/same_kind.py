"""Unlabeled images of another kind than the project's neither teach nor get proposals.

The window and the command line ask a model about them only where a person insists; a run, which
nobody watches, leaves them out and names them.  An image is judged when its turn comes, once for
as long as the run is on.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lvit_core.data.sample import Sample
from lvit_core.errors import LViTError
from lvit_core.imaging.other_kind import OtherKindError
from lvit_core.project.project import Project
from lvit_core.prompt.templates import load_template
from lvit_core.wording import joined, said


class SameKind:
    """Tells which images of a project a run may ask its model about.

    Args:
        project: Open for reading.
        template: Of the run.
    """

    def __init__(self, project: Project, template: str) -> None:
        self._project, self._look = project, load_template(template).look
        self._told: set[str] = set()
        self._news: list[str] = []

    def first(self, samples: Iterable[Sample], limit: int) -> list[Sample]:
        """The first so many that are of the kind; why others are not tells ``news``."""
        found: list[Sample] = []
        for sample in samples:
            if len(found) >= limit:
                break
            if self._fits(sample):
                found.append(sample)
        return found

    def news(self) -> list[str]:
        """Why images were left out since this was asked last, each image once."""
        news, self._news = self._news, []
        return news

    def _fits(self, sample: Sample) -> bool:
        try:
            record = self._project.images.get(int(sample.key))
        except LViTError:  # a person took it out meanwhile, or the file of a run names no image
            gone = said("Image {number} is no longer in the project.", number=sample.key)
            self._leave_out(sample, gone)
            return False
        path = Path(self._project.images.path(record.id))
        try:
            self._project.other_kinds.require(
                record.id, path, record.content_hash, self._look, sample.read_image
            )
        except OtherKindError as error:
            self._leave_out(sample, error.message)
            return False
        except (LViTError, OSError):
            return True  # whoever reads it next says what is wrong with it
        return True

    def _leave_out(self, sample: Sample, why: str) -> None:
        if sample.key not in self._told:
            self._told.add(sample.key)
            self._news.append(joined(why, said("It teaches nothing and gets no proposal.")))
