"""Projects that show how long long lists take to open, and what a stroke costs on the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from lvit_core.project.records import ProjectSettings

MANY = 10_000
VERY_MANY = 100_000
STROKES = 100
SIDE = 1500


def make_large_project(folder: Path) -> None:
    """A project of 10,000 small grey pictures that differ in their first pixels."""
    from PIL import Image

    from lvit_core.project.project import Project
    from lvit_core.prompt.templates import default_name

    pictures = folder.with_name(folder.name + "-pictures")
    pictures.mkdir(parents=True)
    pixels = np.full((16, 16), 90, np.uint8)
    for number in range(MANY):
        pixels[0, :4] = np.frombuffer(number.to_bytes(4, "little"), np.uint8)
        Image.fromarray(pixels).save(pictures / f"{number:05d}.png", compress_level=1)
    with Project.create(folder, ProjectSettings("Large", default_name(), "viewer")) as project:
        project.images.add([pictures])


def make_list_of_100k(folder: Path) -> None:
    """A project of 100,000 images: names of one small picture, whose rows are written at once."""
    import sqlite3

    from PIL import Image

    from lvit_core.project.project import Project
    from lvit_core.prompt.templates import default_name

    pictures = folder.with_name(folder.name + "-pictures")
    pictures.mkdir(parents=True)
    first = pictures / "film-0.png"
    Image.fromarray(np.full((16, 16), 90, np.uint8)).save(first)
    with Project.create(folder, ProjectSettings("List", default_name(), "viewer")) as project:
        project.images.add([first])
        file = project.file
    connection = sqlite3.connect(file)
    names = [row[1] for row in connection.execute("PRAGMA table_info(images)")]
    known = dict(zip(names, connection.execute("SELECT * FROM images").fetchone(), strict=True))
    rows = []
    for number in range(2, VERY_MANY + 1):
        name = f"film-{number * 7919 % VERY_MANY}-{number}.png"
        if number % MANY == 0:  # a file has no more than 65,000 names
            first = Path(shutil.copy(first, pictures / f"copy-{number}.png"))
        (pictures / name).hardlink_to(first)
        path = str(known["path"]).replace("film-0.png", name)
        state = ("unlabeled", "in_progress", "labeled")[number % 3]
        own = {"id": number, "name": name, "path": path, "state": state}
        rows.append(tuple({**known, **own, "content_hash": f"{number:064x}"}.values()))
    places = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO images VALUES ({places})", rows)
    connection.commit()
    connection.close()


def bytes_per_gesture(folder: Path) -> float:
    """What one stroke of a brush takes in the project's file: the mean of 100 across a film."""
    from PIL import Image

    from lvit_core.annotation.edits.stroke import Stroke, finish_stroke
    from lvit_core.annotation.edits.workspace import Workspace
    from lvit_core.annotation.objects import Provenance
    from lvit_core.project.project import Project
    from lvit_core.prompt.templates import default_name, load_template

    picture = folder.with_name("strokes.png")
    Image.fromarray(np.full((SIDE, SIDE), 90, np.uint8)).save(picture)
    chance = np.random.default_rng(1)
    layer = load_template(default_name()).finding_layer
    name, class_name = layer.name, layer.classes[0].name
    with Project.create(folder, ProjectSettings("Strokes", default_name(), "viewer")) as project:
        image = project.images.add([picture]).added[0].id
        plane = project.journal.load_plane(image, name)
        table = project.journal.load_objects(image, name)
        author = Provenance("person", "ann")
        before = project.file.stat().st_size if _settled(project.file) else 0
        for _ in range(STROKES):
            workspace = Workspace(plane, table, name, class_name, author)
            created = workspace.new_record()
            stroke = Stroke(plane, 12.0, created.id)
            y, x = chance.uniform(100, SIDE - 100, 2)
            for angle in np.linspace(0, 5, 20):
                stroke.extend([(y + 60 * np.sin(angle), x + 60 * np.cos(angle))])
            edit = finish_stroke(workspace, stroke, "Brush", created)
            project.journal.append(image, edit)
        _settled(project.file)
        return (project.file.stat().st_size - before) / STROKES


def _settled(file: Path) -> bool:
    """Moves what waits in the journal into the file."""
    import sqlite3

    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return True
