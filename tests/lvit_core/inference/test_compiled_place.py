"""Compiled code lies where nobody else on the machine can put any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lvit_core.inference.backends.compiled_place import VARIABLE, keep_compiled_code_private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere profiles are private")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **_more: tmp_path / "cache")
    return tmp_path / "cache" / "compiled"


def chosen() -> Path:
    keep_compiled_code_private()
    return Path(os.environ[VARIABLE])


def test_a_folder_of_its_users_own(cache: Path) -> None:
    old = os.umask(0)
    try:
        assert chosen() == cache
    finally:
        os.umask(old)
    assert cache.stat().st_mode & 0o777 == 0o700


def test_one_that_others_may_write_is_not_used(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    place = chosen()
    assert place != cache and place.stat().st_mode & 0o777 == 0o700
    place.rmdir()


def test_what_a_person_chose_stays(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/own/choice")
    assert chosen() == Path("/own/choice") and not cache.exists()
