"""The curve a hand drew, where its events lie far apart: no corners that nobody made.

A quick hand is told by few points. Between them runs a cubic through all of them (Catmull and Rom
1974, by the lengths of the chords); where the hand turned sharply it stays a corner, and where it
went straight the curve is exactly straight.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, hypot, radians, sqrt

from lvit_core.annotation.gesture import PointYX

FAR_PX = 6.0  # events that lie nearer are joined by straight lines
_BENT = 1 / 60  # of that: how far the lines that stand for a curve may lie beside it
_SHARP = cos(radians(60.0))


def bend(
    before: PointYX | None,
    start: PointYX,
    end: PointYX,
    after: PointYX | None,
    far_px: float = FAR_PX,
) -> list[PointYX]:
    """Points (y, x) of the curve behind ``start`` up to ``end``.

    Lines between them lie nowhere further than a sixtieth of ``far_px`` beside the curve.

    Args:
        before: The event before ``start``; ``None`` for none.
        start, end: Two events that follow each other.
        after: The event after ``end``; ``None`` for none.
        far_px: How far events lie apart that are joined by curves, at least.
    """
    chord = _difference(end, start)
    first = None if before is None else _tangent(_difference(start, before), chord, chord)
    last = None if after is None else _tangent(chord, _difference(after, end), chord)
    first = first or _mirrored(last or chord, chord)  # at an end it bends as at the other side
    last = last or _mirrored(first, chord)
    steps = _pieces(_difference(first, chord), _difference(last, chord), far_px * _BENT)
    return [_hermite(start, first, end, last, step / steps) for step in range(1, steps)] + [end]


def smoothed(path: Sequence[PointYX], far_px: float = FAR_PX) -> list[PointYX]:
    """A path of events with the curve between those that lie further apart than ``far_px``."""
    found = list(path[:1])
    for number in range(1, len(path)):
        start, end = path[number - 1], path[number]
        if hypot(*_difference(end, start)) <= far_px:
            found.append(end)
            continue
        before = path[number - 2] if number > 1 else None
        after = path[number + 1] if number + 1 < len(path) else None
        found += bend(before, start, end, after, far_px)
    return found


def _tangent(coming: PointYX, going: PointYX, chord: PointYX) -> PointYX:
    """The direction between two chords, as long as ``chord``, which it is at a corner."""
    ways = hypot(*coming), hypot(*going)
    if not ways[0] or not ways[1]:
        return chord
    turn = (coming[0] * going[0] + coming[1] * going[1]) / (ways[0] * ways[1])
    if turn < _SHARP:
        return chord
    share = hypot(*chord) / (ways[0] + ways[1])
    return (coming[0] + going[0]) * share, (coming[1] + going[1]) * share


def _mirrored(tangent: PointYX, chord: PointYX) -> PointYX:
    return 2 * chord[0] - tangent[0], 2 * chord[1] - tangent[1]


def _hermite(start: PointYX, first: PointYX, end: PointYX, last: PointYX, share: float) -> PointYX:
    square, cube = share**2, share**3
    weights = 2 * cube - 3 * square + 1, cube - 2 * square + share, 3 * square - 2 * cube
    a, b, c = weights
    d = cube - square
    y, x = (a * start[i] + b * first[i] + c * end[i] + d * last[i] for i in (0, 1))
    return y, x


def _difference(a: PointYX, b: PointYX) -> PointYX:
    return a[0] - b[0], a[1] - b[1]


def _pieces(first: PointYX, last: PointYX, within_px: float) -> int:
    """How many lines are never further than ``within_px`` from the curve.

    The second derivative of a Hermite cubic is linear, so it is largest at an end; a line lies at
    most an eighth of it away, and a quarter of that where it is half as long.

    Args:
        first, last: How the tangents at both ends differ from the chord.
    """
    bent = max(
        hypot(4 * first[0] + 2 * last[0], 4 * first[1] + 2 * last[1]),
        hypot(2 * first[0] + 4 * last[0], 2 * first[1] + 4 * last[1]),
    )
    return max(1, ceil(sqrt(bent / (8 * within_px))))
