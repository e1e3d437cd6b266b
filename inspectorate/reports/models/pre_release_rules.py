"""What is asked before somebody is named to read a report early."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext

from inspectorate.history.models import System
from inspectorate.lifecycle import Reason, Refusal, locked
from inspectorate.reports.models.course import Course
from inspectorate.reports.models.report import Report

# Its text is signed off, and the public does not have it yet.
FINAL = [Course.Status.SIGN_OFF, Course.Status.SCHEDULED]
# Whoever means a later day has mistyped the year.
LONGEST = timedelta(days=366)


class PreReleaseRules(models.Model):
    # What is told of a reader, and again with a new link.
    TOLD = ("name", "role", "language", "opens_at", "closes_at")

    class Meta:
        abstract = True

    def check_right(
        self, by: models.Model | System, *, is_final: bool = True
    ) -> Report:
        """The stored report under its lock; Refusal where `by` may not publish it, or
        its text is not final.
        """
        report = locked(Report).get(pk=self.report_id)
        if barred := report.bars(report.act("schedule"), by):
            raise Refusal(*barred)
        if is_final and report.status not in FINAL:
            told = gettext(
                "Only a final text is read early: %(report)s stands at “%(status)s”. "
                "Have it signed off first."
            )
            names = {"report": report, "status": report.get_status_display()}
            raise Refusal(told % names)
        if is_final and not settings.NOTICES_BY_EMAIL:
            told = gettext(
                "This server sends no e-mail, and the link goes by e-mail alone: have "
                "a mail server set (EMAIL_URL)."
            )
            raise Refusal(told)
        return report

    def bars_address(self) -> list[Reason]:
        try:
            validate_email(self.email)
        except ValidationError:
            told = gettext(
                "“%s” is no e-mail address: write it like mair.jones@example.org."
            )
            return [Reason(told % self.email)]
        if self.report.pre_release_readers.filter(email=self.email).exists():
            told = gettext(
                "Somebody with the address %s is named already: send them a new link, "
                "in which you can change the rest."
            )
            return [Reason(told % self.email)]
        return []

    def take(self, told: dict[str, object], at: datetime) -> list[Reason]:
        """Take over what is told of a reader, and say what is wrong with it."""
        for name in self.TOLD:
            setattr(self, name, told.get(name))
        self.name, self.role = (self.name or "").strip(), (self.role or "").strip()
        reasons = []
        if not self.name or not self.role:
            reasons.append(gettext("Write who reads it, and as what."))
        if self.language not in self.Language:
            reasons.append(gettext("Choose English or Welsh."))
        return [Reason(each) for each in reasons + self.bars_window(at)]

    def bars_window(self, at: datetime) -> list[str]:
        opens, closes, out = self.opens_at, self.closes_at, self.report.scheduled_for
        if opens is None:
            return [gettext("Say from when it can be read.")]
        if closes and closes <= opens:
            return [gettext("The window ends before it opens: choose a later end.")]
        if closes and closes <= at:
            told = gettext(
                "The window has ended already: choose a later end, or leave it empty "
                "for until publication."
            )
            return [told]
        if out and opens >= out > at:
            told = gettext(
                "The report is published before the window opens: choose an earlier "
                "start."
            )
            return [told]
        if max(opens, closes or opens) > at + LONGEST:
            return [gettext("This is more than a year ahead: check the year.")]
        return []
