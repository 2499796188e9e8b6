"""Processes that were started together share out the devices of their computer."""

from __future__ import annotations

import pytest
import torch

from lvit_core.device import take_own_device


@pytest.mark.parametrize(("rank", "expected"), [("0", 0), ("1", 1), ("2", 0), (None, None)])
def test_each_process_takes_a_device_of_its_own(monkeypatch, rank, expected):
    taken = []
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "set_device", taken.append)
    if rank is None:
        monkeypatch.delenv("LOCAL_RANK", raising=False)
    else:
        monkeypatch.setenv("LOCAL_RANK", rank)
    take_own_device()
    assert taken == ([] if expected is None else [expected])
