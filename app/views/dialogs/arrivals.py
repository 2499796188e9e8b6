"""What a folder that was dropped or chosen would bring, told before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.translation import tr
from app.views.dialogs.base import Sheet
from app.views.elements import label
from lvit_core.project.additions import Arrivals
from lvit_core.wording import counted


class ArrivalsSheet(Sheet):
    """Counts of images, labels and others; nothing is added before a person says so.

    Args:
        arrivals: What lies there.
        add: Adds the images.
        bring_in: Opens the import; offered where there are labels.
        parent: The window.
    """

    def __init__(
        self,
        arrivals: Arrivals,
        add: Callable[[Sequence[Path]], object],
        bring_in: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Add images"), parent, width=460)
        self._arrivals = arrivals
        self._do_add, self._do_bring_in = add, bring_in
        images = counted(len(arrivals.images), "image")
        self.add_heading(
            tr("Add {images}?", images=images),
            tr("The files stay where they are; the project refers to them."),
        )
        self.lines = [label(text, wrap=True) for text in arrivals.lines]
        for line in self.lines:
            self.body.addWidget(line)
        self.add_button(tr("Cancel"), tr("Add nothing (Esc)"), self.close)
        if arrivals.labels:
            self.bring_in = self.add_button(
                tr("Import with labels…"), tr("Choose the format of the labels"), self._bring_in
            )
        self.add = self.add_button(
            tr("Add {images}", images=images),
            tr("Add the images without labels"),
            self._add,
            primary=True,
        )
        self.add.setEnabled(bool(arrivals.images))

    def _add(self) -> None:
        self.close()
        self._do_add(list(self._arrivals.images))

    def _bring_in(self) -> None:
        self.close()
        self._do_bring_in()
