"""Which images of a project an export is asked for, and why others are not among them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from lvit_core.annotation.looked_at import LookedAt
from lvit_core.errors import LViTError
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.exchange.identity import Identity
from lvit_core.exchange.makers import Makers
from lvit_core.exchange.report_lines import left_out, some_names
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.imaging.readers import probe
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.pictures import refuse_changed
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, Picture
from lvit_core.stopping import is_stopped, refuse_stopped
from lvit_core.wording import counted, said


class Selection:
    """The images that can be written as far as one can tell before."""

    def __init__(
        self, project: Project, options: ExportOptions, *, holds_unknown: bool = True
    ) -> None:
        self._project = project
        self._partly = project.regions.images(options.reader)
        self._holds_unknown = holds_unknown
        self._options = options
        self._readings = project.readings.all()
        self._kinds: dict[int, SpacingKind | None] = {}  # as files tell those that lack it
        self._read_count = 0  # images that the reader has read
        self._refuse_unknown_reader()
        self._stored = StoredImages(project.images.ids(), self._fetch_read)
        keep = options.keep_identity
        self.makers = Makers(project, keep_readers=options.keep_readers, keep_hashes=keep)
        self.identity = Identity(project, self.makers, keep=keep)

    @cached_property
    def images(self) -> StoredImages:
        """Images whose file is there, is the picture that was marked, and can be read."""
        broken = self.broken
        left = (id_ for id_ in self._there.ids if id_ not in self._other and id_ not in broken)
        return self._there.of(id_ for id_ in left if self._holds_unknown or not self.is_part(id_))

    def is_part(self, image_id: int) -> bool:
        """Whether only a region of an image has been looked at by the person whose labels leave."""
        return image_id in self._partly

    @cached_property
    def templates(self) -> list[str]:
        """The templates of the images, in the order of the images."""
        return list(dict.fromkeys(image.template for image in self.images))

    @property
    def undecided(self) -> list[str]:
        """Names of images whose file is another picture, and nobody has said what that means."""
        changed = (id_ for id_, found in self._other.items() if found is Picture.CHANGED)
        return [image.name for image in self._others_there(changed)]

    def _others_there(self, ids: Iterable[int]) -> StoredImages:
        """Readable ones of some images, in the project's order."""
        return self._there.of(sorted(id_ for id_ in ids if id_ not in self.broken))

    @cached_property
    def broken(self) -> dict[int, str]:
        """Names of images whose files are no readable pictures any more, by id, with the reason."""
        found = {}
        for image in self._there:
            refuse_stopped()
            path = self._project.images.path(image.id)
            try:
                kind = probe(path).spacing_kind
            except LViTError as error:
                reason = self.identity.without_names(error.message, image, path)
                found[image.id] = said("{name} ({reason})", name=image.name, reason=reason)
                continue
            if image.spacing_kind is None and image.spacing_mm is not None:
                self._kinds[image.id] = kind
        return found

    def _with_kind(self, image: ImageRecord) -> ImageRecord:
        """An older project did not record what a pixel's size was measured on; its file tells."""
        kind = self._kinds.get(image.id)
        return image if kind is None else replace(image, spacing_kind=kind)

    def refuse_unasked(self) -> None:
        """Raises `LViTError` for images that would be left out, where nobody asked for that."""
        if self.undecided and not self._options.skip_changed:
            raise refuse_changed(self.undecided)
        if self.broken and not self._options.skip_bad:
            raise LViTError(
                "{files} cannot be read: {some_names}.",
                "Bring them back, or leave out what cannot be read (--skip-bad).",
                files=counted(len(self.broken), "file"),
                some_names=some_names(self.broken.values()),
            )

    def losses(self) -> list[str]:
        """How many images are left out, one sentence for each reason."""
        losses = [
            said(
                "Labels of the reader {reader} on {count} stay here.",
                reader=reader,
                count=counted(count, "image"),
            )
            for reader, count in self._others().items()
        ]
        chosen = len(self._chosen)
        if left := self._read_count - chosen:
            losses.append(
                counted(
                    left,
                    "image that is not marked as labeled is left out.",
                    "images that are not marked as labeled are left out.",
                )
            )
        there = set(self._there.ids)
        if gone := [id_ for id_ in self._chosen.ids if id_ not in there]:
            alone = len(gone) == 1
            why = said("its file is missing") if alone else said("their files are missing")
            names = some_names(map(self.identity.name_without_file, self._chosen.of(gone)))
            told = {"gone": left_out(len(gone)), "why": why, "names": names}
            losses.append(said("{gone} because {why}: {names}.", **told))
        if replaced := [image.name for image in self._others_there(self._other)]:
            whose = said("its name") if len(replaced) == 1 else said("their names")
            losses.append(
                said(
                    "{replaced} because another picture lies under {whose}: {replaced_2}.",
                    replaced=left_out(len(replaced)),
                    whose=whose,
                    replaced_2=some_names(replaced),
                )
            )
        losses += self.part_lines()
        if broken := self.broken:
            whose = said("its file") if len(broken) == 1 else said("their files")
            losses.append(
                said(
                    "{broken} because {whose} cannot be read: {values}.",
                    broken=left_out(len(broken)),
                    whose=whose,
                    values=some_names(broken.values()),
                )
            )
        return losses

    def region(self, image: ImageRecord) -> LookedAt | None:
        """What has been looked at of an image; ``None`` where that is all of it."""
        if not self.is_part(image.id):
            return None
        return self._project.regions.of(image.id, self._options.reader)

    def part_lines(self) -> list[str]:
        """Images of which only a part was looked at: what that means for what leaves."""
        if not (names := [image.name for image in self._there if self.is_part(image.id)]):
            return []
        if self._holds_unknown:
            return [
                said(
                    "{images} annotated in a region alone: what lies outside is unknown, and "
                    "objects are cut off at its border: {names}.",
                    images=counted(len(names), "image is", "images are"),
                    names=some_names(names),
                )
            ]
        why = said("only a region is annotated, and the format cannot tell unknown from empty")
        return [
            said(
                "{part} because {why}: {names}.",
                part=left_out(len(names)),
                why=why,
                names=some_names(names),
            )
        ]

    def _refuse_unknown_reader(self) -> None:
        reader, known = self._options.reader, self._project.readings.readers()
        if reader and reader not in known:
            raise LViTError(
                "No other reader of this project is called {reader}.",
                "Known: {known}." if known else "It has labels of its own only.",
                reader=reader,
                known=", ".join(known),
            )

    def _as_read(self, image: ImageRecord) -> ImageRecord | None:
        """The image as the reader left it whose labels are asked for, if that reader read it."""
        if not self._options.reader:
            return image
        readings = self._readings.get(image.id, [])
        own = next((one for one in readings if one.reader == self._options.reader), None)
        if own is None:
            return None
        return replace(image, state=own.state, sentence=own.sentence, reason="")

    def _others(self) -> dict[str, int]:
        """The readers whose labels stay here, as they are told, and on how many images."""
        found: dict[str, int] = {}
        for readings in self._readings.values():
            for one in readings:
                if one.reader != self._options.reader:
                    told = self.makers.reader(one.reader)
                    found[told] = found.get(told, 0) + 1
        return dict(sorted(found.items()))

    @cached_property
    def _there(self) -> StoredImages:
        """The chosen images that have a file, as they leave."""
        found = array("q")

        def files() -> Iterator[tuple[ImageRecord, Path]]:
            for image in self._chosen:
                path = self._project.images.path(image.id)
                if path.is_file():
                    found.append(image.id)
                    yield image, path

        self.identity.look_at(files())
        stay = set(self._stored.ids) - set(found)
        self.identity.know(self._project.images.path(id_) for id_ in sorted(stay))
        return StoredImages(found, self._fetch_leaving)

    def identity_lines(self) -> list[str]:
        """What of patients and readers of the chosen images does not leave, or may."""
        return self.identity.lines(self._there)

    @cached_property
    def _other(self) -> dict[int, Picture]:
        found = self._project.pictures.verify_all(self._there.ids, is_stopped)
        refuse_stopped()
        return found

    @cached_property
    def _chosen(self) -> StoredImages:
        every = self._options.images == "all"
        found = array("q")
        count = 0
        for image in self._stored:
            count += 1
            if every or image.state is ImageState.LABELED:
                found.append(image.id)
        self._read_count = count
        return self._stored.of(found)

    def _fetch_read(self, ids: Sequence[int]) -> list[ImageRecord]:
        """Images as the reader left them whose labels are asked for."""
        found = (self._as_read(image) for image in self._project.images.some(ids))
        return [image for image in found if image is not None]

    def _fetch_leaving(self, ids: Sequence[int]) -> list[ImageRecord]:
        read = self._fetch_read(ids)
        return [self._with_kind(self.identity.as_it_leaves(image)) for image in read]
