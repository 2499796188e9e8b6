"""What is wrong with DICOM files: told in one sentence where it stops, passed over where not."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from lvit_core.errors import LViTError

# A damaged header may fail anywhere in pydicom, also in kinds of its own.
FAULTS: tuple[type[Exception], ...] = (Exception,)
P = ParamSpec("P")
T = TypeVar("T")


def quietly(function: Callable[P, T]) -> Callable[P, T]:
    """Warnings about spellings that no rule allows are not shown: real files are full of them."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*args, **kwargs)

    return wrapper


def telling_faults(function: Callable[[Path], T]) -> Callable[[Path], T]:
    """Faults of a file become one sentence; warnings about its spelling are not shown."""

    @wraps(function)
    def wrapper(path: Path) -> T:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return function(path)
            except LViTError:
                raise
            except FAULTS as error:
                # Only the kind of fault: its text may quote names of patients.
                raise LViTError(
                    "{name} is damaged and cannot be read ({kind}).", "Export it again.",
                    name=path.name, kind=type(error).__name__,
                ) from error  # fmt: skip

    return wrapper
