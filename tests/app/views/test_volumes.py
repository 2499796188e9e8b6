"""A CT volume in the window: slices are chosen, lie the right way round, and have windows of CT."""

from __future__ import annotations

from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.views.dialogs.pages import PageChooser
from tests.app.views.conftest import WAIT_MS


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    """Air around a body whose left side (in the array on the right) is bone."""
    values = np.full((64, 48, 4), -1000, np.int16)
    values[16:48, 8:40] = 40
    values[16:30, 12:36] = 900
    affine = np.diag([-0.7, 0.7, 3.0, 1.0])  # indices run to the patient's left
    affine[:3, 3] = (20, -10, 0)
    nib.save(nib.Nifti1Image(values[::-1], affine), path := tmp_path / "ct.nii.gz")
    return path


def test_slices_are_chosen_and_shown_as_ct(qtbot, opened, session, volume: Path) -> None:
    registry = session.actions
    assert not registry.get("view.ct_bone").enabled()
    assert "none of CT" in registry.get("view.ct_bone").reason
    before = len(session.state.library.images)
    session.actions.images.add([volume])
    qtbot.waitUntil(lambda: opened.findChildren(PageChooser) != [], timeout=WAIT_MS)
    (sheet,) = opened.findChildren(PageChooser)
    file = sheet.tree.topLevelItem(0)
    assert file.child(1).text(0) == "Page 2 (axial slice 2 of 4): 64 x 48 pixels"
    file.child(1).setCheckState(0, Qt.CheckState.Checked)
    file.child(2).setCheckState(0, Qt.CheckState.Checked)
    sheet.take.click()
    qtbot.waitUntil(lambda: len(session.state.library.images) == before + 2, timeout=WAIT_MS)
    record = session.state.library.images[-1]
    assert record.name == "ct-page-3.dcm" and record.orientation == "L"
    assert record.spacing_mm == pytest.approx((0.7, 0.7))
    session.opening.select(record.id)
    qtbot.waitUntil(
        lambda: (
            session.state.document is not None and session.state.document.record.id == record.id
        ),
        timeout=WAIT_MS,
    )
    document = session.state.document
    registry.get("view.ct_bone").trigger()
    assert (document.image_window.low, document.image_window.high) == (-500, 1300)
    registry.get("view.ct_lung").trigger()
    assert (document.image_window.center, document.image_window.width) == (-600, 1500)
    registry.get("view.reset_contrast").trigger()
    assert document.image_window == document.own_window
