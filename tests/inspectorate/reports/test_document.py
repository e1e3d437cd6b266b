import hashlib
import json

import pytest
from pytest_django import DjangoAssertNumQueries

from inspectorate.reports.document import canonical, digest, document_of
from inspectorate.reports.models import Report
from tests.factories import (
    SYSTEM,
    make_area,
    make_authority,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_point,
    make_recommendation,
    make_report,
    make_section,
    make_service,
    make_theme,
)


def test_equal_documents_have_equal_bytes_in_any_program() -> None:
    text = canonical({"b": ["ŵ", 1, None], "a": {"d": "\n", "c": True}})

    assert text == '{"a":{"c":true,"d":"\\n"},"b":["ŵ",1,null]}'
    assert digest(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()


@pytest.mark.django_db
def test_document_tells_the_whole_report() -> None:
    authority = make_authority(
        "Portsmouth", name_cy="", gss_code="E06000044", slug="portsmouth"
    )
    framework = make_framework(
        code="SIF", name_en="Single inspections", name_cy="", body=None
    )
    inspection = make_inspection(
        authority,
        year=2014,
        framework=framework,
        service=make_service("Children's services", code="child", name_cy="Plant"),
        fieldwork_start="2014-06",
        fieldwork_end=None,
        note_en="The source gives the month only.",
    )
    theme = make_theme(code="led", name_en="Leadership", name_cy="Arwain")
    past = make_inspection(recorded_from="A report of 2009")
    earlier = make_finding(past, text_en="Caseloads were high.", text_cy="")
    make_finding(
        inspection,
        theme=theme,
        previous=earlier,
        change="improved",
        text_en="Caseloads fell.",
        text_cy="",
    )
    make_finding(inspection, text_en="Secret", is_public=False)
    area = make_area(framework, code="all", name_en="All", name_cy="", is_overall=True)
    point = make_point(area.scale, code="good", label_en="Good", label_cy="Da")
    make_judgement(inspection, area=area, point=point, wording_en="well placed")
    recommendation = make_recommendation(inspection, timescale="3m", priority=True)
    recommendation.themes.add(theme)
    report = make_report(
        inspection,
        paragraphs=0,
        slug="portsmouth-2014-01",
        title_en="Inspection",
        title_cy="",
        summary_en="In short.",
        published_on="2014-09-30",
        stated_recommendation_count=15,
    )
    section = make_section(report, heading_en="One", heading_cy="Un", number="1")
    part = make_section(
        report, parent=section, heading_en="Part", heading_cy="Rhan", number="1.1"
    )
    for each, number in ((section, "1.2"), (part, "1.1.1")):
        make_paragraph(
            report, section=each, number=number, text_en=number, text_cy=number
        )
    ids = [paragraph.stable_id for paragraph in report.paragraphs.all()]
    good = {
        "scale": point.scale.code,
        "code": "good",
        "label": {"en": "Good", "cy": "Da"},
        "meaning": {"en": point.meaning_en, "cy": point.meaning_cy},
        "polarity": "neutral",
    }

    document = document_of(report, number=2)

    assert document == {
        "format": "inspectorate-edition/1",
        "report": "portsmouth-2014-01",
        "edition": 2,
        "kind": "report",
        "title": {"en": "Inspection", "cy": ""},
        "published_on": "2014-09-30",
        "languages": ["en"],
        "correction": {"en": "", "cy": ""},
        "inspection": {
            "reference": "PORTSMOUTH-2014-01",
            "kind": "PEI",
            "authorities": [
                {
                    "gss_code": "E06000044",
                    "slug": "portsmouth",
                    "name": {"en": "Portsmouth", "cy": ""},
                }
            ],
            "service": {
                "code": "child",
                "name": {"en": "Children's services", "cy": "Plant"},
            },
            "service_title": {"en": "", "cy": ""},
            "framework": {
                "code": "SIF",
                "name": {"en": "Single inspections", "cy": ""},
            },
            "body": {
                "code": framework.body.code,
                "name": {
                    "en": "Care Inspectorate Exampleshire",
                    "cy": "Arolygiaeth Gofal Enghraifft",
                },
            },
            "fieldwork_start": "2014-06",
            "fieldwork_end": "",
            "fieldwork_stated": {"en": "", "cy": ""},
            "note": {"en": "The source gives the month only.", "cy": ""},
        },
        "summary": {"en": "In short.", "cy": ""},
        "stated_recommendation_count": 15,
        "judgements": [
            {
                "area": {"code": "all", "name": {"en": "All", "cy": ""}},
                "is_overall": True,
                "grade": good,
                "wording": {"en": "well placed", "cy": ""},
                "mapped_by": "",
                "mapping_note": {"en": "", "cy": ""},
            }
        ],
        "sections": [
            {
                "number": "1",
                "depth": 1,
                "heading": {"en": "One", "cy": "Un"},
                "grade": None,
                "paragraphs": [
                    {
                        "stable_id": ids[0],
                        "number": "1.2",
                        "anchor": "p-1-2",
                        "text": {"en": "1.2", "cy": "1.2"},
                    }
                ],
            },
            {
                "number": "1.1",
                "depth": 2,
                "heading": {"en": "Part", "cy": "Rhan"},
                "grade": None,
                "paragraphs": [
                    {
                        "stable_id": ids[1],
                        "number": "1.1.1",
                        "anchor": "p-1-1-1",
                        "text": {"en": "1.1.1", "cy": "1.1.1"},
                    }
                ],
            },
        ],
        "findings": [
            {
                "classification": "strength",
                "theme": {"code": "led", "name": {"en": "Leadership", "cy": "Arwain"}},
                "other_themes": [],
                "text": {"en": "Caseloads fell.", "cy": ""},
                "legal_reference": "",
                "change": "improved",
                "compared_with": {"en": "Caseloads were high.", "cy": ""},
                "compared_with_inspection": earlier.inspection.reference,
            }
        ],
        "recommendations": [
            {
                "number": "R1",
                "reference": "PORTSMOUTH-2014-01-R1",
                "text": {
                    "en": recommendation.text_en,
                    "cy": recommendation.text_cy,
                },
                "themes": ["led"],
                "priority": True,
                "owner_role": "",
                "timescale": "3m",
                "due_on": "",
            }
        ],
        "licence": "OGL-UK-3.0",
        "recorded_from": "",
    }
    assert json.loads(canonical(document)) == document


@pytest.mark.django_db
def test_area_that_was_not_judged_has_no_grade() -> None:
    inspection = make_inspection()
    make_judgement(inspection, not_judged=True)

    document = document_of(make_report(inspection), number=1)

    assert [judgement["grade"] for judgement in document["judgements"]] == [None]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "languages"),
    [
        (("Report", "Adroddiad"), ["en", "cy"]),
        (("Report", ""), ["en"]),
        (("", "Adroddiad"), ["cy"]),
    ],
)
def test_languages_are_those_of_the_title(
    title: tuple[str, str], languages: list[str]
) -> None:
    report = make_report(title_en=title[0], title_cy=title[1])

    assert document_of(report, number=1)["languages"] == languages


@pytest.mark.django_db
def test_section_tells_what_is_placed_in_it_by_list_and_place() -> None:
    report = make_report()
    make_finding(report.inspection)
    finding = make_finding(report.inspection)
    plain = document_of(Report.objects.get(pk=report.pk), number=1)

    report.sections.get().place(finding, by=SYSTEM)
    document = document_of(Report.objects.get(pk=report.pk), number=1)

    # A report that places nothing has the document, and the digest, it always had.
    assert "placed" not in plain["sections"][0]
    (section,) = document["sections"]
    assert section.pop("placed") == [{"list": "findings", "place": 2}]
    assert document == plain


def make_report_of(size: int) -> Report:
    inspection = make_inspection()
    report = make_report(inspection, paragraphs=0)
    for _ in range(size):
        make_finding(inspection, previous=make_finding(), change="improved")
        make_judgement(inspection)
        make_recommendation(inspection).themes.add(make_theme())
        make_paragraph(report, section=make_section(report, point=make_point()))
    return Report.objects.get(pk=report.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_document_costs_the_same_queries_for_any_size(
    size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = make_report_of(size)

    with django_assert_num_queries(14):
        document_of(report, number=1)
