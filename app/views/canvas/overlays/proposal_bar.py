"""The bar over the lower edge while a proposal waits: how much of it, and what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.session.actions.proposals import ProposalActions
from app.session.actions.tools import ToolActions
from app.session.display import Display
from app.session.document import Document
from app.session.palette import Palette
from app.session.registry import Action, AnyAction
from app.session.tools.outlining import AcceptTool
from app.translation import tr
from app.views.canvas.overlays.cut_sliders import CutSliders
from app.views.canvas.overlays.frame import EDGE_PX
from app.views.composer.fitting_label import ElidedLabel
from app.views.theme import current_theme
from app.views.window_actions import keys_in_words
from lvit_core.project.answering import answering
from lvit_core.project.records import ImageState, Proposal
from lvit_core.wording import counted

DOT_PX = 10
LOW_PX, NARROW_PX = 300, 620  # of the image
LONG_NAME_PX, LEAST_NAME_PX = 1000, 50
SIDE_PX = 12
KEY_GAP_PX = 7
TYPING_MS = 800
TOKENS = (
    "panel",
    "line",
    "proposal",
    "raised",
    "raised_hover",
    "accent",
    "labeled_strong",
    "labeled",
    "text",
    "muted",
    "faint",
)
_STYLE = """
QFrame#proposalBar {{ background: {panel}; border: 1px solid {line}; border-radius: 10px; }}
QFrame#proposalBar QLabel {{ color: {proposal}; font-weight: 600; background: transparent; }}
QFrame#proposalBar QPushButton {{ background: {raised}; border: none; border-radius: 6px; }}
QFrame#proposalBar CutSliders QLabel {{ color: {muted}; font-weight: 400; }}
QFrame#proposalBar QPushButton[role="small"] {{ background: transparent; color: {faint};
    padding: 1px 6px; }}
QFrame#proposalBar QPushButton[role="small"]:enabled {{ color: {text}; }}
QFrame#proposalBar QPushButton:hover {{ background: {raised_hover}; }}
QFrame#proposalBar QPushButton:checked {{ background: {accent}; }}
QFrame#proposalBar QPushButton[role="good"] {{ background: {labeled_strong}; }}
QFrame#proposalBar QPushButton[role="good"]:hover {{ background: {labeled}; }}
"""
SHORT_KEYS = {"Return": "↵", "Enter": "↵", "Backspace": "⌫", "Escape": "Esc"}


class ProposalBar(QFrame):
    """Reject, take the tool that accepts parts, accept all.

    Signals:
        resized: It is there or gone, or what it says of the proposal has another width.
        small_wanted: A person wants the dot alone, or the whole bar again.
    """

    resized = Signal()
    small_wanted = Signal(bool)

    def __init__(
        self,
        cut: CutSliders,
        actions: ProposalActions,
        tools: ToolActions,
        palette: Palette,
        display: Display,
        toggle: Action[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.cut = cut
        self._actions = actions
        self._tools = tools
        self._palette = palette
        self._display = display
        self._toggle = toggle  # hides the proposal, and shows it again
        self._shown: tuple[object, ...] = ()
        self._document: Document | None = None
        self._small = False
        self._left_out = 0
        # Whoever types is asking anew, and the answer comes in a moment.
        self._typed = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typed.timeout.connect(self.name)
        self.setObjectName("proposalBar")
        self.setAccessibleName(tr("Proposal of the model"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._name = ElidedLabel(roomy=True)
        self._name.setText(tr("Proposal"))
        self._reject = self._button(actions.reject, tr("Reject"), tr("Reject"))
        self._tool_before = palette.current
        self.part = _Button(tr(AcceptTool.title), tr("Part"), self)
        self.part.setCheckable(True)
        self.part.clicked.connect(self._on_part_clicked)
        self._accept = self._button(actions.accept, tr("Accept all"), tr("Accept"))
        self._accept.setProperty("role", "good")
        self._show = self._button(toggle, tr("Show"), tr("Show"))
        self.fold = _Button("", "", self)
        self.fold.clicked.connect(lambda: self.small_wanted.emit(not self._small))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 6, 8, 7)
        rows.setSpacing(4)
        rows.addWidget(self.cut)
        row = QHBoxLayout()
        row.setSpacing(8)
        rows.addLayout(row)
        row.addWidget(_Dot(self))
        row.addWidget(self._name)
        row.addStretch()
        for part in (self._show, self._reject, self.part, self._accept, self.fold):
            row.addWidget(part)
        palette.tool_changed.connect(self._on_tool_changed)
        display.changed.connect(self._on_display_changed)
        self.refresh()
        self.hide()

    def follow(self, document: Document | None) -> None:
        """Speaks of the proposal of this document from now on."""
        self._document, self._left_out = document, 0
        if document is not None:
            document.sentence_changed.connect(self._on_typed)
            document.state_changed.connect(self.name)

    def show_proposal(self) -> None:
        """Is there while a proposal is; of a hidden one it tells that, or nothing seems to come."""
        document, shown = self._document, self._display.proposal_visible
        there = document is not None and document.proposal is not None
        self._name.setHidden(self._small)
        self._show.setHidden(shown or self._small)
        for part in (self._reject, self.part, self._accept):
            part.setVisible(shown and not self._small)
        if there:
            self.name()
        self.setVisible(there)

    def fit(self, width_px: int, height_px: int) -> None:
        """Takes less room over a small image: no sliders, which have keys, or shorter words."""
        no_sliders = self._small or height_px < LOW_PX
        self.cut.setHidden(no_sliders or not self._display.proposal_visible)
        self.cut.as_model.setHidden(width_px < NARROW_PX)
        self._name.setMaximumWidth(LONG_NAME_PX)
        self._shorten(False)
        for keys in (True, False):  # whose proposal it is matters more than the keys
            for button in (self._show, self._reject, self.part, self._accept):
                button.name_key(keys and width_px >= NARROW_PX)
            too_wide = self._wanted().width() + 2 * EDGE_PX - width_px
            if too_wide <= 0:
                break
        else:
            left_px = self._name.sizeHint().width() - too_wide
            self._name.setMaximumWidth(left_px if left_px >= LEAST_NAME_PX else 0)
        self._shorten(self._wanted().width() + 2 * EDGE_PX > width_px)
        self.resize(self._wanted())

    def _shorten(self, short: bool) -> None:
        """One word for each button, where even the name of the model had to go."""
        for button in (self._show, self._reject, self.part, self._accept):
            button.shorten(short)

    def _wanted(self) -> QSize:
        """Room for what it says now: a row inside keeps its old width until it is laid out."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return self.sizeHint()

    def name(self) -> None:
        """Says which model made what is shown, whatever is in force, and for which sentence."""
        document = self._document
        proposal = document.proposal if document is not None else None
        if document is None or proposal is None:
            return
        self.cut.show_cut(proposal)
        words = _title(proposal)
        if proposal.origin is not None and proposal.origin.insisted:
            words += tr(", made for another kind of image")
        if answering(document) is None:
            words += tr(" for another sentence")
        elif document.record.state == ImageState.LABELED:
            words += tr(", not in the label")
        if not self._display.proposal_visible:
            words += tr(", hidden")
        if self._left_out:
            words += tr(", {areas} drawn already", areas=counted(self._left_out, "area"))
        self._name.setText(words)
        asked = proposal.sentence.strip()
        told = tr("Asked with: {asked}", asked=asked) if asked else tr("Asked without a sentence")
        if self._left_out:
            told += "\n" + tr("Of what your work mostly covers, the rim is not proposed.")
        self._name.setToolTip(f"{words}\n{told}")
        if self._wanted() != self.size():
            self.adjustSize()
            self.resized.emit()

    def show_small(self, small: bool) -> None:
        """Leaves the dot alone, where the bar would hide the image; keys work all the same."""
        self._small = small
        title = tr("Show the bar of the proposal") if small else tr("Fold to a dot")
        self.fold.show_glyph("+" if small else "\u2212", title)
        self.show_proposal()
        self.resized.emit()

    def tell_left_out(self, areas: int) -> None:
        """How many areas of the proposal are not shown, because people have drawn them already."""
        if areas != self._left_out:
            self._left_out = areas
            self.name()

    def _on_display_changed(self) -> None:
        self.show_proposal()
        self.resized.emit()

    def _on_typed(self, _text: str) -> None:
        self._typed.start()

    def _on_part_clicked(self, on: bool) -> None:
        """Takes the tool, or with a second click the one that was in hand before."""
        self._palette.choose(AcceptTool.id if on else self._tool_before)

    def _on_tool_changed(self, tool_id: str) -> None:
        accepts = tool_id == AcceptTool.id
        self.part.setChecked(accepts)
        if not accepts:
            self._tool_before = tool_id

    def refresh(self) -> None:
        """Keys and colours as they are now; styling costs too much to do it without a change."""
        actions = self._actions
        part = self._tools.choose[AcceptTool.id]
        buttons: tuple[tuple[AnyAction, _Button], ...] = (
            (self._toggle, self._show),
            (actions.reject, self._reject),
            (part, self.part),
            (actions.accept, self._accept),
        )
        keys = tuple(action.shortcuts for action, _ in buttons)
        now = (current_theme().name, keys)
        if now == self._shown:
            return
        self._shown = now
        for (action, button), own in zip(buttons, keys, strict=True):
            button.set_key((SHORT_KEYS.get(own[0]) or keys_in_words(own[0])) if own else "")
            button.setToolTip(tr(action.tip))
        self.setStyleSheet(_STYLE.format(**{token: current_theme().hex(token) for token in TOKENS}))
        self.adjustSize()

    def _button(self, action: AnyAction, title: str, short: str) -> _Button:
        button = _Button(title, short, self)
        button.clicked.connect(action.trigger)
        return button


def _title(proposal: Proposal) -> str:
    """Whose proposal it is, and whether there is anything in it."""
    if proposal.objects is not None and not proposal.objects.max(initial=0):
        made_by = proposal.made_by or tr("the model")
        return tr("Nothing proposed by {made_by}", made_by=made_by)
    if not proposal.made_by:
        return tr("Proposal")
    return tr("Proposal of {made_by}", made_by=proposal.made_by)


class _Button(QPushButton):
    """A button that names its key in fainter letters; it never takes the focus from the canvas."""

    def __init__(self, title: str, short: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._titles = title, short
        self._named = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.set_key("")

    def set_key(self, key: str) -> None:
        self._key = key
        self.updateGeometry()
        self.update()

    def shorten(self, short: bool) -> None:
        """One word alone; screen readers have them all."""
        if self._title != self._titles[short]:
            self._title = self._titles[short]
            self.updateGeometry()
            self.update()

    def show_glyph(self, glyph: str, name: str) -> None:
        """One sign in place of words, which screen readers and the tooltip have."""
        self._title = glyph
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()
        self.update()

    def name_key(self, named: bool) -> None:
        """Without its key a button is narrower."""
        if named != self._named:
            self._named = named
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._title) + 2 * SIDE_PX
        if self._key and self._named:
            width += KEY_GAP_PX + metrics.horizontalAdvance(self._key)
        return QSize(width, metrics.height() + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        strong = self.property("role") == "good" or self.isChecked()
        text = theme.color("accent_text" if strong else "text")
        painter = QPainter(self)
        painter.setFont(self.font())
        area = self.rect().adjusted(SIDE_PX, 0, -SIDE_PX, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(text)
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, self._title)
        if self._named:
            text.setAlphaF(0.62)
            painter.setPen(text)
            painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, self._key)
        painter.end()


class _Dot(QWidget):
    """The amber dot that marks proposals everywhere."""

    def sizeHint(self) -> QSize:
        return QSize(DOT_PX, DOT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().color("proposal")))
        top = (self.height() - DOT_PX) / 2
        painter.drawEllipse(0, round(top), DOT_PX, DOT_PX)
        painter.end()
