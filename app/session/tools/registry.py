"""All tools by id, in the order of the tool palette."""

from __future__ import annotations

from typing import ClassVar

from app.session.tools.base import (
    NO_MODIFIERS,
    Button,
    ContextProvider,
    PointYX,
    Tool,
    ToolModifiers,
)
from app.session.tools.objects import MergeTool, PickTool, SelectTool, SplitTool
from app.session.tools.outlining import AcceptTool, LassoTool, PolygonTool, ThresholdTool
from app.session.tools.painting import BrushTool, EraserTool
from app.session.tools.spreading import FillTool, WandTool


class PanTool(Tool):
    """Stands for moving the image, which the canvas does by itself: it never starts a gesture."""

    id: ClassVar[str] = "pan"
    title: ClassVar[str] = "Pan"
    hint: ClassVar[str] = "Drag to move the image."

    def press(
        self,
        yx: PointYX,
        modifiers: ToolModifiers = NO_MODIFIERS,
        button: Button = Button.LEFT,
    ) -> None:
        """Nothing to do here."""


TOOLS: tuple[type[Tool], ...] = (
    SelectTool,
    BrushTool,
    EraserTool,
    PolygonTool,
    LassoTool,
    FillTool,
    WandTool,
    ThresholdTool,
    SplitTool,
    MergeTool,
    PickTool,
    AcceptTool,
    PanTool,
)


def create_tools(provider: ContextProvider) -> dict[str, Tool]:
    """One of each; ``provider`` gives the context of the document that is open at the moment."""
    return {kind.id: kind(provider) for kind in TOOLS}
