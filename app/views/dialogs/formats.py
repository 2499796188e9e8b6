"""What each exchange format is for, in the words of people who choose one."""

FORMAT_WORDS = {
    "lvit": ("LViT layout", "Folders of images and masks with a sheet of sentences"),
    "png": ("PNG masks", "One picture per image: 0 and 255, and 16-bit objects"),
    "coco": ("COCO", "One JSON file with polygons and run lengths"),
    "yolo": ("YOLO segmentation", "One text file of polygons per image"),
    "labelme": ("labelme", "One JSON file per image, editable in labelme"),
    "geojson": ("QuPath GeoJSON", "Outlines with classes for QuPath"),
    "dicom-seg": ("DICOM SEG", "Segmentations that belong to DICOM images"),
    "nifti": ("NIfTI", "Masks on the grid of the source image"),
    "nnunet": ("nnU-Net data set", "Folders as nnU-Net expects them for training"),
    "ome-tiff": ("OME-TIFF", "Pyramids for slides"),
    "jsonl": ("JSON lines", "One line per image: image, sentence, mask"),
}
"""Name on the command line -> title and one line about it; unknown names stand for themselves."""


def format_title(name: str) -> str:
    return FORMAT_WORDS.get(name, (name, ""))[0]


def format_words(name: str) -> str:
    return FORMAT_WORDS.get(name, (name, ""))[1]
