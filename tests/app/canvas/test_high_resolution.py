"""On a screen with more device pixels than logical ones, an image pixel stays exactly one."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import sys
from pathlib import Path
import numpy as np
from PySide6.QtCore import QSize
from app.benches.canvas_setting import scene
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource

pixels = np.random.default_rng(4).integers(0, 255, (1500, 1500)).astype(np.uint8)
with scene(ArraySource(Image(pixels)), QSize(600, 400)) as stage:
    stage.canvas.look_at((700.0, 800.0), 1.0)
    stage.settle()
    picture = stage.canvas.grab().toImage()
    dpr = stage.canvas.devicePixelRatioF()
    view = stage.canvas.viewport
    assert view.size_hw == (round(400 * dpr), round(600 * dpr)), view.size_hw
    assert picture.height() == view.size_hw[0], picture.height()
    wrong = 0
    for y, x in ((650, 700), (700, 800), (740, 1000), (690, 631)):
        top, left = view.to_device((y, x))
        wrong += picture.pixelColor(int(left), int(top)).red() != pixels[y, x]
    sys.stdout.write(f"{dpr} {wrong}")
"""


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_actual_pixels_are_device_pixels(factor):
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(float(factor)), "0"]
