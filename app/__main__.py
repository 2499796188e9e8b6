"""Entry of `python -m app` and of the frozen program: worker processes first, then the command.

A frozen program has no `python -m`, so it starts itself with `--worker ROLE ARGUMENT...` when a
model has to run beside the window.
"""

from __future__ import annotations

import sys

WORKER_FLAG = "--worker"


def main() -> None:
    """Does what the command line of the process asks for."""
    if getattr(sys, "frozen", False):  # elsewhere it does nothing, and costs the start a little
        import multiprocessing

        multiprocessing.freeze_support()
    if len(sys.argv) > 2 and sys.argv[1] == WORKER_FLAG:
        run_worker(sys.argv[2:])
        return
    from app.command_line import main as command_line

    command_line()


def run_worker(arguments: list[str]) -> None:
    """Runs a role of this program as ``python -m`` would run its module."""
    import runpy

    from lvit_core.own_program import MODULES

    role, *rest = arguments
    if role not in MODULES:
        raise SystemExit(f"There is no worker '{role}'; known: {', '.join(MODULES)}.")
    sys.argv = [MODULES[role], *rest]
    runpy.run_module(MODULES[role], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
