"""`lvit predict`: masks for a folder, a table or a whole project, without a window."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import (
    JsonOption,
    PageOption,
    SkipChangedOption,
    SmallestOption,
    ThreadsOption,
    ThresholdOption,
    emit,
    finite,
    report,
)
from lvit_core.cli.typed_sentences import (
    AnyKindOption,
    KeepIdentityOption,
    LateralityOption,
    file_sides,
    for_model,
    report_unknown,
    whose_is_known,
)
from lvit_core.errors import LViTError
from lvit_core.files import refuse_inside, refuse_over
from lvit_core.wording import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from lvit_core.inference.batch import BatchReport, Job
OverlapOption = Annotated[
    float,
    typer.Option(min=0, max=0.9, callback=finite, help="Smallest shared part of neighbour tiles."),
]

BySentenceOption = Annotated[
    bool, typer.Option("--by-sentence", help="The threshold at which the sentence is true, told.")
]

TissueOption = Annotated[
    bool, typer.Option("--tissue", help="Ask about slides only where there is stained tissue.")
]

TissueDensityOption = Annotated[
    float | None,
    typer.Option(
        min=0.01, max=2, callback=finite,
        help="Optical density from which --tissue takes a pixel; 0.15 if omitted.",
    ),
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Adds `predict`."""
    app.command("predict")(predict)


def predict(
    out: Annotated[Path, typer.Option(help="Folder for STEM.png, STEM_prob.npy and objects/.")],
    images: Annotated[
        list[Path] | None, typer.Argument(help="Image files or folders.", metavar="IMAGE")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="A known name, a model folder or a .safetensors file.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="One sentence for all; empty runs without text.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option(help="A sheet (.xlsx) with columns Image and Description.")
    ] = None,
    project: Annotated[
        Path | None, typer.Option(help="A project: its images, sentences, model.")
    ] = None,
    laterality: LateralityOption = None,
    backend: Annotated[str, typer.Option(help="auto, or a way to compute such as eager.")] = "auto",
    overlap: OverlapOption = 0.125,
    threshold: ThresholdOption = None,
    smallest_px: SmallestOption = None,
    threads: ThreadsOption = None,
    by_sentence: BySentenceOption = False,
    any_kind: AnyKindOption = False,
    tissue: TissueOption = False,
    tissue_od: TissueDensityOption = None,
    skip_changed: SkipChangedOption = False,
    page: PageOption = "",
    keep_identity: KeepIdentityOption = False,
    json: JsonOption = False,
) -> None:
    """Predict masks; goes on where it stopped, and ends with 1 where an image failed."""
    if sum(source is not None for source in (text, table, project)) != 1:
        raise typer.BadParameter("give exactly one of --text, --table and --project")
    whose_is_known(laterality)
    if project is None and (model is None or not images):
        raise typer.BadParameter("say which --model and which images")
    least_od = _least_od(tissue_od) if tissue or tissue_od is not None else None
    _refuse_beside(out, [*(images or ()), *filter(None, (table,))])
    refuse_inside(out, project)
    with TemporaryDirectory(prefix="lvit-pages-") as place:  # a page keeps its file's header
        if project is not None:
            jobs = _project_jobs(
                project, model, images, skip_changed=skip_changed, keep=keep_identity
            )
        else:
            assert model is not None and images is not None
            files = _with_pages(images, page, Path(place))
            jobs = _file_jobs(files, model, text, table, laterality)
            jobs = jobs if keep_identity else _under_other_names(jobs, out)
        jobs = [replace(job, any_kind=any_kind, tissue_od=least_od) for job in jobs]
        jobs = _cut(jobs, threshold, smallest_px, by_sentence=by_sentence)
        result = _run(jobs, out, backend, overlap, threads)
    summary = _summary(result, len(jobs), out)
    emit(summary, as_json=json, text=_sentence(summary))
    _refuse_failures(result, len(jobs))


def _least_od(stated: float | None) -> float:
    from lvit_core.imaging.tissue import TISSUE_OD  # noqa: PLC0415

    return TISSUE_OD if stated is None else stated


def _refuse_failures(result: BatchReport, jobs: int) -> None:
    """Raises `LViTError` where an image could not be predicted; the others are."""
    if not result.failed:
        return
    hints = {hint for _, _, hint in result.failed}
    common = hints.pop() if len(hints) == 1 else ""  # what helps all of them
    if len(result.failed) == jobs:
        told = " ".join(filter(None, (result.failed[0][1], common)))
        raise LViTError("No image could be predicted.", told)
    raise LViTError(
        f"{len(result.failed)} of {counted(jobs, 'image')} could not be predicted; the others are.",
        common or "Started again, only those named above are tried once more.",
    )


def _refuse_beside(out: Path, read: list[Path]) -> None:
    """Results are called after images: in their own folder they would be written over."""
    refuse_over(out, *read)
    for path in read:
        if path.is_file() and os.path.realpath(out) == os.path.realpath(path.parent):
            refuse_over(out, path.parent)


def _cut(
    jobs: list[Job], threshold: float | None, smallest_px: int | None, *, by_sentence: bool
) -> list[Job]:
    from lvit_core.annotation.levels import Cut  # noqa: PLC0415

    cut = Cut(threshold, smallest_px)
    if by_sentence and cut.chosen:
        raise typer.BadParameter("--by-sentence chooses the threshold and the size by itself")
    return [replace(job, cut=cut, by_sentence=by_sentence) for job in jobs]


def _with_pages(images: list[Path], page: str, place: Path) -> list[Path]:
    """The images; of files with several pictures the wanted pages, as files in ``place``."""
    if not page:
        return images
    from lvit_core.imaging.readers import find_images, pages_of  # noqa: PLC0415
    from lvit_core.project.additions import PageChoice  # noqa: PLC0415
    from lvit_core.project.page_files import PageKeeper  # noqa: PLC0415

    choice = PageChoice.parsed(page)
    found: list[Path] = []
    for path in find_images(images):
        try:
            pages = pages_of(path)
        except LViTError:
            pages = []  # whoever reads it says what is wrong with it
        if len(pages) > 1:
            with PageKeeper(path, place) as keeper:
                found += [keeper.keep(number) for number in choice.wanted(path, pages)]
        else:
            found.append(path)
    return found


def _file_jobs(
    images: list[Path], model: str, text: str | None, table: Path | None, laterality: str | None
) -> list[Job]:
    from lvit_core.imaging.readers import find_images  # noqa: PLC0415
    from lvit_core.inference.batch import Job  # noqa: PLC0415
    from lvit_core.inference.result_names import unique_stems  # noqa: PLC0415
    from lvit_core.model.catalogue import find_model  # noqa: PLC0415
    from lvit_core.model.config import ModelConfig  # noqa: PLC0415
    from lvit_core.project.paths import CONFIG_NAME  # noqa: PLC0415

    place = find_model(model)
    template = ModelConfig().template
    if place.is_dir():
        from lvit_core.config import load_toml  # noqa: PLC0415

        template = load_toml(place / CONFIG_NAME, ModelConfig).template
    paths = find_images(images)
    if not paths:
        raise LViTError("There is no image among the given paths.", "Give image files or folders.")
    sentences, whose = _table(table) if table is not None else ({}, None)
    if whose is not None and laterality not in (None, whose):
        report(f"The table says its left and right are the {whose}'s; that is believed.")
    whose = whose or laterality or "viewer"
    jobs = []
    told: set[str] = set()
    for path, stem in zip(paths, unique_stems(paths), strict=True):
        sentence = sentences.get(path.stem) if table is not None else text
        if table is not None and sentence is None:
            report(f"{path.name}: the table has no sentence, so the model runs without text.")
        if sentence is not None and sentence not in told:
            told.add(sentence)
            report_unknown(sentence, template)
        words = for_model(sentence, template, file_sides(path, whose))
        jobs.append(Job(path, words, model, stem))
    if text is not None and not text.strip():
        report("The sentence is empty, so the model runs without text.")
    return jobs


def _under_other_names(jobs: list[Job], out: Path) -> list[Job]:
    """The same, with names for the results of DICOM files that say nothing of the patient."""
    from lvit_core.exchange.dicom_sources import is_dicom  # noqa: PLC0415
    from lvit_core.inference.result_names import LocalNames, unique_stems  # noqa: PLC0415

    dicom = {job.path for job in jobs if is_dicom(job.path)}
    if not dicom:
        return jobs
    local = LocalNames(out)
    names = local.pseudonyms
    stems = unique_stems(
        [job.path for job in jobs], {path: names.file(path.name) for path in dicom}
    )
    found = [
        replace(job, stem=stem, hidden=names) if job.path in dicom else replace(job, stem=stem)
        for job, stem in zip(jobs, stems, strict=True)
    ]
    local.keep({job.stem: job.path for job in found if job.hidden is not None})
    report(
        f"Results of {counted(len(dicom), 'DICOM file')} are called dicom-...; "
        f"{local.file} says which is which and stays here (--keep-identity names them after files)."
    )
    return found


def _project_jobs(
    folder: Path, model: str | None, images: list[Path] | None, *, skip_changed: bool = False,
    keep: bool = False,
) -> list[Job]:  # fmt: skip
    from lvit_core.exchange.dicom_sources import is_dicom  # noqa: PLC0415
    from lvit_core.inference.batch import Job  # noqa: PLC0415
    from lvit_core.inference.result_names import unique_stems  # noqa: PLC0415
    from lvit_core.project.pictures import refuse_changed  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.records import Picture  # noqa: PLC0415

    with Project.open(folder, read_only=True) as project:
        wanted = {path.absolute() for path in images or ()}
        rows, others, names = [], dict[Path, str](), project.pseudonyms
        files = [(record, project.images.path(record.id)) for record in project.images.all()]
        files = [pair for pair in files if not wanted or pair[1].absolute() in wanted]
        other = project.pictures.verify_all(record.id for record, _ in files)
        changed = [r.name for r, _ in files if other.get(r.id) is Picture.CHANGED]
        if changed and not skip_changed:
            raise refuse_changed(changed)
        for record, path in files:
            if record.id in other:
                report(f"{record.name} is left out: another picture lies under its name.")
                continue
            name = model or project.generations.model_in_force(record.template)
            text = for_model(record.sentence, record.template, project.sides(record))
            rows.append((path, text, name, record.spacing_um, record.content_hash))
            if not keep and is_dicom(path):
                others[path] = names.image(record.id)
    stems = unique_stems([row[0] for row in rows], others)
    jobs = [
        Job(path, text, name, stem, spacing_um, names if path in others else None, marked=marked)
        for (path, text, name, spacing_um, marked), stem in zip(rows, stems, strict=True)
    ]
    if others:
        report(
            f"Results of {counted(len(others), 'DICOM file')} are called dicom-... "
            "(`lvit info PROJECT --names` tells which is which)."
        )
    return sorted(jobs, key=lambda job: job.model)


def _table(path: Path) -> tuple[dict[str, str], str | None]:
    """Sentences by stem, and whose sides they mean if the table or the folder around it says so.

    What of the table is not read is told.
    """
    from lvit_core.exchange.declaration import declared_in  # noqa: PLC0415
    from lvit_core.exchange.sheets import read_sheet  # noqa: PLC0415

    sheet = read_sheet(path)
    for line in (*(loss.line() for loss in sheet.losses), *sheet.notes):
        report(line)
    return sheet.sentences, sheet.laterality or declared_in(path.absolute().parent)


def _run(
    jobs: list[Job], out: Path, backend: str, overlap: float, threads: int | None
) -> BatchReport:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    from lvit_core.device import take_own_device  # noqa: PLC0415
    from lvit_core.imaging.readers import read  # noqa: PLC0415
    from lvit_core.inference import Predictor  # noqa: PLC0415 - imports torch
    from lvit_core.inference.batch import my_share, predict_all, rgb_and_spacing  # noqa: PLC0415

    take_own_device()
    mine, journal = my_share(jobs)
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Predicting", total=len(mine))
        slide = progress.add_task("Parts of a slide", visible=False)
        return predict_all(
            mine,
            out,
            # Nothing is asked twice here, so encoded tiles are not kept.
            lambda name: Predictor(name, backend, threads, overlap=overlap, feature_bytes=0),
            lambda path: rgb_and_spacing(read(path)),
            journal,
            lambda job: progress.update(task, advance=1, description=job.path.name),
            lambda done, parts: _show_parts(progress, slide, done, parts),
        )


def _show_parts(progress: Progress, bar: TaskID, done: int, parts: int) -> None:
    """How far a slide is, and how long it will take."""
    if done == 0:
        progress.reset(bar, total=parts, visible=True)
    progress.update(bar, completed=done)


def _summary(result: BatchReport, jobs: int, out: Path) -> dict[str, Any]:
    for image, reason, hint in result.failed:
        report(f"{image}: {reason} {hint}".rstrip())
    for remark, images in _by_text(result.remarks).items():
        which = images[0] if len(images) == 1 else f"{images[0]} and {len(images) - 1} more"
        report(f"Warning: {which}: {remark}")
    return {
        "out": str(out),
        "images": jobs,
        "predicted": result.predicted,
        "objects": result.objects,
        "resumed": result.resumed,
        "failed": [{"image": i, "reason": r, "hint": h} for i, r, h in result.failed],
        "seconds": round(result.seconds, 3),
        "backends": sorted(result.backends),
        "notes": result.notes,
        "warnings": [{"image": i, "text": t} for i, t in result.remarks],
    }


def _by_text(remarks: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The images of each remark, so that a folder of one kind is warned about once."""
    images: dict[str, list[str]] = {}
    for image, text in remarks:
        images.setdefault(text, []).append(image)
    return images


def _sentence(summary: dict[str, Any]) -> str:
    parts = [f"{summary['predicted']} predicted with {counted(summary['objects'], 'object')}"]
    if summary["resumed"]:
        parts.append(f"{summary['resumed']} were there already")
    if summary["failed"]:
        parts.append(f"{len(summary['failed'])} failed")
    return f"{', '.join(parts)}; results in {summary['out']}."
