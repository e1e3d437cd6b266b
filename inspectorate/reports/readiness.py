"""Whether a case is complete enough for quality assurance (domain reference, 1.4), and
a version of a report for publication.
"""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from inspectorate.inspections.models import Finding, Inspection
from inspectorate.lifecycle import Reason
from recommendations.models import Recommendation

# Serious enough that the authority must be asked to act (domain reference, 4.1).
ASKS_TO_ACT = [
    Finding.Classification.PRIORITY_CONCERN,
    Finding.Classification.NON_COMPLIANCE,
]


def of_case(inspection: Inspection) -> list[Reason]:
    """What is missing, a sentence each, about the row to mend."""
    return [
        *unfounded_findings(inspection),
        *unjudged_areas(inspection),
        *unfounded_recommendations(inspection),
    ]


def unfounded_findings(inspection: Inspection) -> Iterator[Reason]:
    findings = inspection.findings.prefetch_related("evidence", "recommendations")
    if not findings:
        yield Reason(_("No finding is logged: log at least one."), inspection)
    for finding in findings:
        for reason in finding.lacks():
            told = _("“%(finding)s”: %(reason)s")
            yield Reason(told % {"finding": finding, "reason": reason}, finding)
        asks = finding.classification in ASKS_TO_ACT and not finding.recorded_from
        if asks and not finding.recommendations.all():
            told = _(
                "“%s” is so serious that the authority must be asked to act: make a "
                "recommendation from it."
            )
            to_add = {"inspection": inspection.pk, "findings": finding.pk}
            add = "recommendations_recommendation"
            yield Reason(told % finding, finding, add=add, **to_add)


def unjudged_areas(inspection: Inspection) -> Iterator[Reason]:
    judged = inspection.judgements.values("area")
    for area in inspection.framework.areas.exclude(pk__in=judged):
        told = _("“%s” has no judgement: choose a grade, or say that it is not judged.")
        yield Reason(told % area, inspection)


def unfounded_recommendations(inspection: Inspection) -> Iterator[Reason]:
    asked = Recommendation.objects.filter(inspection=inspection, findings=None)
    for recommendation in asked:
        told = _("Recommendation %s rests on no finding: choose at least one.")
        yield Reason(told % recommendation, recommendation)


def of_version(report: models.Model, *, is_public: bool = True) -> list[Reason]:
    """It tells in other words what its reader can read already: the public what is
    published, the authority what is issued, too. A historical one is recorded as it is.
    """
    if report.kind not in report.VERSIONS or report.recorded_from:
        return []
    main = report.inspection.reports.filter(kind__in=report.MAIN).first()
    if main is None:
        told = _(
            "This is a version of a report or letter that is not begun: write and "
            "publish that first."
        )
        return [Reason(told, report.inspection)]
    is_out = main.current_edition_id is not None
    if not (is_out or (main.editions.exists() and not is_public)):
        told = _(
            "This is a version of “%s”, which is not published yet: publish that first."
        )
        return [Reason(told % main, main)]
    return []
