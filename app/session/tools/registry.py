"""All tools by id, in the order of the palette and the menu."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from app.session.tools.base import ContextProvider, Tool
from app.session.tools.objects import MergeTool, PickTool, SelectTool, SplitTool
from app.session.tools.outlining import AcceptTool, LassoTool, PolygonTool, ThresholdTool
from app.session.tools.painting import BrushTool, EraserTool
from app.session.tools.spreading import FillTool, WandTool
from lvit_core.annotation.gesture import Pointer
from lvit_core.annotation.tool_values import ToolGroup
from lvit_core.plugins import Plugin, Table, installed, table


class PanTool(Tool):
    """Stands for moving the image, which the canvas does by itself: it never starts a gesture."""

    id: ClassVar[str] = "pan"
    title: ClassVar[str] = "Pan"
    key: ClassVar[str] = "H"
    icon: ClassVar[str] = "ph.hand"
    group: ClassVar[ToolGroup] = ToolGroup.AT_HAND
    hint: ClassVar[str] = "Drag to move the image; holding Space does too."
    pointer: ClassVar[Pointer] = Pointer.HAND

    def __init__(self, provider: ContextProvider) -> None:
        super().__init__(lambda: None)


TOOLS: tuple[type[Tool], ...] = (
    SelectTool,
    PanTool,
    PickTool,
    BrushTool,
    EraserTool,
    PolygonTool,
    LassoTool,
    WandTool,
    FillTool,
    ThresholdTool,
    SplitTool,
    MergeTool,
    AcceptTool,
)


def tool_table() -> Table[type[Tool]]:
    """Our tools and those of plug-ins, and what is wrong with plug-ins that are not among them."""
    return _table(installed("tools"))


def create_tools(provider: ContextProvider) -> dict[str, Tool]:
    """One of each; ``provider`` gives the context of the document that is open at the moment."""
    return {name: kind(provider) for name, kind in tool_table().items.items()}


@lru_cache(maxsize=2)
def _table(_plugins: tuple[Plugin, ...]) -> Table[type[Tool]]:
    return table("tools", {kind.id: kind for kind in TOOLS}, _accept)


def _accept(plugin: Plugin) -> type[Tool]:
    found = plugin.load()
    if not (isinstance(found, type) and issubclass(found, Tool)):
        raise plugin.problem("it is no Tool.")
    for fact in ("id", "title", "hint"):
        if not isinstance(vars(found).get(fact), str):
            raise plugin.problem(f"it does not say its {fact}.")
    if found.id != plugin.name:
        raise plugin.problem(f"it calls itself '{found.id}'.")
    return found
