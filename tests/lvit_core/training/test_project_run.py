"""Fine-tuning on a project: what it publishes, who joins, what is judged and never touched."""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from PIL import Image

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.data.project_samples import read_project_samples
from lvit_core.data.views import SampleReader
from lvit_core.device import choose
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.model.checkpoint import load_model
from lvit_core.model.digest import weights_digest
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.images import LearntError
from lvit_core.project.learnt import read_changes
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from lvit_core.training import project_run, trainer
from lvit_core.training.control import tell_run
from lvit_core.training.dataset_run import DatasetRun, input_settings, run_dataset
from lvit_core.training.events import (
    Failed,
    GenerationEnded,
    ProposalWritten,
    Started,
    Step,
    Warned,
    read_events,
)
from lvit_core.training.network import start_from
from lvit_core.training.project_run import ProjectRun, run_project
from lvit_core.training.proposal_files import read_proposal
from lvit_core.training.pseudo_history import PseudoHistory
from lvit_core.training.run_folder import RunFolder
from lvit_core.training.stepping import Stepper
from lvit_core.training.trainer import Budget
from lvit_core.training.validation import predict_sample


def world(tmp_path, disc_image, count=8):
    """A project of disc images, every one with its sentence, none labeled; masks by image id."""
    folder = tmp_path / "images"
    folder.mkdir()
    project = Project.create(
        tmp_path / "project", ProjectSettings("discs", "nuclei", "none"), seed="s"
    )
    masks = {}
    for seed in range(count):
        image, mask, sentence = disc_image(seed)
        path = folder / f"image{seed}.png"
        Image.fromarray(image).save(path)
        (record,) = project.images.add([path]).added
        project.images.set_split(record.id, "train")
        say(project, record.id, sentence)
        masks[record.id] = mask
    return project, masks


def say(project, image_id, sentence):
    before = project.images.get(image_id).sentence
    project.journal.append(
        image_id, _edit(project, image_id, None, ImageChange("sentence", before, sentence))
    )


def label(project, image_id, mask):
    before = project.images.get(image_id).state.value
    change = ImageChange("state", before, ImageState.LABELED.value)
    project.journal.append(image_id, _edit(project, image_id, mask, change))


def _edit(project, image_id, mask, change):
    plane = project.journal.load_plane(image_id, "nuclei")
    builder = PatchBuilder(plane)
    objects = ()
    if mask is not None:
        height, width = mask.shape
        builder.write(Rect(0, 0, height, width), np.full(mask.shape, 1, np.int32), mask)
        record = ObjectRecord(1, "nuclei", "nucleus", Provenance("person", "me"))
        objects = (ObjectChange(None, record),)
    return Edit("test", "nuclei", builder.finish(), objects, (change,))


def put_in_force(project, model):
    """As a person does; returns the number it has in the project."""
    number = project.generations.add(Path(model), "", None, "by hand").number
    project.generations.put_in_force(number)
    return number


def recorded(project, model):
    """As a run leaves it whose generation nobody could judge; returns its number."""
    before = project.generations.model_in_force()
    return project.generations.add(Path(model), "", None, "", succeeds=before).number


def hold_out(project, masks, ids):
    """Enough of them for a verdict."""
    for image_id in ids:
        project.images.set_split(image_id, "holdout")
        label(project, image_id, masks[image_id])


def generations_of(task):
    return [e for e in read_events(task.out / "events.jsonl") if isinstance(e, GenerationEnded)]


@pytest.fixture(scope="module")
def trained(disc_folder, tmp_path_factory, supervised):
    """A model that has seen a little of such images; it is copied, never changed."""
    place, config = tmp_path_factory.mktemp("trained"), replace(supervised, protocol="native")
    data = disc_folder(place / "data", range(40, 48))
    run_dataset(DatasetRun(data, place / "start", config, Budget(generations=2)))
    return place / "start"


@pytest.fixture
def start(trained, tmp_path):
    """The model, in the project that goes on from it."""
    return str(copytree(trained, tmp_path / "project" / "models" / "start"))


@pytest.fixture
def task(tmp_path, tiny, start):
    config = replace(
        tiny, protocol="native", steps_per_generation=2, schedule="constant", patience=0
    )
    return ProjectRun(
        tmp_path / "project",
        tmp_path / "project" / "models" / "run-0001",
        config,
        Budget(generations=2),
        model=start,
    )


@pytest.fixture
def discs():
    from importlib.util import module_from_spec, spec_from_file_location
    from pathlib import Path

    spec = spec_from_file_location("tiny_world", Path(__file__).with_name("conftest.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.disc_image


def test_generations_publish_models_and_proposals_and_record_themselves(tmp_path, discs, task):
    project, masks = world(tmp_path, discs)
    for image_id in list(masks)[:3]:
        label(project, image_id, masks[image_id])
    hold_out(project, masks, list(masks)[3:6])
    before = {i: project.journal.load_plane(i, "nuclei").to_array() for i in masks}
    put_in_force(project, task.model)
    project.close()
    facts = run_project(task)
    assert facts.generations == 2
    events = read_events(task.out / "events.jsonl")
    started = events[0]
    assert (started.labeled, started.unlabeled, started.holdout) == (3, 2, 3)
    generations = [e for e in events if isinstance(e, GenerationEnded)]
    assert [g.number for g in generations] == [1, 2]
    assert all(g.holdout_dice is not None and g.in_force_dice is not None for g in generations)
    promoted = [g for g in generations if g.promoted]
    proposals = [e for e in events if isinstance(e, ProposalWritten)]
    assert len(proposals) == 2 * len(promoted)
    with Project.open(task.project) as project:
        began_with, *stored = project.generations.all()
        assert len(stored) == 2
        assert [g.in_force for g in stored].count(True) == bool(promoted)
        assert began_with.in_force != bool(promoted)
        for image_id, plane in before.items():
            np.testing.assert_array_equal(
                project.journal.load_plane(image_id, "nuclei").to_array(), plane
            )
        for event in proposals:
            probability, classes, told, *_ = read_proposal(task.out.parent / event.path)
            assert probability.shape == (1, 48, 48) and classes == ("nucleus",)
            record = project.images.get(event.image_id)
            assert told["sentence"] == record.sentence
            made = AnswerOrigin.from_dict(json.loads(told["origin"]))
            folder = task.out / "generations" / event.generation
            assert made.weights == weights_digest(folder)
            assert (made.model, made.image) == (event.generation, record.content_hash)
        for record in project.images.all() if promoted else ():
            kept = project.proposals.load(record.id)
            assert kept is None or kept.origin.model == kept.generation
            assert kept is None or kept.origin.weights == weights_digest(promoted[-1].folder)
        assert project.images.counts().with_proposal == (2 if promoted else 0)
    assert load_model(generations[-1].folder).config.ancestor


def test_a_run_that_lies_elsewhere_leaves_its_models_with_the_project(tmp_path, discs, task):
    """A project uses no model outside of its folder."""
    project, masks = world(tmp_path, discs, 3)
    for image_id in list(masks)[:2]:
        label(project, image_id, masks[image_id])
    recorded(project, task.model)
    project.close()
    out = tmp_path / "elsewhere" / "first"
    run_project(replace(task, out=out))
    with Project.open(task.project) as project:
        made = [one for one in project.generations.all() if one.number > 1]
        assert [one.folder for one in made] == [
            f"models/first/generations/gen-000{number}" for number in (1, 2)
        ]
        assert made[-1].in_force and load_model(project.generations.model_in_force()).digest
    assert (out / "events.jsonl").is_file() and not (out / "generations").exists()


@pytest.mark.training
def test_a_proposal_of_a_whole_image_says_how_much_its_sentence_did(
    tmp_path, discs, task, make_folder, supervised, monkeypatch
):
    monkeypatch.setattr("lvit_core.training.gate.USELESS_DICE", 1.0)  # the bundled one is of use
    resized = replace(supervised, protocol="resize")
    seen = make_folder(range(40, 48), name="whole")
    run_dataset(DatasetRun(seen, tmp_path / "whole-start", resized, Budget(generations=2)))
    project, masks = world(tmp_path, discs, 4)
    first, *waiting = masks
    label(project, first, masks[first])
    say(project, waiting[-1], "")
    project.close()
    run_project(replace(task, model=str(tmp_path / "whole-start"), budget=Budget(generations=1)))
    events = read_events(task.out / "events.jsonl")
    assert events[0].input == "whole"
    told = {e.image_id: e for e in events if isinstance(e, ProposalWritten)}
    asked = [image_id for image_id in told if told[image_id].influence is not None]
    assert sorted(asked) == waiting[:-1]
    model = start_from(str(task.out / "generations" / "gen-0001")).eval()
    with Project.open(task.project) as project:
        for image_id in asked:
            stored = project.proposals.load(image_id)
            assert stored.influence == pytest.approx(told[image_id].influence)
            found = read_project_samples(project, "nuclei", "nuclei")
            sample = next(s for s in found.train if s.key == str(image_id))
            reader = SampleReader(input_settings(model.config, task.config))
            answers = [
                predict_sample(model, sample, reader, choose("cpu", "float32"), use_text=use)
                for use in (True, False)
            ]
            p, q = (np.where(answer < 0.1, 0.0, answer) for answer in answers)
            moved = 1.0 - 2.0 * np.minimum(p, q).sum() / (p.sum() + q.sum())
            assert 0.0 < moved < 1.0
            assert stored.influence == pytest.approx(moved, abs=0.02)


def test_what_people_are_shown_was_asked_of_the_upright_image(tmp_path, discs, task, monkeypatch):
    project, masks = world(tmp_path, discs, 4)
    label(project, next(iter(masks)), masks[next(iter(masks))])
    project.close()
    turns = []
    plain = trainer.predict_planes

    def noted(*arguments, turn, **named):
        turns.append(turn)
        return plain(*arguments, turn=turn, **named)

    monkeypatch.setattr(trainer, "predict_planes", noted)
    run_project(task)
    assert turns
    assert set(turns) == {0}


def test_a_worse_generation_is_published_but_not_promoted(tmp_path, discs, task, monkeypatch):
    project, masks = world(tmp_path, discs, 6)
    ids = list(masks)
    for image_id in ids[:2]:
        label(project, image_id, masks[image_id])
    hold_out(project, masks, ids[2:5])
    project.close()
    best = {str(image_id): 1.0 for image_id in ids[2:5]}
    monkeypatch.setattr(project_run.HoldoutGate, "_scores", lambda *_: best)
    run_project(task)
    events = read_events(task.out / "events.jsonl")
    generations = [e for e in events if isinstance(e, GenerationEnded)]
    assert [g.promoted for g in generations] == [False, False]
    assert "worse than" in generations[0].note
    assert not any(isinstance(e, ProposalWritten) for e in events)
    with Project.open(task.project) as project:
        assert [g.in_force for g in project.generations.all()] == [False, False]
        assert project.images.counts().with_proposal == 0


def test_a_model_that_a_person_puts_in_force_meanwhile_stays_so(tmp_path, discs, task, monkeypatch):
    """No window is open: the run records its generations itself."""
    project, masks = world(tmp_path, discs, 4)
    label(project, next(iter(masks)), masks[next(iter(masks))])
    began_with = recorded(project, task.model)
    project.close()
    plain = project_run._Run.announced

    def meanwhile(self):
        plain(self)
        if self._trainer.progress.generation == 1:
            with Project.open(task.project) as project:
                assert project.generations.in_force() == began_with + 1
                project.generations.put_in_force(began_with)

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    run_project(replace(task, model=None, budget=Budget(generations=3)))
    with Project.open(task.project) as project:
        assert len(project.generations.all()) == 4
        assert project.generations.in_force() == began_with
        assert "a person had chosen another model" in project.generations.all()[-1].note
        shown = {project.proposals.load(i).generation for i in list(masks)[1:]}
        assert shown == {str(began_with + 1)}, "those of a model that is not in force are not kept"


def test_a_run_is_told_at_once_and_measures_itself_against_the_choice(
    tmp_path, discs, task, monkeypatch
):
    """A window has the project open and tells the run through its file."""
    project, masks = world(tmp_path, discs, 6)
    ids = list(masks)
    label(project, ids[0], masks[ids[0]])
    hold_out(project, masks, ids[1:4])
    put_in_force(project, task.model)
    files, plain = RunFolder(task.out), project_run._Run.announced
    monkeypatch.setattr("lvit_core.training.judging.LARGEST_FALL", 1.0)
    choices = {1: "nuclei", 2: str(files.generation(2)), 3: str(files.generation(2))}

    def meanwhile(self):
        plain(self)
        choice = choices.get(self._trainer.progress.generation)
        if choice is not None:
            tell_run(files, in_force=choice)

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    with project:
        run_project(replace(task, model=None, budget=Budget(generations=4)))
    first, second, third, fourth = generations_of(task)
    assert first.promoted
    assert first.parent == task.model
    assert not second.promoted
    assert second.parent == "nuclei", "it is measured against what the person chose"
    assert second.in_force_dice != first.in_force_dice
    assert second.trained_from == "gen-0001"
    assert "a person had chosen another model" in second.note
    assert third.promoted, "a person took the second one, and the third goes on from there"
    assert third.parent == str(files.generation(2))
    assert not fourth.promoted, "the person went back to the second one"
    assert fourth.parent == str(files.generation(2))


def test_no_twin_and_nothing_that_was_learnt_from_judges(tmp_path, discs, task, monkeypatch):
    """A copy of a training image is held out; and one is held out that the run has learnt from."""
    project, masks = world(tmp_path, discs, 7)
    ids = list(masks)
    for image_id in ids[:2]:
        label(project, image_id, masks[image_id])
    image = Image.open(tmp_path / "images" / "image0.png")
    image.save(tmp_path / "copy.jpg", quality=90)
    (twin,) = project.images.add([tmp_path / "copy.jpg"]).added
    hold_out(project, {**masks, twin.id: masks[ids[0]]}, [*ids[2:5], twin.id])
    project.close()
    plain = project_run._Run.announced

    def meanwhile(self):
        plain(self)
        if self._trainer.progress.generation == 1:
            assert self._found.silent == {"copy.jpg": "it is nearly the same picture as image0.png"}
            with Project.open(task.project) as project, pytest.raises(LearntError):
                project.images.set_split(ids[1], "holdout")

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    run_project(task)
    events = read_events(task.out / "events.jsonl")
    assert events[0].holdout == 3
    assert [e.message for e in events if isinstance(e, Warned)] == [
        "copy.jpg is held out but does not judge: it is nearly the same picture as image0.png."
    ]
    for event in generations_of(task):
        report = read_changes(task.out / event.folder)
        assert [one["id"] for one in report["labels"]] == ids[:2]
        assert {one["way"] for one in report["labels"]} == {"drawn"}
        assert report["people"] == {"me": 2}
        assert report["learnt"]["labels"] == ids[:2]
        assert len(report["holdout"]["per_image"]) == report["holdout"]["images"] == 3
        assert report["holdout"]["not_judging"] == {
            "copy.jpg": "it is nearly the same picture as image0.png"
        }


@pytest.mark.training
def test_a_run_that_goes_on_looks_first_what_is_in_force(tmp_path, discs, task):
    project, masks = world(tmp_path, discs, 4)
    label(project, next(iter(masks)), masks[next(iter(masks))])
    began_with = recorded(project, task.model)
    project.close()
    run_project(replace(task, model=None, budget=Budget(generations=1)))
    with Project.open(task.project) as project:
        assert project.generations.in_force() == began_with + 1
        project.generations.put_in_force(began_with)
    run_project(replace(task, model=None, resume=True))
    assert [g.promoted for g in generations_of(task)] == [True, False]
    with Project.open(task.project) as project:
        assert project.generations.in_force() == began_with


@pytest.mark.training
def test_new_images_join_and_labeled_ones_become_supervised(tmp_path, discs, task, monkeypatch):
    project, masks = world(tmp_path, discs, 6)
    ids = list(masks)
    label(project, ids[0], masks[ids[0]])
    project.close()
    plain = project_run._Run.announced

    def meanwhile(self):
        if self._trainer.progress.generation == 1:
            with Project.open(task.project) as project:
                image, _, sentence = discs(77)
                path = tmp_path / "images" / "late.png"
                Image.fromarray(image).save(path)
                (record,) = project.images.add([path]).added
                project.images.set_split(record.id, "train")
                say(project, record.id, sentence)
                label(project, ids[1], masks[ids[1]])
        plain(self)

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    run_project(replace(task, budget=Budget(generations=3)))
    rows = [e for e in read_events(task.out / "events.jsonl") if isinstance(e, GenerationEnded)]
    assert [(r.labeled, r.unlabeled) for r in rows] == [(1, 5), (2, 5), (2, 5)]
    assert rows[0].unlabeled_in_use == 0
    assert rows[1].unlabeled_in_use == 4  # the labeled one has left, the new one has no map yet
    assert rows[2].unlabeled_in_use == 5
    pseudo = json.loads(max((task.out / "pseudo").glob("index-*.json")).read_text())
    assert str(ids[1]) not in pseudo


@pytest.mark.training
def test_a_pseudo_label_that_a_person_rejects_teaches_nothing_and_a_pinned_one_stays(
    tmp_path, discs, task, monkeypatch
):
    project, masks = world(tmp_path, discs, 6)
    labeled, rejected, pinned, *others = masks
    label(project, labeled, masks[labeled])
    recorded(project, task.model)
    project.close()
    plain, maps, taught = project_run._Run.announced, {}, {}

    def meanwhile(self):
        number = self._trainer.progress.generation
        taught[number] = dict(self._trainer.pseudo.teaching)
        maps[number] = self._trainer.pseudo.labels.load(str(pinned))
        if number == 2:
            with Project.open(task.project) as project:
                project.pseudo_decisions.decide(rejected, "rejected")
                project.pseudo_decisions.decide(pinned, "pinned")
        plain(self)

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    run_project(replace(task, model=None, budget=Budget(generations=4)))
    every = {str(one) for one in (rejected, pinned, *others)}
    assert [set(taught[number]) for number in (1, 2)] == [set(), every]
    assert set(taught[2].values()) == {1}  # the maps that the first generation made
    assert set(taught[3]) == set(taught[4]) == every - {str(rejected)}
    assert (maps[2] != maps[1]).any() and (maps[3] == maps[2]).all() and (maps[4] == maps[2]).all()
    assert taught[4][str(pinned)] == 2 and taught[4][str(others[0])] == 3
    history = PseudoHistory(RunFolder(task.out).pseudo_history)
    assert [one.taught for one in history.frames(str(others[0]))] == [(2,), (3,), (4,), ()]
    assert [one.taught for one in history.frames(str(rejected))] == [(2,), ()]
    assert [one.generation for one in history.frames(str(pinned))] == [1, 2]
    warned = [e.message for e in read_events(task.out / "events.jsonl") if isinstance(e, Warned)]
    assert sum("teaches by no pseudo label" in text for text in warned) == 1
    with Project.open(task.project) as project:
        assert project.proposals.load(rejected) is not None  # it is still shown
        last = read_changes(task.project / project.generations.all()[-1].folder)
    assert [one["id"] for one in last["pseudo"]] == [pinned, *others]
    assert {one["id"]: one["generation"] for one in last["pseudo"]}[pinned] == 2


@pytest.mark.training
def test_unlabeled_images_without_a_sentence_take_part_with_the_null_sentence(
    tmp_path, discs, task, monkeypatch
):
    project, masks = world(tmp_path, discs, 6)
    labeled, later, silent, *_ = masks
    label(project, labeled, masks[labeled])
    sentence = project.images.get(later).sentence
    say(project, later, "")
    say(project, silent, "")
    recorded(project, task.model)
    project.close()
    plain, kept, seen = project_run._Run.announced, {}, []

    def meanwhile(self):
        number = self._trainer.progress.generation
        kept[number] = {k: self._trainer.pseudo.labels.record(str(k)) for k in (later, silent)}
        if number == 2:
            with Project.open(task.project) as project:
                say(project, later, sentence)
        plain(self)

    step = Stepper.step

    def noted(self, batch, *arguments):
        read = batch.true_sentences[batch.labeled :]
        seen.extend(zip(batch.keys[batch.labeled :], read, strict=True))
        return step(self, batch, *arguments)

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    monkeypatch.setattr(Stepper, "step", noted)
    longer = replace(task.config, steps_per_generation=4)
    run_project(replace(task, model=None, config=longer, budget=Budget(generations=4)))
    events = read_events(task.out / "events.jsonl")
    assert (events[0].unlabeled, events[0].with_sentence) == (5, 3)
    rows = generations_of(task)
    assert [(r.unlabeled, r.with_sentence) for r in rows] == [(5, 3), (5, 3), (5, 4), (5, 4)]
    # A map belongs to a sentence: in the generation after it was written there is none yet.
    assert [r.unlabeled_in_use for r in rows] == [0, 5, 4, 5]
    assert [kept[number][silent].updates for number in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert [kept[number][later].updates for number in (1, 2, 3, 4)] == [1, 2, 1, 2]
    assert kept[2][later].sentence == ""
    assert kept[3][later].sentence == sentence
    assert (str(silent), None) in seen
    assert {said for key, said in seen if key == str(silent)} == {None}
    with Project.open(task.project) as project:
        assert project.proposals.load(silent).sentence == ""


def test_a_locked_project_is_only_read(tmp_path, discs, task):
    project, masks = world(tmp_path, discs, 4)
    label(project, next(iter(masks)), masks[next(iter(masks))])
    with project:  # as the window has it open
        run_project(task)
        assert project.generations.all() == []
        assert project.images.counts().with_proposal == 0
    assert (task.out / "generations" / "gen-0002" / "model.safetensors").exists()


@pytest.mark.training
def test_a_stopped_run_goes_on(tmp_path, discs, task):
    project, masks = world(tmp_path, discs, 4)
    label(project, next(iter(masks)), masks[next(iter(masks))])
    project.close()
    task.out.mkdir(parents=True)
    run_project(replace(task, budget=Budget(generations=1)))
    facts = run_project(replace(task, resume=True, model=None, budget=Budget(generations=3)))
    assert facts.generations == 3
    numbers = [e.step for e in read_events(task.out / "events.jsonl") if isinstance(e, Step)]
    assert numbers == [1, 2, 3, 4, 5, 6]


@pytest.mark.training
def test_a_generation_that_is_reached_again_leaves_the_recorded_one_as_it_is(tmp_path, discs, task):
    """As after a kill, when the last save is older than the last generation."""
    project, masks = world(tmp_path, discs, 4)
    label(project, next(iter(masks)), masks[next(iter(masks))])
    put_in_force(project, task.model)
    project.close()
    one = replace(task, model=None, budget=Budget(generations=1))
    run_project(one)
    files = RunFolder(task.out)
    saved = files.checkpoint.read_bytes()
    run_project(replace(one, resume=True, budget=Budget(generations=2)))
    weights = files.generation(2) / "model.safetensors"
    before = weights.read_bytes()
    files.checkpoint.write_bytes(saved)
    run_project(replace(one, resume=True, budget=Budget(generations=2)))
    assert weights.read_bytes() == before
    with Project.open(task.project) as project:
        folders = [Path(generation.folder).name for generation in project.generations.all()]
    assert folders[-3:] == ["gen-0001", "gen-0002", "gen-0002-2"]


def test_without_labels_there_is_advice(tmp_path, discs, task):
    project, _ = world(tmp_path, discs, 3)
    project.close()
    with pytest.raises(LViTError, match="no labeled image"):
        run_project(task)
    assert isinstance(read_events(task.out / "events.jsonl")[-1], Failed)


def test_an_accepted_empty_mask_is_a_label_and_machine_objects_are_not(tmp_path, discs):
    project, masks = world(tmp_path, discs, 2)
    first, second = masks
    label(project, first, np.zeros((48, 48), bool))
    plane = project.journal.load_plane(second, "nuclei")
    builder = PatchBuilder(plane)
    builder.write(Rect(0, 0, 48, 48), np.full((48, 48), 1, np.int32), masks[second])
    record = ObjectRecord(1, "nuclei", "nucleus", Provenance("model"), "machine")
    change = ImageChange("state", project.images.get(second).state.value, ImageState.LABELED.value)
    project.journal.append(
        second, Edit("t", "nuclei", builder.finish(), (ObjectChange(None, record),), (change,))
    )
    found = read_project_samples(project, "nuclei", "nuclei")
    assert [s.labeled for s in found.train] == [True, True]
    assert all(s.read_mask().sum() == 0 for s in found.train)
    project.close()


def test_a_replaced_picture_is_not_learnt_from(tmp_path, discs, task):
    project, masks = world(tmp_path, discs, 4)
    first, second, *_ = masks
    label(project, first, masks[first])
    label(project, second, masks[second])
    Image.fromarray(discs(99)[0]).save(project.images.path(first))
    project.close()
    with pytest.raises(LViTError, match=r"image0\.png is another picture"):
        run_project(task)
    run_project(replace(task, skip_changed=True, budget=Budget(generations=1)))
    events = read_events(task.out / "events.jsonl")
    started = next(e for e in events if isinstance(e, Started))
    assert (started.labeled, started.unlabeled) == (1, 2)
    assert any("image0.png" in e.message for e in events if isinstance(e, Warned))


@pytest.mark.training
def test_a_picture_replaced_during_a_run_leaves_it_and_is_told_once(
    tmp_path, discs, task, monkeypatch
):
    project, masks = world(tmp_path, discs, 4)
    first, second, *_ = masks
    label(project, first, masks[first])
    label(project, second, masks[second])
    place = project.images.path(first)
    project.close()
    plain = project_run._Run.announced

    def meanwhile(self):
        if self._trainer.progress.generation == 1:
            Image.fromarray(discs(99)[0]).save(place)
        plain(self)

    monkeypatch.setattr(project_run._Run, "announced", meanwhile)
    run_project(replace(task, budget=Budget(generations=3)))
    events = read_events(task.out / "events.jsonl")
    rows = [e for e in events if isinstance(e, GenerationEnded)]
    assert [row.labeled for row in rows] == [2, 1, 1]
    told = [e for e in events if isinstance(e, Warned) and "image0.png" in e.message]
    assert len(told) == 1


@pytest.mark.training
def test_a_model_that_knows_objects_goes_on_learning_them(
    tmp_path, make_folder, supervised, task, discs
):
    """Labels teach their objects, and the proposals it leaves bring their depth."""
    config, knowing = replace(supervised, protocol="native", heads=("geometry",)), tmp_path / "k"
    run_dataset(
        DatasetRun(
            make_folder(range(50, 54), name="k-data"), knowing, config, Budget(generations=1)
        )
    )
    project, masks = world(tmp_path, discs)
    with project:
        for image_id in list(masks)[:4]:
            label(project, image_id, masks[image_id])
        first = next(iter(masks))
        sample = read_project_samples(project, "nuclei", "nuclei").train[0]
        assert sample.key == str(first)
        np.testing.assert_array_equal(sample.read_instances(), masks[first].astype(np.int32))
    run_project(replace(task, model=str(knowing), budget=Budget(generations=1)))
    events = list(read_events(task.out / "events.jsonl"))
    assert all("depth" in e.losses for e in events if isinstance(e, Step))
    for event in events:
        if isinstance(event, ProposalWritten):
            depth = read_proposal(task.out.parent / event.path)[3]
            assert depth.shape == (48, 48) and depth.dtype == np.uint8
