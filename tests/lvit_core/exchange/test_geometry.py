"""Sides, scale and polarity of what is exported, as nibabel and SimpleITK see them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lvit_core.exchange import format_named
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish, write_image

nibabel = pytest.importorskip("nibabel", reason="nibabel is not installed")

pytestmark = pytest.mark.exchange

FILM = Path("formats") / "dicom" / "DX_thorax_mono1_small__dx_image.dcm"


def film(source: Path, target: Path, orientation: str, kind: str = "MONOCHROME1") -> Path:
    """A film that shows the patient the usual way (L) or mirrored (R)."""
    from pydicom import dcmread

    dataset = dcmread(source)
    dataset.PatientOrientation = [orientation, "F"]
    if kind != dataset.PhotometricInterpretation:  # the same picture, stored the other way
        pixels = dataset.pixel_array
        turned = int(pixels.max()) + int(pixels.min()) - pixels.astype(int)
        dataset.PixelData = turned.astype(pixels.dtype).tobytes()
        dataset.PhotometricInterpretation = kind
    dataset.save_as(target)
    return target


@pytest.mark.parametrize("name", ["nifti", "nnunet"])
def test_the_patients_left_is_where_the_film_says(
    shared_data: Path, tmp_path: Path, name: str
) -> None:
    files = [film(shared_data / FILM, tmp_path / f"{side}.dcm", side) for side in "LR"]
    settings = ProjectSettings("x", "chest-xray", "viewer")
    with Project.create(tmp_path / "p", settings, seed="x") as project:
        for record in project.images.add(files).added:
            project.images.set_split(record.id, "train")
            finish(project, record.id, "")
        format_named(name).export(project, tmp_path / "out", {"keep_identity": True})
    found = {path.name[0]: path for path in (tmp_path / "out").rglob("*.nii.gz") if
             "images" in path.parent.name}  # fmt: skip
    for side, code in (("L", "L"), ("R", "R")):
        assert nibabel.aff2axcodes(nibabel.load(found[side]).affine)[0] == code
    sitk = pytest.importorskip("SimpleITK", reason="SimpleITK is not installed")
    for side, sign in (("L", 1), ("R", -1)):
        assert sitk.ReadImage(str(found[side])).GetDirection()[0] == sign  # in LPS, + is left


@pytest.mark.parametrize(
    ("said", "across", "down"),
    [
        ("LF", (1, 0, 0), (0, 0, -1)),
        ("RF", (-1, 0, 0), (0, 0, -1)),
        ("RH", (-1, 0, 0), (0, 0, 1)),
        ("AF", (0, -1, 0), (0, 0, -1)),  # from the side
        ("FR", (0, 0, -1), (-1, 0, 0)),  # lies on its side
    ],
)
def test_a_film_lies_where_its_words_say(
    tmp_path: Path, said: str, across: tuple[int, ...], down: tuple[int, ...]
) -> None:
    from tests.lvit_core.exchange.test_pixel_sizes import film as plain_film

    sitk = pytest.importorskip("SimpleITK", reason="SimpleITK is not installed")
    file = plain_film(tmp_path / "a.dcm", PatientOrientation=list(said), PixelSpacing=[0.2, 0.1],
                      PixelSpacingCalibrationType="FIDUCIAL")  # fmt: skip
    with Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "patient")) as project:
        project.images.add([file])
        finish(project, 1, "Upper left lung.")
        report = format_named("nifti").export(project, tmp_path / "out")
        sheet = format_named("lvit").losses_of(project)
    (path,) = (tmp_path / "out" / "images").iterdir()
    found = sitk.ReadImage(str(path))
    turned = np.array(found.GetDirection()).reshape(3, 3)
    assert np.allclose(turned[:, 0], across) and np.allclose(turned[:, 1], down)
    assert np.allclose(found.GetSpacing()[:2], (0.1, 0.2))
    assert not any("which side is the patient's" in line for line in report.losses)
    assert any("no side of the patient" in line for line in sheet) == (said in ("AF", "FR"))


def test_no_unit_is_named_where_no_size_is_known(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei"), seed="x") as project:
        project.images.add([write_image(tmp_path / "a.png", 1)])
        finish(project, 1, "")
        report = format_named("nifti").export(project, tmp_path / "out", {"keep_identity": True})
        project.state_pixel_size("nuclei", 0.25)
        format_named("nifti").export(project, tmp_path / "stated")
    header = nibabel.load(tmp_path / "out" / "images" / "a.nii.gz").header
    assert header.get_xyzt_units()[0] == "unknown"
    assert any("count in pixels" in loss for loss in report.losses)
    header = nibabel.load(tmp_path / "stated" / "images" / "a.nii.gz").header
    assert header.get_xyzt_units()[0] == "mm"
    assert np.allclose(header.get_zooms()[:2], 0.00025)


def test_bone_is_bright_in_every_format(shared_data: Path, tmp_path: Path) -> None:
    import tifffile
    from PIL import Image as Picture

    kinds = {"one": "MONOCHROME1", "two": "MONOCHROME2"}
    files = [film(shared_data / FILM, tmp_path / f"{n}.dcm", "L", k) for n, k in kinds.items()]
    settings = ProjectSettings("x", "chest-xray", "viewer")
    with Project.create(tmp_path / "p", settings, seed="x") as project:
        for record in project.images.add(files).added:
            project.images.set_split(record.id, "train")
            finish(project, record.id, "")
        for name in ("nifti", "nnunet", "ome-tiff", "coco"):
            report = format_named(name).export(project, tmp_path / name, {"keep_identity": True})
            assert sum("1 image stores white as 0" in line for line in report.losses) == 1, name

    def pixels(path: Path) -> np.ndarray:
        if path.suffix == ".gz":
            return np.asarray(nibabel.load(path).dataobj)[:, :, 0].T
        return tifffile.imread(path) if path.suffix == ".tif" else np.asarray(Picture.open(path))

    training = "nnunet/Dataset001_LViT/imagesTr"
    for first, second in (
        ("nifti/images/one.nii.gz", "nifti/images/two.nii.gz"),
        (f"{training}/one-00001_0000.nii.gz", f"{training}/two-00002_0000.nii.gz"),
        ("ome-tiff/one.ome.tif", "ome-tiff/two.ome.tif"),
        ("coco/images/one.png", "coco/images/two.png"),
    ):
        one, two = (pixels(tmp_path / path).astype(float) for path in (first, second))
        assert np.corrcoef(one.ravel(), two.ravel())[0, 1] > 0.99, first


def test_white_as_0_is_turned_over_whatever_its_numbers_are(tmp_path: Path) -> None:
    """8 bits, signed, rescaled, with a window, and a slope below 0, which turns over once more."""
    from PIL import Image as Picture

    from tests.lvit_core.exchange.test_pixel_sizes import film as plain_film

    shown = np.full((40, 50), 200, np.int32)
    shown[5:15, 5:20], shown[30:35, 30:45] = 800, 500  # bright at the upper left, by hand
    members = {
        "plain": (np.uint16, 1000 - shown, {}),
        "eight": (np.uint8, (1000 - shown) // 4, {}),
        "signed": (np.int16, 300 - shown, {}),
        "rescaled": (np.uint16, 1000 - shown, {"RescaleSlope": 2, "RescaleIntercept": -100}),
        "falling": (np.uint16, shown, {"RescaleSlope": -1, "RescaleIntercept": 1000}),
        "window": (np.uint16, 1000 - shown, {"WindowCenter": "500", "WindowWidth": "1000"}),
    }
    files = []
    for number, (name, (dtype, stored, facts)) in enumerate(members.items(), start=1):
        bits = 8 * np.dtype(dtype).itemsize
        told = {"WindowCenter": None, "WindowWidth": None, "RescaleSlope": 1, "RescaleIntercept": 0}
        files.append(
            plain_film(
                tmp_path / f"{name}.dcm", SOPInstanceUID=f"1.2.{number}", Rows=40, Columns=50,
                PhotometricInterpretation="MONOCHROME1", BitsAllocated=bits, BitsStored=bits,
                HighBit=bits - 1, PixelRepresentation=int(dtype is np.int16),
                PatientOrientation=["L", "F"], PixelData=stored.astype(dtype).tobytes(),
                **(told | facts),
            )
        )  # fmt: skip
    with Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "viewer")) as project:
        for record in project.images.add(files).added:
            finish(project, record.id, "")
        for name in ("nifti", "png"):
            report = format_named(name).export(project, tmp_path / name, {"keep_identity": True})
            assert any("6 images store white as 0" in line for line in report.losses)
    for name in members:
        volume = nibabel.load(tmp_path / "nifti" / "images" / f"{name}.nii.gz")
        picture = Picture.open(tmp_path / "png" / "images" / f"{name}.png")
        for pixels in (np.asarray(volume.dataobj)[:, :, 0].T, np.asarray(picture)):
            bright, middle, dark = (
                float(pixels[place].mean()) for place in (np.s_[6:14, 6:19], np.s_[31:34, 31:44],
                                                          np.s_[20:25, 10:40])
            )  # fmt: skip
            assert bright > middle > dark, name
