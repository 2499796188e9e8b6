"""The diagram over the strip: zones of the lungs or regions of a field, whichever the image has."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QWidget

from app.session.sentence import SentenceComposer
from app.translation import tr
from app.views.composer.organ_diagram import OrganDiagram, OrganDiagramState
from app.views.composer.region_diagram import RegionDiagram, RegionDiagramState
from app.views.elements import column, label
from app.views.theme import GAP_PX
from lvit_core.prompt.density.editing import toggle_region
from lvit_core.prompt.grammar import Diagram
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.laterality import TITLES
from lvit_core.prompt.organ.editing import toggle_zone

WIDTH_PX = 272


class PlacesPopup(QFrame):
    """Edits the sentence by clicks and follows it while it is typed."""

    def __init__(self, composer: SentenceComposer, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "toast")
        self._composer = composer
        self.organ = OrganDiagram()
        self.region = RegionDiagram()
        self._title = label("", "heading")
        self._note = label("", "small", wrap=True)
        self._legend = label("", "small", wrap=True)
        self._note.setFixedWidth(WIDTH_PX - 3 * GAP_PX)
        self._legend.setFixedWidth(WIDTH_PX - 3 * GAP_PX)
        layout = column(self, margin=GAP_PX + 4)
        layout.addWidget(self._title)
        for diagram in (self.organ, self.region):
            layout.addWidget(diagram, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._note)
        layout.addWidget(self._legend)
        self.organ.toggled.connect(self._on_zone)
        self.region.toggled.connect(self._on_region)
        composer.read.connect(self.refresh)
        composer.agreement.changed.connect(self.refresh)

    def open_over(self, anchor: QWidget) -> None:
        """Shows the diagram above a button and gives it the keyboard."""
        self.refresh()
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(0, 0))
        top = corner.y() - self.height() - GAP_PX
        screen = self.screen().availableGeometry()
        x = min(max(corner.x(), screen.left()), screen.right() - self.width())
        self.move(QPoint(x, max(top, screen.top())))
        self.show()
        (self.organ if self.organ.isVisible() else self.region).setFocus()

    def refresh(self) -> None:
        template, sentence = self._composer.template, self._composer.sentence
        if template is None or sentence is None:
            self.hide()
            return
        dense = grammar_of(template).diagram is Diagram.FIELD
        self.organ.setVisible(not dense)
        self.region.setVisible(dense)
        self._title.setText(tr("Where it is denser") if dense else tr("Where it is"))
        if dense:
            self._show_regions()
        else:
            self._show_zones()
        described = self._composer.agreement.description
        found = described is not None and not described.finding.negative
        self._legend.setVisible(found)
        self._legend.setText(tr("The dot marks what the mask shows."))

    def _show_zones(self) -> None:
        template, sentence = self._composer.template, self._composer.sentence
        if template is None or sentence is None:
            return
        described = self._composer.agreement.description
        reached = described.finding.zones if described is not None else {}
        meant = self._composer.sides
        names = meant.names(template)
        self.organ.show_state(
            OrganDiagramState(names, template.levels, _places(sentence.zones), _places(reached))
        )
        whose = tr(TITLES.get(meant.convention, TITLES["viewer"]))
        first, _ = template.sides
        self._note.setText(
            tr("{whose}: '{first}' is the right side of the picture.", whose=whose, first=first)
            if meant.crossed
            else tr("{whose}: '{first}' is the left side of the picture.", whose=whose, first=first)
        )
        self._note.setVisible(template.laterality)

    def _show_regions(self) -> None:
        template, sentence = self._composer.template, self._composer.sentence
        if template is None or sentence is None:
            return
        described = self._composer.agreement.description
        reached = described.finding.dense if described is not None else ()
        left, right = template.sides
        upper, lower = template.levels[0], template.levels[-1]
        around = "around" if template.words.get("around") else ""
        self.region.show_state(
            RegionDiagramState(
                (left, right, upper, lower, around), frozenset(sentence.dense), frozenset(reached)
            )
        )
        self._note.setVisible(False)

    def _on_zone(self, side: str, level: str) -> None:
        self._composer.change(
            lambda sentence, template: toggle_zone(sentence, side, level, template)
        )

    def _on_region(self, region: str) -> None:
        self._composer.change(lambda sentence, template: toggle_region(sentence, region, template))


def _places(zones: Mapping[str, tuple[str, ...]]) -> frozenset[tuple[str, str]]:
    return frozenset((side, level) for side, levels in zones.items() for level in levels)
