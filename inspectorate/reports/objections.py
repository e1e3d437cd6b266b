"""The gate before publication: every reason that stands against it, at once."""

from django.conf import settings
from django.utils.translation import gettext as _

from inspectorate import lifecycle
from inspectorate.accounts.models import User
from inspectorate.fields import Wording
from inspectorate.history.models import System
from inspectorate.inspections.models import Finding, Inspection
from inspectorate.reports import readiness
from inspectorate.reports.document import known_words, signed_digest
from inspectorate.reports.models import Chain, Report


def objections(
    report: Report, document: dict, chain: str, by: User | System
) -> list[str]:
    """Every reason, a sentence each, why `by` cannot publish or issue the report so."""
    reasons = []
    if not by.has_perm("reports.publish_report"):
        reasons.append(lifecycle.not_in_role("reports.publish_report"))
    if report.was_written_by(by):
        reasons.append(
            _(
                "You are the lead author of this report, or were: somebody else "
                "publishes it."
            )
        )
    reasons += report.bars_interest(by)
    if chain == Chain.PUBLIC and not report.inspection.publishes:
        reasons.append(_("This inspection is marked as one that publishes no report."))
    if report.inspection.status == Inspection.Status.CANCELLED:
        reasons.append(_("The inspection is cancelled: no report of it is published."))
    reasons += readiness.of_version(report)
    if document["edition"] > 1:
        reasons += lacks_reason(report, report.correction)
    reasons += report.inspection.misjudged()
    reasons += [
        _(
            "The finding “%s” is compared with one that is not public: write what "
            "it is compared with."
        )
        % finding
        for finding in report.stated(report.inspection.findings)
        if finding.is_public and lacks_comparison(finding)
    ]
    reasons += incomplete_findings(report)
    if not report.recorded_from and report.signed_digest != signed_digest(document):
        reasons.append(
            _(
                "The text has changed since it was signed off: take it back to "
                "revision and sign it off again."
            )
        )
    return reasons + report.lacks_texts()


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


def incomplete_findings(report: Report) -> list[str]:
    told = _("The finding “%(finding)s” is not complete: %(reason)s")
    return [
        told % {"finding": finding, "reason": reason}
        for finding in report.stated(report.inspection.findings)
        if finding.is_public
        for reason in finding.lacks_to_publish()
    ]
