"""The gate before publication: every reason that stands against it, at once.

Who may is asked by the acts of a report; what a form brings, by publication.py.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from inspectorate.fields import Wording
from inspectorate.inspections.models import Finding, Inspection, NotPublished
from inspectorate.lifecycle import Reason
from inspectorate.reports import accuracy, readiness
from inspectorate.reports.document import (
    document_of,
    gather,
    known_words,
    signed_digest,
)
from inspectorate.reports.models import Chain, Report


def ready(report: Report, chain: str) -> list[Reason]:
    """The ready-check of a report as it stands, before anybody tries."""
    gather(report)
    # No document can be made of parts out of their order.
    return report.misplaced() or objections(report, document_of(report, 0), chain)


def objections(report: Report, document: dict, chain: str) -> list[Reason]:
    """Every reason, a sentence each about the row to mend, why the report cannot be
    published or issued so.
    """
    return [
        *of_the_case(report, chain),
        *readiness.of_version(report, is_public=chain == Chain.PUBLIC),
        *undecided(report),
        *(Reason(told, report.inspection) for told in report.inspection.misjudged()),
        *of_findings(report),
        # Cleared once as a whole, it may give new ones: a list of names has changed.
        *report.lacks_clearing(),
        *changed_since_sign_off(report, document),
        *report.lacks_texts(),
    ]


def of_the_case(report: Report, chain: str) -> list[Reason]:
    inspection, reasons = report.inspection, []
    if chain == Chain.PUBLIC and not inspection.publishes:
        told = _("This inspection is marked as one that publishes no report.")
        reasons.append(Reason(told, inspection))
    if chain == Chain.ISSUED and report.current_edition_id:
        told = _("The public reads an edition of this report: withdraw it first.")
        reasons.append(Reason(told, report, act="withdraw"))
    rule = NotPublished.objects.for_case(inspection).first()
    if chain == Chain.PUBLIC and rule and not report.recorded_from:
        told = _("By rule this report is not published: issue it instead. %s")
        reasons.append(Reason(told % str(rule.reason), report, act="issue"))
    if inspection.status == Inspection.Status.CANCELLED:
        told = _("The inspection is cancelled: no report of it is published.")
        reasons.append(Reason(told, inspection))
    return reasons


def undecided(report: Report) -> list[Reason]:
    """What somebody has still to decide, of the draft or of the concern."""
    reasons = accuracy.lacks_decisions(report)
    threads = report.comments.open().count()
    if threads and not report.recorded_from:
        told = _(
            "Comments still open: %d. Return the report to revision, and see that each "
            "is met."
        )
        reasons.append(Reason(told % threads, report, act="return_to_revision"))
    if report.lacks_concern_decision():
        told = _(
            "No decision about a concern rests on this inspection: record one with its "
            "episode, or that none is needed."
        )
        reasons.append(Reason(told, report, act="decide_no_concern"))
    return reasons


def changed_since_sign_off(report: Report, document: dict) -> list[Reason]:
    if report.recorded_from or report.signed_digest == signed_digest(document):
        return []
    told = _(
        "The text has changed since it was signed off: take it back to revision and "
        "sign it off again."
    )
    return [Reason(told, report, act="return_to_revision")]


def lacks_reason(report: Report, reason: Wording) -> list[str]:
    """That the public is told why, in each language that an edition must have."""
    labels = dict(settings.LANGUAGES)
    codes = (
        [] if report.recorded_from else report.inspection.framework.required_languages
    )
    told = _("The public has to know why: give the reason in %s.")
    lacks = [told % labels[code] for code in codes if not getattr(reason, code)]
    return (
        lacks
        if reason or lacks
        else [_("The public has to know why: give the reason.")]
    )


def lacks_comparison(finding: Finding) -> bool:
    previous = finding.previous
    hidden = previous is not None and known_words(previous) is None
    return hidden and not finding.compared_with


def of_findings(report: Report) -> list[Reason]:
    """What the public must not read, or could not understand, of each finding."""
    compared = _(
        "The finding “%s” is compared with one that is not public: write what it is "
        "compared with."
    )
    lacks = _("The finding “%(finding)s” is not complete: %(reason)s")
    findings = [f for f in report.stated(report.inspection.findings) if f.is_public]
    return [
        *(Reason(compared % each, each) for each in findings if lacks_comparison(each)),
        *(
            Reason(lacks % {"finding": each, "reason": reason}, each)
            for each in findings
            for reason in each.lacks_to_publish()
        ),
    ]
