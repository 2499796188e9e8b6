"""The question which pages of files with several pictures are meant; none is chosen beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QTreeWidget, QTreeWidgetItem, QWidget

from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import label
from lvit_core.project.additions import PageChoice, Skipped
from lvit_core.wording import counted

_NUMBER = 0x0100  # Qt.UserRole
_OPEN_UP_TO = 200  # rows of pages; above it the files are shown closed


class PageChooser(Sheet):
    """A list of files and their pages with boxes to check.

    Args:
        files: What was not added because it holds several pictures.
        add: Told the paths and the pages that a person chose.
        parent: The window.
    """

    def __init__(
        self,
        files: Sequence[Skipped],
        add: Callable[[list[Path], PageChoice], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Choose pages"), parent, width=560)
        self._add = add
        name = files[0].path.name if len(files) == 1 else tr("{count:,} files", count=len(files))
        self.add_heading(
            tr("Which pages of {name}?", name=name),
            tr("They hold several pictures. Each page that you check becomes an image of its own, "
            "kept in the project.") if len(files) > 1 else
            tr("It holds several pictures. Each page that you check becomes an image of its own, "
            "kept in the project."),
        )  # fmt: skip
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr("Pages"))
        self.tree.setMinimumHeight(260)
        self.body.addWidget(self.tree, 1)
        self.count = label("", "muted")
        self.step = QSpinBox()
        self.step.setRange(1, 999)
        self.step.setAccessibleName(tr("Step between pages"))
        steps = QHBoxLayout()
        steps.addWidget(self.count, 1)
        steps.addWidget(label(tr("Step between pages"), "muted"))
        steps.addWidget(self.step)
        self.body.addLayout(steps)
        for file in files:
            self._show_file(file)
        self.every = self.add_button(
            tr("All pages"), tr("Check every page, or one in so many steps"), self._check_all
        )
        self.step.valueChanged.connect(self._name_step)
        self.take = self.add_button(
            tr("Add pages"), tr("Add the checked pages to the project"), self._take, primary=True
        )
        self.add_button(tr("Cancel"), tr("Add none of them (Esc)"), self.close)
        self.tree.itemChanged.connect(lambda *_: self._show_count())
        self._show_count()

    @property
    def chosen(self) -> dict[Path, list[int]]:
        """The numbers of the checked pages of each file."""
        found: dict[Path, list[int]] = {}
        for file in self._files():
            numbers = [
                page.data(0, _NUMBER)
                for page in _children(file)
                if page.checkState(0) is Qt.CheckState.Checked
            ]
            if numbers:
                found[Path(file.data(0, _NUMBER))] = numbers
        return found

    def _show_file(self, file: Skipped) -> None:
        pages = tr(counted(len(file.pages), "page"))
        row = QTreeWidgetItem([f"{file.path.name} · {pages}"])
        row.setToolTip(0, str(file.path))
        row.setData(0, _NUMBER, str(file.path))
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        row.setCheckState(0, Qt.CheckState.Unchecked)
        for page in file.pages:
            inside = QTreeWidgetItem([tr(page.words)])
            inside.setData(0, _NUMBER, page.number)
            inside.setCheckState(0, Qt.CheckState.Unchecked)
            row.addChild(inside)
        self.tree.addTopLevelItem(row)
        row.setExpanded(len(file.pages) <= _OPEN_UP_TO)

    def _files(self) -> list[QTreeWidgetItem]:
        rows = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return [row for row in rows if row is not None]

    def _name_step(self, step: int) -> None:
        self.every.setText(tr("All pages") if step == 1 else tr("One page in {step}", step=step))

    def _check_all(self) -> None:
        for file in self._files():
            for place, page in enumerate(_children(file)):
                checked = place % self.step.value() == 0
                state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
                page.setCheckState(0, state)

    def _show_count(self) -> None:
        count = sum(len(numbers) for numbers in self.chosen.values())
        self.count.setText(
            tr("{pages} checked.", pages=counted(count, "page"))
            if count
            else tr("No page is checked.")
        )
        self.take.setEnabled(count > 0)

    def _take(self) -> None:
        chosen = self.chosen
        self.close()
        self._add(list(chosen), PageChoice(of=chosen))


def _children(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [row.child(index) for index in range(row.childCount())]
