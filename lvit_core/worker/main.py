"""Where a worker begins, frozen or not: `python -m lvit_core.worker ROLE ...`."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from lvit_core.errors import LViTError


def main(arguments: Sequence[str]) -> int:
    """Runs one role until it ends.

    Args:
        arguments: The role and what it needs: ``predictor FOLDER``, the folder of the shared
            arrays. Training is the command line's ``train`` and needs no role here.

    Returns:
        The process's exit code.
    """
    role = arguments[0] if arguments else ""
    if role == "predictor" and len(arguments) == 2:
        return _predictor(Path(arguments[1]))
    raise LViTError(f"There is no worker '{role}'.", "Known: predictor FOLDER.")


def _predictor(folder: Path) -> int:
    # Ctrl+C belongs to the program that started us; it decides what becomes of the predictor.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from lvit_core.threads import give_way, wait_politely  # noqa: PLC0415 - beside its only use
    from lvit_core.worker.channel import connect_to_parent  # noqa: PLC0415 - connect, then torch

    wait_politely()  # torch reads it once, while it is imported
    give_way()
    channel = connect_to_parent()
    _stay_offline()
    from lvit_core.worker.predictor_process import serve  # noqa: PLC0415 - imports torch

    serve(channel, folder)
    return 0


def _stay_offline() -> None:
    """Set before transformers is imported: nothing is downloaded or reported from here."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(name, "1")
