"""Showing and hiding panels as actions, so that menus, keys and the finder know them."""

from __future__ import annotations

from dataclasses import dataclass

from app.session.registry import ActionGroup, action
from app.views.docks import Docks


@dataclass(eq=False)
class PanelCommands(ActionGroup, menu="Panels"):
    """A switch for each panel, and two for all of them."""

    _docks: Docks

    @action("panel.images", "Images", shortcut="Alt+1", icon="images")
    def toggle_images(self) -> None:
        """Show or hide the list of images."""
        self._docks.toggle("images")

    @action("panel.check", "Sentence and mask", shortcut="Alt+2", icon="check")
    def toggle_check(self) -> None:
        """Show or hide where sentence and mask agree and where they do not."""
        self._docks.toggle("check")

    @action("panel.objects", "Objects and classes", shortcut="Alt+3", icon="object")
    def toggle_objects(self) -> None:
        """Show or hide the classes and objects of the image."""
        self._docks.toggle("objects")

    @action("panel.training", "Training", shortcut="Alt+4", icon="training")
    def toggle_training(self) -> None:
        """Show or hide the fine-tuning and its curves."""
        self._docks.toggle("training")

    @action("panel.text", "What the text did", shortcut="Alt+5", icon="explain")
    def toggle_text(self) -> None:
        """Show or hide what the sentence changed in the answer."""
        self._docks.toggle("text")

    @action("panel.numbers", "Numbers", shortcut="Alt+6", icon="ruler")
    def toggle_numbers(self) -> None:
        """Show or hide the measures of objects, image and project, and their plots."""
        self._docks.toggle("numbers")

    @action("panel.none", "Image alone", shortcut="Shift+F11", icon="fit")
    def toggle_all(self) -> None:
        """Hide all panels beside the image, or bring them back."""
        self._docks.toggle_all()

    @action("panel.reset", "Reset layout", icon="back")
    def reset(self) -> None:
        """All panels where they stood at first."""
        self._docks.reset()

    @toggle_images.checked_when
    def _images_seen(self) -> bool:
        return self._docks["images"].seen

    @toggle_check.checked_when
    def _check_seen(self) -> bool:
        return self._docks["check"].seen

    @toggle_objects.checked_when
    def _objects_seen(self) -> bool:
        return self._docks["objects"].seen

    @toggle_training.checked_when
    def _training_seen(self) -> bool:
        return self._docks["training"].seen

    @toggle_text.checked_when
    def _text_seen(self) -> bool:
        return self._docks["text"].seen

    @toggle_numbers.checked_when
    def _numbers_seen(self) -> bool:
        return self._docks["numbers"].seen

    @toggle_all.checked_when
    def _image_is_alone(self) -> bool:
        return self._docks.alone
