import pytest
from django.urls import reverse

from inspectorate.accounts.models import Token
from tests.admin_pages import client_of, strictly
from tests.factories import issue_token

pytestmark = pytest.mark.django_db


def revoke_page(token: Token) -> str:
    return reverse("admin:accounts_token_revoke", args=[token.pk])


def test_administrator_revokes_the_token_of_another() -> None:
    token, secret = issue_token()
    client = client_of()
    page = reverse("admin:accounts_token_change", args=[token.pk])

    before = strictly(client.get(page)).text
    after = strictly(client.post(revoke_page(token), follow=True)).text

    assert Token.objects.get().revoked_at
    assert revoke_page(token) in before
    assert revoke_page(token) not in after
    assert secret not in before
    assert token.digest not in before
    assert client.get(revoke_page(token)).status_code == 405
    assert client.post(revoke_page(Token(pk=9_999))).status_code == 404


@pytest.mark.parametrize("role", ["chief_inspector", "head_of_inspection", "inspector"])
def test_nobody_else_sees_or_revokes_it(role: str) -> None:
    token, _secret = issue_token()
    client = client_of(role)

    pages = [
        client.get(reverse("admin:accounts_token_changelist")),
        client.get(reverse("admin:accounts_token_change", args=[token.pk])),
        client.post(revoke_page(token)),
    ]

    assert [page.status_code for page in pages] == [403, 403, 403]
    assert Token.objects.get().revoked_at is None
