"""What is sent to whoever looks after the program names neither patients nor their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvit_core.bug_text import bug_text

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


def test_what_code_is_called_stays() -> None:
    told = "'NoneType' object has no attribute 'read_level', see numpy.asarray (3, 4) != (5,)"
    assert bug_text(AttributeError(told))[0] == f"AttributeError: {told}"


def test_places_are_told_from_the_programs_folder_on() -> None:
    from lvit_core.files import read_small_text

    with pytest.raises(Exception) as caught:
        read_small_text("no/such")
    trace = bug_text(caught.value)[1]
    assert 'File "lvit_core/files.py"' in trace and str(Path(__file__).parents[2]) not in trace
