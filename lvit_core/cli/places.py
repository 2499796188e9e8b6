"""Places that commands are given: an empty one would silently mean the working folder.

A script whose variable is empty says `lvit new "$PROJECT"`; that made a project wherever it ran.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import get_args, get_type_hints

import typer
from typer.models import ParameterInfo

# These may name a file as well as something that the program knows.
NAMES_OR_FILES = {"template", "model", "init_from", "text_encoder", "bert"}


def refuse_empty_places(app: typer.Typer) -> None:
    """Makes every command refuse a path, or a name that may be one, of nothing or only spaces."""
    for command in app.registered_commands:
        if command.callback is not None:
            _look_at(command.callback)
    for group in app.registered_groups:
        if group.typer_instance is not None:
            refuse_empty_places(group.typer_instance)


def _look_at(callback: Callable[..., object]) -> None:
    hints = get_type_hints(callback, include_extras=True)
    callback.__annotations__ = hints  # as text, they would be made anew for the command
    for name, hint in hints.items():
        for info in get_args(hint)[1:]:
            if not isinstance(info, ParameterInfo):
                continue
            if Path in _kinds(get_args(hint)[0]):
                info.parser = _place
            elif name in NAMES_OR_FILES and _may_be_left_out(callback, name):
                info.parser = _name


def _kinds(hint: object) -> set[object]:
    """The types that a hint is made of: of ``list[Path] | None`` list, Path and None."""
    parts = [part for one in get_args(hint) for part in _kinds(one)]
    return {hint, *parts}


def _may_be_left_out(callback: Callable[..., object], name: str) -> bool:
    """Whether nothing given is told apart from an empty name."""
    return bool(inspect.signature(callback).parameters[name].default != "")


def _place(value: str | Path) -> Path:
    return Path(_name(str(value)))


def _name(value: str) -> str:
    if not value.strip():
        raise typer.BadParameter("it is empty: give a file or folder ('.' is the working folder)")
    return value
