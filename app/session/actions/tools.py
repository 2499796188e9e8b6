"""Tools and what they share: size, layer, class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from app.session.actions.conditions import has_document, has_layers
from app.session.palette import Palette
from app.session.registry import Action, ActionGroup, ActionRegistry, AnyAction, Declaration, action
from app.session.tools.registry import TOOLS


@dataclass(eq=False)
class ToolActions(ActionGroup, menu="Tools"):
    """The Tools menu; ``choose`` holds one action for each tool, by the tool's id."""

    _palette: Palette
    choose: dict[str, Action[[], None]] = field(init=False, default_factory=dict)

    def join(self, registry: ActionRegistry) -> Iterator[AnyAction]:
        for name, tool in self._palette.tools.items():
            declared = Declaration(
                f"tool.{name}",
                tool.title,
                shortcut=tool.key,
                icon=tool.icon,
                menu="Tools",
                scope="canvas",
                tip=tool.hint,
            )
            work, checked = partial(self._palette.choose, name), partial(self._is_current, name)
            self.choose[name] = Action(declared, work, registry, lambda: True, checked)
        yield from self.choose.values()
        yield from super().join(registry)

    def give_way(self, others: Iterable[AnyAction]) -> None:
        """A key that something of ours has is not taken by the tool of a plug-in."""
        ours = {kind.id for kind in TOOLS}
        for name, chosen in self.choose.items():
            if name not in ours:
                taken = {key for one in others if one is not chosen for key in one.default_keys}
                chosen.default_keys = tuple(k for k in chosen.default_keys if k not in taken)

    def _is_current(self, tool_id: str) -> bool:
        return self._palette.current == tool_id

    @action("brush.larger", "Larger brush", shortcut="]", icon="brush_larger", scope="canvas")
    def enlarge_brush(self) -> None:
        """A larger brush and eraser."""
        self._palette.settings.enlarge_brush()

    @action("brush.smaller", "Smaller brush", shortcut="[", icon="brush_smaller", scope="canvas")
    def shrink_brush(self) -> None:
        """A smaller brush and eraser."""
        self._palette.settings.shrink_brush()

    @action(
        "label.new",
        "New object",
        shortcut="M",
        icon="label_new",
        scope="canvas",
        enabled=has_document,
    )
    def start_object(self) -> None:
        """What you draw next is a new object, even where it begins on another one."""
        self.state.require_document().select_object(0)
        self._palette.settings.update(new_object=True)

    @action("layer.choose", "Choose layer", icon="layers", enabled=has_document, menu="")
    def choose_layer(self, layer: str) -> None:
        """The layer that tools change."""
        self.state.require_document().set_layer(layer)

    @action(
        "layer.next", "Next layer", shortcut="N", icon="layers", scope="canvas", enabled=has_layers
    )
    def next_layer(self) -> None:
        """Change the layer that tools draw on."""
        document = self.state.require_document()
        names = list(document.planes)  # the last is of regions, which are none
        document.set_layer(names[(names.index(document.active_layer) + 1) % (len(names) - 1)])

    @action("class.choose", "Choose class", icon="class", enabled=has_document, menu="")
    def choose_class(self, class_name: str) -> None:
        """The class of new objects."""
        self.state.require_document().set_class(class_name)
