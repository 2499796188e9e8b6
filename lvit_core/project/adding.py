"""Adding files to a project: looking at each one, refusing with a reason, storing in batches."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from lvit_core.errors import Cancelled, LViTError
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.imaging.readers import ImageInfo, find_images, pages_of, probe
from lvit_core.imaging.series import SlicePlace, series_remarks
from lvit_core.imaging.spacing_kind import SpacingKind, oblong
from lvit_core.project import schema
from lvit_core.project.additions import AddReport, PageChoice, Skipped
from lvit_core.project.chain import found_again, image_added
from lvit_core.project.clock import now
from lvit_core.project.kinds import keep_in
from lvit_core.project.listing import list_images
from lvit_core.project.page_files import PICTURES_FOLDER, PageKeeper
from lvit_core.project.paths import content_hash, file_stamp, stored_path
from lvit_core.project.records import ImageState
from lvit_core.project.shared_instances import SharedInstances
from lvit_core.project.splits import Draw, keyed_group
from lvit_core.project.steady import SteadyFile
from lvit_core.project.store import Store
from lvit_core.prompt.templates import load_template
from lvit_core.stopping import stoppable
from lvit_core.wording import counted

BATCH = 200  # rows per transaction: a crash or cancel costs at most this many headers read


_REPLACED = (
    "An image of this name is in the project, and this is another picture.",
    "Open that image to say what becomes of its marks, or add this file under another name.",
)


@dataclass(frozen=True)
class Looked:
    """What a file is to a project; one of the three.

    Args:
        row: The row of a new image, not stored yet.
        image_id: The image that it is already; 0 for one whose row is not stored yet.
        skipped: Why it cannot be an image.
        remark: What to know of a new image; empty where there is nothing.
        place: Where it lies in a series, if it says so and is a file of its own.
    """

    row: dict[str, Any] | None = None
    image_id: int = 0
    skipped: Skipped | None = None
    remark: str = ""
    place: SlicePlace | None = None


class ImageAdder:
    """One run of adding; keeps what is already known so that each file is looked at once."""

    def __init__(self, store: Store, template: str | None) -> None:
        self._store = store
        with store.read() as connection:
            settings = select(schema.settings.c.key, schema.settings.c.value)
            values = {row.key: row.value for row in connection.execute(settings)}
            images = schema.images.c
            known = connection.execute(
                select(images.id, images.path, images.content_hash, images.patient_group,
                       images.split, images.file_stamp).order_by(images.id)
            ).all()  # fmt: skip
        self._instances = SharedInstances(store)
        self._template = template or values["template"]
        self._seed = values["seed"]
        self._paths = {row.path: row.id for row in known}
        self._pictures = {row.path: (row.file_stamp, row.content_hash) for row in known}
        self._hashes = {row.content_hash: (row.id, row.path) for row in known}
        self._splits = {row.patient_group: row.split for row in known if row.patient_group}
        patients = {row.patient_group or row.id: row.split for row in known}
        self._draw = Draw(self._seed, list(patients.values()))

    def add(
        self,
        paths: Iterable[Path],
        progress: Callable[[int, int, str], None] | None,
        cancelled: Callable[[], bool] | None,
        pages: PageChoice,
    ) -> AddReport:
        """See `ImageStore.add_images`."""
        report = AddReport()
        files: list[Path] = []
        for path in paths:
            try:
                with stoppable(cancelled):
                    found = find_images([path])
                files.extend(file for file in found if not self._is_own(file))
                report.skipped.extend(_linked_folders(path))
            except LViTError as error:
                report.skipped.append(Skipped(path, error.message, error.hint))
            except Cancelled:
                return report
        batch: list[dict[str, Any]] = []
        added: list[int] = []
        slices: list[tuple[str, SlicePlace]] = []
        for file, looked in self._looks(files, pages, progress, cancelled):
            if looked.row is not None:
                batch.append(looked.row)
                report.remarks.extend([looked.remark] * bool(looked.remark))
                if looked.place is not None:
                    slices.append((file.name, looked.place))
            elif looked.skipped is not None:
                report.skipped.append(looked.skipped)
            else:
                report.already.append(file)
            if len(batch) >= BATCH:
                added += self.store(batch)
                batch = []
        added += self.store(batch)
        report.remarks.extend(series_remarks(slices))
        if added:
            new = set(added)
            report.added.extend(image for image in list_images(self._store) if image.id in new)
        return report

    def _looks(
        self, files: list[Path], pages: PageChoice,
        progress: Callable[[int, int, str], None] | None, cancelled: Callable[[], bool] | None,
    ) -> Iterator[tuple[Path, Looked]]:  # fmt: skip
        """Each file, or each of the pages that are wanted of it; every page is a step."""
        done, total = 0, len(files)

        def goes_on(name: str) -> bool:
            if cancelled is not None and cancelled():
                return False
            if progress is not None:
                progress(done, total, name)
            return True

        for file in files:
            if not goes_on(file.name):
                return
            looked = self.look_at(file)
            wanted: Sequence[int] = ()
            if looked.skipped is not None and looked.skipped.pages:
                wanted = pages.wanted(file, looked.skipped.pages)
            if not wanted:
                yield file, looked
            total += len(wanted)
            for page in self._pages(file, wanted):
                done += 1
                yield file, page
                if not goes_on(file.name):
                    return
            done += 1
        goes_on("")

    def _pages(self, file: Path, wanted: Sequence[int]) -> Iterator[Looked]:
        """The pages of a file; those that are refused for one reason are told together."""
        if not wanted:
            return
        refused: dict[tuple[str, str], list[int]] = {}
        try:
            with PageKeeper(file, self._store.folder / PICTURES_FOLDER) as keeper:
                for number in wanted:
                    try:
                        page = keeper.keep(number)
                    except LViTError as error:
                        refused.setdefault((error.message, error.hint), []).append(number)
                    else:
                        # a person has chosen among them: what is missing is known
                        yield replace(self.look_at(page), place=None)
        except LViTError as error:
            refused[error.message, error.hint] = list(wanted)
        for (reason, hint), numbers in refused.items():
            which = "" if len(numbers) == 1 else f"{counted(len(numbers), 'page')}: "
            yield Looked(skipped=Skipped(file, which + reason, hint))

    def _is_own(self, file: Path) -> bool:
        """The store's own files and what can be made again: not pictures a person means."""
        home = self._store.folder
        inside = file.absolute()
        if inside.parent == home:
            return inside.name.startswith(("project.sqlite", ".project.lock"))
        return inside.is_relative_to(home / "cache") or inside.is_relative_to(home / "models")

    def look_at(self, file: Path, template: str | None = None) -> Looked:
        """Compares a file with what is known; nothing is stored but where a moved image lies now.

        Args:
            file: Any path.
            template: Of a new image; the run's own when omitted.
        """
        try:
            return self._look_at(file, template or self._template)
        except SeveralPagesError as error:
            return Looked(skipped=_several(file, error))
        except LViTError as error:
            reason, hint = error.message, error.hint
        except UnicodeError:
            reason, hint = "Its name is not valid text on this system.", "Rename the file."
        except OSError as error:
            reason = f"It cannot be read: {error.strerror or 'unknown reason'}."
            hint = "Check the rights and the disk."
        return Looked(skipped=Skipped(file, reason, hint))

    def _look_at(self, file: Path, template: str) -> Looked:
        path = stored_path(file, self._store.folder)
        path.encode()  # what cannot be stored is refused before it is read
        if not file.is_file():
            raise LViTError(*_kind_of_place(file))
        if path in self._paths:
            if self._is_replaced(file, path):
                raise LViTError(*_REPLACED)
            return Looked(image_id=self._paths[path])
        steady, size = SteadyFile(file), file.stat().st_size
        info, digest, stamp = probe(file), steady.digest(), steady.stamp
        if digest in self._hashes:
            self._same_content(file, stamp, path, *self._hashes[digest])
            return Looked(image_id=self._hashes[digest][0])
        self._paths[path] = 0
        self._hashes[digest] = (0, path)
        row = self._row(path, file.name, digest, size, info)
        remarks = [self._instances.look(file.name, info.instance, row["patient_group"])]
        if info.spacing_kind is SpacingKind.OBLONG:
            remarks.append(
                f"The pixels of {file.name} are not square, and nothing says how large they are: "
                "lengths and areas stay unknown."
            )
        elif info.spacing_mm is not None and oblong(*info.spacing_mm) is not None:
            remarks.append(_of_sides(file.name, info.spacing_mm, template))
        told = " ".join(filter(None, remarks))
        known = {**row, "file_stamp": stamp, "template": template}
        return Looked(known, remark=told, place=info.place)

    def find(self, file: Path) -> int | None:
        """The image that a file is already, by place and content; 0 for one not stored yet."""
        try:
            path = stored_path(file, self._store.folder)
            if path in self._paths and not self._is_replaced(file, path):
                number: int = self._paths[path]
                return number
            return int(self._hashes[content_hash(file)][0]) if file.is_file() else None
        except (OSError, ValueError, KeyError):
            return None

    def _is_replaced(self, file: Path, path: str) -> bool:
        """Whether a file that is known by its name is another picture than the one known."""
        stamp, digest = self._pictures.get(path, (None, None))
        try:
            return digest is not None and stamp != file_stamp(file) and content_hash(file) != digest
        except OSError:
            return False

    def _same_content(
        self, file: Path, stamp: str, path: str, image_id: int, known_path: str
    ) -> None:
        """The same picture under another name: follows a file that was moved."""
        if image_id and not (self._store.folder / known_path).is_file():
            images = schema.images
            with self._store.write() as connection:
                connection.execute(
                    update(images)
                    .where(images.c.id == image_id)
                    .values(
                        path=path,
                        name=file.name,
                        missing=0,
                        file_stamp=stamp,
                        picture=None,
                    )
                )
                self._store.note(connection, found_again(image_id, file.name, path))

    def _row(self, path: str, name: str, digest: str, size: int, info: ImageInfo) -> dict[str, Any]:
        group = keyed_group(info.patient_group, self._seed) if info.patient_group else ""
        split = self._splits.get(group) or self._draw.next(group or digest)
        if group:
            self._splits[group] = split
        spacing = info.spacing_mm or (None, None)
        return {
            "path": path,
            "name": name,
            "content_hash": digest,
            "file_size": size,
            "height": info.height,
            "width": info.width,
            "channels": info.channels,
            "spacing_y_mm": spacing[0],
            "spacing_x_mm": spacing[1],
            "spacing_kind": info.spacing_kind,
            "orientation": info.orientation,
            "patient_group": group,
            "template": self._template,
            "sentence": "",
            "state": ImageState.UNLABELED.value,
            "split": split,
            "missing": 0,
            "reason": "",
            "added_at": now(),
        }

    def store(self, rows: Sequence[dict[str, Any]]) -> list[int]:
        """Stores the rows of new images, all or none; returns their ids."""
        if not rows:
            return []
        with self._store.write() as connection:
            first = connection.exec_driver_sql(
                "SELECT seq FROM sqlite_sequence WHERE name = 'images'"
            ).scalar_one_or_none()
            start = int(first or 0) + 1
            numbered = [{**row, "id": start + index} for index, row in enumerate(rows)]
            connection.execute(insert(schema.images), numbered)
            keep_in(self._store, connection, (row["template"] for row in numbered))
            self._store.note(connection, *(image_added(row["id"], row) for row in numbered))
        for row in numbered:
            self._paths[row["path"]] = row["id"]
            self._hashes[row["content_hash"]] = (row["id"], row["path"])
        return [row["id"] for row in numbered]


def _several(file: Path, told: LViTError) -> Skipped:
    """A file with several pictures, and which; or why they cannot be had one by one."""
    try:
        return Skipped(file, told.message, told.hint, tuple(pages_of(file)))
    except LViTError as error:
        return Skipped(file, error.message, error.hint)


def _linked_folders(folder: Path) -> Iterator[Skipped]:
    """Links to folders, which are not followed: they may lead anywhere, or in a circle."""
    for parent, names, _ in os.walk(folder):
        names[:] = [name for name in names if not name.startswith(".")]
        for name in names:
            if (path := Path(parent, name)).is_symlink():
                yield Skipped(path, "It is a link to a folder.", "Add that folder itself.")


def _kind_of_place(path: Path) -> tuple[str, str]:
    """Why a path that is no file cannot be read, and what to do."""
    if path.is_symlink() and not path.exists():
        return "It is a link to a file that is not there.", "Mend or remove the link."
    if not path.exists():
        return "It does not exist.", "Check the path."
    if path.is_dir():
        return "It is a folder.", "Add the files in it."
    return "It is a device or a pipe, not a file.", "Copy what it gives into a file."


def _of_sides(name: str, spacing_mm: tuple[float, float], template: str) -> str:
    """What pixels of two sides mean for a model that slides over the image at one scale."""
    if not load_template(template).in_tiles:
        return ""
    height, width = (f"{1000 * side:g}" for side in spacing_mm)
    return (
        f"The pixels of {name} are not square ({width} um wide, {height} um high): models see it "
        "at the mean of both."
    )
