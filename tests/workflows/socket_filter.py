"""Runs a program that is ended by the system when it opens a socket that leads out of the machine.

The filter sits in the kernel (seccomp), so no library gets past it, and all programs that are
started have it too. Only sockets between programs of this machine (AF_UNIX) may be made.

    python -m tests.workflows.socket_filter PROGRAM ARGUMENT...
"""

from __future__ import annotations

import ctypes
import os
import platform
import socket
import struct
import sys

_SOCKET_CALL = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
SUPPORTED = sys.platform.startswith("linux") and platform.machine() in _SOCKET_CALL
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16


def install() -> None:
    """For this process and all that it starts; cannot be taken back."""
    machine, number = _SOCKET_CALL[platform.machine()]
    steps = [  # operation, jump when true, jump when false, value
        (_LOAD, 0, 0, _MACHINE_AT),
        (_JUMP_IF_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_JUMP_IF_EQUAL, 0, 2, number),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_IF_EQUAL, 0, 1, socket.AF_UNIX),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    ]
    code = b"".join(struct.pack("<HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("<HxxxxxxQ", len(steps), ctypes.addressof(held))
    library = ctypes.CDLL(None, use_errno=True)
    for asked in (
        (_NO_NEW_PRIVILEGES, 1, 0, 0, 0),
        (_SET_SECCOMP, _FILTER, ctypes.create_string_buffer(program, len(program)), 0, 0),
    ):
        if library.prctl(*asked):
            raise OSError(ctypes.get_errno(), "no filter can be set")


if __name__ == "__main__":
    install()
    os.execvp(sys.argv[1], sys.argv[1:])
