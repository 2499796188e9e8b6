"""Every place to write to may be anything else: one sentence, and what is there stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.runs import everything_under, run_command

pytestmark = pytest.mark.hostile

# What stands for a folder to write into, and is none.
WRONG = {
    "a file": "text.txt", "a picture": "image.png", "below a file": "text.txt/x",
    "a device": "/dev/full", "below a device": "/dev/null/x", "fifo": "fifo", "socket": "socket",
    "a loop": "loop", "below a loop": "loop/x", "full folder": "lvit", "long": "x" * 300,
    "the source": "project", "inside the source": "lvit/Train_Folder/img",
    "a project's file": "project/project.sqlite", "dangling": "dangling",
    "of the system": "/proc/x", "control": "a\n\x1b[2Jb/" + "y" * 300,
}  # fmt: skip
# X is the wrong place.
OUTPUTS = [
    "export project --format png --out X", "export project --format lvit --out X",
    "export project --format coco --out X",
    "predict --backend eager --model nuclei --text x image.png --out X",
    "train --dataset lvit/Train_Folder --out X --epochs 1",
    "train --project project --model nuclei --out X --epochs 1",
    "plot run --tensorboard X", "new X --template nuclei", "models import image.png --out X",
    "text describe --template nuclei --mask mask.png --out X",
    "import X lvit --format lvit --template nuclei",
    "project audit project --out X",
]  # fmt: skip


@pytest.mark.parametrize("command", OUTPUTS)
def test_outputs(command: str, world: Path) -> None:
    (world / "dangling").unlink(missing_ok=True)
    (world / "dangling").symlink_to(world / "no" / "where")
    before = everything_under(world)
    wrong = []
    for kind, path in WRONG.items():
        if command.startswith("train") and kind in ("dangling", "inside the source"):
            continue  # new folders, in which a run may begin
        ending = run_command([path if word == "X" else word for word in command.split(" ")])
        if complaint := ending.complaint():
            wrong.append(f"{kind}: {complaint}")
    assert not wrong, "\n".join(wrong)
    after = everything_under(world)
    changed = {path for path in before if before[path] != after.get(path)}
    assert {path for path in changed if "/project.sqlite" not in path} == set()
