"""The page that compares two inspections of one authority by their reports."""

from collections.abc import Iterable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from authorities.models import Authority
from inspectorate.public import changes
from inspectorate.public.choices import Choices, Label
from inspectorate.public.compare import judgements, recommendations
from inspectorate.public.published import PublicReport, compared, place_of
from inspectorate.public.templatetags.languages import stated
from inspectorate.reports.models import Edition, PublishedFinding

# With fewer there is nothing to compare.
LEAST = 2


def reports_on(authority: Authority) -> list[Edition]:
    """What can be compared: the current edition of each report, the newest first."""
    editions = Edition.objects.published().current().for_authority(authority)
    return sorted(editions.for_list(), key=place_of, reverse=True)


class TwoReports(forms.Form):
    """Which two; the newer one is found out from their dates."""

    old = forms.ChoiceField(label=gettext_lazy("Older report"))
    new = forms.ChoiceField(label=gettext_lazy("Newer report"))

    def __init__(
        self, editions: list[Edition], *args: object, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {edition.report.slug: edition for edition in editions}
        for field in self.fields.values():
            field.choices = choices(editions)
            field.error_messages = {
                "required": _("Choose two reports."),
                "invalid_choice": _(
                    "There is no published report on this authority at this address: "
                    "choose one of the list."
                ),
            }

    def clean(self) -> dict:
        chosen = super().clean()
        if chosen.get("old") and chosen.get("old") == chosen.get("new"):
            raise forms.ValidationError(_("Choose two reports that are not the same."))
        return chosen


def choices(editions: Iterable[Edition]) -> Choices:
    return [(edition.report.slug, label(edition)) for edition in editions]


def label(edition: Edition) -> Label:
    told = Label.of(edition.title)
    return Label.written(f"{stated(edition.published_on)}: {told}", told.language)


def proposed(editions: list[Edition]) -> dict[str, str]:
    """The newest report and the one before it on the same service, if there is one;
    else the two newest.
    """
    reports = compared(PublicReport([edition]) for edition in editions)
    for report in reports:
        if report.compared_with:
            new, old = report.current, report.compared_with
            return {"old": old.report.slug, "new": new.report.slug}
    slugs = [edition.report.slug for edition in editions[:LEAST]]
    return dict(zip(("new", "old"), slugs, strict=False))


class ChooseTwo(DetailView):
    """A form, and what it leads to; a bad choice is answered by a sentence."""

    model = Authority
    template_name = "public/compare_choose.html"

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        self.object = self.get_object()
        editions = reports_on(self.object)
        asked = {
            name: request.GET[name] for name in ("old", "new") if name in request.GET
        }
        form = TwoReports(editions, asked or None, initial=proposed(editions))
        if asked and form.is_valid():
            pair = in_order(
                *(form.editions[form.cleaned_data[n]] for n in ("old", "new"))
            )
            slugs = [edition.report.slug for edition in pair]
            return redirect("inspection-comparison", self.object.slug, *slugs)
        context = {"form": form, "is_possible": len(editions) >= LEAST}
        return self.render_to_response(self.get_context_data(**context))


def in_order(old: Edition, new: Edition) -> tuple[Edition, Edition]:
    """The older one first, by the dates they bear; as they were named where one of
    them bears none.
    """
    is_dated = Edition.UNDATED not in (old.sorted_on, new.sorted_on)
    return (new, old) if is_dated and place_of(new) < place_of(old) else (old, new)


class ComparisonOfTwo(DetailView):
    model = Authority
    template_name = "public/compare_page.html"

    def get(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponse:
        self.object = self.get_object()
        named = kwargs["old"], kwargs["new"]
        pair = in_order(*self.editions(*named))
        slugs = tuple(edition.report.slug for edition in pair)
        if slugs != named:
            return redirect("inspection-comparison", self.object.slug, *slugs)
        context = self.get_context_data(**comparison(self.object, *pair))
        return self.render_to_response(context)

    def editions(self, *slugs: str) -> list[Edition]:
        """Those of the reports, as they were named."""
        editions = Edition.objects.published().current().for_authority(self.object)
        found = {
            edition.report.slug: edition
            for edition in editions.filter(report__slug__in=slugs).for_list()
        }
        if len(found) < LEAST:
            raise Http404
        return [found[slug] for slug in slugs]


def comparison(authority: Authority, old: Edition, new: Edition) -> dict:
    """What public/compare_body.html shows, which needs no request."""
    rows = PublishedFinding.objects.published().filter(edition=new)
    themes = changes.by_theme(changes.themed(rows))
    tells = any(finding.change for theme in themes for finding in theme.findings)
    return {
        "authority": authority,
        "old": old,
        "new": new,
        "has_same_framework": old.framework_id == new.framework_id,
        "judgements": judgements.compared(old, new),
        "themes": themes,
        "picture": changes.picture(themes) if tells else None,
        "asked": recommendations.compared(old, new),
    }
