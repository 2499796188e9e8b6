"""A project to try the product on: real tissue, a real DICOM and drawn chests, no download.

Half of the chests carry their masks, the others only their sentence, so that predicting, training
on labeled and unlabeled images and reviewing can all be tried at once.
"""

from __future__ import annotations

import shutil
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.files import writing_folder
from lvit_core.imaging.phantom import Phantom, chest_phantom
from lvit_core.progress import Progress
from lvit_core.project.clock import now
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.project.step_words import IMPORTED
from lvit_core.prompt.describe import describe
from lvit_core.prompt.templates import sample_template
from lvit_core.wording import said

PHANTOMS = 12
IMAGES = PHANTOMS + 2  # with the tissue and the tomogram
LABELED = frozenset(range(0, PHANTOMS, 2))
HELD_OUT = frozenset({4, 9})
WITHOUT_SENTENCE = 11
FIRST_SEED = 1000  # apart from the seeds that training material is drawn from
TISSUE_SENTENCE = "The nuclei density in the upper left is high."


def create_sample_project(folder: str | Path, progress: Progress | None = None) -> None:
    """Makes the sample project; it appears only when it is complete, and is not left open.

    Args:
        folder: A folder without a project; the sample's images go to ``images`` below it.
        progress: Told images done, images in all and what is being made; may raise to stop.

    Raises:
        LViTError: There is a project already, or the folder cannot be written.
    """
    folder = Path(folder)
    if Project.exists(folder):
        raise LViTError(
            "There is already a project in {name}.", "Open it instead.", name=folder.name
        )
    try:
        with writing_folder(folder) as aside:
            _fill(aside, progress or _silent)
    except OSError as error:
        raise LViTError(
            "The folder {name} cannot be made: {strerror}.",
            "Choose a place where you may write.",
            name=folder.name,
            strerror=error.strerror,
        ) from error


def tissue_section() -> Path:
    """A real stained section that scikit-image brings.

    Raises:
        LViTError: It is not there.
    """
    return _bundled("skimage", "data/ihc.png")


def _fill(folder: Path, progress: Progress) -> None:
    settings = ProjectSettings("Sample", sample_template("phantoms").name, "viewer")
    images = folder / "images"
    images.mkdir()
    with Project.create(folder, settings, seed="sample") as project:
        for number in range(PHANTOMS):
            progress(number, IMAGES, said("Drawing chests"))
            _write_png(images / f"chest-{number + 1:02d}.png", _phantom(number))
        progress(PHANTOMS, IMAGES, said("Storing sentences and masks"))
        ct = shutil.copyfile(_bundled("pydicom", "data/test_files/CT_small.dcm"), images / "ct.dcm")
        tissue = shutil.copyfile(tissue_section(), images / "tissue.png")
        for number, record in enumerate(project.images.add(sorted(images.glob("chest-*"))).added):
            _describe(project, record.id, number)
        project.images.add([ct])
        stained = sample_template("section").name
        project.state_pixel_size(stained, None)  # the section's source does not say
        for record in project.images.add([tissue], template=stained).added:
            _set_sentence(project, record.id, TISSUE_SENTENCE)


def _silent(_done: int, _total: int, _text: str = "") -> None:
    """Nobody watches."""


@lru_cache(maxsize=PHANTOMS)
def _phantom(number: int) -> Phantom:
    return chest_phantom(FIRST_SEED + number)


def _describe(project: Project, image_id: int, number: int) -> None:
    """Sentence, masks and split of one phantom."""
    phantom = _phantom(number)
    project.images.set_split(image_id, HOLDOUT if number in HELD_OUT else TRAIN)
    template = sample_template("phantoms")
    if number != WITHOUT_SENTENCE:
        drafted = describe(phantom.lesion, template, phantom.lungs)
        _set_sentence(project, image_id, drafted.sentence.text)
    if number not in LABELED:
        return
    origin = Provenance("import", created=now())
    for layer, labels in (("lungs", phantom.lungs), ("lesion", phantom.lesion)):
        first_class = template.layer(layer).classes[0].name
        done = ImageChange("state", ImageState.UNLABELED.value, ImageState.LABELED.value)
        store_labels(
            project, image_id, layer, labels, classes=first_class, provenance=origin,
            title=IMPORTED, image_changes=(done,) if layer == "lesion" else (),
        )  # fmt: skip


def _set_sentence(project: Project, image_id: int, text: str) -> None:
    change = ImageChange("sentence", "", text)
    project.journal.append(image_id, Edit("Import sentence", "", image=(change,)))


def _write_png(path: Path, phantom: Phantom) -> None:
    from imagecodecs import png_encode  # noqa: PLC0415 - Pillow would write 8 bits

    path.write_bytes(png_encode(phantom.image.pixels, level=3))


def _bundled(package: str, inside: str) -> Path:
    """A file that another package ships, found without importing it."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        if (Path(place) / inside).is_file():
            return Path(place) / inside
    raise LViTError(
        "A sample image of {package} is missing ({inside}).",
        "Install the program again.",
        package=package,
        inside=inside,
    )
