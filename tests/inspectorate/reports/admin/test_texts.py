"""The texts of a section: both languages at once, and two people at once."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.reports.models import Paragraph, Report
from tests.admin_pages import client_of, strictly
from tests.factories import make_report, make_section, make_team_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return make_report(paragraphs=["One.", "Two."])


def page_of(report: Report) -> str:
    section = report.sections.first()
    return reverse("admin:reports_report_section", args=[report.pk, section.pk])


def writer(report: Report) -> Client:
    client = client_of("inspector")
    make_team_member(report.inspection, user=User.objects.latest("pk"))
    return client


def sent(response: HttpResponse) -> dict[str, str]:
    """What a browser sends when nothing is typed."""
    forms = [form for form, _number in response.context["texts"]]
    fields = [field for form in forms for field in form if field.name != "over"]
    return {field.html_name: field.value() or "" for field in fields}


def name_of(paragraph: Paragraph, field: str) -> str:
    return f"text-{paragraph.stable_id}-{field}"


def stored(report: Report) -> list[tuple[str, str]]:
    return list(report.paragraphs.values_list("text_en", "text_cy"))


def test_texts_of_a_section_are_saved_at_once_with_their_history(
    report: Report,
) -> None:
    client, page = writer(report), page_of(report)
    first, second = report.paragraphs.all()
    form = sent(strictly(client.get(page)))
    typed = {
        name_of(first, "en"): "Anew.\r\n\r\n- point\r\n",
        name_of(second, "cy"): "Dau.",
    }

    answer = client.post(page, {**form, **typed})

    assert answer.url.endswith(f"/draft/#section-{first.section_id}")
    assert stored(report) == [("Anew.\n\n- point", first.text_cy), ("Two.", "Dau.")]
    told = Entry.objects.about(first).get()
    assert (told.act, told.before, told.after) == (
        "changed",
        {"text_en": "One."},
        {"text_en": "Anew.\n\n- point"},
    )
    assert Entry.objects.about(second).count() == 1


def test_texts_that_are_not_changed_leave_no_history(report: Report) -> None:
    report.paragraphs.filter(position=1).update(text_en=" Indented.\r\n ")
    client, page = writer(report), page_of(report)

    client.post(page, sent(client.get(page)))

    assert not Entry.objects.filter(act="changed").exists()
    assert stored(report)[0][0] == " Indented.\r\n "


def test_title_and_summary_have_their_page(report: Report) -> None:
    client = writer(report)
    page = reverse("admin:reports_report_beginning", args=[report.pk])
    form = sent(client.get(page))

    client.post(
        page,
        {
            **form,
            f"title-{report.pk}-cy": "Teitl",
            f"summary-{report.pk}-en": "In short.",
            "_continue": "1",
        },
    )

    report.refresh_from_db()
    assert (report.title_cy, report.summary_en) == ("Teitl", "In short.")
    assert Entry.objects.about(report).last().before == {"summary_en": ""}


def test_second_to_save_a_text_is_shown_theirs_and_keeps_what_was_typed(
    report: Report,
) -> None:
    client, page = writer(report), page_of(report)
    first, second = report.paragraphs.all()
    form = sent(client.get(page))
    report.paragraphs.filter(pk=first.pk).update(text_en="Theirs.")
    typed = {name_of(first, "en"): "Mine.", name_of(second, "en"): "Mine too."}

    refused = client.post(page, {**form, **typed})

    assert [en for en, _cy in stored(report)] == ["Theirs.", "Two."]
    assert "Somebody else has changed this text" in refused.text
    assert 'lang="en">Theirs.</div>' in refused.text
    again = sent(refused)
    assert again[name_of(first, "en")] == "Mine."
    assert again[name_of(second, "en")] == "Mine too."
    # Not knowingly: the box is not ticked.
    client.post(page, again)
    assert stored(report)[0][0] == "Theirs."

    client.post(page, {**again, name_of(first, "over"): "on"})

    assert [en for en, _cy in stored(report)] == ["Mine.", "Mine too."]
    assert Entry.objects.about(first).get().before == {"text_en": "Theirs."}


def test_box_ticked_for_a_text_that_has_changed_again_is_asked_again(
    report: Report,
) -> None:
    client, page = writer(report), page_of(report)
    first, rows = report.paragraphs.first(), report.paragraphs.filter(position=1)
    form = sent(client.get(page)) | {name_of(first, "en"): "Mine."}
    rows.update(text_en="Theirs.")
    again = sent(client.post(page, form)) | {name_of(first, "over"): "on"}
    rows.update(text_en="Theirs, later.")

    refused = client.post(page, again)

    assert stored(report)[0][0] == "Theirs, later."
    assert "Theirs, later.</div>" in refused.text


def test_inspector_and_translator_do_not_stand_in_each_others_way(
    report: Report,
) -> None:
    inspector, translator = writer(report), client_of("publishing_officer")
    page, first = page_of(report), report.paragraphs.first()
    english, welsh = sent(inspector.get(page)), sent(translator.get(page))

    inspector.post(page, {**english, name_of(first, "en"): "Anew."})
    translator.post(page, {**welsh, name_of(first, "cy"): "O'r newydd."})

    assert stored(report)[0] == ("Anew.", "O'r newydd.")


def test_page_sent_back_shows_theirs_where_nothing_was_typed(report: Report) -> None:
    client, page = writer(report), page_of(report)
    first, second = report.paragraphs.all()
    form = sent(client.get(page)) | {name_of(first, "en"): "No\x00"}
    report.paragraphs.filter(pk=second.pk).update(text_en="Theirs.")

    again = sent(client.post(page, form))

    assert again[name_of(second, "en")] == "Theirs."
    client.post(page, {**again, name_of(first, "en"): "Mended."})
    assert [en for en, _cy in stored(report)] == ["Mended.", "Theirs."]


def test_text_typed_in_a_paragraph_that_is_deleted_meanwhile_is_not_lost(
    report: Report,
) -> None:
    client, page = writer(report), page_of(report)
    first, second = report.paragraphs.all()
    form = sent(client.get(page))
    typed = {name_of(first, "en"): "Kept words.", name_of(second, "en"): "Mine."}
    first.delete()

    answer = client.post(page, {**form, **typed})

    assert "Somebody else has deleted the paragraph" in answer.text
    assert "Kept words.</textarea>" in answer.text
    assert [en for en, _cy in stored(report)] == ["Two."]
    client.post(page, sent(answer))
    assert [en for en, _cy in stored(report)] == ["Mine."]


def test_text_of_a_paragraph_that_was_moved_meanwhile_is_saved_there(
    report: Report,
) -> None:
    client, page = writer(report), page_of(report)
    first = report.paragraphs.first()
    form = sent(client.get(page))
    other = make_section(report)
    report.paragraphs.filter(pk=first.pk).update(section=other)

    client.post(page, {**form, name_of(first, "en"): "Mine."})

    first.refresh_from_db()
    assert (first.text_en, first.section) == ("Mine.", other)


def test_paragraph_added_meanwhile_is_not_emptied(report: Report) -> None:
    client, page = writer(report), page_of(report)
    form = sent(client.get(page))
    new = report.sections.get().insert_paragraph(by=User.objects.get())
    report.paragraphs.filter(pk=new.pk).update(text_en="New.")

    client.post(page, form)

    new.refresh_from_db()
    assert new.text_en == "New."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * 200_000, "at most 100000 characters (it has 200000)"),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_text_that_cannot_be_stored_is_refused_and_all_else_kept(
    report: Report, text: str, sentence: str
) -> None:
    client, page = writer(report), page_of(report)
    first, second = report.paragraphs.all()
    typed = {name_of(first, "en"): text, name_of(second, "en"): "Mine."}

    answer = client.post(page, {**sent(client.get(page)), **typed})

    assert answer.status_code == 200
    assert sentence in answer.text
    assert "Nothing is stored yet" in answer.text
    assert [en for en, _cy in stored(report)] == ["One.", "Two."]
    assert sent(answer)[name_of(second, "en")] == "Mine."


def test_paragraph_of_another_report_is_not_written(report: Report) -> None:
    client, page = writer(report), page_of(report)
    foreign = make_report(paragraphs=["Foreign."]).paragraphs.get()
    forged = {name_of(foreign, "drawn"): "-", name_of(foreign, "en"): "Forged."}

    answer = client.post(page, {**sent(client.get(page)), **forged})

    foreign.refresh_from_db()
    assert foreign.text_en == "Foreign."
    assert "Nothing is stored yet" in answer.text


def test_section_of_another_report_has_no_page_here(report: Report) -> None:
    foreign = make_report().sections.get()
    args = [report.pk, foreign.pk]

    page = writer(report).get(reverse("admin:reports_report_section", args=args))

    assert page.status_code == 404


def test_page_costs_the_same_queries_for_one_paragraph_and_for_three() -> None:
    counts = []
    for size in (1, 3):
        report = make_report(paragraphs=size)
        client = writer(report)
        with CaptureQueriesContext(connection) as queries:
            form = sent(client.get(page_of(report)))
            client.post(page_of(report), form)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 32


def test_character_that_nobody_sees_is_refused(report: Report) -> None:
    client, page = writer(report), page_of(report)
    first = report.paragraphs.first()
    form = sent(client.get(page))

    answer = client.post(page, {**form, name_of(first, "en"): "Few\x07 staff."})

    assert "U+0007" in answer.text
    assert stored(report)[0][0] == "One."
