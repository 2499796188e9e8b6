"""How threads of this program wait for one another on a computer that has other work as well.

Read by every process that computes, before torch is imported, so nothing heavy is imported here.
"""

from __future__ import annotations

import contextlib
import os
import threading

WAIT_POLICY = "OMP_WAIT_POLICY"
_BEHIND = 4  # steps of niceness: still far before a training run


def wait_politely() -> None:
    """Lets idle threads sleep instead of spinning; call it before torch is imported.

    With another busy program on a machine of two cores a step of LViT-T is three to five times
    faster this way, because nobody spins through the time slice of the thread it waits for.
    """
    os.environ.setdefault(WAIT_POLICY, "PASSIVE")


def give_way() -> None:
    """Lets the window go first: keys are answered before what follows from them is computed."""
    import psutil  # noqa: PLC0415 - beside its only use

    with contextlib.suppress(psutil.Error, OSError):  # a courtesy, not a condition
        own = psutil.Process()
        own.nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", int(own.nice()) + _BEHIND))


def step_back(niceness: int) -> None:
    """Lets all others go before the calling thread, where systems know priorities of threads.

    Args:
        niceness: Added to that of the main thread; calling again changes nothing.
    """
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            ours = os.getpriority(os.PRIO_PROCESS, os.getpid())
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), ours + niceness)
