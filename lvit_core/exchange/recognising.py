"""Which formats a folder or file may hold, told by names and by the first words of a few files.

A guess that a person can change: nothing is read whole, and reading itself says what is wrong.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

MOST_FILES = 400
_HEAD_BYTES = 1 << 16

# Words in the beginning or the end of a file, and the format that writes them.
_MARKS: dict[str, tuple[tuple[str, tuple[bytes, ...]], ...]] = {
    ".json": (
        ("labelme", (b'"shapes"', b'"points"')),
        ("labelme", (b'"shapes"', b'"imagePath"')),
        ("label-studio", (b'"annotations"', b'"result"', b'"data"')),
        *(
            ("label-studio", (kind, b'"original_width"'))
            for kind in (b"rectanglelabels", b"polygonlabels", b"brushlabels", b"ellipselabels")
        ),
        ("coco", (b'"images"', b'"annotations"')),
        ("coco", (b'"file_name"', b'"categories"')),
        ("geojson", (b'"FeatureCollection"',)),
        ("geojson", (b'"Feature"', b'"geometry"')),
    ),
    ".xml": (("voc", (b"<annotation", b"<object")), ("cvat", (b"<annotations",))),
    ".dcm": (  # what a file is, each with the bytes that come behind it
        ("dicom-seg", (b"1.2.840.10008.5.1.4.1.1.66.4\2\0",)),
        ("dicom-seg", (b"1.2.840.10008.5.1.4.1.1.66.7\2\0",)),
        ("dicom-ann", (b"1.2.840.10008.5.1.4.1.1.91.1\2\0",)),
        ("rtstruct", (b"1.2.840.10008.5.1.4.1.1.481.3\0",)),
    ),
}
_ENDINGS = {".geojson": "geojson", ".jsonl": "jsonl", ".nii.gz": "nifti", ".nii": "nifti",
            ".ome.tif": "ome-tiff", ".ome.tiff": "ome-tiff"}  # fmt: skip
_FOLDERS = (
    ("lvit", {"labelcol", "img"}),
    ("nnunet", {"imagestr", "labelstr"}),
    ("yolo", {"labels"}),
    ("png", {"masks"}),
)


def likely_formats(path: str | Path) -> list[str]:
    """Names of formats, the likeliest first; empty where nothing is known of what lies there."""
    path = Path(path)
    found: dict[str, int] = {}
    folders: set[str] = set()
    for file in islice(_files(path), MOST_FILES):
        folders.update(part.lower() for part in file.relative_to(path.parent).parts[1:-1])
        if (name := _format_of(file)) is not None:
            found[name] = found.get(name, 0) + 1
    ranked = sorted(found, key=lambda name: -found[name])
    laid_out = [name for name, parts in _FOLDERS if parts <= folders and name not in ranked]
    certain = [name for name in laid_out if name in ("lvit", "nnunet")]
    return [*certain, *ranked, *(name for name in laid_out if name not in certain)]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            yield Path(parent, name)


def _format_of(file: Path) -> str | None:
    name, ending = file.name.lower(), file.suffix.lower()
    if (told := next((one for one in _ENDINGS if name.endswith(one)), None)) is not None:
        return _ENDINGS[told]
    if ending not in _MARKS or not file.is_file():
        return None
    try:
        with file.open("rb") as stream:
            text = stream.read(_HEAD_BYTES)
            if (size := file.stat().st_size) > _HEAD_BYTES:
                stream.seek(max(_HEAD_BYTES, size - _HEAD_BYTES))
                text += stream.read(_HEAD_BYTES)
    except OSError:
        return None
    if ending != ".dcm":
        text = text.replace(b"\0", b"")  # the wide letters of UTF-16
    return next((name for name, words in _MARKS[ending] if all(w in text for w in words)), None)
