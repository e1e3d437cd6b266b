"""All that the page of an authority tells, in a number of statements that is the same
whatever its history.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from authorities.models import Authority, OfficeHolder
from inspectorate.inspections.models import Inspection, ProgrammeEntry
from inspectorate.inspections.models.inspection import InspectionQuerySet
from inspectorate.public import changes, progress, timeline
from inspectorate.public.interventions import announced_interventions
from inspectorate.public.judgements import histories
from inspectorate.public.measures.histories import histories as measured
from inspectorate.public.oversight import announced_boards, announced_episodes
from inspectorate.public.programme import next_among
from inspectorate.public.published import PublicReport, reports_and_withdrawals
from inspectorate.public.reports import add_headlines
from inspectorate.reports.models import (
    Edition,
    PublishedRecommendation,
    Response,
)


def profile(authority: Authority) -> dict:
    """What public/authority_body.html shows, which needs no request."""
    reports, withdrawals = reports_and_withdrawals(authority)
    add_headlines(report.current for report in reports)
    without_report = list(inspections_without_report(authority))
    addresses = addresses_of(reports, without_report)
    episodes = announced_episodes(authority, addresses)
    boards = announced_boards(authority)
    interventions = announced_interventions(authority)
    recommendations = progress.recommendations_of(authority)
    announced = ProgrammeEntry.objects.published().filter(authorities=authority)
    today = timezone.localdate()
    reported = {report.current.report.inspection_id for report in reports}
    programme = list(announced.for_list())
    entries = [
        *timeline.of_programme(programme),
        *timeline.of_reports(reports),
        *timeline.of_withdrawals(withdrawals),
        *timeline.of_inspections(without_report),
        *timeline.of_concerns(episodes),
        *timeline.of_interventions(interventions),
        *timeline.of_boards(boards),
        *timeline.of_responses(responses_to(reports)),
        *timeline.of_recommendations(progress.milestones(recommendations)),
    ]
    return {
        "authority": authority,
        "reports": reports,
        "newest": newest_of(reports),
        "episodes": episodes,
        "boards": boards,
        "interventions": interventions,
        "next_inspection": next_among(programme, reported, today),
        "years": timeline.by_year(entries),
        "histories": histories(reports),
        "changed": changes.newest_of(authority),
        "recommendation_count": len(recommendations),
        "recommendations_made": made_by(reports, recommendations),
        "open_recommendations": progress.count_open(recommendations),
        "progress": progress.picture(recommendations),
        "measured": measured(authority),
        **offices(authority, today),
    }


def offices(authority: Authority, on: date) -> dict[str, list[OfficeHolder]]:
    """Who is in office, and who was or may have been, each by office."""
    known = list(OfficeHolder.objects.published().for_authority(authority))
    order = list(OfficeHolder.Office.values)
    known.sort(key=lambda each: order.index(each.office))
    return {
        "in_office": [each for each in known if each.is_in_office(on)],
        "out_of_office": [each for each in known if not each.is_in_office(on)],
    }


def newest_of(reports: Iterable[PublicReport]) -> Edition | None:
    """The current edition of the newest report that judges; else of the newest one."""
    editions = [report.current for report in reports]
    graded = [each for each in editions if each.judgements.all()]
    return next(iter(graded or editions), None)


def made_by(
    reports: Iterable[PublicReport], recorded: Iterable[PublishedRecommendation]
) -> int:
    """As many recommendations as the reports say they make; of one that does not say,
    those that are recorded.
    """
    counted = Counter(each.edition_id for each in recorded)
    made = 0
    for edition in (report.current for report in reports):
        stated = edition.stated_recommendation_count
        made += counted[edition.pk] if stated is None else stated
    return made


def inspections_without_report(authority: Authority) -> InspectionQuerySet:
    return (
        Inspection.objects.published()
        .without_report()
        .for_authority(authority)
        .select_related("framework", "service")
        .prefetch_related(Prefetch("authorities", Authority.objects.by_name()))
    )


def addresses_of(
    reports: Iterable[PublicReport], without_report: Iterable[Inspection]
) -> dict[str, str]:
    """Where the public reads of an inspection, by its reference: the report, or its
    own entry on the authority's page.
    """
    entries = {each.reference: f"#{each.reference}" for each in without_report}
    editions = [report.current for report in reports]
    told = {
        each.inspection_reference: reverse("report-detail", args=[each.report.slug])
        for each in reversed(editions)  # of several reports, the newest
    }
    return entries | told


def responses_to(reports: Iterable[PublicReport]) -> list[Response]:
    """Each with the current `edition` of its report."""
    editions = {report.current.report_id: report.current for report in reports}
    responses = list(Response.objects.published().filter(report__in=editions))
    for response in responses:
        response.edition = editions[response.report_id]
    return responses
