"""Entry of `python -m app` and of the frozen program: worker processes first, then the command.

A frozen program has no `python -m`, so it starts itself with `--worker MODULE ARGUMENT...` when a
model has to run beside the window.
"""

from __future__ import annotations

import multiprocessing
import sys

WORKER_FLAG = "--worker"
WORKER_MODULES = ("lvit_core.worker", "lvit_core.cli")


def main() -> None:
    """Does what the command line of the process asks for."""
    multiprocessing.freeze_support()
    if len(sys.argv) > 2 and sys.argv[1] == WORKER_FLAG:
        run_worker(sys.argv[2], sys.argv[3:])
        return
    from app.command_line import main as command_line

    command_line()


def run_worker(module: str, arguments: list[str]) -> None:
    """Runs one of the known worker modules as if by `python -m`.

    Raises:
        SystemExit: The module is not one that may be run so, or it ended with an exit code.
    """
    import runpy

    if module not in WORKER_MODULES:
        raise SystemExit(2)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
