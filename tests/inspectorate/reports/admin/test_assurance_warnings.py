"""Identity warnings on the assurance page: who sees them, and who clears them there."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspectorate.reports.models import Clearance, Report
from tests.admin_pages import client_of, strictly
from tests.factories import (
    SYSTEM,
    make_paragraph,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

TEXTS = ["Leaders know. <b>Two children</b> waited.", "Write to CF10 3NQ.", "Calm."]


def make_draft(**fields: object) -> Report:
    fields.setdefault("status", Report.Status.QUALITY_ASSURANCE)
    return make_report(paragraphs=fields.pop("paragraphs", TEXTS), **fields)


def page_of(report: Report) -> str:
    return reverse("admin:reports_report_assurance", args=[report.pk])


def reviewer() -> Client:
    return client_of("information_governance")


def send(client: Client, report: Report, **fields: str) -> HttpResponse:
    data = {f"warnings-{name}": value for name, value in fields.items()}
    return client.post(page_of(report), {"form": "warnings", **data})


def reasoned(*pairs: tuple[str, str]) -> dict[str, str]:
    return {f"reason-{key}": reason for key, reason in pairs}


def keys_of(report: Report) -> list[str]:
    return [each.key for each in Report.objects.get(pk=report.pk).open_warnings()]


def test_reviewer_reads_each_warning_in_its_sentence() -> None:
    report = make_draft()
    first = report.paragraphs.first()

    page = strictly(reviewer().get(page_of(report))).text

    assert "Open identity warnings: 2" in page
    assert "&lt;b&gt;<mark>Two children</mark>&lt;/b&gt; waited." in page
    assert "Leaders know. &lt;b&gt;<mark>" not in page
    assert f'<a href="#at-comment-{first.stable_id}">Paragraph 1</a>' in page
    assert 'value="clear"' not in page


def test_each_is_cleared_with_its_own_reason_and_several_with_one() -> None:
    report = make_draft(paragraphs=[*TEXTS, "Three families left."])
    first, second, third = keys_of(report)
    chosen = {f"chosen-{second}": "on", f"chosen-{third}": "on"}
    own = reasoned((first, "Of 2,100."), (second, "The office."))

    response = send(reviewer(), report, **chosen, **own, shared="Told in the press.")

    assert response.url == f"{page_of(report)}#at-warnings"
    told = Clearance.objects.order_by("pk").values_list("excerpt", "reason")
    assert list(told) == [
        ("Two children", "Of 2,100."),
        ("CF10 3NQ", "The office."),
        ("Three families", "Told in the press."),
    ]
    page = reviewer().get(page_of(report)).text
    assert "Every warning is cleared" in page
    assert "Told in the press." in page
    assert 'value="clear"' in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a warning, and write why it may stand."),
        ({"shared": "Of many."}, "Choose the warnings that this reason is for."),
        ({"chosen": "on"}, "Write why the chosen ones may stand."),
        ({"chosen": "on", "shared": "x" * 2_001}, "at most 2000 characters"),
        ({"chosen": "on", "shared": "a\0b"}, "Null characters"),
    ],
)
def test_form_that_cannot_stand_stores_nothing(
    fields: dict[str, str], sentence: str
) -> None:
    report = make_draft()
    first, _second = keys_of(report)
    if "chosen" in fields:
        fields = {**fields, f"chosen-{first}": "on"}

    response = send(reviewer(), report, **fields)

    assert response.status_code in (409, 422)
    assert sentence in response.text
    assert not Clearance.objects.exists()


def test_what_was_written_beside_a_warning_that_is_gone_is_shown() -> None:
    report = make_draft()
    first, second = keys_of(report)
    report.clear_warning(first, by=SYSTEM, reason="Of many.")
    own = reasoned((first, "Of 2,100 we read."), (second, "The office."))

    response = send(reviewer(), report, **own)

    assert response.status_code == 422
    assert "what you wrote there was: Of 2,100 we read." in response.text
    assert 'value="The office."' in response.text
    assert Clearance.objects.count() == 1


def test_team_and_assurer_read_the_warnings_and_clear_none() -> None:
    report = make_draft()
    member = make_team_member(report.inspection).user
    client = Client()
    client.force_login(member)

    for each in (client, client_of("quality_assurer")):
        assert "<mark>CF10 3NQ</mark>" in each.get(page_of(report)).text
        own = reasoned((keys_of(report)[0], "Of many."))
        assert send(each, report, **own).status_code == 409

    assert not Clearance.objects.exists()


@pytest.mark.parametrize("status", ["sign_off", "scheduled"])
def test_late_warning_is_cleared_when_the_text_is_fixed(status: str) -> None:
    report = make_draft(status=status)

    send(reviewer(), report, **reasoned((keys_of(report)[0], "Of many.")))

    assert Clearance.objects.count() == 1


def test_team_finds_the_warnings_from_its_draft_and_its_case() -> None:
    author = make_user("lead_inspector")
    report = make_draft(status="drafting", author=author)
    make_team_member(report.inspection, user=author, role="lead")
    client = Client()
    client.force_login(author)
    link = f'href="{page_of(report)}#at-warnings"'

    for page in (
        reverse("admin:reports_report_draft", args=[report.pk]),
        reverse("admin:case", args=[report.inspection.reference]),
    ):
        assert link in strictly(client.get(page)).text


def test_queries_of_the_page_do_not_grow_with_warnings() -> None:
    report, client = make_draft(), reviewer()
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as found:
            client.get(page_of(report))
        counts.append(len(found))
        for place in range(3):
            make_paragraph(report, text_en=f"Two children waited {place} weeks.")
        every = dict.fromkeys(keys_of(report)[:2], "Of many.")
        report.clear_warnings(every, by=SYSTEM)

    assert counts[0] == counts[1]
