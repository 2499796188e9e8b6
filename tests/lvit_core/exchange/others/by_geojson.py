"""Checks GeoJSON files by the rules of RFC 7946, with the package geojson."""

import json
import sys
from pathlib import Path

import geojson

told = {}
for path in sorted(Path(sys.argv[1]).glob("*.geojson")):
    collection = geojson.loads(path.read_text("utf-8"))
    told[path.stem] = {
        "kind": type(collection).__name__,
        "features": len(collection["features"]),
        "errors": [str(one.errors()) for one in collection["features"] if not one.is_valid],
    }
sys.stdout.write(json.dumps(told))
