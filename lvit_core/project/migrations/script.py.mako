"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Changes the tables from the version before to this one."""
    ${upgrades if upgrades else "raise NotImplementedError"}
