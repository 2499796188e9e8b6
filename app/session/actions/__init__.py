"""Everything a person can do, one small module per menu, gathered in one registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.session.session import Session


def register_all(session: Session) -> None:
    """Fills the session's registry, in the order of the menus."""
    from app.session.actions import (
        edit,
        exchange,
        images,
        masks,
        project,
        proposals,
        sentence,
        tools,
        training,
        view,
    )

    for module in (
        project,
        exchange,
        edit,
        images,
        view,
        tools,
        masks,
        proposals,
        sentence,
        training,
    ):
        for action in module.actions(session):
            session.actions.register(action)
