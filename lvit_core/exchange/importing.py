"""Turns what an importer found into images, objects and sentences of a project.

What was found is either in the project afterwards or named in the report. An image gets its labels
in one transaction, so that an import that was cut off can be started again and goes on.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError, ReasonWantedError
from lvit_core.exchange.bundle import Bundle
from lvit_core.exchange.filling import Filling
from lvit_core.exchange.makers import KnownMakers
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import ImportReport, Progress, Steps, Tally, as_line, printable
from lvit_core.exchange.speaking import Speaking
from lvit_core.exchange.spool import Spool
from lvit_core.preferences import stated_person
from lvit_core.project.locking import LOCK_NAME
from lvit_core.project.project import Project
from lvit_core.project.readings import checked_reader
from lvit_core.project.records import ProjectSettings
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.project.unattended import open_unattended
from lvit_core.prompt.guessing import guess_template
from lvit_core.prompt.laterality import CONVENTIONS
from lvit_core.prompt.templates import load_template
from lvit_core.wording import joined, said

ONTO = ("", "new", "same", "merge", "reader")
"""What becomes of labels for images that are in the project already: they go to images that have
none; to no image that was there; replace what is there; are added to it where the ground is free;
are kept apart as those of the reader whom ``reader`` names. With ``reader`` the others say what
becomes of labels of that reader.
"""


def run_import(
    format_name: str,
    bundle: Bundle,
    into: Path | Project,
    options: Mapping[str, Any],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
    *,
    dry: bool = False,
) -> ImportReport:
    """See `registry.import_as_project`."""
    way, reader = _asked(options)
    if not bundle.items:
        raise _nothing(bundle.losses)
    bundle = _readable(bundle)
    stated = options.get("laterality")
    speaking = Speaking(bundle, str(stated) if stated in CONVENTIONS else None)
    tally = Tally(losses=list(bundle.losses), remarks=[as_line(note) for note in bundle.notes])
    steps = Steps(len(bundle.items), progress, cancelled)
    template = options.get("template")
    why = str(options.get("why") or "")
    with _opened(bundle, into, options, speaking, dry=dry) as project:
        if project.settings.for_the_record and way in ("same", "merge") and not (reader or why):
            raise ReasonWantedError
        tally.remarks += speaking.notes(template or project.template_name)
        makers = KnownMakers(project)
        project.answers.keep(makers.new_origins(bundle.origins))
        if said_reader := "" if reader else makers.reader(bundle.reader):
            tally.remark(
                said(
                    "The data say that these are labels of the reader {said_reader}.",
                    said_reader=said_reader,
                )
            )
        _take_licence(project, as_line(bundle.licence), tally)
        project.chain.tell_import(format_name, reader)
        filling = Filling(
            project,
            bundle.items,
            speaking,
            tally,
            way,
            template,
            reader,
            why,
            bundle.codes,
            dry=dry,
        )
        filling.run(steps)
        if filling.empty and not isinstance(into, Project):
            raise _nothing(tally.losses)
    tally.remarks += speaking.conversion_notes()
    return ImportReport(
        format_name, project.folder, tally.images, tally.objects, tally.sentences, tally.onto,
        tally.unchanged, tally.twins, tally.already, tally.sentences_already, tally.losses,
        tally.remarks, speaking.converted, reader,
        said_reader,
    )  # fmt: skip


def _take_licence(project: Project, licence: str, tally: Tally) -> None:
    """A project without images takes over what the data state; in others that is told."""
    own = project.settings.licence
    if licence and licence != own:
        if not own and not project.images.counts().total:
            project.state_licence(licence)
        else:
            here = said("is under {licence}", licence=own) if own else said("states none")
            tally.remark(
                said(
                    "The data are under the licence {licence}; the project {here}.",
                    licence=licence,
                    here=here,
                )
            )


def _asked(options: Mapping[str, Any]) -> tuple[str, str]:
    """What becomes of images that are there, and whose labels they are."""
    onto, reader = str(options.get("onto") or ""), str(options.get("reader") or "")
    if onto == "reader" and not reader:
        raise LViTError("Nothing says whose labels they are.", "Give the name of the reader.")
    if onto not in ONTO:
        raise LViTError(
            "There is no way '{onto}' to import.",
            "Known: {onto_2}.",
            onto=onto,
            onto_2=", ".join(ONTO[1:]),
        )
    return "" if onto == "reader" else onto, checked_reader(reader) if reader else ""


@contextmanager
def _opened(
    bundle: Bundle,
    into: Path | Project,
    options: Mapping[str, Any],
    speaking: Speaking,
    *,
    dry: bool,
) -> Iterator[Project]:
    """The project; one that is made here and gets no image is taken away again."""
    if isinstance(into, Project):
        speaking.refuse_unsaid(options.get("template") or into.template_name)
        yield into
        return
    was_there, had_folder = Project.exists(into), into.exists()
    empty = False
    try:
        with _project(bundle, into, options, speaking, dry=dry) as project:
            try:
                yield project
            finally:
                empty = not was_there and not project.images.counts().total
    finally:
        if empty:
            _remove(into, whole=not had_folder)


def _remove(folder: Path, *, whole: bool) -> None:
    """Takes a new project without an image away again."""
    if whole:
        shutil.rmtree(folder)
        return
    for file in (*folder.glob(f"{FILE_NAME}*"), folder / LOCK_NAME):
        file.unlink(missing_ok=True)


def _readable(bundle: Bundle) -> Bundle:
    """The data with sentences that every file and screen takes."""
    broken = [one.image.name for one in bundle.items if one.sentence != printable(one.sentence)]
    if not broken:
        return bundle
    items = Spool(replace(item, sentence=printable(item.sentence)) for item in bundle.items)
    told = said(
        "Broken characters in sentences became question marks: {names}.", names=some_names(broken)
    )
    return replace(bundle, items=items, notes=[*bundle.notes, told])


def _nothing(losses: Any) -> LViTError:
    named = [loss.line() for loss in list(losses)[:3]]
    if more := len(losses) - len(named):
        named.append(said("{more} more were left out.", more=more))
    return LViTError(
        "No image was found there. {named}" if named else "No image was found there.",
        "Choose the folder that holds the data set.",
        named=joined(*named),
    )


def _project(
    bundle: Bundle, folder: Path, options: Mapping[str, Any], speaking: Speaking, *, dry: bool
) -> Project:
    if Project.exists(folder):
        # What is thrown away at the end needs no backup.
        project = Project.open(folder) if dry else open_unattended(folder)
        project.person = stated_person()
        try:
            speaking.refuse_unsaid(options.get("template") or project.template_name)
        except BaseException:
            project.close()
            raise
        return project
    template = str(options.get("template") or bundle.template or _guess(bundle))
    speaking.refuse_unsaid(template)
    laterality = speaking.convention if load_template(template).laterality else "none"
    name = str(options.get("name") or folder.absolute().name)
    project = Project.create(folder, ProjectSettings(name, template, laterality))
    project.person = stated_person()
    return project


def _guess(bundle: Bundle) -> str:
    layers = {layer.name for item in bundle.items for layer in item.layers}
    return guess_template((item.sentence for item in bundle.items), layers)
