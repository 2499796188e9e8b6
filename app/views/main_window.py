"""The window: places the parts, passes news between them, and decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QMenuBar,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from app.session.registry import AnyAction
from app.session.session import Session
from app.translation import tr
from app.views import composition
from app.views.canvas.drops import local_paths, propose_copy
from app.views.class_actions import ClassActions, ClassKeys
from app.views.docks import Docks
from app.views.effect_figure import EffectFigure
from app.views.elements import column, mark_arrow
from app.views.image_focus import ImageFocus
from app.views.layout_memory import LayoutMemory
from app.views.many_image_actions import ManyImageActions
from app.views.menus import fill_menus
from app.views.model_words import ModelWords
from app.views.notice_dialogs import NoticeDialogs
from app.views.open_sheets import OpenSheets
from app.views.panels.images_panel import ImagesPanel
from app.views.panels.notice_bar import NoticeBar
from app.views.panels.options_bar import OptionsBar
from app.views.panels.panel_dock import PanelDock
from app.views.panels.status_line import StatusLine
from app.views.panels.tool_palette import ToolPalette
from app.views.panels.top_bar import TopBar
from app.views.place_keeping import PlaceKeeping
from app.views.places import Places
from app.views.small_window import FoldCommands, SmallWindow
from app.views.window_actions import WindowActions
from app.views.window_commands import WindowCommands
from lvit_core.project.records import Picture

if TYPE_CHECKING:  # panels behind others are loaded when somebody looks at them
    from app.views.composer.agreement import AgreementPanel
    from app.views.numbers.panel import NumbersPanel
    from app.views.panels.effect_panel import EffectPanel
    from app.views.panels.objects_panel import ObjectsPanel
    from app.views.panels.training_panel import TrainingPanel

FIRST_SIZE = QSize(1440, 900)


class _Panels(NamedTuple):
    """The panels of the window by name, in the order of their tabs."""

    images: PanelDock[ImagesPanel]
    check: PanelDock[AgreementPanel]
    objects: PanelDock[ObjectsPanel]
    numbers: PanelDock[NumbersPanel]
    training: PanelDock[TrainingPanel]
    text: PanelDock[EffectPanel]


class MainWindow(QMainWindow):
    """Everything of one session on the screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._state, self._actions = session.state, session.actions
        self._preferences = session.services.preferences
        self.setObjectName("main")
        self.setWindowTitle("LViT Annotator")
        self.setAcceptDrops(True)
        self.canvas = composition.make_canvas(session)
        self._focus = ImageFocus(self, self.canvas)
        self.strip = composition.make_strip(session)
        palette, preferences = session.palette, self._preferences
        self.options = OptionsBar(session.state, palette, preferences, session.actions.tools)
        steps = composition.make_steps(session, self)
        self._many = session.actions.add(ManyImageActions(session.state, steps))
        self._classes = session.actions.add(ClassActions(session.state, steps))
        keys = ClassKeys(session.state, session.actions.masks.relabel, session.services.notices)
        session.actions.add(keys)
        self._queue = session.actions.add(composition.make_queue(session))
        self._panels = self._make_panels(session)
        self.docks = Docks(self, self._panels)
        self._layout = LayoutMemory(self, self.docks, self._preferences)
        self.empty = composition.make_empty_state(session)
        self.commands = session.actions.add(WindowCommands(session.state, self, self.images.search))
        composition.add_looking(session, self.canvas, self.docks)
        session.actions.add(FoldCommands(session.state, self.strip, preferences))
        effect = EffectFigure(session.state, session.text_effect, session.services, self)
        self._effect_figure = session.actions.add(effect)
        composition.add_help(session, self, self._tour_places())
        self.actions_by_id = WindowActions(session.actions, self, self.canvas)
        self.palette_bar = ToolPalette(self.actions_by_id, palette.tools.values())
        self.status = StatusLine(session.state, palette, session.services)
        self.status.task.follow_queue(self._queue.queue)
        self.menus = QMenuBar()
        laterality, model = session.actions.sentence.change_laterality, self.commands.choose_model
        self.top = TopBar(session.state, self.menus, laterality, model)
        places = Places(preferences, self)
        sheets = OpenSheets(partial(composition.named_sheets, session, self))
        self.arrivals = composition.make_arrivals(session, places, self)
        self.asking = composition.make_asking(
            session, self, self.commands, places, self.arrivals, sheets
        )
        self._build()
        SmallWindow(self, self.strip, self.status, session.actions.refresh)
        told = NoticeDialogs(session.actions, sheets, self)
        self.notices = NoticeBar(self._centre, self._stack, told.show_details, told.take_offer)
        self._models = ModelWords(session.models, self)
        self._closing = composition.make_closing(session, self)
        PlaceKeeping(session.state, session.palette, session.services.storage, self)
        self._connect(session, told)
        self._restore()
        self._on_document()
        self._centre.setFocus()

    def _build(self) -> None:
        fill_menus(self.menus, self.actions_by_id)
        self.setMenuWidget(self.top)
        self.addToolBar(Qt.ToolBarArea.LeftToolBarArea, self.palette_bar)
        self._stack = QStackedWidget()
        self._start = QScrollArea()
        self._start.setWidgetResizable(True)
        self._start.setFrameShape(QFrame.Shape.NoFrame)
        self._start.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._start.setWidget(self.empty)
        self._stack.addWidget(self._start)
        self._stack.addWidget(self.canvas)
        self._centre = QWidget()
        layout = column(self._centre, gap=0)
        layout.addWidget(self.options)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(self._centre)
        self.setStatusBar(self.status)
        for bar in (self.menus, self.palette_bar):
            mark_arrow(bar)

    def _tour_places(self) -> dict[str, Callable[[], QWidget]]:
        """What the tour speaks of; a panel is brought before a person's eyes."""
        return {
            "images": lambda: self._panel("images"),
            "canvas": lambda: self._stack,
            "sentence": lambda: self.strip.field,
            "predict": lambda: self.strip.predict,
            "tools": lambda: self.palette_bar,
            "check": lambda: self._panel("check"),
            "labeled": lambda: self.strip.labeled,
        }

    def _panel(self, name: str) -> QWidget:
        self.docks.show(name)
        return self.docks[name]

    def _make_panels(self, session: Session) -> _Panels:
        """The panels behind others cost nothing before somebody looks at them."""
        return _Panels(
            PanelDock("images", tr("Images"), tr("Images"), partial(self._make_images, session)),
            PanelDock(
                "check", tr("Check"), tr("Sentence and mask"), partial(self._make_check, session)
            ),
            PanelDock(
                "objects",
                tr("Objects"),
                tr("Objects and classes"),
                partial(self._make_objects, session),
            ),
            PanelDock(
                "numbers", tr("Numbers"), tr("Numbers"), partial(self._make_numbers, session)
            ),
            PanelDock(
                "training",
                tr("Training"),
                tr("Training"),
                lambda: composition.make_training(session, self.commands),
            ),
            PanelDock(
                "text",
                tr("Text"),
                tr("What the text did"),
                lambda: composition.make_effect(session, self._effect_figure),
            ),
        )

    def _make_images(self, session: Session) -> ImagesPanel:
        panel = composition.make_images(session, self._many, self._queue)
        panel.list.clicked.connect(self._focus.take_from_row)
        panel.list.activated.connect(self._focus.take_from_row)
        return panel

    def _make_check(self, session: Session) -> AgreementPanel:
        panel = composition.make_check(session)
        panel.rect_wanted.connect(partial(self.canvas.show_rect, closer=True))
        return panel

    def _make_objects(self, session: Session) -> ObjectsPanel:
        panel = composition.make_objects(session, self._classes)
        panel.rect_wanted.connect(self.canvas.show_rect)
        panel.table.clicked.connect(self._focus.take_from_row)
        return panel

    def _make_numbers(self, session: Session) -> NumbersPanel:
        panel, dock = composition.make_numbers(session), self._panels.numbers
        panel.rect_wanted.connect(self.canvas.show_rect)
        panel.table.table.clicked.connect(self._focus.take_from_row)
        dock.seen_changed.connect(panel.measuring.want)
        panel.measuring.want(dock.seen)
        return panel

    @property
    def images(self) -> ImagesPanel:
        return self._panels.images.panel

    @property
    def agreement(self) -> AgreementPanel:
        return self._panels.check.panel

    @property
    def objects(self) -> ObjectsPanel:
        return self._panels.objects.panel

    @property
    def numbers(self) -> NumbersPanel:
        return self._panels.numbers.panel

    @property
    def training(self) -> TrainingPanel:
        return self._panels.training.panel

    @property
    def effect(self) -> EffectPanel:
        return self._panels.text.panel

    def _connect(self, session: Session, told: NoticeDialogs) -> None:
        session.services.notices.posted.connect(self.notices.show_notice)
        self.notices.covered.connect(self._on_covered)
        session.services.notices.bug_reported.connect(told.show_bug)
        session.state.document_ready.connect(self._on_document)
        session.state.current_changed.connect(self._on_document)
        session.opening.failed.connect(self._on_document)
        session.state.project_opened.connect(self._on_project)
        session.state.project_closed.connect(self._on_project)
        self.strip.left.connect(self.canvas.setFocus)
        self.canvas.pointer_moved.connect(self.status.show_pointer)
        self.canvas.pointer_left.connect(self.status.hide_pointer)
        self.canvas.view_moved.connect(self._show_zoom)
        self.canvas.menu_wanted.connect(
            lambda at: composition.make_canvas_menu(
                session, self.actions_by_id, self.canvas, at
            ).popup(self.canvas.mapToGlobal(at).toPoint())
        )
        self.canvas.files_dropped.connect(self.arrivals.take_dropped)
        self.notices.left.connect(self._focus.take)
        refusals = composition.make_key_refusals(session, self.status.show_step, self)
        self.canvas.key_refused.connect(refusals.tell)
        self._focus.unused.connect(refusals.tell_of_key)
        self.docks.changed.connect(session.actions.refresh)
        session.actions.triggered.connect(self._on_triggered)
        session.actions.arguments_wanted.connect(self._on_wanted)
        self._models.changed.connect(self._show_model)
        self._show_model()

    def _restore(self) -> None:
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self.docks.reset()
        restored = self._layout.restore()
        if restored and self.minimumSizeHint().width() > self.screen().availableSize().width():
            self.docks.reset()

    def _on_wanted(self, action: AnyAction) -> None:
        if action is self.commands.show_messages:
            self.notices.dismiss_all()  # they are read there

    def _on_triggered(self, action: AnyAction) -> None:
        if action is self._actions.sentence.ask_effect:
            self.docks.show("text")

    def _on_covered(self, area: QRect) -> None:
        """What the image must say at all times makes way for notices."""
        self.canvas.keep_clear(area.translated(self.canvas.mapFrom(self._centre, QPoint())))

    def _on_project(self) -> None:
        project = self._state.project
        name = f"{project.settings.name} - " if project is not None else ""
        if project is not None and project.read_only:
            name = tr("{name} (read only) - ", name=project.settings.name)
        self.setWindowTitle(f"{name}LViT Annotator")
        self._show_parts()

    def _on_document(self) -> None:
        ready, current = self._state.document is not None, self._state.current
        self.notices.show_image(0 if current is None else current.id)
        coming = current is not None and not current.missing and current.picture is Picture.SAME
        # The canvas says what it waits for.
        self._stack.setCurrentWidget(self.canvas if ready or coming else self._start)
        self._show_parts()
        self._show_zoom()
        if ready and self._may_take_focus():
            self.canvas.setFocus()

    def _may_take_focus(self) -> bool:
        """Only where nobody types or walks through a list with the keys."""
        focus = self.focusWidget()
        return focus is None or not focus.isVisible() or focus in (self, self._centre)

    def _show_parts(self) -> None:
        state = self._state
        has_images = state.project is not None and bool(state.library.images)
        self.strip.setVisible(has_images)
        self.options.setVisible(has_images)

    def _show_zoom(self) -> None:
        shown = self._state.document is not None
        self.status.show_zoom(self.canvas.viewport.zoom if shown else 0.0)

    def _show_model(self) -> None:
        self.top.show_model(self._models.words, self._models.tip)
        self.status.show_model(self._models.generation_words)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._actions.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_paths(event):
            propose_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        propose_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _local_paths(event)
        if paths:
            propose_copy(event)
            self.arrivals.take_dropped(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._layout.save()
        if self._closing.may_close():
            super().closeEvent(event)
        else:
            event.ignore()


def _local_paths(event: QDropEvent) -> list[Path]:
    return local_paths(event.mimeData())
