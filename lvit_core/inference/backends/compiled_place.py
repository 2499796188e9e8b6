"""Where compiled code is kept: torch's own choice is a folder of a known name that all may make.

Whoever else uses this machine could put code there first, and it would be loaded and run.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from lvit_core.files import make_private_folder

VARIABLE = "TORCHINDUCTOR_CACHE_DIR"


def keep_compiled_code_private() -> None:
    """Chooses a folder that is its user's alone, unless a person chose another."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = str(_place())


def _place() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed in most processes

    folder = user_cache_path("lvit-annotator", appauthor=False) / "compiled"
    try:
        make_private_folder(folder)
        if _is_ours_alone(folder) and os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="lvit-compiled-"))


def _is_ours_alone(folder: Path) -> bool:
    if os.name != "posix":
        return True  # lies in the user's profile
    status = folder.stat()
    return status.st_uid == os.getuid() and not stat.S_IMODE(status.st_mode) & 0o022
