import pytest
from django.test import Client
from django.urls import reverse

from inspectorate.accounts.roles import ROLES
from inspectorate.history.models import Entry
from inspectorate.notices.models import Notice
from tests.admin_pages import address, change_page, client_of, strictly
from tests.factories import make_notice, make_user

LIST = address(Notice, "changelist")
MAY = ["chief_inspector", "head_of_inspection"]
MAY_NOT = [role.code for role in ROLES if role.is_staff and role.code not in MAY]
ACTS = ["resend", "leave"]


def act_page(notice: Notice, act: str) -> str:
    return reverse("admin:notices_notice_act", args=[notice.pk, act])


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *MAY])
def test_ledger_is_read_and_filtered_by_who_may(role: str | None) -> None:
    mair = make_user("inspector", name="Mair Jones")
    lost = make_notice(mair, status="unknown", subject="Lost one")
    make_notice(status="sent", subject="Sent one", kind="recommendation_due")
    client = client_of(role)

    def shown(query: str) -> list[str]:
        page = client.get(f"{LIST}?{query}")
        return sorted(row.subject for row in page.context["cl"].result_list)

    assert shown("") == ["Lost one", "Sent one"]
    assert shown("status__exact=unknown") == ["Lost one"]
    assert shown("kind=recommendation_due") == ["Sent one"]
    assert shown("q=mair+jon") == ["Lost one"]
    assert shown("kind=gossip") == ["Lost one", "Sent one"]
    assert "Put on a team" in strictly(client.get(change_page(lost))).text


@pytest.mark.django_db
@pytest.mark.parametrize("role", MAY_NOT)
def test_ledger_and_its_acts_are_refused_to_other_roles(role: str) -> None:
    notice = make_notice(status="unknown")
    client = client_of(role)
    acts = [act_page(notice, act) for act in ACTS]

    pages = [LIST, change_page(notice), *acts]

    assert [client.get(page).status_code for page in pages] == [403] * 4
    assert [client.post(page).status_code for page in acts] == [403] * 2
    assert Notice.objects.get().status == "unknown"


@pytest.mark.django_db
def test_stranger_is_sent_to_sign_in() -> None:
    for act in ACTS:
        page = act_page(make_notice(status="unknown"), act)
        assert Client().get(page).url == f"/admin/login/?next={page}"
        assert Client().post(page).url == f"/admin/login/?next={page}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize(
    ("act", "status", "words"),
    [
        ("resend", "queued", "stands at “Waiting to be sent” now."),
        ("leave", "left", "stands at “Left as it is” now."),
    ],
)
def test_act_is_asked_again_and_then_done(
    role: str, act: str, status: str, words: str
) -> None:
    notice = make_notice(status="unknown")
    client = client_of(role)
    page = act_page(notice, act)

    assert f'href="{page}"' in client.get(change_page(notice)).text
    question = strictly(client.get(page))
    assert (question.status_code, Notice.objects.get().status) == (200, "unknown")
    done = client.post(page, follow=True)

    assert words in done.text
    assert Notice.objects.get().status == status
    assert Entry.objects.about(notice).last().act == f"moved to {status}"
    assert f'href="{page}"' not in done.text


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_act_that_comes_too_late_is_refused_with_a_sentence(act: str) -> None:
    notice = make_notice(status="sent")

    page = client_of("chief_inspector").post(act_page(notice, act), follow=True)

    assert "is not possible now" in page.text
    assert "stands at “Sent”." in page.text
    assert Notice.objects.get().status == "sent"


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_notice_that_is_not_there_answers_404(act: str) -> None:
    page = reverse("admin:notices_notice_act", args=[10**30, act])
    client = client_of("chief_inspector")

    assert client.get(page).status_code == client.post(page).status_code == 404
