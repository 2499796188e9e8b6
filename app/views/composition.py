"""The window's place of composition: gives every view the parts of the session that it needs.

Beside the window itself it is the only view that knows the session: what is built here takes
state, services and parts one by one, and so can be built in a test without a session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.session.session import Session

if TYPE_CHECKING:  # panels behind others are loaded when somebody looks at them
    from app.views.class_actions import ClassActions
    from app.views.composer.agreement import AgreementPanel
    from app.views.effect_figure import EffectFigure
    from app.views.many_image_actions import ManyImageActions
    from app.views.numbers.panel import NumbersPanel
    from app.views.panels.effect_panel import EffectPanel
    from app.views.panels.images_panel import ImagesPanel
    from app.views.panels.objects_panel import ObjectsPanel
    from app.views.panels.training_panel import TrainingPanel
    from app.views.prediction_queue import QueueActions
    from app.views.window_commands import WindowCommands


def make_images(session: Session, many: ManyImageActions, queue: QueueActions) -> ImagesPanel:
    """The list of images."""
    from app.views.panels.images_panel import ImagesPanel

    return ImagesPanel(session, many, queue)


def make_check(session: Session) -> AgreementPanel:
    """Sentence and mask, compared."""
    from app.views.composer.agreement import AgreementPanel

    return AgreementPanel(session.state, session.composer, session.text_effect)


def make_objects(session: Session, classes: ClassActions) -> ObjectsPanel:
    """The objects of the image shown, and the classes."""
    from app.views.panels.objects_panel import ObjectsPanel

    return ObjectsPanel(session.state, session.actions, session.wholeness, classes)


def make_numbers(session: Session) -> NumbersPanel:
    """Measurements."""
    from app.views.numbers.panel import NumbersPanel

    return NumbersPanel(session)


def make_training(session: Session, commands: WindowCommands) -> TrainingPanel:
    """Runs of training and their curves."""
    from app.views.panels.training_panel import TrainingPanel

    return TrainingPanel(session, commands.show_generations)


def make_effect(session: Session, figure: EffectFigure) -> EffectPanel:
    """What the text did to the answer."""
    from app.views.panels.effect_panel import EffectPanel

    effect, differences = session.text_effect, session.difference_view
    return EffectPanel(session.state, effect, session.actions, differences, figure.ask_file)
