"""A training run from outside: what is wanted of it, how it stands, what it published.

The window has these from its first paint on. Events, processes and what is written to the project
come with the first run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

TrainingPhase = Literal["idle", "starting", "running", "paused", "stopping", "finished", "failed"]
NOT_VERIFIED = "not verified"  # how the note of a generation begins that too few images judged
GivenUp = Callable[[], bool]  # whether nobody waits for an answer any more


@dataclass(frozen=True)
class TrainingJob:
    """One run: ``run`` is its folder inside the project's ``models``."""

    project: Path
    run: Path
    minutes: float
    threads: int = 1
    resume: bool = False

    def arguments(self) -> list[str]:
        """What `lvit train` is given."""
        given = ["train", "--project", str(self.project), "--out", str(self.run), "--events"]
        given += ["--minutes", str(self.minutes), "--threads", str(self.threads)]
        given += ["--low-priority", "--skip-changed"]
        return [*given, "--resume"] if self.resume else given


@dataclass(frozen=True)
class CurvePoint:
    """One value of a training curve; ``x`` is the step or the generation, as the curve's name
    says."""

    x: float
    y: float


@dataclass(frozen=True)
class TrainingState:
    """A fine-tuning run as the training dock shows it; ``None`` is a number nobody has told yet.

    Attributes:
        generation: Of this run, from 1; the project counts those of all its runs.
        labeled: Images it learns from.
        unlabeled: Images it learns from through pseudo labels.
        with_sentence: Those of them with a sentence; ``None`` also where sentences are not read.
        pseudo_labeled: Those that had a pseudo label in the last generation.
        holdout: Images that judge.
        plainly: The precision that was wrong on this computer, so that the run goes on in float32
            ("" for none).
        curves: Points by name: "loss", "supervised", "pseudo", "lv" over steps; "holdout_dice",
            "pseudo_change" over generations of this run. They begin with the run, not with the
            session that goes on with it.
    """

    phase: TrainingPhase = "idle"
    run: Path | None = None
    generation: int | None = None
    step: int = 0
    seconds_left: float | None = None
    labeled: int | None = None
    unlabeled: int | None = None
    with_sentence: int | None = None
    pseudo_labeled: int | None = None
    holdout: int | None = None
    holdout_dice: float | None = None
    message: str = ""
    plainly: str = ""
    curves: dict[str, tuple[CurvePoint, ...]] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        return self.phase in ("starting", "running", "paused", "stopping")


@dataclass(frozen=True)
class Published:
    """One generation as a run left it.

    Attributes:
        folder: Its model folder.
        parent: Name of the model it was trained from.
        judged_against: Name or folder of the model it was measured against.
        holdout_dice: Its Dice on the hold-out images, 0..1; ``None`` when it was not judged.
        promoted: The hold-out gate let it pass, and no person had chosen another model.
        note: The verdict in words.
        proposals: Folder of its predictions; ``None`` where there are none.
    """

    folder: Path
    parent: str
    judged_against: str
    holdout_dice: float | None
    promoted: bool
    note: str
    proposals: Path | None

    def proposal_files(self) -> list[Path]:
        """One file an image, by name."""
        return sorted(self.proposals.glob("*.npz")) if self.proposals is not None else []


@dataclass(frozen=True)
class RunNews:
    """What a run has told since it was last asked.

    Attributes:
        state: How it stands by now.
        urgent: More than another step: worth showing at once.
        warnings: What a person should know, one sentence each.
        generations: Those it published, oldest first.
    """

    state: TrainingState
    urgent: bool = False
    warnings: tuple[str, ...] = ()
    generations: tuple[Published, ...] = ()
