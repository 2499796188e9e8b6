"""What is drawn as a proposal is to the pixel what accepting makes of it, and says the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.session.agreement import masks_of
from app.session.document import Document
from app.views.canvas.mask_scene import SceneBuilder
from app.views.canvas.mask_tiles import paint_scene
from app.views.canvas.palette import MaskStyle
from app.views.canvas.stage import Stage
from lvit_core.annotation.edit import apply_edit
from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.annotation.threshold import inside
from lvit_core.explain.needs import unsure_share
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.project.acceptance import acceptance_workspace, accepting
from lvit_core.project.measuring import compare, measure
from lvit_core.project.records import Proposal
from lvit_core.prompt.laterality import PICTURE
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from tests.app.canvas.conftest import ForgetfulJournal, make_record

SIDE = 96
SENTENCES = {
    "chest-xray": "Bilateral pulmonary infection, two infected areas, upper left lung and "
    "lower right lung.",
    "nuclei": "High density nuclei in the upper left.",
}


@st.composite
def answers(draw):
    """A smooth answer with areas, specks, holes and touching blobs, and its threshold."""
    seed, coarse = draw(st.integers(0, 2**32 - 1)), draw(st.sampled_from([6, 12, 24, 48]))
    noise = np.random.default_rng(seed).random((coarse, coarse))
    values = np.kron(noise, np.ones((SIDE // coarse, SIDE // coarse)))
    if draw(st.booleans()):
        values = (values + np.roll(values, 2, 0) + np.roll(values, 2, 1)) / 3
    threshold = draw(st.floats(0.2, 0.9))
    return (values * 255).astype(np.uint8), threshold, draw(st.integers(1, 40))


def opened(template: str) -> Document:
    image = Image(np.zeros((SIDE, SIDE), np.uint8))
    record = make_record(image, template)
    return Document(record, ArraySource(image), load_template(template), ForgetfulJournal())


def proposed(document: Document, answer) -> Proposal:
    probability, threshold, smallest = answer
    layer = document.template.finding_layer
    proposal = Proposal(
        1,
        layer.name,
        (layer.classes[0].name,),
        probability[None],
        threshold,
        "",
        "3",
        min_area_px=smallest,
    )
    return proposal.told_apart(separate=layer.role == "instances")


def drawn(document: Document) -> np.ndarray:
    scene = SceneBuilder(document).build(replace(MaskStyle(), masks=False), None)
    painted = paint_scene(scene, Rect(0, 0, SIDE, SIDE), 1.0)
    return np.zeros((SIDE, SIDE), bool) if painted is None else painted != 0


def accept(document: Document, proposal: Proposal) -> None:
    layer = document.template.layer(proposal.layer)
    plane, objects = document.planes[layer.name], document.objects[layer.name]
    workspace = acceptance_workspace(plane, objects, layer, proposal, "")
    taken = accepting(workspace, proposal, None, whole_objects=layer.role == "instances")
    assert taken.rest is None
    apply_edit(taken.edit, document.planes[layer.name], document.objects[layer.name])


def contradictions(document: Document, proposal: Proposal | None):
    masks = masks_of(document, PICTURE, proposal)
    sentence = parse(SENTENCES[document.template.name], document.template)
    return compare(sentence, measure(masks), masks).contradictions


@pytest.mark.parametrize("template", SENTENCES)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answer=answers())
def test_what_is_drawn_is_what_is_accepted(qapp, template, answer):
    document = opened(template)
    document.proposal = proposal = proposed(document, answer)
    seen, before = drawn(document), contradictions(document, proposal)
    accept(document, proposal)
    plane = document.planes[proposal.layer]
    np.testing.assert_array_equal(plane.to_array() > 0, seen)
    assert len(document.objects[proposal.layer]) == int(proposal.objects.max())
    assert contradictions(document, None) == before


def test_of_several_classes_every_object_is_of_the_likeliest(qapp):
    document = opened("chest-xray")
    planes = np.zeros((2, SIDE, SIDE), np.uint8)
    planes[0, 10:40, 10:50], planes[1, 10:40, 30:80] = 180, 220
    proposal = Proposal(1, "lesion", ("infection", "consolidation"), planes, 0.5, "", "3")
    document.proposal = proposal = proposal.told_apart(separate=False)
    seen = drawn(document)
    accept(document, proposal)
    plane = document.planes["lesion"]
    np.testing.assert_array_equal(plane.to_array() > 0, seen)
    np.testing.assert_array_equal(seen, planes.max(axis=0) > 0)
    table = document.objects["lesion"]
    assert table.get(plane.value_at(20, 20)).class_name == "infection"
    assert table.get(plane.value_at(20, 40)).class_name == "consolidation"
    assert len(table) == 2


def test_a_plane_belongs_to_each_class():
    with pytest.raises(ValueError, match="plane for each"):
        Proposal(1, "lesion", ("infection",), np.zeros((SIDE, SIDE), np.uint8), 0.5, "", "3")


@pytest.mark.parametrize("template", SENTENCES)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answer=answers(), older=answers())
def test_the_agreement_is_the_same_over_earlier_work(qapp, template, answer, older):
    """Beside what a person drew and an older prediction, which gives way."""
    document = opened(template)
    layer = document.template.finding_layer
    labels = proposed(document, older).objects
    labels[labels > 6] = 0
    document.planes[layer.name] = LabelPlane.from_array(labels)
    for number in np.unique(labels[labels > 0]).tolist():
        maker = Provenance("person" if number % 2 else "model", generation="2")
        record = ObjectRecord(number, layer.name, layer.classes[0].name, maker)
        document.objects[layer.name].add(record)
    document.proposal = proposal = proposed(document, answer)
    before = contradictions(document, proposal)
    accept(document, proposal)
    assert contradictions(document, None) == before


@pytest.mark.parametrize("threshold", [0.45, 0.5, 0.502, 0.55, 51 / 255])
def test_before_objects_are_known_all_read_the_same_mask(qapp, threshold):
    """114 of 255 is below 0.45: checks and queue took it in, the canvas did not."""
    document = opened("chest-xray")
    ramp = np.repeat(np.linspace(0, 255, SIDE).round().astype(np.uint8)[None], SIDE, axis=0)
    document.proposal = proposal = Proposal(
        1, "lesion", ("infection",), ramp[None], threshold, "", "3"
    )
    mask = inside(ramp, threshold)
    np.testing.assert_array_equal(proposal.inside(), mask)
    np.testing.assert_array_equal(drawn(document), mask)
    shown = document.planes["lesion"]
    measured = measure(masks_of(document, PICTURE, proposal))
    assert sum(area.area_px for area in measured.areas) == mask.sum() and not shown.to_array().any()
    p = ramp / 255
    haze = np.where(p < 0.1, 0, p).sum()
    assert unsure_share(proposal) == pytest.approx(1 - 2 * p[mask].sum() / (mask.sum() + haze))


@pytest.mark.parametrize("template", SENTENCES)
def test_what_lies_mostly_under_human_work_is_not_drawn_as_a_proposal(qtbot, template):
    """A nucleus was drawn on, though accepting all did not take it; of a lesion a ring came."""
    document = opened(template)
    values = np.zeros((SIDE, SIDE), np.uint8)
    covered, beside = Rect(10, 10, 30, 30), Rect(50, 50, 70, 70)
    values[covered.slices] = values[beside.slices] = 255
    proposal = proposed(document, (values, 0.5, 1))
    document.set_proposal(proposal)
    stage, told = Stage(document, replace(MaskStyle(), masks=False)), []
    stage.left_out.connect(told.append)
    layer = document.template.finding_layer
    mine = ObjectRecord(1, layer.classes[0].name, "labeled", Provenance("person"))
    document.objects[layer.name].add(mine)
    tile = np.zeros((TILE_PX, TILE_PX), np.int32)
    tile[12:28, 11:27] = tile[50:53, 50:70] = 1  # a little of the other one
    document.planes[layer.name].set_tile((0, 0, 0), tile)
    document.mask_changed.emit(layer.name, Rect(0, 0, SIDE, SIDE))
    before = document.planes[layer.name].to_array()
    expected = (proposal.objects > 0) & (before == 0)
    expected[covered.slices] = False
    qtbot.waitUntil(lambda: (stage.masks.scene.proposal.values > 0).sum() == expected.sum())
    assert ((stage.masks.scene.proposal.values > 0) == expected).all()
    assert told[-1] == 1
    stage.set_style(replace(stage.style, difference=True))
    shown = stage.masks.scene.proposal.values > 0
    assert (shown == (proposal.objects > 0)).all(), "a difference compares all of it"
    accept(document, proposal)
    assert ((document.planes[layer.name].to_array() > 0) & (before == 0) == expected).all()
    stage.close()
