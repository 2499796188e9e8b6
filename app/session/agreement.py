"""Sentence against mask while a person works: measured in the background, shortly after a change.

What is compared is what would be stored if the person accepted now: the mask of the layer the
sentence speaks of, together with the proposal that waits over it if it answers that sentence.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.worker import Worker
from app.session.document import Document
from app.session.notices import Notices
from app.session.state import State
from lvit_core.project.answering import answering
from lvit_core.project.measuring import Masks, compare, measure
from lvit_core.project.records import ImageState, Proposal
from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.laterality import PICTURE, Sides

if TYPE_CHECKING:
    from lvit_core.prompt.description import Description
    from lvit_core.prompt.sentence import Sentence

PAUSE_MS = 250
TYPING_REST_MS = 300
NOTHING = Agreement((), ())


class MaskAgreement(QObject):
    """The description of the current mask, and the sentence's agreement with it.

    Signals:
        changed: ``description`` or ``found`` is another one.
    """

    changed = Signal()

    def __init__(self, state: State, notices: Notices) -> None:
        super().__init__(state)
        self._state = state
        self.sentence: Sentence | None = None
        self._runner = Worker("sentence and mask", self, latest=True)
        self._runner.failed.connect(notices.error)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._start)
        self._rest = QTimer(self, singleShot=True, interval=TYPING_REST_MS)
        self._rest.timeout.connect(self._compare)
        self.description: Description | None = None
        self.found = NOTHING
        self.pending = False
        self.with_proposal = False

    @property
    def nothing_drawn(self) -> bool:
        """There is no mask to compare with yet; an accepted empty mask is one."""
        document, description = self._state.document, self.description
        if document is None or description is None:
            return False
        empty = description.finding.negative and not self.with_proposal
        return empty and document.record.state != ImageState.LABELED

    def follow(self, document: Document | None) -> None:
        """Watches another image; the old answer is dropped at once."""
        self._runner.drop()
        self._pause.stop()
        self.description = None
        self.found = NOTHING
        self.pending = document is not None
        if document is not None:
            document.mask_changed.connect(self._on_mask_changed)
            document.proposal_changed.connect(self._on_mask_changed)
            document.state_changed.connect(self._on_state_changed)
            self._pause.start()
        self.changed.emit()

    def set_sentence(self, sentence: Sentence | None, *, typing: bool = False) -> None:
        """Compares another sentence with the measured mask; after a rest while a person types."""
        self.sentence = sentence
        if typing:
            self._rest.start()
        else:
            self._compare()

    def against(self, description: Description | None) -> Agreement:
        """The sentence against any description of the open image."""
        document, sentence = self._state.document, self.sentence
        if document is None or description is None or sentence is None:
            return NOTHING
        return compare(sentence, description, masks_of(document, PICTURE, None))

    def close(self) -> None:
        self._pause.stop()
        self._rest.stop()
        self._runner.close()

    def _on_mask_changed(self, *_changed: object) -> None:
        self.pending = True
        self._pause.start()

    def _on_state_changed(self) -> None:
        if not self._rest.isActive():  # what is being typed is compared when the hands rest
            self._compare()

    def _start(self) -> None:
        document = self._state.document
        if document is None:
            return
        proposal = answering(document)
        self.with_proposal = proposal is not None
        masks = masks_of(document, self._state.sides, proposal)
        self._runner.submit(lambda: measure(masks), partial(self._on_described, document))

    def _on_described(self, document: Document, description: Description) -> None:
        if document is not self._state.document:
            return
        self.pending = self._pause.isActive()
        self.description = description
        self._compare()

    def _compare(self) -> None:
        self._rest.stop()
        if (answering(self._state.document) is not None) != self.with_proposal:
            self._on_mask_changed()  # it answers the sentence no more, or again
        self.found = NOTHING if self.nothing_drawn else self.against(self.description)
        self.changed.emit()


def masks_of(document: Document, sides: Sides, proposal: Proposal | None) -> Masks:
    """The masks of an open image, for a look from any thread; called where they are drawn.

    Without a proposal they are read as they are; should they change, a later look follows.
    """
    masks = Masks.of(document.template, sides, document.planes, document.objects, proposal)
    return masks if proposal is None else masks.frozen()
