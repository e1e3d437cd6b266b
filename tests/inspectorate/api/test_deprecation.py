import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspectorate.api.deprecation import Deprecation, TooSoon, deprecated
from inspectorate.api.urls import urlpatterns as of_api
from inspectorate.urls import urlpatterns as real

PAGE = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")
SINCE, UNTIL = date(2027, 1, 1), date(2028, 7, 1)
HEADERS = {
    "Deprecation": "@1798761600",
    "Sunset": "Sat, 01 Jul 2028 00:00:00 GMT",
    "Link": '<http://testserver/api/v1/docs/>; rel="deprecation"; type="text/html", '
    '<http://testserver/api/v1/docs/>; rel="sunset"; type="text/html"',
}


class Old(APIView):
    """An address that is throughout what it was."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[OpenApiParameter("new"), OpenApiParameter("old")],
        responses={200: dict[str, str]},
        tags=["search"],
    )
    def get(self, request: Request) -> Response:
        return Response({})


whole = deprecated(Deprecation(SINCE, UNTIL))(Old)
of_one = deprecated(Deprecation(SINCE, UNTIL, parameters=("old",)))(Old)
urlpatterns = [
    path("api/v1/whole/", whole.as_view()),
    path("api/v1/of-one/", of_one.as_view()),
    *real,
]
pytestmark = pytest.mark.urls(__name__)


def told(client: Client, address: str, method: str = "get") -> dict[str, str]:
    answer = getattr(client, method)(f"/api/v1/{address}")
    return {name: answer[name] for name in HEADERS if name in answer}


def test_answer_of_what_goes_tells_since_when_until_when_and_where_more_is_told(
    client: Client, db: None
) -> None:
    assert told(client, "whole/") == HEADERS
    assert told(client, "whole/", "post") == HEADERS
    assert told(client, "search/?q=care") == {}


def test_parameter_that_goes_is_told_to_who_uses_it_alone(client: Client) -> None:
    assert told(client, "of-one/?old=1&new=2") == HEADERS
    assert told(client, "of-one/?new=2") == {}


def test_description_marks_what_goes() -> None:
    patterns = urlpatterns[:2]
    paths = SchemaGenerator(patterns=patterns).get_schema(None, public=True)["paths"]

    gone = paths["/api/v1/of-one/"]["get"]
    assert paths["/api/v1/whole/"]["get"]["deprecated"] is True
    assert "deprecated" not in gone
    assert [each["name"] for each in gone["parameters"] if each.get("deprecated")] == [
        "old"
    ]


def test_less_notice_than_is_promised_is_refused() -> None:
    with pytest.raises(TooSoon):
        deprecated(Deprecation(SINCE, date(2027, 12, 31)))


def test_page_lists_what_is_deprecated() -> None:
    views = {
        str(pattern.pattern): getattr(pattern.callback, "cls", None)
        or getattr(pattern.callback, "view_class", None)
        for pattern in of_api
    }
    gone = {name for name, view in views.items() if hasattr(view, "deprecation")}

    table = PAGE.split("### What is deprecated\n")[1].split("\n#")[0]
    listed = set(re.findall(r"^\| `/api/v1/(\S*)`", table, re.MULTILINE))
    assert listed == gone
    assert ("Nothing is at present." in table) == (not gone)
