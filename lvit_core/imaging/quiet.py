"""Keeps libraries from remarking on files in the terminal: they quote what stands in them."""

from __future__ import annotations

import logging


def silence(library: str) -> None:
    """Lets nothing that a library logs reach a handler that is not its own."""
    log = logging.getLogger(library)
    log.propagate = False
    if not log.handlers:  # without any, Python prints warnings itself
        log.addHandler(logging.NullHandler())
