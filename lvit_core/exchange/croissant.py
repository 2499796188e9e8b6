"""``croissant.json``: the data sheet for programs, in the vocabulary of MLCommons Croissant 1.0.

Programs that read Croissant get a row for each image, and pictures and masks where the export has
them. Only what the project records stands in it.
"""

from __future__ import annotations

import mimetypes
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from lvit_core.annotation.objects import NOT_STATED
from lvit_core.exchange.data_sheet import DataSheet

FILE_NAME = "croissant.json"
TABLE_NAME = "images.jsonl"

_TABLE, _PICTURES, _MASKS, _OTHERS = "image-table", "picture-files", "mask-files", "other-files"
_COLUMNS = {
    "name": ("sc:Text", "Name of the image in this export"),
    "file": ("sc:Text", "The picture's file in this export; empty where there is none"),
    "labels": ("sc:Text", "What the labels say: objects, nothing there, or not labeled"),
    "state": ("sc:Text", "How far the work on the image is"),
    "split": ("sc:Text", "train or holdout"),
    "patient": ("sc:Text", "The same for images of one patient; empty where that is unknown"),
    "sentence": ("sc:Text", "What a person wrote about the image"),
    "laterality": ("sc:Text", "Whose left and right the sentence means: viewer, patient or none"),
    "orientation": ("sc:Text", "How the image shows the patient: L, R (mirrored) or unknown"),
    "template": ("sc:Text", "Kind of image"),
    "height": ("sc:Integer", "Rows in pixels"),
    "width": ("sc:Integer", "Columns in pixels"),
    "pixel_height_mm": ("sc:Float", "Height of a pixel in mm; missing where it is unknown"),
    "pixel_width_mm": ("sc:Float", "Width of a pixel in mm; missing where it is unknown"),
    "pixel_size_kind": (
        "sc:Text",
        "What the size of a pixel was measured on: file, patient, calibrated, estimated, detector, "
        "film, stated or unknown",
    ),
    "objects": ("sc:Integer", "Objects that a person made or accepted"),
    "machine_objects": ("sc:Integer", "Objects that no person has accepted"),
}
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{
        word: f"cr:{word}"
        for word in (
            "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty",
            "fileObject", "fileSet", "format", "includes", "isLiveDataset", "jsonPath", "key",
            "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
            "replace", "samplingRate", "separator", "source", "subField", "transform",
        )
    },
}  # fmt: skip


Place = tuple[str, str]
Places = Mapping[Place, int]


def croissant(
    sheet: DataSheet,
    files: Places,
    pictures: Places,
    masks: Places,
    table_sha256: str,
) -> dict[str, Any]:
    """The document about an export.

    Args:
        sheet: What is known of it.
        files: How many files it has of each kind at each place.
        pictures: Those of them that are pictures to look at.
        masks: Those of them that are masks of the findings.
        table_sha256: Digest of the table of images.
    """
    seen = Counter(pictures) + Counter(masks) + Counter([place_of(TABLE_NAME)])
    sets = {_PICTURES: pictures, _MASKS: masks, _OTHERS: Counter(files) - seen}
    people = [name for name in sorted(sheet.facts.persons) if name != NOT_STATED]
    document = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": sheet.name,
        "description": sheet.summary,
        "license": sheet.licence.address or sheet.licence.text,
        "datePublished": sheet.date,
        "version": ".".join(str(int(part)) for part in sheet.date.split("-")),
        "creator": [{"@type": "sc:Person", "name": name} for name in people],
        "rai:dataAnnotationPlatform": "LViT Annotator",
        "rai:machineAnnotationTools": sheet.models,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": _TABLE,
                "name": TABLE_NAME,
                "description": "One line for each image",
                "contentUrl": TABLE_NAME,
                "encodingFormat": "application/jsonlines",
                "sha256": table_sha256,
            },
            *(_file_set(name, found) for name, found in sets.items() if found),
        ],
        "recordSet": [_images(bool(pictures)), *([_masks()] if masks else [])],
    }
    return {key: value for key, value in document.items() if value not in ([], "")}


def place_of(file: str) -> Place:
    """The folder of a file, told from the export's with forward slashes, and its suffix."""
    folder, _, name = file.rpartition("/")
    return folder or ".", PurePosixPath(name).suffix


_BY_CONTENT = ("image/png", "image/jpeg")


def _file_set(name: str, places: Places) -> dict[str, Any]:
    patterns = [f"{'' if place == '.' else f'{place}/'}*{suffix}" for place, suffix in places]
    found = {mimetypes.types_map.get(suffix, "application/octet-stream") for _, suffix in places}
    # Readers open every file of a set as the first kind that they know: those that do so by what
    # lies in a file, not by its name, do it for these.
    kinds = sorted(found, key=lambda kind: (kind not in _BY_CONTENT, kind))
    return {
        "@type": "cr:FileSet",
        "@id": name,
        "name": name,
        "includes": sorted(patterns),
        "encodingFormat": kinds[0] if len(kinds) == 1 else kinds,
    }


def _images(pictures: bool) -> dict[str, Any]:
    fields = [_column("images", name) for name in _COLUMNS]
    if pictures:
        fields += _content("images", "file_name", "image", _PICTURES)
    return {
        "@type": "cr:RecordSet",
        "@id": "images",
        "name": "images",
        "description": "One record for each image",
        "key": {"@id": "images/name"},
        "field": fields,
    }


def _masks() -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": "masks",
        "name": "masks",
        "description": "The mask of the findings of each image, none where nobody has labeled it",
        "key": {"@id": "masks/name"},
        "field": [_column("masks", "name"), *_content("masks", "mask_name", "mask", _MASKS)],
    }


def _column(table: str, name: str) -> dict[str, Any]:
    kind, about = _COLUMNS[name]
    source = {"fileObject": {"@id": _TABLE}, "extract": {"column": name}}
    return _field(table, name, kind, about, source)


def _content(table: str, column: str, name: str, files: str) -> list[dict[str, Any]]:
    """The column that names a file, and what is in that file."""
    source = {"fileObject": {"@id": _TABLE}, "extract": {"column": column}}
    joined = _field(table, column, "sc:Text", f"Name of the {name}'s file", source)
    joined["references"] = {"fileSet": {"@id": files}, "extract": {"fileProperty": "filename"}}
    content = {"fileSet": {"@id": files}, "extract": {"fileProperty": "content"}}
    return [joined, _field(table, name, "sc:ImageObject", f"The {name}", content)]


def _field(table: str, name: str, kind: str, about: str, source: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{name}",
        "name": name,
        "description": about,
        "dataType": kind,
        "source": source,
    }
