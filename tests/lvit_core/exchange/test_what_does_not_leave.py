"""What must not leave with an export: text of picture files, folder names, loose rights."""

from __future__ import annotations

import getpass
import io
import os
import socket
import stat
import uuid
import zlib
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture
from PIL import ImageCms
from PIL.PngImagePlugin import PngInfo

from lvit_core.exchange import format_named, formats
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish

pytestmark = pytest.mark.exchange

SECRET = "Meier^Anna"
PIXELS = np.random.default_rng(0).integers(0, 255, (40, 50, 3), np.uint8)
ALL = [n for n, f in formats().items() if f.exporter and n not in ("dicom-seg", "dicom-ann")]


def naming_profile() -> bytes:
    """A colour profile that names a patient in its texts, its header and behind its tags."""
    known = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    wide = SECRET.encode("utf-16-be")
    copyright_at = known.index(b"No copyright".decode().encode("utf-16-be"))
    known[copyright_at : copyright_at + len(wide)] = wide
    known[100:110] = SECRET.encode()
    known += SECRET.encode().ljust(12)
    known[:4] = len(known).to_bytes(4, "big")
    return bytes(known)


def rename_profile(file: Path) -> None:
    """Gives the colour profile of a PNG file the name of a patient."""
    data = file.read_bytes()
    at = data.index(b"iCCP")
    length = int.from_bytes(data[at - 4 : at], "big")
    body = SECRET.encode() + data[at + 4 : at + 4 + length].removeprefix(b"ICC Profile")
    chunk = b"iCCP" + body
    sealed = len(body).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    file.write_bytes(data[: at - 4] + sealed + data[at + 8 + length :])


def in_wide_letters_too(data: bytes) -> bytes:
    """The bytes with those that are packed in them, and letters of two bytes as one."""
    packed = b""
    if (at := data.find(b"iCCP")) > 0:
        body = data[at + 4 : at + 4 + int.from_bytes(data[at - 4 : at], "big")]
        packed = zlib.decompress(body.partition(b"\0")[2][1:])
    return data + packed + (data + packed).replace(b"\0", b"")


def files_with_names(folder: Path) -> list[Path]:
    """Picture files of each kind that name a patient wherever such a file can."""
    folder.mkdir()
    picture = Picture.fromarray(PIXELS)
    text = PngInfo()
    text.add_text("Patient", SECRET)
    text.add_itxt("Description", SECRET)
    exif = Picture.Exif()
    exif[0x010E] = exif[0x013B] = exif[0x9C9C] = SECRET
    profile = naming_profile()
    picture.save(folder / "a.png", pnginfo=text, exif=exif, dpi=(300, 300), icc_profile=profile)
    rename_profile(folder / "a.png")
    tifffile.imwrite(
        folder / "b.tif", PIXELS, photometric="rgb", description=SECRET, software=SECRET,
        extratags=[(315, "s", 0, SECRET, True)], resolution=(100, 100),
        resolutionunit="CENTIMETER",
    )  # fmt: skip
    picture.save(
        folder / "c.jpg", exif=exif, comment=SECRET.encode(), quality=95, icc_profile=profile
    )
    picture.save(folder / "d.jpg", progressive=True, quality=95)
    scans = (folder / "d.jpg").read_bytes()
    comment = b"\xff\xfe" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET.encode()
    second = scans.index(b"\xff\xda", scans.index(b"\xff\xda") + 2)
    behind = SECRET.encode() + b"\xff\xd9"  # as if the picture ended here
    (folder / "d.jpg").write_bytes(scans[:second] + comment + scans[second:] + behind)
    picture.save(folder / "e.bmp")
    bmp = bytearray((folder / "e.bmp").read_bytes())
    start = int.from_bytes(bmp[10:14], "little")
    bmp[10:14] = (start + 16).to_bytes(4, "little")
    bmp[start:start] = SECRET.encode().ljust(16)
    (folder / "e.bmp").write_bytes(bmp + SECRET.encode())
    ome = {"axes": "YXS", "Name": SECRET, "Description": SECRET}
    tifffile.imwrite(
        folder / "f.ome.tif", PIXELS[::-1], photometric="rgb", metadata=ome, tile=(16, 16),
        extratags=[(315, "s", 0, SECRET, True), (65000, "s", 0, SECRET, True)],
    )  # fmt: skip
    for place, name in enumerate(("PNG", "TIFF")):  # cut off: named and left out, by name only
        whole = (folder / ("a.png", "b.tif")[place]).read_bytes()
        (folder / f"g{place}.{name.lower()}").write_bytes(whole[: len(whole) // 2])
    return sorted(folder.iterdir())


# What this machine is called, and its number in the network.
OF_THE_MACHINE = (
    (uuid, "uuid1"), (uuid, "getnode"), (socket, "gethostname"), (getpass, "getuser")
)  # fmt: skip


@pytest.fixture
def exported(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    old = os.umask(0)  # as loose as it gets
    try:
        settings = ProjectSettings("x", "nuclei")
        with Project.create(tmp_path / "project", settings, seed="x") as project:
            for record in project.images.add(files_with_names(tmp_path / "in")).added:
                project.images.set_split(record.id, "train")
                finish(project, record.id, "")
            for module, name in OF_THE_MACHINE:
                asked = partial(pytest.fail, f"{name} was asked")
                monkeypatch.setattr(module, name, lambda *_, asked=asked: asked())
            format_named(request.param).export(project, tmp_path / "out")
    finally:
        os.umask(old)
    return tmp_path / "out"


@pytest.mark.parametrize("exported", ALL, indirect=True)
def test_neither_text_of_pictures_nor_paths_nor_rights_of_others(
    exported: Path, tmp_path: Path
) -> None:
    for path in (exported, *exported.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, f"{path.name} is open to others"
        if path.is_file():
            data = in_wide_letters_too(path.read_bytes())
            assert SECRET.encode() not in data and b"Anna" not in data, path.name
            assert str(tmp_path).encode() not in data, f"{path.name} names a folder of this machine"


def same_colours(before: bytes, after: bytes) -> bool:
    """Whether two profiles make the same colours of pixels."""
    lab = ImageCms.createProfile("LAB")
    made = []
    for profile in (before, after):
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(opened, lab, "RGB", "LAB")
        made.append(np.asarray(ImageCms.applyTransform(Picture.fromarray(PIXELS), transform)))
    return np.array_equal(*made)


@pytest.mark.parametrize("exported", ["coco"], indirect=True)
def test_pixels_colours_and_scale_are_kept(exported: Path, tmp_path: Path) -> None:
    for name in ("a.png", "b.tif", "c.jpg", "d.jpg", "e.bmp"):
        before = Picture.open(tmp_path / "in" / name)
        after = Picture.open(exported / "images" / name)
        assert np.array_equal(np.asarray(before), np.asarray(after))
        assert not after.getexif().get(0x010E)
        if profile := before.info.get("icc_profile"):
            assert same_colours(profile, after.info["icc_profile"])
        if name == "a.png":
            assert after.info["dpi"] == before.info["dpi"]
    with tifffile.TiffFile(exported / "images" / "b.tif") as tiff:
        assert tiff.pages[0].get_resolution("CENTIMETER") == (100, 100)


def test_a_picture_that_is_cut_off_is_not_copied(tmp_path: Path) -> None:
    from lvit_core.errors import LViTError
    from lvit_core.exchange.clean_copies import clean_jpeg, clean_png

    png, _, jpeg, *_ = (path.read_bytes() for path in files_with_names(tmp_path / "in"))
    for clean, data in ((clean_png, png), (clean_jpeg, jpeg)):
        for length in (8, 30, len(data) // 2, len(data) - 20):
            with pytest.raises(LViTError, match="cut off"):
                clean(data[:length])
