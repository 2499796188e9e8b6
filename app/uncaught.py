"""Exceptions that nobody caught, of any thread: sent to the one place that tells a person."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from app.session.notices import Notices


def install_hooks(notices: Notices) -> Callable[[], None]:
    """Sends every uncaught exception, of any thread, to ``notices``; returns the undoing call."""
    old_main, old_thread = sys.excepthook, threading.excepthook

    def on_main(
        kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> Any:
        if issubclass(kind, KeyboardInterrupt):
            old_main(kind, problem, trace)
            return
        notices.error(problem.with_traceback(trace))

    def on_thread(args: threading.ExceptHookArgs) -> Any:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            notices.error(args.exc_value)

    sys.excepthook, threading.excepthook = on_main, on_thread

    def restore() -> None:
        sys.excepthook, threading.excepthook = old_main, old_thread

    return restore
