"""The start of the window is measured beside labelme's, and without labelme it says so."""

from pathlib import Path

from app.benches import app as bench
from app.benches import beside_labelme


def test_both_programs_are_started_in_turns(monkeypatch, tmp_path):
    turns = []
    monkeypatch.setattr(bench, "STARTS", 2)
    monkeypatch.setattr(bench, "labelme_python", lambda: Path("python"))
    monkeypatch.setattr(bench, "window_s", lambda _folder, number: turns.append("ours") or number)
    monkeypatch.setattr(
        bench, "labelme_start_s", lambda _p, _folder, number: turns.append("theirs") or 2 * number
    )
    figures = bench.starts_s(tmp_path)
    assert turns == ["ours", "theirs"] * 3
    assert figures["window_s"] == 1.5 and figures["labelme_window_s"] == 3
    assert {"window_cpu_s", "labelme_window_cpu_s"} <= set(figures)


def test_without_labelme_it_is_left_out_by_name(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv(beside_labelme.PYTHON_VARIABLE, str(tmp_path / "no-python"))
    monkeypatch.setattr(bench, "STARTS", 1)
    monkeypatch.setattr(bench, "window_s", lambda _folder, number: number)
    assert set(bench.starts_s(tmp_path)) == {"window_s", "window_cpu_s"}
    assert "labelme is not at hand" in capsys.readouterr().err
