"""Every place to write to may be anything else: one sentence, and what is there stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import get_type_hints

import pytest

from app.command_line import build_app
from tests.hostile.runs import run_command, try_all

pytestmark = pytest.mark.hostile

# What stands for a folder to write into, and is none.
WRONG = {
    "a file": "text.txt", "a picture": "image.png", "below a file": "text.txt/x",
    "a device": "/dev/full", "below a device": "/dev/null/x", "fifo": "fifo", "socket": "socket",
    "a loop": "loop", "below a loop": "loop/x", "full folder": "lvit", "long": "x" * 300,
    "the source": "project", "inside the source": "lvit/Train_Folder/img",
    "a project's file": "project/project.sqlite", "dangling": "dangling",
    "of the system": "/proc/x", "unwritable": "/sys/x/y", "control": "a\n\x1b[2Jb/" + "y" * 300,
}  # fmt: skip
# X is the wrong place.
OUTPUTS = [
    "export project --format png --out X", "export project --format lvit --out X",
    "export project --format coco --out X",
    "predict --backend eager --model nuclei --text x image.png --out X",
    "explain --any-kind --backend eager --model chest --text x image.png --figure X",
    "train --dataset lvit/Train_Folder --out X --epochs 1",
    "train --project project --model nuclei --out X --epochs 1",
    "plot run --tensorboard X", "new X --template nuclei", "models import image.png --out X",
    "text describe --template nuclei --mask mask.png --out X",
    "import X lvit --format lvit --template nuclei",
    "project audit project --prov X", "plot run --out X",
    "text describe --template nuclei --mask lvit/Train_Folder/labelcol --out X",
]  # fmt: skip


@pytest.mark.parametrize("command", OUTPUTS)
def test_outputs(command: str, world: Path) -> None:
    (world / "dangling").unlink(missing_ok=True)
    (world / "dangling").symlink_to(world / "no" / "where")
    new = ("dangling",) if command.startswith("train") else ()  # a run may begin
    if command.startswith("train --project"):
        new = (*new, "inside the source")  # of another command
    try_all(command, {kind: path for kind, path in WRONG.items() if kind not in new}, world)


# Every path that a command takes: what is read, and what is written. A new command is named here.
READ = {
    "add": {"paths"}, "predict": {"images", "table", "project"}, "info": {"project"},
    "explain": {"image"},
    "train": {"dataset", "val", "project", "recipe", "groups"}, "evaluate": {"dataset"},
    "export": {"project"}, "import": {"path"}, "measure": {"project"}, "plot": {"runs"},
    "weights": {"data"}, "app": {"project"}, "project check": {"project"},
    "project history": {"project"}, "project audit": {"project"}, "project set": {"names"},
    "models measure-words": {"data"}, "bench loop": {"data"}, "bench queue": {"data"},
    "bench forgetting": {"data", "old"},
    "models list": {"folder"}, "models import": {"file"}, "text describe": {"mask", "lungs"},
    "templates check": {"files"}, "templates show": {"project"}, "templates carry": {"file"},
    "classes list": {"project"}, "reproduce monuseg": {"data", "recipe"},
    "reproduce ablation": {"data", "recipe"},
}  # fmt: skip
# Of a project a command writes what it holds, and makes none.
CHANGED = {
    "add": {"project"}, "code": {"project"}, "pseudo": {"project"}, "project repair": {"project"},
    "project backup": {"project"}, "project restore": {"project"}, "project compact": {"project"},
    "project record": {"project"}, "project set": {"project"}, "templates carry": {"project"},
    "project update": {"project"},
    **{
        f"classes {one}": {"project"}
        for one in ("add", "rename", "restyle", "merge", "delete", "match")
    },
}  # fmt: skip
# X is what is read, or lies in a project: each must refuse in words, and change nothing.
DATA = ("data",)
PROJECT = ("project", "project/x", "project/cache/x", "project/x.csv", "project/backups/x")
AMONG = {
    "new project": {"new X --template nuclei": PROJECT},
    "import project": {"import X data --format png --template nuclei": DATA},
    "predict out": {
        "predict --backend eager --model nuclei --text x data/images --out X":
            ("data/images", "data/images/a.png"),
        "predict --backend eager --model nuclei --text x data/images/a.png --out X":
            ("data/images", "data/images/a.png"),
        "predict --backend eager --project project --out X": PROJECT,
    },
    "explain figure": {
        "explain --any-kind --backend eager --model chest --text x data/images/a.png --figure X":
            ("data/images/a.png", "data/masks/a.png"),
    },
    "train out": {
        "train --dataset lvit/Train_Folder --out X --epochs 1":
            ("lvit/Train_Folder",),
        "train --dataset lvit/Train_Folder --val data --out X --epochs 1": DATA,
        "train --dataset lvit/Train_Folder --model data --out X --epochs 1": DATA,
        "train --project project --out X --epochs 1": PROJECT,
    },
    "export out": {"export project --format png --out X": PROJECT},
    "measure out": {"measure project --out X": PROJECT},
    "plot out": {"plot lvit/Train_Folder --out X": ("lvit/Train_Folder",)},
    "plot tensorboard": {"plot lvit/Train_Folder --tensorboard X": ("lvit/Train_Folder",)},
    "weights work": {"weights nuclei --data data --work X": DATA},
    "weights out": {"weights nuclei --data data --work new --out X": DATA},
    "project audit prov": {"project audit project --prov X": PROJECT},
    "templates new out": {"templates new X --title T": ("data/images/a.png", "project")},
    "models import out": {"models import data/images/a.png --out X": ("data/images/a.png",)},
    "text describe out": {
        "text describe --template nuclei --mask data/masks --out X":
            ("data/masks", "data/masks/a.png"),
    },
    "reproduce monuseg out": {"reproduce monuseg --data data --out X": DATA},
    "reproduce ablation out": {"reproduce ablation --data data --out X": DATA},
}  # fmt: skip


def commands(app, before: str = ""):
    for one in app.registered_commands:
        yield f"{before}{one.name or one.callback.__name__}", one.callback
    for group in app.registered_groups:
        yield from commands(group.typer_instance, f"{before}{group.name} ")


def test_every_path_of_every_command_is_known() -> None:
    for name, command in commands(build_app()):
        hints = get_type_hints(command)
        paths = {one for one, kind in hints.items() if "pathlib.Path" in str(kind)}
        paths |= {"project"} & hints.keys()
        known = READ.get(name, set()) | CHANGED.get(name, set())
        written = {one.split()[-1] for one in AMONG if one.rpartition(" ")[0] == name}
        assert paths - known == written, name


@pytest.mark.parametrize("output", AMONG)
def test_nothing_is_written_where_something_is_read(output: str, world: Path) -> None:
    for command, places in AMONG[output].items():
        try_all(command, {place: place for place in places}, world)
        for place in places:
            ending = run_command([place if word == "X" else word for word in command.split(" ")])
            assert ending.code in (1, 2), (command, place, ending)
