"""Checking a project: the file, the labels against their history, pictures, models and the cache.

Nothing is changed. A finding names the thing, says what is wrong and what a repair would do.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sqlalchemy import or_, select

from lvit_core.errors import Cancelled, LViTError
from lvit_core.inside import path_inside, place_inside
from lvit_core.progress import Progress
from lvit_core.project import schema, sqlite_file
from lvit_core.project.care.findings import Finding, Kind
from lvit_core.project.care.known_settings import repair_of
from lvit_core.project.care.labels import ImageLabels, LayerLabels, examine
from lvit_core.project.care.odd_values import odd_values
from lvit_core.project.generations import GenerationStore
from lvit_core.project.images import ImageStore
from lvit_core.project.kinds import Kinds
from lvit_core.project.paths import CONFIG_NAME, WEIGHTS_NAME
from lvit_core.project.pictures import PictureStore
from lvit_core.project.proposals import ProposalStore
from lvit_core.project.records import ImageRecord, ImageState, Picture
from lvit_core.project.setting_faults import setting_faults
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.project.store import Store

BACKUP_ADVICE = "Go back to a backup (`lvit project restore`)."
STEPS_BETWEEN_QUESTIONS = 100_000  # of SQLite's machine: some milliseconds
_LONGEST_HEADER_BYTES = 100 << 20


def check(
    folder: str | Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Finding]:
    """Everything that is wrong with a project; it may be open elsewhere.

    Args:
        folder: The project.
        progress: Told at each image.
        cancelled: Asked at each image.

    Raises:
        LViTError: There is no project, or it is of another version.
        Cancelled: Nobody wants to know any more.
    """
    folder = Path(folder)
    folder = folder.absolute()
    found = check_file(folder / FILE_NAME, cancelled)
    try:
        store = Store.open(folder, read_only=True)
    except LViTError:
        if found:  # said already, and nothing else can be read
            return found
        raise
    try:
        found += odd_values(folder / FILE_NAME, passed_over=("settings",))  # looked at closer below
        found += _settings(store)
        found += _states(store)
        images = [] if found and found[-1].kind is Kind.STATE else ImageStore(store).all()
        for done, record in enumerate(images):
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(done, len(images), record.name)
            found += check_image(store, record)
        found += [*_generations(store), *_thumbnails(store, images)]
    except LViTError as error:  # a page of the file that cannot be read
        found.append(Finding(Kind.FILE, FILE_NAME, error.message, "", BACKUP_ADVICE))
    except (
        ValueError,
        KeyError,
        TypeError,
    ) as error:  # no row of ours
        problem = f"A row makes no sense: {error!r}."
        found.append(Finding(Kind.FILE, FILE_NAME, problem, "", BACKUP_ADVICE))
    finally:
        store.close()
    return found


def check_file(file: Path, cancelled: Callable[[], bool] | None = None) -> list[Finding]:
    """What SQLite itself finds wrong with a project file.

    Raises:
        LViTError: There is none, or it cannot be opened.
        Cancelled: Nobody wants to know any more.
    """
    if not file.is_file():
        raise LViTError("There is no project in {name}.", "Check the path.", name=file.parent.name)
    rebuilt = "the file is written anew from what can be read; what cannot is named."
    found = []
    try:
        sqlite_file.version_of_file(file)
        connection = sqlite_file.connect(file, read_only=True)
        if cancelled is not None:
            connection.set_progress_handler(cancelled, STEPS_BETWEEN_QUESTIONS)
        try:
            for (line,) in connection.execute("PRAGMA integrity_check"):
                if line != "ok":
                    found.append(Finding(Kind.FILE, FILE_NAME, f"{line}.", rebuilt, BACKUP_ADVICE))
            orphans: dict[tuple[str, str], int] = {}
            for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
                orphans[table, parent] = orphans.get((table, parent), 0) + 1
        finally:
            connection.close()
    except (sqlite3.DatabaseError, LViTError) as error:
        if cancelled is not None and cancelled():
            raise Cancelled from None
        return [*found, Finding(Kind.FILE, FILE_NAME, f"{error}", "", BACKUP_ADVICE)]
    for (table, parent), count in sorted(orphans.items()):
        problem = f"{count} rows belong to {parent} that are not there."
        found.append(Finding(Kind.REFERENCE, table, problem, "they are removed."))
    return found


def _settings(store: Store) -> list[Finding]:
    with store.read() as connection:
        values = dict(tuple(row) for row in connection.execute(select(*schema.settings.c)))
        found = [
            Finding(
                Kind.SETTING,
                f"setting {key}",
                f"{problem} The project cannot be opened like that.",
                repair_of(connection, key),
                BACKUP_ADVICE,
            )
            for key, problem in setting_faults(values).items()
        ]
    if not found:
        for name, error in Kinds(store).faults().items():
            found.append(Finding(Kind.SETTING, f"kind {name}", error.message, advice=error.hint))
    return found


def _states(store: Store) -> list[Finding]:
    """Images whose state no version of the program writes; the others cannot be listed then."""
    rows = schema.images.c
    states = [state.value for state in ImageState]
    pictures = [picture.value for picture in Picture]
    query = select(rows.name).where(or_(rows.state.not_in(states), rows.picture.not_in(pictures)))
    with store.read() as connection:
        names = connection.execute(query.order_by(rows.id)).scalars().all()
    repair = "it is in progress again, for a person to look at."
    return [Finding(Kind.STATE, name, "Its state makes no sense.", repair) for name in names]


def check_image(store: Store, record: ImageRecord) -> list[Finding]:
    """What is wrong with one image: labels, proposals, picture."""
    try:
        with store.read() as connection:
            labels = examine(connection, record.id)
        return [
            *label_findings(record.name, labels),
            *_proposals(store, record),
            *_picture(store, record),
        ]
    except LViTError as error:  # a page of the file that cannot be read
        return [Finding(Kind.FILE, record.name, error.message, "", BACKUP_ADVICE)]
    except (
        ValueError,
        KeyError,
        TypeError,
    ) as error:  # no row of ours
        return [Finding(Kind.FILE, record.name, f"A row makes no sense: {error}.", "", "")]


def label_findings(name: str, labels: ImageLabels) -> Iterator[Finding]:
    """What is wrong with the stored labels of an image."""
    for number in labels.history.unreadable:
        yield Finding(
            Kind.HISTORY,
            f"{name}, step {number}",
            "This step of the history is damaged.",
            "",
            "The labels are stored apart from it; steps before it cannot be undone. "
            f"{BACKUP_ADVICE}",
        )
    for one in labels.layers:
        yield from _layer(f"{name}, {one.layer}", one)


def _layer(item: str, one: LayerLabels) -> Iterator[Finding]:
    for index in one.damaged:
        repair = "it is made again from the history." if one.known is not None else ""
        advice = "" if repair else f"The history does not tell what was in it. {BACKUP_ADVICE}"
        place = f"{item}, tile {index[1]}/{index[2]}"
        yield Finding(Kind.TILE, place, "Its pixels cannot be read.", repair, advice)
    for index in one.different:
        yield Finding(
            Kind.TILE,
            f"{item}, tile {index[1]}/{index[2]}",
            "Its pixels are not those that the history leads to.",
            "it is made again from the history.",
        )
    for number in one.wrong_objects:
        yield Finding(
            Kind.OBJECT,
            f"{item}, object {number}",
            "The table of objects says something else than the history.",
            "its row is made again from the history.",
        )
    for number in one.without_pixels:
        yield Finding(
            Kind.OBJECT,
            f"{item}, object {number}",
            "It has no pixels.",
            "it is removed, as a step that can be undone." if one.known is not None else "",
            "Open the image and delete it, or draw it again." if one.known is None else "",
        )
    for number in one.without_object:
        yield Finding(
            Kind.OBJECT,
            f"{item}, object {number}",
            "Its pixels belong to no object of the table, and the history knows none.",
            "",
            "Erase it, or draw it again in its class.",
        )
    if one.highest_id and one.next_id <= one.highest_id:
        problem = f"The next number would be {one.next_id}, and {one.highest_id} was given already."
        yield Finding(Kind.COUNTER, item, problem, "the counter is raised.")


def damaged_proposals(store: Store, image_id: int) -> list[str]:
    """Layers of an image whose proposal cannot be read."""
    rows = schema.proposals.c
    with store.read() as connection:
        layers = connection.execute(select(rows.layer).where(rows.image_id == image_id)).scalars()
        names = sorted(layers)
    found = []
    for layer in names:
        try:
            ProposalStore(store).load(image_id, layer)
        except (LViTError, ValueError):
            found.append(layer)
    return found


def _proposals(store: Store, record: ImageRecord) -> Iterator[Finding]:
    for layer in damaged_proposals(store, record.id):
        yield Finding(
            Kind.PROPOSAL,
            f"{record.name}, {layer}",
            "The proposal cannot be read.",
            "it is removed; the model can be asked again.",
        )


def _picture(store: Store, record: ImageRecord) -> Iterator[Finding]:
    if not ImageStore(store).path(record.id).is_file():
        advice = "Connect its disk, or use File > Find missing images."
        yield Finding(Kind.PICTURE, record.name, "Its file is not there.", "", advice)
        return
    try:
        picture = PictureStore(store).verify(record.id)
    except LViTError as error:
        yield Finding(Kind.PICTURE, record.name, error.message, "", error.hint)
        return
    if picture is Picture.CHANGED:  # about one that is left out, somebody has decided
        yield Finding(
            Kind.PICTURE,
            record.name,
            "Another picture lies under its name than the one that was marked.",
            "",
            "Open the image and decide what becomes of the marks.",
        )


def _generations(store: Store) -> Iterator[Finding]:
    for one in GenerationStore(store).all():
        place = place_inside(store.folder, one.folder)
        outside = "Its model lies outside of the project's folder, and is not used."
        problem = outside if place is None else _model_problem(place)
        if problem:
            forced = " It is in force." if one.in_force else ""
            yield Finding(
                Kind.GENERATION,
                f"generation {one.number}",
                f"{problem}{forced}",
                "",
                "Put its folder back, or choose another generation under Training.",
            )


def _model_problem(folder: Path) -> str:
    for name in (WEIGHTS_NAME, CONFIG_NAME):
        if place_inside(folder, name) is None:
            return f"{name} is a link that leads out of its folder, and is not used."
        if not (folder / name).is_file():
            return f"{name} is not in its folder."
    weights = folder / WEIGHTS_NAME
    try:
        with weights.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            if length > _LONGEST_HEADER_BYTES:
                return "Its weights are damaged."
            header = json.loads(stream.read(length))
        ends = [entry["data_offsets"][1] for name, entry in header.items() if name[:2] != "__"]
        if weights.stat().st_size != 8 + length + max(ends, default=0):
            return "Its weights are cut off."
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, struct.error):
        return "Its weights are damaged."
    return ""


def _thumbnails(store: Store, images: Iterable[ImageRecord]) -> Iterator[Finding]:
    folder = store.folder / "cache" / "thumbnails"
    for record in images:
        try:
            path = path_inside(folder, f"{record.content_hash}.png")
        except LViTError as error:
            item = f"{record.name}, thumbnail"
            yield Finding(Kind.NAME, item, error.message, "", error.hint)
            continue
        if path.is_file() and not is_whole_png(path):
            yield Finding(
                Kind.THUMBNAIL,
                f"{record.name}, thumbnail",
                "The small picture cannot be read.",
                "it is removed, and made again when it is shown.",
            )


def is_whole_png(path: Path) -> bool:
    """Whether a small picture begins and ends as it should."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return data.startswith(b"\x89PNG\r\n\x1a\n") and data[-8:-4] == b"IEND"
