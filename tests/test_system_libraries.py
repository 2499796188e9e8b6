"""The list of system libraries is what Qt asks for, and a machine without them is told in words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / ".ci" / "system-libraries"
EVERYWHERE = {"libc", "libm", "libdl", "libpthread", "librt", "ld-linux", "libgcc_s", "libstdc++"}
EVERYWHERE |= {"libz", "libzstd"}  # the package manager itself needs them
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring what Qt needs")


def listed() -> dict[str, str]:
    return dict(re.findall(r"^need (\S+) (\S+)$", SCRIPT.read_text(), re.MULTILINE))


def asked_for() -> set[str]:
    """File names of libraries outside PySide6 that the parts of the window are linked with."""
    import PySide6
    import shiboken6

    root, binding = Path(PySide6.__path__[0]), Path(shiboken6.__path__[0])
    own = {
        path.name: path
        for folder in (root, root / "Qt/lib", binding)
        for path in folder.glob("*.so*")
    }
    waiting = [root / f"Qt/plugins/platforms/libq{name}.so" for name in ("xcb", "offscreen")]
    waiting += [root / f"{name}.abi3.so" for name in ("QtCore", "QtGui", "QtWidgets")]
    seen, outside = set(), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        told = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=True)
        for name in re.findall(r"NEEDED.*\[(\S+)\]", told.stdout):
            if name in own:
                waiting.append(own[name])
            elif re.split(r"\.so|-x86|-aarch", name)[0] not in EVERYWHERE:
                outside.add(name)
    return outside


@ON_LINUX
@pytest.mark.skipif(shutil.which("readelf") is None, reason="readelf is not installed")
def test_the_list_is_complete_and_has_nothing_more():
    assert set(listed()) == asked_for()


@ON_LINUX
def test_a_machine_without_them_is_told_what_to_install(tmp_path):
    nothing = tmp_path / "ldconfig"
    nothing.write_text("#!/bin/sh\n")
    nothing.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    told = subprocess.run(
        [SCRIPT, "--check"], env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    for library, package in listed().items():
        assert library in told.stderr
        assert f" {package}" in told.stderr
