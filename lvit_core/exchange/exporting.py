"""Runs one exporter so that a folder is either complete and checked, or not there at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from lvit_core.errors import LViTError
from lvit_core.exchange.class_coding import codes_of
from lvit_core.exchange.content import Content
from lvit_core.exchange.data_facts import DataFacts
from lvit_core.exchange.declaration import KEY, MANIFEST_NAME, ORIENTATION_KEY
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.exchange.image_steps import bad_lines
from lvit_core.exchange.json_files import with_names
from lvit_core.exchange.licences import Licence
from lvit_core.exchange.picture_files import PICTURE_FOLDERS, image_file
from lvit_core.exchange.region_pictures import differing_region, write_regions
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Conversion, ExportReport, Progress, Steps
from lvit_core.exchange.seldom_collected import seldom_collected
from lvit_core.exchange.side_files import ImageTable, files_below, write_data_sheet
from lvit_core.exchange.stored_images import StoredImages
from lvit_core.files import refuse_full_folder, refuse_inside, refuse_unwritable, writing_folder
from lvit_core.project.clock import now
from lvit_core.project.paths import content_hash
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord
from lvit_core.stopping import refuse_stopped, stoppable
from lvit_core.wording import counted, reworded, said

PROVENANCE_NAME = "provenance.json"
# What the hash of an image's own file is called: as it is, and made anew with the project's secret.
KNOWN_HASH, KEYED_HASH = "content_hash", "content_key"


@dataclass(frozen=True)
class Exporter:
    """How one format is written.

    Attributes:
        losses: What it cannot hold of a content, one sentence each.
        write: Writes into a folder and returns the number of images.
        check: Reads what was written back; raises `not_read_back` where it differs.
        own_images: The images it takes, for formats that take a part only.
        laterality: Whose left and right the sentences in its files mean.
        conversions: Sentences that are written in other words than the project's.
        highest_number: The highest number of an object that the files have room for.
        masks: Where the mask of an image's findings may lie, with ``{layer}`` and ``{stem}``; none
            for formats without such pictures.
        holds_unknown: Whether what nobody has looked at (`Selection.region`) is told from what is
            empty: in its own files, or by the pictures of `region_pictures` beside them. Else
            images that are annotated in a region alone are left out, by name.
        front_matter: What the format wants at the head of the data sheet.
    """

    losses: Callable[[Content], list[str]]
    write: Callable[[Content, Path, Steps], int]
    check: Callable[[Content, Path, Steps], None]
    own_images: Callable[[Content], StoredImages] = attrgetter("images")
    laterality: Callable[[Content], str] = attrgetter("project.settings.laterality")
    conversions: Callable[[Content], list[Conversion]] = lambda _content: []
    highest_number: int | None = None
    masks: tuple[str, ...] = ()
    holds_unknown: Literal["", "in its files", "in pictures"] = ""
    front_matter: Callable[[Content, Licence], str] = lambda _content, _licence: ""

    def content(self, project: Project, options: ExportOptions) -> Content:
        """What of a project it is given."""
        holds_unknown = bool(self.holds_unknown)
        return Content(project, options, self.highest_number, holds_unknown=holds_unknown)


def run_export(
    name: str,
    exporter: Exporter,
    project: Project,
    folder: str | Path,
    options: ExportOptions,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> ExportReport:
    """See `Format.export`."""
    folder = Path(folder)
    folder = folder.absolute()
    refuse_inside(folder, project.folder)
    refuse_full_folder(folder)
    refuse_unwritable(folder)
    # Masks, objects and sentences are read more than once, while a person may go on drawing.
    with project.moment(), stoppable(cancelled), seldom_collected():
        content = exporter.content(project, options)
        done = _run_named(name, exporter, content, folder, Steps(0, progress, cancelled))
    _record(project, done)
    return done


def _run_named(
    name: str, exporter: Exporter, content: Content, folder: Path, steps: Steps
) -> ExportReport:
    """Runs it; an error tells of images by the names that may leave."""
    try:
        return _run(name, exporter, content, folder, steps)
    except LViTError as error:
        told = content.selection.identity.told(error.message)
        if told == error.message:
            raise
        raise LViTError(told, error.hint) from error


def _run(
    name: str, exporter: Exporter, content: Content, folder: Path, steps: Steps
) -> ExportReport:
    content.selection.refuse_unasked()
    if not content.images and (left := content.selection.part_lines()):
        raise LViTError(
            "There is nothing to export: {left}",
            "Choose a format that holds what is unknown, such as lvit, nnunet or geojson.",
            left=left[0],
        )
    if not content.images:
        raise LViTError(
            "There is nothing to export: no image is marked as labeled.",
            "Mark images as labeled, or export all.",
        )
    losses = _losses(exporter, content)
    steps.total = 2 * len(content.images)
    with writing_folder(folder, private=True, asked=refuse_stopped) as aside:
        written = exporter.write(content, aside, steps)
        losses += content.notes + _inverted_lines(content) + bad_lines(content)
        if not exporter.own_images(content):
            raise LViTError(
                "There is nothing to export: {some_names}",
                "Choose another format, or mend the files.",
                some_names=some_names(bad_lines(content)),
            )
        exporter.check(content, aside, steps)
        if exporter.holds_unknown == "in pictures":
            _write_regions(exporter, content, aside)
        with ImageTable(content, aside, exporter.masks) as table:
            _write_provenance(name, content, exporter.own_images(content), aside, table)
        write_data_sheet(
            content, table, aside, title=name, laterality=exporter.laterality(content),
            losses=losses, front_matter=partial(exporter.front_matter, content), sha256=sha256,
        )  # fmt: skip
        files = _write_manifest(name, content, aside, losses, exporter.laterality(content))
    named = content.selection.identity.told
    converted = [replace(one, image=named(one.image)) for one in exporter.conversions(content)]
    told = table.facts
    persons = sorted(named(name) for name in {*told.persons, *_whose(content).values()})
    here = [named(line) for line in losses]
    findings = content.findings
    return ExportReport(
        name, folder, written, told.objects, files, here, converted, persons, findings
    )


def _write_regions(exporter: Exporter, content: Content, folder: Path) -> None:
    write_regions(content, exporter.own_images(content), folder)
    if (wrong := differing_region(content, exporter.own_images(content), folder)) is not None:
        raise not_read_back(said("The region of {name}", name=wrong.name))


def _record(project: Project, done: ExportReport) -> None:
    """Chains that labels left the project, by the digest of all files."""
    if project.read_only:
        return  # whoever opened it for reading tells it then
    try:
        record_export(project, done)
    except LViTError as error:
        done.findings.append(
            said("The project does not keep that it was exported: {reason}", reason=error.message)
        )


def record_export(project: Project, done: ExportReport) -> None:
    """Chains an export that was made while the project could only be read.

    Raises:
        LViTError: It still can only be read, or the disk refuses.
    """
    manifest = sha256(done.folder / MANIFEST_NAME)
    project.chain.tell_export(done.format, done.images, done.objects, manifest)


def _inverted_lines(content: Content) -> list[str]:
    count = len(content.inverted - content.bad.keys())
    which = counted(
        count,
        "image stores white as 0: its values are turned over, so that high values are bright.",
        "images store white as 0: their values are turned over, so that high values are bright.",
    )
    return [which] * bool(count)


def losses_of(exporter: Exporter, content: Content) -> list[str]:
    """What is left out whatever the format, and what the format cannot hold."""
    return [reworded(line, content.selection.identity.told) for line in _losses(exporter, content)]


def _losses(exporter: Exporter, content: Content) -> list[str]:
    """The same lines with the names that images have in the export."""
    return content.common_losses() + exporter.losses(content)


def not_read_back(what: str) -> LViTError:
    """The refusal of an export whose files do not say what the project says."""
    return LViTError(
        "{what} did not read back as it was written; nothing was exported.",
        "Check the disk and try again; if it happens again, report it.",
        what=what,
    )


def _write_provenance(
    name: str, content: Content, written: StoredImages, folder: Path, table: ImageTable
) -> None:
    """Who made what, for every object, whatever the format can hold; one image a line.

    The images are written one by one: together, they may not fit into memory.
    """
    project = content.project
    settings, origins = project.settings, content.selection.makers.origins
    head = {
        "format": name,
        "project": content.title,
        "template": settings.template,
        KEY: settings.laterality,
        **_whose(content),
        "created_at": now(),
        "exported_by": content.selection.makers.reader(project.person),
        "chain": project.chain.head().text,
        "codes": codes_of(content),
        "licence": content.licence,
    }
    with (folder / PROVENANCE_NAME).open("w", encoding="utf-8") as stream:
        stream.write(f'{_json(head)[:-1]}, "images": [')
        for number, image in enumerate(written):
            refuse_stopped()
            stream.write(",\n" if number else "\n")
            told = _image_facts(content, image, folder, table.facts)
            stream.write(_json(told))
            table.add_image(image, told)
        used = sorted(table.facts.answers.keys() & origins.keys())
        answers = {key: origins[key].to_dict() for key in used}
        stream.write(f'\n], "answers": {_json(answers)}}}\n')


def _image_facts(
    content: Content, image: ImageRecord, folder: Path, told: DataFacts
) -> dict[str, Any]:
    layers: dict[str, list[dict[str, Any]]] = {}
    digest = content.selection.makers.digest(image.content_hash)
    for layer in content.template(image).layers:
        records = content.records(image, layer)
        if content.options.machine:
            records += content.records(image, layer, machine=True)
        layers[layer.name] = [with_names(record).to_dict() for record in records]
        for record in records:
            told.add_object(record)
    return {
        "name": content.stems[image.id],
        "number": image.id,
        "source": image.name,
        **_picture(content, image, folder),
        KNOWN_HASH if digest == image.content_hash else KEYED_HASH: digest,
        "height": image.height,
        "width": image.width,
        "spacing_mm": image.spacing_mm,
        "spacing_kind": image.spacing_kind,
        "template": image.template,
        "sentence": image.sentence,
        ORIENTATION_KEY: image.orientation,
        "state": image.state.value,
        "split": image.split,
        "group": image.group,
        "reason": image.reason,
        **_looked_at(content, image),
        "layers": layers,
    }


def _looked_at(content: Content, image: ImageRecord) -> dict[str, Any]:
    """How much of an image is known, where that is not all of it."""
    region = content.selection.region(image)
    return {} if region is None else {"regions": region.count, "annotated_px": region.area_px}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _picture(content: Content, image: ImageRecord, folder: Path) -> dict[str, str]:
    """Where the image's picture lies in the export and how to know it again, if it is there."""
    stem = content.stems[image.id]
    found = (image_file(folder / place, stem) for place in PICTURE_FOLDERS)
    file = next((path for path in found if path is not None), None)
    if file is None:
        return {}
    return {"file": file.relative_to(folder).as_posix(), "file_hash": content_hash(file)}


def _whose(content: Content) -> dict[str, str]:
    """The reader whose labels are written, where they are not the project's own."""
    reader = content.options.reader
    return {"reader": content.selection.makers.reader(reader)} if reader else {}


def _write_manifest(
    name: str, content: Content, folder: Path, losses: list[str], laterality: str
) -> int:
    head = {
        "format": name,
        KEY: laterality,  # of the sentences in the format's own files
        **_whose(content),
        "created_at": now(),
        "losses": losses,
    }
    count = 0
    with (folder / MANIFEST_NAME).open("w", encoding="utf-8") as stream:
        text = json.dumps(head, ensure_ascii=False, indent=1)
        stream.write(f'{text.removesuffix("}").rstrip()},\n "sha256": {{')
        files = (file for file in files_below(folder) if file != MANIFEST_NAME)
        for count, file in enumerate(files, start=1):
            told = f"  {_json(file)}: {_json(sha256(folder / file))}"
            stream.write(f",\n{told}" if count > 1 else f"\n{told}")
        stream.write("\n }\n}\n")
    return count


def sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            refuse_stopped()
            digest.update(chunk)
    return digest.hexdigest()
