"""A tiny network that really answers, and its generations, published as a training run does it.

Its weights are random: what it proposes means nothing. But every step between a picture and an
accepted object, and between weights and a model in force, is the product's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import imagecodecs
import numpy as np
import torch

from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.project_samples import read_project_samples
from lvit_core.data.views import SampleReader
from lvit_core.device import choose
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import open_source
from lvit_core.inference import Predictor
from lvit_core.model.checkpoint import LoadedModel, build_model
from lvit_core.model.config import LViTConfig, ModelConfig
from lvit_core.model.prediction_job import PredictionResult
from lvit_core.model.questions import question
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings, Proposal
from lvit_core.prompt.templates import load_template
from lvit_core.training.clock import Budget
from lvit_core.training.dataset_run import input_settings
from lvit_core.training.events import EventWriter, GenerationEnded, Started
from lvit_core.training.network import TrainableModel
from lvit_core.training.project_proposals import ProposalPublisher
from lvit_core.training.project_run import FINE_TUNING
from lvit_core.training.publishing import publish_model
from lvit_core.training.recording import published_by, record_generation
from lvit_core.training.run import Published
from lvit_core.training.run_folder import RunFolder, begin_run
from lvit_core.training.trainer import RunData, Trainer
from lvit_core.worker import events as said

TEMPLATE, LAYER = "chest-xray", "lesion"
SIZE = (96, 128)
BELOW = 0.85  # of the pixels of a picture lie under the threshold


def write_pictures(folder: Path) -> None:
    """Three different pictures."""
    folder.mkdir()
    for number in range(3):
        pixels = np.random.default_rng(number).integers(0, 255, SIZE, np.uint8)
        (folder / f"scan-{number}.png").write_bytes(imagecodecs.png_encode(pixels))


def small_model(seed: int = 1) -> LoadedModel:
    """Random weights, with a threshold that leaves something to propose in any noise."""
    torch.manual_seed(seed)
    network = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    model = build_model(ModelConfig(name="small", template=TEMPLATE, layer=LAYER, network=network))
    predictor = Predictor(model, "eager")
    predictor.set_image(np.random.default_rng(seed).integers(0, 255, (*SIZE, 3), np.uint8))
    threshold = round(float(np.quantile(predictor.predict(None), BELOW)), 4)
    return replace(model, config=replace(model.config, threshold=threshold))


class SmallPredictor:
    """Answers in this process what the window asks its predictor, a process that lives longer.

    Args:
        tell: Gets each event, as from the other process.
    """

    process_id = None

    def __init__(self, tell: Callable[[said.Event], object] = lambda _event: None) -> None:
        self._tell = tell
        self._wish: said.ModelWish | None = None
        self._predictor: Predictor | None = None

    def use_model(self, path: str, name: str = "", *, threads: int | None = None) -> None:
        wish = said.ModelWish(path, name, "eager", threads)
        if wish != self._wish:
            self._tell(said.Loading(wish))
            self._predictor, self._wish = Predictor(path, "eager"), wish
            self._tell(said.Ready(wish, "eager"))

    def set_image(self, key, pixels, spacing_um=None) -> None:
        self._predictor.set_image(pixels(), spacing_um, key)

    def predict(self, number, sentence, center_yx=None, network_layer=None) -> said.Finished:
        predictor = self._predictor
        values = as_bytes(predictor.predict(sentence), predictor.config.threshold)
        origin = predictor.origin(sentence, self._wish.name)
        uses_text = predictor.config.uses_text
        done = said.Finished(number, origin, uses_text, 0.0, probability=values)
        self._tell(done)
        return done

    def encode_ahead(self, key, pixels, spacing_um=None) -> None:
        """Nobody waits here for an image to be encoded."""

    def cancel(self) -> None:
        """An answer takes no time."""

    def close(self) -> None:
        """There is no process."""


def answer(project: Project, image: int, predictor: SmallPredictor) -> Proposal:
    """What the model in force proposes for an image with its sentence."""
    record = project.images.get(image)
    source, template = open_source(project.images.path(image)), load_template(record.template)
    whole = Rect(0, 0, record.height, record.width)
    project.other_kinds.insist(image)  # drawn pictures show no chest
    job = question(
        project, record, source, template, record.sentence, shown=whole, for_proposal=True
    )
    model = job.model()
    predictor.use_model(model.path, model.name)
    predictor.set_image(job.key, job.pixels, job.spacing_um)
    done = predictor.predict(0, job.network_sentence)
    result = PredictionResult(job, model, done.probability, done.origin, done.uses_text, 0.0)
    return result.as_proposal(template.layer(LAYER))


def publish(project: Project, run: Path, model: LoadedModel) -> Published:
    """What a run does at the end of a generation of a project, all but the steps of training.

    The model and its predictions are written and announced; the project is only read.
    """
    run = begin_run(run)
    files, writer = RunFolder(run), EventWriter(RunFolder(run).events)
    try:
        found = read_project_samples(project, TEMPLATE, LAYER)
        config = replace(FINE_TUNING, template=TEMPLATE)
        reader = SampleReader(input_settings(model.config, config))
        data = RunData(found.train, found.holdout)
        trainer = Trainer(
            TrainableModel(model), config, data, reader, run, writer, choose("cpu", "float32"),
            Budget(generations=1),
        )  # fmt: skip
        trainer.progress.generation = 1
        in_force = project.generations.model_in_force()
        writer.write(Started(project=True, template=TEMPLATE))
        folder = files.unused_generation(1)
        with trainer.checkpoints.evaluated():
            facts = {"steps": 0, "generations": 1, "seconds": 0.0}
            publish_model(folder, trainer.model.loaded(), config, data, facts)
        waiting = [(one, project.images.get(int(one.key)), found.sentences[one.key])
                   for one in (*data.unlabeled, *found.shown_only)]  # fmt: skip
        proposals = ProposalPublisher(trainer, files, LAYER).publish(waiting, folder)
        event = GenerationEnded(
            number=1, folder=str(folder), parent=in_force, trained_from=Path(in_force).name,
            promoted=True, note="not judged", proposals=str(proposals),
        )  # fmt: skip
        writer.write(event)
    finally:
        writer.close()
    made = published_by(event, run)
    assert made is not None
    return made


def warm_up(folder: Path) -> None:
    """Does everything once, so that a process that is forked has nothing left to import."""
    torch.set_num_threads(1)  # a process with threads of its own is not to be forked
    write_pictures(folder / "pictures")
    settings = ProjectSettings("Warm", TEMPLATE, "viewer")
    with Project.create(folder / "project", settings, seed="warm") as project:
        project.images.add([folder / "pictures"])
        made = publish(project, folder / "project" / "models" / "run-0001", small_model())
        record_generation(project, made)
        answer(project, 1, SmallPredictor())
