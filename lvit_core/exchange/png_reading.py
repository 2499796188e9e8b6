"""Reading masks as pictures: our folders, `images/` beside `masks/`, or masks beside pictures.

Other programs put their masks into a folder of their own, or beside the picture with a word behind
its name, as cellpose does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.array_masks import is_array, is_mask_file
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Labeled, labels_of
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.declaration import declared_in
from lvit_core.exchange.label_pictures import (
    areas_by_class,
    read_mask,
    see_objects,
    with_classes,
)
from lvit_core.exchange.mask_names import (
    by_stem,
    further_masks,
    is_mask_name,
    match_masks,
    picture_stem,
    plain_stem,
)
from lvit_core.exchange.masks_alone import item_of
from lvit_core.exchange.paging import page_masks
from lvit_core.exchange.picture_files import read_numbers
from lvit_core.exchange.provenance_file import KnownImage, read_provenance
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.imaging.readers import is_named_like_a_picture
from lvit_core.project.paths import content_hash
from lvit_core.reading_log import log_read
from lvit_core.wording import counted, said

_IMAGE_FOLDERS = ("images", "image", "imgs", "img", "jpegimages", "tissue images")
_MASK_FOLDERS = ("masks", "mask", "labels", "label", "instances", "annotations", "segmentations",
                 "gt", "labelcol", "ground_truth", "groundtruth", "instance_masks", "label masks",
                 "segmentationobject", "segmentationclass", "manual")  # fmt: skip
_PARTS = ("train", "training", "val", "valid", "validation", "test", "testing")  # no classes
_CHANGED = said(
    "Its file is not the one that its masks were made on: another picture, or saved again."
)
_SIDE_FILES = ("classes.json", "sentences.json", "provenance.json")  # of ours, also without masks
_ARRAYS = said("It may run programs when it is read; let cellpose save masks as PNG or TIFF.")
_OURS = ("binary", "class", "instances")


def read(path: Path) -> Bundle:
    """Reads masks with their pictures.

    Raises:
        LViTError: There are none, or the data declare sides that this program does not know.
    """
    if not path.is_dir():
        raise LViTError(
            "{name} is no folder.", "Choose the folder of pictures and masks.", name=path.name
        )
    layers = sorted({p.parent for kind in _OURS for p in path.glob(f"*/{kind}") if p.is_dir()})
    if layers or all((path / name).is_file() for name in _SIDE_FILES):
        return _read_ours(path, layers)
    pairs = [pair for folder in (path, *_below(path)) if (pair := _folders(folder)) is not None]
    pairs = [inner for pair in pairs for inner in (pair, *_parts_of(*pair))]
    found = [_read_pair(*pair) for pair in pairs] or [_read_beside(path)]
    items = Spool(item for bundle in found for item in bundle.items)
    arrays = sorted(file.name for file in path.rglob("*_seg.npy")) if not pairs else []
    lost = [Loss(some_names(arrays), "", _ARRAYS)] if arrays else []
    if not items and not arrays and (alone := _alone(path)):
        return Bundle(alone)
    if not items:
        raise LViTError(
            " ".join(
                [
                    said("{name} holds no masks with images.", name=path.name),
                    *(one.line() for one in lost),
                ]
            ),
            "Put pictures into a folder images and masks of the same names into a folder masks.",
        )
    notes = [note for bundle in found for note in bundle.notes]
    return Bundle(items, notes, losses=[*lost, *(x for one in found for x in one.losses)])


def _read_ours(path: Path, layers: list[Path]) -> Bundle:
    known = read_provenance(path)
    images = {stem: facts.source for stem, facts in known.images.items() if facts.source}
    masks = [file for layer in layers for kind in _OURS for file in _pictures(layer / kind)]
    own = next((path / name for name in _IMAGE_FOLDERS if (path / name).is_dir()), None)
    if own is not None:
        images |= by_stem(_pictures(own), masks)
    if not images:
        raise LViTError(
            "{name} holds no masks with images.",
            "Choose a folder written by this program, or put the pictures into a folder images.",
            name=path.name,
        )
    sentences = {folded(stem): text for stem, text in _read_json(path / "sentences.json").items()}
    names = _read_json(path / "classes.json")
    laterality = known.laterality or declared_in(path)
    matched = {
        (layer, kind): match_masks(_pictures(layer / kind), images)
        for layer in layers
        for kind in _OURS
    }
    items = Spool()
    losses = [_orphan(file) for _, rest in matched.values() for file in rest]
    for stem, image in images.items():
        facts = known.images.get(stem, KnownImage())
        if image == facts.source and _is_replaced(image, facts.content_hash):
            objects = sum(map(len, facts.layers.values()))
            losses.append(Loss(image.name, "", _CHANGED, objects, images=1))
            continue
        found = [
            _layer(layer, {kind: matched[layer, kind][0].get(stem) for kind in _OURS}, facts, names)
            for layer in layers
        ]
        said = sentences.get(folded(stem), facts.sentence)
        items.append(
            BundleItem(
                image, str(said or ""), [x for x in found if x],
                facts.template, facts.group, facts.split, facts.state,
                laterality, facts.orientation, unsaid=said == "" and folded(stem) in sentences,
            )
        )  # fmt: skip
    return Bundle(items, [], known.template, losses=losses)


def _layer(
    folder: Path, files: dict[str, Path | None], facts: KnownImage, names: dict[str, object]
) -> BundleLayer | None:
    instances, binary, classes = files["instances"], files["binary"], files["class"]
    told = names.get(folder.name)
    listed = [str(name) for name in told] if isinstance(told, list) else []
    records = facts.layers.get(folder.name, {})
    if instances is not None:
        see = partial(see_objects, instances)
        what = f"{folder.name}/instances/{instances.name}"
    elif binary is not None:
        see = partial(_areas, binary)
        what, records = f"{folder.name}/binary/{binary.name}", {}
    elif classes is not None:
        what = f"{folder.name}/class/{classes.name}"
        if not listed:
            return BundleLayer.of_file(folder.name, classes, read_mask, what)
        see, records = partial(_areas_by_class, classes), {}
    else:
        return None
    look = see
    if not records and classes is not None and len(listed) >= 2:
        look = partial(_classified, see, classes, listed)
    load = partial(labels_of, look)  # by name, so that it can wait on the disk
    return BundleLayer(folder.name, load, records=records, what=what, look=look)


def _classified(see: Callable[[], Labeled], classes: Path, names: list[str]) -> Labeled:
    found = see()
    named = with_classes(found.labels, classes, names)
    return replace(named, remark=" ".join(filter(None, (found.remark, named.remark))))


def _areas(path: Path) -> Labeled:
    found = read_mask(path)
    return Labeled(label_areas(found.labels > 0), remark=found.remark)


def _areas_by_class(path: Path) -> Labeled:
    return Labeled(areas_by_class(read_numbers(path)))


def _folders(folder: Path) -> tuple[Path, Path] | None:
    """The folder of pictures and that of masks in a folder."""
    names = {child.name.lower(): child for child in sorted(folder.iterdir()) if child.is_dir()}
    images = next((names[name] for name in _IMAGE_FOLDERS if name in names), None)
    masks = next((names[name] for name in _MASK_FOLDERS if name in names), None)
    return None if images is None or masks is None else (images, masks)


def _parts_of(images: Path, masks: Path) -> list[tuple[Path, Path]]:
    """Folders of one name among pictures and among masks, such as those of splits."""
    parts = [(part, masks / part.name) for part in sorted(images.iterdir()) if part.is_dir()]
    return [(part, other) for part, other in parts if other.is_dir()]


def _below(path: Path) -> list[Path]:
    """Folders of splits, or of one picture each."""
    return [child for child in sorted(path.rglob("*")) if child.is_dir()]


def _read_pair(images: Path, masks: Path) -> Bundle:
    files, labels = _pictures(images), _masks(masks)
    found, rest = match_masks(labels, by_stem(files, labels))
    of_pages = page_masks(rest, by_stem(files, labels))[0]
    # one picture, and a mask for each of its objects
    if len(files) == 1 and not found and labels and not of_pages:
        see = _one if len(labels) > 1 else read_mask
        layers = [BundleLayer.of_file("", file, see, f"masks/{file.name}") for file in labels]
        told = said(
            "The only mask, {name}, was taken for that of the only picture.", name=labels[0].name
        )
        return Bundle([BundleItem(files[0], layers=layers)], [told] * (see is read_mask))
    if not labels and files and (known := _read_folders(files, masks)) is not None:
        return known
    known = _bundle(by_stem(files, labels), found, rest, f"{images.parent.name}/{images.name}")
    return replace(known, losses=[*known.losses, *_no_pictures(masks)])


def _read_folders(files: list[Path], masks: Path) -> Bundle | None:
    """Masks in folders: one for each picture with its objects, or one for each class."""
    pictures = by_stem(files, [])
    layers: dict[str, list[BundleLayer]] = {key: [] for key in pictures}
    keys = {folded(key): key for key in pictures}
    losses: list[Loss] = []
    for folder in sorted(child for child in masks.iterdir() if child.is_dir()):
        labels = _masks(folder)
        found, rest = match_masks(labels, pictures)
        key = keys.get(folded(folder.name))
        if key is not None and not found:
            whats = [f"{folder.name}/{file.name}" for file in labels]
            layers[key] += [
                BundleLayer.of_file("", file, _one, what)
                for file, what in zip(labels, whats, strict=True)
            ]
            continue
        name = "" if folded(folder.name) in _PARTS else folder.name
        for key, file in found.items():
            what = f"{folder.name}/{file.name}"
            seen = partial(_of_class, name)
            layers[key].append(BundleLayer.of_file("", file, seen, what))
        losses += [_orphan(file) for file in rest]
    if not any(layers.values()):
        return None
    items = Spool(BundleItem(file, layers=layers[key]) for key, file in pictures.items())
    bare = [file.name for key, file in pictures.items() if not layers[key]]
    told = said(
        "{images} without a mask: {names}.",
        images=counted(len(bare), "image"),
        names=some_names(bare),
    )
    return Bundle(items, [told] * bool(bare), losses=losses)


def _of_class(name: str, path: Path) -> Labeled:
    """The objects of a mask of one class."""
    found = read_mask(path)
    if not name:
        return found
    objects = label_areas(found.labels > 0)
    numbers = range(1, int(objects.max(initial=0)) + 1)
    return Labeled(objects, dict.fromkeys(numbers, name), found.remark)


def _no_pictures(masks: Path) -> list[Loss]:
    """Files among the masks that nothing here reads, such as NumPy's arrays."""
    files = [
        file
        for file in sorted(masks.iterdir())
        if file.is_file() and not is_mask_file(file) and not file.name.startswith(".")
    ]
    kinds = sorted({file.suffix.lower() for file in files})
    told = [(kind, [file.name for file in files if file.suffix.lower() == kind]) for kind in kinds]
    reason = said("These are no pictures; save masks as PNG or TIFF.")
    return [Loss(f"{masks.name}/{some_names(names)}", "", reason) for _, names in told]


def _one(path: Path) -> Labeled:
    """A mask of one object."""
    found = read_mask(path)
    return Labeled((found.labels > 0).astype(np.int32), remark=found.remark)


def _read_beside(path: Path) -> Bundle:
    files = [file for file in sorted(path.rglob("*")) if is_mask_file(file)]
    bundles = []
    for folder in sorted({file.parent for file in files}):
        own = [file for file in files if file.parent == folder]
        stems = {name(file.stem) for file in own for name in (folded, picture_stem)} - {""}
        masks = [file for file in own if is_array(file) or is_mask_name(file.stem, stems)]
        pictures = by_stem([file for file in own if file not in set(masks)], masks)
        found, rest = match_masks(masks, pictures)
        if found:
            bundles.append(_bundle(pictures, found, rest, folder.name))
    return Bundle(
        Spool(item for one in bundles for item in one.items),
        [note for one in bundles for note in one.notes],
        losses=[loss for one in bundles for loss in one.losses],
    )


def _alone(path: Path) -> Spool:
    """Masks of images that only a project has; a folder in one of masks may name a class."""
    items = Spool()
    for file in sorted(path.rglob("*")):
        inside = (path.absolute().name, *file.relative_to(path).parts[:-1])
        if any(part.startswith(".") for part in inside[1:]) or not is_mask_file(file):
            continue
        of_class = len(inside) > 1 and folded(inside[-2]) in _MASK_FOLDERS
        plain = {folded(inside[-1])} & {*_PARTS, *_MASK_FOLDERS, folded(file.stem)}
        see = partial(_of_class, inside[-1]) if of_class and not plain else _look
        items.append(item_of(file, [BundleLayer.of_file("", file, see, file.name)]))
    return items


def _bundle(
    pictures: dict[str, Path], masks: dict[str, Path], rest: list[Path], place: str
) -> Bundle:
    paged, rest = page_masks(rest, pictures)
    further, rest = further_masks(rest, pictures)
    items = Spool(
        BundleItem(pictures[key], layers=[BundleLayer.of_file("", file, _look, file.name)],
                   source=file.name)
        for key, file in paged
    )  # fmt: skip
    of_pages = {key for key, _ in paged}
    for key, picture in pictures.items():
        layers = []
        if key in of_pages and key not in masks:
            continue
        if key in masks:
            layers.append(BundleLayer.of_file("", masks[key], _look, masks[key].name))
        for file in further.get(key, ()):
            layers.append(BundleLayer.of_file("", file, _look, file.name))
        items.append(BundleItem(picture, layers=layers))
    bare = [file.name for key, file in pictures.items() if key not in {*masks, *of_pages, *further}]
    notes = [
        said(
            "{images} in {place} without a mask: {names}.",
            images=counted(len(bare), "image"),
            place=place,
            names=some_names(bare),
        )
    ] * bool(bare)
    return Bundle(items, notes, losses=[_orphan(file, masks.values()) for file in rest])


def _look(path: Path) -> Labeled:
    """What a mask says; cellpose and StarDist number their objects."""
    numbered = folded(path.stem).endswith(("_cp_masks", "instances"))
    return see_objects(path) if numbered else read_mask(path)


def _pictures(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if is_named_like_a_picture(file))


def _masks(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if is_mask_file(file))


def _orphan(file: Path, taken: Iterable[Path] = ()) -> Loss:
    """A mask of no image, or of one whose mask is another file."""
    plain = plain_stem(file.stem)
    other = next((mask.name for mask in taken if plain_stem(mask.stem) == plain), None)
    reason = (
        "There is no image of that name."
        if other is None
        else said("Its image has another mask, {other}, which was taken.", other=other)
    )
    return Loss(f"{file.parent.name}/{file.name}", "", reason)


def _is_replaced(image: Path, digest: str) -> bool:
    return bool(digest) and image.is_file() and content_hash(image) != digest


def _read_json(path: Path) -> dict[str, object]:
    log_read(path)
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
