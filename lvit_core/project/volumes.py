"""Tells network shares from local disks: SQLite's WAL mode loses data on the former."""

from __future__ import annotations

import os
import platform
from pathlib import Path

# Names as they stand in /proc/mounts and in `mount` on macOS.
NETWORK_TYPES = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs"),
        *("fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.glusterfs", "fuse.vmhgfs-fuse"),
        *("9p", "ceph", "glusterfs", "lustre", "afs", "ncpfs", "vboxsf", "prl_fs"),
    }
)
WINDOWS_REMOTE_DRIVE = 4


def is_network_share(folder: Path) -> bool:
    """True when the folder lies on a share; False when it is local or nobody can tell."""
    if os.name == "nt":
        return _windows_remote(folder)
    return _mount_type(folder, _mounts()) in NETWORK_TYPES


def _mounts() -> list[tuple[str, str]]:
    """Mount points and file system types of this machine."""
    if platform.system() == "Linux":
        return parse_mounts(Path("/proc/mounts").read_text(encoding="utf-8", errors="replace"))
    import psutil  # noqa: PLC0415 - only needed here

    return [(part.mountpoint, part.fstype.lower()) for part in psutil.disk_partitions(all=True)]


def parse_mounts(text: str) -> list[tuple[str, str]]:
    """Mount points and types out of the lines of ``/proc/mounts``."""
    found = []
    for line in text.splitlines():
        fields = line.split()
        if len(fields) >= 3:
            found.append((fields[1].replace("\\040", " "), fields[2].lower()))
    return found


def _mount_type(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """Type of the longest mount point that contains the folder; the last mount wins a tie."""
    resolved = folder.resolve()
    best, kind = -1, ""
    for point, name in mounts:
        if resolved.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), name
    return kind


def _windows_remote(folder: Path) -> bool:
    path = str(folder.resolve())
    if path.startswith("\\\\"):
        return True
    import ctypes  # noqa: PLC0415 - Windows only

    windll = getattr(ctypes, "windll", None)
    drive = os.path.splitdrive(path)[0]
    if windll is None or not drive:
        return False
    return int(windll.kernel32.GetDriveTypeW(drive + "\\")) == WINDOWS_REMOTE_DRIVE
