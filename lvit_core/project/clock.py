"""The one way times are written: ISO 8601 in UTC, to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present moment, for example ``2025-01-31T12:00:00.000+00:00``."""
    return moment().isoformat(timespec="milliseconds")


def moment() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)
