"""Predicting many images one after another: constant memory, resumable, divisible among processes.

A line in ``predictions.jsonl`` is written after an image's files are complete and says what made
the answer; whoever resumes trusts it only when weights, image and sentence are the same.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import smallest_object_px
from lvit_core.annotation.levels import AS_THE_MODEL, Cut, cut_objects
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import inside
from lvit_core.errors import LViTError
from lvit_core.exchange.declaration import KEY
from lvit_core.files import make_private_folder
from lvit_core.imaging.image import Image
from lvit_core.imaging.tissue import find_tissue
from lvit_core.inference.answer import ImageAnswer
from lvit_core.inference.any_kind import judged_kind
from lvit_core.inference.mask_files import save_mask, save_probability
from lvit_core.inference.object_files import are_there, save_objects
from lvit_core.inference.predictor import Predictor
from lvit_core.inference.slides import Slide, SlideObjects, nobody, open_slide
from lvit_core.model.catalogue import find_model
from lvit_core.model.digest import weights_digest
from lvit_core.project.pseudonyms import Pseudonyms
from lvit_core.project.steady import SteadyFile
from lvit_core.project.true_cut import true_cut
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from lvit_core.wording import counted

Picture = tuple[NDArray[np.uint8], float | None]  # (H, W, 3) RGB, and um per pixel if known
JOURNAL = "predictions"
ANSWER = "answer"
PARTS = "parts"
_IN_PARTS = "It is too large for a mask and probabilities: only its objects are written."
_PLACES = "Words such as 'upper right' do not guide the model: the image is read in tiles."


@dataclass(frozen=True)
class Job:
    """One image to predict.

    Attributes:
        path: The file.
        sentence: ``None`` runs the model without text.
        model: What ``load_model`` takes.
        stem: Name of the results without suffix.
        spacing_um: Micrometres per pixel as the project knows them; ``None`` takes the file's.
        hidden: Makes what stands for the file's name and content, where those do not leave.
        cut: Threshold and smallest object instead of the model's.
        by_sentence: The cut at which the sentence is true, instead of the model's.
        any_kind: Predicts an image of another kind than the model's as well.
        tissue_od: Slides are asked only where their optical density reaches this; ``None`` asks
            about all of them.
        marked: Hash of the picture that a project knows under the name; empty takes any.
    """

    path: Path
    sentence: str | None
    model: str
    stem: str
    spacing_um: float | None = None
    hidden: Pseudonyms | None = None
    cut: Cut = AS_THE_MODEL
    by_sentence: bool = False
    any_kind: bool = False
    tissue_od: float | None = None
    marked: str = ""


@dataclass
class BatchReport:
    """What became of the jobs.

    ``failed`` holds (image, reason, hint), ``remarks`` (image, what to know about its answer);
    ``objects`` counts those of the images that were predicted now.
    """

    predicted: int = 0
    objects: int = 0
    resumed: int = 0
    failed: list[tuple[str, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    backends: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def my_share(jobs: Sequence[Job]) -> tuple[list[Job], str]:
    """This process's part under `accelerate launch` (or torchrun), and its journal's name."""
    world, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    if world <= 1:
        return list(jobs), f"{JOURNAL}.jsonl"
    return list(jobs[rank::world]), f"{JOURNAL}-{rank}.jsonl"


def predict_all(
    jobs: Iterable[Job],
    out: str | Path,
    make_predictor: Callable[[str], Predictor],
    read: Callable[[Path], Picture],
    journal: str = f"{JOURNAL}.jsonl",
    progress: Callable[[Job], None] | None = None,
    part_progress: Callable[[int, int], None] | None = None,
) -> BatchReport:
    """Writes ``STEM.png`` (0/255), ``STEM_prob.npy`` (float32, 0..1) and objects for every job.

    Of slides that do not fit into memory only objects.

    Args:
        jobs: Sorted by model, so that one predictor is alive at a time.
        out: Folder of the results.
        make_predictor: Builds the predictor of a model.
        read: A file to RGB uint8 (H, W, 3) and micrometres per pixel.
        journal: File in ``out`` that this process writes.
        progress: Called after each job.
        part_progress: Called before each part of a slide, with how many are done and how many
            there are.
    """
    out = Path(out)
    make_private_folder(out)
    report, done = BatchReport(), _done(out)
    started = time.perf_counter()
    predictor: tuple[str, Predictor] | None = None
    with open(out / journal, "a", encoding="utf-8", opener=_opened_private) as log:
        for job in jobs:
            file = SteadyFile(job.path)
            if _is_done(job, out, done):
                report.resumed += 1
            elif (picture := _picture(job, read, report)) is not None:
                # Only now: what cannot be read needs no model, which takes seconds to build.
                if predictor is None or predictor[0] != job.model:
                    predictor = (job.model, make_predictor(job.model))
                    report.backends.add(predictor[1].backend.name)
                    report.notes.extend(predictor[1].notes)
                if isinstance(picture, Slide) and predictor[1].config.input == "tiles":
                    watch = part_progress or nobody
                    _predict_slide(job, file, out, predictor[1], picture, report, log, watch)
                elif (whole := _whole(job, picture, read, report)) is not None:
                    _predict_one(job, file, out, predictor[1], whole, report, log)
            if progress is not None:
                progress(job)
    report.seconds = time.perf_counter() - started
    return report


def _opened_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def rgb_and_spacing(image: Image) -> Picture:
    """What the predictor wants of an image: RGB as the network sees it, um per pixel."""
    from lvit_core.imaging.window import model_rgb  # noqa: PLC0415 - beside its only use

    spacing = image.spacing_mm
    return model_rgb(image), 1000.0 * sum(spacing) / 2 if spacing is not None else None


def _picture(
    job: Job, read: Callable[[Path], Picture], report: BatchReport
) -> Picture | Slide | None:
    """The image of a job; ``None``, and a line in the report, if it cannot be read."""
    try:
        return open_slide(job.path) or read(job.path)
    except LViTError as error:
        report.failed.append((job.path.name, error.message, error.hint))
        return None


def _whole(
    job: Job, picture: Picture | Slide, read: Callable[[Path], Picture], report: BatchReport
) -> Picture | None:
    """All of an image, for a network that looks at all of it at once."""
    if not isinstance(picture, Slide):
        return picture
    try:
        return read(job.path)
    except LViTError as error:
        report.failed.append((job.path.name, error.message, error.hint))
        return None


def _predict_one(
    job: Job, file: SteadyFile, out: Path, predictor: Predictor, picture: Picture,
    report: BatchReport, log: Any,
) -> None:  # fmt: skip
    rgb, spacing_um = picture
    try:
        told = judged_kind(job.path, rgb, predictor.config.template, wanted=job.any_kind)
        predictor.set_image(rgb, job.spacing_um or spacing_um, file.digest(job.marked))
        answer = predictor.answer(job.sentence)
        told += _remarks(job, predictor)
        report.remarks.extend((job.path.name, remark) for remark in told)
        job = _cut_by_sentence(job, predictor, answer, report)
    except LViTError as error:
        report.failed.append((job.path.name, error.message, error.hint))
        return
    layer = load_template(predictor.config.template).finding_layer
    objects = _objects(job, predictor, answer, spacing_um, separate=layer.role == "instances")
    probability, name = answer.probability, layer.classes[0].name
    # By another choice, what the window would propose; else all that reaches the threshold.
    chosen = objects > 0 if job.cut.chosen else inside(probability, predictor.config.threshold)
    save_probability(out / f"{job.stem}_prob.npy", probability)
    save_mask(out / f"{job.stem}.png", chosen)
    count = save_objects(out, job.stem, objects, probability, name)
    _enter(job, predictor, count, report, log)


def _cut_by_sentence(
    job: Job, predictor: Predictor, answer: ImageAnswer, report: BatchReport
) -> Job:
    """The job with the cut that makes its sentence true, which is told."""
    if not job.by_sentence:
        return job
    config = predictor.config
    template = load_template(config.template)
    sentence = parse(job.sentence or "", template)
    found = true_cut(answer.probability, config.threshold, sentence, template)
    if found.told:
        report.remarks.append((job.path.name, found.told))
    return replace(job, cut=found.cut)


def _predict_slide(
    job: Job,
    file: SteadyFile,
    out: Path,
    predictor: Predictor,
    slide: Slide,
    report: BatchReport,
    log: Any,
    watch: Callable[[int, int], None],
) -> None:
    """The objects of a slide, asked part by part."""
    layer = load_template(predictor.config.template).finding_layer
    size = slide.source.height, slide.source.width
    found = SlideObjects(out, job.stem, size, layer.classes[0].name)
    separate = layer.role == "instances"

    def ask(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], Labels]:
        file.require()
        predictor.set_image(pixels, job.spacing_um or slide.spacing_um)
        answer = predictor.answer(job.sentence)
        objects = _objects(job, predictor, answer, slide.spacing_um, separate=separate)
        return answer.probability, objects

    tissue = None
    try:
        if job.tissue_od is not None:
            tissue = find_tissue(slide.source, job.tissue_od)
        found.find(slide.source, ask, tissue, watch)
        digest = file.digest(job.marked)
    except LViTError as error:
        report.failed.append((job.path.name, error.message, error.hint))
        return
    told = [_IN_PARTS]
    if tissue is not None:
        told.append(
            f"Tissue is {tissue.share:.1%} of it: {found.asked:,} of "
            f"{counted(found.parts, 'part')} were asked. What lies in the others is not known."
        )
    if found.cut:
        told.append(f"{counted(found.cut, 'object')} may be cut: they are larger than parts share.")
    if predictor.places_ignored(job.sentence):
        told.append(_PLACES)
    report.remarks.extend((job.path.name, remark) for remark in told)
    _enter(job, predictor, found.count, report, log, slide=digest)


def _enter(
    job: Job,
    predictor: Predictor,
    count: int,
    report: BatchReport,
    log: Any,
    *,
    slide: str = "",
) -> None:
    """The line that says what made an answer, once its files are complete; of which slide."""
    origin = predictor.origin(job.sentence, job.model)
    if job.cut.threshold is not None:
        origin = replace(origin, threshold=job.cut.threshold)
    origin = replace(origin, min_area_px=job.cut.min_area_px)
    if slide:
        origin = replace(origin, image=slide)
    if job.hidden is not None:
        origin = replace(origin, image=job.hidden.content(origin.image))
    line = {**_entry(job), "objects": count, ANSWER: origin.to_dict()}
    if slide:
        line[PARTS] = True
    log.write(json.dumps(line) + "\n")  # in ASCII: names of files may be no text
    log.flush()
    report.predicted += 1
    report.objects += count


def _objects(
    job: Job, predictor: Predictor, answer: ImageAnswer, spacing_um: float | None, *, separate: bool
) -> Labels:
    """What the window would propose by the same choice, int32 (H, W)."""
    config = predictor.config
    return cut_objects(
        answer.probability,
        config.threshold,
        job.cut,
        depth=answer.depth,
        separate=separate,
        min_area_px=smallest_object_px(
            config.min_area_um2, job.spacing_um or spacing_um or config.unknown_scale_um
        ),
    )


def _remarks(job: Job, predictor: Predictor) -> list[str]:
    """What a person should know about an answer besides the answer."""
    doubt = predictor.doubt()
    remarks = [] if doubt is None else [doubt]
    if predictor.places_ignored(job.sentence):
        remarks.append(_PLACES)
    return remarks


def _entry(job: Job) -> dict[str, Any]:
    status = job.path.stat()
    told = {
        "image": job.path.name,  # where it lies does not leave
        "size": status.st_size,
        "modified_ns": status.st_mtime_ns,
    }
    chosen = job.cut.chosen and not job.by_sentence
    if job.hidden is not None:
        told = {"image": job.stem, "file": job.hidden.content(json.dumps(told))}
    return {
        "stem": job.stem,
        **told,
        "sentence": job.sentence,
        KEY: "viewer",  # as models are asked
        "model": job.model,
        "weights": weights_digest(find_model(job.model)),
        "spacing_um": job.spacing_um,
        **({"cut": [job.cut.threshold, job.cut.min_area_px]} if chosen else {}),
        **({"by_sentence": True} if job.by_sentence else {}),
        **({"tissue_od": job.tissue_od} if job.tissue_od is not None else {}),
    }


def _done(out: Path) -> dict[str, dict[str, Any]]:
    """Entries of all journals by stem; a line cut short by a crash is passed over."""
    found = {}
    for path in sorted(out.glob(f"{JOURNAL}*.jsonl")):
        for entry in _lines(path):
            found[entry["stem"]] = entry
    return found


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and "stem" in entry:
            yield entry


def _is_done(job: Job, out: Path, done: dict[str, dict[str, Any]]) -> bool:
    if job.stem not in done or not job.path.is_file():
        return False
    # Lines of earlier versions name no weights, and no sides: those were the viewer's too.
    wanted = _entry(job)
    before = {KEY: "viewer", "weights": wanted["weights"], **done[job.stem]}
    before["image"] = Path(str(before.get("image"))).name  # earlier versions wrote the whole path
    if {
        key: before.get(key) for key in {*wanted, "cut", "tissue_od"} & {*wanted, *before}
    } != wanted:
        return False
    mask, probability = out / f"{job.stem}.png", out / f"{job.stem}_prob.npy"
    if before.get(PARTS):
        return are_there(out, job.stem)
    return mask.is_file() and probability.is_file() and are_there(out, job.stem)
