"""What labeling took: closed forms with times that are given, and a project's own journal."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from lvit_core.annotation import edits
from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.cli import build_app
from lvit_core.geometry import Rect
from lvit_core.project import journal
from lvit_core.project.effort import CURVE, LEAST_BEFORE, Step, measured
from lvit_core.project.effort_reading import EffortReader, effort_of
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.step_words import IMPORTED

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def at(seconds):
    return START + timedelta(seconds=seconds)


def image_steps(image_id, begin, seconds, corrections=1):
    """An image that is looked at, corrected so often in equal times, and marked as labeled."""
    each = seconds / (corrections + 1)
    times = [begin + each * number for number in range(1, corrections + 2)]
    steps = [Step(image_id, "ada", at(time), "correction") for time in times[:-1]]
    return [*steps, Step(image_id, "ada", at(times[-1]), "other", labeled=True)]


def many(times, corrections=1):
    """Images in a row, each taking so many seconds; the first step of all begins the first."""
    steps, now = [Step(0, "ada", at(0), "other")], 0
    for image_id, seconds in enumerate(times, start=1):
        steps += image_steps(image_id, now, seconds, corrections)
        now += seconds
    return steps


def test_time_goes_to_the_image_of_the_step_that_ends_it():
    steps = [
        Step(1, "ada", at(0), "other"),
        Step(1, "ada", at(10), "correction"),
        Step(2, "ada", at(25), "correction"),
        Step(2, "ada", at(30), "acceptance"),
        Step(2, "ada", at(31), "other", labeled=True),
        Step(1, "ada", at(40), "other", labeled=True),
    ]
    found = measured(steps, {1: 4, 2: 1}, waiting=7)
    (second, first) = found.images  # in the order of labeling
    assert (first.image_id, first.seconds, first.corrections, first.objects) == (1, 19, 1, 4)
    assert (second.seconds, second.corrections, second.acceptances) == (21, 1, 1)
    assert found.whole is not None and found.whole.seconds_per_image == 20
    assert found.whole.seconds_per_object == 40 / 5
    assert found.hours_left == pytest.approx(7 * 20 / 3600)


def test_a_pause_and_a_clock_set_back_are_left_out():
    steps = [
        Step(1, "ada", at(0), "other"),
        Step(1, "ada", at(20), "correction"),
        Step(1, "ada", at(20 + 3600), "correction"),  # lunch
        Step(1, "ada", at(600), "correction"),  # set back
        Step(1, "ada", at(605), "other", labeled=True),
    ]
    found = measured(steps, {1: 1}, waiting=0)
    assert found.images[0].seconds == 25 and found.pauses == (2, 3600)
    wide = measured(steps, {1: 1}, waiting=0, pause_s=3600)
    assert wide.images[0].seconds == 3625


def test_two_people_do_not_end_each_others_waits():
    steps = [
        Step(1, "ada", at(0), "other"),
        Step(2, "bob", at(1), "other"),
        Step(1, "ada", at(30), "other", labeled=True),
        Step(2, "bob", at(51), "other", labeled=True),
    ]
    found = measured(steps, {1: 1, 2: 1}, waiting=0)
    assert [image.seconds for image in found.images] == [30, 50]


def test_the_first_ten_are_held_against_the_last_ten():
    times = [60] * CURVE + [30] + [12] * CURVE
    found = measured(many(times, corrections=2), dict.fromkeys(range(1, 22), 3), waiting=100)
    assert found.first.seconds_per_image == pytest.approx(60)
    assert found.last.seconds_per_image == pytest.approx(12)
    assert found.last.corrections_per_object == pytest.approx(2 / 3)
    assert found.hours_left == pytest.approx(100 * 12 / 3600)
    few = measured(many(times[:19]), dict.fromkeys(range(1, 20), 3), waiting=1)
    assert few.first is few.last is None and few.hours_left is not None


def test_what_is_saved_is_held_against_the_time_before_the_first_generation():
    times = [40] * LEAST_BEFORE + [10] * (LEAST_BEFORE + 1)
    objects = {key: 2 if key <= LEAST_BEFORE else 4 for key in range(1, len(times) + 1)}
    trained = at(40 * LEAST_BEFORE + 5)
    found = measured(many(times), objects, 0, trained)
    # 20 s an object before; 4 objects in each of the six after: 80 s expected, 10 s taken.
    assert found.saved.hours == pytest.approx(6 * (80 - 10) / 3600)
    assert str(LEAST_BEFORE) in found.saved.against
    slower = measured(many([10] * 5 + [40] * 5), dict.fromkeys(range(1, 11), 2), 0, at(55))
    assert slower.saved.hours == pytest.approx(5 * (10 - 40) / 3600)


@pytest.mark.parametrize("trained", [None, at(-5), at(10**6), at(100)])
def test_what_cannot_be_told_is_not_claimed(trained):
    found = measured(many([40] * 8), dict.fromkeys(range(1, 9), 2), 0, trained)
    assert found.saved.hours is None and found.saved.against


def test_imports_and_single_steps_tell_no_time():
    steps = [
        Step(1, "ada", at(0), "import", labeled=True),
        Step(1, "ada", at(9), "correction"),
        Step(2, "bob", at(20), "other", labeled=True),
    ]
    found = measured(steps, {1: 5, 2: 1}, waiting=0)
    assert found.images == () and found.whole is None and found.imported == 1
    assert measured([], {}, 3).hours_left is None


@pytest.fixture
def worked(tmp_path, monkeypatch):
    """Two images: one corrected and labeled, one imported; the clock goes 10 s a step."""
    ticks = iter(range(0, 10_000, 10))
    monkeypatch.setattr(journal, "now", lambda: at(next(ticks)).isoformat())
    paths = []
    for number in range(3):
        rng = np.random.default_rng(number)
        paths.append(tmp_path / f"image{number}.png")
        Image.fromarray(rng.integers(0, 255, (32, 32, 3), np.uint8)).save(paths[-1])
    project = Project.create(tmp_path / "project", ProjectSettings("p", "nuclei"), seed="s")
    project.person = "ada"
    first, second, _third = project.images.add(paths).added
    workspace = Workspace(
        project.journal.load_plane(first.id, "nuclei"),
        project.journal.load_objects(first.id, "nuclei"),
        "nuclei", "nucleus", Provenance("model", "ada", "1"),
    )  # fmt: skip
    instances = np.zeros((32, 32), np.int32)
    instances[2:8, 2:8] = 1
    taken = edits.accept_instances(workspace, instances)
    project.journal.append(first.id, taken)
    taken.patch.apply(workspace.plane)
    workspace.table.apply(taken.objects)
    by_hand = Workspace(
        workspace.plane, workspace.table, "nuclei", "nucleus", Provenance("person", "ada")
    )
    drawn = edits.add_area(by_hand, Region(Rect(20, 20, 24, 24), np.ones((4, 4), bool)))
    project.journal.append(first.id, drawn)
    done = ImageChange("state", "unlabeled", "labeled")
    project.journal.append(first.id, Edit("Label", "nuclei", image=(done,)))
    store_labels(
        project, second.id, "nuclei", instances, classes="nucleus",
        provenance=Provenance("import", "ada"), title="Import", image_changes=(done,),
    )  # fmt: skip
    yield project
    project.close()


def test_a_journal_is_told_apart(worked):
    found = effort_of(worked)
    (image,) = found.images
    # Taken at 0 s, drawn at 10 s, labeled at 20 s; the first step has none before it.
    assert (image.seconds, image.corrections, image.acceptances, image.objects) == (20, 1, 1, 2)
    assert found.waiting == 1 and found.imported == 1
    assert found.hours_left == pytest.approx(20 / 3600)


@pytest.mark.parametrize("origin", ["person", "model", "import"])
def test_labels_from_elsewhere_take_no_time_whoever_drew_them(worked, origin):
    """Our own data say who drew an object: 'an image 0.0 s, 0.0 corrections' was told."""
    third = worked.images.all()[2]
    done = ImageChange("state", "unlabeled", "labeled")
    instances = np.zeros((32, 32), np.int32)
    instances[2:8, 2:8] = 1
    store_labels(
        worked, third.id, "nuclei", instances, classes="nucleus",
        provenance=Provenance(origin, "bob"), title=IMPORTED, image_changes=(done,),
    )  # fmt: skip
    found = effort_of(worked)
    assert len(found.images) == 1 and found.imported == 2 and found.waiting == 0


def test_the_command_tells_it(worked):
    folder = str(worked.folder)
    told = CliRunner().invoke(build_app(), ["info", folder, "--effort", "--json"])
    assert told.exit_code == 0, told.output
    effort = json.loads(told.stdout)["effort"]
    assert effort["images"][0]["image"] == "image0.png"
    assert effort["images"][0]["seconds"] == 20
    assert effort["saved"] == {"hours": None, "against": "no generation was trained"}
    text = CliRunner().invoke(build_app(), ["info", folder, "--effort"]).stdout
    assert "1 image, 20.0 s and 1.0 corrections each" in text
    assert "not known: no generation was trained" in text


def test_a_second_look_reads_only_what_came_since(worked, monkeypatch):
    reader, since, asked = EffortReader(), worked.journal.since, []
    first = reader.read(worked)
    assert first == effort_of(worked)
    newest = max(entry.id for entry, _edit in since(0))
    label = ImageChange("state", "unlabeled", "labeled")
    waiting = next(one for one in worked.images.all() if str(one.state) == "unlabeled")
    worked.journal.append(waiting.id, Edit("Label", "nuclei", image=(label,)))
    whole = effort_of(worked)
    monkeypatch.setattr(worked.journal, "since", lambda after: asked.append(after) or since(after))
    assert reader.read(worked) == whole != first
    assert asked == [newest]
