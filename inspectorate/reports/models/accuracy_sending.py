from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from inspectorate.frameworks.models import DeadlineRule, Framework
from inspectorate.history.models import CREATED, System, record, snapshot
from inspectorate.inspections.models.access import reads_every_case, team_cases
from inspectorate.lifecycle import tell_followers
from inspectorate.reports.models.course import person
from inspectorate.reports.models.report import Report

# Where the framework has no rule of its own.
USUAL_DAYS = 10


def rule_of(framework: Framework) -> DeadlineRule:
    event = DeadlineRule.Event.ACCURACY_CHECK
    found = framework.deadlines.filter(event=event).first()
    return found or DeadlineRule(event=event, days=USUAL_DAYS)


class AccuracyCheckQuerySet(models.QuerySet):
    def readable_by(self, user: models.Model) -> "AccuracyCheckQuerySet":
        """Their own team's; all for who reads every case. What is published stays
        closed to all others: a check is never public (domain reference, 6.8).
        """
        if reads_every_case(user):
            return self
        return self.filter(report__inspection__in=team_cases(user))

    def sent_to(self, authority: models.Model) -> "AccuracyCheckQuerySet":
        """Those of drafts about an authority, which it was sent."""
        later = self.model.objects.filter(
            report=models.OuterRef("report"), number__gt=models.OuterRef("number")
        )
        sent = self.filter(report__inspection__authorities=authority)
        return (
            sent.filter(report__recorded_from="")
            .annotate(is_followed=models.Exists(later))
            .select_related("report__inspection")
        )

    @transaction.atomic
    def send(
        self, report: Report, *, by: models.Model | System, at: datetime | None = None
    ) -> models.Model:
        """Keep what is sent and when; for the act that sends it, under its lock.

        Paragraphs get numbers first, so that the authority can name them. Raises
        Refusal where the parts do not stand in their order.
        """
        # document.py is made of this package's models.
        from inspectorate.reports.document import (  # noqa: PLC0415
            canonical,
            digest,
            document_of,
        )

        at = at or timezone.now()
        draft = Report.objects.get(pk=report.pk)
        draft.check_places()
        if not draft.recorded_from:
            draft.number_paragraphs(by=by, at=at)
        document = canonical(document_of(draft, number=0))
        sent_on = timezone.localdate(at)
        check = self.create(
            report=report,
            number=report.accuracy_checks.count() + 1,
            sent_at=at,
            sent_on=sent_on,
            sent_by=person(by),
            due_on=rule_of(draft.inspection.framework).due(sent_on),
            document=document,
            digest=digest(document),
        )
        record(check, CREATED, by=by, at=at, after=snapshot(check))
        tell_followers(check, "send")
        return check
