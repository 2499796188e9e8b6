"""`lvit explain` as a person meets it: figures that match predictions, and no patient's name."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from PIL import Image
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ComputedRadiographyImageStorage, ExplicitVRLittleEndian, generate_uid
from typer.testing import CliRunner

from lvit_core.annotation.threshold import inside
from lvit_core.cli import build_app
from lvit_core.imaging.readers import read
from lvit_core.inference import Predictor
from lvit_core.inference.batch import rgb_and_spacing
from lvit_core.model.checkpoint import build_model, save_model
from lvit_core.model.config import LViTConfig, ModelConfig

TEXT = "Unilateral pulmonary infection, one infected area, upper left lung."
MIRRORED = "Unilateral pulmonary infection, one infected area, upper right lung."


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    torch.manual_seed(0)
    network = LViTConfig(width=8, image_size=32, text_dim=16, tokens=24)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    save_model(folder, build_model(ModelConfig(name="tiny", network=network)), "# Tiny\n")
    return folder


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "case.png"
    pixels = np.random.default_rng(0).integers(0, 255, (40, 50), np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def lvit(*arguments, expect=0):
    words = ["explain", "--backend", "eager", "--any-kind", *map(str, arguments)]
    done = CliRunner().invoke(build_app(), words)
    assert (done.exit_code != 0) == bool(expect), done.output + repr(done.exception)
    return done


def test_it_tells_what_the_model_answers(model, picture, tmp_path):
    figure = tmp_path / "f.png"
    found = lvit(picture, "--model", model, "--text", TEXT, "--figure", figure, "--json")
    told = json.loads(found.stdout.splitlines()[-1])
    predictor = Predictor(model, backend="eager")
    predictor.set_image(*rgb_and_spacing(read(picture)))
    assert told["figure"] == str(figure) and figure.is_file()
    assert told["weights"] == predictor.model.digest and told["laterality"] == "viewer"
    for one in told["answers"]:
        mask = inside(predictor.predict(one["sentence"]), told["threshold"])
        assert one["area_px"] == int(mask.sum()), one["slot"]
    assert [one["slot"] for one in told["answers"]] == [
        "asked", "without", "side", "zone", "count", "negated",
    ]  # fmt: skip
    assert [one["sentence"] for one in told["attention"]] == [TEXT, None]


def test_a_patients_left_is_asked_as_the_pictures_right(model, picture):
    command = [picture, "--model", model, "--json", "--text"]
    patients = json.loads(lvit(*command, TEXT, "--laterality", "patient").stdout)
    viewers = json.loads(lvit(*command, MIRRORED).stdout)
    assert patients["sentence"] == TEXT and patients["laterality"] == "patient"
    assert patients["answers"][0]["area_px"] == viewers["answers"][0]["area_px"]


def test_a_dicom_file_is_not_named(model, tmp_path):
    path = tmp_path / "SMITH_JOHN.dcm"
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    header = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    header.SOPClassUID, header.SOPInstanceUID = meta.MediaStorageSOPClassUID, generate_uid()
    header.PatientName, header.Modality = "Smith^John", "CR"
    header.Rows = header.Columns = 40
    header.SamplesPerPixel, header.PhotometricInterpretation = 1, "MONOCHROME2"
    header.BitsAllocated = header.BitsStored = 8
    header.HighBit, header.PixelRepresentation = 7, 0
    pixels = np.random.default_rng(0).integers(0, 255, (40, 40), np.uint8)
    header.PixelData = pixels.tobytes()
    header.save_as(path, enforce_file_format=True)
    figure = tmp_path / "out" / "f.png"
    command = [path, "--model", model, "--text", TEXT, "--json"]
    done = lvit(*command, "--figure", figure)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["image"].startswith("dicom-") and b"SMITH" not in figure.read_bytes()
    names = json.loads((figure.parent / "f.png.names.json").read_text())["names"]
    assert names == {told["image"]: str(path)}
    assert "SMITH" not in json.dumps(told | {"figure": ""})
    assert json.loads(lvit(*command, "--keep-identity").stdout)["image"] == "SMITH_JOHN.dcm"


def test_the_image_is_not_written_over(model, picture):
    before = picture.read_bytes()
    lvit(picture, "--model", model, "--text", TEXT, "--figure", picture, expect=1)
    assert picture.read_bytes() == before
