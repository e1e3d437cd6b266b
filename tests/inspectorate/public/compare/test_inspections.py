"""The page that compares two inspections of an authority, and the form before it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from authorities.models import Authority, Service
from inspectorate.reports.models import Edition
from tests.factories import (
    make_area,
    make_authority,
    make_edition,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_report,
    make_service,
    make_theme,
    make_withdrawal,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

FORM = "/en/authorities/exampleshire/compare/"


@pytest.fixture
def authority() -> Authority:
    return make_authority()


@pytest.fixture
def service() -> Service:
    return make_service()


def report(authority: Authority, service: Service, year: str) -> Edition:
    inspection = make_inspection(authority, service=service)
    return make_edition(
        inspection,
        slug=f"of-{year or 'no-year'}",
        title_en=f"Of {year}",
        published_on=year or None,
        recorded_from="A book",
    )


def test_form_proposes_the_newest_two_of_one_service(
    client: Client, authority: Authority, service: Service
) -> None:
    report(authority, service, "2014")
    report(authority, service, "2018")
    report(authority, make_service(), "2020")

    response = client.get(FORM)

    html = response.content.decode()
    assert html.count('<option value="of-2014" selected>2014: Of 2014</option>') == 1
    assert html.count('<option value="of-2018" selected>2018: Of 2018</option>') == 1
    assert html.count("<option") == 6


def test_form_without_two_of_one_service_proposes_the_newest_two(
    client: Client, authority: Authority
) -> None:
    for year in ("2014", "2018", "2020"):
        report(authority, make_service(), year)

    html = client.get(FORM).content.decode()

    assert '<option value="of-2018" selected>' in html
    assert '<option value="of-2020" selected>' in html
    assert '<option value="of-2014" selected>' not in html


@pytest.mark.parametrize("count", [0, 1])
def test_form_with_less_than_two_reports_says_so(
    client: Client, authority: Authority, service: Service, count: int
) -> None:
    for number in range(count):
        report(authority, service, str(2014 + number))

    response = client.get(FORM)

    assert response.status_code == 200
    assert "There is nothing to compare yet" in words(response)
    assert b"<form" not in response.content


def test_choice_leads_to_the_comparison_the_older_one_first(
    client: Client, authority: Authority, service: Service
) -> None:
    for year in ("2014", "2018"):
        report(authority, service, year)

    for old, new in (("of-2014", "of-2018"), ("of-2018", "of-2014")):
        response = client.get(FORM, {"old": old, "new": new})

        assert response.status_code == 302
        assert response["Location"] == f"{FORM}of-2014/of-2018/"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"old": "of-2014", "new": "of-2014"}, "Choose two reports that are not the"),
        ({"old": "never-was", "new": "of-2014"}, "There is no published report on"),
        ({"old": "draft", "new": "of-2014"}, "There is no published report on"),
        ({"old": "gone", "new": "of-2014"}, "There is no published report on"),
        ({"old": "of-2014", "new": ""}, "Choose two reports."),
        ({"old": "of-2014"}, "Choose two reports."),
        ({"old": "\x00'<b>", "new": "☃" * 5000}, "There is no published report on"),
    ],
)
def test_bad_choice_is_answered_by_a_sentence_and_the_form(
    client: Client,
    authority: Authority,
    service: Service,
    asked: dict[str, str],
    told: str,
) -> None:
    for year in ("2014", "2018"):
        report(authority, service, year)
    make_report(make_inspection(authority, service=service), slug="draft")
    gone = make_inspection(authority, service=service)
    make_withdrawal(make_edition(gone, slug="gone", title_en="Secret"))

    response = client.get(FORM, asked)

    assert response.status_code == 200
    assert in_order(response, "There is a problem", told, "Older report")
    assert "Secret" not in words(response)
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize("slug", ["never-was", "draft", "gone", "of-another"])
def test_address_with_what_cannot_be_read_answers_as_one_that_never_was(
    client: Client, authority: Authority, service: Service, slug: str
) -> None:
    report(authority, service, "2014")
    make_report(make_inspection(authority, service=service), slug="draft")
    gone = make_inspection(authority, service=service)
    make_withdrawal(make_edition(gone, slug="gone"))
    make_edition(make_inspection(make_authority("Northshire")), slug="of-another")

    for pair in (f"of-2014/{slug}", f"{slug}/of-2014", "of-2014/of-2014"):
        response = client.get(f"{FORM}{pair}/")

        assert response.status_code == 404
        assert response.content == client.get(f"{FORM}of-2014/xx/").content


def test_address_in_the_wrong_order_leads_to_the_right_one(
    client: Client, authority: Authority, service: Service
) -> None:
    for year in ("2014", "2018"):
        report(authority, service, year)

    response = client.get(f"{FORM}of-2018/of-2014/")

    assert response["Location"] == f"{FORM}of-2014/of-2018/"


def test_undated_report_is_older_or_newer_as_it_was_named(
    client: Client, authority: Authority, service: Service
) -> None:
    report(authority, service, "2014")
    report(authority, service, "")

    for pair in ("of-2014/of-no-year", "of-no-year/of-2014"):
        assert client.get(f"{FORM}{pair}/").status_code == 200


def make_pair(authority: Authority) -> list[Edition]:
    """Something of everything, twice, by one framework."""
    area = make_area(make_framework(), name_en="Safety")
    poor, good = make_point(area.scale, order=2), make_point(area.scale, order=1)
    earlier, editions = None, []
    for year, point in (("2018", poor), ("2023", good)):
        inspection = make_inspection(authority, framework=area.framework)
        make_judgement(inspection, area=area, point=point)
        make_finding(
            inspection,
            theme=make_theme(name_en="Culture"),
            change="improved" if earlier else "",
            text_en=f"Found in {year}.",
            compared_with_en="The visit before.",
        )
        earlier = make_recommendation(
            inspection, repeat_of=earlier, text_en=f"Asked in {year}."
        )
        about = {"published_on": year, "recorded_from": "A book"}
        editions.append(make_edition(inspection, slug=f"of-{year}", **about))
    return editions


def test_page_tells_judgements_findings_and_recommendations(
    client: Client, authority: Authority
) -> None:
    make_pair(authority)

    response = client.get(f"{FORM}of-2018/of-2023/")

    assert in_order(
        response,
        "Exampleshire Two inspections compared",
        "Judgements",
        "Safety",
        "Better",
        "Findings by theme and change",
        "Culture",
        "Improved Strength Found in 2023.",
        "Compared with: The visit before.",
        "Made again: 1",
        "Asked in 2023.",
        "Made before as",
        "Asked in 2018.",
        "In the newer report only: 0",
        "In the older report only: 0",
    )
    assert "Found in 2018." not in words(response)
    assert "not comparable" not in words(response).lower()


def test_page_of_two_frameworks_says_that_they_do_not_compare(
    client: Client, authority: Authority, service: Service
) -> None:
    scale = make_point(order=1).scale
    for year in ("2014", "2018"):
        inspection = make_inspection(authority, service=service)
        area = make_area(inspection.framework, code="overall", scale=scale)
        make_judgement(inspection, area=area, point=scale.points.get())
        make_edition(
            inspection, slug=f"of-{year}", published_on=year, recorded_from="A book"
        )

    page = words(client.get(f"{FORM}of-2014/of-2018/"))

    assert page.count("Not comparable: framework changed") == 2
    assert not {"Better", "Worse", "The same"} & set(page.split(". "))


def test_page_without_grades_findings_or_recommendations_says_so_of_each(
    client: Client, authority: Authority, service: Service
) -> None:
    for year in ("2014", "2018"):
        report(authority, service, year)

    page = words(client.get(f"{FORM}of-2014/of-2018/"))

    assert "Neither report gives a grade" in page
    assert "The findings of the newer report are not recorded one by one" in page
    assert "Neither report has a recommendation that is recorded here." in page


def test_authority_page_leads_to_the_comparison_with_the_report_before(
    client: Client, authority: Authority, service: Service
) -> None:
    for year in ("2014", "2018"):
        report(authority, service, year)
    report(authority, make_service(), "2016")

    html = client.get("/en/authorities/exampleshire/").content.decode()

    assert html.count(f'href="{FORM}of-2014/of-2018/"') == 1
    assert html.count("Compare with the report before") == 1
    assert f'href="{FORM}"' in html


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_rows(
    client: Client,
    authority: Authority,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    service, framework = make_service(), make_framework()
    for year in ("2018", "2023"):
        inspection = make_inspection(authority, service=service, framework=framework)
        for _each in range(count):
            make_judgement(inspection)
            make_finding(inspection, change="new")
            make_recommendation(inspection)
        about = {"published_on": year, "recorded_from": "A book"}
        make_edition(inspection, slug=f"of-{year}", **about)

    with django_assert_num_queries(8):
        client.get("/cy/authorities/exampleshire/compare/of-2018/of-2023/")
