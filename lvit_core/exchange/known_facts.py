"""What our provenance beside a data set knows of its images, for formats that have no room for it.

A format's own files are believed first; another program may have changed them since.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lvit_core.exchange.bundle import Bundle, BundleItem
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.exporting import PROVENANCE_NAME
from lvit_core.exchange.provenance_file import KnownDataset, KnownImage
from lvit_core.exchange.spool import Spool
from lvit_core.project.records import ImageState
from lvit_core.wording import counted, said

_MACHINE_FOLDER = "machine"  # where formats put what nobody has accepted, apart from the rest
_UNREAD = "Of what nobody has accepted nothing is read"  # how such notes begin


def completed(bundle: Bundle, known: KnownDataset, folder: Path) -> Bundle:
    """The data with sentences, templates, patients, hold-out and states that files left out.

    Args:
        bundle: What the format's reader found.
        known: The provenance beside it.
        folder: Where the data lie.
    """
    notes = list(bundle.notes)
    if known.damaged:
        images = counted(known.damaged, "image")
        notes.append(
            said(
                "What {provenance_name} says of {images} cannot be read and does not count.",
                provenance_name=PROVENANCE_NAME,
                images=images,
            )
        )
    if not known.images:
        return replace(bundle, notes=notes)
    apart = next(folder.glob(f"**/{_MACHINE_FOLDER}/"), None)
    if apart is not None and not any(n.startswith(_UNREAD) for n in notes):
        notes.append(
            said(
                "Of what nobody has accepted nothing is read: it lies apart, in the folder "
                "{folder}.",
                folder=_MACHINE_FOLDER,
            )
        )
    by_stem = {folded(stem): stem for stem in known.images}
    items = Spool(_completed(item, by_stem, known) for item in bundle.items)
    return replace(bundle, items=items, notes=notes, template=bundle.template or known.template)


def _completed(item: BundleItem, by_stem: dict[str, str], known: KnownDataset) -> BundleItem:
    stem = next((by_stem[stem] for stem in _stems(item.image) if stem in by_stem), None)
    if stem is None:
        return item
    facts = known.images[stem]
    told = bool(item.sentence)
    return replace(
        item,
        sentence=item.sentence if item.unsaid else item.sentence or facts.sentence,
        laterality=item.laterality if told or not facts.sentence else known.laterality,
        template=item.template or facts.template,
        group=item.group or facts.group,
        split=item.split or facts.split,
        state=_state(item, facts),
        orientation=item.orientation or facts.orientation,
        digest=facts.digest,
        spacing_mm=item.spacing_mm or facts.spacing_mm,
        spacing_kind=item.spacing_kind or facts.spacing_kind,
        reason=item.reason or facts.reason,
    )


def _state(item: BundleItem, facts: KnownImage) -> str:
    """What a person said of the image; labels that came since are more than nothing."""
    filled = bool(item.layers or item.shapes)
    if filled and facts.state in ("", ImageState.UNLABELED.value):
        return item.state
    return facts.state or item.state


def _stems(image: Path) -> list[str]:
    """The names that an image may have had, without endings of one or two parts."""
    first = image.stem
    second = Path(first)
    more = [second.stem] if second.suffix.lower() in (".ome", ".nii") else []
    return [folded(name) for name in (first, *more)]
