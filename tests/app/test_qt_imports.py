"""Imports after Qt: PySide must not read the source of every module of the window."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, linecache, sys
from app.qt_imports import spare_sources
known = spare_sources()
import app.application, app.views.main_window
feature = sys.modules["shibokensupport.feature"]
switched = {name: feature.pyside_feature_dict[name] for name in ("app.views.main_window", "numpy")}
read = [name for name in linecache.cache if name.endswith(".py")]
print(json.dumps([known, switched, read]))
"""


def test_no_source_is_read_while_the_window_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=120
    )
    known, switched, read = json.loads(done.stdout)
    assert known, "this release of PySide looks at modules in another way: see app.qt_imports"
    assert switched == {"app.views.main_window": 0, "numpy": -1}  # as PySide finds them itself
    assert [name for name in read if "/app/" in name or "/lvit_core/" in name] == []
