"""The pseudo labels of a project's newest run as they are looked at, read for any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lvit_core.data.folder import read_rgb
from lvit_core.project.records import ImageState
from lvit_core.prompt.templates import load_template
from lvit_core.training.pseudo_history import Frame, PseudoHistory, whole_size
from lvit_core.training.run_folder import RunFolder, newest_history

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project
    from lvit_core.project.pseudo_decisions import Decision
    from lvit_core.prompt.laterality import Letters


@dataclass(frozen=True, eq=False)
class Course:
    """The pseudo labels of one image.

    Attributes:
        image_id, name: Which.
        frames: Those of the picture of today, oldest first.
        pictures: Of each, (h, w) uint8.
        under: The image itself, (h, w, 3) uint8; its sides are those of the pictures.
        letters: Which side of the picture is which; ``None`` where nothing was declared.
        class_title: What is marked.
        left_out: How many others there are: of another picture, or nobody noted of which.
    """

    image_id: int
    name: str
    frames: tuple[Frame, ...]
    pictures: tuple[NDArray[np.uint8], ...]
    under: NDArray[np.uint8]
    left_out: int = 0
    letters: Letters | None = None
    class_title: str = ""


@dataclass(frozen=True)
class Listing:
    """Unlabeled images that have a course, by number, name and what was decided of each."""

    images: Sequence[tuple[int, str]] = ()
    decisions: dict[int, Decision] = field(default_factory=dict)


def list_courses(project: Project) -> Listing:
    """Unlabeled images with a course, by name; for any thread."""
    place = newest_history(project.folder)
    if place is None:
        return Listing()
    known = set(PseudoHistory(place).keys())
    waiting = [
        (record.id, record.name)
        for record in project.images.all()
        if str(record.id) in known and record.state is not ImageState.LABELED
    ]
    return Listing(sorted(waiting, key=lambda one: one[1]), project.pseudo_decisions.all())


def as_numbered(project: Project, place: Path, frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Frames by the project's numbers of generations, which go on from run to run.

    Args:
        project: Lists its generations.
        place: Of the history; the run is the folder above it.
        frames: By the run's own numbers.
    """
    made = project.generations.all()
    run = RunFolder(place.parent)
    known = run.recorded_as({project.folder / one.folder: one.number for one in made})
    newest = max(known, default=0)  # what the run makes next follows it
    ahead = known[newest] - newest if known else max((one.number for one in made), default=0)
    return tuple(
        replace(
            one,
            generation=known.get(one.generation, one.generation + ahead),
            taught=tuple(known.get(number, number + ahead) for number in one.taught),
        )
        for one in frames
    )


def course_of(image_id: int, project: Project) -> Course | None:
    """All of one image, small enough to be scrubbed; for any thread.

    Raises:
        LViTError: The image is gone, or another picture lies under its name.
    """
    from PIL import Image  # noqa: PLC0415 - the window opens before it is needed

    place = newest_history(project.folder)
    if place is None:
        return None
    history, record = PseudoHistory(place), project.images.get(image_id)
    known = as_numbered(project, place, history.frames(str(image_id)))
    frames = tuple(one for one in known if one.picture == record.content_hash)
    others = len(known) - len(frames)
    pictures = tuple(history.picture(frame) for frame in frames)
    if not frames:
        return Course(image_id, record.name, (), (), np.zeros((1, 1, 3), np.uint8), others)
    template, (height, width) = load_template(record.template), pictures[-1].shape
    kept = [pair for pair in zip(frames, pictures, strict=True) if pair[1].shape == (height, width)]
    with project.pictures.staying(image_id):
        rgb = read_rgb(project.images.path(image_id))
    covered = whole_size(height, width, rgb.shape[0], rgb.shape[1])
    over = [(0, all_px - there) for all_px, there in zip(covered, rgb.shape, strict=False)]
    whole = np.pad(rgb, (*over, (0, 0)), mode="edge")
    seen = Image.fromarray(whole).resize((width, height))
    return Course(
        image_id, record.name, tuple(frame for frame, _ in kept),
        tuple(picture for _, picture in kept), np.asarray(seen), others,
        project.sides(record).letters if template.laterality else None,
        template.finding_layer.classes[0].title,
    )  # fmt: skip
