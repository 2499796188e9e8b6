"""NIfTI comes in: nibabel and SimpleITK write it, sides and pixels are what the patient's are."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.nifti_files import tiff_of
from lvit_core.exchange.reports import ImportReport
from lvit_core.imaging.readers import read
from lvit_core.project.additions import PageChoice
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, chest_labels, write_image
from tests.lvit_core.exchange.test_dicom_seg_in import drawn, write_slices

nib = pytest.importorskip("nibabel", reason="nibabel is not installed")

pytestmark = pytest.mark.exchange

PICTURE = np.arange(HEIGHT * WIDTH, dtype=np.int16).reshape(HEIGHT, WIDTH) - 9
MASK = np.zeros((HEIGHT, WIDTH), np.uint8)
MASK[10:20, 30:60], MASK[40:45, 5:9], MASK[70:80, 100:110] = 1, 1, 2
# As people look at a patient: columns to the left (-x), rows to the feet (-z) or the back (-y).
FILM = np.array([[-0.2, 0, 0, 9], [0, 0, 1, 0], [0, -0.3, 0, 9], [0, 0, 0, 1.0]])


def save(path: Path, pixels: np.ndarray, affine: np.ndarray, *, like: str = "as looked at") -> None:
    """Writes rows-first pixels turned as files have them, with an affine that says so."""
    data, affine = pixels.swapaxes(0, 1)[:, :, None], affine.copy()
    if like in ("mirrored", "upside down"):
        axis = 0 if like == "mirrored" else 1
        affine[:3, 3] += affine[:3, axis] * (data.shape[axis] - 1)
        affine[:3, axis] *= -1
        data = np.flip(data, axis)
    elif like == "rows first":
        data, affine = data.swapaxes(0, 1), affine[:, [1, 0, 2, 3]]
    elif like == "upright":  # the axis of one step in the middle
        data, affine = data.transpose(0, 2, 1), affine[:, [0, 2, 1, 3]]
    path.parent.mkdir(parents=True, exist_ok=True)
    image = nib.Nifti1Image(np.ascontiguousarray(data), affine)
    image.header.set_xyzt_units("mm")
    nib.save(image, path)


def bring(tmp_path: Path, name: str = "nifti", template: str = "chest-xray") -> ImportReport:
    options = {"template": template, "laterality": "viewer"}
    report = import_as_project(name, tmp_path / "d", tmp_path / "p", options)
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


@pytest.mark.parametrize("picture", ["as looked at", "mirrored", "upside down", "upright"])
@pytest.mark.parametrize("mask", ["as looked at", "mirrored", "rows first"])
def test_pictures_and_masks_lie_as_the_patient_does(
    tmp_path: Path, picture: str, mask: str
) -> None:
    save(tmp_path / "d" / "images" / "a.nii.gz", PICTURE, FILM, like=picture)
    save(tmp_path / "d" / "labels" / "a.nii", MASK.astype(np.float32), FILM, like=mask)
    report = bring(tmp_path)
    assert (report.objects, report.losses) == (3, [])
    found = drawn(tmp_path / "p")
    inside = sum(sum(masks) for masks in found.values())
    assert np.array_equal(inside, MASK > 0)
    with Project.open(tmp_path / "p") as project:
        image = project.images.all()[0]
        assert np.array_equal(read(project.images.path(image.id)).pixels, PICTURE)
        assert image.orientation == "L"
        assert image.spacing_mm == pytest.approx((0.3, 0.2))


def test_simpleitk_maps_lie_on_pngs_as_it_read_them(tmp_path: Path) -> None:
    itk = pytest.importorskip("SimpleITK")
    write_image(tmp_path / "d" / "scan.png", 1)
    picture = itk.ReadImage(str(tmp_path / "d" / "scan.png"))
    mask = itk.GetImageFromArray(MASK)
    mask.CopyInformation(picture)
    itk.WriteImage(mask, str(tmp_path / "d" / "scan.nii.gz"))
    (tmp_path / "d" / "scan.json").write_text('{"labels": {"infection": 1, "2": "Fluid"}}')
    report = bring(tmp_path)
    assert report.losses == []
    found = drawn(tmp_path / "p")
    areas = {key[2]: sorted(int(mask.sum()) for mask in masks) for key, masks in found.items()}
    assert areas == {"infection": [20, 300], "Fluid": [100]}
    assert np.array_equal(sum(found["scan.png", "lesion", "Fluid"]), MASK == 2)


def test_a_map_of_a_dicom_slice_lies_where_the_slice_does(tmp_path: Path) -> None:
    """A patient who lies on his face: columns run to his right, rows to his front."""
    image = write_slices(tmp_path / "d", 1)[0]
    image.ImageOrientationPatient = [-1, 0, 0, 0, -1, 0]
    image.save_as(tmp_path / "d" / "slice0.dcm")
    step, place = float(image.PixelSpacing[0]), np.array(image.ImagePositionPatient, float)
    affine = np.diag([step, step, 1.0, 1.0])
    affine[:3, 3] = place * [-1, -1, 1]
    mask = np.zeros((128, 128), np.uint8)
    mask[3:9, 20:90] = 1
    save(tmp_path / "d" / "slice0_seg.nii.gz", mask, affine, like="mirrored")
    assert bring(tmp_path).losses == []
    assert np.array_equal(drawn(tmp_path / "p")["slice0.dcm", "lesion", "infection"][0], mask > 0)
    shifted = affine.copy()
    shifted[0, 3] += step / 2
    save(tmp_path / "d" / "slice0_seg.nii.gz", mask, shifted)
    bundle = format_named("nifti").read(tmp_path / "d")
    with pytest.raises(LViTError, match="another grid"):
        bundle.items[0].layers[0].load()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("labels.txt", '0 0 0 0 0 0 0 "Clear Label"\n1 255 0 0 1 1 1 "Fluid"\n2 0 1 2 1 1 1 "Air"'),
        ("a_dseg.tsv", "index\tname\n1\tFluid\n2\tAir\n"),
        ("dataset.json", '{"labels": {"0": "background", "1": "Fluid", "2": "Air"}}'),
        ("classes.json", '["background", "Fluid", "Air"]'),
        ("labels.json", '[{"id": 1, "name": "Fluid"}, {"id": 2, "name": "Air", "x": 3}]'),
    ],
)
def test_names_of_numbers_come_from_the_file_beside(tmp_path: Path, name: str, text: str) -> None:
    save(tmp_path / "d" / "a.nii.gz", PICTURE, FILM)
    save(tmp_path / "d" / "a_dseg.nii.gz", MASK, FILM)
    (tmp_path / "d" / name).write_text(text)
    assert bring(tmp_path).objects == 3
    assert {key[2] for key in drawn(tmp_path / "p")} == {"Fluid", "Air"}


def test_one_mask_for_each_class(tmp_path: Path) -> None:
    save(tmp_path / "d" / "images" / "a.nii.gz", PICTURE, FILM)
    save(tmp_path / "d" / "masks" / "a_lung.nii.gz", MASK // 2, FILM)
    save(tmp_path / "d" / "masks" / "a_fluid_mask.nii.gz", MASK % 2, FILM)
    assert bring(tmp_path).objects == 3
    keys = {(layer, name) for _, layer, name in drawn(tmp_path / "p")}
    assert keys == {("lungs", "lung"), ("lesion", "fluid")}


def test_what_is_no_map_of_one_picture_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    for number, name in enumerate("abcefgh"):
        save(folder / "images" / f"{name}.nii.gz", PICTURE + number, FILM)
    save(folder / "labels" / "a.nii.gz", MASK, FILM)
    save(folder / "labels" / "b.nii.gz", MASK * np.float32(0.5), FILM)
    save(folder / "labels" / "c.nii.gz", MASK.astype(np.int16) - 1, FILM)
    save(folder / "labels" / "lonely.nii.gz", MASK, FILM)
    volume = nib.Nifti1Image(np.zeros((5, 6, 7), np.uint8), np.eye(4))
    nib.save(volume, folder / "images" / "volume.nii.gz")
    nib.save(volume, folder / "labels" / "e.nii.gz")
    save(folder / "labels" / "f.nii.gz", MASK[:-1], FILM)
    whole = (folder / "labels" / "a.nii.gz").read_bytes()
    (folder / "labels" / "g.nii.gz").write_bytes(whole[: len(whole) // 2])
    (folder / "labels" / "h.nii.gz").write_bytes(gzip.compress(b"\0" * 4000))
    report = bring(tmp_path)
    told = {loss.what or loss.file: loss.reason for loss in report.losses}
    assert "fractions" in told["b.nii.gz"]
    assert "no labels" in told["c.nii.gz"]
    assert "volume of 5 x 6 x 7" in told["e.nii.gz"]
    assert f"{WIDTH} x {HEIGHT - 1}" in told["f.nii.gz"]
    assert "cut off" in told["g.nii.gz"]
    assert "not a NIfTI file" in told["h.nii.gz"]
    assert "no labels" in told["volume.nii.gz"]
    assert "Its picture lonely.tif is not there." in told["lonely.nii.gz"]
    with Project.open(tmp_path / "p") as project:
        states = {image.name: image.state for image in project.images.all()}
    assert states.pop("a.tif") is ImageState.LABELED
    assert ImageState.LABELED not in states.values()


def test_headers_that_ask_for_too_much_cost_little(tmp_path: Path) -> None:
    save(tmp_path / "d" / "images" / "a.nii.gz", PICTURE, FILM)
    save(tmp_path / "d" / "labels" / "a.nii.gz", MASK, FILM)
    head = bytearray(gzip.decompress((tmp_path / "d" / "labels" / "a.nii.gz").read_bytes())[:352])
    for place, value in ((42, 29000), (44, 15000)):
        head[place : place + 2] = value.to_bytes(2, "little")
    (tmp_path / "d" / "labels" / "a.nii.gz").write_bytes(gzip.compress(bytes(head)))
    (loss,) = bring(tmp_path).losses
    assert "too large" in loss.reason


@pytest.mark.parametrize("touched", ["as written", "saved again"])
def test_what_we_write_comes_back(tmp_path: Path, project: Project, touched: str) -> None:
    """Also where another program has saved the files again and forgot what we wrote in them."""
    model = Provenance("model", "", "chest")
    image = next(one for one in project.images.all() if one.name == "scan.png")
    project.images.set_orientation(image.id, "R")
    format_named("nifti").export(project, tmp_path / "d", {"keep_readers": True})
    if touched == "saved again":
        for file in (tmp_path / "d").rglob("*.nii.gz"):
            stored = nib.load(file)
            data = np.asanyarray(stored.dataobj)
            if data.dtype.names is None:
                data = data.astype(np.float32 if "instances" in str(file) else data.dtype)
            again = nib.as_closest_canonical(nib.Nifti1Image(data, stored.affine))
            nib.save(again, file.with_name(file.name.removesuffix(".gz")))
            file.unlink()
    report = bring(tmp_path)
    assert report.losses == []
    lesion, lungs = chest_labels()
    found = drawn(tmp_path / "p")
    first = next(key[0] for key in found if "scan" in key[0].lower())
    assert np.array_equal(found[first, "lesion", "consolidation"][0], lesion == 5)
    assert np.array_equal(sum(found[first, "lungs", "lung"]), lungs > 0)
    with Project.open(tmp_path / "p") as again:
        images = {one.name: one for one in again.images.all()}
        mine = images["scan.tif"]
        assert mine.orientation == "R"
        records = list(again.journal.load_objects(mine.id, "lesion"))
    persons = {(one.provenance.origin, one.provenance.person) for one in records}
    assert ("person", "ann") in persons and model.generation in {
        one.provenance.generation for one in records
    } | {"chest"}


def test_pictures_are_the_same_bytes_each_time() -> None:
    assert tiff_of(PICTURE, (0.3, 0.2)) == tiff_of(PICTURE.copy(), (0.3, 0.2))


@pytest.mark.parametrize("there", [True, False])
def test_maps_of_pages_reach_their_page_of_a_stack(tmp_path: Path, there: bool) -> None:
    from tifffile import imwrite

    stack = tmp_path / ("far" if there else "d") / "stack.tif"
    stack.parent.mkdir()
    imwrite(stack, np.stack([PICTURE + 9] * 3).astype(np.uint16), photometric="minisblack")
    if there:
        with Project.create(tmp_path / "p", ProjectSettings("P", "nuclei", "none")) as project:
            project.images.add([stack], pages=PageChoice(every=True))
    for page in (1, 3):
        pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
        pixels[10 : 10 + page, 5:9] = 1
        save(tmp_path / "d" / f"stack_page_{page}_mask.nii.gz", pixels, FILM)
    report = bring(tmp_path, template="nuclei")
    assert (report.objects, report.losses) == (2, [])
    sizes = {name: int(found[0].sum()) for (name, _, _), found in drawn(tmp_path / "p").items()}
    assert sizes == {"stack-page-1.tif": 4, "stack-page-3.tif": 12}


def test_a_volume_for_a_stack_is_refused_in_one_line_with_what_to_do(tmp_path: Path) -> None:
    from tifffile import imwrite

    (tmp_path / "d").mkdir()
    imwrite(tmp_path / "d" / "stack.tif", np.stack([PICTURE + 9] * 3).astype(np.uint16),
            photometric="minisblack")  # fmt: skip
    volume = nib.Nifti1Image(np.zeros((WIDTH, HEIGHT, 3), np.uint8), FILM)
    nib.save(volume, tmp_path / "d" / "stack_mask.nii.gz")
    save(tmp_path / "d" / "a.nii.gz", PICTURE, FILM)
    report = bring(tmp_path, template="nuclei")
    (loss,) = report.losses
    assert loss.file == "stack_mask.nii.gz"
    assert loss.reason.endswith("Name it after its page, as in stack_page_2.nii.gz.")
    assert "volume" in loss.reason


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("affine", [np.eye(4), np.diag([-1.0, -1, 1, 1])])
def test_a_map_lies_on_a_projects_picture_as_it_does_beside_it(
    tmp_path: Path, affine: np.ndarray, beside: bool
) -> None:
    picture = write_image(tmp_path / ("d" if beside else "far") / "a.png", 1)
    with Project.create(tmp_path / "p", ProjectSettings("P", "nuclei", "none")) as project:
        project.images.add([picture])
    (tmp_path / "d").mkdir(exist_ok=True)
    nib.save(nib.Nifti1Image(MASK.T[:, :, None], affine), tmp_path / "d" / "a.nii.gz")
    report = bring(tmp_path, template="nuclei")
    assert report.losses == []
    with Project.open(tmp_path / "p") as project:
        plane = project.journal.load_plane(1, "nuclei").to_array()
    assert np.array_equal(plane > 0, MASK > 0)


@pytest.mark.parametrize(("change", "told"), [("none", 0), ("moved", 1)])
def test_a_map_that_lies_elsewhere_than_its_picture_is_told(
    tmp_path: Path, change: str, told: int
) -> None:
    affine = FILM.copy()
    if change == "moved":
        affine[0, 3] += 5
    save(tmp_path / "d" / "images" / "a.nii.gz", PICTURE, FILM)
    save(tmp_path / "d" / "labels" / "a.nii.gz", MASK, affine, like="mirrored")
    report = bring(tmp_path, template="nuclei")
    assert report.objects == 3
    assert sum("at another place than its picture" in note for note in report.notes) == told


@pytest.mark.parametrize("onto", [False, True])
@pytest.mark.parametrize("scale", [(2, 1, 2), (1.5, 1, 1), (1.001, 1, 1)])
def test_a_map_of_other_pixels_than_its_pictures_is_refused(
    tmp_path: Path, scale: tuple[float, ...], onto: bool
) -> None:
    """It shows another area: taken one by one, its pixels would lie elsewhere in the patient."""
    save(tmp_path / "d" / "images" / "a.nii.gz", PICTURE, FILM)
    if onto:
        assert bring(tmp_path, template="nuclei").images == 1
        (tmp_path / "d" / "images" / "a.nii.gz").unlink()
    affine = FILM.copy()
    affine[:3, :3] *= scale
    save(tmp_path / "d" / "labels" / "a.nii.gz", MASK, affine, like="mirrored")
    report = bring(tmp_path, template="nuclei")
    same = max(scale) < 1.01
    assert report.objects == (3 if same else 0)
    told = [loss for loss in report.losses if "Its pixels are" in loss.reason]
    assert len(told) == (not same)
    with Project.open(tmp_path / "p") as project:
        (record,) = project.images.all()
    assert (record.state is ImageState.LABELED) == same


def test_a_map_that_fills_its_picture_is_doubted(tmp_path: Path) -> None:
    save(tmp_path / "d" / "images" / "a.nii.gz", PICTURE, FILM)
    save(tmp_path / "d" / "labels" / "a.nii.gz", MASK + 1, FILM)
    assert any("it fills the whole picture" in note for note in bring(tmp_path).notes)


def planes(path: Path, *of_classes: np.ndarray) -> None:
    data = np.stack([one.T[:, :, None] for one in of_classes], axis=-1)
    path.parent.mkdir(parents=True, exist_ok=True)
    nib.save(nib.Nifti1Image(data.astype(np.uint8), np.eye(4)), path)


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize("ground", [False, True])
def test_a_plane_for_each_class_is_a_map(tmp_path: Path, count: int, ground: bool) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    empty = np.zeros_like(MASK)
    told = [MASK == 1, MASK == 2, *[empty] * (count - 2)]
    planes(tmp_path / "d" / "labels" / "a.nii.gz", *[MASK == 0] * ground, *told)
    report = bring(tmp_path, template="nuclei")
    assert (report.objects, report.losses) == (3, [])
    with Project.open(tmp_path / "p") as project:
        names = [one.class_name for one in project.journal.load_objects(1, "nuclei")]
    assert sorted(names) == ["class 1", "class 1", "class 2"]


@pytest.mark.parametrize("other", [MASK > 0, MASK])
def test_planes_that_are_no_classes_are_named(tmp_path: Path, other: np.ndarray) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    planes(tmp_path / "d" / "labels" / "a.nii.gz", MASK == 1, other)
    report = bring(tmp_path, template="nuclei")
    assert report.objects == 0
    (loss,) = report.losses
    assert "2 planes, which are not one of 0 and 1 for each class" in loss.reason
