"""The most memory that a process has had: what benches tell of work in a process of its own."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def peak_mib() -> float:
    """The peak resident size of this process in MiB; not known on Windows."""
    status = Path("/proc/self/status")
    if status.is_file():  # the other figure begins with that of the process that started this one
        told = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii"))
        if told is not None:
            return int(told[1]) / 1024
    import resource  # noqa: PLC0415 - not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform != "darwin" else peak / 1024**2
