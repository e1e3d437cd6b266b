"""Nothing that an officer has typed is lost: not with the session, not to a colleague
who was faster, not because the draft was closed meanwhile.
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from authorities.models import LinkOfficer
from inspectorate.portal import typed
from inspectorate.reports.models import AccuracyCheck, AccuracyNote
from recommendations.models import Recommendation
from tests.factories import make_withdrawal
from tests.link_officers import (
    client_of_officer,
    make_accuracy_answer,
    make_link_officer,
    make_note,
    make_published,
    make_sent_draft,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SAID = {"comment_type": "other", "comment_text": "Typed for an hour."}
SITE = "http://testserver"


@pytest.fixture(autouse=True)
def submissions(settings: Settings, tmp_path: Path) -> None:
    mine = {**settings.STORAGES["submissions"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "submissions": mine}
    cache.clear()


@pytest.fixture
def officer() -> LinkOfficer:
    return make_link_officer()


@pytest.fixture
def check(officer: LinkOfficer) -> AccuracyCheck:
    return make_sent_draft(officer.authority)


@pytest.fixture
def client(officer: LinkOfficer) -> Client:
    return client_of_officer(officer)


def way(check: AccuracyCheck, page: str = "parts/whole/") -> str:
    return f"/portal/drafts/{check.report.slug}/{check.number}/{page}"


def seen_in(page: HttpResponse) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page.text)[1]


def submit(client: Client, asked: Recommendation) -> None:
    seen = seen_in(client.get(plan_of(asked)))
    client.post(plan_of(asked), {"act": "submit", "seen": seen})


def marked(officer: LinkOfficer, path: str, **said: str) -> dict[str, str]:
    """What the form at an address sends, as it was shown to an officer."""
    return {**SAID, **said, typed.MARK: typed.mark(officer.user, path)}


def mark_in(page: HttpResponse) -> str:
    return re.search(r'name="typed_by" value="([^"]+)"', page.text)[1]


# The session


def test_text_of_who_was_signed_out_waits_in_its_form(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    sent = {**SAID, typed.MARK: mark_in(client.get(way(check)))}
    client.logout()

    answer = client.post(way(check), sent)

    assert answer["Location"] == f"/account/sign-in/?next={way(check)}"
    assert "What you typed is kept" in client.get(answer["Location"]).text
    client.force_login(officer.user)
    page = client.get(way(check)).text
    assert "Typed for an hour." in page
    assert "This is not sent yet." in page
    assert re.search(r'value="other"[^>]* checked', page)
    assert "Typed for an hour." in client.get(way(check)).text
    assert not AccuracyNote.objects.exists()

    client.post(way(check), sent)

    assert AccuracyNote.objects.get().comment_text == "Typed for an hour."
    assert "Typed for an hour." not in client.get(way(check)).text


def test_text_waits_for_nobody_of_another_council(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    client.logout()
    client.post(way(check), marked(officer, way(check)))

    client.force_login(make_link_officer().user)

    answer = client.get(way(check))
    assert (answer.status_code, "Typed" in answer.text) == (404, False)


def test_text_is_not_given_to_a_colleague_who_signs_in_on_the_same_browser(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    colleague = make_link_officer(officer.authority)
    client.logout()
    client.post(way(check), marked(officer, way(check)))

    client.force_login(colleague.user)

    page = client.get(way(check))
    assert page.status_code == 200
    for told in ("Typed for an hour.", "This is not sent yet."):
        assert told not in page.text
    assert client.session[typed.KEPT] == []


def test_form_of_a_colleague_is_not_kept_for_who_is_signed_in_by_now(
    officer: LinkOfficer, check: AccuracyCheck
) -> None:
    client = strict(make_link_officer(officer.authority))

    answer = client.post(
        way(check), marked(officer, way(check)), headers={"origin": SITE}
    )

    assert answer.status_code == 403
    for told in ("could not be kept for you", "Typed for an hour."):
        assert told in answer.text
    assert "Typed for an hour." not in client.get(way(check)).text


def test_mark_of_one_form_is_none_for_another(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    client.logout()

    client.post(way(check), marked(officer, way(check, "parts/other/")))

    assert typed.KEPT not in client.session


def test_two_forms_that_were_both_sent_signed_out_both_wait(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    part = way(check, f"parts/paragraph.{check.report.paragraphs.first().stable_id}/")
    client.logout()
    client.post(way(check), marked(officer, way(check)))
    client.post(part, marked(officer, part, comment_text="The other tab."))

    client.force_login(officer.user)

    assert "Typed for an hour." in client.get(way(check)).text
    assert "The other tab." in client.get(part).text
    client.post(part, SAID)
    assert "Typed for an hour." in client.get(way(check)).text
    assert "The other tab." not in client.get(part).text


def test_second_text_of_one_address_takes_the_place_of_none(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    client.logout()
    client.post(way(check), marked(officer, way(check)))

    again = client.post(way(check), marked(officer, way(check)))
    other = marked(officer, way(check), comment_text="The other tab.")
    shown = client.post(way(check), other)

    assert (again.status_code, shown.status_code) == (302, 403)
    for told in ("could not be kept for you", "The other tab."):
        assert told in shown.text
    client.force_login(officer.user)
    assert "Typed for an hour." in client.get(way(check)).text


def test_session_for_typed_text_alone_is_short_and_that_of_who_signs_in_is_not(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    client.logout()
    client.post(way(check), marked(officer, way(check)))
    short = client.session.get_expiry_age()

    client.force_login(officer.user)

    assert short == 60 * 60
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


@pytest.mark.parametrize("page", ["answer/", "progress/"])
def test_words_on_a_recommendation_wait_too(
    client: Client, officer: LinkOfficer, page: str
) -> None:
    asked = make_published(officer.authority, "Appoint more people.")
    form = f"/portal/recommendations/{asked.reference}/{page}"
    client.logout()

    client.post(form, marked(officer, form, words_cy="Penodwyd tri.", seen="0"))

    client.force_login(officer.user)
    assert "Penodwyd tri." in client.get(form).text


def test_line_of_a_plan_waits_too(client: Client, officer: LinkOfficer) -> None:
    asked = make_published(officer.authority, "Appoint more people.")
    plan = f"/portal/plans/{asked.inspection.reference}/"
    client.post(plan, {"act": "begin"})
    client.logout()

    form = f"{plan}lines/"
    client.post(form, marked(officer, form, action_en="Appoint six."))

    client.force_login(officer.user)
    assert "Appoint six." in client.get(f"{plan}lines/").text


def test_who_changed_the_language_signed_out_comes_to_a_page(client: Client) -> None:
    client.logout()

    answer = client.post("/portal/language/", {"language": "cy"})

    assert answer["Location"] == "/account/sign-in/?next=/portal/"


@pytest.mark.parametrize("page", ["parts/whole/", "notes/1/", "answer/", "no/such/"])
def test_stranger_fills_no_session(check: AccuracyCheck, page: str) -> None:
    client = Client()

    client.post(way(check, page), {**SAID, typed.MARK: "1:made-up"})
    client.post(way(check, page), {"x" * 100: "y"})

    assert not Session.objects.exists()


def test_fields_of_the_form_alone_are_kept(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    client.logout()

    client.post(way(check), marked(officer, way(check), **{"x" * 100: "y"}))

    assert [each["said"] for each in client.session[typed.KEPT]] == [SAID]


@pytest.mark.parametrize("limit", ["MOST", "MANY", "OFTEN"])
def test_text_that_cannot_be_kept_is_shown_to_be_copied(
    client: Client,
    officer: LinkOfficer,
    check: AccuracyCheck,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
) -> None:
    monkeypatch.setattr(typed, limit, 0)
    client.logout()

    answer = client.post(way(check), marked(officer, way(check)))

    assert answer.status_code == 403
    for told in ("could not be kept for you", "Typed for an hour.", "Your comment"):
        assert told in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert not client.session.get(typed.KEPT)


def test_page_that_gives_nothing_back_says_nothing_of_it(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    page = way(check, "answer/")
    client.logout()

    answer = client.post(page, {"count": "0", "answer": "nothing"})

    assert answer["Location"] == f"/account/sign-in/?next={page}"
    client.force_login(officer.user)
    assert "This is not sent yet." not in client.get(page).text


def test_who_took_out_a_file_signed_out_comes_to_the_draft(
    client: Client, check: AccuracyCheck
) -> None:
    client.logout()

    answer = client.post(way(check, "notes/1/files/1/"))

    assert answer["Location"] == f"/account/sign-in/?next={way(check, '')}"


# What has become of it meanwhile


def come_back(client: Client, officer: LinkOfficer, page: str, **said: str) -> None:
    """Who has sent a form signed out signs in again."""
    client.logout()
    client.post(page, marked(officer, page, **said))
    client.force_login(officer.user)


def test_text_for_a_draft_that_was_closed_is_there_to_be_copied(
    client: Client, officer: LinkOfficer
) -> None:
    long_ago = timezone.now() - timedelta(days=90)
    check = make_sent_draft(officer.authority, at=long_ago)
    come_back(client, officer, way(check))

    page = client.get(way(check))

    assert page.status_code == 422
    for told in ("The time for it ended", "Typed for an hour."):
        assert told in page.text
    assert "This is not sent yet." not in page.text


def test_text_for_a_comment_that_was_deleted_is_there_to_be_noted_anew(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    note = make_note(check, officer)
    part = f"{note.part_kind}.{note.part_key}"
    come_back(client, officer, way(check, f"notes/{note.pk}/"), part=part)
    note.take_back(officer=officer)

    page = client.get(way(check, f"notes/{note.pk}/"))

    again = way(check, f"parts/{part}/")
    for told in ("This comment is gone", "Typed for an hour.", f'action="{again}"'):
        assert told in page.text
    client.logout()
    client.post(again, {**SAID, typed.MARK: mark_in(page)})
    client.force_login(officer.user)
    assert "Typed for an hour." in client.get(again).text


def test_text_for_a_comment_that_was_sent_is_there_to_be_copied(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    note = make_note(check, officer)
    come_back(client, officer, way(check, f"notes/{note.pk}/"))
    make_accuracy_answer(check, officer)

    page = client.get(way(check, f"notes/{note.pk}/"))

    for told in ("answer is sent", "Typed for an hour."):
        assert told in page.text


def test_text_of_who_finds_no_page_again_is_there_to_be_copied(
    client: Client, officer: LinkOfficer
) -> None:
    asked = make_published(officer.authority, "Appoint more people.")
    page = f"/portal/recommendations/{asked.reference}/answer/"
    come_back(client, officer, page, words_en="Three are appointed.")
    make_withdrawal(asked.inspection.reports.get().current_edition)

    answer = client.get(page)

    assert answer.status_code == 404
    for told in ("not there any more", "Three are appointed."):
        assert told in answer.text


# The token of a form


def strict(officer: LinkOfficer) -> Client:
    """With the cookie of another sign-in than that of the form's token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer.user)
    client.cookies["csrftoken"] = "a" * 32
    return client


def test_form_opened_before_one_signed_in_anew_comes_back_as_typed(
    officer: LinkOfficer, check: AccuracyCheck
) -> None:
    client = strict(officer)

    answer = client.post(
        way(check), marked(officer, way(check)), headers={"origin": SITE}
    )

    assert (answer.status_code, answer["Location"]) == (302, way(check))
    assert "Typed for an hour." in client.get(way(check)).text
    assert not AccuracyNote.objects.exists()


@pytest.mark.parametrize("origin", [{}, {"origin": "https://elsewhere.example"}])
def test_other_site_fills_in_no_form(
    officer: LinkOfficer, check: AccuracyCheck, origin: dict[str, str]
) -> None:
    client = strict(officer)

    answer = client.post(way(check), marked(officer, way(check)), headers=origin)

    assert answer.status_code == 403
    assert "This form is out of date" in answer.text
    assert "Typed for an hour." not in client.get(way(check)).text


def test_browser_that_keeps_no_cookies_is_told_so(officer: LinkOfficer) -> None:
    make_link_officer(officer.authority, token="the-link")
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/portal/invitation/the-link/", headers={"origin": SITE})

    assert (answer.status_code, "keeps no cookies" in answer.text) == (403, True)


# Colleagues, and the end of the window


def test_comment_that_a_colleague_has_changed_is_not_written_over_unseen(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    note = make_note(check, officer, comment_text="Twelve.")
    page = way(check, f"notes/{note.pk}/")
    seen = seen_in(client.get(page))
    colleague = make_link_officer(officer.authority)
    colleague.user.name = "Dewi Pugh"
    colleague.user.save()
    theirs = {**SAID, "comment_text": "Thirteen.", "seen": seen}
    client_of_officer(colleague).post(page, theirs)

    refused = client.post(page, {**SAID, "seen": seen})

    assert refused.status_code == 422
    for told in ("Dewi Pugh has changed", "Thirteen.", "Typed for an hour."):
        assert told in refused.text
    note.refresh_from_db()
    assert note.comment_text == "Thirteen."
    client.post(page, {**SAID, "seen": seen_in(refused)})
    note.refresh_from_db()
    assert note.comment_text == "Typed for an hour."


def test_comment_that_a_colleague_has_deleted_is_noted_anew(
    client: Client, officer: LinkOfficer, check: AccuracyCheck
) -> None:
    note = make_note(check, officer)
    part = f"{note.part_kind}.{note.part_key}"
    form = way(check, f"notes/{note.pk}/")
    note.take_back(officer=officer)

    page = client.post(form, marked(officer, form, part=part))

    assert page.status_code == 422
    assert "This comment is gone" in page.text
    assert "Typed for an hour." in page.text
    again = way(check, f"parts/{part}/")
    assert f'action="{again}"' in page.text
    client.post(again, SAID)
    assert AccuracyNote.objects.get().part_key == note.part_key


@pytest.mark.parametrize("is_there", [False, True])
def test_number_of_no_comment_of_theirs_is_none(
    client: Client, check: AccuracyCheck, *, is_there: bool
) -> None:
    other = make_link_officer()
    note = make_note(make_sent_draft(other.authority), other)
    number = note.pk if is_there else note.pk + 1

    answer = client.post(way(check, f"notes/{number}/"), {**SAID, "seen": "x"})

    assert answer.status_code == 404


def test_comment_that_came_too_late_comes_back_without_the_draft(
    client: Client, officer: LinkOfficer
) -> None:
    long_ago = timezone.now() - timedelta(days=90)
    check = make_sent_draft(officer.authority, at=long_ago)
    part = check.report.paragraphs.first()

    page = client.post(way(check, f"parts/paragraph.{part.stable_id}/"), SAID)

    assert page.status_code == 422
    assert "Typed for an hour." in page.text
    assert str(part.text) not in page.text
    assert not AccuracyNote.objects.exists()


# Lines of a plan


@pytest.fixture
def asked(officer: LinkOfficer, client: Client) -> Recommendation:
    asked = make_published(officer.authority, "Appoint more people.")
    client.post(plan_of(asked), {"act": "begin"})
    client.post(plan_of(asked, "lines/"), line(asked))
    return asked


def plan_of(asked: Recommendation, page: str = "") -> str:
    return f"/portal/plans/{asked.inspection.reference}/{page}"


def line(asked: Recommendation, **told: str) -> dict[str, object]:
    return {
        "recommendation": asked.pk,
        "action_en": "Appoint six.",
        "measure_en": "No child waits.",
        "owner_role": "director",
        "due_on": (timezone.localdate() + timedelta(days=90)).isoformat(),
        **told,
    }


def test_line_that_a_colleague_has_changed_is_not_written_over_unseen(
    client: Client, asked: Recommendation
) -> None:
    page = plan_of(asked, "lines/1/")
    seen = seen_in(client.get(page))
    client.post(page, line(asked, action_en="Appoint seven.", seen=seen))

    refused = client.post(page, line(asked, action_en="Appoint eight.", seen=seen))

    assert refused.status_code == 422
    for told in ("has changed this line", "Appoint seven.", "Appoint eight."):
        assert told in refused.text
    assert asked.plan_lines.get().action_en == "Appoint seven."
    client.post(page, line(asked, action_en="Appoint eight.", seen=seen_in(refused)))
    assert asked.plan_lines.get().action_en == "Appoint eight."


def test_plan_is_not_sent_with_lines_that_nobody_has_read(
    client: Client, asked: Recommendation
) -> None:
    seen = seen_in(client.get(plan_of(asked)))
    client.post(plan_of(asked, "lines/"), line(asked, action_en="Appoint seven."))

    assert client.post(plan_of(asked), {"act": "submit"}).status_code == 409
    refused = client.post(plan_of(asked), {"act": "submit", "seen": seen})

    assert refused.status_code == 409
    for told in ("A colleague has changed the lines", "Appoint seven."):
        assert told in refused.text
    assert asked.plan_lines.first().plan.is_draft
    client.post(plan_of(asked), {"act": "submit", "seen": seen_in(refused)})
    assert not asked.plan_lines.first().plan.is_draft


@pytest.mark.parametrize("page", ["lines/", "lines/1/"])
def test_line_of_a_plan_that_was_sent_meanwhile_comes_back_as_typed(
    client: Client, asked: Recommendation, page: str
) -> None:
    submit(client, asked)

    refused = client.post(plan_of(asked, page), line(asked, action_en="Appoint nine."))

    assert refused.status_code == 422
    assert "Appoint nine." in refused.text
    assert "is no draft any more" in refused.text
    assert asked.plan_lines.get().action_en == "Appoint six."


@pytest.mark.parametrize("page", ["lines/", "lines/1/"])
def test_line_typed_signed_out_for_a_plan_that_was_sent_is_there_to_be_copied(
    client: Client, officer: LinkOfficer, asked: Recommendation, page: str
) -> None:
    come_back(client, officer, plan_of(asked, page), action_en="Appoint nine.")
    submit(client, asked)

    late = client.get(plan_of(asked, page))

    assert late.status_code == 422
    for told in ("Appoint nine.", "is no draft any more"):
        assert told in late.text
    assert "This is not sent yet." not in client.get(plan_of(asked)).text


def test_line_is_told_all_that_it_lacks_at_once(
    client: Client, asked: Recommendation
) -> None:
    page = client.post(plan_of(asked, "lines/"), {"due_on": "31/02/2027"})

    for told in (
        "Write what will be done.",
        "Write how it will be seen that it worked.",
        "Enter a day that exists, for example 31/03/2027.",
    ):
        assert told in page.text


def test_day_is_read_as_people_here_write_it(
    client: Client, asked: Recommendation
) -> None:
    client.post(plan_of(asked, "lines/1/"), line(asked, due_on="03/04/2031"))

    assert asked.plan_lines.get().due_on.isoformat() == "2031-04-03"
