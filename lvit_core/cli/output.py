"""How every command speaks: one JSON object or a readable line on stdout, the rest on stderr.

The exit codes are part of the contract: 0 success, 1 an expected error, 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from lvit_core.errors import Cancelled, LViTError
from lvit_core.thread_waiting import wait_politely

JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]

SkipChangedOption = Annotated[
    bool,
    typer.Option(
        "--skip-changed", help="Leave out images under whose name another picture lies now."
    ),
]


def emit(result: Mapping[str, Any], *, as_json: bool, text: str = "") -> None:
    """Writes the final result to stdout: JSON with ``--json``, else ``text``."""
    sys.stdout.write((json.dumps(result, ensure_ascii=False) if as_json else text) + "\n")
    sys.stdout.flush()


def report(message: str) -> None:
    """Writes one line of progress or log to stderr."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def report_error(error: LViTError) -> int:
    """Says what went wrong and what to do next; returns the exit code."""
    report(f"Error: {error.message}")
    if error.hint:
        report(f"Hint: {error.hint}")
    return 1


def run(app: typer.Typer, arguments: list[str] | None = None) -> None:
    """Runs a Typer application and ends the process with the contract's exit code."""
    wait_politely()  # for every command: torch reads it once, while it is imported
    try:
        app(args=arguments, standalone_mode=True)
    except LViTError as error:
        raise SystemExit(report_error(error)) from None
    except OSError as error:
        if not error.filename:
            raise
        refused = LViTError(
            f"{error.filename}: {error.strerror}.",
            "Check that the place exists, that you may use it, and that the disk has room.",
        )
        raise SystemExit(report_error(refused)) from None
    except Cancelled:
        report("Stopped.")
        raise SystemExit(130) from None
