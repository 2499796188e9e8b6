"""Under which names images leave: those from DICOM files under others, unless it was asked for.

A name of a DICOM file is mostly the patient's or the hospital's number. It is replaced once, in the
record that every format gets, so that no file name, sidecar, table or message can carry it. What a
person here reads names both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.dicom_warnings import suspicion_of
from lvit_core.exchange.few_names import FewNames
from lvit_core.exchange.makers import Makers
from lvit_core.exchange.names_in_texts import NamesInTexts, words_of
from lvit_core.exchange.number_table import NumberTable
from lvit_core.imaging.reader import Reader
from lvit_core.imaging.readers import reader_table
from lvit_core.imaging.sniff import format_of
from lvit_core.project.project import Project
from lvit_core.project.pseudonyms import KEYED_GROUP
from lvit_core.project.records import ImageRecord
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, reworded, said

_PSEUDONYM = re.compile(r"dicom-[0-9a-f]{10}(?:\.dcm)?|reader-[0-9a-f]{8}")


def leaving_name(project: Project, image: ImageRecord) -> str:
    """What one image is called in a file that leaves by itself; its file is looked at."""
    return _hidden(project, image) if _from_dicom(project.images.path(image.id)) else image.name


class Identity:
    """The names of the images of one export.

    Args:
        project: Where the images are.
        makers: What readers are called.
        keep: True leaves all names of images as they are.
    """

    def __init__(self, project: Project, makers: Makers, *, keep: bool) -> None:
        self._project = project
        self._makers = makers
        self.keep = keep
        self._ids = NumberTable()  # of hidden images, by the number in the pseudonym
        self.hidden = NumberTable()  # images that leave under another name
        self._dicom = 0  # images from DICOM files
        self._patients: set[str] = set()  # of DICOM files
        self._shown = FewNames()  # what may show names in the picture, and why
        self._texts = NamesInTexts(() if makers.keeps_readers else project.people)
        self._named = FewNames()  # images that leave with a patient as somebody typed it

    def look_at(self, files: Iterable[tuple[ImageRecord, Path]]) -> None:
        """Takes in which images are hidden; a file that cannot be told counts as DICOM."""
        for image, path in files:
            dicom = _from_dicom(path)
            self._texts.look(image.sentence, image.reason)
            if not dicom:
                self._makers.keep_hash(image.content_hash)
                if not self.keep and image.group not in self._patients and _is_name(image.group):
                    self._named.add(image.name)
                continue
            self._dicom += 1
            if not self.keep:
                self._patients |= {image.group} - {""}
                self._hide(image, path)

    def know(self, paths: Iterable[Path]) -> None:
        """Takes in whom files name that stay here, where texts leave that could speak of them."""
        if self.keep or not self._texts.any:
            return
        for path in paths:
            refuse_stopped()
            if path.is_file() and _from_dicom(path):
                self._texts.add_patient(suspicion_of(path).names)

    def as_it_leaves(self, image: ImageRecord) -> ImageRecord:
        """An image that was looked at under the name and group that leave."""
        if image.id in self.hidden:
            name = _hidden(self._project, image)
            return replace(image, name=name, path="", group=self._patient(image.group))
        if image.group in self._patients:  # a photograph of a patient who is hidden elsewhere
            return replace(image, group=self._patient(image.group))
        return image

    def name_without_file(self, image: ImageRecord) -> str:
        """What an image is called whose file is gone: by its name alone it may be DICOM."""
        ending = self._project.images.path(image.id).suffix.lower()
        tells = any(ending in one.suffixes for one in _readers() if not one.tells_patient)
        return image.name if self.keep or tells else _hidden(self._project, image)

    def _patient(self, group: str) -> str:
        if not group or KEYED_GROUP.fullmatch(group):
            return group
        return self._project.pseudonyms.patient(group)

    def _hide(self, image: ImageRecord, path: Path) -> None:
        name = self._project.pseudonyms.image(image.id)
        self._ids.add(_number(name), image.id)
        self.hidden.add(image.id)
        suspicion = suspicion_of(path)
        if suspicion.picture:
            self._shown.add(f"{name} ({suspicion.picture})")
        self._texts.add_patient(suspicion.names)

    def without_names(self, text: str, image: ImageRecord, path: Path) -> str:
        """A message about a file as it may leave: readers name the file they speak of."""
        if image.id not in self.hidden:
            return text
        return reworded(
            text, lambda one: one.replace(str(path), image.name).replace(path.name, image.name)
        )

    def lines(self, images: Iterable[ImageRecord]) -> list[str]:
        """What does not leave, and what may leave all the same, one sentence each.

        Args:
            images: As they leave.
        """
        texts = (
            (
                one.name.removesuffix(".dcm" * (one.id in self.hidden)),
                f"{one.sentence} {one.reason}",
            )
            for one in images
        )
        return self._lines_of_dicom() + self._lines_of_typed() + self._texts.lines(texts)

    def _lines_of_typed(self) -> list[str]:
        if not self._named.count:
            return []
        leave = counted(self._named.count, "image leaves", "images leave")
        return [
            said(
                "{leave} with the patient as it was typed here, which may be a name: {names}. "
                "A number or letters tell patients apart as well.",
                leave=leave,
                names=self._named.told(),
            )
        ]

    def _lines_of_dicom(self) -> list[str]:
        if not self._dicom:
            return []
        if self.keep:
            files = counted(self._dicom, "DICOM file")
            return [
                said(
                    "Patients can be told by the files: the names of {files} and what the headers "
                    "say leave as they are, because it was asked for.",
                    files=files,
                )
            ]
        come = counted(self._dicom, "image is from a DICOM file", "images are from DICOM files")
        found = [
            said(
                "{come}: the names of files become others (dicom-...), the same in every export "
                "of this project; names, dates and numbers of the headers do not leave, and "
                "neither does the project's name.",
                come=come,
            )
        ]
        if self._shown.count:
            found.append(
                said(
                    "{count} may show a name in the picture itself; look before you pass it on: "
                    "{shown}.",
                    count=counted(self._shown.count, "picture"),
                    shown=self._shown.told(),
                )
            )
        return found

    def told(self, text: str) -> str:
        """A message for a person here, who knows images and readers by their names."""
        return reworded(text, partial(_PSEUDONYM.sub, self._both))

    def _both(self, found: re.Match[str]) -> str:
        told = found[0].removesuffix(".dcm")
        name = self._name_of(told) or self._makers.names.get(told)
        return found[0] if name is None else f"{name} ({found[0].removesuffix('.dcm')})"

    def _name_of(self, pseudonym: str) -> str:
        """The name of an image that is hidden; empty where it is none."""
        id_ = self._ids.get(_number(pseudonym))
        return next((one.name for one in self._project.images.some([id_] * bool(id_))), "")

    @property
    def title(self) -> str:
        """What the whole may be called: the project's name, unless it may be a patient's."""
        return "" if self.hidden else self._project.settings.name


def _hidden(project: Project, image: ImageRecord) -> str:
    return f"{project.pseudonyms.image(image.id)}.dcm"


def _is_name(group: str) -> bool:
    """Whether what was typed for a patient has a word that may be of a name: no number has."""
    return not KEYED_GROUP.fullmatch(group) and any(map(str.isalpha, words_of(group)))


def _number(pseudonym: str) -> int:
    """What tells one pseudonym of an image from another; 0 for those of readers."""
    kind, _, number = pseudonym.partition("-")
    return int(number, 16) if kind == "dicom" else 0


def _readers() -> Iterable[Reader]:
    return reader_table().items.values()


def _from_dicom(path: Path) -> bool:
    try:
        return format_of(path) == "dicom"
    except LViTError:
        return True


def names_outside(project: Project) -> dict[str, str]:
    """What images from DICOM files, and readers, are called in exports -> their names."""
    images = {
        project.pseudonyms.image(image.id): image.name
        for image in project.images.all()
        if _from_dicom(project.images.path(image.id))
    }
    return images | Makers(project, keep_readers=False, keep_hashes=False).names
