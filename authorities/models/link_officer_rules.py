"""What is asked before somebody is made a link officer."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from inspectorate.history.models import System
from inspectorate.lifecycle import Reason, Refusal, not_in_role

INVITE = "authorities.invite_linkofficer"


class LinkOfficerRules(models.Model):
    # What is told of an officer, and again with a new invitation.
    TOLD = ("office", "begins_on", "ends_on")

    class Meta:
        abstract = True

    def check_right(self, by: models.Model | System) -> None:
        if not by.has_perm(INVITE):
            raise Refusal(not_in_role(INVITE))

    def check_right_to_invite(self, by: models.Model | System) -> None:
        self.check_right(by)
        if not settings.NOTICES_BY_EMAIL:
            told = gettext(
                "This server sends no e-mail, and an invitation goes by e-mail alone: "
                "have a mail server set (EMAIL_URL)."
            )
            raise Refusal(told)

    def bars_person(self, who: dict[str, str], language: str) -> list[Reason]:
        reasons = [*self.bars_address(who["email"])]
        if not who["name"]:
            reasons.append(Reason(gettext("Write the name of the link officer.")))
        if language not in get_user_model().Language:
            reasons.append(Reason(gettext("Choose English or Welsh.")))
        return reasons

    def bars_address(self, email: str) -> list[Reason]:
        try:
            validate_email(email)
        except ValidationError:
            told = gettext(
                "“%s” is no e-mail address: write it like mair.jones@example.org."
            )
            return [Reason(told % email)]
        user = get_user_model().objects.filter(email=email).first()
        if user is None:
            return []
        offices = user.link_offices.all()
        if user.is_staff or user.is_superuser or not offices.exists():
            told = gettext(
                "%s has an account at the inspectorate: nobody is both. Use another "
                "address."
            )
            return [Reason(told % email)]
        if offices.open().exists():
            told = gettext(
                "%s is a link officer already: end that first, or send a new "
                "invitation."
            )
            return [Reason(told % email)]
        return []

    def take(self, told: dict[str, object], at: datetime) -> list[Reason]:
        """Take over what is told of an officer, and say what is wrong with it."""
        for name in self.TOLD:
            setattr(self, name, told.get(name))
        self.office = (self.office or "").strip()
        reasons = []
        if not self.office:
            reasons.append(gettext("Write what they are at the council."))
        reasons += self.bars_days(timezone.localdate(at))
        return [Reason(each) for each in reasons]

    def bars_days(self, today: date) -> list[str]:
        if self.begins_on is None:
            return [gettext("Say from which day the portal is open to them.")]
        if self.ends_on is None:
            return []
        if self.ends_on < self.begins_on:
            return [gettext("It ends before it begins: choose a later last day.")]
        if self.ends_on < today:
            told = gettext("The last day has gone by: choose a later one, or none.")
            return [told]
        return []
