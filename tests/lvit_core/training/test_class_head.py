"""Learning what objects are: what counts, what is kept by name, and runs that learn it."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.object_classes import ClassPlanes
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.data.project_samples import read_project_samples
from lvit_core.data.sample import Sample
from lvit_core.data.views import InputSettings, SampleReader
from lvit_core.data.warp import Warp
from lvit_core.geometry import Rect
from lvit_core.inference import Predictor
from lvit_core.model.checkpoint import build_model, load_model, save_model
from lvit_core.model.config import EncoderConfig, LViTConfig, ModelConfig
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from lvit_core.training.batches import BatchMaker, Pools
from lvit_core.training.class_head import taught, taught_names, with_class_head
from lvit_core.training.clock import Budget
from lvit_core.training.events import GenerationEnded, ProposalWritten, Step, Warned, read_events
from lvit_core.training.losses import class_loss
from lvit_core.training.network import TrainableModel
from lvit_core.training.objective import cut_batch, step_loss
from lvit_core.training.project_run import ProjectRun, run_project
from lvit_core.training.proposal_files import read_proposal

SIZE = 48


def scene(seed):
    """An RGB image of dark and of reddish discs, and ids with the class of each: drawn truth."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:SIZE, :SIZE]
    image, ids, classes = rng.normal(190, 8, (SIZE, SIZE, 3)), np.zeros((SIZE, SIZE), np.int32), {}
    for number in range(1, 7):
        y, x = divmod(number - 1, 3)
        y, x = 12 + 24 * y + rng.integers(-2, 3), 8 + 16 * x + rng.integers(-2, 3)
        own = (rows - y) ** 2 + (columns - x) ** 2 <= 30
        ids[own] = number
        classes[number] = "epithelial" if (number + seed) % 2 else "stromal"
        colour = (70, 70, 70) if classes[number] == "epithelial" else (200, 60, 60)
        image[own] = rng.normal(0, 6, (int(own.sum()), 3)) + colour
    return image.clip(0, 255).astype(np.uint8), ids, classes


def test_what_is_not_known_teaches_nothing_and_what_is_rare_counts_as_much():
    logits = torch.zeros(2, 2, 8, 8, requires_grad=True)
    classes = torch.zeros(2, 8, 8, dtype=torch.uint8)
    classes[0, :7] = 1
    classes[0, 7, :2] = 2
    loss = class_loss(logits, classes)
    assert loss[0].item() == pytest.approx(np.log(2)) and loss[1].item() == 0
    loss.sum().backward()
    grad = logits.grad.abs().sum(dim=1)
    assert not grad[1].any() and not grad[0, 7, 2:].any()
    assert grad[0, :7].sum().item() == pytest.approx(grad[0, 7, :2].sum().item(), rel=1e-5)


def test_what_is_right_costs_nothing_and_without_a_known_class_the_loss_can_be_differentiated():
    classes = torch.ones(1, 4, 4, dtype=torch.uint8)
    sure = torch.tensor([30.0, 0.0])[None, :, None, None].expand(1, 2, 4, 4)
    assert class_loss(sure, classes).item() < 1e-6
    logits = torch.zeros(1, 2, 4, 4, requires_grad=True)
    class_loss(logits, torch.zeros_like(classes)).sum().backward()
    assert not logits.grad.any()


def test_an_object_of_a_class_that_the_run_does_not_name_is_unknown():
    sample = Sample(
        "a",
        read_image=lambda: np.zeros((32, 32, 3), np.uint8),
        read_mask=lambda: np.ones((32, 32), np.uint8),
        read_classes=lambda: np.repeat(np.arange(4, dtype=np.uint8), 8)[:, None].repeat(32, 1),
        class_names=("B", "other", "a"),
    )
    config_names = ("a", "b")
    reader = SampleReader(InputSettings("whole", 32))
    seen = reader.classes_view(sample, Warp(np.eye(2, 3)), config_names)
    assert seen[:, 0].tolist() == [0] * 8 + [2] * 8 + [0] * 8 + [1] * 8


def tiny_model(names=(), seed=0, **facts):
    shape = LViTConfig(width=8, image_size=32, tokens=4, text_dim=16)
    if names:
        shape = replace(shape, heads=("classes",), object_classes=len(names))
    torch.manual_seed(seed)
    config = ModelConfig(
        network=shape, encoder=EncoderConfig("embedded"), class_names=names, **facts
    )
    return TrainableModel(build_model(config))


def rows_of(model):
    pairs = zip(model.config.class_names, model.network.kinds.weight, strict=True)
    return {name: row.detach().clone() for name, row in pairs}


def test_a_head_goes_over_to_other_classes_by_their_names():
    before = tiny_model(("x", "Y", "z"))
    known = rows_of(before)
    after = with_class_head(before, ("y", "new", "X"), seed=1)
    rows = rows_of(after)
    assert torch.equal(rows["y"], known["Y"]) and torch.equal(rows["X"], known["x"])
    assert not any(torch.equal(rows["new"], row) for row in known.values())
    assert torch.equal(after.network.head.weight, before.network.head.weight)
    again = with_class_head(after, ("y", "new", "X"), seed=2)
    assert again is after


def test_a_person_may_say_which_class_of_a_model_is_which():
    before = tiny_model(("tumour", "lymphocyte"))
    known = rows_of(before)
    words = {"tumour": "epithelial", "lymphocyte": "inflammatory"}
    after = with_class_head(before, ("inflammatory", "epithelial"), 1, words)
    assert torch.equal(rows_of(after)["epithelial"], known["tumour"])
    assert torch.equal(rows_of(after)["inflammatory"], known["lymphocyte"])


def test_what_a_project_does_not_have_is_told_and_one_class_is_nothing_to_tell(tiny):
    project = ("a", "b", "c")
    assert taught_names((), ["a"], project) == ()
    assert taught_names((), ["c", "a"], project) == ("a", "c")
    assert taught_names(("B", "q"), ["a"], project) == ("a", "b")
    model, config, notes = taught(tiny_model(("b", "q")), tiny, ["a"], project)
    assert config.class_names == model.config.class_names == ("a", "b")
    assert config.heads == ("classes",) and "q" in notes[0]
    plain, config, notes = taught(tiny_model(), tiny, ["a"], project)
    assert plain.config.network.heads == config.heads == () and not notes


def test_a_step_in_pieces_adds_up_with_classes_too(tiny):
    config = replace(tiny, heads=("classes",), class_names=("a", "b"))
    samples = []
    for seed in range(4):
        image, ids, classes = scene(seed)
        numbers = np.array([0, *(1 + (classes[n] == "stromal") for n in range(1, 7))], np.uint8)
        samples.append(
            Sample(
                str(seed),
                read_image=lambda image=image: image,
                template="nuclei",
                read_mask=lambda ids=ids: (ids > 0).astype(np.uint8),
                read_classes=lambda ids=ids, numbers=numbers: numbers[ids],
                class_names=("a", "b"),
            )
        )
    drawn = BatchMaker(config, SampleReader(InputSettings("tiles", 32)), Pools(samples)).make(0)
    assert drawn.classes.shape == (4, 32, 32) and set(drawn.classes.unique().tolist()) == {0, 1, 2}
    logits = torch.randn(4, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    whole = step_loss(logits, drawn, config)
    pieces = [
        step_loss(logits[first : first + 1], part, config)
        for first, part in enumerate(cut_batch(drawn, 4))
    ]
    for name, value in whole.named.items():
        assert sum(p.named.get(name, 0.0) for p in pieces) == pytest.approx(value.item(), abs=1e-6)


@pytest.fixture
def project(tmp_path):
    """Six images with a class for each object, one object of no kind; two more without labels."""
    folder = tmp_path / "images"
    folder.mkdir()
    project = Project.create(tmp_path / "p", ProjectSettings("discs", "nuclei", "none"), seed="s")
    for seed in range(8):
        image, ids, classes = scene(seed)
        path = folder / f"image{seed}.png"
        Image.fromarray(image).save(path)
        (record,) = project.images.add([path]).added
        project.images.set_split(record.id, "train")
        if seed >= 6:
            continue
        if seed == 0:
            classes[1] = "nucleus"
        builder = PatchBuilder(project.journal.load_plane(record.id, "nuclei"))
        builder.write(Rect(0, 0, SIZE, SIZE), ids, ids > 0)
        made = Provenance("person", "me")
        objects = tuple(
            ObjectChange(None, ObjectRecord(number, "nuclei", name, made))
            for number, name in classes.items()
        )
        change = ImageChange("state", "unlabeled", ImageState.LABELED.value)
        edit = Edit("test", "nuclei", builder.finish(), objects, (change,))
        project.journal.append(record.id, edit)
    with project:
        yield project


def test_labels_of_a_project_say_what_objects_are(project):
    found = read_project_samples(project, "nuclei", "nuclei")
    assert set(found.classes) == {"nucleus", "epithelial", "stromal"}
    first = found.train[0]
    assert first.class_names == ("epithelial", "inflammatory", "stromal")
    _, ids, classes = scene(0)
    told = first.read_classes()
    assert not told[ids == 1].any()  # a nucleus of which nobody said what it is
    for number in range(2, 7):
        assert np.unique(told[ids == number]).tolist() == [
            first.class_names.index(classes[number]) + 1
        ]


@pytest.mark.training
def test_a_small_network_learns_two_classes_of_a_project(project, tmp_path, tiny):
    config = replace(
        tiny,
        protocol="native",
        learning_rate=1e-2,
        steps_per_generation=60,
        text=False,
        batch_norm="train",
        unlabeled=replace(tiny.unlabeled, mode="none"),
        schedule="constant",
        ema=0.0,
        choose_threshold=False,
    )
    start = tmp_path / "p" / "models" / "start"
    save_model(start, tiny_model(input="tiles", template="nuclei").loaded(), "# Card")
    out = tmp_path / "p" / "runs" / "one"
    project.close()
    run_project(
        ProjectRun(tmp_path / "p", out, config, Budget(generations=1), str(start), device="cpu")
    )
    events = list(read_events(out / "events.jsonl"))
    steps = [event.losses["classes"] for event in events if isinstance(event, Step)]
    assert np.mean(steps[-5:]) < 0.3 * np.mean(steps[:2])
    assert not [event for event in events if isinstance(event, Warned)]

    (ended,) = [event for event in events if isinstance(event, GenerationEnded)]
    model = load_model(out / ended.folder)
    assert model.config.class_names == ("epithelial", "stromal")
    predictor = Predictor(model, backend="eager")
    image, ids, classes = scene(11)
    predictor.set_image(image)
    answer = predictor.answer(None)
    assert answer.classes.shape == (2, SIZE, SIZE)
    told = ClassPlanes(model.config.class_names, answer.classes).of_objects(ids)
    assert {number: one.name for number, one in told.items()} == classes
    left = [event for event in events if isinstance(event, ProposalWritten)]
    for event in left:
        stored = read_proposal(out.parent / event.path)
        assert stored.told.names == ("epithelial", "stromal")
        assert stored.told.planes.shape == (2, SIZE, SIZE)
