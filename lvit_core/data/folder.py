"""A folder in the LViT layout as samples: ``img/``, ``labelcol/``, ``*_text.xlsx`` and their kin.

The sheet names the *mask's* file, images may have another extension, and masks may be called
``mask_STEM.png``; all of it is matched by stem.  Only names are read here; pixels come later.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.sample import Sample, binary
from lvit_core.errors import LViTError

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".dcm"})


@dataclass(frozen=True)
class FolderData:
    """The samples of one folder, in the order of their names, and what did not fit together."""

    folder: Path
    template: str
    samples: tuple[Sample, ...]
    notes: tuple[str, ...] = ()


def read_folder(folder: Path, template: str = "auto", groups: Path | None = None) -> FolderData:
    """Lists the samples of a folder in the LViT layout.

    Args:
        folder: Holds ``img/`` and, as far as known, ``labelcol/``, ``*_text.xlsx``,
            ``instances/`` and ``lungs/``.
        template: Grammar of the sentences; "auto" takes chest-xray where there are lungs or the
            sentences speak of a lung, else nuclei.
        groups: Sheet of true sources (see :func:`read_groups`); ``groups.csv`` in the folder is
            found by itself.

    Raises:
        LViTError: There is no ``img`` folder, it is empty, or a sheet cannot be read.
    """
    images = _files_by_stem(folder / "img")
    if not images:
        raise LViTError(
            f"No images in {folder.name}/img.",
            "Give a folder in the LViT layout: img/, labelcol/ and a sheet *_text.xlsx.",
        )
    sentences, notes = _sentences(folder, images)
    masks = _files_by_stem(folder / "labelcol")
    instances = _files_by_stem(folder / "instances")
    lungs = _files_by_stem(folder / "lungs")
    if template == "auto":
        template = _guess_template(sentences, bool(lungs))
    groups = groups or (folder / "groups.csv" if (folder / "groups.csv").exists() else None)
    names = read_groups(groups) if groups is not None else {}
    samples = tuple(
        _sample(stem, path, template, sentences, names, (masks, instances, lungs))
        for stem, path in sorted(images.items())
    )
    return FolderData(folder, template, samples, tuple(notes))


def read_groups(path: Path) -> dict[str, str]:
    """Stem -> group (patient, slide, site) from a CSV with two columns, or from prose notes.

    In prose, every ``WRONG -> TRUE`` pair counts, as in the notes that come with MoNuSeg.

    Raises:
        LViTError: The file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LViTError(f"The list of groups {path.name} cannot be read.") from error
    if path.suffix.lower() == ".csv":
        rows = [row for row in csv.reader(text.splitlines()) if len(row) >= 2]
        return {row[0].strip(): row[1].strip() for row in rows}
    return dict(re.findall(r"([\w-]+)\s*->\s*([\w-]+)", text))


def tcga_patient(name: str) -> str:
    """The patient part of a TCGA name ("TCGA-18-5592-01Z-00-DX1" -> "TCGA-18-5592")."""
    match = re.match(r"(TCGA-\w\w-\w{4})", name)
    return match.group(1) if match else name


def read_rgb(path: Path) -> NDArray[np.uint8]:
    """(H, W, 3) uint8 as the network sees a file.

    Raises:
        LViTError: The file cannot be read.
    """
    from lvit_core.imaging.readers import read  # noqa: PLC0415 - decoders load on first use
    from lvit_core.imaging.window import model_rgb  # noqa: PLC0415

    return model_rgb(read(path))


def read_label(path: Path) -> NDArray[Any]:
    """(H, W) integer values of a mask file as stored; colour masks count where any channel does.

    Raises:
        LViTError: The file cannot be read.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - see read_rgb

    try:
        with Image.open(path) as file:
            values = np.asarray(file)
    except (OSError, UnidentifiedImageError) as error:
        raise LViTError(f"The mask {path.name} cannot be read.", "Save it as PNG again.") from error
    return values[..., :3].max(axis=2) if values.ndim == 3 else values.astype(np.int32)


def _sample(
    stem: str,
    path: Path,
    template: str,
    sentences: Mapping[str, str],
    groups: Mapping[str, str],
    labels: tuple[Mapping[str, Path], Mapping[str, Path], Mapping[str, Path]],
) -> Sample:
    mask, instances, lungs = (found.get(stem) for found in labels)
    patient = tcga_patient(stem)
    return Sample(
        key=stem,
        read_image=lambda: read_rgb(path),
        sentence=sentences.get(stem),
        template=template,
        group=groups.get(stem) or groups.get(patient) or patient,
        read_mask=None if mask is None else lambda: binary(read_label(mask)),
        read_instances=None if instances is None else lambda: read_label(instances),
        read_lungs=None if lungs is None else lambda: read_label(lungs),
    )


def _files_by_stem(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    found = (p for p in sorted(folder.iterdir()) if p.suffix.lower() in IMAGE_SUFFIXES)
    return {path.stem.removeprefix("mask_"): path for path in found}


def _sentences(folder: Path, images: Mapping[str, Path]) -> tuple[dict[str, str], list[str]]:
    sheets = sorted(folder.glob("*_text.xlsx"))
    sentences: dict[str, str] = {}
    for sheet in sheets:
        sentences.update(_read_sheet(sheet))
    orphans = sorted(set(sentences) - set(images))
    notes = [f"The sheet names {len(orphans)} images that are not there."] if orphans else []
    silent = len(set(images) - set(sentences))
    if sheets and silent:
        notes.append(f"{silent} images have no sentence.")
    return {stem: text for stem, text in sentences.items() if stem in images}, notes


def _read_sheet(path: Path) -> dict[str, str]:
    from zipfile import BadZipFile  # noqa: PLC0415 - with the next

    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as error:
        raise LViTError(
            f"The sheet {path.name} cannot be read.", "Save it as .xlsx again."
        ) from error
    sheet = book.active
    rows = list(sheet.iter_rows(values_only=True)) if sheet is not None else []
    book.close()
    header = [str(cell).strip().lower() for cell in rows[0]] if rows else []
    if "image" not in header or "description" not in header:
        raise LViTError(
            f"The sheet {path.name} has no columns 'Image' and 'Description'.",
            "Name the columns as the LViT layout does.",
        )
    name, text = header.index("image"), header.index("description")
    return {
        Path(str(row[name]).strip()).stem.removeprefix("mask_"): str(row[text]).strip()
        for row in rows[1:]
        if row[name] is not None and row[text] is not None and str(row[text]).strip()
    }


def _guess_template(sentences: Mapping[str, str], lungs: bool) -> str:
    words = " ".join(sentences.values()).lower()
    return "chest-xray" if lungs or "lung" in words or "pulmonary" in words else "nuclei"
