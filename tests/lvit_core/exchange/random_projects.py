"""Random small projects: what a property test of formats sends out and gets back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
import tifffile
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image as Picture
from pydicom.data import get_testdata_file
from pydicom.uid import ComputedRadiographyImageStorage

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings

NAMES = (
    "a", "A", "scan 1", "x [1]", "ünï", "名", "a.b", "a.lesion", "=1+1", "con", "mask_1", "a_mask",
    "CASE-001_0000", "labels", "-n", "it's", "50%", "#1", "provenance", "a_page_2", "a[1]", "a_z0",
)  # fmt: skip
CLASSES = {
    "nuclei": ("nucleus", "mitosis", "Zell, groß", "a: b", "1"),
    "lesion": ("infection", "ground-glass", "consolidation", "own class"),
    "lungs": ("lung",),
}
SENTENCES = {
    "chest-xray": (
        "",
        "Unilateral pulmonary infection, one infected area, upper left lung.",
        "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung.",
        "Own words; with a line\tand a tab, and the right side.",
    ),
    "nuclei": ("", "The nuclei are evenly distributed.", 'Say "more", =1+1'),
}
KINDS = ("png", "rgb", "png16", "tif", "jpg", "dcm", "film", "wide")
PEOPLE = ("ann", "", "Bo Ö")


@dataclass(frozen=True)
class Drawn:
    """The labels of one layer: ids ``(H, W)``, and class, person and state of each id."""

    layer: str
    labels: np.ndarray
    classes: tuple[str, ...]
    persons: tuple[str, ...]
    machine: tuple[bool, ...]
    high: bool  # whether its ids go beyond 16 bits


@dataclass(frozen=True)
class Made:
    """One image with what is drawn on it."""

    name: str
    kind: str
    size: tuple[int, int]
    layers: tuple[Drawn, ...]
    sentence: str
    state: str
    split: str


@dataclass(frozen=True)
class Plan:
    """A project, and how it is written."""

    template: str
    laterality: str
    images: tuple[Made, ...]
    options: tuple[tuple[str, bool], ...]
    pixel_size: bool


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Projects of one to three images."""
    template = draw(st.sampled_from(("chest-xray", "nuclei")))
    count = draw(st.integers(1, 3))
    return Plan(
        template,
        draw(st.sampled_from(("viewer", "patient"))) if template == "chest-xray" else "none",
        tuple(draw(_images(template)) for _ in range(count)),
        tuple((name, draw(st.booleans())) for name in ("machine", "polygons", "exact_outlines")),
        draw(st.booleans()),
    )


@st.composite
def _images(draw: st.DrawFn, template: str) -> Made:
    kind = draw(st.sampled_from(KINDS))
    size = (128, 128) if kind == "dcm" else draw(st.tuples(st.integers(8, 30), st.integers(8, 30)))
    layers = ("nuclei",) if template == "nuclei" else ("lesion", "lungs")
    drawn = tuple(draw(_drawn(layer, size)) for layer in layers if draw(st.booleans()))
    touched = any(layer.labels.any() and not all(layer.machine) for layer in drawn)
    states = ("labeled", "labeled", "in_progress", *(() if touched else ("unlabeled",)))
    return Made(
        draw(st.sampled_from(NAMES)),
        kind,
        size,
        drawn,
        draw(st.sampled_from(SENTENCES[template])),
        draw(st.sampled_from(states)),
        draw(st.sampled_from(("train", "holdout"))),
    )


@st.composite
def _drawn(draw: st.DrawFn, layer: str, size: tuple[int, int]) -> Drawn:
    """Squares of one to three pixels, so that objects touch, cross, have holes and parts."""
    side = draw(st.integers(1, 3))
    small = (min(size[0], 12) // side, min(size[1], 12) // side)
    labels = draw(arrays(np.int32, small, elements=st.integers(0, 3)))
    labels = labels.repeat(side, 0).repeat(side, 1)
    whole = np.zeros(size, np.int32)
    y = draw(st.sampled_from((0, size[0] - labels.shape[0])))
    x = draw(st.sampled_from((0, size[1] - labels.shape[1])))
    whole[y : y + labels.shape[0], x : x + labels.shape[1]] = labels
    three = st.tuples
    return Drawn(
        layer,
        whole,
        draw(three(*[st.sampled_from(CLASSES[layer])] * 3)),
        draw(three(*[st.sampled_from(PEOPLE)] * 3)),
        draw(three(*[st.sampled_from((False, False, True))] * 3)),
        draw(st.integers(0, 5)) == 0,
    )


def build(plan: Plan, folder: Path) -> Project:
    """The project, with pictures that all differ; close it after use."""
    settings = ProjectSettings("Property", plan.template, plan.laterality)
    project = Project.create(folder / "project", settings, seed="x")
    if plan.pixel_size:
        project.state_pixel_size(plan.template, 0.25)
    for number, made in enumerate(plan.images):
        file = _picture(made, folder / f"source{number}", number)
        (record,) = project.images.add([file]).added
        for drawn in made.layers:
            _store(project, record.id, drawn)
        project.images.set_split(record.id, made.split)
        changes = (
            ImageChange("state", "unlabeled", made.state),
            ImageChange("sentence", "", made.sentence),
        )
        edit = Edit("Finish", "", image=tuple(c for c in changes if c.before != c.after))
        if edit.image:
            project.journal.append(record.id, edit)
    return project


def _store(project: Project, image_id: int, drawn: Drawn) -> None:
    if not drawn.labels.any():
        return
    ids = (1, 2, 3)
    if drawn.high:  # ids only grow, so that objects that were removed make room below
        project.journal.append(image_id, _raised(project, image_id, drawn.layer))
    store_labels(
        project, image_id, drawn.layer, drawn.labels,
        classes=dict(zip(ids, drawn.classes, strict=True)),
        provenance={
            n: Provenance("model", "", "gen-1", "") if machine else Provenance("person", person)
            for n, person, machine in zip(ids, drawn.persons, drawn.machine, strict=True)
        },
        title="Draw",
        machine=frozenset(n for n, machine in zip(ids, drawn.machine, strict=True) if machine),
    )  # fmt: skip


def _raised(project: Project, image_id: int, layer: str) -> Edit:
    """An object with a high id, somewhere, that is removed again at once."""
    from lvit_core.annotation.objects import ObjectChange, ObjectRecord

    gone = ObjectRecord(70_000, layer, CLASSES[layer][0], Provenance("person", "ann"))
    project.journal.append(image_id, Edit("Draw", layer, objects=(ObjectChange(None, gone),)))
    return Edit("Remove", layer, objects=(ObjectChange(gone, None),))


def _film(made: Made, file: Path, seed: int, pixels: np.ndarray) -> Path:
    """A mirrored projection with white as 0, whose millimetres are the detector's."""
    data = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    for keyword in ("SliceThickness", "FrameOfReferenceUID", "ImagePositionPatient", "PixelSpacing",
                    "ImageOrientationPatient", "RescaleSlope", "RescaleIntercept"):  # fmt: skip
        del data[keyword]
    data.SOPClassUID = data.file_meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    data.Modality, data.PhotometricInterpretation = "CR", "MONOCHROME1"
    data.PatientOrientation, data.ImagerPixelSpacing = ["R", "F"], [0.2, 0.1]
    data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = f"1.2.3.{seed + 1}"
    data.PatientID = f"patient {seed}"
    data.Rows, data.Columns = made.size
    data.PixelData = (pixels.astype(np.uint16) * 4).tobytes()
    data.save_as(file)
    return file


def _picture(made: Made, folder: Path, seed: int) -> Path:
    folder.mkdir(parents=True)
    pixels = np.random.default_rng(seed).integers(0, 250, made.size, np.uint8)
    if made.kind == "dcm":
        file = folder / f"{made.name}.dcm"
        data = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
        data.SOPInstanceUID = f"{data.SOPInstanceUID}.{seed}"
        data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
        values = data.pixel_array.copy()
        values[:40, :40] += 300 * seed
        data.PixelData = values.tobytes()
        data.save_as(file)
    elif made.kind == "film":
        file = _film(made, folder / f"{made.name}.dcm", seed, pixels)
    elif made.kind == "tif":
        file = folder / f"{made.name}.tif"
        tifffile.imwrite(file, pixels, resolution=(40000, 40000), resolutionunit="CENTIMETER")
    elif made.kind == "wide":  # pixels that are not square, of no known size
        file = folder / f"{made.name}.tif"
        tifffile.imwrite(file, pixels, resolution=(2, 1), resolutionunit="NONE")
    elif made.kind == "jpg":
        file = folder / f"{made.name}.jpg"
        Picture.fromarray(pixels).save(file)
    elif made.kind == "rgb":
        file = folder / f"{made.name}.png"
        Picture.fromarray(np.stack((pixels, pixels[::-1], 255 - pixels), axis=2)).save(file)
    else:
        file = folder / f"{made.name}.png"
        Picture.fromarray(pixels.astype(np.uint16) * 200 if made.kind == "png16" else pixels).save(
            file
        )
    return file
