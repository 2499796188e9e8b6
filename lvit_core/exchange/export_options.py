"""What an export is asked for, with the words of each choice for a dialog."""

from __future__ import annotations

from dataclasses import dataclass, field

from lvit_core.errors import LViTError

MOST_MADE = 100  # made sentences for one image


def _choice(title: str, tip: str, *, always: bool = False) -> bool:
    """A choice that is off unless asked for, with its words for a dialog.

    ``always``: every format heeds it.
    """
    told = {"title": title, "tip": tip, "always": always}
    found: bool = field(default=False, metadata=told)
    return found


def _made_count(title: str, tip: str) -> int:
    """A number that is 0 unless asked for, with its words for a dialog."""
    found: int = field(default=0, metadata={"title": title, "tip": tip, "most": MOST_MADE})
    return found


@dataclass(frozen=True)
class ExportOptions:
    """What to write; which of the choices a format heeds, `Format.heeds` says.

    Args:
        images: ``"labeled"`` for images a person has finished, ``"all"`` for every image.
        machine: True also writes objects that no person has accepted, always apart from the
            others: in a folder of their own, or marked one by one where a format can.
        polygons: True prefers polygons to masks in formats that know both.
        probabilities: True also writes waiting predictions where a format can.
        exact_outlines: True writes outlines along the borders of pixels where a format would
            smooth them.
        skip_changed: True leaves out images whose file is another picture than the one that was
            marked; otherwise they stop the export.
        skip_bad: True leaves out images that cannot be read or written and names them; otherwise
            they stop the export.
        keep_identity: True lets names, dates and numbers of DICOM files leave; otherwise they are
            removed or replaced by others, and the report lists them.
        keep_readers: True lets the names of those who drew, accepted or read leave; otherwise they
            are replaced by others.
        licence: Of the data, for the data sheet; the project's when empty, and unknown when that
            names none either.
        reader: Whose labels, sentences and states; those of the project itself when empty.
        rewordings, false_sentences: How many made sentences are added to each image, 0 to 100.
    """

    images: str = "labeled"
    machine: bool = _choice(
        "Also what only a model has drawn",
        "Objects that nobody has accepted, always told apart",
    )
    polygons: bool = _choice(
        "Polygons instead of masks", "Outlines to edit; objects with holes or parts stay masks"
    )
    probabilities: bool = _choice(
        "Also waiting predictions", "How sure the model is of each pixel, as files of their own"
    )
    exact_outlines: bool = _choice(
        "Outlines along every pixel",
        "Staircases; else outlines are smoothed, the same pixels inside",
    )
    skip_changed: bool = False
    skip_bad: bool = False
    keep_identity: bool = _choice(
        "Keep the identity of patients in DICOM files",
        "Names, dates and numbers of patients leave with the files; without this they are removed",
        always=True,
    )
    keep_readers: bool = _choice(
        "Keep the names of readers",
        "Who drew, accepted or changed what; without this they are called reader-... everywhere",
        always=True,
    )
    licence: str = ""
    reader: str = ""
    rewordings: int = _made_count(
        "Other wordings of each sentence",
        "How many true sentences in other words are made for each image, told apart from its own",
    )
    false_sentences: int = _made_count(
        "False sentences",
        "How many sentences that are not true of an image are made for it, told apart as false",
    )

    def __post_init__(self) -> None:
        if self.images not in ("labeled", "all"):
            raise LViTError(
                "There is no choice '{images}'.", "Use labeled or all.", images=self.images
            )
