"""What the results of a prediction are called: those of DICOM files not after the file.

Its name is mostly the patient's or the hospital's number, and results are passed on. The names that
stand instead are made with a secret that stays here: in the project, or in a file beside the folder
of results, which also says whose they are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text, writing
from lvit_core.project.pseudonyms import Pseudonyms, new_secret


def unique_stems(paths: Sequence[Path], other: Mapping[Path, str] | None = None) -> list[str]:
    """Names for results; images that share a stem keep their suffix, then get a number.

    Args:
        paths: The images.
        other: What stands instead of the stem of some.
    """
    other = other or {}
    stems = Counter(path.stem for path in paths)
    names: list[str] = []
    used: set[str] = set()
    for path in paths:
        own = path.stem if stems[path.stem] == 1 else path.name.replace(".", "_")
        base = other.get(path, own)
        name, number = base, 2
        while name in used:
            name, number = f"{base}_{number}", number + 1
        used.add(name)
        names.append(name)
    return names


class LocalNames:
    """The file beside a folder of results that says which DICOM file each name stands for.

    Args:
        out: The folder of results.
    """

    def __init__(self, out: Path) -> None:
        self.file = out.absolute().with_name(f"{out.absolute().name}.names.json")
        known = self._read()
        self._secret = str(known.get("secret") or new_secret())
        names = known.get("names")
        self._names: dict[str, str] = dict(names) if isinstance(names, dict) else {}
        self.pseudonyms = Pseudonyms(self._secret)

    def keep(self, names: Mapping[str, Path]) -> None:
        """Adds what names stand for; only the owner may read it.

        Raises:
            LViTError: The disk refuses; then nothing is predicted.
        """
        told = self._names | {name: str(path.absolute()) for name, path in names.items()}
        if told == self._names:
            return
        self._names = told
        value = {"secret": self._secret, "names": told}
        try:
            with writing(self.file, private=True) as partial:
                partial.write_text(json.dumps(value, indent=1), encoding="ascii")
        except OSError as error:
            raise LViTError(
                "{name} cannot be written ({strerror}), which is to say whose the results are.",
                "Choose another folder, or name results after DICOM files (--keep-identity).",
                name=self.file.name,
                strerror=error.strerror,
            ) from error

    def _read(self) -> dict[str, Any]:
        if not self.file.exists():
            return {}
        try:
            told = json.loads(read_small_text(self.file))
        except ValueError as error:
            raise LViTError(
                "{name} is damaged: it says what earlier results stand for.",
                "Bring it back, or choose another folder for the results.",
                name=self.file.name,
            ) from error
        return told if isinstance(told, dict) else {}
