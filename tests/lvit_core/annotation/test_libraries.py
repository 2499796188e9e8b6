"""The edits cost the first paint nothing, and the first split costs no wait."""

import subprocess
import sys

IMPORTS = """
import sys
from lvit_core.annotation import components, encodings, instances
from lvit_core.annotation.edits import areas, filling, proposals, shaping, splitting, stroke, whole
heavy = {"scipy", "skimage", "torch", "shapely", "PySide6"} & set(sys.modules)
assert not heavy, heavy
from lvit_core.annotation import libraries
libraries.load()
before = set(sys.modules)
import numpy as np
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
labels = np.zeros((40, 60), int)
labels[10:30, 5:55] = 1
work = Workspace(LabelPlane.from_array(labels), ObjectTable(), "a", "b", Provenance("person"))
splitting.split_by_seeds(work, (20.0, 10.0), (20.0, 50.0))
splitting.split_by_line(work, [(5.0, 30.0), (35.0, 30.0)])
shaping.smooth(work, [1])
filling.fill_region(work.plane, (1.0, 1.0))
late = {name for name in set(sys.modules) - before if name.startswith(("scipy", "skimage"))}
assert not late, late
"""


def test_heavy_libraries_come_late_and_all_at_once():
    result = subprocess.run(
        [sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
