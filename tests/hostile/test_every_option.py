"""Every option and argument of every command takes what nobody would give it, and says so.

The commands are asked for what they take, so that one that is new is tried too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from app.command_line import build_app, window_wanted
from lvit_core.cli.places import NAMES_OR_FILES
from tests.hostile.runs import everything_under, run_command

pytestmark = pytest.mark.hostile

ABSURD = {
    "pipe": "fifo", "device": "zero.png", "folder": "full", "no file": "no/such", "empty": "",
    "long": "x" * 300, "no text": "\udcff", "nan": "nan", "minus one": "-1", "nought": "0",
    "endless": "1e400", "loop": "loop", "control": "a\n\x1b[2Jb", "a file": "text.txt",
    "socket": "socket", "huge": "9" * 400, "half": "0.5", "full device": "/dev/full",
}  # fmt: skip
EVERY = 17  # of the values is tried in the everyday tests, the others with the slow ones
NEW = "new"
# A sensible value for what must be given, so that another option is what is wrong.
SENSIBLE = {
    "project": "project", "paths": "image.png", "images": "image.png", "template": "nuclei",
    "format_": "png", "format": "png", "path": "data", "out": NEW, "dataset": "full",
    "model": "no-model", "text": "x", "class_name": "nucleus", "mask": "mask.png",
    "name": "nucleus", "file": "text.txt", "data": "full", "runs": "full", "sentence": "x",
    "files": "text.txt", "to": "cell", "into": "cell", "title": "x",
    "image": "image.png", "old": "full",
}  # fmt: skip
# More of it, where a command does nothing without or would go on for long.
MORE = {
    "predict": ("image.png",),
    "project set": ("a.png", "--reason", "x"),
    "project history": ("a.png",),
    "train": ("--dataset", "full"),
}
# What these found wrong is their result, and no error of theirs.
TELLING = {"templates check", "project check", "project audit"}
# Whoever opens the window or measures for minutes is tried elsewhere.
ELSEWHERE = {"app"}

Parameter = TyperArgument | TyperOption


def commands(group: TyperGroup, before: str = "") -> Iterator[tuple[str, TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands(get_command(build_app())))


def is_flag(one: Parameter) -> bool:
    return isinstance(one, TyperOption) and one.is_flag


def is_place(one: Parameter) -> bool:
    """Whether a path is asked for, or the name of something that may be a file."""
    path = "Path" in str(one.type_descriptor.annotation)
    return path or (one.name in NAMES_OR_FILES and one.default != "")


def given(one: Parameter, value: str) -> list[str]:
    """The words that give a value to an argument or option."""
    return [value] if isinstance(one, TyperArgument) else [one.opts[0], value]


def words_of(name: str, command: TyperCommand, tried: Parameter, value: str) -> list[str]:
    """The command with an absurd value, and else what it must be given."""
    options: list[str] = []
    arguments: list[str] = []
    for one in command.params:
        place = arguments if isinstance(one, TyperArgument) else options
        if one is tried:
            place += given(one, value)
        elif one.required:
            place += given(one, SENSIBLE[one.name])
    more = MORE.get(name, ())
    if more and tried.opts[0] in more:
        more = ()
    return [*name.split(" "), *options, *arguments, *more]


def try_values(name: str, world: Path, every: int = 1) -> None:
    """Gives each of the command's parameters the values; of these one of so many."""
    wrong, command = [], COMMANDS[name]
    before = everything_under(world)
    tried = (
        (one, *value) for one in command.params if not is_flag(one) for value in ABSURD.items()
    )
    for one, kind, value in list(tried)[len(name) % every :: every]:
        words = words_of(name, command, one, value)
        ending = run_command(words)
        told = name in TELLING and not ending.broke and ending.code == 1 and ending.said
        complaint = "" if told else ending.complaint()
        if "\x1b" in ending.said:
            complaint += " it steers the terminal"
        if complaint:
            wrong.append(f"{words}, {kind}: {complaint}")
        wrong += [f"{words} wrote {path}" for path in written(world, before, (value, NEW))]
    assert not wrong, "\n".join(wrong)


def written(
    world: Path, before: dict[str, tuple[int, int]], told: tuple[str, ...]
) -> Iterator[str]:
    """What was changed, or made under no name that was told; what was made is removed again.

    A project may be written by whoever is told to change it; beside a result lie some of its name.
    """
    stems = tuple(Path(one).parts[0].split(".")[0] for one in told if Path(one).parts)
    for path, now in everything_under(world).items():
        inside = Path(path).relative_to(world).parts[0]
        if inside in ("home", "project") or before.get(path) == now:
            continue
        if path in before or not inside.startswith(stems):
            yield path
        if path not in before and Path(path).exists():
            shutil.rmtree(path) if Path(path).is_dir() else Path(path).unlink()
    gone = before.keys() - everything_under(world).keys()
    yield from (path for path in gone if "/project/" not in path)


@pytest.mark.parametrize("blank", ["", " \t"])
def test_an_empty_place_is_no_working_folder(blank: str, world: Path) -> None:
    """A script with an empty variable made a project wherever it ran."""
    before, wrong, tried = everything_under(world), [], 0
    for name, command in COMMANDS.items():
        for one in command.params:
            if is_place(one):
                ending = run_command(words_of(name, command, one, blank))
                tried += 1
                if ending.code != 2 or "it is empty" not in ending.said:
                    wrong.append(f"{name} {one.name}: {ending}")
    assert not wrong, "\n".join(wrong)
    assert tried > 60 and everything_under(world) == before
    assert not window_wanted(["app", blank])


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - ELSEWHERE))
def test_some_absurd_values_of_every_option(name: str, world: Path) -> None:
    try_values(name, world, EVERY)


@pytest.mark.durability
@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - ELSEWHERE))
def test_every_absurd_value_of_every_option(name: str, world: Path) -> None:
    try_values(name, world)


def test_what_must_be_given_is_known() -> None:
    """A new command whose arguments have no sensible value here would be tried in vain."""
    unknown = {
        f"{name} {one.name}"
        for name, command in COMMANDS.items()
        for one in command.params
        if one.required and one.name not in SENSIBLE
    }
    assert unknown == set()
