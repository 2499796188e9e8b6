"""What a project holds beside what it must hold by its chain; every difference is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lvit_core.project import chain
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.care.expected import Expected, Row
from lvit_core.project.care.findings import Finding, Kind
from lvit_core.project.care.replay import LOST_KEY
from lvit_core.project.chain import READING, Run
from lvit_core.project.readings import Reading

BACKUP = "A backup may hold it as it was (`lvit project restore`)."
INSERTED = "No row of the chain tells of it: it was put in by other means than the program."
CHANGED = "It is not as the chain has it: it was changed by other means than the program."
REMOVED = "The chain tells of it, and it is gone: it was removed by other means than the program."
_WORDS = {"content_hash": "picture", "picture": "left out"}
_OF_ANSWERS = (
    "weights", "model", "image", "sentence", "threshold", "um_per_px", "backend", "min_area_px",
)  # fmt: skip


def compare(run: Run, expected: Expected) -> list[Finding]:
    """Everything that is not as the chain has it.

    Args:
        run: Carries SQL out; see `chain.Run`.
        expected: What must be there.
    """
    names = dict(tuple(row) for row in run("SELECT id, name FROM images"))
    return [
        *_settings(run, expected),
        *_images(run, expected, names),
        *_steps(run, expected, names),
        *_acceptances(run, expected, names),
        *_generations(run, expected),
        *_answers(run),
    ]


def _settings(run: Run, expected: Expected) -> Iterator[Finding]:
    left = dict(expected.settings)
    for key, value in run("SELECT key, value FROM settings ORDER BY key"):
        kind, known = left.pop(key, ("", ""))
        if key == LOST_KEY:
            continue  # set while a damaged file was written anew; the chain tells of that
        if not kind:
            yield _finding(f"setting {key}", INSERTED)
        elif known != (value if kind == "value" else _sha256(value)):
            yield _finding(f"setting {key}", CHANGED)
    for key in left:
        yield _finding(f"setting {key}", REMOVED)


def _images(run: Run, expected: Expected, names: dict[int, str]) -> Iterator[Finding]:
    facts, left = (*chain.IMAGE_FACTS, *chain.PICTURE_FACTS), dict(expected.images)
    for number, *values in run(f"SELECT id, {chain.IMAGE_COLUMNS} FROM images ORDER BY id"):
        known = left.pop(number, None)
        if known is None:
            yield _finding(_named(names, number), INSERTED)
            continue
        for name, value in zip(facts, values, strict=True):
            if known.get(name) != value and (name in known or name in chain.IMAGE_FACTS):
                words = _WORDS.get(name, name).replace("_", " ")
                yield _finding(f"{names[number]}, {words}", CHANGED)
        yield from _readings(run, number, names[number], known)
    for number in left:
        yield _finding(f"image {number}", REMOVED)


def _readings(run: Run, number: int, name: str, known: dict[str, Any]) -> Iterator[Finding]:
    query = "SELECT reader, state, sentence FROM readings WHERE image_id = ?"
    left = {key: text for key, text in known.items() if key.startswith(READING) and text}
    for reader, state, sentence in run(query, (number,)):
        text, item = left.pop(f"{READING}{reader}", None), f"{name}, {READING}{reader}"
        if text is None:
            yield _finding(item, INSERTED)
        elif _reading(text) != (reader, state, sentence):
            yield _finding(item, CHANGED)
    for key in left:
        yield _finding(f"{name}, {key}", REMOVED)


def _reading(text: str) -> tuple[str, str, str] | None:
    """Reader, state and sentence as the chain tells them; ``None`` where it makes no sense."""
    try:
        told = Reading.from_text(text)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return told.reader, told.state.value, told.sentence


def _steps(run: Run, expected: Expected, names: dict[int, str]) -> Iterator[Finding]:
    columns = ", ".join(chain.STEP_FACTS)
    query = f"SELECT id, status, NULL, {columns} FROM journal ORDER BY id"

    def item(number: int, image: int | None) -> str:
        return f"{_named(names, image)}, step {number}"

    yield from _rows(run(query), expected.steps, chain.step_digest, item, expected)


def _acceptances(run: Run, expected: Expected, names: dict[int, str]) -> Iterator[Finding]:
    columns = ", ".join(chain.ACCEPTANCE_FACTS)
    query = f"SELECT id, status, journal_id, {columns} FROM acceptances ORDER BY id"

    def item(number: int, image: int | None) -> str:
        return f"{_named(names, image)}, acceptance {number}"

    yield from _rows(run(query), expected.acceptances, chain.acceptance_digest, item, expected)
    query = (
        f"SELECT id, image_id, {', '.join(chain.HELD)} FROM acceptances WHERE status = 'waiting'"
    )
    for number, image, *parts in run(query):
        row = expected.acceptances.get(number)
        if row is not None and row.held and chain.held_digest(parts) != row.held:
            yield _finding(f"{item(number, image)}, what was proposed", CHANGED)


def _rows(
    found: Any,
    known: dict[int, Row],
    digest: Callable[..., bytes],
    item: Callable[[int, int | None], str],
    expected: Expected,
) -> Iterator[Finding]:
    """Rows that belong to an image: id, status, the step that settled them, then their facts."""
    seen = set()
    for number, status, step, *values in found:
        seen.add(number)
        row = known.get(number)
        if row is None:
            yield _finding(item(number, values[0]), INSERTED)
        elif digest(*values) != row.digest:
            yield _finding(item(number, row.image), CHANGED)
        elif status != row.status:
            problem = f"It is {status}, and {row.status} by the chain."
            yield _finding(item(number, row.image), problem)
        elif step != row.step:
            yield _finding(item(number, row.image), "Another step than the chain has settled it.")
    for number, row in known.items():
        if number not in seen and row.image not in expected.removed:
            yield _finding(item(number, row.image), REMOVED)


def _generations(run: Run, expected: Expected) -> Iterator[Finding]:
    left, in_force = dict(expected.generations), 0
    columns = ", ".join(chain.GENERATION_FACTS)
    for forced, *values in run(f"SELECT in_force, {columns} FROM generations ORDER BY number"):
        row, number = left.pop(values[0], None), values[0]
        in_force = number if forced else in_force
        if row is None:
            yield _finding(f"generation {number}", INSERTED)
        elif chain.generation_digest(*values) != row.digest:
            yield _finding(f"generation {number}", CHANGED)
    for number in left:
        yield _finding(f"generation {number}", REMOVED)
    if in_force != expected.in_force:
        problem = f"It is in force, and by the chain {_model(expected.in_force)} is."
        yield _finding(_model(in_force), problem)


def _answers(run: Run) -> Iterator[Finding]:
    """What made an answer is kept under its own digest, which objects and acceptances name."""
    known = set()
    for row in run(f"SELECT key, {', '.join(_OF_ANSWERS)}, insisted FROM answers ORDER BY key"):
        key, values = row[0], row[1:-1]
        known.add(key)
        if key not in _keys([*values, bool(row[-1])]):
            yield _finding(f"what made answer {key}", CHANGED)
    query = "SELECT DISTINCT answer FROM acceptances WHERE answer IS NOT NULL ORDER BY answer"
    for (key,) in run(query):
        if key not in known:
            yield _finding(f"what made answer {key}", REMOVED)


def _keys(values: Sequence[Any]) -> set[str]:
    """The digests that an answer may be kept under: whole numbers may have been told as such."""
    threshold, size = _OF_ANSWERS.index("threshold"), _OF_ANSWERS.index("um_per_px")
    found = set()
    for places in ((), (threshold,), (size,), (threshold, size)):
        told = list(values)
        for place in places:
            if isinstance(told[place], float) and told[place].is_integer():
                told[place] = int(told[place])
        found.add(AnswerOrigin(*told).key)
    return found


def _model(number: int) -> str:
    return f"generation {number}" if number else "the bundled model"


def _named(names: dict[int, str], image: int | None) -> str:
    return names.get(image or 0, f"image {image}")


def _finding(item: str, problem: str) -> Finding:
    return Finding(Kind.CHAIN, item, problem, "", BACKUP)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
