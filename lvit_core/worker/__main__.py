"""`python -m lvit_core.worker FOLDER`: the predictor; it steps back, connects, then loads torch."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def main(folder: str) -> None:
    """Runs the predictor as long as its parent lives; ``folder`` holds the shared arrays."""
    # Ctrl+C belongs to the program that started us; it decides what becomes of the predictor.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from lvit_core.thread_waiting import give_way, wait_politely  # noqa: PLC0415 - its only use
    from lvit_core.worker.child import connect_to_parent  # noqa: PLC0415 - connect, then torch

    wait_politely()  # torch reads it once, while it is imported
    give_way()
    connection = connect_to_parent()
    # Before transformers is imported: nothing is downloaded or reported from here.
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
        os.environ.setdefault(name, "1")
    from lvit_core.worker.predictor_process import serve  # noqa: PLC0415 - imports torch

    serve(connection, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1])
