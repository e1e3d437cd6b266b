"""The concern register: who is under the protocol, and who left it, as at any day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from inspectorate.concerns.models import Decision, Episode
from inspectorate.concerns.models.decision import Level
from inspectorate.concerns.models.entering import entry_into, last_spell
from inspectorate.concerns.models.standing import standing_among
from inspectorate.inspections.models import Inspection
from inspectorate.public.grounds import published_decisions, tell_grounds
from inspectorate.public.interventions import boards_at, interventions_at
from inspectorate.reports.models import Edition

PROTOCOL = Level.SERIOUS
# The form's name of the day, which is in the address.
AS_AT = "as-at"


class Entry(NamedTuple):
    """An episode as it stood at the end of a day, by the decisions until then.

    `entered` is the decision that brought the protocol or, where it never came to
    that, closer monitoring; `left` the one that ended it.
    """

    episode: Episode
    level: Level
    decisions: list[Decision]
    entered: Decision
    last: Decision
    left: Decision | None


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
        register = None if form.errors else register_at(day)
        return super().get_context_data(
            form=form,
            field=form[AS_AT],
            day=day,
            is_today=day == today,
            register=register,
            interventions=[] if form.errors else interventions_at(day),
            boards=[] if form.errors else boards_at(day),
            **kwargs,
        )


def asked(request: HttpRequest) -> dict:
    return {AS_AT: request.GET.get(AS_AT, "").strip()}


def register_at(day: date) -> Register:
    """As the record that the public may read tells it by now."""
    found = [entry for each in announced() if (entry := entry_at(each, day))]
    tell_bases(found)
    tell_grounds(each for entry in found for each in entry.episode.announced)
    return Register(
        under=[each for each in found if each.level >= PROTOCOL],
        watched=[each for each in found if each.level == Level.HEIGHTENED],
        left=[each for each in found if each.level == Level.ROUTINE],
    )


def under_protocol(day: date) -> list[Entry]:
    """Without the inspections that decisions rest on."""
    found = [entry for each in announced() if (entry := entry_at(each, day))]
    return [entry for entry in found if entry.level >= PROTOCOL]


def announced() -> list[Episode]:
    """Episodes with their announced decisions, by the authority's name as the page's
    language has it.
    """
    published = published_decisions()
    episodes = (
        Episode.objects.filter(decisions__in=Decision.objects.published())
        .distinct()
        .select_related("authority", "service")
        .prefetch_related(Prefetch("decisions", published, to_attr="announced"))
    )
    language = get_language()
    return sorted(
        episodes,
        key=lambda each: (
            each.authority.name.in_language(language).text.casefold(),
            each.pk,
        ),
    )


def entry_at(episode: Episode, day: date) -> Entry | None:
    """None where nothing had been decided by then."""
    told = standing_among(episode.announced)
    standing = [each for each in told if each.counts_from <= day]
    if not standing:
        return None
    level = Level(standing[-1].to_level)
    spell = last_spell(standing)
    if not spell:
        return None
    return Entry(
        episode=episode,
        level=level,
        decisions=standing,
        entered=entry_into(spell),
        last=standing[-1],
        left=standing[-1] if level == Level.ROUTINE else None,
    )


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
    without = Inspection.objects.published().filter(pk__in=keys, reports=None)
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
