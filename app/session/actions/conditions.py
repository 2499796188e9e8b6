"""When actions can be done: small questions to the session that several menus share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session.session import Session

Condition = Callable[[], bool]


def has_project(session: Session) -> Condition:
    return lambda: session.project is not None


def has_document(session: Session) -> Condition:
    return lambda: session.document is not None


def has_proposal(session: Session) -> Condition:
    return lambda: session.document is not None and session.document.proposal is not None


def has_selected_object(session: Session) -> Condition:
    return lambda: session.document is not None and session.document.selected_object > 0
