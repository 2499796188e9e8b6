"""Slices of NIfTI volumes: their values, and where they lie in the patient, as nibabel has them."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import nibabel as nib
import numpy as np
import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvit_core.errors import LViTError
from lvit_core.imaging import nifti, volume_slices
from lvit_core.imaging.pages import SeveralPagesError
from lvit_core.imaging.readers import PageWriter, pages_of, probe, read
from lvit_core.imaging.spacing_kind import SpacingKind
from tests.lvit_core.imaging.one_page import write_page

CHANCE = np.random.default_rng(3)
DEEP = CHANCE.integers(-1000, 3000, (9, 7, 5), np.int16)
RAS = np.diag([0.5, 0.6, 3.0, 1.0])


def save(path: Path, values: np.ndarray, affine: np.ndarray | None, unit: str = "mm") -> Path:
    image = nib.Nifti1Image(values, affine)
    image.header.set_xyzt_units(unit)
    nib.save(image, path)
    return path


def page(path: Path, number: int) -> tuple[np.ndarray, pydicom.Dataset, Path]:
    made = write_page(path, number, path.with_name(f"page-{number}"))
    return read(made).pixels, pydicom.dcmread(made), made


def in_patient(dataset: pydicom.Dataset, row: int, column: int) -> np.ndarray:
    """Millimetres towards right, front, head of a pixel, by the equation of DICOM PS3.3 C.7.6.2."""
    x, y = (np.array(dataset.ImageOrientationPatient[at : at + 3], float) for at in (0, 3))
    down, across = map(float, dataset.PixelSpacing)
    place = np.array(dataset.ImagePositionPatient, float) + x * across * column + y * down * row
    return place * (-1, -1, 1)


def turned(values: np.ndarray, affine: np.ndarray, order: list[int], flips: list[bool]) -> tuple:
    """The same volume in another order of the array."""
    affine = affine.copy()
    for axis in (axis for axis in range(3) if flips[axis]):
        affine[:3, 3] += affine[:3, axis] * (values.shape[axis] - 1)
        affine[:3, axis] *= -1
        values = np.flip(values, axis)
    return values.transpose(order), affine[:, [*order, 3]]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    order=st.permutations([0, 1, 2]),
    flips=st.lists(st.booleans(), min_size=3, max_size=3),
    tilt=st.floats(-0.6, 0.6),
    voxel=st.sampled_from([(1.0, 1.0, 1.0), (0.5, 0.6, 3.0), (4.0, 0.7, 0.7), (0.8, 5.0, 0.8)]),
    unit=st.sampled_from(["mm", "micron", "unknown"]),
)
def test_a_pixel_lies_where_its_voxel_lies(tmp_path: Path, order, flips, tilt, voxel, unit) -> None:
    turn = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    affine = np.eye(4)
    affine[:3, :3], affine[:3, 3] = turn @ np.diag(voxel), (-40, 12.5, 7)
    values, affine = turned(DEEP, affine, order, flips)
    path = save(tmp_path / "v.nii", values, affine, unit)
    scale = 0.001 if unit == "micron" else 1.0
    told = pages_of(path)
    for one in told:
        pixels, dataset, made = page(path, one.number)
        assert (one.height, one.width) == pixels.shape
        if "ImagePositionPatient" not in dataset:  # lengths of 1 in no unit mean nothing
            assert unit == "unknown" and voxel == (1.0, 1.0, 1.0)
            assert probe(made).spacing_mm is None
            continue
        for row, column in ((0, 0), (2, 1), (pixels.shape[0] - 1, pixels.shape[1] - 1)):
            at = np.append(in_patient(dataset, row, column) / scale, 1)
            index = np.linalg.solve(affine, at)[:3]
            assert np.abs(index - np.rint(index)).max() < 0.01
            assert values[tuple(np.rint(index).astype(int))] == pixels[row, column]
        # as people look at a patient
        x, y = (np.array(dataset.ImageOrientationPatient[at : at + 3], float) for at in (0, 3))
        main = int(np.abs(x).argmax())
        assert main in (0, 1) and x[main] > 0  # to the left, or from front to back
        lower = int(np.abs(y).argmax())
        assert lower in (1, 2) and (y[lower] > 0 if lower == 1 else y[lower] < 0)
        assert probe(made).orientation == ("L" if main == 0 else None)
    thickest = int(np.argmax(voxel)) if max(voxel) > 1 else 2
    assert len(told) == DEEP.shape[thickest]


def test_slices_are_counted_as_the_array_counts_and_named(tmp_path: Path) -> None:
    path = save(tmp_path / "v.nii.gz", DEEP, RAS)
    for ask in (probe, read):
        with pytest.raises(SeveralPagesError, match=r"volume of 5 slices \(axial\)"):
            ask(path)
    found = pages_of(path)
    assert [one.title for one in found] == [f"axial slice {n} of 5" for n in range(1, 6)]
    for one in found:
        pixels, dataset, _ = page(path, one.number)
        assert np.array_equal(pixels, DEEP[::-1, ::-1, one.number - 1].T)
        assert dataset.InstanceNumber == one.number
        assert list(map(float, dataset.PixelSpacing)) == pytest.approx([0.6, 0.5])
        assert float(dataset.SpacingBetweenSlices) == pytest.approx(3)
    for number in (0, 6, -1):
        with pytest.raises(LViTError, match=f"no page {number}"):
            page(path, number)


def test_a_series_of_volumes_is_a_page_a_slice_and_a_time(tmp_path: Path) -> None:
    values = CHANCE.integers(0, 200, (6, 5, 3, 4), np.uint8)
    path = save(tmp_path / "v.nii", values, RAS)
    with pytest.raises(SeveralPagesError, match=r"series of 4 volumes; 12 slices \(axial\)"):
        probe(path)
    found = pages_of(path)
    assert found[0].title == "axial slice 1 of 3, time 1 of 4"
    assert found[11].title == "axial slice 3 of 3, time 4 of 4"
    frames = set()
    for one in found:
        time, index = divmod(one.number - 1, 3)
        pixels, dataset, _ = page(path, one.number)
        assert np.array_equal(pixels, values[::-1, ::-1, index, time].T)
        frames.add((dataset.SeriesInstanceUID, time))
    assert len(frames) == 4  # a volume is one series for every other program


@pytest.mark.parametrize("dtype", ["u1", "i1", "<i2", ">i2", "<u2", "<i4", "<f4", ">f8", "<u4"])
@pytest.mark.parametrize("scaled", [False, True])
def test_values_are_those_of_the_file(tmp_path: Path, dtype: str, *, scaled: bool) -> None:
    kind = np.dtype(dtype).kind
    values = (np.arange(4 * 3 * 2).reshape(4, 3, 2) - (3 if kind != "u" else 0)).astype(dtype)
    if kind == "f":
        values += np.float32(0.25)
    header = nib.Nifti1Header(endianness=">" if dtype.startswith(">") else "<")
    header.set_data_shape(values.shape)
    header.set_data_dtype(values.dtype)
    header.set_sform(RAS, code=1)
    if scaled:
        header.set_slope_inter(0.5, -7)
    header["vox_offset"], header["magic"] = 352, b"n+1"
    path = tmp_path / "v.nii"  # by hand: nibabel would unscale values first
    path.write_bytes(header.binaryblock + bytes(4) + values.tobytes(order="F"))
    wanted = np.asarray(nib.load(path).dataobj)
    for number in (1, 2):
        pixels, _, _ = page(path, number)
        assert np.array_equal(pixels.astype(float), wanted[::-1, ::-1, number - 1].T.astype(float))


def test_colours_and_values_that_are_no_numbers(tmp_path: Path) -> None:
    colours = np.zeros((4, 3, 2), [("R", "u1"), ("G", "u1"), ("B", "u1")])
    colours["G"] = np.arange(24).reshape(4, 3, 2)
    pixels, _, made = page(save(tmp_path / "c.nii", colours, RAS), 2)
    assert probe(made).channels == 3
    assert np.array_equal(pixels[..., 1], colours["G"][::-1, ::-1, 1].T)
    holes = np.full((4, 3, 2), 2.5, np.float32)
    holes[0, 0, 0] = np.nan
    pixels, _, _ = page(save(tmp_path / "n.nii", holes, RAS), 1)
    assert np.isfinite(pixels).all()
    with pytest.raises(LViTError, match="values of the kind complex"):
        pages_of(save(tmp_path / "x.nii", np.zeros((3, 3, 3), np.complex64), RAS))


def test_one_slice_is_an_image_and_needs_no_choice(tmp_path: Path) -> None:
    path = save(tmp_path / "one.nii.gz", DEEP[:, :, :1], RAS)
    info, image = probe(path), read(path)
    assert (info.height, info.width, info.orientation) == (7, 9, "L")
    assert info.spacing_mm == pytest.approx((0.6, 0.5))
    assert info.spacing_kind is SpacingKind.PATIENT
    assert np.array_equal(image.pixels, DEEP[::-1, ::-1, 0].T)
    assert image.orientation == "L"


def test_what_nobody_says_is_not_made_up(tmp_path: Path) -> None:
    """Without a place in the patient there is no side, and rows and columns stay as stored."""
    image = nib.Nifti1Image(DEEP, None)
    image.header["sform_code"] = image.header["qform_code"] = 0
    nib.save(image, path := tmp_path / "v.nii")
    pixels, dataset, made = page(path, 1)
    assert np.array_equal(pixels, DEEP[:, :, 0].T)
    assert "ImageOrientationPatient" not in dataset and probe(made).orientation is None
    assert probe(made).spacing_mm is None
    flat = np.diag([1.0, 1.0, 0.0, 1.0])
    image = nib.Nifti1Image(DEEP, np.eye(4))
    image.header.set_sform(flat, code=1)
    image.header["srow_z"] = 0
    with (tmp_path / "flat.nii").open("wb") as stream:
        stream.write(image.header.binaryblock + bytes(4) + DEEP.tobytes(order="F"))
    _, dataset, _ = page(tmp_path / "flat.nii", 1)
    assert "ImageOrientationPatient" not in dataset


def test_slices_of_one_volume_are_one_patient(tmp_path: Path) -> None:
    def groups(name: str, values: np.ndarray) -> set[str | None]:
        path = save(tmp_path / name, values, RAS)
        return {probe(page(path, number)[2]).patient_group for number in (1, 2)}

    first, other = groups("a.nii", DEEP), groups("b.nii", DEEP + 1)
    assert len(first) == len(other) == 1 and first != other and None not in first
    assert groups("sub-07_T1w.nii", DEEP) == groups("sub-07_T2w.nii", DEEP + 1) != first


def test_a_slice_is_the_same_file_each_time_and_tells_no_name(tmp_path: Path) -> None:
    path = save(tmp_path / "Doe^Jane.nii", DEEP, RAS)
    image = nib.load(path)
    image.header["descrip"] = b"Doe Jane 1970"
    nib.save(image, path)
    made = [write_page(path, 2, tmp_path / name).read_bytes() for name in ("one", "two")]
    assert made[0] == made[1] and b"Doe" not in made[0]


def test_the_file_that_others_write_is_read_by_others(tmp_path: Path) -> None:
    """nibabel's own turning to the same directions gives the same picture."""
    path = save(tmp_path / "v.nii", *turned(DEEP, RAS, [2, 0, 1], [True, False, True]))
    lps = nib.orientations.axcodes2ornt("LPS")
    image = nib.load(path)
    there = nib.orientations.ornt_transform(nib.io_orientation(image.affine), lps)
    seen = image.as_reoriented(there).get_fdata()  # x to the left, y to the back
    for number, one in enumerate(pages_of(path), start=1):
        pixels, dataset, _ = page(path, one.number)
        head = in_patient(dataset, 0, 0)[2]
        index = int(np.rint(head / 3))
        assert np.array_equal(pixels, seen[:, :, index].T)
        assert number == one.number


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_cut_off_or_too_large_is_refused_at_little_cost(
    tmp_path: Path, *, packed: bool
) -> None:
    data = save(tmp_path / "v.nii", DEEP, RAS).read_bytes()
    header = nib.Nifti1Header(data[:348], check=False)
    ending = ".nii.gz" if packed else ".nii"

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / f"{name}{ending}"
        path.write_bytes(gzip.compress(content) if packed else content)
        return path

    with pytest.raises(LViTError, match="cut off"), PageWriter(write("cut", data[:-9])):
        pass
    if packed:
        half = gzip.compress(data)
        (tmp_path / "half.nii.gz").write_bytes(half[: len(half) - 20])
        with pytest.raises(LViTError, match="cut off"), PageWriter(tmp_path / "half.nii.gz"):
            pass
    tracemalloc.start()
    for shape, why in (((32_000, 32_000, 32_000), "too large"), ((2, 2, 32_000), "10,000")):
        header["dim"][1:4] = shape
        path = write(f"{shape[0]}", header.binaryblock + bytes(4))
        with pytest.raises(LViTError, match=why):
            pages_of(path)
    assert tracemalloc.get_traced_memory()[1] < 20e6
    tracemalloc.stop()


def test_a_volume_is_not_taken_into_memory(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(nifti, "_AT_ONCE", 1 << 16)
    values = np.zeros((256, 256, 200), np.int16)  # 26 MB
    path = save(tmp_path / "v.nii.gz", values, RAS)
    del values
    tracemalloc.start()
    with PageWriter(path) as writer:
        writer.write(100, tmp_path / "page")
    assert tracemalloc.get_traced_memory()[1] < 8e6
    tracemalloc.stop()


def test_a_wrong_sum_or_scale_is_told_in_words(tmp_path: Path) -> None:
    data = save(tmp_path / "v.nii", DEEP, RAS).read_bytes()
    packed = bytearray(gzip.compress(data))
    packed[-8] ^= 1  # of the checksum
    (tmp_path / "sum.nii.gz").write_bytes(packed)
    with pytest.raises(LViTError, match="damaged"), PageWriter(tmp_path / "sum.nii.gz"):
        pass
    header = nib.Nifti1Header(data[:348], check=False)
    header["scl_slope"], header["scl_inter"] = 1, np.nan
    (tmp_path / "scale.nii").write_bytes(header.binaryblock + data[348:])
    with pytest.raises(LViTError, match="damaged"):
        pages_of(tmp_path / "scale.nii")


def test_values_in_another_file_are_told(tmp_path: Path) -> None:
    nib.save(nib.Nifti1Pair(DEEP, RAS), tmp_path / "pair.hdr")
    with pytest.raises(LViTError, match="values lie in another file"):
        probe(tmp_path / "pair.hdr")


def test_where_no_voxel_is_longest_slices_are_axial() -> None:
    made = volume_slices.SliceGeometry(
        (4, 5, 6), np.eye(4)[[2, 0, 1, 3]], ((1, 1), (2, 1), (0, 1)), (1.0, 1.1, 1.0)
    )
    assert (made.through, made.name, made.in_plane) == (1, "axial", (2, 0))
