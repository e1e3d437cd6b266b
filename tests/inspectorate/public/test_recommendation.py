"""The page of one recommendation."""

import html
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Placement, PublishedRecommendation
from recommendations.models import ActionPlan, PlanLine, Recommendation
from tests.factories import (
    NOON,
    SYSTEM,
    make_authority,
    make_edition,
    make_finding,
    make_inspection,
    make_recommendation,
    make_report,
    make_revisit,
    make_withdrawal,
    stand,
)
from tests.inspectorate.public.corrections import correct
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

ENTERED = "entered in the register 2 March 2026"

REFERENCE = "ONE-2025-01-R1"
WAY = f"/en/recommendations/{REFERENCE}/"


@pytest.fixture
def asked() -> Recommendation:
    """A draft."""
    return make_recommendation(
        make_inspection(reference="ONE-2025-01"), text_en="Hire staff."
    )


def test_each_axis_is_told_with_its_day_who_says_so_and_what_it_means(
    client: Client, asked: Recommendation
) -> None:
    make_edition(asked.inspection)
    answered = {"acceptance": "accepted", "accepted_on": "2026-05-03"}
    reported = {"progress": "completed_reported", "day": "2026-06-05"}
    stand(asked, verification="strong", **reported, **answered)

    response = client.get(WAY)

    assert in_order(
        response,
        "Hire staff.",
        "Recommendation R1",
        "The authority's answer Accepted The authority says so. Date: 3 May 2026 .",
        "The authority says it will do what was asked.",
        "The authority reports Reported as completed The authority reports so.",
        "Date: 5 June 2026",
        "Inspectors confirmed Strong progress Inspectors say so, after checking.",
        "The third of four.",
        "The inspectorate says it is Open So it stays until the inspectorate closes",
    )


def test_page_is_named_by_the_first_words_with_its_code_beside(
    client: Client, asked: Recommendation
) -> None:
    make_edition(asked.inspection)

    response = client.get(WAY)

    page = response.content.decode()
    assert f"<title>Hire staff. · Recommendation {REFERENCE} ·" in page
    assert '<h1 class="govuk-heading-l">Hire staff.</h1>' in page
    assert in_order(response, "Hire staff.", f"Recommendation R1 · {REFERENCE}")


def test_text_that_its_heading_tells_whole_is_not_told_twice(client: Client) -> None:
    long = "Hire more staff. " * 20
    short = make_recommendation(text_en="Train staff.")
    make_recommendation(short.inspection, text_en=long)
    make_edition(short.inspection)

    first, second = (
        client.get(f"/en/recommendations/{short.inspection.reference}-R{number}/")
        for number in (1, 2)
    )

    assert "app-asked" not in first.content.decode()
    assert "app-asked" in second.content.decode()
    assert long.strip() in words(second)


def test_heading_in_the_other_language_is_marked(client: Client) -> None:
    row = make_recommendation(text_cy="", text_en="Hire staff.")
    make_edition(row.inspection, recorded_from="Paper archive")

    page = client.get(f"/cy/recommendations/{row.reference}/").content.decode()

    assert '<h1 class="govuk-heading-l"><span lang="en">Hire staff.</span></h1>' in page


def test_what_nobody_has_entered_is_not_said_to_be_reported(
    client: Client, asked: Recommendation
) -> None:
    make_edition(asked.inspection)

    page = words(client.get(WAY))

    assert "Not started So recorded until the authority reports otherwise." in page
    assert "The authority reports so." not in page
    assert "The record has no date for it." not in page


def test_historical_source_that_is_silent_is_told_as_silent(
    client: Client, asked: Recommendation
) -> None:
    make_edition(asked.inspection, recorded_from="Paper archive")

    page = words(client.get(WAY))

    assert "The source does not say what became of it" in page
    assert "Not started" not in page


def test_closed_one_tells_why_and_leads_to_what_replaced_it(
    client: Client, asked: Recommendation
) -> None:
    new = make_recommendation(make_inspection(reference="TWO-2026-01"))
    why = {"lifecycle": "closed", "closed_reason": "superseded"}
    stand(asked, closed_on="2026-05-01", successor=new, **why)
    make_edition(asked.inspection)
    hidden = client.get(WAY)
    make_edition(new.inspection)

    response = client.get(WAY)

    told = "The inspectorate says it is Closed : Superseded"
    assert told in words(hidden)
    assert new.reference not in hidden.content.decode()
    assert in_order(response, told, "1 May 2026", "Replaced by", new.reference)
    other = client.get(f"/en/recommendations/{new.reference}/")
    assert in_order(other, "Takes the place of", REFERENCE)


def test_one_asked_before_tells_when_and_the_earlier_one_that_it_came_again(
    client: Client,
) -> None:
    authority = make_authority()
    rows: list[Recommendation] = []
    for year in (2012, 2013, 2015):
        case = make_inspection(authority, reference=f"CASE-{year}")
        before = rows[-1] if rows else None
        rows.append(make_recommendation(case, repeat_of=before))
        make_edition(case, published_on=str(year))

    last = client.get("/en/recommendations/CASE-2015-R1/")
    first = client.get("/en/recommendations/CASE-2012-R1/")

    assert in_order(last, "Asked before 2012:", "CASE-2012-R1", "2013:")
    assert in_order(first, "Asked again 2013:", "2015:", "CASE-2015-R1")
    assert "Asked again" not in words(last)


def test_report_that_came_back_to_it_is_named_once_it_is_published(
    client: Client, asked: Recommendation
) -> None:
    make_edition(asked.inspection)
    later = make_inspection(asked.inspection.authorities.get())
    note = "A note of the team."
    make_revisit(later, recommendation=asked, outcome=note)
    make_report(make_inspection(), title_en="Never")
    before = words(client.get(WAY))
    make_edition(later, published_on="2027-02", title_en="Coming back")

    response = client.get(WAY)

    assert "came back" not in before
    assert in_order(response, "Inspectors came back to it in February 2027:", "Coming")
    assert note not in response.content.decode()


def test_findings_it_rests_on_are_those_that_are_published(
    client: Client, asked: Recommendation
) -> None:
    case = asked.inspection
    public = make_finding(case, text_en="Too few staff.")
    secret = make_finding(case, text_en="A name.", is_public=False)
    asked.findings.add(public, secret)
    make_edition(case)
    asked.findings.add(make_finding(case, text_en="Not out yet."))

    page = words(client.get(WAY))

    assert "What it rests on Strength Leadership Too few staff." in page
    assert "A name." not in page
    assert "Not out yet." not in page


def test_section_that_prints_it_is_led_to(
    client: Client, asked: Recommendation
) -> None:
    report = make_report(asked.inspection, published=True)
    section = report.sections.get()
    Placement.objects.create(section=section, recommendation=asked)
    edition = correct(report)

    html = client.get(WAY).content.decode()

    assert f'href="{edition.get_absolute_url()}#section-1"' in html


def test_history_tells_what_each_edition_did(
    client: Client, asked: Recommendation
) -> None:
    report = make_report(asked.inspection, published=True)
    correct(report)
    reworded = {"text_en": "Hire more staff.", "text_cy": "Mwy o staff."}
    Recommendation.objects.filter(pk=asked.pk).update(**reworded)
    correct(report)
    Recommendation.objects.filter(pk=asked.pk).update(number="R7")
    correct(report)

    response = client.get(WAY)

    assert in_order(
        response,
        "Hire more staff.",
        f"Edition 4 , {ENTERED}: the same",
        f"Edition 3 , {ENTERED}: its words, time, priority, themes or what it asks "
        "again changed",
        "What has changed since edition 2",
        f"Edition 2 , {ENTERED}: the same",
        f"Edition 1 , {ENTERED}: as first asked",
    )


def test_one_that_was_withdrawn_with_its_report_is_gone_in_both_languages(
    client: Client, asked: Recommendation
) -> None:
    make_withdrawal(make_edition(asked.inspection))

    for language in ("en", "cy"):
        response = client.get(f"/{language}/recommendations/{REFERENCE}/")

        assert response.status_code == 410
        assert "A child could be known." in response.content.decode()
        assert "Hire staff." not in response.content.decode()


def test_draft_answers_as_one_that_never_was(
    client: Client, asked: Recommendation
) -> None:
    make_report(asked.inspection)

    answers = [client.get(way) for way in (WAY, "/en/recommendations/NEVER/")]

    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_links(
    client: Client,
    asked: Recommendation,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    authority = asked.inspection.authorities.get()
    for _number in range(count):
        asked.findings.add(make_finding(asked.inspection))
        for fields in ({"repeat_of": asked}, {"successor": asked}):
            case = make_inspection(authority)
            make_recommendation(case, **fields)
            make_edition(case)
    report = make_report(asked.inspection, published=True)
    for _number in range(count):
        correct(report)

    with django_assert_num_queries(11):
        client.get(WAY)


def test_link_that_a_draft_changes_shows_when_the_correction_comes_out(
    client: Client,
) -> None:
    case = make_inspection()
    old = make_finding(case, text_en="Too few staff.")
    new = make_finding(case, text_en="No plan.", position=2)
    asked = make_recommendation(case)
    asked.findings.set([old])
    report = make_edition(case).report
    way = f"/en/recommendations/{asked.reference}/"
    before = client.get(way).content

    asked.findings.set([new])
    assert client.get(way).content == before
    correct(report)

    page = words(client.get(way))
    assert "No plan." in page
    assert "What it rests on Strength Leadership Too few staff." not in page
    links = PublishedRecommendation.findings.through.objects.order_by("pk")
    assert [link.finding.finding_id for link in links] == [old.pk, new.pk]


def test_what_was_said_is_told_newest_first_with_day_role_and_words(
    client: Client, asked: Recommendation
) -> None:
    case = asked.inspection
    case.status = Inspection.Status.DRAFTING
    case.save()
    make_edition(case, published_on="2026-01-12", title_en="First look")
    by = {"by": SYSTEM, "at": NOON}
    director = {"role": "Director of social services"}
    words = {"words_en": "Half of it is done.", "words_cy": "Mae hanner wedi'i wneud."}
    asked.answer("partly_accepted", day=date(2026, 2, 2), **by, **words, **director)
    hidden = {"words_en": "Of one child.", "is_public": False, "evidence": "Drawer 4."}
    hidden["role"] = "Whoever told us"
    asked.report_progress("in_progress", day=date(2026, 2, 3), **by, **hidden)
    seen = {"words_cy": "Gwelsom newid.", "basis": case}
    asked.verify("limited", day=date(2026, 2, 4), **by, **seen)
    gone = {"words_en": "It was printed twice.", "day": date(2026, 2, 5)}
    asked.close("issued_in_error", **gone, **by)

    response = client.get(WAY)

    assert in_order(
        response,
        "What was said of it since",
        "The inspectorate says it is: Closed (Issued in error) · 5 February 2026",
        "It was printed twice.",
        "Inspectors confirmed: Limited progress · 4 February 2026",
        "Seen in: First look",
        "Gwelsom newid.",
        "Supplied in Welsh only.",
        "The authority reports: In progress · 3 February 2026",
        "The authority answered: Partly accepted · 2 February 2026",
        "· Director of social services",
        "Entered in the record: 2 March 2026",
        "Half of it is done.",
    )
    assert "Mae hanner wedi'i wneud." in words_of_page(client.get(f"/cy{WAY[3:]}"))
    assert "Of one child." not in words_of_page(response)
    assert "Drawer 4." not in words_of_page(response)
    assert "Whoever told us" not in words_of_page(response)


def words_of_page(response: HttpResponse) -> str:
    return html.unescape(response.content.decode())


def test_lines_of_an_agreed_plan_are_told_and_no_others(
    client: Client, asked: Recommendation
) -> None:
    case = asked.inspection
    make_edition(case, published_on="2026-01-12")
    authority = case.authorities.get()
    plan = ActionPlan.begin(case, authority, by=SYSTEM, at=NOON)
    line = {
        "measure_en": "No child waits a week.",
        "owner_role": "director",
        "due_on": date(2026, 6, 30),
        "recommendation": asked,
    }
    PlanLine.add(plan, by=SYSTEM, at=NOON, action_en="Appoint six.", **line)
    plan.submit(by=SYSTEM, at=NOON, received_on=date(2026, 2, 9))
    before = words(client.get(WAY))

    plan.agree(by=SYSTEM, at=NOON, reason="Good.")
    draft = plan.revise(by=SYSTEM, at=NOON)
    PlanLine.add(draft, by=SYSTEM, at=NOON, action_en="Appoint nine.", **line)

    page = words(client.get(WAY))
    assert "Appoint six." not in before
    assert "What the authority will do" in page
    assert "Appoint six." in page
    assert "To be done by 30 June 2026" in page
    assert "Appoint nine." not in page


def test_what_was_asked_in_earlier_years_is_said(
    client: Client, asked: Recommendation
) -> None:
    before = None
    for year in ("2012", "2013"):
        case = make_inspection(asked.inspection.authorities.get())
        before = make_recommendation(case, repeat_of=before)
        make_edition(case, published_on=year)
    Recommendation.objects.filter(pk=asked.pk).update(repeat_of=before)
    make_edition(asked.inspection)

    page = words(client.get(WAY))

    assert "Asked before in 2012 and 2013" in page


def test_repeat_is_marked_by_an_edition_that_the_page_names(
    client: Client, asked: Recommendation
) -> None:
    earlier = make_recommendation(make_inspection(asked.inspection.authorities.get()))
    report = make_report(asked.inspection, published=True)
    rows = Recommendation.objects.filter(pk=asked.pk)
    with (
        pytest.raises(IntegrityError, match="return it to revision"),
        transaction.atomic(),
    ):
        rows.update(repeat_of=earlier)

    type(report).objects.filter(pk=report.pk).update(status="revision")
    rows.update(repeat_of=earlier)
    correct(report)

    page = words(client.get(WAY))
    assert "themes or what it asks again changed" in page
    assert "Asked before" in page
