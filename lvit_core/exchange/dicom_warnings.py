"""What may tell the patient of a DICOM image although no header leaves: its picture, its sentence.

Pixels are never changed and never searched for text, sentences are people's: a person has to look.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lvit_core.wording import said

# Pictures that programs make of a screen or a film with its writing.
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_KINDS = {"US": "ultrasound", "SC": said("a secondary capture"), "OT": said("of no known kind")}
_TAGS = ["BurnedInAnnotation", "RecognizableVisualFeatures", "Modality", "SOPClassUID"]
_NAMES = ["PatientName", "OtherPatientNames", "PatientID", "AccessionNumber", "PatientBirthName"]
_SHORTEST = 3  # letters of a word that tells somebody


@dataclass(frozen=True)
class Suspicion:
    """Why an image may tell its patient all the same.

    Args:
        picture: Why the picture may show who it is of, in a few words; "" where not.
        names: Words of the header that name the patient, in small letters.
    """

    picture: str = ""
    names: frozenset[str] = frozenset()


def suspicion_of(path: Path) -> Suspicion:
    """What the header of a DICOM file gives reason to look at."""
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    tags = [*_TAGS, *_NAMES, "SpecificCharacterSet"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            header = dcmread(path, force=True, stop_before_pixels=True, specific_tags=tags)
            names = " ".join(str(header.get(name) or "") for name in _NAMES)
            return Suspicion(_why_it_may_show_names(header), frozenset(_words(names)))
        except Exception:  # noqa: BLE001 - a header that breaks rules may hide anything
            return Suspicion(said("its header cannot be read"))


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) >= _SHORTEST}


def _why_it_may_show_names(header: Any) -> str:
    burned, face = (str(header.get(tag) or "").strip().upper() for tag in _TAGS[:2])
    modality, kind = (str(header.get(tag) or "").strip() for tag in _TAGS[2:])
    if burned == "YES":
        return said("its header says so")
    if face == "YES":
        return said("its header says that a face can be seen")
    if burned == "NO":
        return ""
    if kind.startswith(_SECONDARY_CAPTURE):
        return _KINDS["SC"]
    return _KINDS.get(modality.upper(), "")
