"""Proposals for many images of a project, one after the other, in a predictor process of its own.

The window does this beside a person's work: what is asked about the image on the screen goes to
another predictor and does not wait.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lvit_core.errors import Cancelled, LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import open_source
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import PredictionJob, PredictionResult
from lvit_core.model.questions import question
from lvit_core.progress import Progress
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.prompt.templates import load_template
from lvit_core.stopping import Rest
from lvit_core.worker.client import PredictorClient
from lvit_core.worker.events import Failed, Finished

LOOK_S = 0.25  # how often a stop is looked for


@dataclass(frozen=True)
class Proposed:
    """What came of it.

    Args:
        done: Images that have a proposal now.
        left: Images that have none, each as ``"name: why"``.
        stopped: A person stopped it; what came until then stays.
    """

    done: tuple[int, ...]
    left: tuple[str, ...]
    stopped: bool = False


def propose_for(
    project: Project,
    image_ids: Sequence[int],
    progress: Progress,
    cancelled: Callable[[], bool],
    threads: int | None = None,
    *,
    rest: Rest | None = None,
    arrived: Callable[[Proposal], object] | None = None,
) -> Proposed:
    """Asks the model in force about each image, with its sentence, and stores the answers.

    An image that cannot be predicted costs only itself and is named. One that was labeled, or has
    a proposal, by the time its turn comes is passed over.

    Args:
        project: Open for writing.
        image_ids: The images, in the order in which they are asked about.
        progress: Told of each image as its turn comes.
        cancelled: Whether nobody wants the rest any more.
        threads: Of the process; ``None`` lets it choose.
        rest: Lets a person interrupt the work between two images.
        arrived: Called in this thread with each proposal once it is stored.
    """
    done: list[int] = []
    left: list[str] = []
    client = PredictorClient()
    try:
        for number, image_id in enumerate(image_ids):
            if cancelled():
                return Proposed(tuple(done), tuple(left), stopped=True)
            name = f"image {image_id}"  # until it is known that there is one
            try:
                record = project.images.get(image_id)
                name = record.name
                progress(number, len(image_ids), name)
                if rest is not None and rest.on:
                    rest.keep(cancelled)
                    record = project.images.get(image_id)
                if record.has_proposal or record.state is ImageState.LABELED:
                    continue
                proposal = _propose(client, project, record, cancelled, threads)
            except Cancelled:
                return Proposed(tuple(done), tuple(left), stopped=True)
            except LViTError as error:
                left.append(f"{name}: {error.message} {error.hint}".strip())
            else:
                done.append(image_id)
                if arrived is not None and proposal is not None:
                    arrived(proposal)
    finally:
        client.close()
    return Proposed(tuple(done), tuple(left))


def _propose(
    client: PredictorClient,
    project: Project,
    record: ImageRecord,
    cancelled: Callable[[], bool],
    threads: int | None,
) -> Proposal | None:
    """What was stored; ``None`` where the picture was replaced meanwhile."""
    template = load_template(record.template)
    with project.pictures.staying(record.id):
        source = open_source(project.images.path(record.id))
    whole = Rect(0, 0, source.height, source.width)
    job = question(
        project, record, source, template, record.sentence, shown=whole, for_proposal=True
    )
    model = job.model()
    client.use_model(model.path, model.name, threads=threads)
    client.set_image(job.key, job.pixels, job.spacing_um)
    sentence = job.sentence if job.network_sentence is None else job.network_sentence
    result = _answer(client, client.predict(None, sentence), job, model, cancelled)
    proposal = result.as_proposal(template.finding_layer)
    if project.images.get(record.id).content_hash != record.content_hash:
        return None
    proposal = proposal.cut_to(project.proposals.cut(record.template))
    project.proposals.save(proposal)
    return proposal


def _answer(
    client: PredictorClient,
    number: int,
    job: PredictionJob,
    model: ModelChoice,
    cancelled: Callable[[], bool],
) -> PredictionResult:
    while True:
        event = client.next_event(LOOK_S)
        if cancelled():
            client.cancel()
            raise Cancelled
        if isinstance(event, Failed) and event.request_id in (None, number):
            raise LViTError(event.message, event.hint)
        if isinstance(event, Finished) and event.request_id == number:
            return PredictionResult(
                job, model, event.probability, event.origin, event.uses_text, event.seconds,
                event.doubt, event.places_ignored, event.depth, event.classes,
            )  # fmt: skip
