"""What data say of images that are in the project already, and the project keeps as it has it.

Labels come onto such images; whose they are, how large their pixels are and why they were accepted
stays as it is here. Where the data say otherwise, the report names the fact and the images.
"""

from __future__ import annotations

import numpy as np

from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.placing import Placing
from lvit_core.exchange.report_lines import some_names
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.wording import counted, said


class FactsLeft:
    """The facts of one import.

    Args:
        project: Where the images are.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._names: dict[str, list[str]] = {}
        self._unsaid: dict[str, list[str]] = {}
        self._apart: list[str] = []  # images that are in the other part here than in the data

    def look(self, item: BundleItem, record: ImageRecord, placing: Placing, *, stays: bool) -> None:
        """Takes in what the data say of an image that is there.

        ``stays``: its objects do; otherwise those of the layers that the data speak of go.
        """
        for layer in () if stays else placing.unsaid:
            self._unsaid.setdefault(layer, []).append(record.name)
        if item.split in (TRAIN, HOLDOUT) and item.split != record.split:
            self._apart.append(record.name)
        told = {
            said("the patient"): self._is_other_patient(item.group, record.group),
            said("the size of a pixel"): _is_other_size(item, record),
            said("the patient's left side"): item.orientation not in (None, record.orientation),
            said("why it was accepted"): item.reason not in ("", record.reason),
            said("the template"): item.template not in (None, "", record.template),
            said("who made its objects, or how sure a model was"): stays and placing.otherwise > 0,
        }
        for fact, other in told.items():
            if other:
                self._names.setdefault(fact, []).append(record.name)

    def lines(self) -> list[str]:
        """One sentence for each fact that the data tell and the project does not take."""
        found = []
        if self._apart:
            found.append(
                said(
                    "{images} in another part (training, hold-out) than in the data: {names}.",
                    images=counted(len(self._apart), "image stays", "images stay"),
                    names=some_names(self._apart),
                )
            )
        for layer, names in self._unsaid.items():
            found.append(
                said(
                    "The data say nothing of the layer {layer} of {images}, or it could not be "
                    "read: the objects that lie there stay: {names}.",
                    layer=layer,
                    images=counted(len(names), "image"),
                    names=some_names(names),
                )
            )
        return found + [
            said(
                "What the data say of {fact} of {images} in the project is not taken: {names}.",
                fact=fact,
                images=counted(len(names), "image"),
                names=some_names(names),
            )
            for fact, names in self._names.items()
        ]

    def _is_other_patient(self, told: str, known: str) -> bool:
        if not told or told == known:
            return False
        return not known or told != self._project.pseudonyms.patient(known)


def _is_other_size(item: BundleItem, record: ImageRecord) -> bool:
    if item.spacing_mm is None:
        return False
    own = record.spacing_mm
    return own is None or not np.allclose(own, item.spacing_mm, rtol=1e-3, atol=0)
