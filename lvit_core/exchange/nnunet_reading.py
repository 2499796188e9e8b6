"""Reading nnU-Net's raw data sets, of its first and second version, ours and others'.

Test cases are the hold-out. Without labeled ones, the cases that the first fold of
``splits_final.json`` validates on are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Labeled
from lvit_core.exchange.json_files import read_json
from lvit_core.exchange.json_numbers import whole_told
from lvit_core.exchange.label_names import names_of_json
from lvit_core.exchange.label_pictures import areas_of_named
from lvit_core.exchange.masks_alone import item_of
from lvit_core.exchange.nifti_files import is_nifti, open_nifti, tiff_of
from lvit_core.exchange.nifti_maps import is_from_nifti, map_layer, picture_item
from lvit_core.exchange.nifti_volumes import bare_volume, is_volume, volume_item, volume_layer
from lvit_core.exchange.picture_files import read_labels, read_numbers
from lvit_core.exchange.provenance_file import KnownImage, read_provenance
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.wording import counted, said

JSON_NAME = "dataset.json"
SPLITS_NAME = "splits_final.json"
IGNORED = "ignore"  # a label that says that nobody knows
# How we write classes that somebody called by names that mean something else.
_OUR_NAMES = {f"{name} (class)": name for name in ("background", IGNORED)}
_CHANNEL = re.compile(r"^(.+)_(\d{4})$")
_OUR_CASE = re.compile(r"^(.+)-(\d{5,})$")
_COLOURS = (("r", "g", "b"), ("red", "green", "blue"))


@dataclass(frozen=True, eq=False)
class _Description:
    """What ``dataset.json`` says.

    Args:
        names: Of the labels; ``""`` for those that mean nothing.
        channels: Names of the channels in their order.
        ending: Of all files, where it is said.
    """

    names: dict[int, str]
    channels: list[str]
    ending: str


def read(path: Path) -> Bundle:
    """Reads a data set folder, or all in a folder.

    Raises:
        LViTError: There is none.
    """
    roots = _roots(path)
    if not roots:
        raise LViTError(
            "{name} holds no data set of nnU-Net.",
            "Choose the folder that holds {json_name} and imagesTr.",
            name=path.name,
            json_name=JSON_NAME,
        )
    items = Spool()
    notes: list[str] = []
    losses: list[Loss] = []
    template = None
    for root in roots:
        found = _Reading(root, path)
        items.extend(found.items())
        notes += found.notes
        losses += found.losses
        template = template or found.known.template
    return Bundle(items, notes, template, losses=losses)


def _roots(path: Path) -> list[Path]:
    folder = path.parent if path.is_file() else path
    if folder.name in ("labelsTr", "labelsTs"):
        folder = folder.parent
    if _is_root(folder) or (folder / "labelsTs").is_dir():
        return [folder]
    return [
        place for depth in ("*", "*/*") for place in sorted(folder.glob(depth)) if _is_root(place)
    ]


def _is_root(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in ("imagesTr", "imagesTs", "labelsTr"))


class _Reading:
    """One data set."""

    def __init__(self, root: Path, asked: Path) -> None:
        self._root, self._asked = root, asked
        self.notes: list[str] = []
        self.losses: list[Loss] = []
        self._of_many: list[str] = []  # cases of which one channel is shown
        self._described = self._description()
        self.known = read_provenance(root)
        if not self.known.images:
            self.known = read_provenance(root.parent)
        self._stems: dict[str, list[str]] = {}
        for stem in self.known.images:
            self._stems.setdefault(plain_stem(stem), []).append(stem)

    def items(self) -> Iterator[BundleItem]:
        """Every case, those with labels first."""
        tests_labeled = bool(self._files("labelsTs"))
        held = set[str]() if tests_labeled else self._validated()
        for part in ("Tr", "Ts"):
            cases = self._cases(f"images{part}")
            labels = {_case(file): file for file in self._files(f"labels{part}")}
            bare = []
            for case, channels in cases.items():
                file = labels.pop(case, None)
                bare += [case] * (file is None)
                split = HOLDOUT if part == "Ts" or case in held else TRAIN if held else ""
                item = self._item(case, channels, file, split)
                if item is not None:
                    yield item
            if not cases:  # an image of a project may have that name
                yield from self._alone(labels)
            else:
                self.losses += [
                    Loss(f"labels{part}/{file.name}", "", "There is no image of that name.")
                    for file in labels.values()
                ]
            if bare:
                told = said(
                    "{images} in {folder} without labels: {names}.",
                    images=counted(len(bare), "image"),
                    folder=f"images{part}",
                    names=some_names(bare),
                )
                self.notes.append(told)
        if self._of_many:
            shown = (self._described.channels or [said("the first")])[0]
            self.notes.append(
                said(
                    "Of several channels, {shown} is shown: {names}.",
                    shown=shown,
                    names=some_names(self._of_many),
                )
            )

    def _description(self) -> _Description:
        try:
            document = read_json(self._root / JSON_NAME)
        except LViTError as error:
            self.losses.append(Loss(JSON_NAME, "", error.message))
            return _Description({}, [], "")
        told = document if isinstance(document, dict) else {}
        names: dict[int, str] = {}
        if isinstance(labels := told.get("labels"), Mapping):
            names = names_of_json(labels)
            regions = [str(name) for name, value in labels.items() if isinstance(value, list)]
            if regions:
                names = _of_regions(labels) | names
                self.notes.append(
                    said(
                        "Regions of nnU-Net are made of labels; each label is a class by itself: "
                        "{names}.",
                        names=some_names(regions),
                    )
                )
        names = {n: "" if name == IGNORED else name for n, name in names.items()}
        names = {n: _OUR_NAMES.get(name, name) for n, name in names.items()}
        channels = told.get("channel_names", told.get("modality"))
        listed = (
            [str(channels[key]) for key in sorted(channels, key=_whole)]
            if isinstance(channels, Mapping)
            else []
        )
        ending = told.get("file_ending")
        return _Description(names, listed, ending if isinstance(ending, str) else "")

    def _files(self, folder: str) -> list[Path]:
        place = self._root / folder
        if not place.is_dir():
            return []
        files = [file for file in sorted(place.iterdir()) if file.is_file()]
        ending = self._described.ending
        named = [file for file in files if not file.name.startswith(".")]
        return [file for file in named if not ending or file.name.endswith(ending)]

    def _cases(self, folder: str) -> dict[str, list[Path]]:
        """The channels of each case in their order."""
        found: dict[str, list[Path]] = {}
        for file in self._files(folder):
            match = _CHANNEL.match(_case(file))
            found.setdefault(match[1] if match else _case(file), []).append(file)
        return found

    def _validated(self) -> set[str]:
        beside = self._asked / "nnUNet_preprocessed" / self._root.name
        files = (place / SPLITS_NAME for place in (self._root, beside))
        file = next((file for file in files if file.is_file()), None)
        if file is None:
            return set()
        try:
            first = read_json(file)[0]
            held = {str(case) for case in first["val"]}
        except (LViTError, KeyError, IndexError, TypeError):
            self.losses.append(Loss(SPLITS_NAME, "", "It does not list folds."))
            return set()
        self.notes.append(
            said("The first fold's {count} validation cases are the hold-out.", count=len(held))
        )
        return held

    def _item(
        self, case: str, channels: list[Path], labels: Path | None, split: str
    ) -> BundleItem | None:
        facts = self._fact(case)
        own: list[Loss] = []
        try:
            item = self._picture(case, channels)
        except LViTError as error:
            self.losses.append(Loss(channels[0].name, "", error.message))
            if labels is not None:
                self.losses.append(Loss(labels.name, "", "Its image cannot be read."))
            return None
        layers = []
        if labels is not None:
            try:
                layers.append(self._layer(labels, channels[0]))
            except LViTError as error:
                own.append(Loss(labels.name, "", error.message))
        if is_nifti(channels[0]) and is_volume(channels[0]) and not layers:
            self.losses += own or [bare_volume(channels[0])]
            return None
        return replace(
            item, layers=layers, losses=own, source=labels.name if labels else channels[0].name,
            sentence=facts.sentence, template=facts.template, group=facts.group,
            split=facts.split or split, state=facts.state, laterality=self.known.laterality,
            orientation=facts.orientation if facts.digest else item.orientation,
            digest=facts.digest, spacing_mm=facts.spacing_mm, spacing_kind=facts.spacing_kind,
            reason=facts.reason,
        )  # fmt: skip

    def _alone(self, labels: Mapping[str, Path]) -> Iterator[BundleItem]:
        """Labels of images that only a project has."""
        for case, file in labels.items():
            ours, facts = _OUR_CASE.match(case), self._fact(case)
            try:
                item = item_of(file, [self._layer(file, None)], *([ours[1]] if ours else []))
            except LViTError as error:
                self.losses.append(Loss(file.name, "", error.message))
                continue
            on = partial(_item_on, item, file, self._described.names) if is_nifti(file) else None
            yield replace(item, on=on, digest=facts.digest)

    def _fact(self, case: str) -> KnownImage:
        ours = _OUR_CASE.match(case)
        if ours is None:
            return KnownImage()
        same = [self.known.images[stem] for stem in self._stems.get(ours[1], [])]
        # Several stems may look alike in plain letters: then only the image's number tells.
        if len(same) > 1 or any(facts.number for facts in same):
            same = [facts for facts in same if facts.number == int(ours[2])]
        return same[0] if same else KnownImage()

    def _layer(self, labels: Path, picture: Path | None) -> BundleLayer:
        if picture is not None and is_nifti(picture) and is_volume(picture):
            return volume_layer(labels, picture, self._described.names or {1: "class 1"})
        if is_nifti(labels):
            return map_layer(labels, picture, self._described.names or {1: "class 1"})
        seen = partial(_look, names=self._described.names)
        return BundleLayer.of_file("", labels, seen, labels.name)

    def _picture(self, case: str, channels: list[Path]) -> BundleItem:
        first = channels[0]
        names = tuple(name.strip().lower() for name in self._described.channels)
        coloured = len(channels) == 3 and (names in _COLOURS or not names)
        if len(channels) > 1 and not coloured:
            self._of_many.append(case)
        if is_nifti(first) and is_volume(first):
            if coloured:
                self._of_many.append(case)
            return volume_item(first)
        if is_nifti(first):
            item = picture_item(first, case)
            if not coloured:
                return item
            for file in channels:
                open_nifti(file)  # refuses what cannot be read now
            return replace(item, embedded=partial(_colours, channels))
        if not coloured:
            return BundleItem(first)
        return BundleItem(
            first.with_name(f"{case}.tif"), embedded=partial(_joined, channels), found=False
        )


def _item_on(item: BundleItem, labels: Path, names: Mapping[int, str], picture: Path) -> BundleItem:
    """The labels for a project's picture."""
    known = None if is_from_nifti(picture) else picture
    return replace(item, layers=[map_layer(labels, known, names or {1: "class 1"})], on=None)


def _look(path: Path, names: Mapping[int, str]) -> Labeled:
    return areas_of_named(read_numbers(path), names)


def _colours(channels: list[Path]) -> bytes:
    try:
        files = [open_nifti(file) for file in channels]
        turning = files[0].turning()
        planes = [file.pixels(turning) for file in files]
    except LViTError as error:
        raise ValueError(error.message) from error
    return tiff_of(_stacked(planes), files[0].spacing_mm(turning))


def _joined(files: list[Path]) -> bytes:
    try:
        return tiff_of(_stacked([read_labels(file) for file in files]), None)
    except LViTError as error:
        raise ValueError(error.message) from error


def _stacked(planes: list[Any]) -> Any:
    if len({plane.shape for plane in planes}) > 1:
        raise ValueError("channels of several sizes")
    whole = np.stack(planes, axis=-1)
    if whole.dtype != np.uint8:
        if whole.min() < 0 or whole.max() > 255:
            raise ValueError("colours have 8 bits")
        whole = whole.astype(np.uint8)
    return whole


def _of_regions(labels: Mapping[Any, Any]) -> dict[int, str]:
    """A name for each label that regions are made of: that of the smallest region it is in."""
    found: dict[int, tuple[int, str]] = {}
    for name, value in labels.items():
        if isinstance(value, list):
            for number in value:
                if type(number) is int and number > 0:
                    found[number] = min(found.get(number, (1 << 30, "")), (len(value), str(name)))
    return {number: name for number, (_, name) in found.items()}


def _case(file: Path) -> str:
    name = file.name
    return name[: -len(".nii.gz")] if name.lower().endswith(".nii.gz") else file.stem


def plain_stem(stem: str) -> str:
    """A stem in the letters that our cases have, with which nnU-Net's own scripts can deal."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", stem).strip("-") or "image"


def _whole(key: Any) -> int:
    told = whole_told(str(key))
    return 1 << 30 if told is None else told
