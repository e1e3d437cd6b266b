import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.frameworks.models import Theme
from inspectorate.public.facets import Facet
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
    make_scale,
    make_service,
    make_theme,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports() -> dict[str, str]:
    """Two reports that differ in all that can be filtered by: their titles."""
    scale = make_scale(code="marks")
    grades = {code: make_point(scale, code=code) for code in ("good", "poor")}
    for name, overall, other in (("North", "good", "poor"), ("South", "poor", "good")):
        framework = make_framework(code=f"FRAME-{name}")
        inspection = make_inspection(
            make_authority(name),
            framework=framework,
            kind={"North": "PEI", "South": "JOINT"}[name],
            service=make_service(code=name.lower()),
        )
        areas = [
            make_area(framework, scale=scale, is_overall=True),
            make_area(framework, scale=scale),
        ]
        make_judgement(inspection, area=areas[0], point=grades[overall])
        make_judgement(inspection, area=areas[1], point=grades[other])
        year = {"North": "2014-09-01", "South": "2018"}[name]
        make_edition(inspection, title_en=f"Report on {name}", published_on=year)
    return {name: f"Report on {name}" for name in ("North", "South")}


FILTERS = [
    ({}, ["North", "South"]),
    ({"authority": "north"}, ["North"]),
    ({"service": "south"}, ["South"]),
    ({"framework": "FRAME-North"}, ["North"]),
    ({"kind": "JOINT"}, ["South"]),
    ({"overall": "marks.good"}, ["North"]),
    ({"grade": "marks.good"}, ["North", "South"]),
    ({"year": "2014"}, ["North"]),
    ({"year": "2016"}, []),
    ({"year": "not-stated"}, []),
    ({"authority": "north", "overall": "marks.poor"}, []),
    ({"authority": "", "unknown": "x"}, ["North", "South"]),
]


def test_stranger_filters_the_list(
    client: Client, reports: dict[str, str], subtests: pytest.Subtests
) -> None:
    for filters, found in FILTERS:
        with subtests.test(filters=filters):
            page = words(client.get("/en/reports/", filters))

            assert [name for name, title in reports.items() if title in page] == found
            assert f"Reports found: {len(found)} " in page


def test_year_of_a_report_without_a_date_is_not_that_of_its_entry(
    client: Client,
) -> None:
    inspection = make_inspection(recorded_from="News story")
    make_edition(inspection, title_en="Undated", recorded_from="News story")

    by_entry = client.get("/en/reports/", {"year": "2026"})
    not_stated = client.get("/en/reports/", {"year": "not-stated"})

    assert "Undated" not in words(by_entry)
    assert in_order(not_stated, "Undated", "Published date not stated")


def test_list_shows_newest_first_with_the_overall_grade(
    client: Client, reports: dict[str, str]
) -> None:
    response = client.get("/en/reports/")

    assert in_order(response, "Report on South", "2018", "Report on North", "2014")
    assert words(response).count("The experiences of children") == 2


def test_list_without_an_overall_grade_shows_every_judgement(client: Client) -> None:
    inspection = make_inspection()
    make_judgement(inspection, area=make_area(inspection.framework, name_en="Leaders"))
    area = make_area(inspection.framework, name_en="Care leavers")
    make_judgement(inspection, area=area, not_judged=True)
    make_edition(inspection)

    assert in_order(
        client.get("/en/reports/"), "Leaders Good", "Care leavers Not judged"
    )


def test_grades_stand_under_their_scales_which_are_told_apart(client: Client) -> None:
    for code, name in (("old", "Grades"), ("new", "Grades"), ("other", "Marks")):
        scale = make_scale(code=code, name_en=name)
        inspection = make_inspection()
        area = make_area(inspection.framework, scale=scale)
        make_judgement(inspection, area=area, point=make_point(scale, code="ri"))
        make_edition(inspection)

    (facet,) = [each for each in facets(client) if each.field.name == "grade"]

    assert [(group.label, group.options[0].value) for group in facet.groups] == [
        ("Grades (new)", "new.ri"),
        ("Grades (old)", "old.ri"),
        ("Marks", "other.ri"),
    ]


def test_grade_counts_only_on_its_own_scale(client: Client) -> None:
    for code in ("old", "new"):
        scale = make_scale(code=code)
        inspection = make_inspection(make_authority(f"Council of the {code}"))
        area = make_area(inspection.framework, scale=scale)
        make_judgement(inspection, area=area, point=make_point(scale, code="good"))
        make_edition(inspection)

    page = words(client.get("/en/reports/", {"grade": "old.good"}))

    assert "Council of the old:" in page
    assert "Council of the new:" not in page


def facets(client: Client, **filters: str) -> list[Facet]:
    return client.get("/en/reports/", filters).context["filter"].facets


def counts(client: Client, **filters: str) -> dict[str, dict[str, int]]:
    """By filter and value, what its form says that each choice would leave."""
    return {
        facet.field.name: {
            option.value: option.count
            for group in facet.groups
            for option in group.options
        }
        for facet in facets(client, **filters)
    }


def test_every_choice_says_how_many_reports_it_would_leave(
    client: Client, reports: dict[str, str]
) -> None:
    told = counts(client)

    assert told == {
        "authority": {"north": 1, "south": 1},
        "service": {"north": 1, "south": 1},
        "overall": {"marks.good": 1, "marks.poor": 1},
        "grade": {"marks.good": 2, "marks.poor": 2},
        "kind": {"PEI": 1, "JOINT": 1},
        "framework": {"FRAME-North": 1, "FRAME-South": 1},
        "year": {"2018": 1, "2014": 1},
    }
    for name, choices in told.items():
        for value, count in choices.items():
            page = words(client.get("/en/reports/", {name: value}))
            assert f"Reports found: {count} " in page


def test_counts_of_a_filter_leave_out_its_own_choice_and_heed_the_others(
    client: Client, reports: dict[str, str]
) -> None:
    told = counts(client, authority="north")

    assert told["authority"] == {"north": 1, "south": 1}
    assert told["year"] == {"2014": 1}
    assert told["grade"] == {"marks.good": 1, "marks.poor": 1}


def test_chosen_value_that_leaves_nothing_stays_in_its_filter(
    client: Client, reports: dict[str, str]
) -> None:
    told = counts(client, authority="north", year="2018")

    assert told["authority"] == {"north": 0, "south": 1}
    assert told["year"] == {"2018": 0, "2014": 1}


def test_theme_finds_reports_by_findings_recommendations_and_framework_themes(
    client: Client,
) -> None:
    stable = Theme.objects.vocabulary().get(code="leadership")
    own = make_theme(make_framework(), code="leading", stands_for=stable)
    by_finding, by_both = make_inspection(), make_inspection()
    make_finding(by_finding, theme=own)
    make_finding(by_both, theme=stable)
    make_recommendation(by_both).themes.set([stable])
    for inspection in (by_finding, by_both, make_inspection()):
        make_edition(inspection)
    make_finding(make_inspection(), theme=make_theme(name_en="Only in a draft"))

    assert counts(client)["theme"] == {"leadership": 2}
    page = words(client.get("/en/reports/", {"theme": "leadership"}))
    assert "Reports found: 2 " in page
    assert counts(client, theme="leadership")["year"] == {"2026": 2}
    assert counts(client)["year"] == {"2026": 3}


def test_report_of_several_authorities_counts_for_each(client: Client) -> None:
    inspection = make_inspection(make_authority("North"))
    inspection.authorities.add(make_authority("South"))
    make_edition(inspection)

    told = counts(client, authority="south")

    assert told["authority"] == {"north": 1, "south": 1}
    assert told["service"] == {inspection.service.code: 1}


def test_draft_is_neither_listed_nor_counted_nor_offered(client: Client) -> None:
    make_edition()
    inspection = make_inspection(
        make_authority("Secretshire"),
        service=make_service("Secret service"),
        framework=make_framework(name_en="Secret framework"),
    )
    point = make_point(label_en="Secret grade")
    area = make_area(inspection.framework, scale=point.scale)
    make_judgement(inspection, area=area, point=point)
    make_report(inspection, title_en="Secret report", published_on="1999")

    response = client.get("/en/reports/")

    assert "Reports found: 1 " in words(response)
    assert "ecret" not in response.content.decode()
    assert "1999" not in response.content.decode()


BAD_FILTERS = [
    {"grade": "splendid"},
    {"grade": "marks.splendid"},
    {"year": "MMXIV"},
    {"year": "99999999999999999999"},
    {"authority": "north\0"},
    {"kind": "'; DROP TABLE"},
    {"overall": "good", "service": "unknown"},
]


def test_bad_filter_is_answered_by_a_sentence(
    client: Client, reports: dict[str, str], subtests: pytest.Subtests
) -> None:
    for filters in BAD_FILTERS:
        with subtests.test(filters=filters):
            response = client.get("/en/reports/", filters)

            assert response.status_code == 200
            page = words(response)
            assert "Nothing is shown, because" in page
            assert "is not one of the choices of this list." in page
            assert "Reports found: 0 " in page
            assert "Report on" not in page


def test_bad_filter_is_answered_in_welsh(client: Client) -> None:
    page = words(client.get("/cy/reports/", {"year": "x"}))

    assert "Nid yw “x” yn un o ddewisiadau'r rhestr hon." in page


def test_empty_list_has_its_own_words(client: Client) -> None:
    assert "No report has been published yet." in words(client.get("/en/reports/"))

    make_edition(make_inspection(kind="JOINT"), published_on="2014")
    make_edition(published_on="2015")

    page = words(client.get("/en/reports/", {"kind": "JOINT", "year": "2015"}))
    assert "No published report matches these filters." in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_list_takes_the_same_queries_for_any_number_of_reports(
    client: Client,
    count: int,
    language: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(count):
        inspection = make_inspection()
        make_judgement(inspection)
        make_edition(inspection)

    # Of them 8 for what the filters offer, one a filter, and 1 for all their counts.
    with django_assert_num_queries(15):
        client.get(f"/{language}/reports/")


def test_report_of_several_authorities_is_listed_once_and_names_them(
    client: Client,
) -> None:
    inspection = make_inspection(make_authority("North"))
    inspection.authorities.add(make_authority("South"))
    make_edition(inspection)

    page = words(client.get("/en/reports/"))

    assert "Reports found: 1 " in page
    assert "North, South: Inspection of children's services" in page
