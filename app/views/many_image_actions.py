"""What a person says of all images that are chosen in the list, as actions like all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.session.actions.conditions import can_write
from app.session.registry import ActionGroup, action
from app.translation import noop, tr
from app.views.project_steps import ProjectSteps
from lvit_core.project.records import ImageState
from lvit_core.wording import counted

STATE_WORDS = {
    ImageState.LABELED: noop("labeled"),
    ImageState.IN_PROGRESS: noop("in progress"),
    ImageState.UNLABELED: noop("not labeled"),
}


@dataclass(eq=False)
class ManyImageActions(ActionGroup, menu="", enabled=can_write):
    """Each is one step for all images together; Ctrl+Z takes it back."""

    _steps: ProjectSteps

    @action("images.say_state", "State of the chosen images", icon="check")
    def say_state(self, image_ids: Sequence[int], state: ImageState) -> None:
        """How far they are; a mask that contradicts its sentence does not become a label."""
        from lvit_core.project.many_images import say_state

        self._steps.carry_out(
            lambda project: say_state(project, image_ids, state),
            lambda count: tr(
                "{images} marked as {state_words}.",
                images=counted(count, "image"),
                state_words=tr(STATE_WORDS[state]),
            ),
        )

    @action("images.hold_out", "Hold the chosen images out", icon="group")
    def hold_out(self, image_ids: Sequence[int], on: bool) -> None:
        """Keep them and their patients' other images from training, or let training see them."""
        from lvit_core.project.many_images import say_split
        from lvit_core.project.splits import HOLDOUT, TRAIN

        where = tr("held out of training") if on else tr("given to training")
        self._steps.carry_out(
            lambda project: say_split(project, image_ids, HOLDOUT if on else TRAIN),
            lambda count: tr(
                "{images} {where}, with all of their patients.",
                images=counted(count, "image"),
                where=where,
            ),
        )

    @action("images.confirm_truth", "Confirm as judging truth", icon="check")
    def confirm_truth(self, image_ids: Sequence[int]) -> None:
        """You checked these labels closely: generations of models are judged by them."""
        from lvit_core.project.many_images import say_truth

        self._steps.carry_out(
            lambda project: say_truth(project, image_ids),
            lambda count: tr("{images} judge generations now.", images=counted(count, "image")),
        )

    @action("images.say_sentence", "Sentence of the chosen images", icon="sentence")
    def say_sentence(self, image_ids: Sequence[int], sentence: str) -> None:
        """The same sentence for all of them."""
        from lvit_core.project.many_images import say_sentence

        self._steps.carry_out(
            lambda project: say_sentence(project, image_ids, sentence),
            lambda count: tr("{images} got another sentence.", images=counted(count, "image")),
        )

    @action("images.say_size", "Pixel size of the chosen images", icon="ruler")
    def say_size(self, image_ids: Sequence[int], um: float | None) -> None:
        """How large a pixel is where the files do not say; empty for what their kind has."""
        from lvit_core.project.many_images import say_size

        size = tr("{um:g} µm per pixel", um=um) if um is not None else tr("the size of their kind")
        self._steps.carry_out(
            lambda project: say_size(project, image_ids, um),
            lambda count: tr("{images} got {size}.", images=counted(count, "image"), size=size),
        )

    @action("images.say_class", "Class in the chosen images", icon="class")
    def say_class(self, image_ids: Sequence[int], class_name: str) -> None:
        """Every object in them gets this class, in the layer that has it."""
        from lvit_core.project.many_images import say_class

        self._steps.carry_out(
            lambda project: say_class(project, image_ids, class_name),
            lambda count: tr(
                "The objects of {images} got another class.", images=counted(count, "image")
            ),
        )
