"""The window's place of composition: gives every view the parts of the session that it needs.

Beside the window itself it is the only view that knows the session: what is built here takes
state, services and parts one by one, and so can be built in a test without a session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from app.session.registry import AnyAction
from app.session.session import Session
from app.translation import tr
from app.views.area_walking import AreaCommands
from app.views.argument_dialogs import ArgumentDialogs
from app.views.canvas.canvas import Canvas
from app.views.canvas.density_layer import DensityLayer
from app.views.canvas.heat_maps import HeatMaps
from app.views.canvas.key_cursor import DrawByKeys
from app.views.canvas.keys import CanvasKeys
from app.views.canvas.mask_styling import MaskStyling
from app.views.canvas.zooming import Zooming
from app.views.canvas_menu import CanvasMenu
from app.views.closing import Closing
from app.views.composer.strip import SentenceStrip
from app.views.ct_windows import CtWindows
from app.views.cut_commands import CutCommands
from app.views.density_commands import DensityCommands
from app.views.docks import Docks
from app.views.help_commands import HelpCommands
from app.views.image_arrivals import ImageArrivals
from app.views.key_refusals import KeyRefusals
from app.views.kind_making import ask_new_kind
from app.views.mask_look import MaskLook
from app.views.open_sheets import OpenSheets
from app.views.panel_commands import PanelCommands
from app.views.places import IMAGES, Places
from app.views.prediction_queue import PredictionQueue, QueueActions
from app.views.project_dialogs import ProjectDialogs
from app.views.project_steps import ProjectSteps
from app.views.region_commands import RegionCommands
from app.views.view_commands import ViewCommands

if TYPE_CHECKING:  # panels behind others are loaded when somebody looks at them
    from app.views.canvas.overlays.proposal_bar import ProposalBar
    from app.views.class_actions import ClassActions
    from app.views.composer.agreement import AgreementPanel
    from app.views.dialogs.base import Sheet
    from app.views.dialogs.export import Export
    from app.views.dialogs.import_data import Import
    from app.views.effect_figure import EffectFigure
    from app.views.many_image_actions import ManyImageActions
    from app.views.numbers.panel import NumbersPanel
    from app.views.panels.effect_panel import EffectPanel
    from app.views.panels.empty_state import EmptyState
    from app.views.panels.images_panel import ImagesPanel
    from app.views.panels.objects_panel import ObjectsPanel
    from app.views.panels.training_panel import TrainingPanel
    from app.views.window_actions import WindowActions
    from app.views.window_commands import WindowCommands


def make_canvas(session: Session) -> Canvas:
    """The canvas, with what wheel and keys do to it."""
    state, services, actions = session.state, session.services, session.actions
    canvas = Canvas(
        state,
        services,
        session.palette,
        session.difference_view,
        MaskStyling(services.preferences, session.display),
        HeatMaps(DensityLayer(state, services.tasks), session.text_effect),
        partial(_make_bar, session),
    )
    gestures, cursor, edits = canvas.gestures, canvas.key_cursor, session.edits
    Zooming(canvas, canvas.view, gestures, actions.tools)
    keys = CanvasKeys(canvas, gestures, cursor, actions, actions.overlays, edits, session.display)
    keys.refused.connect(canvas.key_refused)
    return canvas


def _make_bar(session: Session, canvas: QWidget) -> ProposalBar:
    from app.views.canvas.overlays.cut_sliders import CutSliders
    from app.views.canvas.overlays.proposal_bar import ProposalBar

    cut, actions = CutSliders(session.state, session.proposals), session.actions
    proposals, tools = actions.proposals, actions.tools
    palette, display, toggle = session.palette, session.display, actions.overlays.toggle_proposal
    return ProposalBar(cut, proposals, tools, palette, display, toggle, canvas)


def make_canvas_menu(
    session: Session, actions: WindowActions, canvas: Canvas, at: QPointF
) -> CanvasMenu:
    """What can be done at a place of the canvas."""
    do, at_yx = session.actions, canvas.gestures.image_yx(at)
    proposals, masks, wholeness = do.proposals, do.masks, session.wholeness
    return CanvasMenu(session.state, proposals, masks, wholeness, actions, at_yx, canvas)


def add_looking(session: Session, canvas: Canvas, docks: Docks) -> None:
    """How the image and what is over and beside it are looked at, and walked through."""
    state, services, add = session.state, session.services, session.actions.add
    add(ViewCommands(state))
    add(CtWindows(state))
    add(MaskLook(state, session.display, services.preferences))
    add(DensityCommands(state, canvas.heat.density))
    add(RegionCommands(state, session.masks, services.notices))
    add(DrawByKeys(state, canvas.key_cursor))
    add(CutCommands(state, session.proposals, services.notices, services.tasks))
    add(AreaCommands(state, session.guard, canvas))
    add(PanelCommands(state, docks))


def add_help(session: Session, window: QWidget, places: dict[str, Callable[[], QWidget]]) -> None:
    """The guides, and the tour through these places."""
    palette, projects, actions = session.palette, session.projects, session.actions
    actions.add(HelpCommands(session.state, palette, actions, projects, window, places))


def make_strip(session: Session) -> SentenceStrip:
    """The place to say what is in the image."""
    do = session.actions
    return SentenceStrip(
        session.state,
        session.composer,
        session.models,
        do,
        do.sentence,
        do.proposals,
        do.image,
    )


def make_steps(session: Session, window: QWidget) -> ProjectSteps:
    """Changes of many images."""
    projects, notices, edit = session.projects, session.services.notices, session.actions.edit
    steps = ProjectSteps(session.state, projects, notices, session.convention, edit, window)
    steps.remembered.connect(session.actions.refresh)
    return steps


def make_queue(session: Session) -> QueueActions:
    """Asking the model about all images."""
    opening, projects, proposals = session.opening, session.projects, session.proposals
    queue = PredictionQueue(session.state, session.services, opening, projects, proposals)
    queue.changed.connect(session.actions.refresh)
    return QueueActions(session.state, queue)


def make_key_refusals(
    session: Session, tell: Callable[[str], None], window: QWidget
) -> KeyRefusals:
    """What is said of keys that can do nothing now."""
    predictor = session.services.predictor
    return KeyRefusals(session.state, predictor, session.actions, tell, window)


def make_closing(session: Session, window: QWidget) -> Closing:
    """What is asked before the window goes."""
    storage, edits = session.services.storage, session.edits
    return Closing(session.state, storage, edits, session.projects, window)


def make_arrivals(session: Session, places: Places, window: QWidget) -> ImageArrivals:
    """Files and folders that come in."""
    state, services, do = session.state, session.services, session.actions
    return ImageArrivals(state, services, do.project, do.images, do.exchange, places, window)


def make_asking(
    session: Session,
    window: QWidget,
    commands: WindowCommands,
    places: Places,
    arrivals: ImageArrivals,
    sheets: OpenSheets,
) -> ArgumentDialogs:
    """What asks for the arguments of actions, and for what parts want to know."""
    state, services, do = session.state, session.services, session.actions
    project = ProjectDialogs(do.project, services.notices, places, window)
    kinds = partial(ask_new_kind, services.tasks, services.notices, window, project.ask_new)
    questions: dict[AnyAction, Callable[[], object]] = {
        do.project.new: project.ask_new,
        do.project.open: project.ask_open,
        do.project.save_copy: project.ask_copy,
        do.project.quit: window.close,
        do.exchange.export: lambda: make_export(session, places, window).show(),
        do.exchange.bring_in: lambda: make_import(session, places, window).show(),
        do.images.add: arrivals.choose_files,
        do.images.find_missing: partial(
            places.choose_folder,
            tr("Where to look for the images"),
            do.images.find_missing,
            IMAGES,
        ),
        do.picture.locate: partial(
            places.choose_folder, tr("Where to look for the picture"), do.picture.locate, IMAGES
        ),
        do.sentence.change_laterality: lambda: make_convention(session, window).show(),
        commands.correct_sides: lambda: make_declaration(session, window).show(),
        commands.new_kind: kinds,
        commands.add_folder: arrivals.choose_folder,
    }
    asking = ArgumentDialogs(state, do, do.images, sheets, questions, window)
    session.guard.reason_wanted.connect(asking.ask_reason)
    session.image_work.pages_wanted.connect(asking.choose_pages)
    session.pixel_size.asked.connect(asking.ask_pixel_size)
    services.notices.posted.connect(asking.ask_why)
    return asking


def make_convention(session: Session, window: QWidget) -> Sheet:
    """Asks before left and right change places."""
    from app.views.composer.convention_sheet import ConventionSheet

    return ConventionSheet(session.state, session.actions.sentence, window)


def make_declaration(session: Session, window: QWidget) -> Sheet:
    """Asks before a wrong declaration of sides is corrected."""
    from app.views.composer.convention_sheet import DeclarationSheet

    return DeclarationSheet(session.state, session.actions.sentence, window)


def make_empty_state(session: Session) -> EmptyState:
    """What stands in the middle while no image does."""
    from app.views.panels.empty_state import EmptyState
    from app.views.panels.recent_list import RecentList

    state, services, actions = session.state, session.services, session.actions
    recent = RecentList(state, services.preferences, actions.project)
    return EmptyState(state, session.opening, services.tasks, actions, recent)


def make_images(session: Session, many: ManyImageActions, queue: QueueActions) -> ImagesPanel:
    """The list of images; the one that is chosen is shown."""
    from app.views.panels.image_menu import ImageMenu
    from app.views.panels.image_order import ImageOrder
    from app.views.panels.images_panel import ImagesPanel
    from app.views.panels.thumbnail_size import ThumbnailSize

    state, services, actions = session.state, session.services, session.actions
    panel = ImagesPanel(
        state,
        session.queue,
        services.thumbnails,
        actions.images,
        ImageOrder(session.queue, actions.walking),
        ThumbnailSize(services.preferences),
        partial(ImageMenu, state, many, queue),
    )
    panel.chosen.connect(session.opening.select)
    return panel


def make_check(session: Session) -> AgreementPanel:
    """Sentence and mask, compared."""
    from app.views.composer.agreement import AgreementPanel

    return AgreementPanel(session.state, session.composer, session.text_effect)


def make_objects(session: Session, classes: ClassActions) -> ObjectsPanel:
    """The objects of the image shown, and the classes."""
    from app.views.panels.objects_panel import ObjectsPanel

    actions = session.actions
    return ObjectsPanel(session.state, actions.masks, actions.tools, session.wholeness, classes)


def make_numbers(session: Session) -> NumbersPanel:
    """Measurements."""
    from app.views.numbers.panel import NumbersPanel

    return NumbersPanel(session.state, session.services, session.projects, session.actions.masks)


def make_training(session: Session, commands: WindowCommands) -> TrainingPanel:
    """Runs of training and their curves."""
    from app.views.panels.training_panel import TrainingPanel

    return TrainingPanel(
        session.state,
        session.services,
        session.fine_tuning,
        session.actions,
        session.actions.training,
        commands.show_generations,
    )


def make_effect(session: Session, figure: EffectFigure) -> EffectPanel:
    """What the text did to the answer."""
    from app.views.panels.effect_panel import EffectPanel

    effect, differences = session.text_effect, session.difference_view
    sentence = session.actions.sentence
    return EffectPanel(session.state, effect, sentence, differences, figure.ask_file)


def named_sheets(session: Session, parent: QWidget) -> dict[str, Callable[[], Sheet]]:
    """What makes each of the sheets that are opened by name; all are loaded together."""
    from app.views.dialogs import catalogue as sheets

    state, services, actions = session.state, session.services, session.actions
    tasks = services.tasks
    return {
        "about": lambda: sheets.About(session.models, parent),
        "backups": lambda: sheets.Backups(state, session.care, actions.care, parent),
        "compare": lambda: sheets.CompareGenerations(
            state, tasks, session.fine_tuning, actions.overlays, parent
        ),
        "finder": lambda: sheets.Finder(
            state, session.opening, services.preferences, actions, parent
        ),
        "generations": lambda: sheets.Generations(
            state, tasks, session.fine_tuning, actions.training, parent
        ),
        "history": lambda: sheets.History(state, session.care, actions.care, parent),
        "keyboard": lambda: sheets.Keyboard(actions, parent),
        "messages": lambda: sheets.Messages(services.notices, parent),
        "models": lambda: sheets.ModelChooser(session.models, actions.training, parent),
        "pixel_size": lambda: sheets.PixelSizeSheet(session.pixel_size, actions.image, parent),
        "preferences": lambda: sheets.PreferencesSheet(services.preferences, actions, parent),
        "project_settings": lambda: sheets.ProjectSettingsSheet(state, actions.project, parent),
        "pseudo": lambda: sheets.PseudoLabels(
            state,
            tasks,
            services.notices,
            session.fine_tuning,
            session.opening,
            session.proposals,
            parent,
        ),
        "readers": lambda: sheets.Readers(state, tasks, actions.overlays, actions.masks, parent),
        "reason": lambda: sheets.ChangeReason(state, services.preferences, actions.image, parent),
    }


def make_export(session: Session, places: Places, parent: QWidget) -> Export:
    """Asks what is exported and where to, and writes it."""
    from app.views.dialogs.export import Export

    tasks, actions = session.services.tasks, session.actions.exchange
    place, choose = places.last(), partial(places.choose_folder, tr("Export into"))
    return Export(session.state, tasks, session.exchange, actions, place, choose, parent)


def make_import(session: Session, places: Places, parent: QWidget) -> Import:
    """Asks what is imported, tells what that would do, and does it."""
    from app.views.dialogs.import_data import Import

    tasks, notices = session.services.tasks, session.services.notices
    return Import(session.state, tasks, notices, session.exchange, places, parent)
