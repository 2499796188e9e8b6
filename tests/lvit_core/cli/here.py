"""Runs `lvit` in this process: a process of its own would import torch for every command."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import torch

from lvit_core.cli import build_app
from lvit_core.cli.output import run


class Done(NamedTuple):
    """How a command ended, as `subprocess.run` tells it."""

    returncode: int
    stdout: str
    stderr: str


def lvit_here(*words: object, cache: Path, expect: int = 0) -> Done:
    """Runs ``lvit WORDS`` and checks its exit code; what is no expected error is raised."""
    told, said, code, threads = io.StringIO(), io.StringIO(), 0, torch.get_num_threads()
    with (
        mock.patch.dict(os.environ, {"LVIT_CACHE": str(cache)}),
        contextlib.redirect_stdout(told),
        contextlib.redirect_stderr(said),
    ):
        try:
            run(build_app(), [str(word) for word in words])
        except SystemExit as ending:
            code = int(ending.code or 0)
        finally:
            torch.set_num_threads(threads)
    assert code == expect, said.getvalue()
    return Done(code, told.getvalue(), said.getvalue())
