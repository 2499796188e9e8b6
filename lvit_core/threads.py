"""How threads of this program wait for one another on a computer that has other work as well.

Read by every process that computes, before torch is imported, so nothing heavy is imported here.
"""

from __future__ import annotations

import os


def wait_politely() -> None:
    """Lets idle threads sleep instead of spinning; call it before torch is imported.

    With another busy program on a machine of two cores a step of LViT-T is three to five times
    faster this way, because nobody spins through the time slice of the thread it waits for.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
