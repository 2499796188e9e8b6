"""A session on a small real project: what every test of the session starts from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from app.session.session import Session
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings


@pytest.fixture
def picture_folder(tmp_path: Path) -> Path:
    """Three grey pictures of 600 x 520, so that planes have more than one tile."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    generator = np.random.default_rng(7)
    for name in ("a", "b", "c"):
        pixels = generator.integers(0, 255, (600, 520), dtype=np.uint8)
        PillowImage.fromarray(pixels).save(folder / f"{name}.png")
    return folder


@pytest.fixture
def project_folder(tmp_path: Path, picture_folder: Path) -> Path:
    """A closed chest project with the three pictures."""
    folder = tmp_path / "project"
    with Project.create(folder, ProjectSettings("project", "chest-xray", "viewer")) as project:
        project.images.add([picture_folder])
    return folder


@pytest.fixture
def opened(session: Session, project_folder: Path, qtbot) -> Session:
    """A session whose first image is shown."""
    with qtbot.waitSignal(session.state.document_ready):
        session.projects.open(project_folder)
    return session
