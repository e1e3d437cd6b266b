"""The concern register: who is under the protocol, and who left it, as at any day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from inspectorate.concerns.as_at import (
    Entry,
    announced_episodes,
    boards_at,
    entry_at,
    interventions_at,
)
from inspectorate.concerns.models.levels import Level
from inspectorate.inspections.models import Inspection
from inspectorate.public.grounds import tell_grounds
from inspectorate.public.interventions import (
    announced_board_rows,
    announced_interventions,
)
from inspectorate.reports.models import Edition

PROTOCOL = Level.SERIOUS
# The form's name of the day, which is in the address.
AS_AT = "as-at"


class Register(NamedTuple):
    """The entries by where they stand, each sorted by authority."""

    under: list[Entry]
    watched: list[Entry]
    left: list[Entry]


class DayForm(forms.Form):
    """A day until today; nothing given is today."""

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        attributes = {"type": "date", "max": today.isoformat(), "class": "govuk-input"}
        self.fields[AS_AT] = forms.CharField(
            label=_("The day to look at"),
            required=False,
            widget=forms.TextInput({**attributes, "aria-describedby": "as-at-hint"}),
        )

    def clean(self) -> dict:
        text = self.cleaned_data.get(AS_AT)
        if text:
            self.cleaned_data[AS_AT] = self.day(text)
        return self.cleaned_data

    def day(self, text: str) -> date | None:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            told = _(
                "“%(text)s” is not a day. Write year, month and day, as in 2014-01-31."
            )
            self.add_error(AS_AT, told % {"text": Truncator(text).chars(40)})
            # A field of dates would show nothing of what was typed.
            attributes = self.fields[AS_AT].widget.attrs
            attributes["type"] = "text"
            del attributes["max"]
            return None
        if day > self.today:
            self.add_error(
                AS_AT, _("That day is still to come. Choose today or an earlier day.")
            )
        return day


class ConcernList(TemplateView):
    template_name = "public/concern_list.html"

    def get_context_data(self, **kwargs: object) -> dict:
        today = timezone.localdate()
        form = DayForm(asked(self.request), today=today)
        day = (form.cleaned_data.get(AS_AT) if form.is_valid() else None) or today
        register, interventions, boards = None, [], []
        if not form.errors:
            register = register_at(day)
            interventions = interventions_at(announced_interventions(), day)
            boards = boards_at(announced_board_rows(), day)
        return super().get_context_data(
            form=form,
            field=form[AS_AT],
            day=day,
            is_today=day == today,
            register=register,
            interventions=interventions,
            boards=boards,
            **kwargs,
        )


def asked(request: HttpRequest) -> dict:
    return {AS_AT: request.GET.get(AS_AT, "").strip()}


def register_at(day: date) -> Register:
    """As the record that the public may read tells it by now."""
    found = [entry for each in announced_episodes() if (entry := entry_at(each, day))]
    tell_bases(found)
    tell_grounds(each for entry in found for each in entry.episode.announced)
    return Register(
        under=[each for each in found if each.level >= PROTOCOL],
        watched=[each for each in found if each.level == Level.HEIGHTENED],
        left=[each for each in found if each.level == Level.ROUTINE],
    )


def under_protocol(day: date) -> list[Entry]:
    """Without the inspections that decisions rest on."""
    found = [entry for each in announced_episodes() if (entry := entry_at(each, day))]
    return [entry for entry in found if entry.level >= PROTOCOL]


def tell_bases(entries: Iterable[Entry]) -> None:
    """Give each decision the `basis_address` of the inspection that it rests on, empty
    while the public may not know of that.
    """
    decisions = [each for entry in entries for each in entry.decisions]
    addresses = addresses_of([each.basis for each in decisions if each.basis])
    for decision in decisions:
        decision.basis_address = addresses.get(decision.basis_id, "")


def addresses_of(inspections: list[Inspection]) -> dict[int, str]:
    """Where the public reads of each: its report, or the entry on its authority's page
    of one that is known without a report.
    """
    keys = [each.pk for each in inspections]
    without = Inspection.objects.published().without_report().filter(pk__in=keys)
    found = {
        each.pk: f"{each.authorities.all()[0].get_absolute_url()}#{each.reference}"
        for each in without.prefetch_related("authorities")
        if each.authorities.all()
    }
    editions = Edition.objects.published().current()
    editions = editions.filter(report__inspection__in=keys)
    told = editions.order_by("pk").values_list("report__inspection", "report__slug")
    found |= {key: reverse("report-detail", args=[slug]) for key, slug in told}
    return found
