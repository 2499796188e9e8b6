"""The predictions of a generation for the images nobody has labeled, left for the window."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import smallest_object_px
from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.sample import Sample
from lvit_core.files import make_below
from lvit_core.model.digest import weights_digest
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.templates import load_template
from lvit_core.training.events import ProposalWritten
from lvit_core.training.publishing import publish_proposal
from lvit_core.training.run_folder import RunFolder, generation_name
from lvit_core.training.trainer import Trainer
from lvit_core.training.validation import predict_planes, sentence_influence


class ProposalPublisher:
    """Writes one file an image, and uses again what was predicted for the pseudo labels.

    Args:
        trainer: Whose present generation answers.
        files: The run's.
        layer: Layer of the proposals.
    """

    def __init__(self, trainer: Trainer, files: RunFolder, layer: str) -> None:
        self.written: list[ProposalWritten] = []
        self._trainer = trainer
        self._files = files
        self._layer = layer
        self._kept: dict[str, NDArray[np.uint8]] = {}

    def predicted(self, sample: Sample, planes: NDArray[np.float32]) -> None:
        """A prediction of the present generation that need not be made again, (P, h, w)."""
        self._kept[sample.key] = as_bytes(planes)

    def publish(self, waiting: Iterable[tuple[Sample, ImageRecord, str]], model: Path) -> Path:
        """Predicts every image and writes the answers; returns their folder.

        Args:
            waiting: Sample, record, and the sentence as the person wrote it.
            model: Folder of the present generation, just published.
        """
        number, config = self._trainer.progress.generation, self._trainer.model.config
        folder = self._files.proposals(number)
        make_below(self._files.path, folder)
        with self._trainer.checkpoints.evaluated():
            for sample, record, sentence in waiting:
                planes = self._prediction(sample)
                spacing_um = record.spacing_um or config.unknown_scale_um
                proposal = ProposalWritten(
                    image_id=record.id,
                    path=str(folder / f"{record.id}.npz"),
                    number=number,
                    generation=generation_name(number),
                    layer=self._layer,
                    threshold=config.threshold,
                    sentence=sentence,
                    influence=self._influence(sample, planes[0]),
                )
                publish_proposal(
                    proposal,
                    planes,
                    (record.height, record.width),
                    load_template(record.template).layer(self._layer),
                    smallest_object_px(config.min_area_um2, spacing_um),
                    self._origin(sample, record, number, model),
                    self._trainer.config.class_names,
                )
                self.written.append(proposal)
        return folder

    def clear(self) -> None:
        """The next generation predicts anew."""
        self.written.clear()
        self._kept.clear()

    def _origin(
        self, sample: Sample, record: ImageRecord, number: int, model: Path
    ) -> AnswerOrigin:
        """The weights are those just published: the ones that answer, as they are written."""
        trainer = self._trainer
        return AnswerOrigin(
            weights=weights_digest(model),
            model=generation_name(number),
            image=record.content_hash,
            sentence=(sample.sentence or "").strip() if trainer.config.text else "",
            threshold=trainer.model.config.threshold,
            um_per_px=record.spacing_um,
            backend=f"training-{trainer.computation.device}-{trainer.computation.precision}",
        )

    def _prediction(self, sample: Sample) -> NDArray[np.float32]:
        kept = self._kept.get(sample.key)
        if kept is not None:
            return kept.astype(np.float32) / np.float32(255.0)
        trainer = self._trainer
        return predict_planes(
            trainer.model, sample, trainer.reader, trainer.computation, use_text=trainer.config.text
        )

    def _influence(self, sample: Sample, probability: NDArray[np.float32]) -> float | None:
        """How far the sentence moved the answer; only whole images are asked twice."""
        trainer = self._trainer
        whole = trainer.reader.settings.kind == "whole"
        if not (whole and trainer.config.text and sample.sentence):
            return None
        return sentence_influence(
            trainer.model, sample, trainer.reader, trainer.computation, probability
        )
