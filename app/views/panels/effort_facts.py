"""Lines of the training panel that say what labeling took, and what training has saved of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.translation import tr
from app.views.elements import label
from app.views.panels.curves import Series
from lvit_core.project.effort import CURVE, Effort, Pace, Saved, learning_curve
from lvit_core.wording import counted

Line = tuple[str, str, str]
"""What it is of, what is said, and on what that rests."""


def effort_series(effort: Effort | None) -> list[Series]:
    """The learning curve: seconds an image, and the course of its corrections."""
    paces = [] if effort is None else learning_curve(effort.images)
    numbered = list(enumerate(paces, start=CURVE))
    return [
        Series(
            tr("seconds an image"),
            tuple((float(number), pace.seconds_per_image) for number, pace in numbered),
            "mask",
        ),
        Series(
            tr("corrections"),
            tuple((float(number), pace.corrections_per_image) for number, pace in numbered),
            "proposal",
            dashed=True,
            own_scale=True,
        ),
    ]


def effort_lines(effort: Effort | None) -> Iterator[Line]:
    """What is known, a line each; nothing of a project where no label tells a time."""
    if effort is None or effort.whole is None:
        return
    now = effort.last or effort.whole
    yield tr("an image"), _pace(now.seconds_per_image, now.corrections_per_image), _ends(effort)
    if now.seconds_per_object is not None and now.corrections_per_object is not None:
        words = _pace(now.seconds_per_object, now.corrections_per_object)
        yield tr("an object"), words, _ends(effort)
    if effort.hours_left is not None:
        yield (
            tr("still to do"),
            tr(
                "{time} for {images}",
                time=_duration(effort.hours_left),
                images=counted(effort.waiting, "image"),
            ),
            tr("At the pace of the last {images}", images=counted(now.images, "labeled image")),
        )
    yield tr("training"), saved_words(effort.saved), _against(effort.saved)


def saved_words(saved: Saved) -> str:
    """What training has saved so far, in words."""
    if saved.hours is None:
        return tr("saved time not known yet")
    if saved.hours < 0:
        return tr("has saved nothing: {time} more than before", time=_duration(-saved.hours))
    return tr("has saved {time} so far", time=_duration(saved.hours))


class EffortFacts(QWidget):
    """A line for each thing that is known; it takes no room while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._rows = [(label("", "muted"), label("", "value", wrap=True)) for _ in range(4)]
        for number, (title, value) in enumerate(self._rows):
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(title, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, number, 1)
        self.show_effort(None)

    def show_effort(self, effort: Effort | None) -> None:
        """Shows what is known; ``None`` for nothing."""
        lines = list(effort_lines(effort))
        for number, (title, value) in enumerate(self._rows):
            shown = lines[number] if number < len(lines) else ("", "", "")
            for place, words in ((title, shown[0]), (value, shown[1])):
                place.setText(words)
                place.setToolTip(shown[2])
                place.setVisible(bool(words))
        self.setVisible(bool(lines))

    def lines(self) -> list[tuple[str, str]]:
        """What is shown."""
        return [(a.text(), b.text()) for a, b in self._rows if a.text()]


def _pace(seconds: float, corrections: float) -> str:
    return tr(
        "{seconds:.1f} s, {corrections:.1f} corrections", seconds=seconds, corrections=corrections
    )


def _ends(effort: Effort) -> str:
    """The first images against the last, and what was left out."""
    words = [
        tr(
            "Time at work, from the journal; waits over {seconds:.0f} s are left out.",
            seconds=effort.pause_s,
        )
    ]
    if effort.first is not None and effort.last is not None:
        words += [_end(tr("First ten"), effort.first), _end(tr("Last ten"), effort.last)]
    return "\n".join(words)


def _end(name: str, pace: Pace) -> str:
    return tr(
        "{name}: {seconds:.1f} s and {corrections:.1f} corrections an image",
        name=name,
        seconds=pace.seconds_per_image,
        corrections=pace.corrections_per_image,
    )


def _against(saved: Saved) -> str:
    if saved.hours is None:
        return tr("Not known: {why}", why=tr(saved.against))
    return tr("Against {what}", what=tr(saved.against))


def _duration(hours: float) -> str:
    if hours < 1:
        return tr("{minutes:.0f} min", minutes=60 * hours)
    return tr("{hours:.1f} h", hours=hours)
