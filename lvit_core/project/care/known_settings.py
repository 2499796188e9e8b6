"""Settings that are lost or make no sense, and what is known of them: by the chain or the images.

The secret seed of a project is known by the chain alone; without it hold-out and patients of new
images would be others, so nothing is made up.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select

from lvit_core.project import schema
from lvit_core.project.chain import Act
from lvit_core.project.setting_faults import REQUIRED, setting_faults


def known_settings(connection: Connection, folder: Path) -> dict[str, str]:
    """Key -> value for those that a project needs, that it lacks, and that are known."""
    lacking = [key for key in setting_faults(_values(connection)) if key in REQUIRED]
    found = {key: _known(connection, key) or _guessed(connection, key, folder) for key in lacking}
    return {key: value for key, value in found.items() if value}


def drop_settings(connection: Connection) -> list[str]:
    """Removes those that make no sense and that a project can do without; returns their keys."""
    faults = [str(key) for key in setting_faults(_values(connection)) if key not in REQUIRED]
    settings = schema.settings
    connection.execute(delete(settings).where(settings.c.key.in_(faults)))
    return faults


def repair_of(connection: Connection, key: str) -> str:
    """What a repair does about a setting; empty where it can do nothing."""
    if key not in REQUIRED:
        return "it is removed; state it again."
    if _known(connection, key):
        return "it becomes what it was by the chain."
    return "it becomes what the images say." if _guessed(connection, key, Path("it")) else ""


def _values(connection: Connection) -> dict[str, Any]:
    return dict(tuple(row) for row in connection.execute(select(*schema.settings.c)))


def _known(connection: Connection, key: str) -> str:
    """The last value that makes sense, by the chain."""
    rows = schema.chain.c
    query = select(rows.detail).where(rows.act == Act.SETTING.value).order_by(rows.number.desc())
    for detail in connection.execute(query).scalars():
        try:
            told = json.loads(detail)
            if told["key"] == key and key not in setting_faults({key: told["value"]}):
                return str(told["value"])
        except (ValueError, KeyError, TypeError):
            continue
    return ""


def _guessed(connection: Connection, key: str, folder: Path) -> str:
    if key == "name":
        return folder.name
    if key != "template":
        return ""
    column = schema.images.c.template
    query = select(column).group_by(column).order_by(func.count().desc()).limit(1)
    return str(connection.execute(query).scalar_one_or_none() or "")
