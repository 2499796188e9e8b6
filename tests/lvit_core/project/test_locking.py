"""What lies in the place of the lock and is no file is refused at once, in words that help."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lvit_core.errors import LViTError, may_pass
from lvit_core.project.accepted import Accepted
from lvit_core.project.finishing import finish_elsewhere
from lvit_core.project.locking import LOCK_NAME, NotWritableError
from lvit_core.project.project import Project


def make_link(place: Path) -> None:
    target = place.with_name("elsewhere")
    target.touch()
    place.symlink_to(target)


STRANGE: dict[str, Callable[[Path], None]] = {
    "folder": Path.mkdir,
    "link": make_link,
    "broken link": lambda place: place.symlink_to(place.with_name("nothing")),
    "pipe": os.mkfifo,
}


@pytest.fixture(params=STRANGE)
def strange(project: Project, request) -> Path:
    """A project in which something was accepted, with something else where its lock should be."""
    project.acceptances.keep(Accepted(1, None))
    project.close()
    lock = project.folder / LOCK_NAME
    lock.unlink(missing_ok=True)
    STRANGE[request.param](lock)
    return project.folder


def test_it_is_refused_at_once_and_may_be_read(strange):
    began = time.monotonic()
    for open_it in (Project.open, finish_elsewhere):
        with pytest.raises(LViTError) as told:
            open_it(strange)
        assert LOCK_NAME in str(told.value) + told.value.hint
        assert "delete it" in told.value.hint
        assert not isinstance(told.value, NotWritableError) and not may_pass(told.value)
    assert time.monotonic() - began < 2.0
    Project.open(strange, read_only=True).close()
    assert (strange / LOCK_NAME).exists() or (strange / LOCK_NAME).is_symlink()
