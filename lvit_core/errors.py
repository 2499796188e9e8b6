"""The one expected error: something a person can understand and act upon.

Whether trying the same again may help is decided here too.
"""

import errno
import os
from pathlib import PurePath

from lvit_core.notice import ASK_WHY, Offer
from lvit_core.wording import filled


class LViTError(Exception):
    """An expected failure with advice.

    Anything else that is raised is a bug and ends in the report dialog (or a traceback on the
    command line), so raise this class for what a person can cause or mend.

    Args:
        message: What happened, one sentence, no names or dates of patients.
        hint: What to do next, one sentence; empty when there is nothing useful to say.
        values: For named places in both: ``LViTError("{name} is gone.", name=name)``. Written
            so, and not as an f-string, the window can translate it.

    Attributes:
        offer: The next step as a button, where there is one.
        about: The number of the one image that it is about; 0 for none.
    """

    offer: Offer | None = None
    about = 0

    def __init__(self, message: str, hint: str = "", /, **values: object) -> None:
        self.message = filled(message, values)
        self.hint = filled(hint, values)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def require(reason: str, holds: bool) -> bool:
    """True, or raises `LViTError` with the reason: for what says why it cannot be done now."""
    if not holds:
        raise LViTError(reason)
    return True


class TransientError(LViTError):
    """An expected failure of the disk or of a lock: the same may well succeed later."""


class OvertakenError(LViTError):
    """Labels changed after an edit of them was computed; it was not stored."""

    def __init__(self) -> None:
        super().__init__("Its labels have changed meanwhile.", "Open the image again.")


class ReasonWantedError(LViTError):
    """What was labeled for the record is about to change, and nobody has said why."""

    offer = ASK_WHY

    def __init__(self) -> None:
        super().__init__(
            "What this changes is labeled, and the project is for the record.",
            "Say why it changes, then do it again.",
        )


# What is there or not is no whim of the disk: trying again gives the same answer.
LASTING = (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError)


def may_pass(problem: BaseException) -> bool:
    """Whether trying the same again can help: full, lost, locked or write-protected disks."""
    lasting = isinstance(problem, LASTING)
    return isinstance(problem, TransientError) or (isinstance(problem, OSError) and not lasting)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_LOST = (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN)


def as_expected(problem: BaseException) -> BaseException:
    """The same; where the system's refusal is about the disk, or a file that went, in words."""
    if not isinstance(problem, OSError):
        return problem
    name = PurePath(os.fsdecode(problem.filename)).name if problem.filename else ""
    where = f" ({name})" if name else ""
    if problem.errno in _FULL:
        return TransientError(f"The disk is full{where}.", "Make room on it and try again.")
    if problem.errno in _REFUSED:
        hint = "Allow writing there, or choose a place where you may write."
        return TransientError(f"The system does not allow it{where}.", hint)
    if problem.errno in _LOST:
        hint = "Connect it again and try again; if it stays so, the disk may be failing."
        return TransientError(f"The disk cannot be read or written{where}.", hint)
    if problem.errno == errno.ENOENT and name:  # somebody moved or deleted it meanwhile
        return LViTError("{name} is not there.", "Put it back and try again.", name=name)
    return problem


class Cancelled(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised inside long work after a person asked to stop; never shown as an error."""
