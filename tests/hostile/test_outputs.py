"""Every place to write to may be anything else: one sentence, and what is there stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.runs import try_all

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
    "project audit project --prov X", "plot run --out X",
    "text describe --template nuclei --mask lvit/Train_Folder/labelcol --out X",
]  # fmt: skip


@pytest.mark.parametrize("command", OUTPUTS)
def test_outputs(command: str, world: Path) -> None:
    (world / "dangling").unlink(missing_ok=True)
    (world / "dangling").symlink_to(world / "no" / "where")
    new = (
        ("dangling", "inside the source") if command.startswith("train") else ()
    )  # a run may begin
    try_all(command, {kind: path for kind, path in WRONG.items() if kind not in new}, world)
