"""What the system refuses is said in words, wherever it comes up."""

from __future__ import annotations

import errno
import os

import pytest
import safetensors.torch
import typer
from safetensors import SafetensorError

from app.session.notices import Notices
from lvit_core.cli.output import run
from lvit_core.errors import LViTError, as_expected, may_pass
from lvit_core.model.checkpoint import save_model
from tests.durability.gestures import small_model

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # as a write into an open file raises it


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "does not allow"), (errno.EIO, "cannot be read")],
)
def test_a_disk_that_says_no_is_expected(number, said):
    told = as_expected(OSError(number, os.strerror(number), "/home/ann/scan.png"))
    assert isinstance(told, LViTError) and said in told.message and told.hint
    assert "scan.png" in told.message and "home" not in told.message
    assert may_pass(told)
    bug = FileNotFoundError(errno.ENOENT, "no such file")
    assert as_expected(bug) is bug


def test_a_file_that_went_meanwhile_is_expected_and_named(qapp):
    """A project's folder was renamed while its window worked on it."""
    notices, bugs = Notices(), []
    notices.bug_reported.connect(bugs.append)
    notices.error(FileNotFoundError(errno.ENOENT, "no such file", "/home/ann/scan.png"))
    assert [one.message for one in notices.history] == ["scan.png is not there."] and not bugs
    assert not may_pass(as_expected(FileNotFoundError(errno.ENOENT, "no such file", "scan.png")))


def test_a_full_disk_is_a_notice_in_the_window_and_no_report_of_a_bug(qapp):
    notices, bugs = Notices(), []
    notices.bug_reported.connect(bugs.append)
    notices.error(FULL)
    assert [one.message for one in notices.history] == ["The disk is full."] and not bugs
    notices.error(OSError("of another kind"))
    assert len(bugs) == 1


def test_a_full_disk_is_told_by_a_command(capsys):
    app = typer.Typer()

    @app.command()
    def write() -> None:
        raise FULL

    with pytest.raises(SystemExit) as ended:
        run(app, [])
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "Error: The disk is full." in said and "Hint: Make room" in said


def test_weights_that_cannot_be_written_are_told(tmp_path, monkeypatch):
    def refuse(*_args: object, **_more: object) -> None:
        raise SafetensorError("Error while serializing: I/O error: No space left on device")

    monkeypatch.setattr(safetensors.torch, "save_file", refuse)
    with pytest.raises(LViTError, match="The model new cannot be written"):
        save_model(tmp_path / "new", small_model(), "# Card")
    assert not list(tmp_path.rglob("*.safetensors*"))
