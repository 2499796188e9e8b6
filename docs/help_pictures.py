"""Makes the pictures of the guides from the running window: ``make help-pictures``.

Beside them it writes what the window looked like: a test compares that with the window of today,
and fails where the pictures show something else.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from app.session.preferences import Preferences
from app.session.session import Session
from app.views.main_window import MainWindow
from app.views.theme import DARK, apply_theme

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "help"
RECORD = FOLDER / "pictures.json"
SIZE = QSize(1440, 810)
SAVED_PX = (864, 486)  # as wide as a guide
QUALITY = 90
REST_MS = 4000  # thumbnails and doubts come after a rest
WAIT_MS = 240_000
FILM, TISSUE = "chest-04.png", "tissue.png"


def look(window: MainWindow) -> str:
    """What the window shows of itself, whatever project is open: its words, places and colours."""
    told = {
        "menus": [menu.title().replace("&", "") for menu in window.menus.findChildren(QMenu)],
        "tools": [
            button.accessibleName()
            for button in window.palette_bar.findChildren(QToolButton)
            if button.objectName().startswith("palette.")
        ],
        "panels": [[dock.windowTitle(), window.dockWidgetArea(dock).name] for dock in window.docks],
        "strip": [window.strip.predict.text(), window.strip.labeled.text()],
        "colours": asdict(DARK),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def main() -> int:
    """Writes all pictures and the record."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    apply_theme("dark")
    with TemporaryDirectory() as place:
        session = Session(Preferences(Path(place) / "preferences"))
        session.services.preferences.set("prediction.live", False)
        window = MainWindow(session)
        window.resize(SIZE)
        window.show()
        window.docks.reset()  # the screen without a screen is small
        record = {"look": look(window), "files": {}}
        session.projects.open_sample(Path(place) / "Sample")
        _wait(lambda: session.state.document is not None)
        for name, image, panel in (
            ("radiologist", FILM, "check"),
            ("pathologist", TISSUE, "objects"),
        ):
            _show(session, image)
            window.docks.show(panel)
            _save(window, record, f"{name}-window.jpg")
            session.actions.proposals.predict()
            _wait(lambda: _divided(session))
            _save(window, record, f"{name}-proposal.jpg")
            session.actions.proposals.reject()
        RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        session.projects.close()
        session.shutdown()
    app.quit()
    return 0


def _show(session: Session, name: str) -> None:
    record = next(one for one in session.state.library.images if one.name == name)
    session.opening.select(record.id)
    _wait(lambda: session.state.document is not None and session.state.current.name == name)


def _divided(session: Session) -> bool:
    document = session.state.document
    proposal = None if document is None else document.proposal
    return proposal is not None and proposal.objects is not None


def _save(window: MainWindow, record: dict[str, object], name: str) -> None:
    for toast in window.notices.toasts():
        toast.close_now()
    QTest.qWait(REST_MS)
    path = FOLDER / name
    whole = path.with_suffix(".png")
    window.grab().save(str(whole))
    with Image.open(whole) as picture:
        small = picture.convert("RGB").resize(SAVED_PX, Image.Resampling.LANCZOS)
    small.save(path, quality=QUALITY, subsampling=0, optimize=True)
    whole.unlink()
    files = record["files"]
    assert isinstance(files, dict)
    files[name] = hashlib.sha256(path.read_bytes()).hexdigest()


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(WAIT_MS // 20):
        if until():
            return
        QTest.qWait(20)
    raise SystemExit("The window did not get there.")


if __name__ == "__main__":
    sys.exit(main())
