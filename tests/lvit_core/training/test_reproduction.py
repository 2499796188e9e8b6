"""The paper's comparisons on a tiny world: what runs, what is reused, what is printed."""

from dataclasses import replace

import pytest

from lvit_core.errors import LViTError
from lvit_core.training.reproduction import (
    ABLATION,
    MONUSEG,
    Reproduction,
    few_labels,
    reproduce,
    summarize,
    table,
    variant_config,
)

ROWS = tuple(v for v in MONUSEG if v.key in ("unet", "quarter-epi-lv"))


@pytest.fixture
def task(make_folder, tmp_path, tiny):
    make_folder(range(8), name="data/Train_Folder")
    make_folder(range(10, 13), name="data/Val_Folder")
    config = replace(tiny, patience=0)
    return Reproduction(
        tmp_path / "data", tmp_path / "out", ROWS, 0.01, 1, ("resize", "native"), config, (1.0, 0.8)
    )


@pytest.mark.training
def test_runs_are_made_once_and_stand_beside_the_paper(task):
    said = []
    outcomes = reproduce(task, said.append)
    assert {(o.protocol, o.variant) for o in outcomes} == {
        (p, v.key) for p in ("resize", "native") for v in ROWS
    }
    assert all(o.judged_on == "Val_Folder" for o in outcomes)
    assert len({o.scale for o in outcomes if o.protocol == "native"}) == 1
    again = []
    assert reproduce(task, again.append) == outcomes
    assert not any("minutes" in line for line in again)
    text = table(summarize(outcomes, ROWS, "resize"))
    assert "| U-Net | 76.45 |" in text
    assert "+ EPI + LV | 80.09 |" in text


@pytest.mark.training
def test_ranges_are_over_seeds(task):
    outcomes = reproduce(replace(task, protocols=("resize",), seeds=2), lambda _: None)
    row = summarize(outcomes, ROWS, "resize")[0]
    dice = [100 * o.dice for o in outcomes if o.variant == "unet"]
    assert row["seeds"] == 2
    assert row["dice"]["mean"] == pytest.approx(sum(dice) / 2)
    assert (row["dice"]["low"], row["dice"]["high"]) == (min(dice), max(dice))


def test_every_row_is_a_possible_network(tiny):
    from lvit_core.training.network import described_network

    for variant in (*MONUSEG, *ABLATION):
        described_network(variant_config(tiny, variant, 0))
    full = next(v for v in ABLATION if v.key == "text")
    down = next(v for v in ABLATION if v.key == "down")
    assert described_network(variant_config(tiny, full, 0))[0].up_vit
    shape, _ = described_network(variant_config(tiny, down, 0))
    assert (shape.down_vit, shape.up_vit, shape.plam, shape.text) == (True, False, False, False)


def test_another_layout_is_refused(task, tmp_path):
    with pytest.raises(LViTError, match="Train_Folder"):
        reproduce(replace(task, data=tmp_path), lambda _: None)


def test_few_labels_are_compared_with_all_of_them():
    rows = few_labels([0.125, 0.25, 0.125])
    assert [(row.key, row.fraction, row.mode) for row in rows] == [
        ("lvit-t", 1.0, "none"),
        ("labels-0.125", 0.125, "none"),
        ("labels-0.125-epi", 0.125, "epi"),
        ("labels-0.125-epi-lv", 0.125, "epi+lv"),
        ("quarter", 0.25, "none"),
        ("quarter-epi", 0.25, "epi"),
        ("quarter-epi-lv", 0.25, "epi+lv"),
    ]
    assert rows[1].title == "LViT-T, 12.5 % of the labels, supervised only"
