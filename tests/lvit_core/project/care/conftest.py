"""A small project on which something was drawn, closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.geometry import Rect
from lvit_core.project.project import Project


@pytest.fixture
def drawn(project: Project, paint: Callable[..., Edit]) -> Path:
    """The folder of a project: two objects on the first image, over two tiles, and a sentence."""
    first = project.images.all()[0].id
    plane = project.journal.load_plane(first, "lesion")
    for number, rect in ((1, Rect(10, 10, 60, 60)), (2, Rect(500, 500, 560, 560))):
        sentence = ImageChange("sentence", f"{number - 1}" if number > 1 else "", f"{number}")
        edit = paint(plane, rect, number, sentence)
        project.journal.append(first, edit, person="ann")
    project.close()
    return project.folder
