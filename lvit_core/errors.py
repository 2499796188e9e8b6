"""The one expected error: something a person can understand and act upon."""


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


class Cancelled(Exception):  # noqa: N818 - it is an answer, not an error
    """Raised inside long work after a person asked to stop; never shown as an error."""
