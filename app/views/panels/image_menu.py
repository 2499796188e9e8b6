"""The menu of the image list: what can be said of the chosen images, however many they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QWidget

from app.session.state import State
from app.translation import title_words, tr
from app.views.icons import icon
from app.views.many_image_actions import STATE_WORDS, ManyImageActions
from app.views.mnemonics import give_mnemonics
from app.views.panels.swatch import swatch
from app.views.prediction_queue import QueueActions
from lvit_core.project.records import ImageRecord
from lvit_core.wording import counted


class ImageMenu(QMenu):
    """Entries say of how many images they speak."""

    def __init__(
        self,
        state: State,
        many: ManyImageActions,
        queue: QueueActions,
        image_ids: Sequence[int],
        remove: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setToolTipsVisible(True)
        self._state = state
        self._many = many
        self._ids = list(image_ids)
        images = counted(len(self._ids), "image")
        predict = self.addAction(icon("predict"), tr("Predict {images}", images=images))
        predict.setToolTip(tr("Those that are labeled or have a proposal are passed over"))
        predict.triggered.connect(partial(queue.predict, self._ids))
        self._add_states(images)
        self._add_splits(images)
        sentence = self.addAction(icon("sentence"), tr("Sentence of {images}…", images=images))
        sentence.setToolTip(tr("Give all of them the same sentence"))
        sentence.triggered.connect(self._ask_sentence)
        self._add_classes(images)
        size = self.addAction(icon("ruler"), tr("Pixel size of {images}…", images=images))
        size.setToolTip(tr("For images whose files do not say how large a pixel is"))
        size.triggered.connect(self._ask_size)
        self.addSeparator()
        taken = self.addAction(
            icon("delete"), tr("Remove {images} from the project…", images=images)
        )
        taken.setToolTip(tr("Their files stay where they are; their masks are deleted"))
        taken.triggered.connect(remove)
        can = many.say_state.enabled()
        for entry in self.actions():
            entry.setEnabled(can)
        give_mnemonics(self.actions())

    def _add_states(self, images: str) -> None:
        menu = self.addMenu(icon("check"), tr("Mark {images} as", images=images))
        for state, words in STATE_WORDS.items():
            entry = menu.addAction(tr(words)[:1].upper() + tr(words)[1:])
            entry.triggered.connect(partial(self._many.say_state, self._ids, state))

    def _add_splits(self, images: str) -> None:
        menu = self.addMenu(icon("group"), tr("Use {images} for", images=images))
        for words, tip, out in (
            (
                tr("Training"),
                tr("Training may see them and the other images of their patients"),
                False,
            ),
            (
                tr("Hold-out only"),
                tr("Training never sees them; generations are judged by them"),
                True,
            ),
        ):
            entry = menu.addAction(words)
            entry.setToolTip(tip)
            entry.triggered.connect(partial(self._many.hold_out, self._ids, out))
        menu.setToolTipsVisible(True)
        truth = self.addAction(
            icon("check"), tr("Confirm {images} as judging truth", images=images)
        )
        truth.setToolTip(
            tr(
                "You checked their labels closely. Labels that you drew or corrected judge "
                "generations anyway; those accepted as proposed only then"
            )
        )
        truth.triggered.connect(partial(self._many.confirm_truth, self._ids))
        held_out = [one.split == "holdout" for one in self._records()]
        truth.setVisible(any(held_out))

    def _add_classes(self, images: str) -> None:
        document = self._state.document
        if document is None:
            return
        menu = self.addMenu(icon("class"), tr("Class of all objects in {images}", images=images))
        for layer in document.template.layers:
            if len(layer.classes) > 1:
                for kind in layer.classes:
                    entry = menu.addAction(swatch(QColor(kind.colour)), title_words(kind.title))
                    entry.triggered.connect(partial(self._many.say_class, self._ids, kind.name))
        menu.menuAction().setVisible(not menu.isEmpty())

    def _records(self) -> list[ImageRecord]:
        known = [self._state.library.get(image_id) for image_id in self._ids]
        return [record for record in known if record is not None]

    def _ask_sentence(self) -> None:
        from app.views.dialogs.many_sentences import ManySentences

        window = self.parentWidget().window()
        ManySentences(self._records(), self._many.say_sentence, window).show()

    def _ask_size(self) -> None:
        from app.views.dialogs.many_sizes import ManySizes

        ManySizes(self._records(), self._many.say_size, self.parentWidget().window()).show()
