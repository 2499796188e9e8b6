"""Draws what the text did as one picture, laid out like figures 5, 6, 9 and 10 of the paper.

Above the answers, each on the image and against the one that was asked for; below what every layer
looked at, with the sentence and without it. The picture says by itself what was asked of which
model, whose left it means, and how large a pixel is. It is in English, as other results are.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.explain.explanation import Explanation, Seen, Shown
from lvit_core.files import refuse_other_file, writing

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PNG = b"\x89PNG"
_MARK, _OURS = "Software", "LViT Annotator, what the text did"
_COLUMNS = 6
_PANEL_IN = 2.3  # inches of a panel
_CAPTION_IN = 0.58  # of what stands above it
_ROW_IN = 0.25
_LONGEST_PX = 420  # of a picture in a panel: more would not be seen
_LONGEST_TEXT = 400  # signs of a sentence
_DPI = 150
_LINE = 34  # signs of a line above a panel
# Of a palette that people who see few colours tell apart, as in the window.
_BOTH, _LOST, _GAINED = (0.34, 0.71, 0.91), (0.90, 0.62, 0.0), (0.80, 0.47, 0.65)
_FILL = 0.45
_ROUND = (1, 2, 5)


def check_figure(path: str | Path) -> None:
    """Refuses to write over anything but an earlier figure: before long work, not after it.

    Raises:
        LViTError: Something else lies there, such as a picture.
    """
    path = Path(path)
    refuse_other_file(path, PNG)
    if path.is_file():
        from PIL import Image  # noqa: PLC0415 - only where something is there

        with path.open("rb") as stream:
            try:
                ours = Image.open(stream).info.get(_MARK) == _OURS
            except (OSError, ValueError, SyntaxError):
                ours = False
        if not ours:
            refuse_other_file(path)


def draw_explanation(found: Explanation, path: str | Path) -> None:
    """Writes the picture as PNG, which only its owner may read.

    Raises:
        LViTError: Something other than a PNG lies there.
        OSError: The disk refuses.
    """
    check_figure(path)
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415

    answers = -(-(1 + len(found.shown)) // _COLUMNS)
    layers = len(found.seen)
    height, width = found.rgb.shape[:2]
    panel = _PANEL_IN * min(1.6, height / width) + _CAPTION_IN
    head, foot = _head(found), _foot(found)
    size = (
        _COLUMNS * _PANEL_IN,
        (answers + layers) * panel + (len(head) + len(foot) + 2) * _ROW_IN,
    )
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    grid = figure.subplots(
        answers + layers,
        _COLUMNS,
        squeeze=False,
        gridspec_kw={
            "left": 0.01,
            "right": 0.99,
            "top": 1 - ((len(head) + 0.5) * _ROW_IN + _CAPTION_IN) / size[1],
            "bottom": (len(foot) + 0.5) * _ROW_IN / size[1],
            "hspace": _CAPTION_IN / (panel - _CAPTION_IN),
            "wspace": 0.05,
        },
    )
    for axes in grid.flat:
        axes.set_axis_off()
    _draw_answers(grid[:answers].flat, found)
    for row, seen in zip(grid[answers:], found.seen, strict=True):
        _draw_layers(row, found, seen)
    _write(figure, head, foot, size[1])
    with writing(path, private=True) as partial:
        figure.savefig(partial, dpi=_DPI, format="png", metadata={_MARK: _OURS})


def _head(found: Explanation) -> list[str]:
    """What was asked, and of whom."""
    asked = shorten(found.sentence, _LONGEST_TEXT, placeholder=" …") or "no sentence"
    height, width = found.rgb.shape[:2]
    facts = [
        f"image {found.image}",
        f"{width} x {height} px",
        f"model {found.model} ({found.weights[:12]})",
        f"threshold {found.threshold:g}",
    ]
    known = found.um_per_px
    facts.append(f"{known:g} \u00b5m per pixel" if known else "pixel size unknown")
    if found.whose:
        facts.append(f"left and right are the {found.whose}'s")
    return [*wrap(f"\u201c{asked}\u201d", 150), " \u00b7 ".join(facts)]


def _foot(found: Explanation) -> list[str]:
    return [line for remark in found.remarks for line in wrap(remark, 190)]


def _write(figure: Figure, head: list[str], foot: list[str], height_in: float) -> None:
    for number, line in enumerate(head):
        y = 1 - (number + 0.7) * _ROW_IN / height_in
        last = number == len(head) - 1
        figure.text(0.01, y, _plain(line), fontsize=9 if last else 12, parse_math=False)
    for number, line in enumerate(reversed(foot)):
        y = (number + 0.4) * _ROW_IN / height_in
        figure.text(0.01, y, _plain(line), fontsize=9, parse_math=False)


def _draw_answers(panels: Any, found: Explanation) -> None:
    places = iter(panels)
    grey = _small(found.rgb)
    first = next(places)
    first.imshow(grey)
    _caption(first, "image", ["colours: against the answer asked for"])
    _legend(first)
    _draw_scale(first, found)
    base = found.shown[0].mask
    for axes, shown in zip(places, found.shown, strict=False):
        axes.imshow(_painted(grey, _small(base), _small(shown.mask)))
        _caption(axes, shown.question.title, _numbers(shown, asked=shown is found.shown[0]))
        _draw_letters(axes, found)


def _legend(axes: Axes) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415 - slow to import

    words = {"in both": _BOTH, "only asked": _LOST, "only here": _GAINED}
    handles = [Patch(facecolor=colour, label=name) for name, colour in words.items()]
    axes.legend(handles=handles, loc="upper right", fontsize=6, framealpha=0.8, handlelength=1)


def _numbers(shown: Shown, *, asked: bool) -> list[str]:
    area = f"area {int(shown.mask.sum()):,} px ({shown.mask.mean():.1%})"
    if asked:
        return [area]
    told = [f"{area}, Dice {shown.dice:.2f}"]
    if not shown.question.text:
        return told
    change = [*(f"\u2212{word}" for word in shown.removed), *(f"+{word}" for word in shown.added)]
    return [*told, *wrap(" ".join(change), _LINE)[:2]]


def _draw_layers(row: Any, found: Explanation, seen: Seen) -> None:
    shares = seen.within(found.shown[0].mask)
    part = _small(found.rgb[seen.place.slices])
    way = "with the sentence" if seen.text else "without it"
    for axes, (layer, values) in zip(row, seen.maps.items(), strict=False):
        axes.imshow(part.mean(axis=2), cmap="gray", vmin=0, vmax=255)
        axes.imshow(_small(values), cmap="jet", vmin=0, vmax=1, alpha=0.45)
        share = shares[layer]
        inside = (
            "nothing speaks for the answer" if share is None else f"{share:.0%} within the answer"
        )
        _caption(axes, layer, [way, inside])


def _caption(axes: Axes, title: str, lines: list[str]) -> None:
    text = "\n".join([_plain(title), *map(_plain, lines)])
    axes.set_title(text, fontsize=7, loc="left", parse_math=False)


def _draw_letters(axes: Axes, found: Explanation) -> None:
    if found.letters is None:
        return
    for x, align, letter in zip((0.02, 0.98), ("left", "right"), found.letters, strict=True):
        axes.text(
            x, 0.97, letter, transform=axes.transAxes, ha=align, va="top", color="white",
            fontsize=7, parse_math=False,
        )  # fmt: skip


def _draw_scale(axes: Axes, found: Explanation) -> None:
    """A bar of a round length; in pixels where nobody says how large they are."""
    width = found.rgb.shape[1]
    unit_px, unit = 1.0, "px"
    if found.um_per_px:
        unit_px, unit = 1.0 / found.um_per_px, "\u00b5m"
        if width / unit_px >= 5000:
            unit_px, unit = 1000 * unit_px, "mm"
    length = _round_below(width / unit_px / 4)
    share = length * unit_px / width
    axes.plot([0.03, 0.03 + share], [0.04, 0.04], color="white", linewidth=3, solid_capstyle="butt",
              transform=axes.transAxes)  # fmt: skip
    label = f"{length:g} {unit}"
    axes.text(0.03, 0.06, label, transform=axes.transAxes, color="white", fontsize=6, va="bottom")


def _round_below(value: float) -> float:
    power = float(10.0 ** np.floor(np.log10(value)))
    return max(step * power for step in _ROUND if step * power <= value)


def _painted(
    grey: NDArray[np.uint8], base: NDArray[np.bool_], mask: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    """The picture with what both masks have, what one has, and what the other has."""
    painted = grey.astype(np.float32) / 255
    for where, colour in ((base & mask, _BOTH), (base & ~mask, _LOST), (mask & ~base, _GAINED)):
        painted[where] = (1 - _FILL) * painted[where] + _FILL * np.array(colour, np.float32)
    return (255 * painted).astype(np.uint8)


def _small(values: NDArray[Any]) -> NDArray[Any]:
    """Every so manieth pixel of each side, so that none is longer than a panel shows."""
    step = max(1, -(-max(values.shape[:2]) // _LONGEST_PX))
    return values[::step, ::step]


def _plain(text: str) -> str:
    """Without signs that steer: of control and of direction."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
