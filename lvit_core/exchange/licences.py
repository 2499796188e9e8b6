"""What a stated licence is called elsewhere; one that nobody stated is never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass

UNKNOWN = "unknown"

_CREATIVE = re.compile(r"cc-by(?P<kind>(?:-nc)?(?:-sa|-nd)?)-(?P<version>[1-4]\.[05])")
_SPELLINGS = {
    "cc0": "cc0-1.0", "cc-zero": "cc0-1.0", "cc0-1.0": "cc0-1.0", "mit": "mit",
    "apache-2.0": "apache-2.0", "odbl-1.0": "odbl", "odbl": "odbl", "pddl-1.0": "pddl",
    "pddl": "pddl",
}  # fmt: skip
_ADDRESSES = {
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "mit": "https://spdx.org/licenses/MIT.html",
    "apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "odbl": "https://opendatacommons.org/licenses/odbl/1-0/",
    "pddl": "https://opendatacommons.org/licenses/pddl/1-0/",
}


@dataclass(frozen=True)
class Licence:
    """A licence as it was stated.

    Attributes:
        text: As a person wrote it; empty where nobody did.
        key: Its name on Hugging Face; ``other`` for one they have no name for, ``UNKNOWN`` where
            nobody stated one.
        address: Where it can be read, if that is known.
    """

    text: str
    key: str
    address: str

    @classmethod
    def of(cls, text: str) -> Licence:
        """What is known of a licence from what was written; a version is never made up."""
        text = " ".join(text.split())
        if not text:
            return cls("", UNKNOWN, "")
        if re.match(r"https?://\S+$", text):
            return cls(text, _key_at(text) or "other", text)
        name = re.sub(r"[\s_]+", "-", text.lower()).removesuffix("-licence")
        found = _CREATIVE.fullmatch(name)
        if found:
            place = f"by{found['kind']}/{found['version']}"
            return cls(text, name, f"https://creativecommons.org/licenses/{place}/")
        key = _SPELLINGS.get(name, "other")
        return cls(text, key, _ADDRESSES.get(key, ""))


def _key_at(address: str) -> str:
    found = re.search(r"creativecommons\.org/licenses/(by[a-z-]*)/([1-4]\.[05])/?", address)
    if found:
        return f"cc-{found[1]}-{found[2]}"
    known = {place.rstrip("/"): key for key, place in _ADDRESSES.items()}
    return known.get(address.rstrip("/"), "")
