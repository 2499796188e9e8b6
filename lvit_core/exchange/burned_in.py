"""Which DICOM pictures may show a name in the picture itself, by what their headers say.

Pixels are never changed and never searched for text: a person has to look at these.
"""

from __future__ import annotations

import warnings
from pathlib import Path

# Pictures that programs make of a screen or a film with its writing.
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
_KINDS = {"US": "ultrasound", "SC": "a secondary capture", "OT": "of no known kind"}
_TAGS = ["BurnedInAnnotation", "RecognizableVisualFeatures", "Modality", "SOPClassUID"]


def why_it_may_show_names(path: Path) -> str:
    """Why the picture of a DICOM file may show who it is of, in a few words; "" where not."""
    from pydicom import dcmread  # noqa: PLC0415 - slow to import

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            header = dcmread(path, force=True, stop_before_pixels=True, specific_tags=_TAGS)
            burned, face = (str(header.get(tag) or "").strip().upper() for tag in _TAGS[:2])
            modality, kind = (str(header.get(tag) or "").strip() for tag in _TAGS[2:])
        except Exception:  # noqa: BLE001 - a header that breaks rules may hide anything
            return "its header cannot be read"
    if burned == "YES":
        return "its header says so"
    if face == "YES":
        return "its header says that a face can be seen"
    if burned == "NO":
        return ""
    if kind.startswith(_SECONDARY_CAPTURE):
        return _KINDS["SC"]
    return _KINDS.get(modality.upper(), "")
