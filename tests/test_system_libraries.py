"""The list of system libraries is what Qt asks for, and a machine without them is told in words."""

from __future__ import annotations

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


def bare_machine(folder: Path, user: int, *, sudo: bool) -> subprocess.CompletedProcess[str]:
    """Runs the script where no library is found; what apt-get is told goes to ``told``."""
    programs = {
        "ldconfig": "",
        "id": f"echo {user}",
        "apt-get": f'echo "$@" >> {folder}/told',
        "uname": "echo Linux",
        "env": 'shift; "$@"',
    }
    if sudo:
        programs["sudo"] = '[ "$1" = -n ] && shift; "$@"'
    for name, text in programs.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)
    for name in ("sh", "python3"):
        (folder / name).symlink_to(shutil.which(name) or name)
    return subprocess.run(
        [folder / "sh", SCRIPT],
        env={"PATH": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@ON_LINUX
@pytest.mark.parametrize(("user", "sudo"), [(0, False), (1000, True)], ids=["root", "sudo"])
def test_who_may_install_gets_the_libraries_and_is_told_which(tmp_path, user, sudo):
    told = bare_machine(tmp_path, user, sudo=sudo)
    assert told.returncode == 0
    installed = (tmp_path / "told").read_text().splitlines()[-1]
    assert installed.startswith("install ")
    for package in {*listed().values(), "fonts-dejavu-core"}:
        assert f" {package}" in installed
        assert f" {package}" in told.stdout


@ON_LINUX
def test_who_may_not_is_told_the_one_command(tmp_path):
    told = bare_machine(tmp_path, 1000, sudo=False)
    assert told.returncode == 1
    assert not (tmp_path / "told").exists()
    command = told.stderr.splitlines()[-1]
    assert command.strip().startswith("sudo apt-get install ")
    for library, package in listed().items():
        assert library in told.stderr
        assert f" {package}" in command
