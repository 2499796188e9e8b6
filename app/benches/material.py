"""The project that shows how long a long list takes to open; made anew for every run."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lvit_core.project.records import ProjectSettings

MANY = 10_000


def make_large_project(folder: Path) -> None:
    """A project of 10,000 small grey pictures that differ in their first pixels."""
    from PIL import Image

    from lvit_core.project.project import Project
    from lvit_core.prompt.templates import default_name

    pictures = folder.with_name(folder.name + "-pictures")
    pictures.mkdir(parents=True)
    pixels = np.full((16, 16), 90, np.uint8)
    for number in range(MANY):
        pixels[0, :4] = np.frombuffer(number.to_bytes(4, "little"), np.uint8)
        Image.fromarray(pixels).save(pictures / f"{number:05d}.png", compress_level=1)
    with Project.create(folder, ProjectSettings("Large", default_name(), "viewer")) as project:
        project.images.add([pictures])
