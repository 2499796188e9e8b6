"""Headers of DICOM files without what tells who the patient is: PS3.15's basic profile, and more.

The profile's table is that of the package dicom-anonymizer. It trusts all other attributes, which
people fill with names all the same; so here text is kept only where an image cannot be understood
without it, and what no dictionary knows is removed. UIDs become others, everywhere in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lvit_core.exchange.clean_profiles import clean_profile
from lvit_core.wording import said

if TYPE_CHECKING:
    from pydicom.dataelem import DataElement
    from pydicom.dataset import Dataset

METHOD = "LViT Annotator: DICOM PS3.15 basic profile"
_STANDARD_UID = "1.2.840.10008."
# What readers need to understand the pixels or the codes; everything else in words is emptied.
_KEPT_TEXT = {
    "CodeMeaning", "CodeValue", "CodingSchemeDesignator", "CodingSchemeVersion",
    "ConvolutionKernel", "DimensionDescriptionLabel", "LUTExplanation", "Manufacturer",
    "ManufacturerModelName", "ModalityLUTType", "OpticalPathIdentifier", "RescaleType",
}  # fmt: skip
_KEPT_BYTES = {
    "BluePaletteColorLookupTableData", "DoubleFloatPixelData", "FloatPixelData",
    "GreenPaletteColorLookupTableData", "ICCProfile", "LUTData", "PixelData",
    "RedPaletteColorLookupTableData", "SegmentedBluePaletteColorLookupTableData",
    "SegmentedGreenPaletteColorLookupTableData", "SegmentedRedPaletteColorLookupTableData",
}  # fmt: skip
_MAY_BE_EMPTY = {
    "AcquisitionContextSequence", "IssuerOfTheContainerIdentifierSequence",
    "IssuerOfTheSpecimenIdentifierSequence", "SpecimenPreparationSequence",
}  # fmt: skip
_CLEANED_INSIDE = {"ReferencedPerformedProcedureStepSequence"}
_TEXT = {"AE", "AS", "DA", "DT", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UR", "UT"}
_BYTES = {"OB", "OD", "OF", "OL", "OV", "OW", "OB or OW", "UN"}
# What values of these kinds are made of; others were put there by somebody for something else.
_PLAIN = {
    "CS": re.compile(r"[A-Z0-9 _]{0,16}"),
    "DS": re.compile(r"[0-9eE+\-. ]{0,32}"),
    "IS": re.compile(r"[0-9+\- ]{0,16}"),
}
_SCHEMES = {"SCT", "SRT", "SNM3", "DCM", "LN", "UCUM", "RADLEX", "NCIt", "FMA", "UMLS", "UBERON"}
_DUMMIES = {"DA": "19000101", "DT": "19000101000000", "TM": "000000", "AS": "000Y"}


@dataclass
class Removed:
    """What was taken out of headers: keywords of attributes, and how many private ones."""

    keywords: set[str] = field(default_factory=set)
    private: int = 0
    uids: set[str] = field(default_factory=set)

    def lines(self) -> list[str]:
        """For a report, one sentence each."""
        found = []
        if self.keywords:
            names = ", ".join(sorted(self.keywords))
            found.append(said("Removed from the headers of the copies: {names}.", names=names))
        if self.private:
            found.append(
                said(
                    "Removed from the headers of the copies: {private} private values.",
                    private=self.private,
                )
            )
        if self.uids:
            names = ", ".join(sorted(self.uids))
            found.append(
                said("Replaced by others, in every file in the same way: {names}.", names=names)
            )
        return found


def remove_identity(
    dataset: Dataset, patient: str, new_uid: Callable[[str], str], removed: Removed
) -> None:
    """Takes out of a header, in place, what tells who the patient is.

    Args:
        dataset: The whole file; its pixels are not touched.
        patient: What the patient is called from now on.
        new_uid: Gives another UID for one.
        removed: Is told what was there.
    """
    from pydicom.dataset import Dataset as Item  # noqa: PLC0415 - slow to import

    _Cleaner(new_uid, removed).clean(dataset)
    dataset.PatientName = patient
    dataset.PatientID = patient
    dataset.PatientBirthDate = dataset.PatientSex = ""
    dataset.PatientIdentityRemoved = "YES"
    dataset.DeidentificationMethod = METHOD
    code = Item()
    code.CodeValue, code.CodingSchemeDesignator = "113100", "DCM"
    code.CodeMeaning = "Basic Application Confidentiality Profile"
    dataset.DeidentificationMethodCodeSequence = [code]
    dataset.LongitudinalTemporalInformationModified = "REMOVED"


class _Cleaner:
    def __init__(self, new_uid: Callable[[str], str], removed: Removed) -> None:
        self._new_uid = new_uid
        self._removed = removed

    def clean(self, dataset: Dataset) -> None:
        """One dataset with all that it holds."""
        for tag in list(dataset.keys()):
            if tag.is_private:
                self._removed.private += 1
                del dataset[tag]
            elif not _is_known(int(tag)):
                self._removed.keywords.add(said("overlays, curves and unknown attributes"))
                del dataset[tag]
            else:
                self._clean_one(dataset, dataset[tag])

    def _clean_one(self, dataset: Dataset, element: DataElement) -> None:
        action = _profile().get(int(element.tag), "")
        if element.VR == "SQ":
            self._clean_items(dataset, element, action)
        elif element.VR == "UI":
            element.value = self._other_uids(element)
        elif action == "X" or (element.VR in _BYTES and element.keyword not in _KEPT_BYTES):
            self._note(element)
            del dataset[element.tag]
        elif element.keyword == "ICCProfile":
            self._clean_profile(dataset, element)
        elif action == "D":
            self._note(element)
            element.clear()
            if element.VR in _TEXT or element.VR == "CS":
                element.value = _DUMMIES.get(str(element.VR), "REMOVED")
        elif action == "Z" or not _is_plain(element):
            self._note(element)
            element.clear()

    def _clean_profile(self, dataset: Dataset, element: DataElement) -> None:
        profile = clean_profile(element.value or b"")
        if profile is None:
            self._note(element)
            del dataset[element.tag]
        else:
            element.value = profile

    def _clean_items(self, dataset: Dataset, element: DataElement, action: str) -> None:
        if action == "X":
            self._note(element)
            del dataset[element.tag]
            return
        items = [] if action == "Z" else [item for item in element.value if _is_public_code(item)]
        if len(items) < len(element.value):
            self._note(element)
        if len(items) < len(element.value) and not items and element.keyword not in _MAY_BE_EMPTY:
            del dataset[element.tag]
            return
        for item in items:
            self.clean(item)
        element.value = items

    def _other_uids(self, element: DataElement) -> Any:
        if element.keyword == "SOPClassUID" or not element.value:
            return element.value
        many = not isinstance(element.value, str)
        found = [str(uid) for uid in (element.value if many else [element.value])]
        others = [uid if uid.startswith(_STANDARD_UID) else self._new_uid(uid) for uid in found]
        if others != found:
            self._removed.uids.add(element.keyword)
        return others if many else others[0]

    def _note(self, element: DataElement) -> None:
        if element.value not in (None, "", []):
            self._removed.keywords.add(element.keyword)


@lru_cache(maxsize=1)
def _profile() -> dict[int, str]:
    """The profile's action by tag: X removes, Z empties, D gives a dummy, "" cleans inside."""
    from dicomanonymizer.dicom_anonymization_databases import (  # noqa: PLC0415 - slow to import
        dicomfields_2026c as table,
    )
    from pydicom.datadict import tag_for_keyword  # noqa: PLC0415

    # Where the profile leaves a choice, what may be missing is removed, but items stay that some
    # kinds of images must have: they are cleaned inside.
    choices = (
        ("X", table.X_TAGS), ("D", table.D_TAGS), ("Z", table.Z_TAGS), ("Z", table.Z_D_TAGS),
        ("X", table.X_Z_TAGS), ("X", table.X_D_TAGS), ("X", table.X_Z_D_TAGS),
    )  # fmt: skip
    found: dict[int, str] = {}
    for action, tags in choices:
        found |= {(tag[0] << 16) + tag[1]: action for tag in tags if len(tag) == 2}
    found |= {tag_for_keyword(keyword) or 0: "Z" for keyword in _MAY_BE_EMPTY}
    return found | {tag_for_keyword(keyword) or 0: "" for keyword in _CLEANED_INSIDE}


def _is_known(tag: int) -> bool:
    """Whether the standard knows an attribute that belongs to the image itself."""
    from pydicom.datadict import dictionary_has_tag  # noqa: PLC0415 - slow to import

    group = tag >> 16
    if 0x5000 <= group <= 0x50FF or 0x6000 <= group <= 0x60FF or group > 0x7FE0:
        return False  # curves and overlays, drawn by people; padding behind the pixels
    return bool(dictionary_has_tag(tag))


def _is_plain(element: DataElement) -> bool:
    """Whether a value can hold nothing but what its attribute is for."""
    if element.VR in _TEXT:
        return element.keyword in _KEPT_TEXT
    form = _PLAIN.get(str(element.VR))
    if form is None or element.value is None:
        return True
    value = element.value
    values = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    return all(form.fullmatch(str(value)) is not None for value in values)


def _is_public_code(item: Dataset) -> bool:
    """False for codes of a hospital's own, whose meanings are free text."""
    scheme = item.get("CodingSchemeDesignator")
    return scheme is None or str(scheme) in _SCHEMES
