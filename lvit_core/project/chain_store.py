"""The chain of an open project: its end, and what leaves and comes in as a whole."""

from __future__ import annotations

from lvit_core.project import chain
from lvit_core.project.chain import Act, Deed, Head
from lvit_core.project.store import Store


class ChainStore:
    """The part of a project that seals what people decided; see `chain`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def head(self) -> Head:
        """Its end now."""
        with self._store.read() as connection:
            return chain.head(connection.exec_driver_sql)

    def tell_export(self, format_name: str, images: int, objects: int, manifest: str) -> None:
        """Chains that labels left the project.

        Args:
            format_name: As what.
            images: How many.
            objects: How many.
            manifest: SHA-256 of the list of its files and their digests.

        Raises:
            LViTError: The project can only be read, or the disk refuses.
        """
        counts = {"images": images, "objects": objects}
        self._tell(Act.EXPORTED, {"format": format_name, "manifest": manifest, **counts})

    def tell_import(self, format_name: str, reader: str) -> None:
        """Chains that labels are about to come in; each image's are a step of its own.

        Args:
            format_name: As what.
            reader: Whose, where they are kept apart; empty for the project's own.

        Raises:
            LViTError: The project can only be read, or the disk refuses.
        """
        self._tell(Act.IMPORTED, {"format": format_name, "reader": reader})

    def _tell(self, act: Act, detail: dict[str, str | int]) -> None:
        with self._store.write() as connection:
            self._store.note(connection, Deed(act, detail=detail))
