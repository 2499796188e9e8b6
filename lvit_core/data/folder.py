"""A folder in the LViT layout as samples: ``img/``, ``labelcol/``, ``*_text.xlsx`` and their kin.

Only names are read here; pixels come later.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.folder_classes import FolderClasses
from lvit_core.data.sample import Sample, binary
from lvit_core.errors import LViTError
from lvit_core.exchange.label_pictures import read_inside
from lvit_core.exchange.layout_files import LayoutFiles, layout_files
from lvit_core.exchange.picture_files import read_labels, read_numbers
from lvit_core.exchange.region_pictures import read_region
from lvit_core.exchange.report_lines import sentences_are, some_names
from lvit_core.files import read_small_text
from lvit_core.prompt.guessing import guess_template
from lvit_core.prompt.laterality import Sides, restate
from lvit_core.prompt.templates import load_template

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True)
class FolderData:
    """The samples of one folder, in the order of their names, and what did not fit together."""

    folder: Path
    template: str
    samples: tuple[Sample, ...]
    notes: tuple[str, ...] = ()


def read_folder(
    folder: str | Path, template: str = "auto", groups: str | Path | None = None
) -> FolderData:
    """Lists the samples of a folder in the LViT layout.

    Args:
        folder: Holds ``img/`` and, as far as known, ``labelcol/``, ``*_text.xlsx``,
            ``instances/`` and ``lungs/``.
        template: Grammar of the sentences; "auto" takes the one that knows their words best.
        groups: Sheet of true sources (see :func:`read_groups`); ``groups.csv`` in the folder is
            found by itself.

    Raises:
        LViTError: There is no ``img`` folder, it is empty, or a sheet cannot be read.
    """
    folder = Path(folder)
    groups = None if groups is None else Path(groups)
    found = layout_files(folder)
    images = found.images
    if not images:
        raise LViTError(
            "No images in {name}/img.",
            "Give a folder in the LViT layout: img/, labelcol/ and a sheet *_text.xlsx.",
            name=folder.name,
        )
    sentences = {stem: text for stem, text in found.sentences.items() if stem in images}
    if template == "auto":
        template = guess_template(sentences.values(), set(found.layers))
    sentences, turned = _in_the_picture(sentences, found.whose, images, template)
    notes = _misfits(found) + turned
    groups = groups or (folder / "groups.csv" if (folder / "groups.csv").exists() else None)
    names = read_groups(groups) if groups is not None else {}
    classes = FolderClasses(folder, dict(images))
    samples = tuple(
        _looked_at(
            replace(
                _sample(stem, path, template, sentences, names, found),
                read_classes=classes.reader(stem),
                class_names=classes.names,
            ),
            found.regions.get(stem),
            path,
        )
        for stem, path in sorted(images.items())
    )
    return FolderData(folder, template, samples, tuple(notes))


def read_groups(path: str | Path) -> dict[str, str]:
    """Stem -> group (patient, slide, site) from a CSV with two columns, or from prose notes.

    In prose, every ``WRONG -> TRUE`` pair counts, as in the notes that come with MoNuSeg.

    Raises:
        LViTError: The file cannot be read.
    """
    path = Path(path)
    text = read_small_text(path)
    if path.suffix.lower() == ".csv":
        rows = [row for row in csv.reader(text.splitlines()) if len(row) >= 2]
        return {row[0].strip(): row[1].strip() for row in rows}
    return dict(re.findall(r"([\w-]+)\s*->\s*([\w-]+)", text))


def tcga_patient(name: str) -> str:
    """The patient part of a TCGA name ("TCGA-18-5592-01Z-00-DX1" -> "TCGA-18-5592")."""
    match = re.match(r"(TCGA-\w\w-\w{4})", name)
    return match.group(1) if match else name


def read_rgb(path: str | Path) -> NDArray[np.uint8]:
    """(H, W, 3) uint8 as the network sees a file.

    Raises:
        LViTError: The file cannot be read.
    """
    path = Path(path)
    from lvit_core.imaging.readers import read  # noqa: PLC0415 - decoders load on first use
    from lvit_core.imaging.window import model_rgb  # noqa: PLC0415

    return model_rgb(read(path))


def _sample(
    stem: str,
    path: Path,
    template: str,
    sentences: Mapping[str, str],
    groups: Mapping[str, str],
    files: LayoutFiles,
) -> Sample:
    mask, instances, lungs = (
        found.get(stem) for found in (files.masks, files.instances, files.lungs)
    )
    patient = tcga_patient(stem)
    return Sample(
        key=stem,
        read_image=lambda: read_rgb(path),
        sentence=sentences.get(stem),
        template=template,
        group=groups.get(stem) or groups.get(patient) or patient,
        read_mask=None if mask is None else lambda: _fitting(binary(read_inside(mask)), mask, path),
        read_instances=None
        if instances is None
        else lambda: _fitting(read_numbers(instances), instances, path),
        read_lungs=None if lungs is None else lambda: _fitting(read_labels(lungs), lungs, path),
    )


def _looked_at(sample: Sample, region: Path | None, image: Path) -> Sample:
    """The sample as it is known: a labeled one of which a region was looked at, in that alone."""
    if region is None or not sample.labeled:
        return sample
    return sample.within(lambda: _known(_fitting(read_region(region), region, image), region))


def _known(looked_at: NDArray[T], file: Path) -> NDArray[T]:
    """What was looked at; raises `LViTError` where that is nothing: there is nothing to score."""
    if not looked_at.any():
        raise LViTError(
            "{name} says that nothing of its image was looked at.",
            "Take the image and its mask out of the folder.",
            name=f"{file.parent.name}/{file.name}",
        )
    return looked_at


def _fitting(labels: NDArray[T], mask: Path, image: Path) -> NDArray[T]:
    """The labels of a mask; raises `LViTError` where they are of another size than its image."""
    from lvit_core.imaging.readers import probe  # noqa: PLC0415 - decoders load on first use

    info = probe(image)
    if labels.shape != (info.height, info.width):
        raise LViTError(
            "{name} has {width} x {height} pixels, its image {width_2} x {height_2}.",
            "Bring it to the pixels of its image in the program that made it.",
            name=f"{mask.parent.name}/{mask.name}",
            width=labels.shape[1],
            height=labels.shape[0],
            width_2=info.width,
            height_2=info.height,
        )
    return labels


def _misfits(files: LayoutFiles) -> list[str]:
    """What does not fit together, one sentence each."""
    notes = []
    if orphans := set(files.sentences) - set(files.images):
        notes.append(f"The sheet names {len(orphans)} images that are not there.")
    if files.sentences and (silent := len(set(files.images) - set(files.sentences))):
        notes.append(f"{silent} images have no sentence.")
    return notes


def _in_the_picture(
    sentences: Mapping[str, str],
    whose: Mapping[str, str | None],
    images: Mapping[str, Path],
    name: str,
) -> tuple[dict[str, str], list[str]]:
    """The sentences in the viewer's left and right, and a note if some were in the patient's."""
    patients = [stem for stem in sentences if whose[stem] == "patient"]
    if not patients:
        return dict(sentences), []
    from lvit_core.imaging.readers import probe  # noqa: PLC0415 - see read_rgb

    template = load_template(name)
    turned = {
        stem: restate(sentences[stem], template, Sides("patient", probe(images[stem]).orientation))
        for stem in patients
    }
    changed = [stem for stem, text in turned.items() if text != sentences[stem]]
    note = (
        f"{sentences_are(len(changed))} turned from the patient's left and right to the viewer's: "
        f"{some_names(changed)}."
    )
    return {**sentences, **turned}, [note] if changed else []
