"""Whether an image is of another kind than a model was made for: by its file, else by the picture.

A network answers whatever it is shown. Of a leg, a slice of CT or an ultrasound image, a model of
chest X-rays proposes nothing unless a person insists. What a DICOM file says of itself decides;
where it says nothing, or in words that are not known here, statistics of the picture do (`kind`).
By these, 98 of 98 ultrasound images, 49 of 52 radiographs of bones and four of four slices of CT
and MR are found out; 5 of 203 chests from four sources, dark, cut off or much displaced, need a
person who insists.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.imaging.kind import CHEST, doubt_about, like_a_chest
from lvit_core.notice import Offer
from lvit_core.wording import said

_RADIOGRAPHS = frozenset({"CR", "DX", "DR", "XR", "RG", "RF", "PX"})
# Modalities that are no radiographs; one that is not among them says nothing of what is shown.
_OTHER_MODALITIES = frozenset(
    {
        "CT", "MR", "US", "IVUS", "NM", "PT", "MG", "XA", "IO", "PANO", "BMD", "BI", "ES", "GM",
        "SM", "CFM", "XC", "DMS", "OP", "OPT", "OCT", "OPM", "OAM", "TG", "LS", "ECG", "EPS", "HD",
        "RTIMAGE", "RTDOSE",
    }
)  # fmt: skip
# Parts of the body as files call them, also in other languages; within a longer word, too.
_CHEST_PARTS = (
    "CHEST", "THORA", "TORAX", "TORAC", "LUNG", "RIB", "BRUST", "POITRINE", "PECHO", "PEITO",
    "PULM", "POUMON", "STERNUM", "胸",
)  # fmt: skip
_OTHER_PARTS = (
    "HEAD", "SKULL", "BRAIN", "SINUS", "ORBIT", "MANDIB", "TEETH", "TOOTH", "MAXILLA", "FACIAL",
    "NECK", "SPINE", "SACRUM", "COCCYX", "ABDOM", "PELVI", "FEMUR", "KNEE", "PATELLA", "TIBIA",
    "FIBULA", "ANKLE", "FOOT", "CALCAN", "EXTREMIT", "SHOULDER", "SCAPULA", "HUMERUS", "ELBOW",
    "FOREARM", "RADIUS", "ULNA", "WRIST", "HAND", "FINGER", "THUMB", "BREAST", "KIDNEY", "LIVER",
    "BLADDER", "PROSTATE", "UTERUS", "COLON", "STOMACH", "KOPF", "SCHAEDEL", "SCHÄDEL", "BAUCH",
    "BECKEN", "KNIE", "SCHULTER", "ELLBOGEN", "ELLENBOGEN", "WIRBEL", "CRANE", "CRÂNE", "GENOU",
    "EPAULE", "ÉPAULE", "BASSIN", "RACHIS", "HANCHE", "CABEZA", "CRANEO", "CRÁNEO", "RODILLA",
    "HOMBRO", "CADERA", "COLUMNA", "GINOCCHIO", "SPALLA", "GOMITO", "BACINO", "ADDOME", "COLONNA",
)  # fmt: skip
_OTHER_WORDS = frozenset(  # too short to be looked for within others
    {
        "HIP", "LEG", "ARM", "TOE", "JAW", "EYE", "EAR", "ARMS", "LEGS", "HALS", "BEIN", "FUSS",
        "FUß", "HUEFTE", "HÜFTE", "PIED", "MANO", "PIE", "CODO", "COU", "TETE", "TÊTE",
        "TESTA", "PIEDE", "POLSO", "ANCA",
    }
)  # fmt: skip
_ALIKE = 0.2  # so much like an average chest is an image of one; measured, see above
_PREAMBLE = 128  # bytes before the mark of a DICOM file


class OtherKindError(LViTError):
    """An image of another kind than the model was made for; a person may insist."""

    offer = Offer("Predict all the same", action="proposal.any_kind")


def reason_against(path: Path, rgb: NDArray[np.uint8], look: str) -> str | None:
    """Why an image is of another kind, as one sentence, or ``None``.

    Args:
        path: Its file; read again only if it is DICOM.
        rgb: uint8 (H, W, 3), as the network sees it.
        look: What the images of a template look like; only those of the chest have a limit that is
            sure enough to refuse by.
    """
    if look != CHEST:
        return None
    modality, part = _stated(path)
    chest = any(word in part for word in _CHEST_PARTS)
    if modality in _OTHER_MODALITIES or (not chest and _is_other_part(part)):
        return said("Its file says that this is no X-ray of the chest.")
    if modality in _RADIOGRAPHS and chest:
        return None
    doubt = doubt_about(rgb, look)
    if doubt is None and like_a_chest(rgb) < _ALIKE:
        return said("This does not look like a chest, and this model knows chest X-rays only.")
    return doubt


def _is_other_part(part: str) -> bool:
    """Whether a part of the body is known, and not that of the chest; unknown words say nothing."""
    words = re.findall(r"[^\W\d_]+", part)
    return any(word in _OTHER_WORDS for word in words) or any(one in part for one in _OTHER_PARTS)


def refused(name: str, reason: str, hint: str, image_id: int = 0) -> OtherKindError:
    """The error of an image that gets no proposal; with its number in the project."""
    error = OtherKindError("{name}: {reason}", hint, name=name, reason=reason)
    error.about = image_id
    return error


def _stated(path: Path) -> tuple[str, str]:
    """Modality and part of the body as a DICOM file has them; empty for others, or without."""
    try:
        with path.open("rb") as file:
            if file.read(_PREAMBLE + 4)[_PREAMBLE:] != b"DICM":
                return "", ""
        from pydicom import dcmread  # noqa: PLC0415 - takes 0.3 s, and only DICOM needs it

        tags = ["Modality", "BodyPartExamined"]
        header = dcmread(path, stop_before_pixels=True, specific_tags=tags)
        return tuple(str(header.get(tag) or "").strip().upper() for tag in tags)  # type: ignore[return-value]
    except Exception:  # noqa: BLE001 - pydicom fails in many ways, and the picture is there anyway
        return "", ""
