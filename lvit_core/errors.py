"""The one expected error: something a person can understand and act upon.

Whether trying the same again may help is decided here too.
"""


class LViTError(Exception):
    """An expected failure with advice.

    Anything else that is raised is a bug and ends in the report dialog (or a traceback on the
    command line), so raise this class for what a person can cause or mend.

    Args:
        message: What happened, one sentence, no names or dates of patients.
        hint: What to do next, one sentence; empty when there is nothing useful to say.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class TransientError(LViTError):
    """An expected failure of the disk or of a lock: the same may well succeed later."""


# What is there or not is no whim of the disk: trying again gives the same answer.
LASTING = (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError)


def may_pass(problem: BaseException) -> bool:
    """Whether trying the same again can help: full, lost, locked or write-protected disks."""
    lasting = isinstance(problem, LASTING)
    return isinstance(problem, TransientError) or (isinstance(problem, OSError) and not lasting)


class Cancelled(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised inside long work after a person asked to stop; never shown as an error."""
