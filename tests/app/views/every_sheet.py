"""Every sheet of the window, made once: a new kind of sheet cannot be forgotten."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import app.views
from app.session.notices import BugReport
from app.session.session import Session
from app.views.composition import named_sheets
from app.views.dialogs.base import Sheet
from app.views.main_window import MainWindow
from lvit_core.geometry import Rect
from lvit_core.imaging.pages import Page
from lvit_core.measurement.options import MeasureOptions
from lvit_core.notice import Notice
from lvit_core.project.additions import Arrivals, Skipped
from lvit_core.project.deciding import Objection
from lvit_core.prompt.agreement import Contradiction
from lvit_core.prompt.sentence import Finding

TRIGGERED = (
    "project.new",
    "project.export",
    "project.import",
    "project.laterality",
    "project.sides",
    "help.now",
    "help.radiologist",
    "kind.new",
)


def sheet_kinds() -> set[type[Sheet]]:
    """All kinds that the code knows."""
    for module in pkgutil.walk_packages(app.views.__path__, "app.views."):
        importlib.import_module(module.name)

    def below(kind: type[Sheet]) -> Iterator[type[Sheet]]:
        for one in kind.__subclasses__():
            if one.__module__.startswith("app."):
                yield one
            yield from below(one)

    return set(below(Sheet))


def _made(session: Session, window: MainWindow) -> list[Callable[[], Sheet]]:
    """Those that answer to something that a person did."""
    from app.views.composer.reason_sheet import ReasonSheet
    from app.views.dialogs.arrivals import ArrivalsSheet
    from app.views.dialogs.class_matching import ClassMatching
    from app.views.dialogs.class_sheet import ClassSheet
    from app.views.dialogs.generations import Changes
    from app.views.dialogs.many_sentences import ManySentences
    from app.views.dialogs.many_sizes import ManySizes
    from app.views.dialogs.messages import BugSheet, Details
    from app.views.dialogs.pages import PageChooser
    from app.views.numbers.measuring import Measuring
    from app.views.numbers.stain_sheet import StainSheet

    def nothing(*_: object) -> None:
        return None

    records = session.state.library.images
    classes = session.state.require_document().template.layers[0].classes
    wrong = Contradiction("areas", "Two are not one.", (), Rect(0, 0, 1, 1), Finding())
    stack = Skipped(Path("stack.tif"), "", "", pages=(Page(1, 64, 96), Page(2, 64, 96)))
    tasks, notices = session.services.tasks, session.services.notices
    stained = Measuring(session.state, tasks, window)
    stained.options = MeasureOptions(stains="hdab")
    return [
        lambda: ReasonSheet(session.state, Objection("this mask", (wrong,), "", nothing), window),
        lambda: ArrivalsSheet(Arrivals((Path("a.png"),), 3, {".doc": 2}), nothing, nothing, window),
        lambda: ClassMatching(["T"], classes, nothing, window),
        lambda: ClassSheet(classes, classes[0], nothing, window),
        lambda: ManySentences(records, nothing, window),
        lambda: ManySizes(records, nothing, window),
        lambda: BugSheet(BugReport("Something", "Traceback"), window),
        lambda: Details(Notice("error", "The disk is full.", "Free space.", ("a",)), window),
        lambda: PageChooser([stack], nothing, window),
        lambda: StainSheet(session.state, tasks, notices, stained, window),
        lambda: Changes(3, "", window),
    ]


def every_sheet(session: Session, window: MainWindow) -> Iterator[Sheet]:
    """Each kind, shown, one after the other; the caller closes it.

    Raises:
        AssertionError: There is a kind that nobody makes here.
    """
    seen: set[type[Sheet]] = set()
    for make in [*named_sheets(session, window).values(), *_made(session, window)]:
        sheet = make()
        sheet.show()
        seen.add(type(sheet))
        yield sheet
    for action in TRIGGERED:
        before = set(window.findChildren(Sheet))
        session.actions.get(action).trigger()
        (sheet,) = set(window.findChildren(Sheet)) - before
        seen.add(type(sheet))
        yield sheet
    assert seen == sheet_kinds(), "make the new kind of sheet here"
