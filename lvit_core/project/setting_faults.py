"""What is wrong with the settings of a project: lost rows, and values that no version writes.

A project cannot be opened without the few that it always has. They are told by name, and a repair
brings back what the chain tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.project.choices import KEY as CUTS
from lvit_core.project.choices import unpacked
from lvit_core.project.class_codes import KEY as CODES
from lvit_core.project.class_words import KEY as WORDS
from lvit_core.project.convention import HISTORY_KEY
from lvit_core.project.kinds import CLASSES_KEY as CLASSES
from lvit_core.project.pictures import DECISIONS_KEY
from lvit_core.project.pixel_size import IMAGE_KEY as IMAGE_SIZES
from lvit_core.project.pixel_size import KEY as PIXEL_SIZES
from lvit_core.project.pixel_size import read_size
from lvit_core.project.pseudo_decisions import KEY as PSEUDO
from lvit_core.project.pseudo_decisions import makes_sense
from lvit_core.wording import said

LATERALITIES = ("viewer", "patient", "none")
REQUIRED = ("name", "template", "laterality", "seed")
_LISTS = (HISTORY_KEY, DECISIONS_KEY)


def setting_faults(values: Mapping[str, Any]) -> dict[str, str]:
    """Key -> what is wrong with it, one sentence; empty where all is well."""
    faults = {key: said("It is lost.") for key in REQUIRED if key not in values}
    for key, value in values.items():
        if not _makes_sense(key, value):
            faults[key] = said("Its value makes no sense.")
    return faults


def refuse_faults(values: Mapping[str, Any]) -> None:
    """Raises ``LViTError`` where settings are not as they should be."""
    faults = setting_faults(values)
    if faults:
        key, problem = next(iter(faults.items()))
        count = len(faults)
        more = said(" ({count} settings are wrong.)", count=count) if count > 1 else ""
        raise LViTError(
            "The project cannot be opened: setting {key}: {problem}{more}",
            "`lvit project repair` brings back what is known of it, after a backup.",
            key=key,
            problem=problem,
            more=more,
        )


def _makes_sense(key: str, value: Any) -> bool:
    if not isinstance(key, str) or not isinstance(value, str):
        return False
    try:
        if key.startswith((PIXEL_SIZES, IMAGE_SIZES)):
            um = read_size(value)
            return um is None or um > 0
        if key.startswith(CUTS):
            unpacked(value or None)
            return True
        if key.startswith((CLASSES, CODES, WORDS)) or key in _LISTS:
            told, named = json.loads(value), key.startswith((CLASSES, WORDS))
            wrong = key.startswith(WORDS) and not all(isinstance(k, str) for k in told.values())
            return isinstance(told, dict if named else list) and not wrong
    except (ValueError, TypeError, AttributeError, RecursionError):
        return False
    stated = key != "laterality" or value in LATERALITIES
    return stated and (not key.startswith(PSEUDO) or makes_sense(key, value))
