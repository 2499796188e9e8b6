"""Entry of `python -m app` and of the frozen program: worker processes first, then the command.

A frozen program has no `python -m`, so it starts itself with `--worker ROLE ARGUMENT...` when a
model has to run beside the window.
"""

from __future__ import annotations

import multiprocessing
import sys

WORKER_FLAG = "--worker"
COMMAND_LINE_ROLE = "cli"  # everything else is a role of lvit_core.worker


def main() -> None:
    """Does what the command line of the process asks for."""
    multiprocessing.freeze_support()
    if len(sys.argv) > 2 and sys.argv[1] == WORKER_FLAG:
        run_worker(sys.argv[2:])
        return
    from app.command_line import main as command_line

    command_line()


def run_worker(arguments: list[str]) -> None:
    """Runs a worker as ``python -m lvit_core.worker`` (or ``lvit_core.cli``) would."""
    import runpy

    module, rest = "lvit_core.worker", arguments
    if arguments[0] == COMMAND_LINE_ROLE:
        module, rest = "lvit_core.cli", arguments[1:]
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
