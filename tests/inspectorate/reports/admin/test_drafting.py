"""The drafting screen: who opens it, what it shows, and what its buttons do."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.history.closed import CLOSED
from inspectorate.history.models import Entry
from inspectorate.reports.models import Placement, Report
from inspectorate.reports.outline import Outline
from tests.admin_pages import change_page, client_of, strictly
from tests.factories import (
    SYSTEM,
    make_area,
    make_finding,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_section,
    make_snippet,
    make_team_member,
)

pytestmark = pytest.mark.django_db


def draft_page(report: Report) -> str:
    return reverse("admin:reports_report_draft", args=[report.pk])


def team_client(report: Report, role: str = "inspector") -> Client:
    client = client_of(role)
    make_team_member(report.inspection, user=User.objects.latest("pk"))
    return client


def press(client: Client, report: Report, act: str, **data: object) -> HttpResponse:
    page = reverse("admin:reports_report_arrange", args=[report.pk])
    return client.post(page, {"act": act, **data}, follow=True)


def told(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def texts(report: Report) -> list[str]:
    return list(report.paragraphs.values_list("text_en", flat=True))


def print_of(report: Report, section: object = None) -> str:
    return Outline(report).print_of(section)


def test_inspector_reads_the_whole_draft_in_both_languages() -> None:
    report = make_report(paragraphs=["One **strong** word.", "Two."])
    report.paragraphs.filter(position=2).update(text_cy="")
    make_section(report, parent=report.sections.get(), heading_en="Part")
    make_paragraph(report, text_en="Deep.")

    page = strictly(team_client(report).get(draft_page(report)))

    numbers = re.findall(r'draft-number">([\d.]+)<', page.text)
    assert numbers == ["1.1", "1.2", "1.3.1"]
    assert "<strong>strong</strong>" in page.text
    assert page.text.count("no Welsh yet") == 1
    assert (page.context["words"].en, page.context["words"].cy) == (5, 12)
    # The numbers are those that would be given: none is stored.
    assert set(report.paragraphs.values_list("number", flat=True)) == {""}


def test_only_what_lacks_welsh_is_shown_on_demand() -> None:
    report = make_report(paragraphs=["Kept.", "Wanting."])
    report.paragraphs.filter(position=2).update(text_cy="")
    make_section(report, heading_en="Complete")

    page = client_of("publishing_officer").get(draft_page(report), {"lacks": "cy"})

    assert "Wanting." in page.text
    assert "Kept." not in page.text
    assert 'id="heading-' in page.text
    assert page.text.count('class="draft-paragraph"') == 1
    assert [each.row.heading_en for each in page.context["sections"]] == [
        "Leadership and management"
    ]


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("quality_assurer", 200),
        ("head_of_inspection", 200),
        ("information_governance", 200),
        ("publishing_officer", 200),
        ("inspector", 404),
    ],
)
def test_draft_is_read_by_who_reads_every_case(role: str, code: int) -> None:
    report = make_report()
    client = client_of(role)

    for name in ("reports_report_draft", "report-preview"):
        page = client.get(reverse(f"admin:{name}", args=[report.pk]))
        assert page.status_code == code


@pytest.mark.parametrize(
    ("role", "edits"),
    [
        ("quality_assurer", False),
        ("information_governance", False),
        ("publishing_officer", True),
        ("head_of_inspection", True),
    ],
)
def test_draft_is_edited_by_team_heads_and_translators(
    role: str, *, edits: bool
) -> None:
    report = make_report(paragraphs=["one", "two"])
    client, first = client_of(role), report.paragraphs.first()

    page = client.get(draft_page(report))
    answer = press(client, report, "down", paragraph=first.stable_id)

    assert ("Add a paragraph" in page.text) is edits
    assert answer.status_code == (200 if edits else 403)
    assert texts(report) == (["two", "one"] if edits else ["one", "two"])
    section = report.sections.get()
    page = reverse("admin:reports_report_section", args=[report.pk, section.pk])
    assert client.get(page).status_code == (200 if edits else 403)


def test_translator_deletes_nothing() -> None:
    report = make_report(paragraphs=1)
    paragraph = report.paragraphs.get()
    args = [report.pk, paragraph.stable_id]
    page = reverse("admin:reports_report_delete_paragraph", args=args)

    assert client_of("publishing_officer").post(page).status_code == 403
    assert report.paragraphs.count() == 1


def test_paragraph_is_added_once_when_the_button_is_pressed_twice() -> None:
    report = make_report(paragraphs=["one", "two"])
    client, section = team_client(report), report.sections.get()
    where = {
        "paragraph": report.paragraphs.first().stable_id,
        "drawn": print_of(report, section),
    }

    opened = press(client, report, "add-paragraph", **where)
    again = press(client, report, "add-paragraph", **where)

    assert texts(report) == ["one", "", "two"]
    assert opened.request["PATH_INFO"].endswith(f"/draft/sections/{section.pk}/")
    assert "pressed twice" in told(again)[0]


def test_standing_wording_is_inserted_in_both_languages() -> None:
    report = make_report(paragraphs=["one"])
    snippet = make_snippet(framework=report.inspection.framework)
    make_snippet(is_active=False, title_en="Out of use")
    client, section = team_client(report), report.sections.get()
    where = {"section": section.pk, "drawn": print_of(report, section)}

    page = client.get(draft_page(report))
    press(client, report, "add-wording", snippet=snippet.code, **where)
    nothing = press(client, report, "add-wording", **where)

    assert "How we inspected: case files" in page.text
    assert "Out of use" not in page.text
    new = report.paragraphs.first()
    assert (new.text_en, new.text_cy) == (snippet.text_en, snippet.text_cy)
    assert told(nothing) == ["Choose something from the list first."]


def test_sections_are_added_moved_and_deleted_by_buttons() -> None:
    report = make_report(paragraphs=1)
    client, first = team_client(report), report.sections.get()
    where = {"section": first.pk, "drawn": print_of(report)}

    press(client, report, "add-part", **where)
    part = report.sections.last()
    press(client, report, "make-part", section=part.pk)
    press(client, report, "up", section=part.pk)
    press(client, report, "make-part", section=first.pk, to=part.pk)
    kept = press(client, report, "delete-section", section=part.pk)

    assert [(s.pk, s.parent_id) for s in report.sections.all()] == [
        *((part.pk, None), (first.pk, part.pk)),
    ]
    assert "Something still stands" in told(kept)[0]
    press(client, report, "make-part", section=first.pk)
    press(client, report, "delete-section", section=part.pk)
    assert list(report.sections.all()) == [first]


def test_paragraph_is_moved_and_deleted_after_a_question() -> None:
    report = make_report(paragraphs=["one", "two"])
    other = make_section(report)
    client, first = team_client(report), report.paragraphs.first()

    press(client, report, "move", paragraph=first.stable_id, to=other.pk)
    assert texts(report) == ["two", "one"]

    args = [report.pk, first.stable_id]
    page = reverse("admin:reports_report_delete_paragraph", args=args)
    asked = strictly(client.get(page))
    assert "one" in asked.text
    assert texts(report) == ["two", "one"]
    drawn = {"drawn": asked.context["drawn"]}
    done = client.post(page, drawn, follow=True)
    assert texts(report) == ["two"]
    again = client.post(page, drawn, follow=True)
    assert [*told(done), *told(again)] == [
        "The paragraph is deleted.",
        "This paragraph is deleted already.",
    ]


def test_paragraph_that_somebody_changed_meanwhile_is_not_deleted() -> None:
    report = make_report(paragraphs=1)
    client, paragraph = team_client(report), report.paragraphs.get()
    args = [report.pk, paragraph.stable_id]
    page = reverse("admin:reports_report_delete_paragraph", args=args)
    drawn = {"drawn": client.get(page).context["drawn"]}
    report.paragraphs.update(text_cy="O'r newydd.")

    answer = client.post(page, drawn, follow=True)

    assert "Nothing was deleted" in told(answer)[0]
    assert "newydd" in answer.text
    assert report.paragraphs.count() == 1


def test_finding_is_placed_and_taken_out_by_buttons() -> None:
    report = make_report()
    finding, section = make_finding(report.inspection), report.sections.get()
    client, what = team_client(report), f"finding-{finding.pk}"
    report.paragraphs.all().delete()

    before = client.get(draft_page(report)).text
    assert "Not placed in a section yet: 1" in before
    page = press(client, report, "place", what=what, section=section.pk)
    assert "Not placed" not in page.text
    empty = "Delete this empty section"
    assert (empty in before, empty in page.text) == (True, False)
    assert Placement.objects.get().section == section

    press(client, report, "take-out", what=what)
    assert not Placement.objects.exists()


def forged(other: Report) -> list[tuple[str, dict]]:
    paragraph, section = other.paragraphs.first(), other.sections.get()
    finding = make_finding(other.inspection)
    return [
        ("down", {"paragraph": paragraph.stable_id}),
        ("down", {"section": section.pk}),
        ("add-paragraph", {"section": section.pk, "drawn": print_of(other, section)}),
        ("place", {"what": f"finding-{finding.pk}", "section": section.pk}),
        ("place", {"what": "finding-" + "9" * 5000}),
        ("place", {"what": "user-1"}),
        ("down", {"paragraph": "0\x00"}),
        ("down", {"section": "9" * 40}),
        ("erase", {"section": section.pk}),
        ("", {}),
        ("up", {}),
    ]


def test_forged_choice_changes_no_report_and_is_told_so() -> None:
    report, other = make_report(), make_report(paragraphs=["a", "b"])
    client = team_client(report)

    for act, data in forged(other):
        before = Entry.objects.count()
        sentences = told(press(client, report, act, **data))
        assert len(sentences) == 1, act
        assert "look at it again" in sentences[0] or "first" in sentences[0]
        assert Entry.objects.count() == before

    assert texts(other) == ["a", "b"]
    assert not Placement.objects.exists()


@pytest.mark.parametrize("status", Report.FIXED)
def test_fixed_report_is_read_and_says_why_it_is_not_edited(status: str) -> None:
    report = make_report(status=status, paragraphs=["one", "two"])
    client, first = team_client(report), report.paragraphs.first()

    page = client.get(draft_page(report))
    answer = press(client, report, "down", paragraph=first.stable_id)
    section = reverse(
        "admin:reports_report_section", args=[report.pk, report.sections.get().pk]
    )

    assert str(CLOSED) in page.text
    assert "Add a paragraph" not in page.text
    assert told(answer) == [CLOSED]
    assert told(client.post(section, {}, follow=True)) == [CLOSED]
    assert texts(report) == ["one", "two"]


def test_parts_out_of_their_order_are_told_and_no_preview_is_made() -> None:
    report = make_report(paragraphs=1)
    section = report.sections.get()
    make_paragraph(report, section=make_report().sections.get())
    section.parent = make_section(report)
    section.save()
    client = team_client(report)

    page = client.get(draft_page(report))
    preview = client.get(reverse("admin:report-preview", args=[report.pk]), follow=True)

    assert page.text.count("<li>The section") + page.text.count("<li>Paragraph") == 2
    assert preview.redirect_chain
    assert "does not stand behind" in told(preview)[0]


def test_report_is_begun_by_a_button_and_opened() -> None:
    case = make_inspection(status="drafting")
    make_area(case.framework)
    client = client_of("inspector")
    make_team_member(case, user=User.objects.latest("pk"))
    page = reverse("admin:reports_report_begin", args=[case.pk])

    opened = client.post(page, follow=True)
    again = client.post(page, follow=True)

    report = case.reports.get()
    assert opened.request["PATH_INFO"] == draft_page(report)
    assert report.author == User.objects.latest("pk")
    assert "begun already" in told(again)[0]
    assert client.get(page).status_code == 405


@pytest.mark.parametrize(
    ("role", "code"),
    [("inspector", 404), ("quality_assurer", 403), ("publishing_officer", 403)],
)
def test_report_is_not_begun_by_others(role: str, code: int) -> None:
    case = make_inspection()
    page = reverse("admin:reports_report_begin", args=[case.pk])

    assert client_of(role).post(page).status_code == code
    assert not case.reports.exists()


def test_screen_costs_the_same_queries_for_one_part_and_for_three() -> None:
    counts = []
    for size in (1, 3):
        report = make_report(paragraphs=size)
        for _each in range(size):
            for make in (make_finding, make_judgement, make_recommendation):
                what = make(report.inspection)
                make(report.inspection)
                make_section(report).place(what, by=User.objects.first() or SYSTEM)
            make_paragraph(report)
        client = team_client(report)
        page = draft_page(report)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 24


def test_form_of_the_report_leads_to_its_draft_and_its_preview() -> None:
    report = make_report()

    page = team_client(report).get(change_page(report))

    for name in ("reports_report_draft", "report-preview"):
        assert f'href="{reverse(f"admin:{name}", args=[report.pk])}"' in page.text
