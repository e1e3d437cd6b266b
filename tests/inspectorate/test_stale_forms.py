"""What the site answers to a form whose token is none."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

pytestmark = pytest.mark.django_db
SITE = {"origin": "http://testserver"}


@pytest.mark.parametrize(
    "path",
    [
        "/account/sign-in/",
        "/portal/early/a-token/",
        "/portal/invitation/a-token/",
        "/portal/language/",
        "/portal/no/such/page/",
    ],
)
def test_form_without_a_token_is_answered_with_the_cure_and_kept_nowhere(
    path: str,
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32

    answer = client.post(path, {"comment_text": "Typed."}, headers=SITE)

    assert answer.status_code == 403
    assert "This form is out of date" in answer.text
    assert not Session.objects.exists()


def test_answer_tells_machines_and_print_no_address() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/portal/invitation/a-token/", headers=SITE)

    for told in ("a-token", "canonical", "og:"):
        assert told not in answer.text
