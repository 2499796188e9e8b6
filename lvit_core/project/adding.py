"""Adding files to a project: looking at each one, refusing with a reason, storing in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from lvit_core.errors import LViTError
from lvit_core.imaging.readers import ImageInfo, find_images, probe
from lvit_core.project import schema
from lvit_core.project.clock import now
from lvit_core.project.listing import list_images
from lvit_core.project.paths import content_hash, file_stamp, stored_path
from lvit_core.project.records import AddReport, ImageState, Skipped
from lvit_core.project.splits import keyed_group, split_of
from lvit_core.project.store import Store

BATCH = 200  # rows per transaction: a crash or cancel costs at most this many headers read


_REPLACED = (
    "An image of this name is in the project, and this is another picture.",
    "Open that image to say what becomes of its marks, or add this file under another name.",
)


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
                       images.split, images.file_stamp)
            ).all()  # fmt: skip
        self._template = template or values["template"]
        self._seed = values["seed"]
        self._paths = {row.path: row.id for row in known}
        self._pictures = {row.path: (row.file_stamp, row.content_hash) for row in known}
        self._hashes = {row.content_hash: (row.id, row.path) for row in known}
        self._splits = {row.patient_group: row.split for row in known if row.patient_group}

    def add(
        self,
        paths: Iterable[Path],
        progress: Callable[[int, int, str], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> AddReport:
        """See `ImageStore.add_images`."""
        report = AddReport()
        files: list[Path] = []
        for path in paths:
            try:
                files.extend(file for file in find_images([path]) if not self._is_own(file))
            except LViTError as error:
                report.skipped.append(Skipped(path, error.message, error.hint))
        batch: list[dict[str, Any]] = []
        added: list[int] = []
        for done, file in enumerate(files):
            if cancelled is not None and cancelled():
                break
            if progress is not None:
                progress(done, len(files), file.name)
            row = self._look_at(file, report)
            if row is not None:
                batch.append(row)
            if len(batch) >= BATCH:
                added += self._store_rows(batch)
                batch = []
        added += self._store_rows(batch)
        if progress is not None:
            progress(len(files), len(files), "")
        if added:
            new = set(added)
            report.added.extend(image for image in list_images(self._store) if image.id in new)
        return report

    def _is_own(self, file: Path) -> bool:
        """The store's own files and what can be made again: not pictures a person means."""
        home = self._store.folder
        inside = file.absolute()
        if inside.parent == home:
            return inside.name.startswith(("project.sqlite", ".project.lock"))
        return inside.is_relative_to(home / "cache") or inside.is_relative_to(home / "models")

    def _look_at(self, file: Path, report: AddReport) -> dict[str, Any] | None:
        """The row of a new file; ``None`` when it is known or refused."""
        path = stored_path(file, self._store.folder)
        if path in self._paths:
            if self._is_replaced(file, path):
                report.skipped.append(Skipped(file, *_REPLACED))
            else:
                report.already.append(file)
            return None
        try:
            info = probe(file)
            stamp = file_stamp(file)
            digest = content_hash(file)
            size = file.stat().st_size
        except LViTError as error:
            report.skipped.append(Skipped(file, error.message, error.hint))
            return None
        except OSError as error:
            reason = f"It cannot be read: {error.strerror or 'unknown reason'}."
            report.skipped.append(Skipped(file, reason, "Check the rights and the disk."))
            return None
        if digest in self._hashes:
            self._same_content(file, path, *self._hashes[digest])
            report.already.append(file)
            return None
        self._paths[path] = 0
        self._hashes[digest] = (0, path)
        return {**self._row(path, file.name, digest, size, info), "file_stamp": stamp}

    def _is_replaced(self, file: Path, path: str) -> bool:
        """Whether a file that is known by its name is another picture than the one known."""
        stamp, digest = self._pictures.get(path, (None, None))
        try:
            return digest is not None and stamp != file_stamp(file) and content_hash(file) != digest
        except OSError:
            return False

    def _same_content(self, file: Path, path: str, image_id: int, known_path: str) -> None:
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
                        file_stamp=file_stamp(file),
                        picture=None,
                    )
                )

    def _row(self, path: str, name: str, digest: str, size: int, info: ImageInfo) -> dict[str, Any]:
        group = keyed_group(info.patient_group, self._seed) if info.patient_group else ""
        split = self._splits.get(group) or split_of(group or digest, self._seed)
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

    def _store_rows(self, rows: list[dict[str, Any]]) -> list[int]:
        if not rows:
            return []
        with self._store.write() as connection:
            first = connection.exec_driver_sql(
                "SELECT seq FROM sqlite_sequence WHERE name = 'images'"
            ).scalar_one_or_none()
            start = int(first or 0) + 1
            numbered = [{**row, "id": start + index} for index, row in enumerate(rows)]
            connection.execute(insert(schema.images), numbered)
        return [row["id"] for row in numbered]
