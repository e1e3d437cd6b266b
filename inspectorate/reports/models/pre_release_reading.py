"""Whether a report is open to a reader, and what they read of it."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from inspectorate.lifecycle import Refusal, locked
from inspectorate.reports.models.pre_release_rules import FINAL
from inspectorate.reports.models.report import Report


class PreReleaseReading(models.Model):
    class Meta:
        abstract = True

    def is_out(self) -> bool:
        """Whether the public reads by now what they were named for."""
        edition = self.report.current_edition
        return edition is not None and edition.entered_at >= self.named_at

    def is_led_on(self) -> bool:
        """Whether the link leads to what the public reads."""
        return self.closed_at is None and self.is_out()

    def is_open(self, at: datetime) -> bool:
        ended = self.closed_at is not None or self.is_out()
        if ended or self.report.status not in FINAL:
            return False
        return self.opens_at <= at and not self.has_ended(at)

    def has_ended(self, at: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= at

    @transaction.atomic
    def read(self, *, language: str, at: datetime | None = None) -> dict:
        """The document of the final text; that they read it is recorded first.

        Raises Refusal where it is not open to them, or the text is not the one that
        was signed off.
        """
        # document.py and reading.py are made of this package's models.
        from inspectorate.reports.document import signed_digest  # noqa: PLC0415
        from inspectorate.reports.reading import draft_document  # noqa: PLC0415

        at = at or timezone.now()
        report = locked(Report).get(pk=self.report_id)
        stored = locked(type(self)).get(pk=self.pk)
        stored.report = report
        if stored.digest != self.digest or not stored.is_open(at):
            raise Refusal(gettext("The report is not open to you."))
        document = draft_document(
            report, timezone.localdate(report.scheduled_for or at)
        )
        sha256 = signed_digest(document)
        if sha256 != report.signed_digest:
            raise Refusal(gettext("The text has changed since it was signed off."))
        stored.accesses.create(
            name=stored.name, at=at, language=language, sha256=sha256
        )
        return document
