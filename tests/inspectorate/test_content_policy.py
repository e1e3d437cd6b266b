from collections.abc import Callable

import pytest
from csp.constants import HEADER, NONCE
from csp.decorators import csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from inspectorate.content_policy import ContentPolicyMiddleware


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.csp_nonce)


@pytest.mark.parametrize(
    "view", [plain, csp_update({"script-src": "https://maps.example"})(plain)]
)
def test_policy_is_that_of_the_library(
    view: Callable[[HttpRequest], HttpResponse],
) -> None:
    request = RequestFactory().get("/")

    told = ContentPolicyMiddleware(view)(request)

    assert told.headers[HEADER] == CSPMiddleware(view)(request).headers[HEADER]


def test_nonce_stands_in_the_policy(settings: Settings) -> None:
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": [NONCE]}}
    request = RequestFactory().get("/")

    told = ContentPolicyMiddleware(with_nonce)(request)

    assert f"'nonce-{told.content.decode()}'" in told.headers[HEADER]


def test_policy_that_an_answer_has_already_is_kept() -> None:
    def own(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={HEADER: "default-src 'none'"})

    told = ContentPolicyMiddleware(own)(RequestFactory().get("/"))

    assert told.headers[HEADER] == "default-src 'none'"
