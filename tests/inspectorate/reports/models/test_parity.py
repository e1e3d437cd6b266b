"""What of a draft is to be translated, and what that stands in the way of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspectorate.lifecycle import Refusal
from inspectorate.lifecycle.admin import link_of
from inspectorate.reports.models import Report
from inspectorate.reports.models.pair import State
from inspectorate.reports.publication import publish
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_recommendation,
    make_report,
)

pytestmark = pytest.mark.django_db

STALE = (
    "%s has changed in English since it was put in Welsh: translate it anew, or say "
    "that it is still right."
)


def make_bilingual(languages: str = "en cy", **fields: object) -> Report:
    framework = make_framework(languages=languages)
    inspection = make_inspection(framework=framework)
    return make_report(inspection, **{"paragraphs": 2, **fields})


def states(report: Report) -> dict[str, str]:
    report = Report.objects.get(pk=report.pk)
    return {pair.segment.what: pair.state for pair in report.pairs()}


def reread(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_each_text_has_a_key_that_tells_it_from_all_others() -> None:
    report = make_bilingual(summary_en="In short.")
    case = report.inspection
    finding, judgement = make_finding(case), make_judgement(case, wording_en="Good.")
    recommendation = make_recommendation(case)
    first, second = report.paragraphs.all()

    assert [each.key for each in report.segments()] == [
        "title",
        "summary",
        f"heading {first.section_id}",
        f"paragraph {first.stable_id}",
        f"paragraph {second.stable_id}",
        f"recommendation {recommendation.reference}",
        f"finding {finding.pk}",
        f"wording {judgement.area.code}",
    ]


def test_text_is_missing_then_up_to_date_then_out_of_date_then_up_to_date() -> None:
    report = make_bilingual(paragraphs=1)
    paragraph = report.paragraphs.get()
    told = []

    for texts in (
        {"text_en": "", "text_cy": ""},
        {"text_en": "One."},
        {"text_cy": "Un."},
        {"text_en": "Two."},
        {"text_en": "Three.", "text_cy": "Tri."},
        {"text_en": "Four."},
        {"text_en": " Three.\r\n"},
    ):
        report.paragraphs.update(**texts)
        told.append(states(report)[f"Paragraph {paragraph}"])

    assert told == [
        *(State.UNWRITTEN, State.MISSING, State.FRESH, State.STALE),
        *(State.FRESH, State.STALE, State.FRESH),
    ]


def test_report_written_in_welsh_is_translated_into_english() -> None:
    report = make_bilingual(paragraphs=1, written_in="cy")

    report.paragraphs.update(text_en="")
    assert states(report)["Paragraph 1"] == State.MISSING
    report.paragraphs.update(text_en="One.")
    report.paragraphs.update(text_cy="Dau.")

    (reason,) = reread(report).stale_texts()
    assert reason.startswith("Paragraph 1 has changed in Welsh since it was put in Eng")


def test_translation_that_is_wanting_is_mended_where_one_translates() -> None:
    report = make_bilingual(paragraphs=2)
    first, second = report.paragraphs.all()
    report.paragraphs.filter(pk=first.pk).update(text_en="New.")
    report.paragraphs.filter(pk=second.pk).update(text_cy="")

    missing, stale = reread(report).lacks_texts()

    page = f"/admin/reports/report/{report.pk}/translation/?text=paragraph+"
    assert (missing, link_of(missing)) == (
        "Paragraph 2 has no text in Welsh.",
        f"{page}{second.stable_id}",
    )
    assert (stale, link_of(stale)) == (
        STALE % "Paragraph 1",
        f"{page}{first.stable_id}",
    )


def test_source_that_is_missing_is_mended_where_one_writes() -> None:
    report = make_bilingual(paragraphs=1)
    report.paragraphs.update(text_en="")

    (reason,) = reread(report).lacks_texts()

    assert reason == "Paragraph 1 has no text in English."
    assert reason.about == report.paragraphs.get()


def test_report_is_not_submitted_while_a_translation_is_wanting() -> None:
    report = make_bilingual(paragraphs=2, status="revision")
    report.paragraphs.filter(position=1).update(text_en="New.")
    report.paragraphs.filter(position=2).update(text_cy="")

    with pytest.raises(Refusal) as refused:
        reread(report).submit_for_sign_off(by=SYSTEM, at=NOON)

    told = refused.value.reasons
    assert STALE % "Paragraph 1" in told
    assert "Paragraph 2 has no text in Welsh." in told


def test_report_is_not_published_with_a_translation_that_is_out_of_date() -> None:
    report = make_bilingual(signed=True)
    make_finding(report.inspection)
    report.inspection.findings.update(text_en="New.")

    with pytest.raises(Refusal) as refused:
        publish(report, by=SYSTEM, at=NOON)

    finding = report.inspection.findings.get()
    assert STALE % f"The finding “{finding}”" in refused.value.reasons


def test_translation_that_nobody_asked_for_is_not_published_out_of_date() -> None:
    report = make_bilingual("en", paragraphs=2)
    report.paragraphs.filter(position=1).update(text_en="New.")
    report.paragraphs.filter(position=2).update(text_cy="")

    assert reread(report).lacks_texts() == [STALE % "Paragraph 1"]


def test_historical_report_stands_as_it_is_recorded() -> None:
    report = make_bilingual(paragraphs=2, recorded_from="Archive")
    report.paragraphs.filter(position=1).update(text_en="New.")
    report.paragraphs.filter(position=2).update(text_cy="")

    report = reread(report)

    assert report.lacks_texts() == []
    assert report.to_translate(report.pairs()) == []


def test_reason_of_a_correction_is_translated_like_any_text() -> None:
    why = {"correction_en": "It was wrong.", "correction_cy": "Roedd yn anghywir."}
    report = make_bilingual(paragraphs=0, **why)
    Report.objects.filter(pk=report.pk).update(correction_en="A number was wrong.")

    assert states(report)["The reason of the correction"] == State.STALE


@pytest.mark.slow
def test_report_of_three_texts_is_compared_by_as_many_queries_as_one() -> None:
    counts = []
    for number in (1, 3):
        report = make_bilingual(paragraphs=number)
        report.paragraphs.update(text_en="New.")
        report = reread(report)
        with CaptureQueriesContext(connection) as asked:
            assert len(report.stale_texts()) == number
        counts.append(len(asked))

    assert counts[0] == counts[1]
