"""The screens of translators: their queue, a report's texts, and its file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from inspectorate.history.models import Entry
from inspectorate.reports.models import Report
from tests.admin_pages import client_of, strictly
from tests.factories import (
    make_finding,
    make_framework,
    make_inspection,
    make_report,
)

pytestmark = pytest.mark.django_db


def make_bilingual(paragraphs: int = 3) -> Report:
    """Its first paragraph has no Welsh, its second one that is out of date."""
    framework = make_framework(languages="en cy")
    inspection = make_inspection(framework=framework)
    report = make_report(inspection, paragraphs=paragraphs)
    report.paragraphs.filter(position=1).update(text_cy="")
    report.paragraphs.filter(position=2).update(text_en="Old words.", text_cy="Hen.")
    report.paragraphs.filter(position=2).update(text_en="New words.")
    return report


@pytest.fixture
def report() -> Report:
    return make_bilingual()


def page_of(report: Report, page: str = "translation") -> str:
    return reverse(f"admin:reports_report_{page}", args=[report.pk])


def sent(response: HttpResponse) -> dict[str, str]:
    """What a browser sends when nothing is typed."""
    fields = [field for form in response.context["forms"] for field in form]
    return {
        field.html_name: field.value() or ""
        for field in fields
        if field.name != "right"
    }


def name_of(report: Report, place: int, field: str = "text") -> str:
    return f"paragraph-{report.paragraphs.get(position=place).stable_id}-{field}"


def welsh(report: Report) -> list[str]:
    return list(report.paragraphs.values_list("text_cy", flat=True))


def test_queue_leads_to_what_is_to_be_translated(report: Report) -> None:
    page = reverse("admin:reports_report_translations")

    answer = strictly(client_of("publishing_officer").get(page))

    (work,) = answer.context["page"]
    assert (work.report, work.missing, work.stale) == (report, 1, 1)
    assert page_of(report) in answer.text


def test_queue_without_work_says_so() -> None:
    page = reverse("admin:reports_report_translations")

    answer = client_of("publishing_officer").get(page)

    assert "Nothing is to be translated." in answer.text


def test_page_marks_what_has_changed_since_a_text_was_translated(
    report: Report,
) -> None:
    answer = strictly(client_of("publishing_officer").get(page_of(report)))

    shown = [str(form.pair.segment.what) for form in answer.context["forms"]]
    assert shown == ["Paragraph 1", "Paragraph 2"]
    assert "<del>Old</del><ins>New</ins> words." in answer.text
    assert 'lang="cy"' in answer.text


def test_texts_are_stored_with_one_press_and_the_next_stand_first(
    report: Report,
) -> None:
    client, page = client_of("publishing_officer"), page_of(report)
    form = sent(client.get(page))
    typed = {
        name_of(report, 1): "Un.\r\n\r\nDau.",
        name_of(report, 2, "right"): "on",
    }

    answer = client.post(page, {**form, **typed})

    assert answer.url == f"{page}#texts"
    assert welsh(report)[:2] == ["Un.\n\nDau.", "Hen."]
    assert Report.objects.get(pk=report.pk).lacks_texts() == []
    acts = Entry.objects.filter(subject_type="reports.paragraph").order_by("pk")
    assert [each.act for each in acts] == ["changed", "translation confirmed"]


def test_source_that_changed_while_one_translated_is_shown_and_nothing_is_lost(
    report: Report,
) -> None:
    client, page = client_of("publishing_officer"), page_of(report)
    form = sent(client.get(page)) | {
        name_of(report, 1): "Un.",
        name_of(report, 2): "Newydd.",
    }
    report.paragraphs.filter(position=2).update(text_en="Newer words.")

    answer = strictly(client.post(page, form))

    assert "Paragraph 2 has changed in English since you were shown it" in answer.text
    assert "<ins>Newer</ins>" in answer.text
    assert "Un." not in welsh(report)
    again = sent(answer)
    assert again[name_of(report, 2)] == "Newydd."
    client.post(page, again)
    assert welsh(report)[:2] == ["Un.", "Newydd."]


def test_translation_that_somebody_else_wrote_meanwhile_is_shown(
    report: Report,
) -> None:
    client, page = client_of("publishing_officer"), page_of(report)
    form = sent(client.get(page)) | {name_of(report, 1): "Un."}
    report.paragraphs.filter(position=1).update(text_cy="Arall.")

    answer = client.post(page, form)

    assert "Theirs:" in answer.text
    assert "Arall." in answer.text
    assert welsh(report)[0] == "Arall."
    client.post(page, sent(answer))
    assert welsh(report)[0] == "Un."


def test_text_that_was_deleted_meanwhile_is_given_back(report: Report) -> None:
    client, page = client_of("publishing_officer"), page_of(report)
    form = sent(client.get(page)) | {name_of(report, 1): "Un."}
    report.paragraphs.filter(position=1).delete()

    answer = client.post(page, form)

    assert [lost.text for lost in answer.context["lost"]] == ["Un."]


def test_text_that_nobody_touched_is_not_written(report: Report) -> None:
    client, page = client_of("publishing_officer"), page_of(report)
    form = sent(client.get(f"{page}?all=1"))
    report.paragraphs.filter(position=3).update(text_cy="Arall.")

    answer = client.post(f"{page}?all=1", form, follow=True)

    assert "Nothing is new." in answer.text
    assert welsh(report)[2] == "Arall."
    assert not Entry.objects.filter(act="changed").exists()


def test_link_of_a_reason_shows_the_text_it_is_about(report: Report) -> None:
    key = f"paragraph {report.paragraphs.get(position=2).stable_id}"

    answer = client_of("publishing_officer").get(page_of(report), {"text": key})

    assert [form.pair.segment.key for form in answer.context["forms"]] == [key]


def test_finding_is_translated_by_who_is_on_no_team(report: Report) -> None:
    finding = make_finding(report.inspection, text_cy="")
    client, page = client_of("publishing_officer"), page_of(report)

    client.post(page, sent(client.get(page)) | {f"finding-{finding.pk}-text": "Cryf."})

    finding.refresh_from_db()
    assert finding.text_cy == "Cryf."


def test_who_may_only_read_is_offered_no_field(report: Report) -> None:
    client, page = client_of("quality_assurer"), page_of(report)

    answer = client.get(page)

    assert "<textarea" not in answer.text
    assert "Translator and publishing officer" in answer.text
    client.post(page, sent(answer) | {name_of(report, 1): "Un."})
    assert welsh(report)[0] == ""


@pytest.mark.parametrize("page", ["translation", "translation_import"])
def test_inspector_of_another_case_finds_no_page(report: Report, page: str) -> None:
    assert client_of("inspector").get(page_of(report, page)).status_code == 404


def test_text_that_is_fixed_is_only_shown(report: Report) -> None:
    Report.objects.update(status="awaiting_sign_off")

    answer = client_of("publishing_officer").get(page_of(report))

    assert "<textarea" not in answer.text
    assert "return the report to revision" in answer.text


def export(client: Client, report: Report, **data: str) -> list[list[object]]:
    answer = client.post(page_of(report, "translation_export"), data)
    file = io.BytesIO(answer.getvalue())
    sheet = load_workbook(file).worksheets[0]
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def csv(table: list[list[object]]) -> SimpleUploadedFile:
    lines = [",".join(f'"{cell or ""}"' for cell in line) for line in table]
    return SimpleUploadedFile("texts.csv", "\n".join(lines).encode())


def test_file_goes_out_and_what_it_brings_is_shown_before_it_is_stored(
    report: Report,
) -> None:
    client, page = (
        client_of("publishing_officer"),
        page_of(report, "translation_import"),
    )
    head, missing, stale = export(client, report)
    missing[4] = "Un."

    shown = strictly(client.post(page, {"file": csv([head, missing, stale])}))

    assert "1 text will be stored" in shown.text
    assert welsh(report)[0] == ""
    answer = client.post(page, {"sealed": shown.context["sealed"]})
    assert answer.url == page_of(report)
    assert welsh(report)[0] == "Un."
    again = client.post(page, {"file": csv([head, missing, stale])})
    assert "there is nothing to store" in again.text
    assert Entry.objects.filter(act="exported").get().after["rows"] == 2


def test_all_texts_are_exported_on_request(report: Report) -> None:
    table = export(client_of("publishing_officer"), report, all="1")

    assert len(table) == 1 + len(Report.objects.get(pk=report.pk).segments())


def test_file_with_a_row_out_of_date_is_refused_by_its_name(report: Report) -> None:
    client, page = (
        client_of("publishing_officer"),
        page_of(report, "translation_import"),
    )
    head, missing, stale = export(client, report)
    missing[4], stale[4] = "Un.", "Newydd."
    report.paragraphs.filter(position=2).update(text_en="Newest words.")

    answer = client.post(page, {"file": csv([head, missing, stale])})

    assert answer.status_code == 409
    assert "Row 3: Paragraph 2 has changed in English" in answer.text
    assert welsh(report)[0] == ""


def test_file_is_taken_by_nobody_who_may_not_translate(report: Report) -> None:
    answer = client_of("quality_assurer").post(
        page_of(report, "translation_import"), {"file": csv([["key"]])}
    )

    assert answer.status_code == 409
    assert "Translator and publishing officer" in answer.text


@pytest.mark.parametrize("sealed", ["", "x", "x:y:z", "\x00"])
def test_forged_confirmation_is_refused(report: Report, sealed: str) -> None:
    page = page_of(report, "translation_import")

    answer = client_of("publishing_officer").post(page, {"sealed": sealed})

    assert answer.status_code == 409
    assert "send the file again" in answer.text


def test_page_costs_the_same_queries_for_one_text_and_for_three() -> None:
    client, counts = client_of("publishing_officer"), []
    for number in (1, 3):
        report = make_bilingual(number)
        report.paragraphs.update(text_en="New.", text_cy="")
        client.get(page_of(report))
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page_of(report))
        assert len(answer.context["forms"]) == number
        counts.append(len(asked))

    assert counts[0] == counts[1]
