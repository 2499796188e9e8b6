"""Outlines of the latest proposal arrive, and only where they are looked for."""

import numpy as np

from app.jobs import outlines
from app.jobs.outlines import OutlineTracer
from lvit_core.geometry import Rect
from lvit_core.project.records import Proposal


def proposal(*boxes):
    values = np.zeros((1, 200, 200), np.uint8)
    for box in boxes:
        values[0][box.slices] = 255
    return Proposal(1, "lesion", ("lesion",), values, 0.5, "", "1")


def test_the_latest_proposal_is_traced_and_found_by_place(qtbot, monkeypatch):
    monkeypatch.setattr(outlines, "REST_S", 0)
    tracer, told = OutlineTracer(), []
    tracer.traced.connect(told.append)
    tracer.request(lambda: (proposal(Rect(0, 0, 90, 90)), None))
    tracer.request(lambda: (proposal(Rect(20, 20, 60, 60), Rect(120, 120, 160, 170)), None))
    qtbot.waitUntil(lambda: bool(told))
    tracer.close()
    (traced,) = told
    found = traced.within(Rect(100, 100, 200, 200))
    assert found and len(found) < len(traced.polygons)
    xs = [point.x() for polygon in found for point in polygon]
    ys = [point.y() for polygon in found for point in polygon]
    assert (min(xs), max(xs), min(ys), max(ys)) == (120, 170, 120, 160)


def test_a_proposal_that_is_not_wanted_any_more_tells_nothing(qtbot, monkeypatch):
    monkeypatch.setattr(outlines, "REST_S", 0)
    tracer, told = OutlineTracer(), []
    tracer.traced.connect(told.append)
    tracer.request(lambda: (proposal(Rect(20, 20, 60, 60)), None))
    tracer.cancel()
    tracer._worker.settle(10)
    qtbot.wait(20)
    tracer.close()
    assert not told
