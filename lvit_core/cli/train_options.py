"""The options of `lvit train`, one alias each, so that the command itself stays readable."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from lvit_core.cli.output import ThreadsOption, finite

UnlabeledMode = Literal["none", "epi", "epi+lv"]
ArchitectureName = Literal["lvit", "unet"]
SizeName = Literal["T", "S", "M", "L"]
ProtocolName = Literal["resize", "native"]

Out = Annotated[Path, typer.Option(help="Folder of the run; becomes the model folder.")]
Dataset = Annotated[
    list[Path] | None, typer.Option(help="Folder in the LViT layout; may be repeated.")
]
Val = Annotated[Path | None, typer.Option(help="Validation folder, LViT layout.")]
Project = Annotated[Path | None, typer.Option(help="Project to fine-tune on.")]
Model = Annotated[str | None, typer.Option(help="Model to fine-tune: name or folder.")]
InitFrom = Annotated[
    str | None, typer.Option(help="Model whose fitting weights start a new network.")
]
Recipe = Annotated[Path | None, typer.Option(help="TOML file with training settings.")]
Groups = Annotated[
    Path | None, typer.Option(help="True patient of each image (CSV, or notes 'A -> B').")
]
Architecture = Annotated[
    ArchitectureName | None, typer.Option(help="lvit, or unet for the baseline without text.")
]
Size = Annotated[SizeName | None, typer.Option(help="Blocks per ViT module of an LViT.")]
Width = Annotated[int | None, typer.Option(min=1, max=1024, help="Base width of the CNN branch.")]
TextEncoder = Annotated[
    str | None, typer.Option(help="embedded, or folder or hub name of a BERT on this computer.")
]
NoText = Annotated[bool, typer.Option("--no-text", help="Train without sentences.")]
LabeledFraction = Annotated[
    float,
    typer.Option(min=0.0, max=1.0, callback=finite, help="Share of the training masks to use."),
]
Unlabeled = Annotated[UnlabeledMode | None, typer.Option(help="How unlabeled images take part.")]
Protocol = Annotated[
    ProtocolName | None, typer.Option(help="Whole images at 224, or crops near full scale.")
]
Minutes = Annotated[float | None, typer.Option(min=0, callback=finite, help="Train this long.")]
Epochs = Annotated[int | None, typer.Option(min=1, max=10**9, help="Train this many generations.")]
StepsPerGeneration = Annotated[
    int | None, typer.Option(min=0, max=10**9, help="Steps between validations; 0 is one pass.")
]
Seed = Annotated[int | None, typer.Option(min=0, max=2**32 - 1, help="Seed of everything random.")]
Threads = ThreadsOption
LowPriority = Annotated[
    bool, typer.Option("--low-priority", help="Leave the processor to other programs.")
]
Device = Annotated[str | None, typer.Option(help="cpu, cuda or mps.")]
Name = Annotated[str, typer.Option(help="Name of the model.")]
Licence = Annotated[str, typer.Option(help="Licence of the weights.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the run in OUT.")]
Events = Annotated[bool, typer.Option("--events", help="Write events as JSON lines to stdout too.")]
