"""Whether a generation may come into force by itself: judged on labels that people made.

It is held against the model in force, the one that a person chose last, and the best since then:
many steps that are each no worse than the last one would else lead down without a bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.device import Computation
from lvit_core.errors import LViTError
from lvit_core.project.generations import CHOSEN_MEANWHILE, Standing, same_model
from lvit_core.training.config import TrainingConfig
from lvit_core.training.dataset_run import input_settings
from lvit_core.training.judging import BOOTSTRAP_FROM, FEWEST_IMAGES, Change, change_between
from lvit_core.training.network import TrainableModel, start_from
from lvit_core.training.run import NOT_VERIFIED
from lvit_core.training.validation import Validation, validate

# A model in force that does not even reach this Dice on what people labeled is no use there.
USELESS_DICE = 0.5
_MOST_ASKED = 12  # of those labels: enough to tell "finds next to nothing" from "is of use"

JUDGED_IMAGES = "holdout_images"  # what a generation's own file says of its verdict
JUDGED_DICE = "holdout_dice"
IN_FORCE, CHOSEN, BEST = "the model in force", "the one a person chose", "the best so far"


@dataclass(frozen=True)
class Verdict:
    """Whether a generation may replace the model in force.

    Attributes:
        accepted: It may.
        verified: Enough hold-out images judged it; else it is neither praised nor refused.
        images: How many judged.
        dice: Its mean Dice on them, 0..1; ``None`` when there is none.
        in_force_dice: That of the model in force.
        scores: Of each image, by its key.
        before: Those of the model in force.
        changes: Against each model it was held against, by what that model is.
        note: Why, in words.
        against: Name or folder of the model in force.
    """

    accepted: bool
    verified: bool
    images: int
    dice: float | None
    in_force_dice: float | None
    scores: Mapping[str, float]
    before: Mapping[str, float]
    changes: Mapping[str, Change]
    note: str
    against: str

    @property
    def good(self) -> bool:
        """It is no worse than any model it was held against."""
        return self.verified and all(change.good for change in self.changes.values())

    @property
    def metrics(self) -> dict[str, float]:
        """What the model's own file says of it."""
        if self.dice is None:
            return {}
        return {JUDGED_DICE: round(self.dice, 4), JUDGED_IMAGES: self.images}


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a generation is judged by.

    Attributes:
        result: Its scores on the hold-out images that judge; ``None`` without any.
        holdout: Those images.
        state: Changes whenever those images or their labels do.
        labeled: Labels of the training side that people made themselves.
    """

    result: Validation | None
    holdout: Sequence[Sample]
    state: object
    labeled: Sequence[Sample]


class HoldoutGate:
    """Compares generations with the models they could replace, on the same images.

    Where a person has put a model in force that the run does not come from, its generations are
    measured against that one and offered, whatever their figures.

    Args:
        succeeds: Name or folder of the model whose place the run's generations may take: the one
            that was in force when it began.
        reader: Where the run's pixels come from.
        computation: Device and precision.
        config: The run's settings.
    """

    def __init__(
        self, succeeds: str, reader: SampleReader, computation: Computation, config: TrainingConfig
    ) -> None:
        self.in_force = succeeds
        self.best: str | None = None
        self._chosen: str | None = None
        self._succeeds = succeeds
        self.computation = computation
        self._reader = reader
        self._config = config
        self._state: object = None
        self._known: dict[str, dict[str, float]] = {}

    def choose(self, standing: Standing, newest: Path) -> None:
        """Takes note of the models that count, which a person may have changed.

        Args:
            standing: Which they are.
            newest: The last generation of this run, from which it goes on in any case.
        """
        self.in_force = standing.in_force
        if same_model(self.in_force, str(newest)):
            self._succeeds = self.in_force
        if standing.chosen != self._chosen:
            self._chosen, self.best = standing.chosen, None
        self.best = self.best or standing.best

    def judge(self, evidence: Evidence) -> Verdict:
        """The verdict over a generation."""
        if evidence.state != self._state:
            self._state, self._known = evidence.state, {}
        own = same_model(self.in_force, self._succeeds)
        scores = {} if evidence.result is None else evidence.result.per_image
        changes, in_force_dice = self._changes(scores, evidence.holdout) if scores else ({}, None)
        verified = len(scores) >= FEWEST_IMAGES
        dice = None if evidence.result is None else evidence.result.dice
        if not verified:
            put, note = self._untested(len(scores), evidence.labeled, changes)
        elif not changes:
            put, note = True, f"hold-out Dice {dice:.3f} over {len(scores)} images; no model before"
        else:
            put = all(change.good for change in changes.values())
            note = _words(dice or 0.0, changes)
        if not own and (put or not verified):
            note += f"; {CHOSEN_MEANWHILE}"
        before = self._known.get(self.in_force, {}) if IN_FORCE in changes else {}
        return Verdict(
            put and own, verified, len(scores), dice, in_force_dice, scores, before, changes, note,
            self.in_force,
        )  # fmt: skip

    def settle(self, folder: Path, verdict: Verdict, result: Validation | None) -> None:
        """From now on an accepted generation is the one to beat; the best one too, if it is that.

        Of generations that too few images judge, the best on those that there are.
        """
        place = str(folder)
        if result is not None:
            self._known[place] = result.per_image
            counts = verdict.good or not verdict.verified
            if counts and (self.best is None or self._mean(place) > self._mean(self.best)):
                self.best = place
        if verdict.accepted:
            self.in_force = self._succeeds = place

    def _changes(
        self, scores: dict[str, float], holdout: Sequence[Sample]
    ) -> tuple[dict[str, Change], float | None]:
        """Against each model that counts and is still there; and the Dice of that in force."""
        found: dict[str, Change] = {}
        told: list[str] = []
        for what, model in ((IN_FORCE, self.in_force), (CHOSEN, self._chosen), (BEST, self.best)):
            if model is None or any(same_model(model, other) for other in told):
                continue
            before = self._scores(model, holdout)
            if before:
                told.append(model)
                found[what] = change_between(before, scores)
        return found, self._mean(self.in_force) if IN_FORCE in found else None

    def _untested(
        self, images: int, labeled: Sequence[Sample], changes: Mapping[str, Change]
    ) -> tuple[bool, str]:
        """Whether a generation that too few images judge is used, and why.

        One after the other is, while none is verified, but not where an earlier one did better on
        the few there are: a run could else end with a model that finds nothing.
        """
        judge = "no hold-out label judges yet" if not images else f"{images} of {FEWEST_IMAGES}"
        note = f"{NOT_VERIFIED}: {judge}" + (" labels that judge are there" if images else "")
        if not same_model(self.in_force, self._succeeds):
            return False, note
        asked = _Asked(self.in_force, labeled, self._measured)
        if asked.model is None:
            return True, f"{note}; used, as there is no model before it"
        if self._chosen is not None and same_model(self._chosen, self.in_force):
            return False, f"{note}; offered, as a person chose the model in force"
        if asked.is_unverified:
            put = all(change.good for change in changes.values())
            used = "used, as the model in force is not verified either"
            offered = "offered, as an earlier model did better on them"
            return put, f"{note}; {used if put else offered}"
        if asked.dice is not None and asked.dice < USELESS_DICE:
            found = f"the model in force reaches Dice {asked.dice:.3f} on your own labels"
            return True, f"{note}; used, as {found}"
        return False, f"{note}; offered, as the model in force is of use"

    def _scores(self, place: str, holdout: Sequence[Sample]) -> dict[str, float]:
        """By the images' keys; empty where the model was deleted by hand."""
        if place not in self._known:
            try:
                model = start_from(place)
            except LViTError:
                return {}
            self._known[place] = self._measured(model, holdout).per_image
        return self._known[place]

    def _measured(self, model: TrainableModel, samples: Sequence[Sample]) -> Validation:
        model.to(self.computation.torch_device)
        # A model of another make looks at images its own way: whole or in tiles, at its scale.
        settings = input_settings(model.config, self._config)
        own = settings == self._reader.settings
        reader = self._reader if own else SampleReader(settings)
        return validate(
            model, samples, reader, self.computation,
            protocol="native", use_text=self._config.text,
        )  # fmt: skip

    def _mean(self, place: str) -> float:
        scores = self._known.get(place) or {"": -1.0}
        return sum(scores.values()) / len(scores)


class _Asked:
    """What can be known of the model in force where no hold-out tells."""

    def __init__(
        self,
        place: str,
        labeled: Sequence[Sample],
        measured: Callable[[TrainableModel, Sequence[Sample]], Validation],
    ) -> None:
        self._labeled, self._measured = labeled[:_MOST_ASKED], measured
        self._generation = Path(place).is_absolute()
        try:
            self.model: TrainableModel | None = start_from(place)
        except LViTError:
            self.model = None

    @property
    def is_unverified(self) -> bool:
        """Whether it is a generation that too few images judged."""
        told = {} if self.model is None else self.model.config.metrics
        images = told.get(JUDGED_IMAGES, FEWEST_IMAGES if JUDGED_DICE in told else 0)
        return self._generation and images < FEWEST_IMAGES

    @cached_property
    def dice(self) -> float | None:
        """On labels that people made and it has not learnt from; ``None`` without any."""
        if self.model is None or self._generation or not self._labeled:
            return None
        return self._measured(self.model, self._labeled).dice


def _words(dice: float, changes: Mapping[str, Change]) -> str:
    images = next(iter(changes.values())).images
    against = []
    for what, change in changes.items():
        word = "no worse than" if change.good else "worse than"
        against.append(f"{word} {what}: {change.text}")
    few = "" if images >= BOOTSTRAP_FROM else f"; by the mean alone below {BOOTSTRAP_FROM} images"
    return f"hold-out Dice {dice:.3f} over {images} images, {', '.join(against)}{few}"
