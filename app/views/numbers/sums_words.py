"""What images and projects add up to, in lines of words and numbers with units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.translation import tr
from app.views.numbers.words import number_words, share_words
from lvit_core.measurement.image_sums import ImageSums
from lvit_core.measurement.images import UM2_IN_MM2
from lvit_core.measurement.objects import Row
from lvit_core.measurement.summary import LayerSummary
from lvit_core.prompt.template import Layer, Template
from lvit_core.wording import counted

_SMALLEST_MM2 = 0.01  # less is told in square micrometres


@dataclass(frozen=True)
class Line:
    """A name and its value; a heading has no value."""

    name: str
    value: str = ""
    heading: bool = False


def image_lines(template: Template, sums: ImageSums) -> list[Line]:
    """What the image in hand adds up to."""
    lines: list[Line] = []
    for layer in template.layers:
        lines.append(Line(layer.title, heading=True))
        lines += _layer_lines(layer, sums.row)
        if layer.name == sums.layer:
            lines += [Line(name, number_words(n, "_objects")) for name, n in sums.unlisted.items()]
    zones = _zone_lines(template, sums.row)
    if zones:
        lines.append(Line(tr("Share that is covered"), heading=True))
        lines += zones
    return lines


def project_lines(layers: Sequence[LayerSummary], templates: Sequence[Template]) -> list[Line]:
    """What a project adds up to."""
    forms = {layer.name: layer for template in templates for layer in template.layers}
    lines: list[Line] = []
    for one in layers:
        form = forms.get(one.layer)
        lines.append(Line(form.title if form is not None else one.layer, heading=True))
        lines.append(Line(tr("Images looked at"), number_words(one.images, "_objects")))
        lines.append(Line(tr("Objects"), number_words(one.objects, "_objects")))
        titles = {item.name: item.title for item in form.classes} if form is not None else {}
        told = [name for name in titles if name in one.classes]
        told += sorted(one.classes.keys() - titles.keys())
        for name, count in ((name, one.classes[name]) for name in told):
            lines.append(_class_line(titles.get(name, name), count, count / max(1, one.objects)))
        lines.append(_area_line(one.area_mm2, one.area_px))
        if one.per_mm2 is not None:
            lines.append(Line(tr("Density, labeled images (per mm²)"), number_words(one.per_mm2)))
        elif one.per_megapixel is not None:
            name = tr("Density, labeled images (per million px)")
            lines.append(Line(name, number_words(one.per_megapixel)))
        lines += _positive_lines(one.positive_share, one.h_score)
    return lines


def unfinished_words(sums: ImageSums) -> str:
    """Why there are no densities and shares; empty where there are."""
    if sums.finished:
        return ""
    return tr("Density and shares are told once the image is marked as labeled (Ctrl+L).")


def summary_words(count: int) -> str:
    """For the title of the panel."""
    return tr(counted(count, "object"))


def _layer_lines(layer: Layer, row: Row) -> list[Line]:
    name = layer.name
    objects = _number(row, f"{name}_objects") or 0
    lines = [Line(tr("Objects"), number_words(objects, "_objects"))]
    for item in layer.classes if len(layer.classes) > 1 else ():
        count = _number(row, f"{name}_{item.name}_objects") or 0
        share = _number(row, f"{name}_{item.name}_share_of_objects")
        lines.append(_class_line(item.title, int(count), share))
    area = _number(row, f"{name}_area_mm2")
    lines.append(_area_line(area, int(_number(row, f"{name}_area_px") or 0)))
    share = _number(row, f"{name}_share_of_image")
    if share is not None:
        lines.append(Line(tr("Share of the image"), share_words(share)))
    density = _number(row, f"{name}_per_mm2")
    if density is not None:
        lines.append(Line(tr("Density (per mm²)"), number_words(density)))
    elif (by_pixels := _number(row, f"{name}_per_megapixel")) is not None:
        lines.append(Line(tr("Density (per million px)"), number_words(by_pixels)))
    positive, score = _number(row, f"{name}_positive_share"), _number(row, f"{name}_h_score")
    return lines + _positive_lines(positive, score)


def _positive_lines(share: float | None, score: float | None) -> list[Line]:
    lines = [] if share is None else [Line(tr("Positive"), share_words(share))]
    return lines if score is None else [*lines, Line(tr("H-score"), number_words(score))]


def _area_line(mm2: float | None, pixels: int) -> Line:
    if mm2 is None:
        return Line(tr("Area (px)"), number_words(pixels, "area_px"))
    if mm2 < _SMALLEST_MM2:
        return Line(tr("Area (µm²)"), number_words(mm2 * UM2_IN_MM2))
    return Line(tr("Area (mm²)"), number_words(mm2))


def _class_line(title: str, count: int, share: float | None) -> Line:
    value = number_words(count, "_objects")
    return Line(f"\u2003{title}", value if share is None else f"{value} · {share_words(share)}")


def _zone_lines(template: Template, row: Row) -> list[Line]:
    if template.organ_layer is None:
        return []
    found, noun = [], template.sentence.organ[0]
    finding = template.finding_layer.name
    for side in template.sides:
        for level in ("", *template.levels):
            column = f"{finding}_share_of_{level}{'_' if level else ''}{side}_{noun}"
            share = _number(row, column)
            if share is not None:
                zone = " ".join(part for part in (level, side, noun) if part)
                found.append(Line(zone, share_words(share)))
    return found


def _number(row: Row, column: str) -> float | None:
    value = row.get(column)
    return None if value is None or isinstance(value, str) else float(value)
