"""Reading label maps in NIfTI with their pictures, as we write them and as others lay them out.

Pictures may be NIfTI too, then they come in as TIFF, or any other picture of the same name. A map
of classes gives an object for each connected area.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Labeled, labels_of
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.exporting import PROVENANCE_NAME
from lvit_core.exchange.json_files import read_json
from lvit_core.exchange.label_names import names_beside
from lvit_core.exchange.label_pictures import areas_of_classes, classes_at
from lvit_core.exchange.mask_names import is_mask_name, plain_stem
from lvit_core.exchange.nifti_files import (
    is_nifti,
    open_nifti,
    read_numbers,
    stem_of,
)
from lvit_core.exchange.nifti_maps import is_from_nifti, map_layer, picture_item
from lvit_core.exchange.nifti_volumes import (
    bare_volume,
    is_volume,
    volume_item,
    volume_layer,
    volume_numbers,
)
from lvit_core.exchange.paging import page_named
from lvit_core.exchange.provenance_file import KnownImage, read_provenance
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.imaging.readers import is_named_like_a_picture, pages_of
from lvit_core.wording import said

_MASK_FOLDERS = frozenset(
    {"masks", "mask", "labels", "label", "labelstr", "labelsts", "instances", "annotations",
     "segmentations", "segmentation", "seg", "gt", "ground_truth", "rois"}
)  # fmt: skip
_KINDS = ("instances", "class")  # of our own maps
_MOST_NUMBERS = 32  # of a picture without company that can be a map of labels


@dataclass(eq=False)
class _Pair:
    """A picture, if there is one, and its maps, each with the class that its name tells."""

    stem: str
    picture: Path | None
    maps: list[tuple[Path, str]] = field(default_factory=list)


def read(path: Path) -> Bundle:
    """Reads a folder of pictures and maps, or one map.

    Raises:
        LViTError: There is no NIfTI file.
    """
    if path.is_dir() and ((layers := _our_layers(path)) or _is_ours(path)):
        return _read_ours(path, layers)
    root = path if path.is_dir() else path.parent
    files = [file for file in sorted(root.rglob("*")) if file.is_file()]
    volumes = [file for file in files if is_nifti(file)]
    if not volumes:
        raise LViTError(
            "{name} holds no NIfTI file.", "Choose the folder of the maps.", name=path.name
        )
    pictures = [file for file in files if is_named_like_a_picture(file) and not _is_map(file, root)]
    losses: list[Loss] = []
    if path.is_file():
        maps = [path]
        pictures += [file for file in volumes if file != path and not _is_map(file, root)]
    else:
        maps = [file for file in volumes if _is_map(file, root)] or _maps_by_picture(
            volumes, pictures, losses
        )
        pictures += [file for file in volumes if file not in set(maps)]
    pairs = _paired(maps, pictures, losses)
    if path.is_file():
        pairs = [pair for pair in pairs if pair.maps]
    items = Spool(item for pair in pairs if (item := _item(pair, losses)) is not None)
    return Bundle(items, losses=losses)


def _is_map(file: Path, root: Path) -> bool:
    folders = {folder.lower() for folder in file.relative_to(root.parent).parts[:-1]}
    stem = stem_of(file)
    return bool(folders & _MASK_FOLDERS) or is_mask_name(stem) or plain_stem(stem) != folded(stem)


def _maps_by_picture(volumes: list[Path], pictures: list[Path], losses: list[Loss]) -> list[Path]:
    """Which files are maps where no name says it: those of pictures, else those that look so."""
    stems = {folded(file.stem) for file in pictures}
    if named := [file for file in volumes if folded(stem_of(file)) in stems]:
        return named
    return [file for file in volumes if _looks_like_a_map(file)]


def _looks_like_a_map(file: Path) -> bool:
    try:
        opened = open_nifti(file)
        if is_volume(file):
            return len(volume_numbers(file)) < _MOST_NUMBERS
        numbers = read_numbers(opened, opened.turning())
    except LViTError:
        return False
    return len(np.unique(numbers)) <= _MOST_NUMBERS


def _paired(maps: list[Path], pictures: list[Path], losses: list[Loss]) -> list[_Pair]:
    pairs = {file: _Pair(stem_of(file), file) for file in pictures}
    alone: dict[str, _Pair] = {}
    pages: dict[tuple[Path, str, int], _Pair] = {}
    for file in maps:
        stem = folded(stem_of(file))
        if (page := _page_of(file, pictures)) is not None:
            pages.setdefault(page, _Pair(stem, page[0])).maps.append((file, ""))
            continue
        matches = [one for one in pictures if folded(stem_of(one)) == stem] or [
            one for one in pictures if plain_stem(stem_of(one)) == plain_stem(stem)
        ]
        class_name = ""
        if not matches:
            matches, class_name = _beginning(stem, pictures)
        if len(matches) > 1:
            matches = _nearest(file, matches)
        if len(matches) > 1:
            losses.append(Loss(file.name, "", said("Several pictures have that name.")))
        elif matches:
            pairs[matches[0]].maps.append((file, class_name))
        else:
            name = plain_stem(stem_of(file))
            alone.setdefault(name, _Pair(name, None)).maps.append((file, ""))
    stacks = {stack for stack, _, _ in pages}
    rest = [pair for file, pair in pairs.items() if pair.maps or file not in stacks]
    return [*rest, *pages.values(), *alone.values()]


def _page_of(file: Path, pictures: list[Path]) -> tuple[Path, str, int] | None:
    """Which page of which file with several pictures the name of a map says."""
    named = page_named(stem_of(file))
    if named is None or any(folded(stem_of(one)) == folded(stem_of(file)) for one in pictures):
        return None
    stacks = [one for one in pictures if folded(one.stem) == named.base and _is_stack(one)]
    stacks = _nearest(file, stacks) if len(stacks) > 1 else stacks
    return (stacks[0], named.word, named.number) if len(stacks) == 1 else None


def _beginning(stem: str, pictures: list[Path]) -> tuple[list[Path], str]:
    """The pictures whose name a map's begins with, and what is behind it: a class."""
    starts = {folded(stem_of(one)) for one in pictures}
    fitting = [one for one in starts if stem.startswith((f"{one}_", f"{one}-", f"{one}."))]
    start = max(fitting, key=len, default="")
    if not start:
        return [], ""
    behind = plain_stem(stem[len(start) + 1 :])
    found = [one for one in pictures if folded(stem_of(one)) == start]
    return found, "" if is_mask_name(f"x_{behind}") else behind


def _nearest(file: Path, pictures: list[Path]) -> list[Path]:
    def shared(one: Path) -> int:
        same = zip(one.parts, file.parts, strict=False)
        return next((i for i, (a, b) in enumerate(same) if a != b), len(file.parts))

    most = max(shared(one) for one in pictures)
    return [one for one in pictures if shared(one) == most]


def _item(pair: _Pair, losses: list[Loss]) -> BundleItem | None:
    own: list[Loss] = []
    layers = []
    volume = pair.picture if pair.picture is not None and _is_volume(pair.picture) else None
    for file, class_name in pair.maps:
        try:
            names = names_beside(file, stem_of(file))
            if volume is None:
                layers.append(map_layer(file, pair.picture, names, class_name))
            else:
                layers.append(volume_layer(file, volume, names, class_name))
        except LViTError as error:
            own.append(Loss(file.name, "", f"{error.message} {error.hint}".strip()))
    if volume is not None and not layers:
        losses += own or [bare_volume(volume)]
        return None
    if own and not layers and pair.picture is not None and _is_stack(pair.picture):
        name = f"{pair.stem}_page_2.nii.gz"
        losses += [
            replace(
                one,
                reason=said(
                    "{reason} Name it after its page, as in {name}.", reason=one.reason, name=name
                ),
            )
            for one in own
        ]
        return None
    source = " and ".join(file.name for file, _ in pair.maps)
    if pair.picture is None:
        if not layers:
            losses += own
            return None
        item = BundleItem(pair.maps[0][0].with_name(f"{pair.stem}.tif"), found=False)
    elif is_nifti(pair.picture):
        try:
            item = volume_item(volume) if volume else picture_item(pair.picture, pair.stem)
        except LViTError as error:
            reason = f"{error.message} {error.hint}".strip()
            losses.append(Loss(pair.picture.name, "", reason))
            losses += [one for one in own if (one.file, one.reason) != (pair.picture.name, reason)]
            losses += [
                Loss(layer.what, "", said("Its picture cannot be read.")) for layer in layers
            ]
            return None
    else:
        item = BundleItem(pair.picture)
    return BundleItem(
        item.image, layers=layers, source=source, losses=own, embedded=item.embedded,
        found=item.found, orientation=item.orientation,
        on=partial(_item_on, pair) if pair.picture is None else None,
    )  # fmt: skip


def _item_on(pair: _Pair, picture: Path) -> BundleItem:
    """The maps for a project's picture: what that says of its place counts, as beside them.

    A picture that came in as NIfTI lies as people look at a patient, whatever it was.
    """
    known = pair.picture if is_from_nifti(picture) else picture
    found = _item(replace(pair, picture=known), losses := list[Loss]())
    if found is None:
        raise LViTError(losses[0].reason)
    return replace(found, found=False, on=None)


def _is_stack(picture: Path) -> bool:
    try:
        return not is_nifti(picture) and len(pages_of(picture)) > 1
    except LViTError:  # whoever reads it says what is wrong with it
        return False


def _is_volume(picture: Path) -> bool:
    try:
        return is_nifti(picture) and is_volume(picture)
    except LViTError:  # whoever reads it says what is wrong with it
        return False


def _is_ours(path: Path) -> bool:
    """Whether we wrote a folder, also one without a label."""
    return all(
        (path / name).is_file() for name in (PROVENANCE_NAME, "classes.json", "images.jsonl")
    )


def _our_layers(path: Path) -> list[Path]:
    kinds = (place for kind in _KINDS for place in path.glob(f"*/{kind}"))
    return sorted({place.parent for place in kinds if any(map(is_nifti, place.iterdir()))})


def _read_ours(path: Path, layers: list[Path]) -> Bundle:
    known = read_provenance(path)
    legend = _legend(path)
    pictures = {stem_of(file): file for file in sorted(path.glob("images/*")) if is_nifti(file)}
    maps = {
        (layer, kind): {
            stem_of(file): file for file in sorted((layer / kind).glob("*")) if is_nifti(file)
        }
        for layer in layers
        for kind in _KINDS
    }
    stems = dict.fromkeys([*pictures, *(stem for files in maps.values() for stem in files)])
    items, losses = Spool(), list[Loss]()
    for stem in stems:
        facts = known.images.get(stem, KnownImage())
        try:
            item = _our_item(stem, pictures.get(stem), facts, path)
            found = []
            for layer in layers:
                instances, classes = (maps[layer, kind].get(stem) for kind in _KINDS)
                names = legend.get(layer.name, [])
                found.append(_our_layer(layer, instances, classes, facts, names))
        except LViTError as error:
            losses.append(Loss(f"{stem}.nii.gz", "", error.message))
            continue
        items.append(
            BundleItem(
                item.image, layers=[layer for layer in found if layer is not None],
                embedded=item.embedded, found=False, source=item.source,
                orientation=facts.orientation if facts.digest else item.orientation,
            )
        )  # fmt: skip
    return Bundle(items, template=known.template, losses=losses)


def _our_item(stem: str, picture: Path | None, facts: KnownImage, path: Path) -> BundleItem:
    if picture is None:
        return BundleItem(path / f"{stem}.tif", found=False)
    return picture_item(picture, stem, mirrored=facts.orientation == "R")


def _our_layer(
    folder: Path, instances: Path | None, classes: Path | None, facts: KnownImage, names: list[str]
) -> BundleLayer | None:
    file = instances or classes
    if file is None:
        return None
    records = facts.layers.get(folder.name, {}) if instances is not None else {}
    what = f"{folder.name}/{file.parent.name}/{file.name}"
    mirrored = facts.orientation == "R"
    for one in (instances, classes):
        if one is not None:
            _ = open_nifti(one).plane  # refuses volumes now
    told = classes if not records and len(names) > 1 else None
    look = partial(_our_labels, instances, told, classes, names, mirrored)
    return BundleLayer(folder.name, partial(labels_of, look), records=records, what=what, look=look)


def _our_labels(
    instances: Path | None, told: Path | None, areas: Path | None, names: list[str], mirrored: bool
) -> Labeled:
    """Objects with the classes that ``told`` tells; else the areas of each class."""
    if instances is None:
        assert areas is not None  # one of the two is there
        return areas_of_classes(_numbers(areas, mirrored), dict(enumerate(names)))
    labels = _numbers(instances, mirrored)
    if told is None:
        return Labeled(labels)
    return Labeled(labels, classes_at(labels, _numbers(told, mirrored), names, told.name))


def _numbers(file: Path, mirrored: bool) -> NDArray[np.int32]:
    opened = open_nifti(file)
    return read_numbers(opened, opened.turning(mirrored=mirrored))


def _legend(path: Path) -> dict[str, list[str]]:
    try:
        document = read_json(path / "classes.json")
    except LViTError:
        return {}
    if not isinstance(document, dict):
        return {}
    return {
        str(name): [str(one) for one in told]
        for name, told in document.items()
        if isinstance(told, list)
    }
