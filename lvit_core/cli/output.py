"""How every command speaks: one JSON object or a readable line on stdout, the rest on stderr.

The exit codes are part of the contract: 0 success, 1 an expected error, 2 wrong usage.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from lvit_core.cli.ending import ending_tidily
from lvit_core.errors import Cancelled, LViTError, ReasonWantedError, as_expected
from lvit_core.thread_waiting import wait_politely

JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")]


def finite(value: float | None) -> float | None:
    """Refuses NaN and infinity, which the limits of an option let through."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter("give an ordinary number")
    return value


ThreadsOption = Annotated[
    int | None, typer.Option("--threads", min=1, max=1024, help="CPU threads to use.")
]
ThresholdOption = Annotated[
    float | None,
    typer.Option(min=0, max=1, callback=finite, help="Mask threshold; by default the model's own."),
]
SmallestOption = Annotated[
    int | None,
    typer.Option(
        "--smallest-px",
        min=1,
        max=10**9,
        help="Pixels of the smallest object; by default the model's own.",
    ),
]
PageOption = Annotated[
    str,
    typer.Option(
        help="Of files that hold several pictures: the page of that number, or all.",
        metavar="N|all",
    ),
]
SkipChangedOption = Annotated[
    bool,
    typer.Option(
        "--skip-changed", help="Leave out images under whose name another picture lies now."
    ),
]


def emit(result: Mapping[str, Any], *, as_json: bool, text: str = "") -> None:
    """Writes the final result to stdout: JSON with ``--json``, else ``text``."""
    line = json.dumps(result, ensure_ascii=False) if as_json else _in_lines(text)
    # Names of files may hold bytes that are no text.
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")
    sys.stdout.flush()


def counted(number: int, noun: str) -> str:
    """ "1 image", "1,200 images": for nouns with an ordinary plural."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def report(message: str) -> None:
    """Writes one line of progress or log to stderr, whatever names in it hold."""
    sys.stderr.write(readable(message) + "\n")
    sys.stderr.flush()


def _in_lines(text: str) -> str:
    """The text with its lines and without other signs that would steer a terminal."""
    return "\n".join(map(readable, text.split("\n")))


class ProgressLines:
    """Tells how far long work is: "Importing 312 of 1,000: name.png", a line now and then.

    Args:
        doing: What is done, such as "Importing"; of two, the steps go through all once for each.
    """

    EVERY_S = 0.5

    def __init__(self, *doing: str) -> None:
        self._doing = doing
        self._told_at = float("-inf")

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """One step begins; ``done`` are behind it."""
        now = time.monotonic()
        if not name or (done + 1 < total and now - self._told_at < self.EVERY_S):
            return
        self._told_at = now
        each = max(1, total // len(self._doing))
        phase, number = divmod(min(done, total - 1), each)
        doing = self._doing[min(phase, len(self._doing) - 1)]
        report(f"{doing} {number + 1:,} of {each:,}: {readable(name)}")


def readable(name: str) -> str:
    """A file's name on one line: signs that would steer a terminal become question marks."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def wrong_usage(message: str, option: str) -> typer.BadParameter:
    """The refusal of what stands after an option, which may be named in it whatever it is."""
    return typer.BadParameter(readable(message), param_hint=option)


def report_error(error: LViTError) -> int:
    """Says what went wrong and what to do next; returns the exit code."""
    report(f"Error: {error.message}")
    hint = "Say why: --reason TEXT." if isinstance(error, ReasonWantedError) else error.hint
    if hint:
        report(f"Hint: {hint}")
    return 1


def run(app: typer.Typer, arguments: list[str] | None = None) -> None:
    """Runs a Typer application and ends the process with the contract's exit code."""
    wait_politely()  # for every command: torch reads it once, while it is imported
    try:
        with ending_tidily():
            app(args=arguments, standalone_mode=True)
    except LViTError as error:
        raise SystemExit(report_error(error)) from None
    except OSError as error:
        told = as_expected(error)
        if isinstance(told, LViTError) and not error.filename:
            raise SystemExit(report_error(told)) from None
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
    except Exception as error:
        if (reason := _explained(error, arguments)) is None:
            raise
        raise SystemExit(report_error(reason)) from None


def _explained(error: Exception, arguments: list[str] | None) -> LViTError | None:
    from lvit_core.project.care.odd_values import explained  # noqa: PLC0415 - after a failure

    return explained(error, sys.argv[1:] if arguments is None else arguments)
