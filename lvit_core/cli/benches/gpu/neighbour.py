"""Trains on a device until its input ends, a line for every step: what answers share it with."""

from __future__ import annotations

import json
import sys
import threading
import time

from lvit_core.cli.benches.gpu.setting import Setting, made_batch
from lvit_core.cli.benches.gpu.steps import OwnStep
from lvit_core.training.priority import settle_process


def main(told: str) -> None:
    """Steps of the first batch of a setting, which comes as JSON."""
    settle_process()  # as a training process does
    values = json.loads(told)
    setting = Setting(**{**values, "batches": tuple(values["batches"])})
    ended = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=listen, daemon=True).start()
    step = OwnStep(setting, made_batch(setting, setting.batches[0]))
    while not ended.is_set():
        step()
        sys.stdout.write(f"{time.time()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
