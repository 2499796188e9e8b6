"""Who a patient is does not leave with what came from a DICOM file, unless somebody asks for it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.exchange.dicom_headers import METHOD, Removed, remove_identity
from lvit_core.exchange.dicom_warnings import suspicion_of
from lvit_core.exchange.identity import names_outside
from lvit_core.project.care.moments import return_to
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.pseudonyms import Pseudonyms
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish

pydicom = pytest.importorskip("pydicom")
from pydicom.data import get_testdata_file  # noqa: E402
from pydicom.dataset import Dataset  # noqa: E402
from pydicom.sequence import Sequence  # noqa: E402
from pydicom.uid import (  # noqa: E402
    ComputedRadiographyImageStorage,
    SecondaryCaptureImageStorage,
    generate_uid,
)

pytestmark = [
    pytest.mark.exchange,
    pytest.mark.filterwarnings("ignore:Invalid value for VR"),  # what is planted breaks rules
]

NAME = "Zwettler"
FORMATS = [name for name, item in formats().items() if item.exporter]


def film(path: Path, number: int = 1) -> Path:
    """A chest film that names its patient in every place that a DICOM file has."""
    dataset = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    for keyword in ("SliceThickness", "FrameOfReferenceUID", "ImagePositionPatient",
                    "ImageOrientationPatient"):  # fmt: skip
        del dataset[keyword]
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = (
        ComputedRadiographyImageStorage
    )
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid(
        entropy_srcs=[str(number)]
    )
    dataset.Modality = "CR"
    dataset.PatientOrientation = ["L", "F"]
    pixels = dataset.pixel_array.copy()
    pixels[:10, :10] = number
    dataset.PixelData = pixels.tobytes() + NAME.encode() * 10  # behind the picture
    for keyword in ("PatientName", "ReferringPhysicianName", "OperatorsName"):
        setattr(dataset, keyword, f"{NAME}^Anna")
    for keyword in ("PatientID", "AccessionNumber", "StudyID", "InstitutionName", "StationName",
                    "StudyDescription", "SeriesDescription", "ProtocolName", "ImageComments",
                    "PatientAddress", "DerivationDescription", "AcquisitionDeviceProcessingCode",
                    "FilterType", "WindowCenterWidthExplanation"):  # fmt: skip
        setattr(dataset, keyword, f"{NAME} 7")
    dataset.BodyPartExamined = NAME  # no code at all
    dataset.StudyDate = dataset.PatientBirthDate = "19531224"
    item, inner = Dataset(), Dataset()
    item.RequestedProcedureDescription = item.ScheduledProcedureStepDescription = NAME
    inner.PersonName = f"{NAME}^Anna"
    item.add_new(0x00091001, "PN", f"{NAME}^Anna")
    item.PerformedProcedureStepID = NAME
    item.PersonIdentificationCodeSequence = Sequence([inner])
    dataset.RequestAttributesSequence = Sequence([item])
    view = Dataset()
    view.CodeValue, view.CodingSchemeDesignator, view.CodeMeaning = "1", "99HOSPITAL", NAME
    dataset.ViewCodeSequence = Sequence([view])
    dataset.add_new(0x00110010, "LO", "HOSPITAL")
    dataset.add_new(0x00111001, "LO", f"{NAME} Anna")
    dataset.add_new(0x60000010, "US", 8)
    dataset.add_new(0x60000011, "US", 8)
    dataset.add_new(0x60001500, "LO", NAME)
    dataset.add_new(0x60003000, "OW", NAME.encode())
    dataset.ICCProfile = bytes(36) + b"acsp" + NAME.encode().ljust(200, b"\0")
    dataset.file_meta.SourceApplicationEntityTitle = NAME.upper()
    dataset.preamble = NAME.encode().ljust(128, b"\0")
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset.save_as(path)
    return path


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Project]:
    """A project, named after the patient, of two films of one patient."""
    folder = tmp_path / f"{NAME} Anna"
    files = [film(folder / "in" / f"{NAME}_{number}.dcm", number) for number in (1, 2)]
    settings = ProjectSettings(f"{NAME} Anna", "chest-xray", "patient")
    with Project.create(folder / "project", settings) as project:
        for record in project.images.add(files).added:
            labels = np.zeros((128, 128), np.int32)
            labels[20:60, 20:50] = 1
            store_labels(
                project, record.id, "lesion", labels, classes="infection",
                provenance=Provenance("person", "reader"), title="Draw",
            )  # fmt: skip
            finish(project, record.id, "Upper left lung.")
        yield project


@pytest.mark.parametrize("name", FORMATS)
def test_no_export_says_who_it_is(ward: Project, tmp_path: Path, name: str) -> None:
    if name.startswith("dicom-"):
        pytest.importorskip("highdicom")
    if name == "dicom-ann":  # takes images with objects to count
        for record in ward.images.all():
            ward.images.set_template(record.id, "nuclei")
            labels = np.zeros((128, 128), np.int32)
            labels[20:60, 20:50] = 1
            store_labels(
                ward, record.id, "nuclei", labels, classes="nucleus",
                provenance=Provenance("person", "reader"), title="Draw",
            )  # fmt: skip
    uids = [pydicom.dcmread(ward.images.path(one.id)).SOPInstanceUID for one in ward.images.all()]
    report = format_named(name).export(ward, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        assert NAME.lower() not in path.relative_to(tmp_path / "out").as_posix().lower()
        data = path.read_bytes().lower() if path.is_file() else b""
        for word in (
            NAME,
            "1CT1",
            "19531224",
            str(tmp_path),
            *uids,
        ):  # 1CT1: the number in CT_small
            assert word.lower().encode() not in data, (path.name, word)
    assert any("2 images are from DICOM files" in line for line in report.losses)


def test_a_person_here_is_told_the_names_of_files(ward: Project, tmp_path: Path) -> None:
    ward.images.path(2).write_bytes(ward.images.path(2).read_bytes()[:3000])
    report = format_named("png").export(
        ward, tmp_path / "out", {"skip_bad": True, "skip_changed": True}
    )
    assert any(f"{NAME}_2.dcm" in line for line in report.losses)
    assert NAME.encode() not in (tmp_path / "out" / "manifest.json").read_bytes()


def test_a_sentence_that_names_the_patient_is_pointed_out(ward: Project) -> None:
    for text, named in (("Upper left lung.", False), (f"{NAME.upper()}: upper left lung.", True)):
        change = ImageChange("sentence", ward.images.get(2).sentence, text)
        ward.journal.append(2, Edit("Type", "", image=(change,)))
        lines = [line for line in format_named("png").losses_of(ward) if "patient's name" in line]
        assert [f"{NAME}_2.dcm" in line for line in lines] == [True] * named


def test_a_missing_image_is_named_as_it_would_leave(ward: Project) -> None:
    image = next(one for one in ward.images.all() if one.name.endswith(".dcm"))
    ward.images.path(image.id).unlink()
    for keep in (False, True):
        options = {"images": "all", "keep_identity": keep}
        (told,) = [x for x in format_named("png").losses_of(ward, options) if "is missing" in x]
        assert (image.name in told) == keep and ".dcm" in told


def test_labels_without_their_films_say_that_these_are_not_there(
    ward: Project, tmp_path: Path
) -> None:
    format_named("dicom-seg").export(ward, tmp_path / "out", {"keep_identity": True})
    told = {"template": "chest-xray", "laterality": "viewer"}
    with pytest.raises(LViTError, match="is not there") as caught:
        import_as_project("dicom-seg", tmp_path / "out", tmp_path / "back", told)
    assert "several pictures" not in caught.value.message  # its reports have the same names


def test_the_project_tells_which_image_is_which(ward: Project, tmp_path: Path) -> None:
    format_named("coco").export(ward, tmp_path / "out")
    written = {file.stem for file in (tmp_path / "out" / "images").iterdir()}
    names = {out: name for out, name in names_outside(ward).items() if out.startswith("dicom-")}
    assert written == set(names) and set(names.values()) == {f"{NAME}_1.dcm", f"{NAME}_2.dcm"}


def test_who_it_is_leaves_when_it_is_asked_for(ward: Project, tmp_path: Path) -> None:
    report = format_named("coco").export(ward, tmp_path / "out", {"keep_identity": True})
    assert sorted(file.name for file in (tmp_path / "out" / "images").iterdir()) == [
        f"{NAME}_1.png", f"{NAME}_2.png",
    ]  # fmt: skip
    assert any("because it was asked for" in line for line in report.losses)


def test_copies_keep_studies_patients_and_references_together(
    ward: Project, tmp_path: Path
) -> None:
    hd = pytest.importorskip("highdicom")
    for out in ("one", "two"):
        format_named("dicom-seg").export(ward, tmp_path / out)
    copies = [pydicom.dcmread(file) for file in sorted((tmp_path / "one/images").iterdir())]
    again = [pydicom.dcmread(file) for file in sorted((tmp_path / "two/images").iterdir())]
    assert [one.SOPInstanceUID for one in copies] == [one.SOPInstanceUID for one in again]
    assert len({one.PatientID for one in copies}) == len({one.StudyInstanceUID for one in copies})
    assert len({one.PatientID for one in copies}) == 1 and len(copies) == 2
    for copy, file in zip(copies, sorted((tmp_path / "one").glob("*.dcm")), strict=True):
        found = hd.seg.segread(file)
        ((study, series, instance),) = found.get_source_image_uids()
        assert (study, series, instance) == (
            copy.StudyInstanceUID, copy.SeriesInstanceUID, copy.SOPInstanceUID,
        )  # fmt: skip
        assert found.PatientID == copy.PatientID
        assert copy.PatientIdentityRemoved == "YES" and copy.DeidentificationMethod == METHOD
        assert copy.pixel_array.shape == (128, 128)
        assert list(copy.PatientOrientation) == ["L", "F"] == list(found.PatientOrientation)


def test_an_export_is_whole_in_another_project_too(ward: Project, tmp_path: Path) -> None:
    pytest.importorskip("highdicom")
    format_named("dicom-seg").export(ward, tmp_path / "out")
    options = {"laterality": "patient"}
    report = import_as_project("dicom-seg", tmp_path / "out", tmp_path / "again", options)
    assert (report.images, report.objects, report.losses) == (2, 2, [])
    with Project.open(tmp_path / "again") as again:
        names = {Path(one.name).stem for one in again.images.all()}
        assert names == set(map(ward.pseudonyms.image, (1, 2)))


def test_what_was_removed_is_listed(ward: Project, tmp_path: Path) -> None:
    pytest.importorskip("highdicom")
    told = " ".join(format_named("dicom-seg").export(ward, tmp_path / "out").losses)
    for what in ("PatientName", "StudyDate", "private values", "SOPInstanceUID", "overlays"):
        assert what in told


def test_another_project_makes_other_names() -> None:
    one, two = Pseudonyms("a"), Pseudonyms("b")
    assert one.uid("1.2.3") == Pseudonyms("a").uid("1.2.3") != two.uid("1.2.3")
    assert one.image(1) != two.image(1)
    assert one.uid("1.2.3").startswith("2.25.") and len(one.uid("1.2.3")) <= 64


@pytest.mark.parametrize("name", ["coco", "labelme", "png", "geojson", "dicom-seg"])
def test_labels_find_the_way_back_to_their_films(ward: Project, tmp_path: Path, name: str) -> None:
    if name == "dicom-seg":
        pytest.importorskip("highdicom")
    format_named(name).export(ward, tmp_path / "out")
    for record in ward.images.all():
        return_to(ward, record.id, 0)
    folder = ward.folder
    ward.close()
    report = import_as_project(name, tmp_path / "out", folder, {"onto": "same"})
    assert (report.images, report.onto) == (0, 2)


@pytest.mark.parametrize(
    ("facts", "suspect"),
    [
        ({"BurnedInAnnotation": "YES"}, True),
        ({"Modality": "US"}, True),
        ({"SOPClassUID": SecondaryCaptureImageStorage}, True),
        ({"Modality": "US", "BurnedInAnnotation": "NO"}, False),
        ({}, False),
    ],
)
def test_pictures_that_may_show_names_are_warned_of(
    tmp_path: Path, facts: dict[str, str], suspect: bool
) -> None:
    dataset = pydicom.dcmread(film(tmp_path / "a.dcm"))
    for keyword, value in facts.items():
        setattr(dataset, keyword, value)
    dataset.save_as(tmp_path / "b.dcm")
    assert bool(suspicion_of(tmp_path / "b.dcm").picture) == suspect
    with Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "viewer")) as project:
        (record,) = project.images.add([tmp_path / "b.dcm"]).added
        finish(project, record.id, "")
        losses = format_named("png").losses_of(project)
    assert any("may show a name" in line and "b.dcm" in line for line in losses) == suspect


def test_every_attribute_of_the_profile_is_dealt_with(tmp_path: Path) -> None:
    """An attribute of the standard's table, leaves no trace of a name; nor in items."""
    from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as table
    from pydicom.datadict import dictionary_has_tag, dictionary_VR

    values = {"DA": "19531224", "DT": "19531224101010", "TM": "101010.531224", "UI": "1.2.19531224",
              "AS": "099Y"}  # fmt: skip
    dataset, planted = Dataset(), 0
    for tag in table.ALL_TAGS:
        number = (tag[0] << 16) + tag[1]
        if len(tag) != 2 or tag[0] == 2 or not dictionary_has_tag(number):
            continue
        kind = dictionary_VR(number)
        if kind == "SQ":
            inner = Dataset()
            inner.add_new(0x00100010, "PN", NAME)
            inner.add_new(0x0008103E, "LO", NAME)
            dataset.add_new(number, kind, Sequence([inner]))
        elif kind in ("AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"):
            dataset.add_new(number, kind, NAME)
        elif kind in ("OB", "OW", "UN"):
            dataset.add_new(number, kind, NAME.encode())
        elif kind in values:
            dataset.add_new(number, kind, values[kind])
        else:
            continue
        planted += 1
    assert planted > 550
    remove_identity(dataset, "patient-x", Pseudonyms("s").uid, Removed())
    left = str(dataset)
    assert NAME not in left and "1953" not in left and "099Y" not in left


def test_nothing_that_a_command_says_comes_from_a_header(tmp_path: Path) -> None:
    """Files are called by their names there; what their headers say is nobody's business."""
    pytest.importorskip("highdicom")
    from typer.testing import CliRunner

    from lvit_core.cli import build_app

    file = film(tmp_path / "a.dcm")
    broken = pydicom.dcmread(film(tmp_path / "b.dcm", 2))
    broken.Rows = 60000
    broken.save_as(tmp_path / "b.dcm")
    said = []
    for command in (
        ["new", "P", "--template", "chest-xray", "--laterality", "patient"],
        ["add", "P", str(tmp_path)],
        ["info", "P", "--json"],
        *(["export", "P", "--all", "--format", name, "--out", name, "--json"] for name in FORMATS),
    ):
        told = [str(tmp_path / "x" / part) if part in {"P", *FORMATS} else part for part in command]
        if "--format" in command:
            told[told.index("--format") + 1] = command[command.index("--format") + 1]
        done = CliRunner().invoke(build_app(), told)
        said.append(done.output + str(done.exception or ""))
    assert "a.dcm" in " ".join(said), file.name
    assert sum((tmp_path / "x" / name).is_dir() for name in FORMATS) > 6
    for text in said:
        assert NAME not in text and "19531224" not in text and NAME.upper() not in text
    for path in tmp_path.glob("x/*/**/*"):
        if path.is_file() and "P" not in path.relative_to(tmp_path / "x").parts:
            assert NAME.encode() not in path.read_bytes(), path
