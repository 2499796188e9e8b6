"""Images that call themselves by one DICOM number: labels that name it cannot tell them apart."""

from __future__ import annotations

from sqlalchemy import select

from lvit_core.errors import LViTError
from lvit_core.imaging.sniff import format_of
from lvit_core.project import schema
from lvit_core.project.store import Store


class SharedInstances:
    """The numbers that images are called by, looked up patient by patient.

    One number belongs to one patient, so that only files of the same one are opened.

    Args:
        store: The project's.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[str, dict[str, str]] = {}  # by patient: number -> name of an image

    def look(self, name: str, instance: str, group: str) -> str:
        """Takes a new image in; one sentence where another has its number, else nothing.

        Args:
            name: Of its file.
            instance: Its number; empty for other files than DICOM.
            group: Of its patient, as the project keeps it.
        """
        if not instance:
            return ""
        known = self._names.get(group)
        if known is None:
            known = self._names[group] = self._known(group)
        other = known.setdefault(instance, name)
        if other == name:
            return ""
        return (
            f"{name} has the DICOM number (SOP Instance UID) of {other}: labels that name it "
            "could be of either."
        )

    def _known(self, group: str) -> dict[str, str]:
        columns = schema.images.c
        query = select(columns.path, columns.name).where(columns.patient_group == group)
        from lvit_core.imaging.dicom import instance_of  # noqa: PLC0415 - only DICOM needs it

        with self._store.read() as connection:
            rows = connection.execute(query).all()
        found: dict[str, str] = {}
        for path, name in rows:
            file = self._store.folder / path
            try:
                if file.is_file() and format_of(file) == "dicom":
                    found.setdefault(instance_of(file), name)
            except (LViTError, OSError):  # whoever opens it says what is wrong with it
                continue
        return found
