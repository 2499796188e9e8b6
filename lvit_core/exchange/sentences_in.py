"""What becomes of the sentences of an import: set, there already, left out, or taken away."""

from __future__ import annotations

from lvit_core.annotation.edit import ImageChange
from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.emptied import Emptied
from lvit_core.exchange.reports import Loss, Tally
from lvit_core.exchange.speaking import Speaking
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.template import Template
from lvit_core.wording import said


class SentencesIn:
    """Of one import.

    Args:
        speaking: Whose sides they mean.
        tally: Told of every one.
        emptied: Told of those that are taken away.
        replace: Whether they replace those that are there.
    """

    def __init__(
        self, speaking: Speaking, tally: Tally, emptied: Emptied, *, replace: bool
    ) -> None:
        self._speaking, self._tally, self._emptied = speaking, tally, emptied
        self._replace = replace

    def change(
        self, record: ImageRecord, item: BundleItem, template: Template, sides: Sides,
        first: BundleItem | None,
    ) -> list[ImageChange]:  # fmt: skip
        """The change that sets the sentence of an image, if there is something to change.

        Args:
            record: The image.
            item: What the data say of it.
            template: Of the image.
            sides: Whose left and right its sentences mean in the project.
            first: What the same import said of it before, if the image comes twice.
        """
        if not item.sentence:
            return self._without(record, item) if first is None else []
        text = self._speaking.take(item, template, sides)
        if text == record.sentence:
            self._tally.sentences_already += 1
            return []
        stays = not self._replace or (first is not None and first.sentence != "")
        if record.sentence and stays:
            reason = said("{name} has another sentence, which stays.", name=record.name)
            file = item.source or item.image.name
            self._tally.lose(Loss(file, "the sentence", reason, sentences=1))
            return []
        self._tally.sentences += 1
        return [ImageChange("sentence", record.sentence, text)]

    def _without(self, record: ImageRecord, item: BundleItem) -> list[ImageChange]:
        """Takes a sentence away where the data have an empty one, which is to replace it."""
        if not (item.unsaid and record.sentence and self._replace):
            return []
        self._emptied.sentence(record.name, record.sentence)
        return [ImageChange("sentence", record.sentence, "")]
