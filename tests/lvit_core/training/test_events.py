"""Events of a run: what is written is what the document says, and old files are still read."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from lvit_core.training.events import (
    EVENTS,
    Event,
    EventTail,
    EventWriter,
    Failed,
    Finished,
    GenerationEnded,
    ProposalWritten,
    Started,
    Step,
    Warned,
    last_event,
    read_events,
)
from lvit_core.wording import said

DOCUMENT = Path(__file__).parents[3] / "docs" / "EVENTS.md"
OLD = Path(__file__).with_name("events_of_2026.jsonl")


def test_an_event_is_one_line_of_plain_json_and_comes_back_the_same(tmp_path):
    path = tmp_path / "events.jsonl"
    writer = EventWriter(path)
    writer.write(Step(step=3, losses={"total": float("nan"), "dice": 0.5}, learning_rate=1e-3))
    writer.write(Finished(ending="done", folder=str(tmp_path)))
    writer.close()
    first, second = path.read_text().splitlines()
    assert json.loads(first)["event"] == "step"
    assert json.loads(first)["losses"] == {"total": None, "dice": 0.5}
    assert json.loads(second)["in_force"] is None
    step, finished = read_events(path)
    assert isinstance(step, Step) and step.losses == {"total": None, "dice": 0.5}
    assert step.time > 0 and step.learning_rate == 1e-3
    assert finished == last_event(path)


def test_what_a_run_says_is_a_message_again_in_the_window(tmp_path):
    path = tmp_path / "events.jsonl"
    writer = EventWriter(path)
    waits = said("Unlabeled images do not teach yet: {reason}.", reason=said("no two could be"))
    writer.write(Warned(message=waits))
    writer.write(Failed(message="The disk is full.", hint=said("Free {count}.", count=3)))
    writer.close()
    warned, failed = read_events(path)
    assert warned.message == waits and warned.message.template == waits.template
    assert warned.message.values["reason"].template == "no two could be"
    assert failed.message == "The disk is full." and failed.hint.template == "Free {count}."


def test_files_of_earlier_versions_are_read(tmp_path):
    events = read_events(OLD)
    assert len(events) == len(OLD.read_text().splitlines())
    assert isinstance(events[0], Started) and events[0].labeled == 3
    assert events[0].with_sentence is None, "it was not counted then"
    generations = [event for event in events if isinstance(event, GenerationEnded)]
    assert [event.promoted for event in generations] == [True, True]
    assert generations[0].parent == "/runs/start"
    assert generations[0].trained_from is None
    proposals = [event for event in events if isinstance(event, ProposalWritten)]
    assert {event.image_id for event in proposals} == {5, 6, 7, 8}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "no json",
        "[1, 2]",
        '{"event": "from a later version", "step": 1}',
        '{"event": ["step"]}',
        '{"event": "step", "step": "many"}',
        '{"time": 1.0}',
    ],
)
def test_what_cannot_be_read_is_passed_over(tmp_path, line):
    path = tmp_path / "events.jsonl"
    path.write_text(f'{{"event": "step", "step": 1, "later": true}}\n{line}\n{{"event": "st')
    assert read_events(path) == [Step(step=1)]
    assert last_event(path) == Step(step=1)


def test_no_file_no_events(tmp_path):
    assert read_events(tmp_path / "events.jsonl") == []
    assert last_event(tmp_path / "events.jsonl") is None


def test_a_tail_waits_for_the_end_of_a_line(tmp_path):
    path = tmp_path / "events.jsonl"
    tail = EventTail(path)
    assert tail.new_events() == []
    path.write_text('{"event": "started"}\n{"event": "st')
    assert tail.new_events() == [Started()]
    with path.open("a") as stream:
        stream.write('ep"}\n')
    assert tail.new_events() == [Step()]
    assert tail.new_events() == []


def test_the_document_names_every_event_and_every_field():
    """A row of its table begins with the names of events, and holds their fields in backticks."""
    written: dict[str, set[str]] = {name: set() for name in EVENTS}
    for row in re.findall(r"^\| (`.*)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE):
        names, _, rest = row.partition("|")
        for name in re.findall(r"`(\w+)`", names):
            if name in written:
                written[name] |= set(re.findall(r"`(\w+)(?:: \w+)?`", rest))
    common = {field.name for field in fields(Event)}
    for name, kind in EVENTS.items():
        missing = {field.name for field in fields(kind)} - common - written[name]
        assert not missing, f"docs/EVENTS.md says nothing of {sorted(missing)} of `{name}`"
