"""Sentence and mask side by side: where they agree, and every point where they do not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.session.sentence import SentenceComposer
from app.session.state import State
from app.session.text_effect import TextEffect
from app.translation import noop, tr
from app.views.composer.fitting_label import WrappedLabel
from app.views.elements import column, label, push_button, row, set_role
from app.views.panels.panel_dock import SummarizedPanel
from app.views.theme import GAP_PX
from lvit_core.explain.evidence import SEEN, evidence, seen_alone
from lvit_core.geometry import Rect
from lvit_core.prompt.agreement import Contradiction, Row

MOST_CARDS = 6
# What the core calls the points of a comparison, and how it finds them, in one word.
POINTS = (
    noop("side"), noop("zones"), noop("distribution"), noop("objects"), noop("number"),
    noop("size"), noop("areas"), noop("agrees"), noop("agree"), noop("differs"),
)  # fmt: skip


class AgreementPanel(SummarizedPanel):
    """Rows for side, areas and zones; a card for each contradiction.

    Signals:
        rect_wanted: The person wants to see this ``Rect`` of the image.
    """

    rect_wanted = Signal(Rect)

    def __init__(
        self,
        state: State,
        composer: SentenceComposer,
        effect: TextEffect,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._effect = effect
        self._composer = composer
        self._agreement = composer.agreement
        layout = column(self, gap=GAP_PX // 2)
        layout.setContentsMargins(GAP_PX + 4, 2, GAP_PX + 4, GAP_PX)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GAP_PX - 2)
        self.note = label("", "small", wrap=True)
        layout.addLayout(self._rows)
        layout.addLayout(self._cards)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self._agreement.changed.connect(self.refresh)
        effect.changed.connect(self.refresh)
        self.refresh()

    @property
    def cards(self) -> list[ContradictionCard]:
        """The contradictions as shown."""
        found = [self._cards.itemAt(index).widget() for index in range(self._cards.count())]
        return [widget for widget in found if isinstance(widget, ContradictionCard)]

    @property
    def summary(self) -> str:
        """A few words for the title."""
        if self._state.document is None or self._agreement.description is None:
            return ""
        count = len(self._agreement.found.contradictions)
        if count:
            return tr("1 differs") if count == 1 else tr("{count} differ", count=count)
        if not self._agreement.found.rows:
            return ""
        if not self._agreement.found.compared:
            return tr("not compared")
        seen = self._seen_alone()
        proven = not self._agreement.with_proposal or (seen is not None and seen >= SEEN)
        return tr("agree") if proven else tr("follows the words")

    @property
    def alert(self) -> bool:
        """Whether sentence and mask contradict each other."""
        return self._state.document is not None and bool(self._agreement.found.contradictions)

    def _seen_alone(self) -> float | None:
        """Share of the proposal that the model finds without words too, where it was asked."""
        document = self._state.document
        if document is None or document.proposal is None:
            return None
        return seen_alone(document.proposal, self._effect.reading)

    def refresh(self) -> None:
        found = self._agreement.found
        _clear(self._rows)
        _clear(self._cards)
        for point in found.rows:
            self._rows.addWidget(_row(point))
        for contradiction in found.contradictions[:MOST_CARDS]:
            card = ContradictionCard(contradiction)
            card.show_wanted.connect(self.rect_wanted)
            card.settle_wanted.connect(self._composer.settle)
            self._cards.addWidget(card)
        self.note.setText(self._note())
        self.summary_changed.emit(self.summary)

    def _note(self) -> str:
        agreement = self._agreement
        if self._state.document is None:
            return tr("Open an image to compare its sentence with its mask.")
        if agreement.description is None:
            return tr("Measuring the mask...")
        if agreement.nothing_drawn:
            return tr("Nothing is drawn or proposed yet.")
        if not agreement.found.rows:
            return tr("Write a sentence to compare it with the mask.")
        hidden = len(agreement.found.contradictions) - MOST_CARDS
        more = tr("{count} more. ", count=hidden) if hidden > 0 else ""
        what = tr("mask as accepting leaves it") if agreement.with_proposal else tr("mask")
        if agreement.with_proposal and agreement.found.agrees and agreement.found.compared:
            more = f"{tr(evidence(self._seen_alone()))} {more}"
        compared = tr(
            "{more}Compared with the {what}; {source}.",
            more=more,
            what=what,
            source=agreement.description.source,
        )
        return f"{compared} {tr(agreement.description.left_out)}".strip()


class ContradictionCard(QFrame):
    """One contradiction: a click shows the place, a link settles it in the sentence."""

    show_wanted = Signal(Rect)
    settle_wanted = Signal(Contradiction)

    def __init__(self, contradiction: Contradiction) -> None:
        super().__init__()
        self.contradiction = contradiction
        self.setProperty("role", "warning")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr(contradiction.message))
        self.setToolTip(tr("Click to see it in the image; Space does the same"))
        layout = column(self, margin=GAP_PX, gap=2)
        layout.addWidget(WrappedLabel(_emphasised(contradiction)))
        links = row(gap=GAP_PX)
        self.show_link = push_button(
            tr("Show"), tr("Show the place in the image"), self._show, role="flat"
        )
        words = tr("Add to sentence") if contradiction.adds else tr("Correct sentence")
        self.settle_link = push_button(
            words, tr("Make the sentence say what the mask shows here"), self._settle, role="flat"
        )
        links.addWidget(self.show_link)
        links.addWidget(self.settle_link)
        links.addStretch(1)
        layout.addLayout(links)

    def _show(self) -> None:
        self.show_wanted.emit(self.contradiction.rect)

    def _settle(self) -> None:
        self.settle_wanted.emit(self.contradiction)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self._show()
        else:
            super().keyPressEvent(event)


def _emphasised(contradiction: Contradiction) -> str:
    from html import escape

    text = escape(tr(contradiction.message))
    for words in contradiction.emphasis:
        marked = escape(tr(words))
        text = text.replace(marked, f"<b>{marked}</b>", 1) if marked else text
    return text


def _row(point: Row) -> QWidget:
    line = QWidget()
    layout = row(line)
    layout.addWidget(label(tr(point.name), "muted"))
    value = label(tr(point.text), "value", wrap=True)
    value.setAlignment(Qt.AlignmentFlag.AlignRight)
    if point.agrees is not None:
        set_role(value, "value" if point.agrees else "warning")
    layout.addWidget(value, 1)
    line.setAccessibleName(f"{tr(point.name)}: {tr(point.text)}")
    return line


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
