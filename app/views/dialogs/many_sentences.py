"""One sentence for many images; says first how many would lose the one they have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from app.translation import tr
from app.views.dialogs.base import Sheet
from lvit_core.project.records import ImageRecord
from lvit_core.wording import counted


class ManySentences(Sheet):
    """A line to write in; nothing is changed before a person says so."""

    def __init__(
        self,
        records: Sequence[ImageRecord],
        say: Callable[[list[int], str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Sentence"), parent, width=520)
        self._ids = [record.id for record in records]
        self._say = say
        images = counted(len(records), "image")
        said = {record.sentence for record in records if record.sentence}
        lost = sum(bool(record.sentence) for record in records)
        words = (
            tr("{lost:,} of them have a sentence, which is replaced.", lost=lost) if lost else ""
        )
        self.add_heading(tr("One sentence for {images}", images=images), words)
        self.text = QLineEdit(next(iter(said)) if len(said) == 1 else "")
        self.text.setAccessibleName(tr("Sentence"))
        self.text.setToolTip(tr("What is in these images; empty takes the sentence away"))
        self.body.addWidget(self.text)
        self.add_button(tr("Cancel"), tr("Change nothing (Esc)"), self.close)
        self.take = self.add_button(
            tr("Give it to {images}", images=images),
            tr("Ctrl+Z takes it back for all of them"),
            self._take,
            primary=True,
        )
        self.text.setFocus()

    def _take(self) -> None:
        self.close()
        self._say(self._ids, self.text.text())
