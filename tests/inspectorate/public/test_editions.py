import pytest
from django.test import Client

from inspectorate.inspections.models import Finding
from inspectorate.reports import publication
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_response,
    make_section,
    make_theme,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db


def test_stranger_reads_the_front_matter(client: Client) -> None:
    inspection = make_inspection(
        service_title_en="Child and Family Services",
        service_title_cy="Gwasanaethau Plant a Theuluoedd",
    )
    edition = make_edition(inspection, published_on="2026-02")

    response = client.get(f"/en/reports/{edition.report.slug}/")

    assert in_order(
        response,
        "Exampleshire Inspection of children's services",
        "Service Child and Family Services",
        "Kind Performance evaluation inspection · Report",
        "Inspecting body Care Inspectorate Exampleshire",
        "Framework Framework for examples",
        "Fieldwork 3 November 2025 – 14 November 2025",
        "Published February 2026",
        "Edition 1",
        "Languages of the report English, Welsh",
        edition.sha256,
    )
    assert 'href="/en/authorities/exampleshire/"' in response.content.decode()


def test_stranger_reads_it_in_welsh(client: Client) -> None:
    edition = make_edition(
        published_on="2026-02-13", summary_en="In short.", summary_cy="Crynodeb byr."
    )

    response = client.get(f"/cy/reports/{edition.report.slug}/")

    assert in_order(
        response,
        "Sir Exampleshire Arolygiad o wasanaethau plant",
        "Gwaith maes 3 Tachwedd 2025 – 14 Tachwedd 2025",
        "Cyhoeddwyd 13 Chwefror 2026",
        "Crynodeb Crynodeb byr.",
        "1 Arweinyddiaeth a rheolaeth",
        "Paragraff 1.1 Darllenodd arolygwyr 1 o'r ffeiliau achos.",
    )
    assert 'lang="en"' not in response.content.decode().partition("<main")[2]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"fieldwork_start": None, "fieldwork_end": None}, "dates not stated"),
        ({"fieldwork_start": "XXXX-02", "fieldwork_end": "XXXX-02"}, "February, year"),
        ({"fieldwork_start": "2013-11", "fieldwork_end": None}, "November 2013"),
        ({"fieldwork_stated_en": "in the spring"}, "in the spring"),
    ],
)
def test_fieldwork_is_told_as_exactly_as_it_is_known(
    client: Client, columns: dict, told: str
) -> None:
    edition = make_edition(make_inspection(**columns))

    page = words(client.get(f"/en/reports/{edition.report.slug}/"))

    assert f"Fieldwork {told}" in page


def test_historical_report_tells_its_source_and_no_date_it_has_not(
    client: Client,
) -> None:
    inspection = make_inspection(recorded_from="News story", note_en="Not classified.")
    edition = make_edition(inspection, recorded_from="News story")

    response = client.get(f"/en/reports/{edition.report.slug}/")

    assert in_order(
        response,
        "Published date not stated",
        "Source News story",
        "About this record Not classified.",
    )


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"licence": "OGL-UK-3.0"}, "OGL-UK-3.0"),
        ({"licence": "", "recorded_from": "News story"}, "the source states none"),
        ({"licence": ""}, "not stated"),
    ],
)
def test_licence_is_told_on_each_report_even_where_none_is_stated(
    client: Client, columns: dict, told: str
) -> None:
    recorded_from = columns.get("recorded_from", "")
    edition = make_edition(make_inspection(recorded_from=recorded_from), **columns)

    response = client.get(f"/en/reports/{edition.report.slug}/")

    assert f"Licence {told} " in words(response)
    assert (
        "The licence of each report stands on it. What we write ourselves is under the "
        "Open Government Licence v3.0 ."
    ) in words(response)


def test_judgement_is_told_with_its_meaning_and_wording(client: Client) -> None:
    inspection = make_inspection()
    make_judgement(
        inspection,
        wording_en="uncertainly placed",
        mapping_note_en="Read by us.",
        mapped_by="an editor",
    )
    edition = make_edition(inspection)

    response = client.get(f"/en/reports/{edition.report.slug}/")

    assert in_order(
        response,
        "The experiences of children Good",
        "What the grade means : Good, The experiences of children",
        "Children get the help they need.",
        "In the words of the report: uncertainly placed Note: Read by us. (an editor)",
    )


def test_area_that_was_not_judged_says_so(client: Client) -> None:
    inspection = make_inspection()
    make_judgement(inspection, not_judged=True)
    edition = make_edition(inspection)

    page = words(client.get(f"/en/reports/{edition.report.slug}/"))

    assert "The experiences of children Not judged" in page


def test_report_without_judgements_has_no_place_for_them(client: Client) -> None:
    edition = make_edition()

    page = words(client.get(f"/en/reports/{edition.report.slug}/"))

    assert "Judgements" not in page
    assert "verall" not in page


def test_paragraphs_have_anchors_and_repeated_numbers_their_own(
    client: Client,
) -> None:
    inspection = make_inspection(recorded_from="News story")
    report = make_report(
        inspection, paragraphs=0, recorded_from="News story", status="sign_off"
    )
    for text in ("First.", "Second."):
        make_paragraph(report, number="15", text_en=text, recorded_from="News story")
    make_paragraph(
        report, number="1.3.4", text_en="", text_cy="", recorded_from="News story"
    )
    publication.publish(report, by=SYSTEM, at=NOON)

    response = client.get(f"/en/reports/{report.slug}/")

    html = response.content.decode()
    for anchor in ("p-15", "p-15--2", "p-1-3-4"):
        assert html.count(f'id="{anchor}"') == 1
        assert html.count(f'href="#{anchor}"') == 1
    assert in_order(
        response,
        "15 First.",
        "15 Second.",
        "1.3.4 Text not held: only the number of this paragraph is known.",
    )


def test_contents_name_every_part_and_link_to_it(client: Client) -> None:
    inspection = make_inspection()
    make_judgement(inspection)
    make_finding(inspection)
    make_recommendation(inspection)
    report = make_report(inspection, summary_en="In short.", status="awaiting_sign_off")
    within = make_section(report, parent=report.sections.get(), heading_en="Leaders")
    make_paragraph(report, section=within)
    report.sign_off(by=SYSTEM)
    publication.publish(report, by=SYSTEM, at=NOON)
    make_response(report)

    response = client.get(f"/en/reports/{report.slug}/")

    assert in_order(
        response,
        "Contents Summary Judgements Findings Recommendations Text of the report",
        "1 Leadership and management",
        "Leaders Responses Cite this report About this record",
        "Summary In short.",
    )
    html = response.content.decode()
    targets = [part.partition('"')[0] for part in html.split('href="#')[1:]]
    assert [target for target in targets if f'id="{target}"' not in html] == []


def test_findings_stand_by_class_with_their_change(client: Client) -> None:
    past = make_inspection(recorded_from="A report of 2009")
    earlier = make_finding(past, text_en="Caseloads were high.")
    inspection = make_inspection()
    make_finding(
        inspection,
        classification=Finding.Classification.AREA_FOR_IMPROVEMENT,
        text_en="Some teams have too much work.",
    )
    make_finding(
        inspection,
        theme=make_theme(name_en="Caseloads"),
        text_en="Caseloads fell.",
        previous=earlier,
        change=Finding.Change.IMPROVED,
    )
    make_finding(inspection, text_en="Hidden words.", is_public=False)
    edition = make_edition(inspection)

    response = client.get(f"/en/reports/{edition.report.slug}/")

    assert in_order(
        response,
        "Strengths What this means : Strengths Notably good practice",
        "Caseloads fell. Theme Caseloads Change Improved",
        f"Compared with Caseloads were high. ({earlier.inspection.reference})",
        "Areas for improvement What this means : Areas for improvement This should",
        "Some teams have too much work.",
    )
    assert "Hidden words" not in words(response)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Recommendations: 3 made, 2 recorded here."),
        ("cy", "Argymhellion: gwnaed 3, cofnodwyd 2 yma."),
    ],
)
def test_page_says_when_more_recommendations_were_made_than_recorded(
    client: Client, language: str, told: str
) -> None:
    inspection = make_inspection()
    make_recommendation(inspection, number="", timescale="ongoing")
    make_recommendation(inspection, number="")
    edition = make_edition(inspection, stated_recommendation_count=3)

    page = words(client.get(f"/{language}/reports/{edition.report.slug}/"))

    assert told in page


@pytest.mark.parametrize("stated", [None, 1])
def test_page_counts_nothing_when_all_are_recorded(
    client: Client, stated: int | None
) -> None:
    inspection = make_inspection()
    due = {"timescale": "6m", "due_on": "2026-09-01"}
    row = make_recommendation(inspection, priority=True, **due)
    edition = make_edition(inspection, stated_recommendation_count=stated)

    response = client.get(f"/en/reports/{edition.report.slug}/")

    assert " made, " not in words(response)
    assert in_order(response, f"R1 · {row.reference} Priority", "Due 1 September 2026")
    assert f'id="{row.reference}"' in response.content.decode()
