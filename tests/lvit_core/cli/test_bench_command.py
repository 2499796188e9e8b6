"""`lvit bench`: parts of one bench, measured in several rooms, come out as one result."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from app.command_line import BENCHES as WINDOW_BENCHES
from lvit_core.cli import bench
from lvit_core.cli.benches import exchange, exchange_many, exchange_streams
from lvit_core.errors import LViTError
from lvit_core.exchange import filling, spool


@pytest.fixture
def parts(monkeypatch):
    core = SimpleNamespace(measure=lambda: {"a": 1})
    window = SimpleNamespace(measure=lambda: {"b": 2.5})
    monkeypatch.setitem(sys.modules, "core_part", core)
    monkeypatch.setitem(sys.modules, "window_part", window)
    monkeypatch.setattr(bench, "BENCHES", {"both": ("core_part",), "one": ("core_part",)})


def test_the_application_adds_to_a_known_bench_and_brings_its_own(parts):
    app = typer.Typer()
    app.callback()(lambda: None)
    bench.register(app, {"both": "window_part", "own": "window_part"})
    for name, expected in (
        ("both", {"a": 1.0, "b": 2.5}),
        ("one", {"a": 1.0}),
        ("own", {"b": 2.5}),
    ):
        done = CliRunner().invoke(app, ["bench", name, "--json"])
        assert done.exit_code == 0, done.output
        result = json.loads(done.stdout)
        assert result["metrics"] == expected and result["bench"] == name
        assert result["machine"]["cores"] >= 1


def test_an_unknown_bench_names_the_known(parts):
    with pytest.raises(LViTError, match="no bench 'speed'") as caught:
        bench.measure("speed", bench.BENCHES)
    assert "both, one" in caught.value.hint


def test_typing_is_measured_by_the_window():
    assert WINDOW_BENCHES["predict"] == "app.benches.predict"
    assert "predict" in bench.BENCHES


def test_a_slide_out_and_in_is_measured(monkeypatch, capsys):
    """A small one, and in this process: what takes time here is not told."""
    monkeypatch.setattr(exchange, "OBJECTS", 30)
    monkeypatch.setattr(exchange, "SIDE_PX", 120)
    monkeypatch.setattr(exchange, "FORMATS", ("geojson",))
    done = []

    def here(_module, step, name, source, target):
        exchange.run_step(step, name, source, target)
        done.append((step, json.loads(capsys.readouterr().out)["seconds"] > 0))
        return {"seconds": 1.0, "megabytes": float(len(done))}

    monkeypatch.setattr(exchange, "run_apart", here)
    assert exchange.measure() == {
        "geojson_out_30_s": 1.0, "geojson_out_30_mb": 2.0, "geojson_in_30_s": 1.0,
        "geojson_in_30_mb": 3.0, "geojson_preview_30_s": 1.0, "geojson_preview_30_mb": 4.0,
        "peak_mb": 4.0,
    }  # fmt: skip
    assert done == [("draw", True), ("out", True), ("in", True), ("preview", True)]
    labels = exchange.nuclei(30, 120)
    assert len(np.unique(labels)) == 31


def test_what_each_further_image_takes_is_measured(monkeypatch, capsys):
    """A few images, and in this process."""
    done = []

    def here(_module, step, name, source, target):
        exchange_streams.run_step(step, name, source, Path(target))
        done.append((step, source.name))
        return json.loads(capsys.readouterr().out)

    monkeypatch.setattr(exchange_streams, "run_apart", here)
    monkeypatch.setattr(exchange_streams, "_NAMES", 10)
    monkeypatch.setattr(exchange_streams, "EVERY", 2)
    monkeypatch.setattr(exchange_streams, "WARM", 2)
    for name in ("MOST_WAITING", "LONGEST_WAIT_S"):  # which the bench changes
        monkeypatch.setattr(filling, name, getattr(filling, name))
    monkeypatch.setattr(spool, "IN_MEMORY", spool.IN_MEMORY)
    found = dict(exchange_streams.figures(["png", "voc"], few=4, many=6))
    assert list(found) == [
        "png_out_image_bytes", "png_in_image_bytes", "png_in_image_ms",
        "voc_in_image_bytes", "voc_in_image_ms",
    ]  # fmt: skip
    assert [step for step, _ in done] == ["draw", "out", "in"] * 3 + ["write", "in"] * 3
    assert found["png_in_image_ms"] > 0


def test_many_images_out_and_in_are_measured(monkeypatch, capsys, tmp_path):
    """Three of them, and in this process."""
    done = []

    def here(_module, step, name, source, target):
        exchange_many.run_step(step, name, source, Path(target))
        done.append(step)
        return json.loads(capsys.readouterr().out)

    monkeypatch.setattr(exchange_many, "run_apart", here)
    found = dict(exchange_many.figures(tmp_path, ["yolo", "geojson"], count=3))
    keys = [f"{name}_{step}_3_{kind}" for name in ("yolo", "geojson") for step in ("out", "in")
            for kind in ("s", "mb")]  # fmt: skip
    assert list(found) == keys and all(value > 0 for value in found.values())
    assert done == ["draw", "out", "in", "out", "in"]
