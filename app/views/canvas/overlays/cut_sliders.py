"""Two sliders over the image: from which probability on, and from which size on, is proposed."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from app.session.proposals import Proposals
from app.session.state import State
from app.translation import figure, tr
from lvit_core.annotation.levels import AS_THE_MODEL
from lvit_core.project.cutting import HIGHEST_PERCENT, LOWEST_PERCENT, Positions
from lvit_core.project.records import Proposal
from lvit_core.wording import counted

SLIDER_PX = 104


class CutSliders(QWidget):
    """Follows the proposal and cuts it; never takes the focus from the canvas."""

    def __init__(self, state: State, proposals: Proposals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._proposals = proposals
        self._positions: Positions | None = None
        self.threshold = _slider(tr("Threshold of the proposal"), self)
        self.threshold.setRange(LOWEST_PERCENT, HIGHEST_PERCENT)
        self.smallest = _slider(tr("Smallest object of the proposal"), self)
        self._threshold_said, self._smallest_said = QLabel(self), QLabel(self)
        self.as_model = _button(
            tr("As the model"), tr("Threshold and size as the model says"), self
        )
        self.rejected = _button("", tr("Propose again what was rejected in this image"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(QLabel(tr("Threshold"), self))
        row.addWidget(self.threshold)
        row.addWidget(self._threshold_said)
        row.addSpacing(8)
        row.addWidget(QLabel(tr("Smallest"), self))
        row.addWidget(self.smallest)
        row.addWidget(self._smallest_said)
        row.addStretch()
        row.addWidget(self.rejected)
        row.addWidget(self.as_model)
        metrics = self.fontMetrics()
        self._threshold_said.setFixedWidth(metrics.horizontalAdvance("0.00"))
        self._smallest_said.setFixedWidth(metrics.horizontalAdvance("16384 px"))
        self.threshold.valueChanged.connect(self._on_moved)
        self.smallest.valueChanged.connect(self._on_moved)
        self.as_model.clicked.connect(lambda: proposals.cut(AS_THE_MODEL))
        self.rejected.clicked.connect(proposals.take_rejected_back)

    def show_cut(self, proposal: Proposal) -> None:
        """Takes the positions of a proposal; nothing is asked by it."""
        self._positions = at = Positions(proposal)
        with QSignalBlocker(self.threshold), QSignalBlocker(self.smallest):
            self.threshold.setRange(at.lowest, at.highest)
            self.threshold.setValue(at.percent)
            self.smallest.setRange(0, len(at.sizes_px) - 1)
            self.smallest.setValue(at.size)
        self._threshold_said.setText(figure(proposal.level, ".2f"))
        self._smallest_said.setText(f"{proposal.smallest_px} px")
        self.as_model.setEnabled(proposal.cut.chosen)
        gone = 0 if proposal.rejected is None else int(proposal.rejected.max(initial=0))
        self.rejected.setVisible(gone > 0)
        self.rejected.setText(tr("{areas} rejected", areas=counted(gone, "area")))

    def _on_moved(self, _value: int) -> None:
        document = self._state.document
        if document is None or document.proposal is None or document.growing is not None:
            return
        if self._positions is not None:
            wanted = self._positions.cut(self.threshold.value(), self.smallest.value())
            self._proposals.cut(wanted)


def _slider(name: str, parent: QWidget) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal, parent)
    slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    slider.setFixedWidth(SLIDER_PX)
    slider.setAccessibleName(name)
    return slider


def _button(title: str, tip: str, parent: QWidget) -> QPushButton:
    button = QPushButton(title, parent)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setToolTip(tip)
    button.setProperty("role", "small")
    return button
