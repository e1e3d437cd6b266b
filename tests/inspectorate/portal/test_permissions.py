"""No officer reaches anything of another council, or anything that was not sent to
them, by any address, file or number; what is not theirs answers like what is not.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import Settings

from authorities.models import LinkOfficer
from inspectorate.portal import urls
from inspectorate.reports.models import AccuracyCheck, NoteFile, Report
from recommendations import reporting
from tests.crawl import ask
from tests.factories import (
    NOON,
    SYSTEM,
    make_accuracy_check,
    make_action_plan,
    make_authority,
    make_inspection,
    make_plan_line,
    make_recommendation,
    make_report,
    make_user,
)
from tests.link_officers import (
    client_of_officer,
    make_accuracy_answer,
    make_link_officer,
    make_note,
    make_published,
    make_sent_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CANARY = "Canary"
UNKNOWN = "/portal/nothing/here/"
# Reached by who has a link, not by who signs in; they have tests of their own.
BY_LINK = {"early-report", "portal-invitation"}
# The same for every officer: what they show is walked for canaries.
OF_ALL = {
    *("portal-home", "portal-language", "portal-nowhere", "portal-made"),
    *("portal-plans", "portal-log", "portal-download"),
}


@pytest.fixture(autouse=True)
def submissions(settings: Settings, tmp_path: Path) -> None:
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}


class Foreign(NamedTuple):
    """What is not for an officer, and what each address of it is made of."""

    check: AccuracyCheck
    note: int
    note_file: int
    comment: int
    comment_file: int
    recommendation: str
    case: str
    # The number of the report of progress that has a file.
    progress: int

    def args(self, name: str, slug: str | None = None) -> list[object]:
        if name in ("portal-made-one", "portal-say-answer", "portal-say-progress"):
            return [slug or self.recommendation]
        if name == "portal-progress-file":
            return [slug or self.recommendation, self.progress, 1]
        if name in ("portal-plan", "portal-line-new", "portal-line"):
            return [slug or self.case, *([1] if name == "portal-line" else [])]
        place = [slug or self.check.report.slug, self.check.number]
        more = {
            "portal-note-new": ["whole"],
            "portal-note": [self.note],
            "portal-note-delete": [self.note],
            "portal-note-file": [self.note, self.note_file],
            "portal-comment-file": [self.comment, self.comment_file],
        }
        return [*place, *more.get(name, [])]


def plant(officer: LinkOfficer) -> Foreign:
    """A draft that was sent to another council, with a comment and a file being
    prepared, and one more that is answered.
    """
    check = sing(make_sent_draft(officer.authority))
    proof = ContentFile(CANARY.encode(), name=f"{CANARY}.txt")
    answered = make_note(check, officer, comment_text=CANARY, files=[proof])
    make_accuracy_answer(check, officer)
    again = make_accuracy_check(check.report, at=timezone.now())
    note = make_note(again, officer, comment_text=CANARY, files=[proof])
    [comment] = check.comments.all()
    assert answered
    asked = make_published(officer.authority, CANARY)
    plan = make_action_plan(asked.inspection, authority=officer.authority)
    make_plan_line(plan, recommendation=asked, action_en=CANARY)
    update = reporting.report(
        asked,
        "in_progress",
        by=officer.user,
        day=timezone.localdate(),
        words_en=CANARY,
        evidence=CANARY,
        files=[ContentFile(CANARY.encode(), name=f"{CANARY}.txt")],
    )
    return Foreign(
        again,
        note.pk,
        NoteFile.objects.get(note=note).pk,
        comment.number,
        comment.files.get().pk,
        asked.reference,
        asked.inspection.reference,
        update.sequence,
    )


def sing(check: AccuracyCheck) -> AccuracyCheck:
    Report.objects.filter(pk=check.report_id).update(title_en=CANARY, title_cy=CANARY)
    check.report.refresh_from_db()
    return check


def names(patterns: list) -> Iterator[str]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield each.name


def asked(client: Client, verb: str, address: str) -> tuple[HttpResponse, int]:
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, verb)(address, {"answer": "nothing", "count": "0"})
    return response, len(queries)


ADDRESSES = sorted(set(names(urls.urlpatterns)) - BY_LINK - OF_ALL)


@pytest.mark.parametrize("verb", ["get", "post"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_what_another_council_was_sent_answers_like_what_is_not_there(
    name: str, verb: str
) -> None:
    officer, other = make_link_officer(), make_link_officer()
    make_sent_draft(officer.authority)
    foreign = plant(other)
    client = client_of_officer(officer)
    getattr(client, verb)(UNKNOWN)

    theirs, queries = asked(client, verb, reverse(name, args=foreign.args(name)))
    none, fewer = asked(client, verb, reverse(name, args=foreign.args(name, "none")))
    unknown, _count = asked(client, verb, UNKNOWN)

    if verb in unanswered(name):
        assert theirs.status_code == none.status_code == 405
        return
    assert theirs.status_code == none.status_code == unknown.status_code == 404
    assert theirs.content == none.content == unknown.content
    assert theirs.headers == none.headers == unknown.headers
    assert theirs.cookies == none.cookies == unknown.cookies == {}
    assert queries == fewer


def unanswered(name: str) -> list[str]:
    """The verbs that a page refuses whatever it is asked for."""
    only_read = {
        *("portal-draft", "portal-draft-text", "portal-comment-file"),
        *("portal-made-one", "portal-progress-file"),
    }
    return ["post"] if name in only_read else []


@pytest.mark.parametrize("name", ["note", "note-delete", "note-file", "comment-file"])
def test_numbers_of_another_council_lead_nowhere_within_ones_own_draft(
    name: str,
) -> None:
    officer, other = make_link_officer(), make_link_officer()
    own = make_sent_draft(officer.authority)
    note = make_note(own, officer)
    foreign = plant(other)._replace(check=own)
    client = client_of_officer(officer)
    args = foreign.args(f"portal-{name}")

    answers = [client.get(reverse(f"portal-{name}", args=args))]
    if name == "note-file":
        args[2] = note.pk
        answers.append(client.get(reverse(f"portal-{name}", args=args)))

    unknown = client.get(UNKNOWN)
    for answer in answers:
        assert (answer.status_code, answer.content) == (404, unknown.content)


def test_file_of_another_council_is_not_there_where_both_were_asked() -> None:
    """Of one recommendation to two councils, each reads its own files alone."""
    officer, other = make_link_officer(), make_link_officer()
    case = make_inspection(officer.authority)
    case.authorities.add(other.authority)
    asked = make_recommendation(case)
    make_report(case, published=True)
    update = reporting.report(
        asked,
        "in_progress",
        by=other.user,
        day=timezone.localdate(),
        evidence=f"{CANARY} minutes",
        files=[ContentFile(CANARY.encode(), name=f"{CANARY}.txt")],
        authority=other.authority,
    )
    args = [asked.reference, update.sequence, 1]
    file, page, book = (
        *(reverse("portal-progress-file", args=args),),
        *(reverse("portal-made-one", args=args[:1]), reverse("portal-download")),
    )

    mine, theirs = client_of_officer(officer), client_of_officer(other)

    assert theirs.get(file).getvalue() == CANARY.encode()
    assert theirs.get(page).text.count(CANARY) == 2
    assert CANARY in str(cells_of(theirs.get(book)))
    assert mine.get(page).status_code == 200
    assert (mine.get(file).status_code, CANARY in mine.get(page).text) == (404, False)
    assert CANARY not in str(cells_of(mine.get(book)))


def test_evidence_told_for_one_council_is_not_read_by_the_next_one() -> None:
    """Whoever said it acts for the other council by now."""
    person = make_link_officer()
    staying = make_link_officer()
    case = make_inspection(person.authority)
    case.authorities.add(staying.authority)
    asked = make_recommendation(case)
    make_report(case, published=True)
    told = {"day": timezone.localdate(), "evidence": f"{CANARY} minutes"}
    asked.report_progress("in_progress", by=person.user, **told)
    person.end(by=SYSTEM)
    came = {"user": person.user, "invited_at": timezone.now()}
    make_link_officer(staying.authority, **came)

    client = client_of_officer(staying)
    page = client.get(reverse("portal-made-one", args=[asked.reference]))
    assert page.status_code == 200
    assert CANARY not in page.text
    assert CANARY not in str(cells_of(client.get(reverse("portal-download"))))


def cells_of(answer: HttpResponse) -> list[str]:
    book = load_workbook(BytesIO(answer.getvalue()))
    return [str(cell) for sheet in book for row in sheet.values for cell in row if cell]


def test_workbook_of_an_officer_sings_of_no_other_council() -> None:
    officer, other = make_link_officer(), make_link_officer()
    make_published(officer.authority, "Our own.")
    make_report(make_inspection(officer.authority), title_en=CANARY)
    plant(other)

    answer = client_of_officer(officer).get(reverse("portal-download"))

    cells = cells_of(answer)
    assert "Our own." in cells
    assert [cell for cell in cells if CANARY in cell] == []
    assert other.authority.name_en not in cells


def test_title_that_changed_after_it_was_sent_or_published_is_nowhere() -> None:
    officer = make_link_officer()
    check = make_sent_draft(officer.authority)
    asked = make_published(officer.authority, "Our own.")
    client = client_of_officer(officer)
    Report.objects.update(title_en=CANARY, title_cy=CANARY)
    client.get(reverse("portal-draft-text", args=[check.report.slug, 1]))

    for name, args in (
        *(("home", []), ("made", []), ("plans", []), ("log", [])),
        ("draft", [check.report.slug, 1]),
        ("draft-text", [check.report.slug, 1]),
        ("note-new", [check.report.slug, 1, "whole"]),
        ("answer", [check.report.slug, 1]),
        ("made-one", [asked.reference]),
        ("say-progress", [asked.reference]),
        ("plan", [asked.inspection.reference]),
    ):
        page = client.get(reverse(f"portal-{name}", args=args))
        assert (page.status_code, CANARY in page.text) == (200, False), name
    answer = client.get(reverse("portal-download"))
    book = load_workbook(BytesIO(answer.getvalue()))
    cells = [cell for sheet in book for row in sheet.values for cell in row]
    assert [cell for cell in cells if CANARY in str(cell)] == []


def test_recommendation_that_is_not_published_is_not_there() -> None:
    officer = make_link_officer()
    asked = make_recommendation(make_inspection(officer.authority))
    client = client_of_officer(officer)

    for name in ("made-one", "say-answer", "say-progress"):
        page = reverse(f"portal-{name}", args=[asked.reference])
        assert client.get(page).status_code == 404
    plan = reverse("portal-plan", args=[asked.inspection.reference])
    assert client.post(plan, {"act": "begin"}).status_code == 404


def test_draft_of_ones_own_council_that_was_not_sent_is_not_there() -> None:
    officer = make_link_officer()
    report = make_report(make_inspection(officer.authority), title_en=CANARY)
    client = client_of_officer(officer)

    for name in ("portal-draft", "portal-draft-text", "portal-answer"):
        answer = client.get(reverse(name, args=[report.slug, 1]))
        assert answer.status_code == 404

    assert CANARY not in client.get("/portal/").text


def test_no_page_of_an_officer_sings_of_another_council() -> None:
    officer, other = make_link_officer(), make_link_officer()
    check = make_sent_draft(officer.authority)
    note = make_note(check, officer)
    make_report(make_inspection(officer.authority), title_en=CANARY)
    make_published(officer.authority, "Our own.")
    plant(other)
    client = client_of_officer(officer)

    shown = sorted(OF_ALL - {"portal-language", "portal-nowhere", "portal-download"})
    pages = [
        *(client.get(reverse(name)) for name in shown),
        *(
            client.get(reverse(f"portal-{name}", args=[check.report.slug, 1, *more]))
            for name, more in (
                *(("draft", []), ("draft-text", []), ("answer", [])),
                *(("note-new", ["whole"]), ("note", [note.pk])),
            )
        ),
    ]

    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [page.request["PATH_INFO"] for page in pages if CANARY in page.text] == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_stranger_is_led_to_sign_in_whatever_is_there(
    client: Client, name: str
) -> None:
    foreign = plant(make_link_officer())
    address = reverse(name, args=foreign.args(name))

    answer = client.get(address)

    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/account/sign-in/?next={address}",
    )


@pytest.mark.parametrize("role", ["chief_inspector", "inspector", "link_officer", None])
def test_who_is_no_officer_finds_no_portal(role: str | None) -> None:
    """Not even the staff: the portal shows what a council is shown."""
    client = Client()
    client.force_login(make_user(role))

    assert client.get("/portal/").status_code == 404


def left(officer: LinkOfficer) -> None:
    LinkOfficer.objects.update(ended_at=NOON)


def over(officer: LinkOfficer) -> None:
    LinkOfficer.objects.update(ends_on=officer.begins_on)


def inactive(officer: LinkOfficer) -> None:
    type(officer.user).objects.update(is_active=False)


@pytest.mark.parametrize(
    ("ends", "status"), [(left, 302), (over, 404), (inactive, 302)]
)
def test_officer_whose_time_is_over_has_no_access_at_once(
    ends: object, status: int
) -> None:
    officer = make_link_officer()
    client = client_of_officer(officer)
    assert client.get("/portal/").status_code == 200

    ends(officer)

    assert client.get("/portal/").status_code == status


def test_officer_without_a_second_factor_sets_one_up_first(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    officer = make_link_officer()
    check = make_sent_draft(officer.authority)

    answer = client_of_officer(officer).get(
        reverse("portal-draft-text", args=[check.report.slug, 1])
    )

    assert (answer.status_code, answer["Location"]) == (302, "/account/second-factor/")


def test_officer_reaches_no_page_of_the_workspace() -> None:
    officer = make_link_officer()
    check = make_sent_draft(officer.authority)
    client = client_of_officer(officer)

    for address in (
        "/admin/",
        f"/admin/reports/report/{check.report_id}/change/",
        f"/admin/reports/accuracycheck/{check.pk}/change/",
        f"/admin/cases/{check.report.inspection.reference}/",
        "/admin/autocomplete/?app_label=reports&model_name=section&field_name=report",
        "/admin/nothing/",
    ):
        answer = client.get(address, follow=True)
        assert answer.status_code == 403, address


def test_officer_reads_from_the_api_what_a_stranger_reads(client: Client) -> None:
    officer = make_link_officer(make_authority())
    check = make_sent_draft(officer.authority)
    mine = client_of_officer(officer)

    for address in ("/api/v1/reports/", f"/api/v1/reports/{check.report.slug}/"):
        assert ask(mine, address) == ask(client, address)


def test_every_address_of_the_portal_is_walked() -> None:
    found = set(names(get_resolver("inspectorate.portal.urls").url_patterns))

    assert found == {*ADDRESSES, *BY_LINK, *OF_ALL}
    assert None not in found
