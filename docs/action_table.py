"""The table of everything a person can do, for the documentation; read from the declarations."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from app.session.registry import AnyAction


def describe(actions: Iterable[AnyAction]) -> str:
    """A Markdown table of actions, their default keys and their arguments, for documentation."""
    rows = ["| Action | What it does | Keys | Arguments |", "| --- | --- | --- | --- |"]
    for one in actions:
        keys = ", ".join(f"`{keys}`" for keys in one.default_keys)
        arguments = ", ".join(f"`{_in_words(parameter)}`" for parameter in one.parameters)
        rows.append(f"| `{one.id}` | {one.title.rstrip('…')}: {one.tip} | {keys} | {arguments} |")
    return "\n".join(rows)


def _in_words(parameter: inspect.Parameter) -> str:
    """A parameter as it is declared; the bar of a union would end the cell of a table."""
    default = f" = {parameter.default!r}" if parameter.default is not parameter.empty else ""
    return f"{parameter.name}: {parameter.annotation}{default}".replace("|", r"\|")
