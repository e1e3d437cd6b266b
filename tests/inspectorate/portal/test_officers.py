"""The door of link officers: the way in, requests, a draft, comments, the answer."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from authorities.models import LinkOfficer
from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.reports.models import AccuracyCheck, AccuracyNote
from tests.admin_pages import strictly
from tests.factories import SYSTEM, make_user
from tests.link_officers import (
    client_of_officer,
    make_accuracy_answer,
    make_link_officer,
    make_note,
    make_sent_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSWORD = "seven calm herons"


@pytest.fixture(autouse=True)
def submissions(settings: Settings, tmp_path: Path) -> None:
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}


@pytest.fixture
def officer() -> LinkOfficer:
    return make_link_officer()


def way(check: AccuracyCheck, page: str = "") -> str:
    return f"/portal/drafts/{check.report.slug}/{check.number}/{page}"


def paragraph_of(check: AccuracyCheck) -> str:
    return way(check, f"parts/paragraph.{check.report.paragraphs.first().stable_id}/")


# The way in


def test_program_that_opens_an_invitation_does_not_use_it_up(client: Client) -> None:
    officer = make_link_officer(token="the-link")

    page = strictly(client.get("/portal/invitation/the-link/"))

    assert officer.user.email in page.text
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    officer.refresh_from_db()
    assert officer.accepted_at is None


def test_invitation_leads_once_to_a_password_and_from_there_to_the_portal(
    client: Client,
) -> None:
    officer = make_link_officer(token="the-link")

    answer = client.post("/portal/invitation/the-link/", follow=True)

    form = answer.redirect_chain[-1][0]
    assert form.endswith("-set-password/")
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    sent = {"login": officer.user.email, "password": PASSWORD}
    signed_in = client.post("/account/sign-in/", sent)
    assert (signed_in.status_code, signed_in["Location"]) == (302, "/portal/")
    assert client.get("/portal/").status_code == 200
    assert Client().post("/portal/invitation/the-link/").status_code == 404


@pytest.mark.parametrize("verb", ["get", "post"])
def test_dead_invitation_answers_like_one_that_never_was_and_tells_the_cure(
    client: Client, verb: str
) -> None:
    make_link_officer(token="the-link").accept()

    dead = getattr(client, verb)("/portal/invitation/the-link/")
    never = getattr(client, verb)("/portal/invitation/another-link/")

    assert dead.status_code == never.status_code == 404
    assert dead.content == never.content
    assert "ask the inspectorate for a new invitation" in dead.text


def test_staff_are_led_to_the_workspace_after_signing_in(client: Client) -> None:
    make_user("inspector", email="mair@inspectorate.example", password=PASSWORD)
    sent = {"login": "mair@inspectorate.example", "password": PASSWORD}

    assert client.post("/account/sign-in/", sent)["Location"] == "/admin/"


# Language


def test_portal_speaks_the_language_of_each_officer(officer: LinkOfficer) -> None:
    User.objects.update(language="cy")

    page = client_of_officer(officer).get("/portal/", headers={"accept-language": "en"})

    assert page["Content-Language"] == "cy"
    assert '<html lang="cy"' in page.text


@pytest.mark.parametrize("to", ["/portal/drafts/a/1/", "https://evil.example", "//x"])
def test_language_is_changed_for_good_on_the_page_where_one_is(
    officer: LinkOfficer, to: str
) -> None:
    client = client_of_officer(officer)

    answer = client.post("/portal/language/", {"language": "cy", "next": to})

    assert answer["Location"] == (to if to.startswith("/portal/") else "/portal/")
    assert User.objects.get().language == "cy"
    assert Entry.objects.about(officer.user).last().after == {"language": "cy"}
    assert client.cookies["django_language"]["path"] == "/account/"


# Requests


def test_request_tells_its_clock_from_the_actual_sending(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)

    page = strictly(client_of_officer(officer).get("/portal/"))

    local = timezone.localtime(check.sent_at)
    assert f"{local:%-d %B %Y, %H:%M}" in page.text
    assert f"{check.ends_on:%A %-d %B %Y}" in page.text
    left = (check.ends_on - timezone.localdate()).days
    assert f"{left} days left" in page.text


def test_nothing_asked_has_words_of_its_own(officer: LinkOfficer) -> None:
    page = client_of_officer(officer).get("/portal/").text

    assert "Nothing is asked of you at the moment" in page


def test_home_takes_as_many_statements_for_three_drafts_as_for_one(
    officer: LinkOfficer,
) -> None:
    client = client_of_officer(officer)
    counts = []
    for more in (1, 2):
        for _each in range(more):
            make_sent_draft(officer.authority)
        with CaptureQueriesContext(connection) as queries:
            client.get("/portal/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10


# The draft


def test_draft_is_marked_with_who_reads_it_and_when(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)

    page = strictly(client_of_officer(officer).get(way(check, "text/")))

    entry = Entry.objects.about(check).last()
    moment = timezone.localtime(entry.entered_at)
    told = f"Shown to {officer} on {moment:%-d %B %Y, %H:%M:%S}"
    assert page.text.count(told) == 2
    assert page.text.count(f"{officer.user} · {moment:%d.%m.%Y %H:%M}") == 12
    for paragraph in check.report.paragraphs.all():
        assert paragraph.text_en in page.text
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_each_reading_is_recorded_and_shown_to_who_works_on_the_check(
    officer: LinkOfficer,
) -> None:
    check = make_sent_draft(officer.authority)
    client = client_of_officer(officer)
    for _time in range(2):
        client.get(way(check, "text/"))
    staff = Client()
    staff.force_login(make_user("chief_inspector"))

    page = staff.get(f"/admin/reports/accuracycheck/{check.pk}/change/").text

    assert page.count(f"{officer.user}, {officer.office}:") == 2


def test_page_of_the_draft_shows_no_text_of_it(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)

    page = client_of_officer(officer).get(way(check)).text

    assert check.report.paragraphs.first().text_en not in page
    assert not Entry.objects.filter(act="read draft").exists()


def test_draft_after_its_window_leads_back_to_its_request(
    officer: LinkOfficer,
) -> None:
    sent_at = timezone.now() - timezone.timedelta(days=40)
    check = make_sent_draft(officer.authority, at=sent_at)
    client = client_of_officer(officer)

    for page in ("text/", "answer/", "parts/whole/"):
        answer = client.get(way(check, page))
        assert (answer.status_code, answer["Location"]) == (302, way(check))

    assert "The time for this draft is over" in client.get(way(check)).text


# Comments


def test_comment_is_kept_with_its_files_and_handed_back(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)
    client = client_of_officer(officer)
    files = [
        SimpleUploadedFile("a.txt", b"Twelve."),
        SimpleUploadedFile("b.txt", b"Thirteen."),
    ]
    said = {"comment_type": "factually_inaccurate", "comment_text": "Twelve."}

    answer = client.post(paragraph_of(check), {**said, "files": files})

    note = AccuracyNote.objects.get()
    part = f"{note.part_kind}.{note.part_key}"
    assert answer["Location"] == f"{way(check, 'text/')}#{part}"
    assert [file.name for file in note.files.all()] == ["a.txt", "b.txt"]
    page = client.get(way(check, "text/")).text
    assert "Twelve." in page
    link = re.search(r'href="([^"]+/files/\d+/)"', page)[1]
    file = client.get(link)
    assert file.getvalue() == b"Twelve."
    assert file["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert client.post(link).status_code == 302
    assert [file.name for file in note.files.all()] == ["b.txt"]


def test_refused_comment_keeps_what_was_typed_and_tells_the_cure(
    officer: LinkOfficer,
) -> None:
    check = make_sent_draft(officer.authority)
    said = {"comment_text": "I typed this.", "supporting_evidence": "And this."}
    empty = SimpleUploadedFile("a.txt", b"")
    client = client_of_officer(officer)

    first = client.post(paragraph_of(check), said)
    said["comment_type"] = "other"
    second = client.post(paragraph_of(check), {**said, "files": [empty]})

    for page, cure in ((first, "Choose what is wrong."), (second, "is empty")):
        assert page.status_code == 422
        assert "I typed this." in page.text
        assert "And this." in page.text
        assert cure in page.text
    assert not AccuracyNote.objects.exists()


def test_colleague_changes_and_deletes_a_comment(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)
    note = make_note(check, officer, comment_text="Twelve.")
    colleague = client_of_officer(make_link_officer(officer.authority))
    page = way(check, f"notes/{note.pk}/")

    assert "Twelve." in colleague.get(page).text
    colleague.post(page, {"comment_type": "other", "comment_text": "Thirteen."})

    note.refresh_from_db()
    assert (note.comment_text, note.comment_type) == ("Thirteen.", "other")
    assert "Thirteen." in strictly(colleague.get(f"{page}delete/")).text
    colleague.post(f"{page}delete/")
    assert not AccuracyNote.objects.exists()


# The answer


def test_comments_are_sent_whole_and_seen_again(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)
    make_note(check, officer, comment_text="Twelve.")
    client = client_of_officer(officer)
    assert "Send 1 comment" in strictly(client.get(way(check, "answer/"))).text

    answer = client.post(way(check, "answer/"), {"answer": "comments", "count": "1"})

    assert answer["Location"] == way(check)
    page = client.get(way(check)).text
    assert "Sent: the inspectorate has your answer." in page
    assert "Twelve." in page
    assert "Comments you are preparing" not in page


def test_answer_with_another_number_of_comments_is_shown_again(
    officer: LinkOfficer,
) -> None:
    check = make_sent_draft(officer.authority)
    make_note(check, officer)
    make_note(check, make_link_officer(officer.authority))

    page = client_of_officer(officer).post(
        way(check, "answer/"), {"answer": "comments", "count": "1"}
    )

    assert page.status_code == 409
    assert "A colleague has changed the comments meanwhile" in page.text
    assert AccuracyNote.objects.count() == 2


def test_nothing_to_correct_is_an_answer(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)
    client = client_of_officer(officer)

    client.post(way(check, "answer/"), {"answer": "nothing", "count": "0"})

    assert "That there is nothing to correct." in client.get(way(check)).text
    check.refresh_from_db()
    assert check.returned_on == timezone.localdate()


def test_decisions_are_read_once_the_council_was_told(officer: LinkOfficer) -> None:
    check = make_sent_draft(officer.authority)
    make_note(check, officer)
    make_accuracy_answer(check, officer)
    [comment] = check.comments.all()
    told = "The minutes say twelve."
    comment.decide("accepted", told, "Twelve.", by=make_user("quality_assurer"))
    client = client_of_officer(officer)

    before = client.get(way(check)).text
    check.tell_authority(by=SYSTEM)
    after = client.get(way(check)).text

    assert told not in before
    assert "Accepted" not in before
    assert told in after
    assert "Accepted" in after
