from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from inspectorate.accounts.models import User
from inspectorate.accounts.roles import ROLES
from inspectorate.history.models import Entry
from inspectorate.notices.models import Notice
from tests.admin_pages import client_of, strictly
from tests.factories import NOON, make_notice, make_user

STAFF = [role.code for role in ROLES if role.is_staff]
MINE = "/admin/notices/notice/mine/"


def read(pk: int | None = None) -> str:
    name = "admin:notices_notice_read"
    return reverse(name, args=[pk]) if pk else reverse(f"{name}_all")


@pytest.fixture
def mair() -> User:
    return make_user("inspector")


@pytest.fixture
def client(mair: User) -> Client:
    client = Client()
    client.force_login(mair)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF)
def test_each_of_the_staff_has_a_page_of_their_own(role: str) -> None:
    make_notice(subject="Somebody else is told")

    page = strictly(client_of(role).get(MINE)).text

    assert "You have no notices." in page
    assert "Somebody else is told" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", [MINE, read(), read(1)])
def test_stranger_and_link_officer_are_sent_to_sign_in(path: str) -> None:
    for client in (Client(), client_of("link_officer")):
        assert client.get(path).url == f"/admin/login/?next={path}"
        assert client.post(path).url == f"/admin/login/?next={path}"


@pytest.mark.django_db
def test_page_shows_own_notices_newest_first_and_marks_the_unread(
    mair: User, client: Client
) -> None:
    make_notice(mair, subject="Old news", read_at=NOON)
    make_notice(mair, subject="R1 <is> due", link="/admin/r/1/", body="One\nTwo")
    make_notice(subject="Somebody else is told")

    page = client.get(MINE).text

    assert page.index("R1 &lt;is&gt; due") < page.index("Old news")
    assert '<a href="/admin/r/1/">' in page
    assert "One<br>Two" in page
    assert page.count('class="unread"') == 1
    assert "Somebody else is told" not in page


@pytest.mark.django_db
def test_header_counts_the_unread(mair: User, client: Client) -> None:
    index = reverse("admin:index")
    assert f'<a href="{MINE}">Notices</a>' in client.get(index).text

    make_notice(mair)
    make_notice(mair)

    assert f'<a href="{MINE}">Notices (2 new)</a>' in client.get(index).text


@pytest.mark.django_db
def test_notice_is_marked_as_read_by_post_alone(mair: User, client: Client) -> None:
    notice, other = make_notice(mair), make_notice(mair)

    assert client.get(read(notice.pk)).status_code == 405
    assert Notice.objects.unread().count() == 2

    answer = client.post(read(notice.pk))

    assert (answer.status_code, answer.url) == (302, MINE)
    assert list(Notice.objects.unread()) == [other]


@pytest.mark.django_db
def test_all_of_ones_own_are_marked_as_read_at_once(mair: User, client: Client) -> None:
    make_notice(mair)
    make_notice(mair)
    somebody_elses = make_notice()

    client.post(read())

    assert list(Notice.objects.unread()) == [somebody_elses]
    assert "Mark all as read" not in client.get(MINE).text


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "chief_inspector"])
def test_notice_of_somebody_else_is_not_there_to_be_read(role: str | None) -> None:
    notice = make_notice()
    client = client_of(role)

    codes = [client.post(read(pk)).status_code for pk in (notice.pk, 10**30, 999)]

    assert codes == [404] * 3
    assert Notice.objects.unread().count() == 1


@pytest.mark.django_db
def test_marking_all_of_none_leads_back(client: Client) -> None:
    assert client.post(read()).url == MINE


@pytest.mark.django_db
def test_form_without_its_token_is_refused(mair: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(mair)
    notice = make_notice(mair)

    assert client.post(read(notice.pk)).status_code == 403
    assert client.post(MINE, {"notices_by": "digest"}).status_code == 403
    assert Notice.objects.unread().count() == 1


@pytest.mark.django_db
def test_person_chooses_how_notices_come(mair: User, client: Client) -> None:
    answer = client.post(MINE, {"notices_by": "digest", "is_superuser": "on"})

    assert (answer.status_code, answer.url) == (302, MINE)
    stored = User.objects.get(pk=mair.pk)
    assert (stored.notices_by, stored.is_superuser) == ("digest", False)
    entry = Entry.objects.about(mair).last()
    assert (entry.actor_id, entry.before, entry.after) == (
        *(mair.pk, {"notices_by": "at_once"}, {"notices_by": "digest"}),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "by pigeon", "\x00"])
def test_choice_that_is_none_comes_back_with_a_sentence(
    value: str, mair: User, client: Client
) -> None:
    page = client.post(MINE, {"notices_by": value})

    assert page.status_code == 200
    assert "errorlist" in page.text
    assert User.objects.get(pk=mair.pk).notices_by == "at_once"


@pytest.mark.django_db
def test_page_says_when_there_is_no_mail_server(
    client: Client, settings: Settings
) -> None:
    assert "no mail server" not in client.get(MINE).text

    settings.NOTICES_BY_EMAIL = False

    assert "no mail server" in client.get(MINE).text


@pytest.mark.django_db
def test_long_list_is_paged_without_a_gap(mair: User, client: Client) -> None:
    for number in range(30):
        make_notice(mair, subject=f"No {number:02}.")

    first = client.get(MINE)
    second = client.get(f"{MINE}?cursor={first.context['page'].next}")
    back = client.get(f"{MINE}?cursor={second.context['page'].previous}")

    rows = [*first.context["page"].rows, *second.context["page"].rows]
    assert [row.subject for row in rows] == [f"No {n:02}." for n in range(29, -1, -1)]
    assert back.context["page"].rows == first.context["page"].rows


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["nonsense", "W10"])
def test_page_address_that_is_none_leads_to_the_first_page(
    cursor: str, client: Client
) -> None:
    page = client.get(f"{MINE}?cursor={cursor}", follow=True)

    assert page.redirect_chain == [(MINE, 302)]
    assert "This page address is not valid" in page.text


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_list(mair: User, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(MINE)
        return len(found)

    make_notice(mair)
    with_one = queries()
    for day in range(3):
        make_notice(mair, created_at=NOON + timedelta(days=day))

    assert queries() == with_one <= 7


@pytest.mark.django_db
def test_notice_in_another_language_than_the_page_is_marked_with_it(
    mair: User, client: Client
) -> None:
    make_notice(mair, subject="A report waits")

    english = client.get(MINE).text
    welsh = client.get(MINE, headers={"accept-language": "cy"}).text

    assert ' lang="en">A report waits</a>' in welsh
    assert ' lang="en">A report waits</a>' not in english
