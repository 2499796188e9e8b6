"""Asks a person for what an action still needs, then lets the registry do it.

Dialogs are imported when they are first wanted: none of them is needed for the first paint.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.session.notices import BugReport
from app.session.registry import AnyAction
from app.session.session import Session
from app.translation import tr
from app.views.composition import make_export, make_import, named_sheets
from app.views.image_arrivals import ImageArrivals
from app.views.kind_making import ask_new_kind
from app.views.places import IMAGES, Places
from app.views.window_commands import WindowCommands
from lvit_core.notice import ASK_WHY, Notice, Offer
from lvit_core.project.additions import Skipped
from lvit_core.project.deciding import Objection


class ArgumentDialogs:
    """Answers ``arguments_wanted`` of the registry, and shows what is longer than a notice."""

    def __init__(
        self,
        session: Session,
        window: QWidget,
        commands: WindowCommands,
    ) -> None:
        self._session = session
        self._window = window
        self._places = Places(session.services.preferences, window)
        self.arrivals = ImageArrivals(session, window, self._places, self._new_project)
        self._sheets: dict[str, QWidget] = {}
        self._bug: QWidget | None = None
        self._do = do = session.actions
        self._questions: dict[AnyAction, Callable[[], object]] = {
            do.project.new: self._new_project,
            do.project.open: self._open_project,
            do.project.save_copy: self._save_copy,
            do.care.restore: partial(self._show, "backups"),
            do.care.return_to: partial(self._show, "history"),
            do.project.change_settings: partial(self._show, "project_settings"),
            do.image.change_labeled: partial(self._show, "reason"),
            do.project.show_preferences: partial(self._show, "preferences"),
            do.project.quit: window.close,
            do.exchange.export: self._export,
            do.exchange.bring_in: self._import,
            do.images.add: self.arrivals.choose_files,
            commands.new_kind: partial(
                ask_new_kind,
                session.services.tasks,
                session.services.notices,
                window,
                self._new_project,
            ),
            commands.add_folder: self.arrivals.choose_folder,
            do.images.find_missing: self._find_missing,
            do.picture.locate: self._locate_picture,
            do.image.state_pixel_size: partial(self._show, "pixel_size"),
            do.overlays.compare_generations: partial(self._show, "compare"),
            do.overlays.compare_reader: partial(self._show, "readers"),
            do.sentence.change_laterality: self._change_laterality,
            commands.choose_model: partial(self._show, "models"),
            commands.correct_sides: self._correct_declaration,
            commands.show_generations: partial(self._show, "generations"),
            commands.show_pseudo: partial(self._show, "pseudo"),
            commands.find: partial(self._show, "finder"),
            commands.show_keyboard: partial(self._show, "keyboard"),
            commands.show_messages: partial(self._show, "messages"),
            commands.show_about: partial(self._show, "about"),
        }
        session.actions.arguments_wanted.connect(self._on_wanted)
        session.guard.reason_wanted.connect(self._ask_reason)
        # A reason is asked for at once: nothing changes without one.
        session.services.notices.posted.connect(
            lambda notice: notice.offer == ASK_WHY and self._show(ASK_WHY.sheet)
        )
        session.image_work.pages_wanted.connect(self._choose_pages)
        session.pixel_size.asked.connect(lambda: self._show("pixel_size"))

    def answers(self, action: AnyAction) -> bool:
        """Whether the window knows how to ask for this action's arguments."""
        return action in self._questions

    def show_details(self, notice: Notice) -> None:
        """All lines of a notice."""
        from app.views.dialogs.messages import Details

        Details(notice, self._window).show()

    def take_offer(self, offer: Offer) -> None:
        """Does or opens what a notice offers."""
        if offer.action:
            self._session.actions.get(offer.action).trigger()
        elif offer.sheet == "copy":
            self._save_copy()
        else:
            self._show(offer.sheet)

    def show_bug(self, report: BugReport) -> None:
        """One report window, however many errors follow each other."""
        from app.views.dialogs.messages import BugSheet

        if isinstance(self._bug, BugSheet):
            self._bug.add_more(report)
            return
        sheet = BugSheet(report, self._window)
        sheet.destroyed.connect(self._forget_bug)
        self._bug = sheet
        sheet.show()

    def _on_wanted(self, action: AnyAction) -> None:
        question = self._questions.get(action)
        if question is not None:
            question()

    def _show(self, name: str) -> None:
        """Shows a sheet, or brings the open one to the front."""
        sheet = self._sheets.get(name)
        if sheet is None:
            sheet = named_sheets(self._session, self._window)[name]()
            sheet.destroyed.connect(lambda: self._sheets.pop(name, None))
            self._sheets[name] = sheet
        sheet.show()
        sheet.raise_()
        sheet.activateWindow()

    def _forget_bug(self) -> None:
        self._bug = None

    def _new_project(self, kind: str = "") -> None:
        from app.views.dialogs.new_project import NewProject
        from lvit_core.prompt.templates import every_template, refused_templates

        def create(folder: Path, template: str, laterality: str) -> None:
            self._places.remember(folder.parent)
            self._do.project.new(folder, template, laterality)

        def choose(then: Callable[[Path], None]) -> None:
            self._places.choose_folder(tr("Where the project goes"), then)

        for error in refused_templates().values():
            self._session.services.notices.warn(error.message, error.hint)
        templates = sorted(every_template(), key=lambda one: one.name)
        sheet = NewProject(templates, self._places.last(), create, choose, self._window)
        sheet.choose_kind(kind)
        sheet.show()

    def _open_project(self) -> None:
        def opened(folder: Path) -> None:
            self._places.remember(folder.parent)
            self._do.project.open(folder)

        self._places.choose_folder(tr("Open project"), opened)

    def _save_copy(self) -> None:
        self._places.choose_folder(tr("Where the copy goes"), self._do.project.save_copy)

    def _export(self) -> None:
        def choose(then: Callable[[Path], None]) -> None:
            self._places.choose_folder(tr("Export into"), then)

        make_export(self._session, self._places.last(), choose, self._window).show()

    def _change_laterality(self) -> None:
        from app.views.composer.convention_sheet import ConventionSheet

        ConventionSheet(self._session.state, self._do.sentence, self._window).show()

    def _correct_declaration(self) -> None:
        from app.views.composer.convention_sheet import DeclarationSheet

        DeclarationSheet(self._session.state, self._do.sentence, self._window).show()

    def _ask_reason(self, objection: Objection) -> None:
        from app.views.composer.reason_sheet import ReasonSheet

        for open_sheet in self._window.findChildren(ReasonSheet):
            open_sheet.close()
        sheet = ReasonSheet(self._session.state, objection, self._window)
        sheet.show()
        sheet.activateWindow()  # what is typed next is the reason, not a tool's key

    def _import(self) -> None:
        make_import(self._session, self._places, self._window).show()

    def _choose_pages(self, files: list[Skipped]) -> None:
        from app.views.dialogs.pages import PageChooser

        PageChooser(files, self._do.images.add, self._window).show()

    def _locate_picture(self) -> None:
        self._places.choose_folder(
            tr("Where to look for the picture"), self._do.picture.locate, IMAGES
        )

    def _find_missing(self) -> None:
        self._places.choose_folder(
            tr("Where to look for the images"), self._do.images.find_missing, IMAGES
        )
