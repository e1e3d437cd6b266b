"""The list of authorities, and all that is published of one."""

from django.db.models import Count, Prefetch, Q
from django.views.generic import DetailView, ListView

from authorities.models import Authority
from authorities.models.authority import AuthorityQuerySet
from inspectorate.concerns.models import Board, BoardDecision, Decision, Episode
from inspectorate.concerns.models.decision import standing_among
from inspectorate.inspections.models import Inspection
from inspectorate.inspections.models.inspection import InspectionQuerySet
from inspectorate.public.reports import add_headlines
from inspectorate.reports.models import Edition, PublishedRecommendation, Report
from recommendations.models import Recommendation


class AuthorityList(ListView):
    template_name = "public/authority_list.html"

    def get_queryset(self) -> AuthorityQuerySet:
        """By name in the page's language, each with its number of reports."""
        published = Q(
            editions__register_entry__isnull=False, editions__current_for__isnull=False
        )
        reports = Count("editions", filter=published)
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
        public_references = {
            *(edition.inspection_reference for edition in editions),
            *(inspection.reference for inspection in without_report),
        }
        return super().get_context_data(
            editions=editions,
            inspections=without_report,
            episodes=announced_episodes(authority, public_references),
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


def announced_episodes(
    authority: Authority, public_references: set[str]
) -> list[Episode]:
    """Episodes of which a decision is announced, newest first, each with those
    decisions as `announced` and the one now in force as `in_force`; a decision names
    the inspection it rests on (`public_basis`) only when that is public itself.
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
    for decision in [d for episode in result for d in episode.announced]:
        basis = decision.basis
        is_public = basis is not None and basis.reference in public_references
        decision.public_basis = basis if is_public else None
    return result


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
