"""`lvit pseudo`: what unlabeled images teach, by generation, and what people decide of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import JsonOption, emit, report
from lvit_core.cli.project import ProjectArgument
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.project.project import Project
    from lvit_core.project.pseudo_decisions import Decision
    from lvit_core.project.records import ImageRecord
    from lvit_core.training.pseudo_history import Frame, PseudoHistory

_OF = {True: "", False: ", of another picture", None: ", of which picture was not noted"}


def register(app: typer.Typer) -> None:
    """Adds `pseudo`."""
    app.command("pseudo")(pseudo)


def pseudo(
    project: ProjectArgument,
    image: Annotated[
        list[str] | None, typer.Argument(help="Names, numbers or patterns; none shows all.")
    ] = None,
    *,
    reject: Annotated[bool, typer.Option(help="It teaches nothing until re-admitted.")] = False,
    pin: Annotated[bool, typer.Option(help="It stays as it is and goes on teaching.")] = False,
    readmit: Annotated[bool, typer.Option(help="Neither: it goes on with the model.")] = False,
    propose: Annotated[
        int | None,
        typer.Option(help="Make a proposal of what this generation left.", metavar="GENERATION"),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Look at the pseudo labels of the newest run; reject, pin or propose them.

    What can be done is done; images that could not are named, and the command ends with 1.
    """
    from lvit_core.cli.named_images import named_images  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415

    wishes: tuple[tuple[Decision, bool], ...] = (
        ("rejected", reject), ("pinned", pin), ("", readmit),
    )  # fmt: skip
    asked = [word for word, on in wishes if on]
    changes = bool(asked) or propose is not None
    if len(asked) + (propose is not None) > 1:
        raise typer.BadParameter("say one of --reject, --pin, --readmit and --propose")
    if changes and not image:
        raise typer.BadParameter("name the images")
    with open_unattended(project) if changes else Project.open(project, read_only=True) as opened:
        records = opened.images.all()
        named = named_images(records, image) if image else records
        history = _history(opened, needed=propose is not None)
        left = []
        for record in named if changes else ():
            try:
                _change(opened, history, record, asked, propose)
            except LViTError as error:  # it costs this image alone, as with `lvit predict`
                left.append(str(error))
        rows = _rows(opened, history, named, alone=bool(image) and len(named) == 1)
    told = "\n".join(map(_line, rows)) or "No pseudo label."
    emit({"images": rows, "left": left}, as_json=json, text=told)
    for words in left:
        report(words)
    if left:
        raise typer.Exit(1)


def _history(project: Project, *, needed: bool) -> PseudoHistory | None:
    """That of the newest run; decisions hold, and can be taken back, when its folder is gone."""
    from lvit_core.training.pseudo_history import PseudoHistory  # noqa: PLC0415
    from lvit_core.training.run_folder import newest_history  # noqa: PLC0415

    place = newest_history(project.folder)
    if place is None and not needed and project.pseudo_decisions.all():
        return None
    if place is None:
        raise LViTError(
            "No run of this project made pseudo labels.",
            "They begin when a model is worth learning from; `lvit train --project` tells when.",
        )
    return PseudoHistory(place)


def _change(
    project: Project,
    history: PseudoHistory | None,
    record: ImageRecord,
    asked: list[Decision],
    propose: int | None,
) -> None:
    from lvit_core.training.pseudo_proposal import as_proposal  # noqa: PLC0415

    if propose is None or history is None:
        project.pseudo_decisions.decide(record.id, asked[0])
        return
    frames = {frame.generation: frame for frame in _frames(project, history, record)}
    if propose not in frames:
        raise LViTError(
            "{name} has no pseudo label of generation {generation}.",
            "`lvit pseudo` without --propose lists those there are.",
            name=record.name,
            generation=propose,
        )
    frame = frames[propose]
    project.proposals.save(as_proposal(project, record, frame, history.picture(frame)))


def _frames(project: Project, history: PseudoHistory, record: ImageRecord) -> tuple[Frame, ...]:
    """Of an image, by the project's numbers of generations."""
    from lvit_core.training.pseudo_course import as_numbered  # noqa: PLC0415
    from lvit_core.training.run_folder import newest_history  # noqa: PLC0415

    place, frames = newest_history(project.folder), history.frames(str(record.id))
    return frames if place is None else as_numbered(project, place, frames)


def _rows(
    project: Project, history: PseudoHistory | None, named: list[ImageRecord], *, alone: bool
) -> list[dict[str, Any]]:
    """A row an image that has a course or a decision; of one image alone all its generations."""
    decisions, rows = project.pseudo_decisions.all(), []
    for record in named:
        frames = () if history is None else _frames(project, history, record)
        decision = decisions.get(record.id, "")
        if not frames and not decision:
            continue
        told = [
            {key: value for key, value in asdict(frame).items() if key not in ("file", "picture")}
            | {"same_picture": frame.picture == record.content_hash if frame.picture else None}
            for frame in (frames if alone else frames[-1:])
        ]
        rows.append(
            {"id": record.id, "name": record.name, "decision": decision,
             "generations": len(frames), "frames": told}
        )  # fmt: skip
    return rows


def _line(row: dict[str, Any]) -> str:
    head = f"{row['name']}: {row['generations']} generations"
    lines = [f"{head}, {row['decision']}" if row["decision"] else head]
    for frame in row["frames"]:
        taught = ", ".join(map(str, frame["taught"])) or "none yet"
        lines.append(
            f"  generation {frame['generation']}: {frame['area']:.1%} marked, changed by "
            f"{frame['change']:.4f}, taught {taught}{_OF[frame['same_picture']]}"
        )
    return "\n".join(lines)
