"""Opens an export with another program's own reader and saves it with that program's own writer.

What the program does not know of our format is lost by that; our files beside stay as they are.
"""

import contextlib
import io
import json
import sys
from pathlib import Path

OURS = ("provenance.json", "manifest.json", "croissant.json")


def with_labelme(folder: Path) -> None:
    import numpy as np
    from labelme._label_file import LabelFile
    from labelme.utils import img_arr_to_b64

    for path in sorted(folder.glob("*.json")):
        if path.name in OURS:
            continue
        file = LabelFile(str(path))
        told = json.loads(path.read_text("utf-8"))
        shapes = [
            one
            if one["mask"] is None
            else {**one, "mask": img_arr_to_b64(one["mask"].astype(np.uint8))}
            for one in file.shapes
        ]
        file.save(
            filename=str(path), shapes=shapes, image_path=file.image_path,
            image_height=told["imageHeight"], image_width=told["imageWidth"], image_data=None,
            other_data=file.other_data, flags=file.flags,
        )  # fmt: skip


def with_pycocotools(folder: Path) -> None:
    from pycocotools import mask
    from pycocotools.coco import COCO

    path = folder / "annotations.json"
    with contextlib.redirect_stdout(io.StringIO()):
        data = COCO(str(path))
    for one in data.dataset["annotations"]:
        packed = data.annToRLE(one)
        one["area"] = float(mask.area(packed))
        one["bbox"] = mask.toBbox(packed).tolist()
        one["segmentation"] = {**packed, "counts": _text(packed["counts"])}
    path.write_text(json.dumps(data.dataset))


def _text(counts: str | bytes) -> str:
    return counts if isinstance(counts, str) else counts.decode()


def with_shapely(folder: Path) -> None:
    from shapely.geometry import mapping, shape

    for path in sorted(folder.glob("*.geojson")):
        document = json.loads(path.read_text("utf-8"))
        for one in document["features"]:
            one["geometry"] = mapping(shape(one["geometry"]).normalize())
        path.write_text(json.dumps(document))


def with_nibabel(folder: Path) -> None:
    import nibabel
    import numpy as np

    for path in sorted(folder.rglob("*.nii.gz")):
        image = nibabel.load(path)
        numbers = np.asanyarray(image.dataobj).astype(np.float64)
        nibabel.save(nibabel.Nifti1Image(numbers, image.affine), path)


def with_simpleitk(folder: Path) -> None:
    import SimpleITK

    for path in sorted(folder.rglob("*.nii.gz")):
        SimpleITK.WriteImage(SimpleITK.ReadImage(str(path)), str(path))


def with_ultralytics(folder: Path) -> None:
    from ultralytics.data.utils import check_det_dataset, img2label_paths, verify_image_label

    data = check_det_dataset(str(folder / "data.yaml"), autodownload=False)
    for part in ("train", "val"):
        images = sorted(str(path) for path in Path(data[part]).iterdir())
        for image, labels in zip(images, img2label_paths(images), strict=True):
            answer = verify_image_label((image, labels, "", False, len(data["names"]), 0, 0, False))
            classes, segments = answer[1][:, 0], answer[3]
            lines = [
                " ".join(map(str, [int(number), *segment.reshape(-1).tolist()]))
                for number, segment in zip(classes, segments, strict=True)
            ]
            Path(labels).write_text("\n".join(lines))


def with_datasets(folder: Path) -> None:
    from datasets import load_dataset

    for name, part in load_dataset(
        "json",
        data_files={path.parent.name: str(path) for path in folder.rglob("metadata.jsonl")},
        cache_dir=str(folder.parent / "home"),
    ).items():
        part.to_json(folder / name / "metadata.jsonl")


def with_pillow(folder: Path) -> None:
    from PIL import Image

    for path in sorted(folder.rglob("*.png")):
        with Image.open(path) as picture:
            picture.load()
        picture.save(path, optimize=True)


def with_tifffile(folder: Path) -> None:
    import tifffile

    for path in sorted(folder.glob("*.tif")):
        pixels = tifffile.imread(path)
        tifffile.imwrite(path, pixels, ome=True, photometric="rgb" if pixels.ndim == 3 else None)


def with_highdicom(folder: Path) -> None:
    import highdicom as hd
    from pydicom import dcmread

    for path in sorted(folder.glob("*.dcm")):
        image = dcmread(folder / "images" / path.name)
        if image.get("SliceThickness") is None:
            image.SliceThickness = None
        old = hd.seg.segread(path)
        pixels = old.get_pixels_by_source_instance(
            [image.SOPInstanceUID], assert_missing_frames_are_empty=True
        )
        new = hd.seg.Segmentation(
            [image], pixels, "BINARY",
            [old.get_segment_description(number) for number in old.segment_numbers],
            hd.UID(), 1, hd.UID(), 1, "Somebody", "A program", "1.0", "5",
        )  # fmt: skip
        new.save_as(path)


def with_highdicom_ann(folder: Path) -> None:
    import highdicom as hd
    from pydicom import dcmread

    for path in sorted(folder.glob("*.dcm")):
        image, old = dcmread(folder / "images" / path.name), hd.ann.annread(path)
        if "FrameOfReferenceUID" not in image:
            image.FrameOfReferenceUID = hd.UID()
        groups = [
            hd.ann.AnnotationGroup(
                number, hd.UID(), one.label, one.annotated_property_category,
                one.annotated_property_type, "POLYGON",
                one.get_graphic_data("2D"), one.algorithm_type, one.algorithm_identification,
            )
            for number, one in enumerate(old.get_annotation_groups(), start=1)
        ]  # fmt: skip
        hd.ann.MicroscopyBulkSimpleAnnotations(
            [image], "2D", groups, hd.UID(), 1, hd.UID(), 1, "Somebody", "A program", "1.0", "5"
        ).save_as(path)


def with_mlcroissant(folder: Path) -> None:
    import mlcroissant

    path = folder / "croissant.json"
    told = mlcroissant.Dataset(str(path)).metadata.to_json()
    path.write_text(json.dumps(told, default=str))


globals()[f"with_{sys.argv[2]}"](Path(sys.argv[1]))
sys.stdout.write("true")
