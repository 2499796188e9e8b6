"""Reading the data set layout of the LViT paper, as others fill it too.

Masks may be binary, of classes, of colours or JPEG, and may have more in their names than the
picture has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import ORGAN, Bundle, BundleItem, BundleLayer, Labeled, labels_of
from lvit_core.exchange.json_files import read_json
from lvit_core.exchange.label_pictures import (
    areas_by_class,
    read_mask,
    see_objects,
    with_classes,
)
from lvit_core.exchange.layout_files import (
    CLASS_NAMES,
    MOST_CLASSES,
    LayoutFiles,
    layout_files,
)
from lvit_core.exchange.lossy_files import is_lossy
from lvit_core.exchange.masks_alone import names_of_image
from lvit_core.exchange.paging import page_masks
from lvit_core.exchange.picture_files import read_labels, read_numbers
from lvit_core.exchange.provenance_file import KnownDataset, KnownImage, read_provenance
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.prompt.templates import list_templates, load_template
from lvit_core.wording import counted, said

MOST_LUNGS = 8  # a mask of lungs with more numbers tells inside from outside


def read(path: Path) -> Bundle:
    """Reads a folder in this layout, or a folder of such folders (Train, Val, Test)."""
    parts = [path] if (path / "img").is_dir() else sorted(p.parent for p in path.glob("*/img"))
    alone = not parts
    if alone:
        near = [path, *([path.parent] if path.name == "labelcol" else []), *sorted(path.glob("*"))]
        parts = [part for part in near if (part / "labelcol").is_dir()]
    if not parts:
        raise LViTError(
            "{name} is not in the LViT layout: there is no folder img.",
            "Choose the folder that holds img, labelcol and the sheet.",
            name=path.name,
        )
    items = Spool()
    notes: list[str] = []
    losses: list[Loss] = []
    template = None
    for part in parts:
        known = read_provenance(part)
        template = template or known.template
        found = layout_files(part, losses, alone=alone)
        notes += found.notes
        paged, orphans = page_masks(found.orphans.get("labelcol", ()), found.images)
        read_items = _read_part(found, known, _class_names(part, found, losses))
        items.extend((_alone(item, found) for item in read_items) if alone else read_items)
        items.extend(_page(found, *one) for one in paged)
        losses += _orphans(found, orphans, {file.stem for _, file in paged})
        if unmasked := len(set(found.images) - set(found.masks) - set(found.instances)):
            which = counted(unmasked, "image")
            have = "has" if unmasked == 1 else "have"
            notes.append(
                said("{which} in {name} {have} no mask.", which=which, name=part.name, have=have)
            )
    return Bundle(items, notes, template, "viewer", losses=losses)


def _class_names(part: Path, found: LayoutFiles, losses: list[Loss]) -> list[str]:
    """What the numbers of class pictures mean, by number; none where there are no such pictures."""
    if not found.classes:
        return []
    try:
        pairs = dict(read_json(part / CLASS_NAMES)).items()
        names = {int(number): name for number, name in pairs}
        if not all(0 < n <= MOST_CLASSES and isinstance(x, str) and x for n, x in names.items()):
            raise ValueError
    except (LViTError, OSError, ValueError, TypeError):
        reason = said("{class_names} does not name their numbers.", class_names=CLASS_NAMES)
        losses.append(
            Loss(
                part.name,
                counted(len(found.classes), "picture of classes", "pictures of classes"),
                reason,
            )
        )
        return []
    return [names.get(number, "") for number in range(max(names, default=-1) + 1)]


def _read_part(
    found: LayoutFiles, known: KnownDataset, class_names: list[str]
) -> Iterator[BundleItem]:
    # Our own sheets are the picture's, whatever the project used; early ones did not say so.
    usual = "viewer" if known.laterality else None
    masks = found.orphans.get("labelcol", ())
    of_pages = {stem for stem, _ in page_masks(masks, found.images)[0]} - found.masks.keys()
    for stem, image in found.images.items():
        if stem in of_pages:
            continue
        facts = known.images.get(stem, KnownImage())
        layers = []
        if stem in found.instances or stem in found.masks:
            layer = _finding_layer(found.masks.get(stem), found.instances.get(stem), facts)
            if stem in found.classes and class_names and not layer.records:
                layer = _with_classes(layer, found.classes[stem], class_names)
            layers.append(replace(layer, laterality=known.laterality))
        elif stem in found.classes and class_names:
            layers.append(_of_classes(found.classes[stem], class_names))
        if stem in found.lungs:
            lungs = found.lungs[stem]
            layers.append(BundleLayer.of_file(ORGAN, lungs, _lungs, f"lungs/{lungs.name}"))
        yield BundleItem(
            image, found.sentences.get(stem, ""), layers, facts.template, facts.group,
            facts.split, laterality=found.whose.get(stem) or usual,
            orientation=facts.orientation, unsaid=stem in found.unsaid,
        )  # fmt: skip


def _alone(item: BundleItem, found: LayoutFiles) -> BundleItem:
    """What is said of an image that only a project has."""
    stem = item.image.stem
    places = (found.masks, found.instances, found.lungs, found.classes)
    mask = next((place[stem] for place in places if stem in place), None)
    names = names_of_image(item.image)
    return replace(item, found=False, names=names, source=mask.name if mask else stem)


def _page(found: LayoutFiles, stem: str, mask: Path) -> BundleItem:
    """One page of an image that has several."""
    layer = BundleLayer.of_file("", mask, read_mask, f"labelcol/{mask.name}")
    text = found.sentences.get(mask.stem, "")
    whose = found.whose.get(mask.stem)
    return BundleItem(found.images[stem], text, [layer], laterality=whose, source=mask.name)


def _orphans(found: LayoutFiles, masks: list[Path], paged: set[str]) -> list[Loss]:
    """Masks, sentences and files that belong to no image, each by its name.

    ``masks`` are those of labelcol, ``paged`` the stems of masks that belong to a page of an image.
    """
    losses = [
        Loss(f"{folder}/{file.name}", "", "There is no image of that name.")
        for folder, files in found.orphans.items()
        for file in (masks if folder == "labelcol" else files)
    ]
    losses += [
        Loss(stem, "the sentence", "There is no image of that name.", sentences=1)
        for stem in sorted(set(found.sentences) - set(found.images) - paged)
    ]
    return losses + [
        Loss(f"img/{file.name}", "", "It is no picture that this layout knows.")
        for file in found.others
    ]


def _finding_layer(mask: Path | None, instances: Path | None, facts: KnownImage) -> BundleLayer:
    if instances is not None and mask is None:
        what = f"instances/{instances.name}"
        layer = BundleLayer.of_file("", instances, see_objects, what)
        return replace(layer, records=_finding_records(facts))
    assert mask is not None  # one of the two is there
    if instances is not None:
        look = partial(_instances, instances, mask)
        return BundleLayer(
            "", partial(labels_of, look), records=_finding_records(facts),
            what=f"instances/{instances.name}", look=look,
        )  # fmt: skip
    return BundleLayer.of_file("", mask, read_mask, f"labelcol/{mask.name}")


def _with_classes(layer: BundleLayer, classes: Path, names: list[str]) -> BundleLayer:
    """The layer with what a picture says of its objects; of a mask alone, areas are objects."""
    see = layer.look
    if layer.file is not None and layer.seen is read_mask:
        see = partial(_areas, layer.file)
    assert see is not None  # all layers of this format are pictures
    look = partial(_classified, see, classes, names)
    return BundleLayer(layer.name, partial(labels_of, look), what=layer.what, look=look)


def _of_classes(classes: Path, names: list[str]) -> BundleLayer:
    """What only a picture of classes tells of an image: each connected area of one is an object."""
    look = partial(_classified, partial(_areas_by_class, classes, names), classes, names)
    return BundleLayer("", partial(labels_of, look), what=f"classes/{classes.name}", look=look)


def _areas_by_class(classes: Path, names: list[str]) -> Labeled:
    plane = read_numbers(classes)
    return Labeled(areas_by_class(np.where(plane < len(names), plane, 0)))


def _areas(mask: Path) -> Labeled:
    found = read_mask(mask)
    return Labeled(label_areas(found.labels > 0), remark=found.remark)


def _classified(see: Callable[[], Labeled], classes: Path, names: list[str]) -> Labeled:
    found = see()
    named = with_classes(found.labels, classes, names)
    return replace(named, remark=" ".join(filter(None, (found.remark, named.remark))))


def _finding_records(facts: KnownImage) -> Mapping[int, ObjectRecord]:
    """What is known of the findings of an image; a guess when its template is not here."""
    if facts.template in list_templates():
        return facts.layers.get(load_template(facts.template).finding_layer.name, {})
    return next((found for name, found in facts.layers.items() if name != "lungs" and found), {})


def _instances(path: Path, mask: Path) -> Labeled:
    """Object numbers; what only the mask has becomes objects too, so that no pixel is lost."""
    found, seen = see_objects(path), read_mask(mask)
    labels, inside = found.labels, seen.labels > 0
    if inside.shape != labels.shape:
        told = said("labelcol/{name} has another size, and was not looked at.", name=mask.name)
        return replace(found, remark=f"{found.remark} {told}".strip())
    rest = label_areas(inside & (labels == 0))
    offset = int(labels.max(initial=0))
    touching = _touches(labels, rest)
    keep = (rest > 0) & ~touching[rest]
    whole = np.where(keep, rest + offset, labels).astype(np.int32)
    of_mask = f"labelcol/{mask.name}: {seen.remark}" if seen.remark else ""
    return replace(found, labels=whole, remark=f"{found.remark} {of_mask}".strip())


def _touches(labels: NDArray[np.int32], rest: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which areas of ``rest`` border on an object: rims that two drawings of one outline leave."""
    from scipy.ndimage import binary_dilation  # noqa: PLC0415 - slow to import

    touching = np.zeros(int(rest.max(initial=0)) + 1, bool)
    touching[np.unique(rest[binary_dilation(labels > 0, np.ones((3, 3), bool))])] = True
    touching[0] = True
    return touching


def _lungs(path: Path) -> Labeled:
    """Connected areas of a binary mask; numbers as they are when it has several."""
    if is_lossy(path):
        return see_objects(path)
    labels = read_labels(path)
    if 2 <= np.count_nonzero(np.unique(labels)) <= MOST_LUNGS:
        return Labeled(labels)
    return Labeled(label_areas(labels > 0))
