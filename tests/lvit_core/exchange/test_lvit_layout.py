"""The LViT layout: the paper's own loader must read it, and it must come back as it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image as Picture

from lvit_core.annotation.objects import Provenance
from lvit_core.data.folder_classes import FolderClasses
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.png_strips import write_png
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from tests.lvit_core.exchange.conftest import (
    CHEST_SENTENCE,
    chest_labels,
    finish,
    nuclei_labels,
    write_image,
)

pytestmark = pytest.mark.exchange


def load_as_the_paper_does(folder: Path) -> dict[str, tuple[np.ndarray, np.ndarray, str]]:
    """What the reference's data set class does: every image, its mask by name, its row."""
    sheet = load_workbook(folder / "Train_text.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Image", "Description")
    texts = {}
    for name, description in rows[1:]:
        words = len(description.split())  # fails when a cell is empty
        texts[name] = description + " EOF XXX" * max(0, 9 - words)
    found = {}
    for file in sorted((folder / "img").iterdir()):
        mask_name = file.name[:-3] + "png"
        image = np.asarray(Picture.open(file).convert("RGB"))
        mask = np.asarray(Picture.open(folder / "labelcol" / mask_name))
        assert set(np.unique(mask)) <= {0, 255}
        assert mask.dtype == np.uint8
        found[file.stem] = image, mask, texts[mask_name]
    return found


def test_the_papers_loader_reads_it(project: Project, tmp_path: Path) -> None:
    report = format_named("lvit").export(project, tmp_path / "out")
    found = load_as_the_paper_does(report.folder)
    assert sorted(found) == ["SCAN-2", "empty", "scan"]
    lesion, _ = chest_labels()
    for stem in ("scan", "SCAN-2"):
        image, mask, text = found[stem]
        assert image.shape == (*mask.shape, 3)
        expected = np.isin(lesion, (3, 5))  # what no person accepted is not in it
        assert np.array_equal(mask > 0, expected)
        # The project says the patient's left; the layout is in the viewer's.
        assert text == "Unilateral pulmonary infection, one infected area, upper right lung."
    assert found["empty"][1].max() == 0
    assert found["scan"][0].max() > 200
    assert report.images == 3


def test_a_16_bit_image_becomes_8_bits_and_says_so(project: Project, tmp_path: Path) -> None:
    losses = format_named("lvit").losses_of(project)
    report = format_named("lvit").export(project, tmp_path / "out")
    assert report.losses == losses
    told = " ".join(losses)
    for words in ("8 bits", "not marked as labeled", "another template", "no sentence",
                  "no person has accepted", "Classes"):  # fmt: skip
        assert words in told
    picture = Picture.open(tmp_path / "out" / "img" / "SCAN-2.png")
    assert picture.mode == "L"
    assert np.asarray(picture).std() > 50
    original = (tmp_path / "images" / "a" / "scan.png").read_bytes()
    assert (tmp_path / "out" / "img" / "scan.png").read_bytes() == original


def test_machine_work_is_only_written_apart(project: Project, tmp_path: Path) -> None:
    format_named("lvit").export(project, tmp_path / "plain")
    assert not (tmp_path / "plain" / "machine").exists()
    format_named("lvit").export(project, tmp_path / "both", {"machine": True})
    lesion, _ = chest_labels()
    human, machine = (
        np.asarray(Picture.open(tmp_path / "both" / place / "labelcol" / "scan.png")) > 0
        for place in (".", "machine")
    )
    assert np.array_equal(machine, lesion == 6)
    assert np.array_equal(human, np.isin(lesion, (3, 5)))


def test_it_comes_back_with_objects_classes_and_provenance(
    project: Project, tmp_path: Path
) -> None:
    format_named("lvit").export(project, tmp_path / "out", {"keep_readers": True})
    report = import_as_project("lvit", tmp_path / "out", tmp_path / "again")
    parts = "The data have parts of their own: 1 image is held out, 2 images are to learn from."
    assert (report.images, report.notes) == (3, [parts])
    with Project.open(tmp_path / "again") as again:
        assert again.settings.template == "chest-xray"
        assert again.settings.laterality == "viewer"
        records = {record.name: record for record in again.images.all()}
        scan = records["scan.png"]
        assert scan.state is ImageState.LABELED
        assert "right lung" in scan.sentence
        table = {
            record.class_name: record for record in again.journal.load_objects(scan.id, "lesion")
        }
        assert set(table) == {"infection", "consolidation"}
        assert table["infection"].provenance.person == "ann"
        lesion, lungs = chest_labels()
        plane = again.journal.load_plane(scan.id, "lesion").to_array()
        assert np.array_equal(plane == table["infection"].id, lesion == 3)
        assert len(again.journal.load_objects(scan.id, "lungs")) == 2
        assert np.array_equal(again.journal.load_plane(scan.id, "lungs").to_array() > 0, lungs > 0)
        assert records["empty.png"].state is ImageState.LABELED
        assert records["empty.png"].sentence == ""


def test_classes_leave_as_pictures_and_come_back_without_provenance(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    report = format_named("lvit").export(project, out)
    assert not any("only in provenance" in line for line in report.losses if "Classes" in line)
    told = FolderClasses(out, {"scan": out / "img" / "scan.png"})
    lesion, _ = chest_labels()
    read = told.reader("scan")
    assert read is not None
    for number, name in ((3, "infection"), (5, "consolidation")):
        (place,) = np.unique(read()[lesion == number])
        assert told.names[place - 1] == name
    assert not read()[~np.isin(lesion, (3, 5))].any()
    for name in ("provenance.json", "manifest.json", "images.jsonl"):  # as others pass it on
        (out / name).unlink()
    import_as_project("lvit", out, tmp_path / "again", {"template": "chest-xray"})
    with Project.open(tmp_path / "again") as again:
        scan = next(record for record in again.images.all() if record.name == "scan.png")
        plane = again.journal.load_plane(scan.id, "lesion").to_array()
        table = {one.id: one.class_name for one in again.journal.load_objects(scan.id, "lesion")}
    for number, name in ((3, "infection"), (5, "consolidation")):
        (found,) = np.unique(plane[lesion == number])
        assert table[found] == name


@pytest.mark.parametrize("names", ['{"2": "consolidation"}', "[3]", '{"x": "y"}', None])
def test_a_picture_of_classes_alone_is_labels_too(
    pictures: Path, tmp_path: Path, names: str | None
) -> None:
    plane = np.zeros((90, 130), np.uint8)
    plane[3:9, 3:9] = plane[20:30, 20:30] = 2
    write_png(pictures / "classes" / "a.png", plane)
    if names is not None:
        (pictures / "classes.json").write_text(names)
    report = import_as_project("lvit", pictures, tmp_path / "p", {"template": "chest-xray"})
    with Project.open(tmp_path / "p") as project:
        found = [one.class_name for one in project.journal.load_objects(1, "lesion")]
    if names is not None and "consolidation" in names:
        assert found == ["consolidation"] * 2
    else:
        assert not found
        (loss,) = report.losses
        assert (loss.what, loss.reason) == (
            "1 picture of classes", "classes.json does not name their numbers."
        )  # fmt: skip


def test_objects_of_no_known_kind_make_no_class(tmp_path: Path) -> None:
    """Nuclei are of a general class: what kind each is, nobody has said."""
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei"), seed="x") as tissue:
        tissue.images.add([write_image(tmp_path / "a.png", 1)])
        store_labels(
            tissue, 1, "nuclei", nuclei_labels(), classes="nucleus",
            provenance=Provenance("person", "ann"), title="Draw",
        )  # fmt: skip
        finish(tissue, 1, "")
        format_named("lvit").export(tissue, tmp_path / "out")
    assert (tmp_path / "out" / "instances").is_dir()
    assert not (tmp_path / "out" / "classes").exists()


def test_importing_into_a_patient_left_project_turns_the_words(
    project: Project, tmp_path: Path
) -> None:
    format_named("lvit").export(project, tmp_path / "out")
    options = {"template": "chest-xray", "laterality": "viewer"}
    Project.create(tmp_path / "again", ProjectSettings("Ward", "chest-xray", "patient")).close()
    import_as_project("lvit", tmp_path / "out", tmp_path / "again", options)
    with Project.open(tmp_path / "again") as again:
        assert again.images.all()[-1].sentence == CHEST_SENTENCE


def test_foreign_folders_with_prefixed_masks_and_orphans(tmp_path: Path) -> None:
    from lvit_core.exchange.sheets import write_sheet

    data = tmp_path / "data"
    for seed, stem in enumerate(["one", "two", "three"]):
        write_image(data / "img" / f"{stem}.png", seed)
    mask = np.zeros((90, 130), np.uint8)
    mask[3:9, 3:9] = mask[20:30, 20:30] = 255
    write_png(data / "labelcol" / "mask_one.png", mask)
    write_png(data / "labelcol" / "two.png", mask[:50])
    write_png(data / "labelcol" / "gone.png", mask)
    write_sheet(
        data / "Test_text.xlsx",
        [
            ("mask_one.png", "Unilateral pulmonary infection, one infected area, left lung."),
            ("absent.png", "Nothing."),
        ],
    )
    report = import_as_project("lvit", data, tmp_path / "p")
    notes = " ".join(report.notes)
    assert "labelcol/gone.png was left out: There is no image of that name." in notes
    assert "the sentence of absent was left out: There is no image of that name." in notes
    assert "labelcol/two.png of two.png was left out" in notes
    assert "viewer" in notes
    with Project.open(tmp_path / "p") as project:
        assert project.template_name == "chest-xray"
        states = {record.name: record.state for record in project.images.all()}
        assert states == {
            "one.png": ImageState.LABELED, "two.png": ImageState.UNLABELED,
            "three.png": ImageState.UNLABELED,
        }  # fmt: skip
        assert (
            len(project.journal.load_objects(1, "lesion"))
            + len(project.journal.load_objects(2, "lesion"))
            + len(project.journal.load_objects(3, "lesion"))
            == 2
        )


def test_real_nuclei_with_instances_become_objects(shared_data: Path, tmp_path: Path) -> None:
    report = import_as_project("lvit", shared_data / "MoNuSeg" / "Val_Folder", tmp_path / "p")
    assert (report.images, report.sentences) == (6, 6)
    with Project.open(tmp_path / "p") as project:
        assert project.template_name == "nuclei"
        by_name = {record.name: record for record in project.images.all()}
        record = by_name["TCGA-AY-A8YK-01A-01-TS1.png"]
        instances = np.asarray(
            Picture.open(shared_data / "MoNuSeg/Val_Folder/instances/TCGA-AY-A8YK-01A-01-TS1.png")
        )
        count = len(np.unique(instances)) - 1
        assert count <= len(project.journal.load_objects(record.id, "nuclei")) <= count + 20
        assert "nuclei" in record.sentence
        assert record.group


def test_folders_that_are_something_else_are_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(LViTError, match="no folder img"):
        import_as_project("lvit", tmp_path / "data", tmp_path / "p")
    assert not (tmp_path / "p").exists()


def sheet_of(path: Path, *tables: list[list[object]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book["Sheet"])
    for rows in tables:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for seed, stem in enumerate(["a", "b"]):
        write_image(tmp_path / "data" / "img" / f"{stem}.png", seed)
    return tmp_path / "data"


def sentences_of(project: Path) -> dict[str, str]:
    with Project.open(project, read_only=True) as found:
        return {record.name: record.sentence for record in found.images.all()}


NUCLEI = {"template": "nuclei"}
HEADS: list[object] = ["Image", "Description"]


@pytest.mark.parametrize(
    "name,tables",
    [
        ("Train_text.xlsx", [[["Cells"], ["N", " IMAGE", "description "], [1, "a.png", "two"]]]),
        ("Train_text.xlsx", [[["Read me"]], [HEADS, ["a.png", "two"]]]),
        ("words.xlsx", [[HEADS, ["a.png", "two"]]]),
        ("Train_text.xlsx", [[["File name", "Caption"], ["mask_a.png", " two "]]]),
    ],
)  # fmt: skip
def test_sheets_of_others_are_found(
    pictures: Path, tmp_path: Path, name: str, tables: list[list[list[object]]]
) -> None:
    sheet_of(pictures / name, *tables)
    report = import_as_project("lvit", pictures, tmp_path / "p", NUCLEI)
    assert report.sentences == 1 and sentences_of(tmp_path / "p")["a.png"] == "two"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_of_text_is_a_sheet_too(pictures: Path, tmp_path: Path, mark: str) -> None:
    rows = [["Image", "Description"], ["a.png", '"two; three, four"'], ["b.png", "five"]]
    text = "\r\n".join(mark.join(row) for row in rows)
    (pictures / "Train_text.csv").write_text(text, encoding="utf-8-sig", newline="")
    import_as_project("lvit", pictures, tmp_path / "p", NUCLEI)
    assert sentences_of(tmp_path / "p") == {"a.png": "two; three, four", "b.png": "five"}


def test_a_damaged_sheet_costs_its_sentences_only(pictures: Path, tmp_path: Path) -> None:
    sheet_of(pictures / "Train_text.xlsx", [HEADS, ["a.png", "two"]])
    (pictures / "Val_text.xlsx").write_bytes(b"PK\x03\x04 broken")
    (pictures / "~$Train_text.xlsx").write_bytes(b"somebody has it open")
    sheet_of(pictures / "Test_text.xlsx", [["Bild", "Text"], ["b.png", "three"]])
    report = import_as_project("lvit", pictures, tmp_path / "p", NUCLEI)
    assert (report.images, report.sentences) == (2, 1)
    assert [loss.file for loss in report.losses] == ["Test_text.xlsx", "Val_text.xlsx"]


def test_no_row_of_a_sheet_is_lost_unsaid(pictures: Path, tmp_path: Path) -> None:
    sheet_of(
        pictures / "Train_text.xlsx",
        [HEADS, ["a.png", "one"], ["a.png", "two"], ["a.png ", "two"], ["b.png", '=UPPER("x")']],
    )
    sheet_of(pictures / "Val_text.xlsx", [HEADS, ["a.png", "three"]])
    report = import_as_project("lvit", pictures, tmp_path / "p", NUCLEI)
    assert sentences_of(tmp_path / "p") == {"a.png": "three", "b.png": ""}
    told = [loss.line() for loss in report.losses]
    assert len(told) == 3 and sum(loss.sentences for loss in report.losses) == 3
    assert "later row" in told[0] and "formula" in told[1] and "Val_text.xlsx" in told[2]


def test_every_row_of_a_sheet_declares_its_own_sides(pictures: Path, tmp_path: Path) -> None:
    said = "Unilateral pulmonary infection, one infected area, upper left lung."
    rows = [[*HEADS, "Laterality"], ["a.png", said, "patient"], ["b.png", said, None]]
    sheet_of(pictures / "Train_text.xlsx", rows)
    options = {"template": "chest-xray", "laterality": "viewer"}
    import_as_project("lvit", pictures, tmp_path / "p", options)
    right = said.replace("left", "right")
    assert sentences_of(tmp_path / "p") == {"a.png": right, "b.png": said}


def test_a_sheet_that_unpacks_to_much_more_is_not_read(pictures: Path, tmp_path: Path) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    sheet_of(pictures / "Train_text.xlsx", [HEADS, ["a.png", "two"]])
    with ZipFile(pictures / "Train_text.xlsx", "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * (65 << 20))
    report = import_as_project("lvit", pictures, tmp_path / "p", NUCLEI)
    assert (report.images, report.sentences) == (2, 0)
    (told,) = report.losses
    assert told.file == "Train_text.xlsx" and "MB" in told.reason
