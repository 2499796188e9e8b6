"""Who is killed in the middle of anything has lost nothing that was said to be saved."""

from __future__ import annotations

import shutil
from random import Random

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.patch import EMPTY_PATCH
from lvit_core.model.checkpoint import load_model
from lvit_core.project.project import Project
from tests.durability.annotator import Order, stored
from tests.durability.killing import kill_annotator, kill_person, look
from tests.lvit_core.project.test_older_project import EDITS, LAST
from tests.lvit_core.project.test_older_project import folder as older  # noqa: F401 - a fixture

pytestmark = [pytest.mark.durability, pytest.mark.timeout(1800)]

LIVES = 20  # kills of one project, one after another
DAY_S = 86_400


def lines(chance: Random) -> int:
    """Soon after the beginning, or well into the work."""
    return chance.choice((chance.randrange(1, 30), chance.randrange(20, 400)))


def test_an_annotator_who_waits_for_nothing(zygote, project_folder, counting, tmp_path):
    count, chance = counting("killed while annotating", 0.3), Random(19)
    first = tmp_path / "first"
    shutil.copytree(project_folder, first)
    for number in count.rounds(240):
        if number % LIVES == 0:
            shutil.rmtree(project_folder.parent)
            shutil.copytree(first, project_folder)
        clock_s = chance.choice((0, 0, 0, -DAY_S, DAY_S, -40 * 365 * DAY_S))
        order = Order(str(project_folder), chance.randrange(1 << 30), clock_s)
        said, faults = kill_annotator(zygote, order, lines(chance))
        count.tried += 1
        count.promised += said.promises
        count.told += len(said.told)
        count.lost += [f"kill {number}, clock {clock_s}: {fault}" for fault in faults]


def test_one_who_exports_trains_restores_and_imports(zygote, pictures, counting, tmp_path):
    count, chance = counting("killed between commands", 0.15), Random(20)
    place = tmp_path.resolve() / "person"
    for number in count.rounds(60):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        order = Order(str(place), pictures=str(pictures))
        promised, faults = kill_person(zygote, order, chance.randrange(1, 90))
        count.tried += 1
        count.promised += promised
        count.lost += [f"kill {number}: {fault}" for fault in faults]


def test_a_project_that_is_brought_up_to_date(zygote, older, counting, tmp_path):  # noqa: F811
    count, chance = counting("killed while migrating", 0.1), Random(21)
    first = tmp_path / "older"
    shutil.copytree(older, first)
    for number in count.rounds(40):
        shutil.rmtree(older)
        shutil.copytree(first, older)
        for _ in zygote.run(Order(str(older)), after_s=chance.uniform(0.02, 0.6)):
            pass
        count.tried += 1
        with Project.open(older) as project:
            titles = [entry.title for entry in project.journal.history(1)]
            now = project.journal.load_plane(1, "lesion").to_array()
        # Who comes so far begins to annotate before the kill, and then the masks are others.
        same = len(titles) > len(EDITS) or np.array_equal(now, LAST)
        count.promised += 2
        if not same or titles[: len(EDITS)] != list(EDITS):
            count.lost.append(f"kill {number}: {titles}, masks {'as' if same else 'not as'} before")


def test_what_is_accepted_was_proposed_by_a_published_network(zygote, project_folder):
    """The annotator makes nothing up: each object names the weights that proposed it."""
    for seed in range(3):
        said, faults = kill_annotator(zygote, Order(str(project_folder), seed), 500)
        assert faults == [] and said.promises
    with Project.open(project_folder) as project:
        known, made_by = project.generations, project.answers.origins()
        weights = {load_model(known.model_of(one.number)).digest for one in known.all()}
        objects = [one.provenance for image in (1, 2, 3)
                   for one in project.journal.load_objects(image, "lesion")]  # fmt: skip
    accepted = [one for one in objects if one.generation]
    assert len(weights) > 1 and accepted
    assert {made_by[one.answer].weights for one in accepted} <= weights


def test_what_is_lost_is_noticed(zygote, project_folder):
    said, faults = kill_annotator(zygote, Order(str(project_folder), 5), 250)
    assert faults == [] and said.promises > 10
    image = max(said.states, key=lambda one: len(set(said.states[one])))
    with Project.open(project_folder) as project:  # a step of its own: all others may be undone
        before = project.images.get(image).sentence
        change = ImageChange("sentence", before, f"{before} Seen twice.")
        step = project.journal.append(image, Edit("Say", "lesion", EMPTY_PATCH, (), (change,)))
        promised = stored(project, image)
        project.journal.undo(step)
    said.states[image].append(promised)
    said.promised[image], said.open = len(said.states[image]), {}
    assert any(f"image {image}" in fault for fault in look(project_folder, said))
