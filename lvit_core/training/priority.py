"""Training as a quiet neighbour: lowest priority and few threads, so that drawing stays smooth."""

from __future__ import annotations

import os
import sys

# Of glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_MAX = -1, -4


def settle_process(*, threads: int | None = None, low_priority: bool = False) -> None:
    """What every command that trains does first; before torch is imported.

    Args:
        threads: Compute with at most so many; ``None`` leaves it to torch.
        low_priority: Yield to everything else on this computer.
    """
    keep_memory()
    if low_priority:
        lower_priority()
    if threads is not None:
        limit_threads(threads)


def keep_memory() -> None:
    """Lets glibc keep the memory it was given instead of returning and asking for it every step.

    A step of LViT-T allocates gigabytes in pieces that would each be a system call and fresh,
    zeroed pages: a tenth of its time.  Elsewhere than on Linux this does nothing.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # noqa: PLC0415 - only here

    try:
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_MAX, 0)
        library.mallopt(_M_TRIM_THRESHOLD, 2**31 - 1)
    except (OSError, AttributeError):  # another C library: then without
        return


def lower_priority() -> None:
    """Gives this process the lowest priority the system has for ordinary programs."""
    import psutil  # noqa: PLC0415 - only when asked for

    own = psutil.Process()
    try:
        own.nice(getattr(psutil, "IDLE_PRIORITY_CLASS", 19))
    except (psutil.Error, OSError):  # a courtesy, not a condition
        return


def limit_threads(count: int) -> None:
    """Computes with at most ``count`` threads, in torch and in what it is built upon."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(count)
    import torch  # noqa: PLC0415 - after the variables

    torch.set_num_threads(max(1, count))
