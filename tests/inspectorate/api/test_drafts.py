"""What is not published is not there: no answer of the API tells it from nothing."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspectorate.api.urls import urlpatterns
from inspectorate.reports.models import Edition, Report
from tests.factories import (
    make_area,
    make_evidence,
    make_finding,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_response,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LISTS = [
    f"/api/v1/{pattern.pattern}"
    for pattern in urlpatterns
    if pattern.name and pattern.name.endswith("-list")
]
CANARY = "yellowhammer"


@pytest.fixture
def draft() -> Report:
    """A draft with a canary word in every text that people write."""
    told = {f"text_{language}": f"{CANARY} text" for language in ("en", "cy")}
    inspection = make_inspection(
        reference=f"{CANARY}-2025-01", note_en=CANARY, fieldwork_stated_en=CANARY
    )
    area = make_area(inspection.framework)
    make_judgement(inspection, area=area, wording_en=CANARY, mapped_by=CANARY)
    make_finding(inspection, **told)
    make_recommendation(inspection, evidence_of_completion_en=CANARY, **told)
    make_evidence(inspection, summary=CANARY)
    report = make_report(
        inspection,
        slug=f"{CANARY}-report",
        title_en=CANARY,
        title_cy=CANARY,
        summary_en=CANARY,
        paragraphs=[CANARY],
    )
    make_response(report, text=CANARY, name=CANARY)
    return report


def asked(client: Client, url: str) -> tuple[HttpResponse, int]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    return response, len(queries)


READ = [*LISTS, "/api/v1/"]


def test_no_list_holds_a_word_of_a_draft(
    client: Client, draft: Report, dwyfor: Edition, subtests: pytest.Subtests
) -> None:
    for url in READ:
        with subtests.test(url=url):
            response = client.get(url)

            assert response.status_code == 200
            assert CANARY not in response.content.decode().lower()


IDENTIFIED = [
    ("reports/{slug}/", "nothing"),
    ("reports/{slug}/editions/1/", "nothing"),
    ("reports/{slug}/editions/1/document/", "nothing"),
    ("paragraphs/{stable_id}/", "0000000000"),
    ("recommendations/{reference}/", "nothing"),
]


def test_identifier_of_a_draft_answers_like_one_that_never_was(
    client: Client, draft: Report, subtests: pytest.Subtests
) -> None:
    known = {
        "slug": draft.slug,
        "stable_id": draft.paragraphs.get().stable_id,
        "reference": draft.inspection.recommendations.get().reference,
    }
    for url, nothing in IDENTIFIED:
        with subtests.test(url=url):
            made_up = dict.fromkeys(known, nothing)

            drafted, queries = asked(client, f"/api/v1/{url.format(**known)}")
            absent, queries_for_nothing = asked(
                client, f"/api/v1/{url.format(**made_up)}"
            )

            assert drafted.status_code == 404
            assert told(drafted) == told(absent)
            assert queries == queries_for_nothing


def told(answer: HttpResponse) -> tuple[str, dict]:
    """Body and headers, but for the number of the request."""
    headers = dict(answer.headers)
    number = headers.pop("X-Request-ID")
    return answer.content.decode().replace(number, ""), headers


FILTERED = ["editions", "paragraphs", "recommendations"]


def test_filter_by_a_draft_answers_like_one_by_nothing(
    client: Client, draft: Report, subtests: pytest.Subtests
) -> None:
    for resource in FILTERED:
        with subtests.test(resource=resource):
            url = f"/api/v1/{resource}/?report="
            drafted, queries = asked(client, f"{url}{draft.slug}")
            absent, queries_for_nothing = asked(client, f"{url}nothing")

            assert drafted.status_code == absent.status_code == 400
            body, headers = told(drafted)
            body = body.replace(draft.slug, "nothing")
            assert body == told(absent)[0]
            assert headers.keys() == absent.headers.keys() - {"X-Request-ID"}
            assert queries == queries_for_nothing


def test_draft_of_a_correction_changes_nothing_of_what_is_published(
    client: Client, dwyfor: Edition
) -> None:
    urls = [
        *LISTS,
        "/api/v1/reports/dwyfor-2025-01/",
        "/api/v1/reports/dwyfor-2025-01/editions/1/",
    ]
    before = [client.get(url).content for url in urls]

    report = dwyfor.report
    report.title_en = report.summary_en = CANARY
    report.status = Report.Status.REVISION
    report.save()
    report.paragraphs.update(text_en=CANARY)
    make_paragraph(report, text_en=CANARY)
    report.inspection.findings.update(text_en=CANARY)
    report.inspection.judgements.update(wording_en=CANARY)
    report.inspection.recommendations.update(text_en=CANARY)
    make_recommendation(report.inspection, text_en=CANARY)

    assert [client.get(url).content for url in urls] == before
