"""The bench measures what it says: all keys, from a canvas that really paints."""

from functools import partial

import pytest

from app.benches import canvas as bench
from app.benches.canvas_setting import grey_image, scene, write_slide
from lvit_core.imaging.pyramid import open_source

KEYS = {
    *(f"brush_{kind}_ms_{side}" for kind in ("p50", "p95") for side in (1000, 4096, 20000)),
    "brush_p50_ms_objects",
    "pan_fps",
    "window_level_fps",
    "object_edit_ms",
    "threshold_first_ms",
    "threshold_move_ms",
    "threshold_prepared_ms",
    "undo_ms",
    "undo_1000_mb",
    "slide_mb",
}


def test_all_figures_are_there_and_positive(qtbot, monkeypatch):
    monkeypatch.setattr(bench, "BRUSHES_PX", (20,))
    monkeypatch.setattr(bench, "MOVES_PER_BRUSH", 6)
    monkeypatch.setattr(bench, "FRAMES", 4)
    monkeypatch.setattr(bench, "UNDO_STEPS", 5)
    monkeypatch.setattr(bench, "LARGE_ROUNDS", 1)
    monkeypatch.setattr(bench, "write_slide", partial(write_slide, side_px=2048))
    metrics = bench.measure()
    assert set(metrics) == KEYS
    assert all(value > 0 for value in metrics.values())


def test_a_measured_stroke_is_painted(qtbot, monkeypatch):
    monkeypatch.setattr(bench, "MOVES_PER_BRUSH", 10)
    with scene(grey_image(1000, 1000), bench.WINDOW) as stage:
        before = stage.canvas.grab().toImage()
        times = bench._stroke(stage)
        assert len(times) == 7
        assert stage.document.undo_stack.count() == 1
        assert stage.canvas.grab().toImage() != before


def test_the_generated_slide_has_levels(tmp_path):
    pytest.importorskip("tifffile")
    write_slide(tmp_path / "slide.tif", side_px=4096)
    source = open_source(tmp_path / "slide.tif")
    assert (source.height, source.width, source.is_color) == (4096, 4096, True)
    assert source.levels >= 3
    source.close()
