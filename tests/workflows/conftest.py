"""A project of drawn chests with a small real model in force, and sessions to work in it."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import numpy as np
import pytest
from PIL import Image as PillowImage
from sqlalchemy import Engine, event

from app.session.session import Session
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.window import model_rgb
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

REPOSITORY = Path(__file__).resolve().parents[2]
BY_TESTS = (("app/session/projects.py", "open"), ("app/session/projects.py", "create"))
"""What only tests and programs call; the window has ``open_later`` and ``create_later``."""


@pytest.fixture(autouse=True)
def off_the_interface_thread() -> Iterator[None]:
    """Fails what keeps a person waiting for the disk: SQL that the window's own thread runs."""
    found: set[str] = set()

    def look(*_: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        places: list[tuple[str, str]] = []
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            file = Path(frame.f_code.co_filename)
            if file.is_relative_to(REPOSITORY / "tests"):
                break  # what a test reads by itself is its own affair
            if file.is_relative_to(REPOSITORY / "app"):
                place = str(file.relative_to(REPOSITORY).as_posix())
                places.append((place, frame.f_code.co_name))
            frame = frame.f_back
        if places and places[-1] not in BY_TESTS:  # the outermost: a test called it itself
            found.add(" < ".join(f"{place}:{name}" for place, name in places[:4]))

    event.listen(Engine, "before_cursor_execute", look)
    yield
    event.remove(Engine, "before_cursor_execute", look)
    assert not found, "\n".join(sorted(found))


SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An LViT with random weights whose threshold marks a fifth of a chest."""
    import torch

    from lvit_core.inference import Predictor
    from lvit_core.model.checkpoint import LoadedModel, build_model, load_model, save_model
    from lvit_core.model.config import LViTConfig, ModelConfig

    torch.manual_seed(3)
    network = LViTConfig(width=16, text_dim=32)
    folder = tmp_path_factory.mktemp("model") / "small"
    config = ModelConfig(name="small", network=network, template="chest-xray", layer="lesion")
    save_model(folder, build_model(config), "A model for tests.")
    predictor = Predictor(load_model(folder), backend="eager")
    predictor.set_image(model_rgb(chest_phantom(1, 256).image))
    probability = predictor.predict(SENTENCE)
    threshold = float(np.clip(np.quantile(probability, 0.8), 0.01, 0.99))
    loaded = load_model(folder)
    from dataclasses import replace

    told = replace(loaded.config, threshold=threshold)
    save_model(folder, LoadedModel(loaded.network, loaded.encoder, told), "A model for tests.")
    return folder


@pytest.fixture
def chest_folder(tmp_path: Path) -> Path:
    """Four drawn chests of 256 x 256."""
    folder = tmp_path / "chests"
    folder.mkdir()
    for seed in range(4):
        pixels = model_rgb(chest_phantom(seed, 256).image)[:, :, 0]
        PillowImage.fromarray(pixels).save(folder / f"chest-{seed}.png")
    return folder


@pytest.fixture
def chest_project(tmp_path: Path, chest_folder: Path, small_model: Path) -> Path:
    """A closed project of the four chests in which the small model is generation 1."""
    folder = tmp_path / "project"
    with Project.create(folder, ProjectSettings("project", "chest-xray", "viewer")) as project:
        project.images.add([chest_folder])
        model = shutil.copytree(small_model, folder / "models" / small_model.name)
        generation = project.generations.add(model, "", None, "for tests")
        project.generations.put_in_force(generation.number)
    return folder


@pytest.fixture
def opened(session: Session, chest_project: Path, qtbot) -> Session:
    """A session whose first chest is shown."""
    with qtbot.waitSignal(session.state.document_ready):
        session.projects.open(chest_project)
    return session
