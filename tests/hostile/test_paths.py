"""Every path that a command takes may be anything else: one sentence, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.runs import try_all

pytestmark = pytest.mark.hostile

# What stands for a path, and is none that a command could use.
WRONG = {
    "missing": "no/such/thing", "empty": "", "fifo": "fifo", "fifo.png": "fifo.png",
    "device": "/dev/zero", "device by link": "zero.png", "socket": "socket", "loop": "loop",
    "loop.png": "loop.png", "folder.png": "folder.png", "empty.png": "empty.png",
    "a file": "text.txt", "long": "x" * 300, "deep": "a/" * 3000 + "a", "bytes": "\udcff.png",
    "control": "a\n\x1b[2Jb", "below a file": "text.txt/x", "user": "~nobody/x",
    "option": "--x", "brackets": "[a", "formula": "=1+1",
}  # fmt: skip
# X is the wrong path.
INPUTS = [
    "add project X", "add X image.png", "info X", "info X --names",
    "predict --backend eager --model nuclei --text x X --out out",
    "predict --backend eager --model nuclei --table X image.png --out out",
    "predict --backend eager --project X --out out",
    "predict --model X --text x image.png --out out",
    "train --dataset X --out out", "train --project X --out out",
    "train --dataset X --recipe X --out out", "train --dataset X --val X --out out",
    "train --dataset X --groups X --out out", "train --dataset X --model X --out out",
    "train --dataset X --init-from X --out out", "train --dataset X --text-encoder X --out out",
    "evaluate --model X --dataset lvit", "evaluate --model nuclei --dataset X",
    "export X --format png --out out", "export project --format X --out out",
    "code X", "code X nucleus", "plot X", "plot X X --tensorboard out",
    "explain --model X --text x image.png", "explain --model chest --text x X",
    "models measure-words X --data data", "models measure-words nuclei --data X",
    "weights X --data data",
    "weights nuclei --data X --work out --out out", "bench X",
    "project backup X", "project restore X", "project restore X X", "project restore project X",
    "project set X a.png --split train", "project set project X --split train",
    "project set project --list X --split train",
    "project set project a.png --template X",
    "models show X", "models import X --out out", "models list --folder X",
    "text check --template X sentence", "text list --template X", "text list X",
    "text describe --template nuclei --mask X",
    "text describe --template chest-xray --mask mask.png --lungs X",
    "reproduce monuseg --data X --out out --recipe X", "reproduce ablation --data X --out out",
    "new out --template X", "X",
    *(f"import out X --format {name} --template nuclei"
      for name in ("lvit", "png", "coco", "yolo", "labelme", "geojson", "dicom-seg", "dicom-ann",
                   "rtstruct", "nifti", "nnunet", "ome-tiff", "jsonl", "voc", "cvat",
                   "label-studio")),
]  # fmt: skip


@pytest.mark.parametrize("command", INPUTS)
def test_inputs(command: str, world: Path) -> None:
    try_all(command, WRONG, world)
