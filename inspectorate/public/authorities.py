"""The list of authorities, and all that is published of one."""

from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from authorities.models import Authority
from authorities.models.authority import AuthorityQuerySet
from inspectorate.concerns.models import Board, BoardDecision, Decision, Episode
from inspectorate.concerns.models.decision import Level, standing_among
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.inspection import InspectionQuerySet
from inspectorate.public.reports import add_headlines
from inspectorate.reports.models import Edition, PublishedRecommendation, Report
from recommendations.models import Recommendation

# What the level in force means to somebody who has never heard of the protocol.
STANDS = {
    Level.ROUTINE: _("Not under the serious concern protocol now."),
    Level.HEIGHTENED: _(
        "Not under the serious concern protocol now, but watched more closely."
    ),
    Level.SERIOUS: _("Under the serious concern protocol now."),
    Level.REFERRED: _(
        "Under the serious concern protocol now, and ministers have been advised to "
        "consider their powers."
    ),
}
ENDED = _("This concern has ended; another about the same service has not.")


class AuthorityList(ListView):
    template_name = "public/authority_list.html"

    def get_queryset(self) -> AuthorityQuerySet:
        """By name in the page's language, each with its number of reports."""
        current = Edition.objects.published().current()
        reports = Count("editions", filter=Q(editions__in=current))
        return Authority.objects.by_name().annotate(report_count=reports)


class AuthorityPage(DetailView):
    model = Authority
    template_name = "public/authority_page.html"

    def get_context_data(self, **kwargs: object) -> dict:
        authority = self.object
        editions = list(
            Edition.objects.published().current().for_authority(authority).for_list()
        )
        add_headlines(editions)
        without_report = list(inspections_without_report(authority))
        addresses = addresses_of(editions, without_report)
        return super().get_context_data(
            editions=editions,
            inspections=without_report,
            episodes=announced_episodes(authority, addresses),
            boards=announced_boards(authority),
            open_recommendations=count_open_recommendations(authority),
            **kwargs,
        )


def inspections_without_report(authority: Authority) -> InspectionQuerySet:
    """Inspections the public may know of that have no report here, not even a draft:
    that one is being written is not public, and a published one is told by its edition.
    """
    with_report = Report.objects.values("inspection")
    return (
        Inspection.objects.published()
        .for_authority(authority)
        .exclude(pk__in=with_report)
        .select_related("framework", "service")
    )


def addresses_of(
    editions: list[Edition], without_report: Iterable[Inspection]
) -> dict[str, str]:
    """Where the public reads of an inspection, by its reference: the report, or its
    own entry on the authority's page.
    """
    entries = {each.reference: f"#{each.reference}" for each in without_report}
    reports = {
        each.inspection_reference: reverse("report-detail", args=[each.report.slug])
        for each in reversed(editions)  # of several reports, the newest
    }
    return entries | reports


def announced_episodes(
    authority: Authority, addresses: dict[str, str]
) -> list[Episode]:
    """Episodes of which a decision is announced, the gravest and then the newest
    first, each with those decisions as `announced`, the one now in force as
    `in_force` and in plain words as `stands`.

    A decision names the inspection it rests on (`public_basis`) only when that is
    public itself: has one of the `addresses`, which `basis_address` then is.
    """
    decisions = Decision.objects.published().select_related("basis")
    episodes = (
        Episode.objects.filter(authority=authority)
        .select_related("service")
        .prefetch_related(Prefetch("decisions", decisions, to_attr="announced"))
    )
    result = [episode for episode in episodes if episode.announced]
    for episode in result:
        standing = standing_among(episode.announced)
        episode.in_force = standing[-1]
        for decision in episode.announced:
            decision.is_replaced = decision not in standing
            reference = decision.basis.reference if decision.basis else ""
            decision.basis_address = addresses.get(reference, "")
            decision.public_basis = decision.basis if decision.basis_address else None
    tell_how_it_stands(result)
    return sorted(result, key=lambda each: each.in_force.to_level, reverse=True)


def tell_how_it_stands(episodes: list[Episode]) -> None:
    """An ended episode does not deny what another one says of the same service."""
    lasting = {
        episode.service_id
        for episode in episodes
        if episode.in_force.to_level != Level.ROUTINE
    }
    for episode in episodes:
        level = Level(episode.in_force.to_level)
        has_ended = level == Level.ROUTINE and episode.service_id in lasting
        episode.stands = ENDED if has_ended else STANDS[level]


def announced_boards(authority: Authority) -> list[Board]:
    """Each with those of its decisions that are announced, as `announced_decisions`."""
    decisions = BoardDecision.objects.published().prefetch_related("focus_areas")
    return list(
        Board.objects.published()
        .filter(authority=authority)
        .select_related("service")
        .prefetch_related(
            Prefetch("decisions", decisions, to_attr="announced_decisions")
        )
    )


def count_open_recommendations(authority: Authority) -> int:
    published = PublishedRecommendation.objects.published().current()
    return published.filter(
        edition__authorities=authority,
        recommendation__lifecycle=Recommendation.Lifecycle.OPEN,
    ).count()
