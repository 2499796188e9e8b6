"""Turns what an importer found into a project; what does not fit is told, the rest comes in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import ORGAN, Bundle, BundleItem, BundleLayer
from lvit_core.exchange.reports import ImportReport, Progress, Steps
from lvit_core.exchange.speaking import Speaking
from lvit_core.project.clock import now
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, ProjectSettings
from lvit_core.prompt.guessing import guess_template
from lvit_core.prompt.laterality import CONVENTIONS, Sides, restate
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template


def run_import(
    format_name: str,
    bundle: Bundle,
    folder: Path,
    options: Mapping[str, Any],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> ImportReport:
    """See `registry.import_as_project`."""
    if not bundle.items:
        raise LViTError("No image was found there.", "Choose the folder that holds the data set.")
    said = options.get("laterality")
    speaking = Speaking(bundle, str(said) if said in CONVENTIONS else None)
    notes = [*bundle.notes]
    with _project(bundle, folder, options, speaking) as project:
        notes += speaking.notes(options.get("template") or project.template_name)
        work = _Import(project, notes, speaking, options.get("template"))
        steps = Steps(2 * len(bundle.items), progress, cancelled)
        records = work.add(bundle, steps)
        project.keep_origins(bundle.origins)
        for item in bundle.items:
            steps.next(item.image.name)
            record = records.get(item.image)
            if record is not None:
                work.fill(record, item)
        notes += speaking.conversion_notes()
        return ImportReport(
            format_name, project.folder, len(records), work.objects, work.sentences, notes,
            speaking.converted,
        )  # fmt: skip


def _project(
    bundle: Bundle, folder: Path, options: Mapping[str, Any], speaking: Speaking
) -> Project:
    if Project.exists(folder):
        project = Project.open(folder)
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
    return Project.create(folder, ProjectSettings(name, template, laterality))


def _guess(bundle: Bundle) -> str:
    layers = {layer.name for item in bundle.items for layer in item.layers}
    return guess_template((item.sentence for item in bundle.items), layers)


class _Import:
    """One run: adds the images, then gives each its labels and its sentence."""

    def __init__(
        self, project: Project, notes: list[str], speaking: Speaking, template: str | None
    ) -> None:
        self._project = project
        self._notes = notes
        self._speaking = speaking
        self._template = template
        self.objects = 0
        self.sentences = 0

    def add(self, bundle: Bundle, steps: Steps) -> dict[Path, ImageRecord]:
        """The records of the images that could be added, by file."""
        by_template: dict[str | None, list[Path]] = {}
        for item in bundle.items:
            by_template.setdefault(item.template or self._template, []).append(item.image)
        found: dict[Path, ImageRecord] = {}
        for template, files in by_template.items():
            report = self._project.add_images(
                files, lambda done, total, name: steps.next(name) if name else None,
                steps.cancelled, template,
            )  # fmt: skip
            for record in report.added:
                found[self._project.image_path(record.id)] = record
            self._notes += [f"{s.path.name} was skipped: {s.reason}" for s in report.skipped]
            self._notes += [
                f"{path.name} was left as it is: the same picture is already in the project."
                for path in report.already
            ]
        return {
            item.image: found[path]
            for item in bundle.items
            if (path := _normal(item.image)) in found
        }

    def fill(self, record: ImageRecord, item: BundleItem) -> None:
        """Stores labels and sentence of one image."""
        template = load_template(record.template)
        if record.orientation is None and item.orientation is not None:
            self._project.set_orientation(record.id, item.orientation)
            record = replace(record, orientation=item.orientation)
        here = self._project.sides(record)
        labeled = self._store_layers(record, item, template, here)
        changes = []
        if item.sentence:
            self.sentences += 1
            text = self._speaking.take(item, template, here)
            changes.append(ImageChange("sentence", "", text))
        state = item.state or (ImageState.LABELED.value if labeled else "")
        if state and state != record.state.value:
            changes.append(ImageChange("state", record.state.value, ImageState(state).value))
        if changes:
            edit = Edit("Import", template.finding_layer.name, image=tuple(changes))
            self._project.append_edit(record.id, edit)
        if item.group:
            self._project.set_group([record.id], item.group)
        if item.split:
            self._project.set_split(record.id, item.split)

    def _store_layers(
        self, record: ImageRecord, item: BundleItem, template: Template, here: Sides
    ) -> bool:
        labeled = False
        for layer in item.layers:
            name = layer.name or template.finding_layer.name
            if layer.name == ORGAN and template.organ_layer is not None:
                name = template.organ_layer.name
            try:
                labels = layer.load()
                first_class = template.layer(name).classes[0].name
                self.objects += store_labels(
                    self._project, record.id, name, labels,
                    classes=_classes(labels, layer, first_class),
                    provenance=self._origins(labels, layer, item, template, here),
                    title="Import labels",
                    machine=frozenset(n for n, r in layer.records.items() if r.state == "machine"),
                )  # fmt: skip
                labeled = labeled or name == template.finding_layer.name
            except LViTError as error:
                self._notes.append(f"{name} of {item.image.name} was left out: {error.message}")
        return labeled

    def _origins(
        self, labels: NDArray[np.int32], layer: BundleLayer, item: BundleItem, template: Template,
        here: Sides,
    ) -> dict[int, Provenance]:  # fmt: skip
        """Who made each object; the sentences it was made with speak of the project's sides."""
        imported = Provenance("import", created=now())
        there = self._speaking.sides(item, here, layer.laterality)

        def origin(number: int) -> Provenance:
            if number not in layer.records:
                return imported
            known = layer.records[number].provenance
            return replace(known, sentence=restate(known.sentence, template, there, here))

        return {number: origin(number) for number in np.unique(labels).tolist() if number}


def _classes(labels: NDArray[np.int32], layer: BundleLayer, first: str) -> dict[int, str]:
    known = {number: record.class_name for number, record in layer.records.items()}
    return {
        number: layer.classes.get(number) or known.get(number) or first
        for number in np.unique(labels).tolist()
        if number
    }


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))
