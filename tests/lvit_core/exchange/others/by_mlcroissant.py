"""Validates ``croissant.json`` of several exports and loads their records, with MLCommons' library.

Prints, for each folder, what it complains of, and the first records with sizes for pictures.
"""

import json
import sys
from pathlib import Path

import mlcroissant
from PIL.Image import Image


def plain(value: object) -> object:
    if isinstance(value, Image):
        return [value.height, value.width]
    return value.decode("utf-8") if isinstance(value, bytes) else value


told = {}
for folder in sorted(Path(sys.argv[1]).iterdir()):
    data = mlcroissant.Dataset(folder / "croissant.json")
    issues = data.metadata.ctx.issues
    records = {
        one.id: [
            {name.partition("/")[2]: plain(value) for name, value in record.items()}
            for record in data.records(one.id)
        ]
        for one in data.metadata.record_sets
    }
    told[folder.name] = {
        "errors": sorted(issues.errors),
        "warnings": sorted(issues.warnings),
        "licence": data.metadata.license,
        "records": records,
    }
sys.stdout.write(json.dumps(told))
