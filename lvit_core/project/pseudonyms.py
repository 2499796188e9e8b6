"""Other names for images, patients, readers and UIDs of a project: the same in every export.

They are made with a secret that stays in the project's file, so that nobody can compute them from
a name or a number without it, and the project itself can tell whose they are.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from uuid import UUID

from sqlalchemy import select

from lvit_core.project import schema
from lvit_core.project.store import Store

SECRET_KEY = "secret"
_READER = re.compile(r"reader-[0-9a-f]{8}")
KEYED_GROUP = re.compile(r"[0-9a-f]{12}")  # see `splits.keyed_group`
_KEY_BYTES = 64  # the longest key that the hash takes


class Pseudonyms:
    """Makes them.

    Args:
        secret: The project's; whoever has it can compute a pseudonym from what it stands for.
    """

    def __init__(self, secret: str) -> None:
        self._key = secret.encode()[:_KEY_BYTES]

    @classmethod
    def of(cls, store: Store) -> Pseudonyms:
        """Those of a project.

        Projects of older versions have no secret of their own, but a seed that nobody else knows.
        """
        columns = schema.settings.c
        query = select(columns.key, columns.value).where(columns.key.in_((SECRET_KEY, "seed")))
        with store.read() as connection:
            values = {row.key: row.value for row in connection.execute(query)}
        return cls(values.get(SECRET_KEY) or values["seed"])

    def image(self, image_id: int) -> str:
        """What an image from a DICOM file is called instead of its file's name."""
        return f"dicom-{self._hash('image', str(image_id), 5).hex()}"

    def file(self, name: str) -> str:
        """What a DICOM file of no project is called."""
        return f"dicom-{self._hash('file', name, 5).hex()}"

    def patient(self, identity: str) -> str:
        """What a patient is called; ``identity`` is all that tells the patient from others.

        A group that was made of a patient's number is told as it is: it is a pseudonym already.
        """
        if KEYED_GROUP.fullmatch(identity):
            return f"patient-{identity}"
        return f"patient-{self._hash('patient', identity, 6).hex()}"

    def reader(self, name: str) -> str:
        """What a person is called who drew, accepted or read something.

        A name that another export of some project gave is told as it is: it is a pseudonym already.
        """
        if _READER.fullmatch(name):
            return name
        return f"reader-{self._hash('reader', name, 4).hex()}"

    def content(self, digest: str) -> str:
        """Another hash for that of a file: who has the file cannot compute it."""
        return self._hash("content", digest, 16).hex()

    def uid(self, uid: str) -> str:
        """Another UID for one; the same for the same."""
        made = UUID(bytes=self._hash("uid", uid, 16), version=5)
        return f"2.25.{made.int}"

    def _hash(self, kind: str, value: str, size: int) -> bytes:
        return hashlib.blake2b(
            value.encode("utf-8", "surrogatepass"),
            key=self._key,
            digest_size=size,
            person=f"lvit-{kind}".encode()[:16],
        ).digest()


def new_secret() -> str:
    """For a new project: 256 bits that nobody can guess."""
    return secrets.token_hex(32)
