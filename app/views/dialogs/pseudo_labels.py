"""The pseudo labels of unlabeled images, by generation, and what a person decides of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QSlider, QWidget
from shiboken6 import isValid

from app.jobs.tasks import QUIET_S, TaskRunner
from app.session.fine_tuning import FineTuning
from app.session.notices import Notices
from app.session.opening import ImageOpening
from app.session.proposals import Proposals
from app.session.state import State
from app.translation import noop, tr
from app.views.canvas.overlays.frame import draw_text
from app.views.canvas.overlays.laterality import LETTER_PX, WORD_PX
from app.views.dialogs.base import Sheet
from app.views.elements import column, label, row
from app.views.panels.curves import CurveChart, Series
from app.views.project_reading import ProjectReading
from app.views.theme import SMALL_PX, current_theme, sized_font
from lvit_core.annotation.threshold import inside
from lvit_core.project.pseudo_decisions import PINNED, REJECTED, Decision
from lvit_core.training.pseudo_course import Course, Listing, course_of, list_courses
from lvit_core.wording import counted

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project
    from lvit_core.project.records import Proposal
    from lvit_core.training.pseudo_history import Frame

PICTURE_PX = 320
_ID = Qt.ItemDataRole.UserRole
Value = TypeVar("Value")
_DOES = {  # of a decision, and whether it is in force: what its button is called and does
    (REJECTED, False): (
        noop("Reject"),
        noop("It teaches nothing from the next generation on, until it is re-admitted"),
    ),
    (REJECTED, True): (noop("Re-admit"), noop("It may teach again from the next generation on")),
    (PINNED, False): (noop("Pin"), noop("It stays as it is now and goes on teaching")),
    (PINNED, True): (noop("Let it go on"), noop("Each generation may change it again")),
}
_ASIDE = {REJECTED: noop("rejected"), PINNED: noop("pinned"), "": ""}


class PseudoLabels(Sheet):
    """A list of images; of the one chosen a strip that is scrubbed, and its area over time."""

    def __init__(
        self,
        state: State,
        tasks: TaskRunner,
        notices: Notices,
        fine_tuning: FineTuning,
        opening: ImageOpening,
        proposals: Proposals,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Pseudo labels"), parent, width=640)
        self._state, self._tasks, self._notices = state, tasks, notices
        self._opening, self._proposals = opening, proposals
        self._course: Course | None = None  # of the image chosen; none until it has been read
        self._list_reading = ProjectReading(state, tasks, self)
        self._course_reading = ProjectReading(state, tasks, self)
        self._listing = Listing()
        self.images = QListWidget()
        self.picture = QLabel()
        self.strip = QSlider(Qt.Orientation.Horizontal)
        self.chart = CurveChart(tr("How much is marked, by generation"))
        self.told = label("", "value", wrap=True)
        self.nothing = label("", "muted", wrap=True)
        self._build()
        for signal in (fine_tuning.changed, state.project_opened, state.project_closed):
            signal.connect(self.refresh)
        self.refresh()

    def _build(self) -> None:
        self.add_heading(
            tr("Pseudo labels"),
            tr(
                "What the newest run takes unlabeled images for, as each generation left it. It "
                "teaches the next generation, unless you reject it."
            ),
        )
        self.images.setAccessibleName(tr("Images with a pseudo label"))
        self.picture.setFixedSize(PICTURE_PX, PICTURE_PX)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(tr("The image with its pseudo label"))
        self.strip.setAccessibleName(tr("Generation"))
        self.strip.setToolTip(tr("Goes through the generations; arrows move by one"))
        beside = column(gap=8)
        for widget in (self.picture, self.strip, self.told, self.chart):
            beside.addWidget(widget)
        beside.addStretch(1)
        self._courses = QWidget()
        line = row(self._courses, gap=16)
        self.images.setMinimumWidth(200)
        line.addWidget(self.images, 1)
        line.addLayout(beside)
        self.add_found(self._courses, self.nothing)
        self.reject_it = self.add_button(tr("Reject"), "", partial(self._decide, REJECTED))
        self.pin = self.add_button(tr("Pin"), "", partial(self._decide, PINNED))
        self.propose = self.add_button(
            tr("Turn into a proposal"),
            tr("What is shown waits on the image for your decision"),
            self._propose,
        )
        self.add_close()
        self.images.currentItemChanged.connect(self._on_chosen)
        self.strip.valueChanged.connect(self._show_frame)

    # -- the list --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the list again."""
        if self._state.project is None:
            self._list(Listing())
        else:
            self._list_reading.start(list_courses, self._list)

    def _list(self, listing: Listing) -> None:
        self._listing = listing
        known = [self.images.item(place) for place in range(self.images.count())]
        if [one.data(_ID) for one in known] != [image_id for image_id, _ in listing.images]:
            self._fill(listing)
        for place, (image_id, name) in enumerate(listing.images):
            aside = tr(_ASIDE[listing.decisions.get(image_id, "")])
            self.images.item(place).setText(f"{name} · {aside}" if aside else name)
        self.nothing.setText(
            ""
            if listing.images
            else tr("No pseudo label yet. They begin when a model is worth learning from.")
        )
        self.nothing.setVisible(not listing.images)
        self._courses.setVisible(bool(listing.images))
        course = self._course
        if course is not None:  # another generation may have left its frame
            self._course_reading.start(partial(course_of, course.image_id), self._renew)
        self._refresh_buttons()

    def _fill(self, listing: Listing) -> None:
        """Another list; who was chosen stays so where it is still there."""
        item = self.images.currentItem()
        chosen = None if item is None else item.data(_ID)
        self.images.clear()
        for image_id, name in listing.images:
            item = QListWidgetItem(name, self.images)
            item.setData(_ID, image_id)
        ids = [image_id for image_id, _ in listing.images]
        if ids:
            self.images.setCurrentRow(ids.index(chosen) if chosen in ids else 0)

    def _on_chosen(self, *_items: object) -> None:
        """Nothing of the image before is shown, or decided of, under the name of this one."""
        item = self.images.currentItem()
        self._course_reading.drop()
        self._take(None)
        if item is not None:
            self._course_reading.start(partial(course_of, int(item.data(_ID))), self._take)

    # -- the strip -------------------------------------------------------------------------------

    def _take(self, course: Course | None) -> None:
        self._course = course
        frames = () if course is None else course.frames
        self.strip.blockSignals(True)
        self.strip.setRange(0, max(0, len(frames) - 1))
        self.strip.setValue(max(0, len(frames) - 1))
        self.strip.blockSignals(False)
        self.strip.setEnabled(len(frames) > 1)
        empty = "" if course is None else tr("Nothing was kept of this image.")
        self.chart.set_series(_series(frames), tr("gen"), empty)
        self._show_frame()
        self._refresh_buttons()

    def _renew(self, course: Course) -> None:
        """The same image again: who looks at an older generation goes on looking at it."""
        before, place = self._course, self.strip.value()
        older = before is not None and place < self.strip.maximum()
        self._take(course)
        if older and before is not None:
            shown = before.frames[place].generation
            later = (n for n, one in enumerate(course.frames) if one.generation >= shown)
            self.strip.setValue(next(later, 0))

    def _show_frame(self, *_value: object) -> None:
        course, place = self._course, self.strip.value()
        others = _left_out_words(course)
        if course is None or not course.frames:
            self.picture.clear()
            self.told.setText(others)
            return
        frame = course.frames[place]
        pixels = _painted(course.under, course.pictures[place], frame.threshold)
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        shown = QPixmap.fromImage(image).scaled(
            self.picture.size(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        _write_on(shown, course, self.font())
        self.picture.setPixmap(shown)
        self.picture.setAccessibleDescription(tr(course.class_title))
        taught = ", ".join(str(number) for number in frame.taught)
        words = tr(
            "Generation {number}: {area:.1f} % marked, probability changed by {change:.1f} %",
            number=frame.generation,
            area=100 * frame.area,
            change=100 * frame.change,
        )
        lesson = (
            tr("It taught generation {numbers}.", numbers=taught)
            if taught
            else tr("It has taught no generation yet.")
        )
        self.told.setText("\n".join(filter(None, (words, lesson, others))))

    # -- decisions -------------------------------------------------------------------------------

    def _refresh_buttons(self) -> None:
        course, project = self._course, self._state.project
        decision = "" if course is None else self._listing.decisions.get(course.image_id, "")
        can = course is not None and project is not None and not project.read_only
        for button, own in ((self.reject_it, REJECTED), (self.pin, PINNED)):
            words, tip = map(tr, _DOES[own, decision == own])
            button.setText(words)
            button.setToolTip(tip)
        for button in (self.reject_it, self.pin):
            button.setEnabled(can)
        self.propose.setEnabled(can and bool(course and course.frames))

    def _decide(self, wanted: Decision) -> None:
        course = self._course
        if course is None:
            return
        before = self._listing.decisions.get(course.image_id, "")
        decision: Decision = "" if before == wanted else wanted

        def told(_made: object) -> None:
            if isValid(self):
                self.refresh()

        self._write(
            lambda project: project.pseudo_decisions.decide(course.image_id, decision), told
        )

    def _propose(self) -> None:
        course, place = self._course, self.strip.value()
        if course is None or not course.frames:
            return
        project, opening, proposals = self._state.project, self._opening, self._proposals
        notices = self._notices  # it is told of when the sheet may be gone

        def write(project: Project) -> Proposal:
            from lvit_core.training.pseudo_proposal import as_proposal  # reads templates

            record = project.images.get(course.image_id)
            made = as_proposal(project, record, course.frames[place], course.pictures[place])
            project.proposals.save(made)
            return made

        def told(made: Proposal) -> None:
            if project is not None and opening.note_proposal(project, made.image_id):
                proposals.take_over(made)
            notices.info(tr("{name} has a proposal made of its pseudo label.", name=course.name))

        self._write(write, told)

    def _write(self, work: Callable[[Project], Value], then: Callable[[Value], object]) -> None:
        """Writes off the interface thread; ``then`` gets what the work returned."""
        project = self._state.project
        if project is not None:
            title = tr("Deciding of a pseudo label")
            self._tasks.start(title, lambda *_: work(project), then, quiet_s=QUIET_S)


def _left_out_words(course: Course | None) -> str:
    if course is None or not course.left_out:
        return ""
    return tr(
        "Not shown: {generations}, of another picture or of one that was not noted.",
        generations=counted(course.left_out, "generation"),
    )


def _series(frames: Sequence[Frame]) -> list[Series]:
    return [
        Series(
            tr("% marked"), tuple((float(one.generation), 100 * one.area) for one in frames), "mask"
        ),
        Series(
            tr("% change"),
            tuple((float(one.generation), 100 * one.change) for one in frames[1:]),
            "pseudo",
            dashed=True,
            own_scale=True,
        ),
    ]


def _write_on(picture: QPixmap, course: Course, font: QFont) -> None:
    """Which side is which, as over the image itself, and what is marked."""
    place, theme = picture.rect().adjusted(8, 6, -8, -6), current_theme()
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    painter = QPainter(picture)
    if course.letters is not None:
        color, note = theme.color("laterality"), place.translated(0, LETTER_PX + 9)
        for letter, side in ((course.letters.left, left), (course.letters.right, right)):
            painter.setFont(sized_font(font, LETTER_PX, bold=True))
            draw_text(painter, place, side | Qt.AlignmentFlag.AlignTop, letter, color)
            painter.setFont(sized_font(font, WORD_PX))
            words = tr(course.letters.note)
            draw_text(painter, note, side | Qt.AlignmentFlag.AlignTop, words, color)
    painter.setFont(sized_font(font, SMALL_PX))
    title, below = tr(course.class_title), left | Qt.AlignmentFlag.AlignBottom
    draw_text(painter, place, below, title, theme.color("mask"))
    painter.end()


def _painted(
    under: NDArray[np.uint8], picture: NDArray[np.uint8], threshold: float
) -> NDArray[np.uint8]:
    """The image with its pseudo label: a line around what is marked, and its probability."""
    colour = current_theme().color("mask")
    tint = np.array([colour.red(), colour.green(), colour.blue()], np.float32)
    share = picture.astype(np.float32) / 255
    marked = np.pad(inside(picture, threshold), 1, mode="edge")
    within = marked[:-2, 1:-1] & marked[2:, 1:-1] & marked[1:-1, :-2] & marked[1:-1, 2:]
    strength = np.where(marked[1:-1, 1:-1] & ~within, 1.0, 0.35 * share)[..., None]
    return np.ascontiguousarray(under * (1 - strength) + tint * strength, np.uint8)
