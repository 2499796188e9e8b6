"""Pictures of labels as other programs save them, and what their names have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Picture
from PIL import ImageDraw, ImageFilter
from tifffile import imwrite

from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from lvit_core.exchange.class_names import ClassNames
from lvit_core.exchange.label_pictures import read_mask, see_objects
from lvit_core.exchange.mask_names import by_stem, match_masks
from lvit_core.exchange.picture_files import read_labels
from lvit_core.project.project import Project
from lvit_core.prompt.templates import load_template
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = pytest.mark.exchange

NUCLEI = {"template": "nuclei"}


_PLACES = ((15, 15), (15, 25), (50, 70))  # in objects 1, 2 and 4


def four() -> np.ndarray:
    """Objects 1 to 4; 1 and 2 touch."""
    labels = np.zeros((HEIGHT, WIDTH), np.uint8)
    labels[10:20, 10:20], labels[10:20, 20:30] = 1, 2
    labels[40:60, 10:20], labels[40:60, 60:90] = 3, 4
    return labels


def save(path: Path, labels: np.ndarray, kind: str) -> Path:
    """Object numbers as a picture of some kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    colours = np.array([[0, 0, 0], [255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 9, 200]], np.uint8)
    if kind == "palette":
        picture = Picture.fromarray(labels, "P")
        picture.putpalette(colours.ravel().tolist())
        picture.save(path)
    elif kind == "colours":
        Picture.fromarray(colours[labels]).save(path)
    elif kind == "transparent":
        alpha = np.where(labels > 0, 255, 0).astype(np.uint8)
        Picture.fromarray(np.dstack([colours[labels], alpha])).save(path)
    elif kind == "bright ground":
        ground = colours.copy()
        ground[0] = 255
        Picture.fromarray(ground[labels]).save(path)
    elif kind == "16 bit":
        Picture.fromarray(labels.astype(np.uint16) * 1000).save(path)
    else:
        Picture.fromarray(labels).save(path)
    return path


@pytest.mark.parametrize(
    "kind", ["palette", "colours", "transparent", "bright ground", "16 bit", "8 bit"]
)
def test_four_objects_stay_four(kind: str, tmp_path: Path) -> None:
    labels = see_objects(save(tmp_path / "a.png", four(), kind)).labels
    pairs = set(zip(labels.ravel().tolist(), four().ravel().tolist(), strict=True))
    assert len(pairs) == 5


@pytest.mark.parametrize("kind", ["palette", "colours", "8 bit"])
def test_two_classes_stay_two(kind: str, tmp_path: Path) -> None:
    classes = np.array([0, 1, 2, 2, 2], np.uint8)[four()]
    found = read_mask(save(tmp_path / "a.png", classes, kind))
    assert len(np.unique(found.labels)) == 5
    assert len(set(found.classes.values())) == 2
    one, two, other = (found.classes[int(found.labels[y, x])] for y, x in _PLACES)
    assert one != two == other


def test_numbers_with_one_area_each_are_objects(tmp_path: Path) -> None:
    found = read_mask(save(tmp_path / "a.png", four(), "8 bit"))
    assert np.array_equal(found.labels, four()) and found.classes == {}


@pytest.mark.parametrize("value", [1, 255, 128])
def test_binary_masks_are_areas(value: int, tmp_path: Path) -> None:
    found = read_mask(save(tmp_path / "a.png", (four() > 0) * np.uint8(value), "8 bit"))
    assert (int(found.labels.max()), found.classes) == (3, {})


@pytest.mark.parametrize("quality", [95, 60, 25])
def test_what_jpeg_leaves_around_edges_is_no_object(quality: int, tmp_path: Path) -> None:
    inside = (four() > 0) * np.uint8(255)
    Picture.fromarray(inside).save(tmp_path / "a.jpg", quality=quality)
    found = read_mask(tmp_path / "a.jpg")
    assert int(found.labels.max()) == 3
    assert np.count_nonzero((found.labels > 0) != (inside > 0)) < 60


@pytest.mark.parametrize("numbers", [[0, 5, 9, 200, 90], [0, 300, 7, 41, 2], [0, 70_000, 9, 4, 3]])
def test_numbers_with_gaps_are_objects_too(numbers: list[int], tmp_path: Path) -> None:
    """Pieces cut from a large picture, and what is left of objects once some were thrown away."""
    labels = np.array(numbers, np.uint32)[four()]
    imwrite(tmp_path / "a.tif", labels)
    assert np.array_equal(read_mask(tmp_path / "a.tif").labels, labels)


def test_numbers_of_32_bits_keep_their_objects_apart(tmp_path: Path) -> None:
    high = np.array([0, 4_000_000_000, 4_000_000_001, 16_777_217, 16_777_216], np.uint32)
    imwrite(tmp_path / "a.tif", high[four()])
    for read in (see_objects, read_mask):
        found = read(tmp_path / "a.tif").labels
        pairs = set(zip(found.ravel().tolist(), four().ravel().tolist(), strict=True))
        assert len(pairs) == 5 and found[0, 0] == 0


def test_true_is_inside_in_a_mask_of_pythons_programs(tmp_path: Path) -> None:
    imwrite(tmp_path / "a.tif", four() > 0)  # which calls 1 black
    assert np.array_equal(read_mask(tmp_path / "a.tif").labels > 0, four() > 0)


def test_noise_of_a_jpeg_that_became_a_png_is_not_inside(tmp_path: Path) -> None:
    inside = (four() > 0) * np.uint8(255)
    Picture.fromarray(inside).save(tmp_path / "a.jpg", quality=40)
    with Picture.open(tmp_path / "a.jpg") as noisy:
        noisy.save(tmp_path / "a.png")
    found = read_mask(tmp_path / "a.png")
    assert int(found.labels.max()) == 3 and "noise" in found.remark
    assert np.count_nonzero((found.labels > 0) != (inside > 0)) < 60


def test_soft_edges_are_no_objects(tmp_path: Path) -> None:
    inside = Picture.fromarray((four() > 0) * np.uint8(255))
    inside.filter(ImageFilter.GaussianBlur(1)).save(tmp_path / "a.png")
    found = read_mask(tmp_path / "a.png").labels
    assert int(found.max()) == 3
    assert np.count_nonzero((found > 0) != (four() > 0)) < 20


def test_rims_of_a_palette_belong_to_no_object(tmp_path: Path) -> None:
    """As Pascal VOC draws them."""
    labels = np.array([0, 1, 2, 3, 255], np.uint8)[four()]
    picture = Picture.fromarray(labels, "P")
    picture.putpalette(np.random.default_rng(0).integers(0, 256, 768, np.uint8).tolist())
    picture.save(tmp_path / "a.png")
    found = read_mask(tmp_path / "a.png")
    assert np.array_equal(found.labels, np.where(labels == 255, 0, labels))
    assert "600 pixels numbered 255" in found.remark


def test_names_of_masks_find_their_pictures(tmp_path: Path) -> None:
    names = ("a.png", "B.PNG", "é.tif", "s.jpg", "s.png", "mask_x.png", "y_1.png")
    pictures = by_stem([tmp_path / "img" / name for name in names],
                       [tmp_path / "m" / "s.png"])  # fmt: skip
    assert len(pictures) == len(names)
    for mask, picture in (
        ("a.png", "a.png"), ("a_mask.png", "a.png"), ("mask_a.png", "a.png"),
        ("A-Labels.tif", "a.png"), ("b_cp_masks.png", "B.PNG"), ("e\u0301.png", "é.tif"),
        ("s.png", "s.png"), ("x.png", "mask_x.png"), ("y_1_seg.png", "y_1.png"), ("y.png", None),
        ("c.png", None), ("b.png.png", "B.PNG"), ("s.jpg.png", "s.jpg"), ("a.mask.png", "a.png"),
        ("s.jpg_mask.png", "s.jpg"),
    ):  # fmt: skip
        found, rest = match_masks([tmp_path / "m" / mask], pictures)
        assert [pictures[key].name for key in found] == ([picture] if picture else []), mask
        assert len(rest) == (picture is None)


@pytest.mark.parametrize(
    ("picture", "mask"),
    [
        ("images/a.png", "masks/a.tif"), ("train/images/a.png", "train/labels/a_mask.png"),
        ("a.png", "a_cp_masks.png"), ("deep/er/a.png", "deep/er/a_seg.png"),
        ("imgs/A.png", "annotations/a.png"),
    ],
)  # fmt: skip
def test_layouts_of_other_programs_are_known(picture: str, mask: str, tmp_path: Path) -> None:
    data = tmp_path / "d"
    write_image(data / picture, 1)
    write_image((data / picture).parent / "bare.png", 2)
    save(data / mask, four(), "8 bit")
    save((data / mask).parent / "gone_mask.png", four(), "8 bit")
    report = import_as_project("png", data, tmp_path / "p", NUCLEI)
    assert (report.images, report.objects) == (2, 4)
    assert [loss.file.rpartition("/")[2] for loss in report.losses] == ["gone_mask.png"]
    assert any("1 image in" in note and "bare.png" in note for note in report.notes)


def test_a_mask_for_each_object_gives_one_image(tmp_path: Path) -> None:
    data = tmp_path / "d" / "0a1b"
    write_image(data / "images" / "0a1b.png", 1)
    for number in range(1, 5):
        save(data / "masks" / f"{number}f.png", (four() == number) * np.uint8(255), "8 bit")
    report = import_as_project("png", tmp_path / "d", tmp_path / "p", NUCLEI)
    assert (report.images, report.objects, report.losses) == (1, 4, [])


def test_an_unread_mask_costs_itself(tmp_path: Path) -> None:
    data = tmp_path / "d"
    for seed, name in enumerate("ab"):
        write_image(data / "images" / f"{name}.png", seed)
    save(data / "masks" / "a.png", four(), "8 bit")
    (data / "masks" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    report = import_as_project("png", data, tmp_path / "p", NUCLEI)
    assert [(loss.file, loss.what) for loss in report.losses] == [("b.png", "b.png")]
    with Project.open(tmp_path / "p") as project:
        assert {i.name: i.state.value for i in project.images.all()} == {
            "a.png": "labeled", "b.png": "unlabeled",
        }  # fmt: skip


def test_classes_beside_our_masks_come_back_without_provenance(tmp_path: Path) -> None:
    data = tmp_path / "d"
    write_image(data / "images" / "a.png", 1)
    save(data / "nuclei" / "instances" / "a.png", four(), "8 bit")
    classes = np.array([0, 1, 2, 2, 2], np.uint8)[four()]
    save(data / "nuclei" / "class" / "a.png", classes, "8 bit")
    (data / "classes.json").write_text('{"nuclei": ["background", "nucleus", "mitosis"]}')
    import_as_project("png", data, tmp_path / "p", NUCLEI)
    with Project.open(tmp_path / "p") as project:
        names = [record.class_name for record in project.journal.load_objects(1, "nuclei")]
    assert sorted(names) == ["mitosis", "mitosis", "mitosis", "nucleus"]


def test_numbers_below_zero_are_no_background(tmp_path: Path) -> None:
    write_image(tmp_path / "in" / "images" / "a.png", 1)
    labels = four().astype(np.int32)
    labels[0, 0] = -1  # a common mark for pixels that nobody looked at
    (tmp_path / "in" / "masks").mkdir()
    imwrite(tmp_path / "in" / "masks" / "a.tif", labels)
    report = import_as_project("png", tmp_path / "in", tmp_path / "p", NUCLEI)
    assert report.objects == 0
    assert any("numbers below 0" in line for line in report.notes)
    with Project.open(tmp_path / "p") as project:
        assert str(project.images.all()[0].state) == "unlabeled"


def test_a_word_before_the_name_makes_a_mask_beside_its_picture(tmp_path: Path) -> None:
    write_image(tmp_path / "data" / "a.png", 0)
    save(tmp_path / "data" / "mask_a.png", four(), "8 bit")
    save(tmp_path / "data" / "a_mask.png", four(), "8 bit")
    report = import_as_project("png", tmp_path / "data", tmp_path / "p", NUCLEI)
    assert (report.images, report.objects) == (1, 4)
    (told,) = [line for line in report.notes if "left out" in line]
    assert "a_mask.png" in told and "another mask, mask_a.png" in told


def test_files_among_the_masks_that_are_no_pictures_are_named(tmp_path: Path) -> None:
    for seed, stem in enumerate(("a", "b")):
        write_image(tmp_path / "data" / "images" / f"{stem}.png", seed)
    save(tmp_path / "data" / "masks" / "a.png", four(), "8 bit")
    (tmp_path / "data" / "masks" / "b.mat").write_bytes(b"MATLAB")
    report = import_as_project("png", tmp_path / "data", tmp_path / "p", NUCLEI)
    assert any("b.mat was left out" in line for line in report.notes)


def test_cellpose_arrays_are_named_and_not_opened(tmp_path: Path) -> None:
    write_image(tmp_path / "data" / "a.png", 0)
    np.save(tmp_path / "data" / "a_seg.npy", np.array({"masks": four()}), allow_pickle=True)
    with pytest.raises(LViTError, match=r"a_seg\.npy was left out"):
        import_as_project("png", tmp_path / "data", tmp_path / "p", NUCLEI)


@pytest.mark.parametrize("name", ["Left Lung", "lung_right", "left lungs"])
def test_a_side_of_an_organ_is_in_the_layer_of_the_organ(name: str) -> None:
    layer, class_name = ClassNames([]).place(name, load_template("chest-xray"))
    assert (layer, class_name) == ("lungs", name)
    assert ClassNames([]).place("left", load_template("chest-xray"))[0] == "lesion"


def two() -> np.ndarray:
    """Two squares of 255."""
    return np.where(np.isin(four(), (1, 4)), 255, 0).astype(np.uint8)


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 0, 0), (7, 7, 7)])
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_outside(
    tmp_path: Path, mode: str, colour: tuple[int, int, int]
) -> None:
    """Drawn in one colour everywhere; only the alpha channel tells where."""
    grounds = [np.full_like(two(), value) for value in (colour if mode == "RGBA" else colour[:1])]
    Picture.fromarray(np.dstack([*grounds, two()])).save(tmp_path / "a.png")
    assert np.array_equal(read_mask(tmp_path / "a.png").labels > 0, two() > 0)
    assert np.array_equal(read_labels(tmp_path / "a.png") > 0, two() > 0)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.webp", {"quality": 30}),
        ("a.avif", {"quality": 30}),
        ("a.jp2", {"irreversible": True, "quality_mode": "rates", "quality_layers": [12]}),
    ],
)
def test_loss_of_any_kind_knows_no_numbers(
    tmp_path: Path, name: str, options: dict[str, Any]
) -> None:
    Picture.fromarray(two()).save(tmp_path / name, **options)
    found = read_mask(tmp_path / name)
    assert found.labels.max() == 2
    assert ((found.labels > 0) != (two() > 0)).sum() <= 8
    Picture.fromarray(four() * np.uint8(60)).save(tmp_path / name, **options)
    with pytest.raises(LViTError, match="several greys"):
        read_mask(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "options"), [("a.webp", {"lossless": True}), ("a.jp2", {"irreversible": False})]
)
def test_without_loss_numbers_are_numbers(
    tmp_path: Path, name: str, options: dict[str, Any]
) -> None:
    Picture.fromarray(four()).save(tmp_path / name, **options)
    assert np.array_equal(see_objects(tmp_path / name).labels, four())


def test_a_mask_that_may_be_inverted_is_told(tmp_path: Path) -> None:
    Picture.fromarray(255 - two()).save(tmp_path / "a.png")
    assert "see that it is not inverted" in read_mask(tmp_path / "a.png").remark
    Picture.fromarray(two()).save(tmp_path / "b.png")
    assert read_mask(tmp_path / "b.png").remark == ""
    for value in (255, 1):
        Picture.fromarray(np.full((20, 30), value, np.uint8)).save(tmp_path / "c.png")
        assert "it fills the whole picture" in read_mask(tmp_path / "c.png").remark


def test_masks_of_a_turned_picture_are_told(tmp_path: Path) -> None:
    exif = Picture.Exif()
    exif[0x0112] = 3
    (tmp_path / "d" / "images").mkdir(parents=True)
    (tmp_path / "d" / "masks").mkdir()
    pixels = np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    Picture.fromarray(pixels).save(tmp_path / "d" / "images" / "a.jpg", exif=exif)
    Picture.fromarray(two()).save(tmp_path / "d" / "masks" / "a.png")
    report = import_as_project("png", tmp_path / "d", tmp_path / "p", NUCLEI)
    assert any("a.jpg is shown turned" in note for note in report.notes)


def test_a_sheet_in_an_old_code_page_is_read(tmp_path: Path) -> None:
    write_image(tmp_path / "d" / "img" / "a.png", 1)
    (tmp_path / "d" / "labelcol").mkdir()
    Picture.fromarray(two()).save(tmp_path / "d" / "labelcol" / "a.png")
    text = "Image;Description\r\na.png;No nuclei \xe9.\r\n"
    (tmp_path / "d" / "Train_text.csv").write_bytes(text.encode("cp1252"))
    report = import_as_project("lvit", tmp_path / "d", tmp_path / "p", NUCLEI)
    assert (report.sentences, report.losses) == (1, [])


def coloured(*, smooth: bool) -> Picture.Image:
    """A red and a green disc."""
    drawn = Picture.new("RGB", (4 * WIDTH, 4 * HEIGHT))
    ImageDraw.Draw(drawn).ellipse((40, 40, 160, 160), fill=(255, 0, 0))
    ImageDraw.Draw(drawn).ellipse((260, 60, 420, 200), fill=(0, 255, 0))
    way = Picture.Resampling.LANCZOS if smooth else Picture.Resampling.NEAREST
    return drawn.resize((WIDTH, HEIGHT), way)


def test_colours_that_smooth_edges_mixed_are_no_objects(tmp_path: Path) -> None:
    coloured(smooth=True).save(tmp_path / "a.png")
    coloured(smooth=False).save(tmp_path / "b.png")
    found, plain = read_mask(tmp_path / "a.png"), read_mask(tmp_path / "b.png")
    assert len(np.unique(found.labels)) == len(np.unique(plain.labels)) == 3
    assert ((found.labels > 0) != (plain.labels > 0)).sum() < 60  # at the edges
    assert "mixed at edges" in found.remark
    assert plain.remark == ""


def test_small_objects_in_colours_of_their_own_stay(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for y in range(2, 80, 8):
        for x in range(2, 120, 8):
            pixels[y : y + 2, x : x + 2] = chance.integers(1, 256, 3)
    pixels[84:89, 2:60] = 200, 10, 10
    Picture.fromarray(pixels).save(tmp_path / "a.png")
    assert len(np.unique(see_objects(tmp_path / "a.png").labels)) - 1 == 10 * 15 + 1


def test_a_photograph_is_no_mask(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    Picture.fromarray(chance.integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)).save(
        tmp_path / "a.png"
    )
    with pytest.raises(LViTError, match="colours, not a mask"):
        read_mask(tmp_path / "a.png")


def test_colours_of_a_jpeg_are_told_as_lost(tmp_path: Path) -> None:
    coloured(smooth=False).save(tmp_path / "a.jpg", quality=90)
    with pytest.raises(LViTError, match="several colours"):
        read_mask(tmp_path / "a.jpg")


def test_a_grey_photograph_is_no_mask(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    ramp = np.add.outer(np.arange(HEIGHT), np.arange(WIDTH)) + chance.integers(
        0, 9, (HEIGHT, WIDTH)
    )
    Picture.fromarray(ramp.astype(np.uint8)).save(tmp_path / "a.png")
    with pytest.raises(LViTError, match="many shades"):
        read_mask(tmp_path / "a.png")
    many = (np.arange(HEIGHT)[:, None] // 6 * 30 + np.arange(WIDTH) // 5 + 1).astype(np.uint16)
    Picture.fromarray(many).save(tmp_path / "b.png")  # objects side by side
    assert np.array_equal(read_mask(tmp_path / "b.png").labels, many)


@pytest.mark.parametrize("layout", ["beside", "folders"])
def test_masks_with_numbers_are_the_objects_of_one_picture(tmp_path: Path, layout: str) -> None:
    """As the ultrasound data set BUSI has them."""
    data = tmp_path / "data"
    pictures, masks = (data, data) if layout == "beside" else (data / "images", data / "masks")
    for folder in {pictures, masks}:
        folder.mkdir(parents=True, exist_ok=True)
    for number in (1, 2):
        pixels = np.random.default_rng(number).integers(0, 255, (HEIGHT, WIDTH), np.uint8)
        Picture.fromarray(pixels).save(pictures / f"benign ({number}).png")
    for name, x in (("(1)_mask", 5), ("(1)_mask_1", 40), ("(1)_mask_2", 70), ("(2)_mask1", 5)):
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        mask[10:20, x : x + 10] = 255
        Picture.fromarray(mask).save(masks / f"benign {name}.png")
    report = import_as_project("png", data, tmp_path / "p", {"template": "nuclei"})
    assert (report.images, report.objects, report.losses) == (2, 4, [])
    with Project.open(tmp_path / "p") as project:
        counts = [len(list(project.journal.load_objects(n, "nuclei"))) for n in (1, 2)]
    assert counts == [3, 1]


@pytest.mark.parametrize("layout", ["png", "lvit"])
@pytest.mark.parametrize("kind", ["miniswhite", "ome", "ome picture"])
def test_numbers_of_odd_files_stay_numbers(tmp_path: Path, layout: str, kind: str) -> None:
    pictures, masks = {"png": ("images", "masks"), "lvit": ("img", "labelcol")}[layout]
    (tmp_path / "d" / pictures).mkdir(parents=True)
    (tmp_path / "d" / masks).mkdir()
    shade = np.random.default_rng(1).integers(0, 256, four().shape, np.uint8)
    picture = tmp_path / "d" / pictures / ("a.ome.tif" if kind == "ome picture" else "a.tif")
    imwrite(picture, shade, photometric="minisblack")
    white = kind == "miniswhite"
    mask = tmp_path / "d" / masks / ("a.ome.tif" if kind == "ome" else "a.tif")
    imwrite(mask, four().astype(np.uint16), photometric="miniswhite" if white else "minisblack")
    report = import_as_project(layout, tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    assert (report.images, report.objects, report.losses) == (1, 4, [])


def test_black_and_white_where_white_is_0_is_what_is_seen(tmp_path: Path) -> None:
    inside = (four() > 0).astype(np.uint8) * 255
    imwrite(tmp_path / "a.tif", 255 - inside, photometric="miniswhite")
    assert np.array_equal(read_labels(tmp_path / "a.tif") > 0, inside > 0)


@pytest.mark.parametrize("values", [(100, 200), (127, 255), (5, 10), (40, 80, 120)])
def test_greys_that_never_touch_are_classes(tmp_path: Path, values: tuple[int, ...]) -> None:
    labels = np.zeros((60, 80), np.uint8)
    for place, value in enumerate(values):
        for row in (5, 25):
            labels[row : row + 8, 5 + 20 * place : 15 + 20 * place] = value
    Picture.fromarray(labels).save(tmp_path / "a.png")
    found = read_mask(tmp_path / "a.png")
    assert sorted(found.classes.values()) == sorted(f"class {value}" for value in values * 2)
    labels[5:8, 15:25] = values[0]  # now the first two touch
    Picture.fromarray(labels).save(tmp_path / "a.png")
    assert "touch, and were taken for one inside" in read_mask(tmp_path / "a.png").remark


def test_the_only_mask_of_the_only_picture_keeps_its_objects(tmp_path: Path) -> None:
    (tmp_path / "d" / "images").mkdir(parents=True)
    (tmp_path / "d" / "masks").mkdir()
    shade = np.random.default_rng(1).integers(0, 256, four().shape, np.uint8)
    Picture.fromarray(shade).save(tmp_path / "d" / "images" / "film.png")
    Picture.fromarray(four().astype(np.uint8)).save(tmp_path / "d" / "masks" / "result.png")
    report = import_as_project("png", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    assert report.objects == 4
    assert "The only mask, result.png, was taken for that of the only picture." in report.notes


COLOURS = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [2, 1, 0]])


@pytest.mark.parametrize(
    ("white", "kind"),
    [(257, "u2"), (256, "u2"), (1, "u2"), (511, "u2"), (2047, "u2"), (4681, "u2"), (0.5, "f4"),
     (0.2, "f8"), (1, "f4"), (3, "i2")],
)  # fmt: skip
def test_colours_of_many_bits_tell_objects_apart(white: float, kind: str, tmp_path: Path) -> None:
    file = tmp_path / "mask.tif"
    imwrite(file, (COLOURS * white).astype(kind)[four()], photometric="rgb")
    found = read_mask(file).labels
    assert len(np.unique(found[four() > 0])) == 4
    assert not found[four() == 0].any()
    assert [len(np.unique(found[four() == number])) for number in (1, 2, 3, 4)] == [1] * 4


@pytest.mark.parametrize(
    "colours",
    [np.array([[0, 0, 0], [60000, 0, 0], [60001, 0, 0]], np.uint16),
     np.array([[0, 0, 0], [0.1234, 0, 0], [0.1235, 0, 0]], np.float32),
     np.array([[0, 0, 0], [-4, 0, 0], [9, 0, 0]], np.int16)],
)  # fmt: skip
def test_colours_that_eight_bits_would_mix_are_refused(colours: np.ndarray, tmp_path: Path) -> None:
    imwrite(tmp_path / "mask.tif", colours[np.minimum(four(), 2)], photometric="rgb")
    with pytest.raises(LViTError, match="16 bits"):
        read_mask(tmp_path / "mask.tif")
