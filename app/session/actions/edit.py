"""Filled below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    yield from ()
