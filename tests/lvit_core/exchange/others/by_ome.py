"""Validates the XML of OME-TIFF files against the schema of OME (tifffile and lxml)."""

import json
import sys
from pathlib import Path

import ome_types
import tifffile

schema = (Path(ome_types.__file__).parent / "ome-2016-06.xsd").read_bytes()
told = {}
for path in sorted(Path(sys.argv[1]).rglob("*.ome.tif")):
    with tifffile.TiffFile(path) as file:
        assert file.ome_metadata is not None
        valid = tifffile.OmeXml.validate(file.ome_metadata, schema, assert_=True)
        (image,) = ome_types.from_xml(file.ome_metadata).images
        told[path.name] = {
            "valid": valid,
            "shape": file.series[0].shape,
            "name": image.name,
            "unit": None
            if image.pixels.physical_size_x is None
            else str(image.pixels.physical_size_x_unit),
        }
sys.stdout.write(json.dumps(told))
