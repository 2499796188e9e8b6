"""`lvit project audit` and `record`: is all as people left it, who did what, and for the record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvit_core.cli.output import JsonOption, ProgressLines, emit, readable
from lvit_core.cli.project import ProjectArgument, ReasonOption
from lvit_core.errors import LViTError

if TYPE_CHECKING:  # the data base is loaded when a command needs it
    from lvit_core.project.care.audit import Audit, KnownHead

MOST_LINES = 50
_HEAD = re.compile(r"(\d+):([0-9a-f]{64})")


def audit(
    project: ProjectArgument,
    head: Annotated[
        str,
        typer.Option(
            help="An end of the chain that was kept elsewhere: NUMBER:HASH as an audit or an "
            "export tells it, or the provenance.json of an export.",
            metavar="HEAD",
        ),
    ] = "",
    prov: Annotated[
        Path | None,
        typer.Option(help="Also write who did what as W3C PROV (JSON).", metavar="OUT.json"),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Verify that the project holds what people did, and nothing else.

    Ends with 1 where something was changed by other means than this program.
    """
    from dataclasses import asdict  # noqa: PLC0415

    from lvit_core.project.care.audit import audit as verify  # noqa: PLC0415

    known = _known(head) if head else None
    found = verify(project, known, ProgressLines("Checking"))
    result = {
        **asdict(found),
        "ok": not found.findings,
        "head": found.head.text,
        "findings": [one.to_dict() for one in found.findings],
    }
    if prov is not None:
        from lvit_core.project.care.provenance import write_provenance  # noqa: PLC0415

        write_provenance(project, prov)
    lines = [readable(one.text) for one in found.findings]
    emit(result, as_json=json, text="\n".join([*_short(lines), *_told(found)]))
    if found.findings:
        raise typer.Exit(1)


def record(
    project: ProjectArgument,
    setting: Annotated[
        str | None, typer.Argument(help="on or off; shown if omitted.", metavar="[on|off]")
    ] = None,
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Say that a project is for the record: what is labeled changes for a stated reason only."""
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415

    if setting not in (None, "on", "off"):
        raise typer.BadParameter("use on or off")
    reading = setting is None
    with Project.open(project, read_only=True) if reading else open_unattended(project) as opened:
        if setting is not None:
            opened.change_settings(for_the_record=setting == "on", why=reason)
        kept = opened.settings.for_the_record
    words = "The project is for the record: what is labeled changes for a stated reason only."
    text = words if kept else "The project is not for the record."
    emit({"for_the_record": kept}, as_json=json, text=text)


def _short(lines: list[str]) -> Iterable[str]:
    left = len(lines) - MOST_LINES
    return lines if left <= 0 else [*lines[:MOST_LINES], f"... and {left} more (--json has all)."]


def _told(found: Audit) -> list[str]:
    persons = ", ".join(f"{readable(name) or 'no name'} {n}" for name, n in found.persons.items())
    good = [] if found.findings else ["Nothing was changed by other means than this program."]
    return [
        *good,
        *(f"Note: {readable(note)}" for note in found.notes),
        f"{found.head.number} rows from {found.first[:19]} to {found.last[:19]} (by {persons}).",
        f"The chain ends with {found.head.text}; keep that elsewhere to show later that nothing "
        "was cut off.",
    ]


def _known(text: str) -> KnownHead:
    """The end of a chain as a person names it."""
    from lvit_core.project.care.audit import KnownHead  # noqa: PLC0415
    from lvit_core.project.chain import Head  # noqa: PLC0415

    match, source = _HEAD.fullmatch(text.strip()), "what was kept elsewhere"
    if match is None:
        match, source = _HEAD.fullmatch(_from_export(Path(text))), f"the export {text}"
    if match is None:
        raise LViTError(
            f"{readable(text)} tells no end of a chain.",
            "Give NUMBER:HASH, or the provenance.json of an export.",
        )
    return KnownHead(source, Head(int(match[1]), bytes.fromhex(match[2])))


def _from_export(file: Path) -> str:
    from lvit_core.exchange.json_files import read_json  # noqa: PLC0415

    told = read_json(file)
    return str(told.get("chain", "")) if isinstance(told, dict) else ""
