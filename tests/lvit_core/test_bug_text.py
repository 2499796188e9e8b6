"""What is sent to whoever looks after the program names neither patients nor their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvit_core.bug_text import bug_text
from lvit_core.errors import LViTError

NAME = "Zwettler"


@pytest.mark.parametrize(
    "problem",
    [
        FileNotFoundError(2, "No such file or directory", f"/data/{NAME} Anna/film 1.dcm"),
        KeyError(f"{NAME}_1.dcm"),
        ValueError(f"cannot read C:\\films\\{NAME} Anna\\1.dcm: no header"),
        RuntimeError(f"{NAME}.png is odd"),
        ValueError(f'could not convert string to float: "{NAME}, Anna"'),
        OSError(f"unable to open database file /data/{NAME}/project.sqlite"),
        KeyError(NAME),
        ValueError(f"could not convert string to float: '{NAME}'"),
        ValueError(f"can't read '{NAME}'"),
        ValueError(f"'O'{NAME} Anna' is odd"),
        ValueError(f"it ends in '{NAME} An"),
        ValueError(f"/data/scan {NAME} Anna.png is odd"),
        ValueError(f"scan {NAME} Anna.png is odd"),
        LViTError("{name} has no film.", name=f"{NAME} Anna"),
    ],
)
def test_names_of_patients_and_their_files_are_left_out(problem: Exception) -> None:
    def fail() -> None:
        try:
            raise problem
        except Exception as error:
            raise RuntimeError("while reading") from error

    with pytest.raises(RuntimeError) as caught:
        fail()
    for text in (*bug_text(problem), *bug_text(caught.value)):
        assert NAME not in text and "Anna" not in text
    summary, trace = bug_text(caught.value)
    assert summary == "RuntimeError: while reading"
    assert type(problem).__name__ in trace and ", line " in trace and "in fail" in trace


def test_what_others_added_to_an_error_is_left_out() -> None:
    noted = ValueError("odd")
    noted.add_note(f"of {NAME}")
    with pytest.raises(SyntaxError) as caught:
        compile(f"{NAME} Anna", "typed", "exec")
    for problem in (noted, caught.value):
        assert NAME not in "".join(bug_text(problem))


def test_what_code_is_called_stays() -> None:
    with pytest.raises(AttributeError) as caught:
        None.read_level()  # type: ignore[attr-defined]
    told = "'NoneType' object has no attribute 'read_level'"
    assert bug_text(caught.value)[0] == f"AttributeError: {told}"
    told = "see numpy.asarray (3, 4) != (5,), 'int' and 'str'"
    assert bug_text(ValueError(told))[0] == f"ValueError: {told}"


def test_places_are_told_from_the_programs_folder_on() -> None:
    from lvit_core.files import read_small_text

    with pytest.raises(Exception) as caught:
        read_small_text("no/such")
    trace = bug_text(caught.value)[1]
    assert 'File "lvit_core/files.py"' in trace and str(Path(__file__).parents[2]) not in trace
