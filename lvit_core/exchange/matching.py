"""Which image of the project each picture of a data set is: by content first, then by name.

Pictures that are not there yet get the row of a new image, which is stored together with its
labels. Labels without a picture can only go to an image of that name; a picture that lies inside
of another file is written into the project first.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.dicom_images import instance_of
from lvit_core.exchange.masks_alone import image_of
from lvit_core.exchange.page_images import PageImages
from lvit_core.exchange.paging import SeveralPages
from lvit_core.exchange.reports import Loss, Tally, on_one_line
from lvit_core.files import writing
from lvit_core.imaging.dicom_frames import frame_uid
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.page_files import PICTURES_FOLDER, PageKeeper
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.prompt.templates import list_templates
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import said


@dataclass(frozen=True)
class Match:
    """An item and the image of the project that it belongs to.

    Args:
        item: Where its picture lies inside of another file, with the file made of it.
        record: The image; its id is 0 while it is not stored.
        row: Of a new image; ``None`` for one that is in the project.
        place: Of the item among those of the data set.
    """

    item: BundleItem
    record: ImageRecord
    row: Mapping[str, Any] | None = None
    place: int = 0


class Matching:
    """Finds the image of each item.

    Args:
        project: Where to.
        template: Of new images that name none; the project's own when omitted.
        tally: Told of what cannot be matched.
        by_name: Whether a picture with other content than any image may be an image of its name.
        store_waiting: Stores the new images that were matched so far.
    """

    def __init__(
        self, project: Project, template: str | None, tally: Tally, *, by_name: bool,
        store_waiting: Callable[[], None],
    ) -> None:  # fmt: skip
        self._project = project
        self._tally = tally
        self._by_name = by_name
        self._store_waiting = store_waiting
        self._adder = project.images.adder(template)
        self._templates = set(list_templates())
        self._keeper: tuple[Path, PageKeeper] | None = None
        self._names: dict[str, list[int]] = {}  # of images that were there before the import
        self._before_ids = array("q")  # of images that were there before the import
        self._digests: dict[str, int] = {}
        self._pictures: array[int] | None = None  # by place of an item: the image of its picture
        for record in project.images.all():
            self._before_ids.append(record.id)
            for digest in (record.content_hash, project.pseudonyms.content(record.content_hash)):
                self._digests[digest] = record.id
            other = project.pseudonyms.image(record.id)  # what it leaves under
            for key in {folded(record.name), folded(PurePath(record.name).stem), other}:
                self._names.setdefault(key, []).append(record.id)

    @property
    def before(self) -> int:
        """How many images were there before the import."""
        return len(self._before_ids)

    def match(self, item: BundleItem, place: int) -> Match | None:
        """The image of an item at a place; ``None`` when it has none, which is told as lost.

        Raises:
            SeveralPages: Its file holds several pictures, and the item does not say which it is.
        """
        if number := self._digests.get(item.digest):  # it is what an export made of that image
            return Match(item, self._project.images.get(number), place=place)
        found = self._match_page(self._with_file(item))
        return None if found is None else replace(found, place=place)

    def _match_page(self, item: BundleItem) -> Match | None:
        """The image of an item; a page of a file becomes a file of its own first."""
        own = self._with_page(item) if item.page and _is_there(item) else item
        return None if own is None else self._match_file(own)

    def _match_file(self, item: BundleItem) -> Match | None:
        if not _is_there(item):
            number = self._alone(item) if item.names and not item.page else self._of_name(item)
            if number is None:
                return None
            own = item if item.on is None else item.on(self._project.images.path(number))
            return Match(own, self._project.images.get(number))
        if self._by_name and (number := self._known(item)):
            return Match(item, self._project.images.get(number))
        looked = self._adder.look_at(item.image, self._template(item))
        if looked.row is None and looked.skipped is None and not looked.image_id:
            self._store_waiting()
            looked = self._adder.look_at(item.image)
        if looked.image_id:
            return Match(item, self._project.images.get(looked.image_id))
        if looked.skipped is not None and looked.skipped.pages and not item.page:
            pages = looked.skipped.pages
            crossed = any("," in page.title for page in pages)
            raise SeveralPages([one.number for one in pages], whole=True, crossed=crossed)
        if looked.row is None:
            refused = looked.skipped
            same = said("It is the same picture as one that could not be imported.")
            self.lose(item, same if refused is None else refused.reason)
            return None
        if self._names.get(folded(item.image.name)):
            self._tally.remark(
                said(
                    "{name} is another picture than the image of that name in the project; it came "
                    "in as a new image.",
                    name=on_one_line(item.image.name),
                )
            )
        row = {**looked.row, "orientation": looked.row["orientation"] or item.orientation}
        if item.spacing_mm is not None:
            _take_spacing(row, item.spacing_mm, item.spacing_kind)
        elif item.spacing_kind is SpacingKind.OBLONG and row["spacing_y_mm"] is None:
            row["spacing_kind"] = SpacingKind.OBLONG
        return Match(item, _provisional(row), row)

    def same_picture(self, record: ImageRecord, items: Sequence[BundleItem]) -> list[int]:
        """The places of the items whose picture is an image that was there before.

        All pictures are looked at when it is asked first.
        """

        def number(item: BundleItem) -> int:
            """As far as that can be told in silence; else 0."""
            refuse_stopped()
            if item.page or item.digest in self._digests:
                return self._digests.get(item.digest, 0)
            found = self._adder.find(item.image) if _is_there(item) else None
            return found or self._named(item.image.name) or 0

        if self._pictures is None:
            self._pictures = array("q", map(number, items))
        return [place for place, image in enumerate(self._pictures) if image == record.id]

    def store(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Stores new images; returns their ids."""
        return self._adder.store([dict(row) for row in rows])

    def _of_name(self, item: BundleItem) -> int | None:
        """The image of an item whose picture is not there; ``None``, told as lost, without one.

        Raises:
            SeveralPages: It is of a file whose pages are images of the project.
        """
        number = self._of_instance(item) if item.instance else None
        if number is None and not item.missing:
            number = self._pages.image(item) if item.page else self._named(item.image.name)
        if number is None and not item.page and (known := self._pages.numbers(item)):
            raise SeveralPages(known, whole=known == list(range(1, len(known) + 1)))
        if number is None:
            why = item.missing or self._several(item.image.name) or _missing(item)
            # An object of DICOM names its image by number; what it may be called is a guess.
            guessed = item.instance and item.image.name == item.source
            name = item.instance if guessed else item.image.name
            self.lose(item, said("Its picture {name} {why}", name=on_one_line(name), why=why))
        return number

    def _alone(self, item: BundleItem) -> int | None:
        """The image of labels without a picture; ``None`` where there is none, told as lost.

        Raises:
            SeveralPages: They are of a file whose pages are images of the project.
        """
        file = next((layer.file for layer in item.layers if layer.file is not None), None)
        if file is not None and self._adder.find(file) is not None:
            self.lose(item, said("It is an image of the project, not a mask."))
            return None
        try:
            number, told = image_of(item, self._images_named)
        except LViTError as error:
            if known := self._pages.numbers(item):
                whole = known == list(range(1, len(known) + 1))
                raise SeveralPages(known, whole=whole) from error
            self.lose(item, error.message)
            return None
        if told:
            self._tally.remark(told)
        return number

    def _images_named(self, name: str) -> list[ImageRecord]:
        return [self._project.images.get(number) for number in self._names.get(name, [])]

    def _known(self, item: BundleItem) -> int | None:
        """The image that was there before, by content, else by name."""
        number = self._adder.find(item.image)
        if number is not None:
            if not number:
                self._store_waiting()
                number = self._adder.find(item.image)
            return number
        if number := self._named(item.image.name):
            name = self._project.images.get(number).name
            self._tally.remark(
                said(
                    "{name} is another file than the image {image} of the project; what belongs to "
                    "it went there by its name.",
                    name=on_one_line(item.image.name),
                    image=name,
                )
            )
        return number

    def _of_instance(self, item: BundleItem) -> int | None:
        """The image with a number of DICOM's, or the one that a frame of it became."""
        if item.frame:
            number = self._instances.get(frame_uid(item.instance, item.frame))
            if number is not None or item.frame > 1:
                return number
        return self._instances.get(item.instance)

    @cached_property
    def _instances(self) -> dict[str, int]:
        """The images by DICOM's own number of them, and by the one they leave under."""
        stored = self._project.images
        images = ((instance_of(stored.path(number)), number) for number in self._before_ids)
        found = {instance: number for instance, number in images if instance}
        other = self._project.pseudonyms.uid
        return found | {other(instance): number for instance, number in found.items()}

    @cached_property
    def _pages(self) -> PageImages:
        before = set(self._before_ids)
        return PageImages(one for one in self._project.images.all() if one.id in before)

    def _with_page(self, item: BundleItem) -> BundleItem | None:
        """The item with a file of its page alone, in the project like every page that is added.

        ``None``, and told as lost, where the page cannot be read.
        """
        if self._keeper is None or self._keeper[0] != item.image:
            self.close()
            self._keeper = (
                item.image, PageKeeper(item.image, self._project.folder / PICTURES_FOLDER)
            )  # fmt: skip
        try:
            return replace(item, image=self._keeper[1].keep(item.page), found=True)
        except LViTError as error:  # it costs itself
            self.lose(item, error.message)
            return None

    def close(self) -> None:
        """Lets go of the file whose pages were asked for last."""
        if self._keeper is not None:
            self._keeper[1].__exit__()
            self._keeper = None

    def _named(self, name: str) -> int | None:
        """The one image of that name, else the one with that name before the dot."""
        for key in (folded(name), folded(PurePath(name).stem)):
            if len(found := self._names.get(key, [])) == 1:
                return found[0]
        return None

    def _several(self, name: str) -> str:
        """Why none is taken where several images of the project have a name."""
        count = len(self._names.get(folded(name), []))
        if count < 2:
            return ""
        return said(
            "is the name of {count} images of the project; nothing says which is meant.",
            count=count,
        )

    def _template(self, item: BundleItem) -> str | None:
        if item.template and item.template not in self._templates:
            self._tally.remark(
                said(
                    "{name}: there is no template '{template_name}' here.",
                    name=item.image.name,
                    template_name=item.template,
                )
            )
            return None
        return item.template

    def _with_file(self, item: BundleItem) -> BundleItem:
        if item.embedded is None or _is_there(item):
            return item
        try:
            data = item.embedded()
            folder = self._project.folder / PICTURES_FOLDER
            file = folder / item.image.name
            count = 1
            while file.exists() and file.read_bytes() != data:
                count += 1
                file = folder / f"{item.image.stem}-{count}{item.image.suffix}"
            if not file.exists():
                with writing(file, home=self._project.folder) as partial:
                    partial.write_bytes(data)
        except (OSError, ValueError):
            return item
        return replace(item, image=file, found=True)

    def lose(self, item: BundleItem, reason: str) -> None:
        """Names an item that does not come in, with all that belongs to it."""
        name = item.source or item.image.name
        objects = len(item.shapes)
        self._tally.lose(Loss(name, "", reason, objects, int(bool(item.sentence)), images=1))
        for loss in item.losses:
            self._tally.lose(loss)


def _is_there(item: BundleItem) -> bool:
    try:
        return item.found and item.image.exists()
    except (OSError, ValueError):  # no name of this system
        return False


def _missing(item: BundleItem) -> str:
    """Why the picture of an item is not used."""
    try:
        if item.image.is_symlink():
            return said("is a link that leads out of the data set or nowhere; it is not followed.")
        if item.image.exists() and not item.image.is_file():
            return said("is a folder, a device or a pipe, not a file.")
    except (OSError, ValueError):  # no name of this system
        pass
    return said("is not there.")


def _take_spacing(
    row: dict[str, Any], spacing_mm: tuple[float, float], kind: SpacingKind | None
) -> None:
    """Takes the size of a pixel that the data tell, unless the picture itself tells another.

    A copy of a film has its millimetres, but not what they were measured on.
    """
    own = row["spacing_y_mm"], row["spacing_x_mm"]
    if own[0] is None:
        row["spacing_y_mm"], row["spacing_x_mm"] = spacing_mm
        row["spacing_kind"] = kind
    elif np.allclose(own, spacing_mm, rtol=1e-3, atol=0):
        row["spacing_kind"] = kind or row["spacing_kind"]


def _provisional(row: Mapping[str, Any]) -> ImageRecord:
    """A new image before it is stored."""
    spacing = row["spacing_y_mm"], row["spacing_x_mm"]
    return ImageRecord(
        0, row["path"], row["name"], row["content_hash"], row["height"], row["width"],
        row["channels"], None if spacing[0] is None else spacing, row["orientation"],
        row["patient_group"], row["template"], row["sentence"], ImageState(row["state"]),
        row["split"], False, False, row["reason"], row["added_at"],
        spacing_kind=row["spacing_kind"],
    )  # fmt: skip
