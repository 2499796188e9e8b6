"""A structured report (TID 1500) beside a segmentation: what the sentence says and what was drawn.

The sentence stands in it as text, and its side, count and zones as coded terms of the template.
Each segment has its area and, where the header says how large a pixel is in the patient, its
longest diameter. Sides are the patient's, and are only told where it is known how the image shows
the patient. Nothing is said that is not known.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.exchange.content import Content
from lvit_core.exchange.dicom_objects import (
    CHARACTER_SET,
    MAKER,
    code_of,
    equipment,
    highdicom,
    label_of,
    person_name,
    version,
)
from lvit_core.exchange.dicom_segments import Segment
from lvit_core.exchange.dicom_sources import size_in_patient_mm
from lvit_core.exchange.measures import area_mm2, longest_diameter_mm
from lvit_core.imaging.dicom_spacing import directions_of
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.describe import describe
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template, Term
from lvit_core.stopping import refuse_stopped

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_PIXELS = Term("{pixels}", "UCUM", "pixels")
_EVALUATIONS = Term("C0034375", "UMLS", "Qualitative Evaluations")
_WHOSE = {"viewer": "the viewer's", "patient": "the patient's"}


@dataclass(frozen=True, eq=False)
class _About:
    """What a report is about, and in whose sides the project speaks."""

    content: Content
    image: ImageRecord
    template: Template
    source: Dataset

    @property
    def knows_sides(self) -> bool:
        """Whether a side of the picture is a side of the patient.

        Who declares the patient's left declares the usual display for images that say nothing.
        """
        declared = self.content.project.settings.laterality == "patient"
        return self.template.laterality and (self.image.orientation in ("L", "R") or declared)

    @property
    def shows_sides(self) -> bool:
        """Whether left and right of the picture are sides of the patient; not from the side."""
        said = directions_of(self.source)
        return self.knows_sides and said[:1] in ("L", "R", "")

    @property
    def shows_levels(self) -> bool:
        """Whether what is up in the picture is up in the patient, if the file says it."""
        return directions_of(self.source)[1:] in ("F", "")

    def said(self) -> Finding:
        """What the sentence says, in the project's sides."""
        sides = self.content.project.sides(self.image)
        return parse(self.image.sentence, self.template, sides).finding

    def in_patient(self, finding: Finding) -> Finding:
        """A finding of the project's sentences, its sides the patient's."""
        own = self.content.project.sides(self.image)
        patient = Sides("patient", self.image.orientation)
        return finding if own.crossed == patient.crossed else patient_named(finding, self.template)


def patient_named(finding: Finding, template: Template) -> Finding:
    """The finding with its two sides exchanged."""
    return Sides("patient", "L").finding(finding, template)


def build_report(
    content: Content,
    image: ImageRecord,
    source: Dataset,
    segmentation: Any,
    segments: list[Segment],
) -> Any:
    """The report of one image.

    Args:
        content: Of the export.
        image: The image.
        source: Its DICOM file as it leaves.
        segmentation: What highdicom made of ``segments``.
        segments: In the order of their numbers.
    """
    hd = highdicom()
    about = _About(content, image, content.template(image), source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = hd.sr.MeasurementReport(
            observation_context=_observers(hd, content, segments),
            procedure_reported=code_of(Term("363679005", "SCT", "Imaging procedure")),
            imaging_measurements=[
                *_sentence_group(hd, about),
                *_segment_groups(hd, about, segmentation, segments),
            ],
        )
        if image.sentence:
            report[0].ContentSequence.append(_sentence_item(hd, about))
        return hd.sr.ComprehensiveSR(
            evidence=[source, segmentation],
            content=report[0],
            series_instance_uid=hd.UID(),
            series_number=102,
            sop_instance_uid=hd.UID(),
            instance_number=1,
            is_complete=True,
            series_description="Sentence and measurements",
            specific_character_set=CHARACTER_SET,
            **equipment(),
        )


def _observers(hd: Any, content: Content, segments: list[Segment]) -> Any:
    """Who looked: every person with a name, and every algorithm; else the program."""
    from pydicom.sr.codedict import codes  # noqa: PLC0415 - slow to import

    context = hd.sr.ObservationContext()
    names = {person_name(name) for segment in segments for name in segment.persons} - {""}
    for name in sorted(names):
        person = hd.sr.PersonObserverIdentifyingAttributes(name=name)
        context.extend(hd.sr.ObserverContext(codes.DCM.Person, person))
    makers = sorted({one.algorithm for one in segments if one.kind != "MANUAL" and one.algorithm})
    for maker in makers or ([] if names else [MAKER]):
        device = hd.sr.DeviceObserverIdentifyingAttributes(
            uid=content.project.pseudonyms.uid(f"observer {maker}"),
            name=label_of(maker),
            manufacturer_name=MAKER,
            model_name=label_of(maker),
        )
        context.extend(hd.sr.ObserverContext(codes.DCM.Device, device))
    return context


def _sentence_item(hd: Any, about: _About) -> Any:
    """The sentence as it was written, and whose left and right it means."""
    from pydicom.sr.codedict import codes  # noqa: PLC0415 - slow to import

    whose = _WHOSE.get(about.content.project.settings.laterality)
    remark = f" (Left and right: {whose}.)" if whose and about.template.laterality else ""
    contains = hd.sr.RelationshipTypeValues.CONTAINS
    box = hd.sr.ContainerContentItem(name=code_of(_EVALUATIONS), relationship_type=contains)
    text = hd.sr.TextContentItem(codes.DCM.Finding, about.image.sentence + remark, contains)
    box.ContentSequence = hd.sr.ContentSequence([text])
    return box


def _sentence_group(hd: Any, about: _About) -> list[Any]:
    """What the sentence says in coded terms; nothing where it says nothing that has a code."""
    from pydicom.sr.codedict import codes  # noqa: PLC0415 - slow to import

    if not about.image.sentence:
        return []
    finding = about.in_patient(about.said())
    words, evaluations, measurements = about.template.coded_words, [], []
    if finding.laterality in words:
        said = hd.sr.QualitativeEvaluation(
            name=codes.SCT.Laterality, value=code_of(words[finding.laterality])
        )
        evaluations.append(said)
    if finding.areas is not None:
        count = hd.sr.Measurement(codes.SCT.NumberOfLesions, finding.areas, codes.UCUM.NoUnits)
        measurements.append(count)
    sites = _sites(about, finding.zones, sides=about.knows_sides)
    if not (evaluations or measurements or sites):
        return []
    source = about.source
    return [
        hd.sr.MeasurementsAndQualitativeEvaluations(
            tracking_identifier=hd.sr.TrackingIdentifier(
                uid=about.content.project.pseudonyms.uid(f"sentence {about.image.id}"),
                identifier="Sentence",
            ),
            finding_sites=sites or None,
            measurements=measurements or None,
            qualitative_evaluations=evaluations or None,
            source_images=[hd.sr.SourceImageForMeasurementGroup.from_source_image(source)],
        )
    ]


def _sites(about: _About, zones: Mapping[str, tuple[str, ...]], *, sides: bool) -> list[Any]:
    """Zones of a finding whose sides are the patient's, told if ``sides`` are known."""
    hd, words = highdicom(), about.template.coded_words
    found = {}
    for side, levels in zones.items():
        laterality = words.get(side) if sides else None
        for level in levels:
            if level in words:
                found[level, laterality] = hd.sr.FindingSite(
                    anatomic_location=code_of(words[level]),
                    laterality=None if laterality is None else code_of(laterality),
                )
    return list(found.values())


def _segment_groups(
    hd: Any, about: _About, segmentation: Any, segments: list[Segment]
) -> list[Any]:
    spacing = size_in_patient_mm(about.source)
    organ = _organ(about)
    shown_in = hd.sr.SourceImageForSegmentation(
        about.source.SOPClassUID, about.source.SOPInstanceUID
    )
    groups = []
    for frame, number in enumerate(segment_numbers(segmentation), start=1):
        refuse_stopped()
        segment, described = segments[number - 1], segmentation.SegmentSequence[number - 1]
        mask, made_by = segment.mask, None
        if segment.kind != "MANUAL":
            made_by = hd.sr.AlgorithmIdentification(label_of(segment.algorithm), version())
        groups.append(
            hd.sr.PlanarROIMeasurementsAndQualitativeEvaluations(
                tracking_identifier=hd.sr.TrackingIdentifier(
                    uid=described.TrackingUID, identifier=segment.label
                ),
                referenced_segment=_referred(hd, segmentation, frame, number, shown_in),
                finding_type=code_of(segment.coded.type),
                finding_category=code_of(segment.coded.category),
                algorithm_id=made_by,
                finding_sites=_drawn_sites(about, segment, mask, organ) or None,
                measurements=_measurements(hd, mask, spacing),
            )
        )
    return groups


def _referred(hd: Any, segmentation: Any, frame: int, number: int, shown_in: Any) -> Any:
    """A segment as a report refers to it: by its number or by its frame, not by both."""
    found = hd.sr.ReferencedSegmentationFrame(
        segmentation.SOPClassUID, segmentation.SOPInstanceUID, frame, number, shown_in
    )
    del found[0].ReferencedSOPSequence[0].ReferencedFrameNumber
    return found


def _measurements(
    hd: Any, mask: NDArray[np.bool_], spacing: tuple[float, float] | None
) -> list[Any]:
    from pydicom.sr.codedict import codes  # noqa: PLC0415 - slow to import

    if spacing is None:  # what it would be in the patient, nobody knows
        return [hd.sr.Measurement(codes.SCT.Area, int(np.count_nonzero(mask)), code_of(_PIXELS))]
    longest = round(longest_diameter_mm(mask, spacing), 3)
    return [
        hd.sr.Measurement(
            codes.SCT.Area, round(area_mm2(mask, spacing), 3), codes.UCUM.SquareMillimeter
        ),
        hd.sr.Measurement(codes.SCT.LongAxis, longest, codes.UCUM.Millimeter),
    ]


def _drawn_sites(
    about: _About, segment: Segment, mask: NDArray[np.bool_], organ: NDArray[np.bool_] | None
) -> list[Any]:
    """The zones that a segment reaches, where the organ was drawn; else they would be a guess."""
    if organ is None or segment.layer.role == "organ" or not about.shows_levels:
        return []
    sides = Sides("patient", about.image.orientation)
    found = describe(mask, about.template, organ, sides, smallest=1)
    return _sites(about, found.finding.zones, sides=about.shows_sides)


def _organ(about: _About) -> NDArray[np.bool_] | None:
    layer = about.template.organ_layer
    if layer is None:
        return None
    drawn = about.content.layer(about.image, layer).labels > 0
    return drawn if drawn.any() else None


def segment_numbers(segmentation: Any) -> list[int]:
    """Which segment each frame shows; what all frames share is said once, in the shared groups."""
    shared = segmentation.SharedFunctionalGroupsSequence[0]
    return [
        int(
            (item if "SegmentIdentificationSequence" in item else shared)
            .SegmentIdentificationSequence[0]
            .ReferencedSegmentNumber
        )
        for item in segmentation.PerFrameFunctionalGroupsSequence
    ]
