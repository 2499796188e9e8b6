"""Reading the provenance that our own exports carry, so that an import can give it back."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY, declared, declared_orientation
from lvit_core.exchange.exporting import KEYED_HASH, KNOWN_HASH, PROVENANCE_NAME
from lvit_core.exchange.json_numbers import is_number
from lvit_core.exchange.provenance_lines import DAMAGED, KnownLayers, ProvenanceLines
from lvit_core.imaging.spacing_kind import SpacingKind, kind_named
from lvit_core.inside import place_inside
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.prompt.template import Coded, Term


@dataclass(frozen=True)
class KnownImage:
    """What a provenance file says about one image."""

    source: Path | None = None
    number: int = 0  # its id in the project it came from
    template: str | None = None
    sentence: str = ""
    state: str = ""
    split: str = ""
    group: str = ""
    orientation: str | None = None
    content_hash: str = ""  # of the picture's file there
    digest: str = ""  # of the image that it was in the project, as it left
    spacing_mm: tuple[float, float] | None = None
    spacing_kind: SpacingKind | None = None
    reason: str = ""
    layers: KnownLayers = field(default_factory=dict)


class KnownImages(Mapping[str, KnownImage]):
    """What a file says of its images, by name; most of it stays in the file.

    Args:
        lines: The file.
        folder: Where it lies.
    """

    def __init__(self, lines: ProvenanceLines, folder: Path) -> None:
        self._lines, self._folder = lines, folder
        self._places: dict[str, int | KnownImage] = {}
        self._last: tuple[int, KnownImage] = (-1, KnownImage())

    def add(self, name: str, image: KnownImage, place: int | None) -> None:
        """Takes an image in, which a line at ``place`` tells of, or no line of its own."""
        self._places[name] = image if place is None else place

    def __getitem__(self, name: str) -> KnownImage:
        found = self._places[name]
        if isinstance(found, KnownImage):
            return found
        if self._last[0] != found:
            try:
                self._last = found, _image(*self._lines.image_at(found), self._folder)
            except (OSError, *DAMAGED):  # it was changed meanwhile
                return KnownImage()
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True)
class KnownDataset:
    """What a provenance file says about a data set; empty when there is none."""

    images: Mapping[str, KnownImage] = field(default_factory=dict)
    template: str | None = None
    laterality: str | None = None
    reader: str = ""  # whose labels they are, where they were not the project's own
    codes: dict[tuple[str, str], Coded] = field(default_factory=dict)  # by class and layer
    licence: str = ""
    damaged: int = 0  # images of which it says something that cannot be read


def read_provenance(folder: str | Path) -> KnownDataset:
    """The provenance beside a data set; what is unreadable in it counts as not there.

    Raises:
        LViTError: It declares sides that this program does not know.
    """
    folder = Path(folder)
    lines = ProvenanceLines(folder / PROVENANCE_NAME)
    images = KnownImages(lines, folder)
    damaged = 0
    for entry, layers, place in lines.images():
        try:
            images.add(str(entry["name"]), _image(entry, layers, folder), place)
        except DAMAGED:
            damaged += 1
    head = lines.rest()
    template = _text_or_none(head.get("template"))
    laterality = declared(head.get(KEY), f"{folder.name}/{PROVENANCE_NAME}")
    reader = _text_or_none(head.get("reader")) or ""
    codes = _codes(head.get("codes"))
    licence = _text_or_none(head.get("licence")) or ""
    damaged += lines.damaged
    return KnownDataset(images, template, laterality, reader, codes, licence, damaged)


def _codes(told: Any) -> dict[tuple[str, str], Coded]:
    """What classes are in coded terms, also by class alone where one layer has it."""
    found: dict[tuple[str, str], Coded] = {}
    for one in told if isinstance(told, list) else ():
        with suppress(*DAMAGED):
            coded = Coded(_term(one["category"]), _term(one["type"]))
            found[str(one["class"]), str(one["layer"])] = coded
    names = Counter(name for name, _ in found)
    alone = {(name, ""): coded for (name, _), coded in found.items() if names[name] == 1}
    return found | alone


def _term(told: dict[str, Any]) -> Term:
    return Term(str(told["value"]), str(told["scheme"]), str(told["meaning"]))


def read_origins(path: Path) -> list[AnswerOrigin]:
    """What made the answers that objects of a data set name; none where nothing readable says it.

    Args:
        path: The data set's folder, or a file in it.
    """
    folder = path if path.is_dir() else path.parent
    answers = ProvenanceLines(folder / PROVENANCE_NAME).rest().get("answers")
    found: list[AnswerOrigin] = []
    for told in answers.values() if isinstance(answers, dict) else ():
        with suppress(*DAMAGED):
            if not any(isinstance(value, list | dict) for value in told.values()):
                found.append(AnswerOrigin.from_dict(told))
    return found


def _text_or_none(told: object) -> str | None:
    return told if isinstance(told, str) else None


def _image(entry: dict[str, Any], layers: KnownLayers, folder: Path) -> KnownImage:
    told = str(entry.get("file") or entry.get("source") or "")
    return KnownImage(
        source=_inside(folder, told) if told else None,
        number=number if type(number := entry.get("number")) is int else 0,
        template=_text_or_none(entry.get("template")),
        sentence=str(entry.get("sentence") or ""),
        state=str(entry.get("state") or ""),
        split=str(entry.get("split") or ""),
        group=str(entry.get("group") or ""),
        orientation=declared_orientation(entry.get(ORIENTATION_KEY)),
        content_hash=str(entry.get("file_hash") or entry.get(KNOWN_HASH) or ""),
        digest=str(entry.get(KEYED_HASH) or entry.get(KNOWN_HASH) or ""),
        spacing_mm=_spacing(entry.get("spacing_mm")),
        spacing_kind=kind_named(entry.get("spacing_kind")),
        reason=_text_or_none(entry.get("reason")) or "",
        layers=layers,
    )


def _inside(folder: Path, told: str) -> Path:
    """Where a picture lies in a data set; of one that lies elsewhere only the name is believed."""
    place = place_inside(folder, told)
    return place or folder / "images" / PureWindowsPath(told).name.replace("\0", "")


def _spacing(told: Any) -> tuple[float, float] | None:
    if not isinstance(told, list) or len(told) != 2:
        return None
    if not all(map(is_number, told)):
        raise ValueError("the size of a pixel is no number")
    height, width = map(float, told)
    return (height, width) if 0 < height < math.inf and 0 < width < math.inf else None
