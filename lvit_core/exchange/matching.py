"""Which image of the project each picture of a data set is: by content first, then by name.

Pictures that are not there yet are added. Labels without a picture can only go to an image of that
name; a picture that lies inside of another file is written into the project first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath

from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.dicom_images import instance_of
from lvit_core.exchange.reports import Loss, Steps, Tally
from lvit_core.project.paths import content_hash
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.templates import list_templates

EMBEDDED_FOLDER = "images"  # in the project folder: pictures that had no file of their own


@dataclass(frozen=True)
class Match:
    """An item and the image of the project that it belongs to; ``new`` if it was just added."""

    item: BundleItem
    record: ImageRecord
    new: bool


class Matching:
    """Finds the image of each item, and adds pictures that the project lacks.

    Args:
        project: Where to.
        template: Of new images that name none; the project's own when omitted.
        tally: Told of what cannot be matched.
        by_name: Whether a picture with other content than any image may be an image of its name.
    """

    def __init__(
        self, project: Project, template: str | None, tally: Tally, *, by_name: bool
    ) -> None:
        self._project = project
        self._template = template
        self._tally = tally
        self._by_name = by_name
        self._before = project.images.all()

    def match(self, items: Sequence[BundleItem], steps: Steps) -> list[Match]:
        """The image of each item, in their order; what has none is told as lost."""
        known = _Index(self._project, self._before)
        named: dict[int, ImageRecord] = {}
        waiting: dict[int, BundleItem] = {}
        for place, given in enumerate(items):
            item = self._with_file(given)
            if not _is_there(item):
                record = known.by_instance(item.instance) or known.by_name(item.image.name)
                if record is None:
                    self._lose(item, f"Its picture {item.image.name} is not there.")
                else:
                    named[place] = record
            elif self._by_name and (record := known.at(item.image)):
                named[place] = record
            elif self._by_name and (record := known.by_name(item.image.name)):
                named[place] = record
                self._tally.remark(
                    f"{item.image.name} is another file than the image {record.name} of the "
                    "project; what belongs to it went there by its name."
                )
            else:
                waiting[place] = item
        refused = self._add(list(waiting.values()), steps)
        after = _Index(self._project, self._project.images.all())
        old = {record.id for record in self._before}
        matches = []
        for place, given in enumerate(items):
            if place in named:
                matches.append(Match(given, named[place], new=False))
            elif place in waiting:
                item = waiting[place]
                record = None if _normal(item.image) in refused else after.at(item.image)
                if record is not None:
                    matches.append(Match(item, record, record.id not in old))
                elif not steps.stopped:
                    reason = refused.get(_normal(item.image), "It could not be added.")
                    self._lose(item, reason)
        return matches

    def _with_file(self, item: BundleItem) -> BundleItem:
        if item.embedded is None or _is_there(item):
            return item
        try:
            data = item.embedded()
            folder = self._project.folder / EMBEDDED_FOLDER
            folder.mkdir(exist_ok=True)
            file = folder / item.image.name
            count = 1
            while file.exists() and file.read_bytes() != data:
                count += 1
                file = folder / f"{item.image.stem}-{count}{item.image.suffix}"
            file.write_bytes(data)
        except (OSError, ValueError):
            return item
        return replace(item, image=file, found=True)

    def _add(self, items: Sequence[BundleItem], steps: Steps) -> dict[Path, str]:
        """Adds the pictures of items; returns why some were refused."""
        by_template: dict[str | None, list[Path]] = {}
        known = list_templates()
        for item in items:
            template = item.template if item.template in known else self._template
            if item.template and item.template not in known:
                self._tally.remark(
                    f"{item.image.name}: there is no template '{item.template}' here."
                )
            by_template.setdefault(template, []).append(item.image)
        refused: dict[Path, str] = {}
        for template, files in by_template.items():
            report = self._project.images.add(files, _counting(steps), steps.cancelled, template)
            refused |= {_normal(one.path): one.reason for one in report.skipped}
        return refused

    def _lose(self, item: BundleItem, reason: str) -> None:
        name = item.source or item.image.name
        objects = len(item.shapes)
        self._tally.lose(Loss(name, "", reason, objects, int(bool(item.sentence))))
        for loss in item.losses:
            self._tally.lose(loss)


def _counting(steps: Steps) -> Callable[[int, int, str], None]:
    def progress(done: int, total: int, name: str) -> None:
        if name:
            steps.next(name)

    return progress


def _is_there(item: BundleItem) -> bool:
    return item.found and item.image.is_file()


class _Index:
    """The images of a project by place, content and name."""

    def __init__(self, project: Project, records: Sequence[ImageRecord]) -> None:
        self._folder, self._records = project.folder, records
        self._other_uid = project.pseudonyms.uid
        self._places = {_normal(project.folder / one.path): one for one in records}
        self._contents = {one.content_hash: one for one in records}
        self._names: dict[str, list[ImageRecord]] = {}
        for one in records:
            other = project.pseudonyms.image(one.id)  # what it leaves under
            for key in {folded(one.name), folded(PurePath(one.name).stem), other}:
                self._names.setdefault(key, []).append(one)

    def at(self, file: Path) -> ImageRecord | None:
        """The image that lies there or has the same content."""
        if not self._places:
            return None
        if (found := self._places.get(_normal(file))) is not None:
            return found
        try:
            return self._contents.get(content_hash(file))
        except OSError:
            return None

    def by_instance(self, instance: str) -> ImageRecord | None:
        """The DICOM image that has this number of its own."""
        return self._instances.get(instance) if instance else None

    @cached_property
    def _instances(self) -> dict[str, ImageRecord]:
        images = ((instance_of(self._folder / one.path), one) for one in self._records)
        found = {instance: one for instance, one in images if instance}
        return found | {self._other_uid(instance): one for instance, one in found.items()}

    def by_name(self, name: str) -> ImageRecord | None:
        """The one image of that name, else the one with that name before the dot."""
        for key in (folded(name), folded(PurePath(name).stem)):
            if len(found := self._names.get(key, [])) == 1:
                return found[0]
        return None


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))
