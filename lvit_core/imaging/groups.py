"""Which files show the same patient, as far as header or file name tell, without keeping the name.

Hold-out and training images are kept apart by this, so it errs on the side of one group.
"""

from __future__ import annotations

import hashlib
import re

# Public collections name their files by subject: BIDS, TCGA slides, NIH chest X-rays.
_NAME_PATTERNS = (
    re.compile(r"(?:^|[_\-])(sub-[A-Za-z0-9]+)(?=[_.\-]|$)"),
    re.compile(r"^(TCGA-[A-Z0-9]{2}-[A-Z0-9]{4})(?=[-_.]|$)"),
    re.compile(r"^(\d{8})_\d{3}(?=\.|$)"),
)


def group_of_patient(patient_id: str, issuer: str = "", name: str = "") -> str | None:
    """A hash of the identifier; of the name only when there is no identifier."""
    identity = f"id:{issuer}:{patient_id}" if patient_id else f"name:{name}" if name else ""
    return _hash(identity) if identity else None


def group_of_file_name(file_name: str) -> str | None:
    """A hash of the subject that a file name spells out, ``None`` when it does not."""
    for pattern in _NAME_PATTERNS:
        if match := pattern.search(file_name):
            return _hash(f"file:{match.group(1)}")
    return None


def _hash(identity: str) -> str:
    return hashlib.blake2b(identity.encode(), digest_size=12, person=b"lvit-patient").hexdigest()
