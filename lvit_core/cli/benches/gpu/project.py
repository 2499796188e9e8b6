"""A generation of a project: labels in a real store, pseudo labels, publishing and judging."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.objects import Provenance
from lvit_core.cli.benches.gpu.setting import Setting, made_image
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import ModelConfig
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from lvit_core.prompt.templates import sample_template
from lvit_core.training.clock import Budget
from lvit_core.training.project_run import ProjectRun, run_project

_LABELED, _UNLABELED, _HELD_OUT = 8, 8, 2


def a_generation(setting: Setting) -> dict[str, float]:
    """``generation_s``: seconds of the second generation of a run, of 20 steps, batch 4.

    Sixteen images of ``large_px`` / 2 take part, half of them labeled, and two are held out.  The
    first generation, with loading and warming up, is ``first_generation_s``.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _make_project(home / "project", setting.large_px // 2)
        _save_start(home / "start", setting)
        run_project(
            ProjectRun(
                home / "project",
                home / "project" / "models" / "run-0001",
                None,
                Budget(generations=2),
                model=str(home / "start"),
                device=setting.device,
            )
        )
        ends = _ends(home / "project" / "models" / "run-0001")
    return {"first_generation_s": ends[0], "generation_s": ends[1] - ends[0]}


def _ends(run: Path) -> list[float]:
    """When each generation ended, in seconds of training."""
    from lvit_core.training.events import GenerationEnded, read_events  # noqa: PLC0415
    from lvit_core.training.run_folder import RunFolder  # noqa: PLC0415

    events = read_events(RunFolder(run).events)
    return [event.seconds or 0.0 for event in events if isinstance(event, GenerationEnded)]


def _save_start(folder: Path, setting: Setting) -> None:
    kind = sample_template("section")
    config = ModelConfig(
        "bench", network=setting.network, template=kind.name, input="tiles",
        layer=kind.finding_layer.name,
    )  # fmt: skip
    save_model(folder, build_model(config), "# Bench\n")


def _make_project(folder: Path, side: int) -> None:
    kind = sample_template("section")
    layer = kind.finding_layer
    pictures = folder.parent / "pictures"
    pictures.mkdir()
    with Project.create(folder, ProjectSettings("bench", kind.name)) as project:
        for number in range(_LABELED + _UNLABELED + _HELD_OUT):
            image = made_image(side, number)
            place = pictures / f"image{number:02d}.png"
            Image.fromarray(image).save(place)
            (record,) = project.images.add([place]).added
            held_out = number < _HELD_OUT
            project.images.set_split(record.id, "holdout" if held_out else "train")
            if number >= _HELD_OUT + _LABELED:
                continue
            state = ImageChange("state", str(ImageState.UNLABELED), str(ImageState.LABELED))
            store_labels(
                project,
                record.id,
                layer.name,
                np.asarray(label_areas(image[..., 0] > 128)),
                classes=layer.classes[0].name,
                provenance=Provenance("person", "bench"),
                title="Bench",
                image_changes=(state,),
            )
