"""Nothing of a final report is found by a stranger before it is published.

It is told by no count, facet, neighbour, id, header or error, whether it is signed
off, scheduled, read early by named persons, held up, issued to the authority alone,
or the correction of what is published; and whoever asks for it by its own addresses
is answered as by an address that does not exist: the same status, body, headers and
number of queries.
"""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspectorate.public.store import etag_of
from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Report
from tests.crawl import SEARCH, Crawl, ask, asked_for, crawl, sings, without_number
from tests.embargoed import (
    HIDDEN,
    TOKEN,
    corrected,
    embargo_all,
    plant_embargoed_with,
)
from tests.factories import (
    NOON,
    SYSTEM,
    make_authority,
    make_framework,
    make_inspection,
    make_report,
    make_service,
    make_theme,
)
from tests.planted import make_read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("stored_pages"),
]

# On both doors, and of the files; each in the place of what a made-up name asks for.
ADDRESSES = [
    *("/en/reports/{slug}/", "/cy/reports/{slug}/"),
    "/en/reports/{slug}/editions/1/",
    "/cy/reports/{slug}/editions/2/",
    "/en/reports/{slug}/editions/1/changes/2/",
    "/en/reports/{slug}/editions/1/files/{slug}-1.json",
    "/cy/reports/{slug}/paragraphs/{paragraph}/",
    "/cy/recommendations/{recommendation}/",
    "/api/v1/reports/{slug}/",
    "/api/v1/reports/{slug}/editions/1/",
    "/api/v1/reports/{slug}/editions/2/document/",
    "/api/v1/paragraphs/{paragraph}/",
    "/api/v1/recommendations/{recommendation}/",
    "/api/v1/editions/?report={slug}",
    "/api/v1/paragraphs/?report={slug}",
    "/api/v1/recommendations/?report={slug}",
    "/api/v1/register/?report={slug}",
    "/en/register/?report={slug}",
    "/en/authorities/exampleshire/compare/exampleshire-2025-01-report/{slug}/",
    "/cy/authorities/exampleshire/compare/?old={slug}&new={slug}",
    "/portal/early/{slug}/",
    "/portal/early/{paragraph}/",
]


@pytest.fixture
def edition() -> Edition:
    return make_read()


def differing(before: Crawl, after: Crawl) -> list[str]:
    every = {**before, **after}
    return [address for address in every if before.get(address) != after.get(address)]


def test_embargoed_reports_are_in_nothing_that_a_stranger_can_read(
    client: Client, edition: Edition
) -> None:
    before = crawl(client)

    embargo_all(edition)

    after = crawl(client)
    assert differing(before, after) == []
    assert [address for address in after if sings(after[address])] == []
    assert len(before) > 25


def published_next(client: Client, edition: Edition) -> Crawl:
    """What can be read after one more report has come out, whose ids are given."""
    with transaction.atomic():
        beside = edition.report.inspection
        about = {"service": beside.service, "framework": beside.framework}
        case = make_inspection(beside.authorities.get(), reference="NEXT-1", **about)
        waits = {"status": Report.Status.AWAITING_SIGN_OFF, "paragraphs": 1}
        report = make_report(case, slug="next", **waits)
        report.paragraphs.update(stable_id="aaaaaaaaaa")
        report.sign_off(by=SYSTEM, at=NOON)
        publication.publish(report, by=SYSTEM, at=NOON)
        found = crawl(client)
        transaction.set_rollback(True)
    for _status, headers, _body in found.values():
        headers.pop("Last-Modified", None)  # the moment of this very reading
    return found


def test_report_that_comes_out_later_has_the_same_number_and_neighbours(
    client: Client, edition: Edition
) -> None:
    """No gap is left for what is embargoed, and no digest or cursor tells of it."""
    before = published_next(client, edition)
    embargo_all(edition)
    after = published_next(client, edition)

    assert differing(before, after) == []
    assert "/en/reports/next/" in after


@pytest.fixture
def unused() -> dict[str, str]:
    """By the name of a filter, a value that only what is embargoed will have."""
    return {
        "authority": make_authority().slug,
        "service": make_service().code,
        "framework": make_framework().code,
        "theme": make_theme().code,
        "year": "1987",
    }


def test_embargoed_report_changes_no_list_asked_for_what_it_has(
    client: Client, edition: Edition, unused: dict[str, str]
) -> None:
    asked = [*asked_for(unused), *(f"{page}?q=canary" for page in SEARCH)]
    before = {address: ask(client, address) for address in asked}

    plant_embargoed_with(unused)

    after = {address: ask(client, address) for address in asked}
    assert differing(before, after) == []


def names_of(report: Report) -> dict[str, str]:
    return {
        "slug": report.slug,
        "paragraph": report.paragraphs.first().stable_id,
        "recommendation": report.inspection.recommendations.get().reference,
    }


def made_up(names: dict[str, str]) -> dict[str, str]:
    """Names as long, that nothing has."""
    return {
        key: "Z" * 10 if key == "paragraph" else "x" * len(name)
        for key, name in names.items()
    }


def told(
    client: Client, address: str, names: dict[str, str], **headers: str
) -> tuple[int, dict[str, str], bytes, int]:
    """The answer to an address filled with names, where those are left out again."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address.format(**names), headers=headers)
    body, told = without_number(response, content_of(response))
    if told.get("ETag") == etag_of(body):
        del told["ETag"]  # of a page that repeats what it was asked
    for name in sorted(names.values(), key=len, reverse=True):
        body = body.replace(name.encode(), b"-")
    return response.status_code, told, body, len(queries)


def content_of(response: HttpResponse) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("state", HIDDEN)
def test_address_of_an_embargoed_report_answers_as_one_that_never_was(
    client: Client, edition: Edition, state: str
) -> None:
    names = names_of(HIDDEN[state](edition))
    # What the first request in a language reads once is not the report's.
    nobody = made_up(names)
    [told(client, address, nobody) for address in ADDRESSES]

    answers = {address: told(client, address, names) for address in ADDRESSES}

    for address, answer in answers.items():
        assert (address, answer) == (address, told(client, address, nobody))
        assert answer[0] == 404 or "?" in address


def test_edition_that_was_issued_is_not_known_by_its_digest(
    client: Client, edition: Edition
) -> None:
    """A condition is not met by what the public may not read."""
    report = HIDDEN["issued"](edition)
    names, sha256 = names_of(report), report.editions.get().sha256
    for digest in (sha256, report.signed_digest):
        for address in ADDRESSES:
            asked = {"if_none_match": f'"{digest}"'}
            answer = told(client, address, names, **asked)
            assert answer == told(client, address, made_up(names), **asked)
            assert answer[0] != 304


def test_correction_that_waits_is_found_by_no_number_of_an_edition(
    client: Client, edition: Edition
) -> None:
    report = corrected(edition)
    names = {"slug": report.slug, "paragraph": report.paragraphs.first().stable_id}

    for address in (
        "/en/reports/{slug}/editions/2/",
        "/cy/reports/{slug}/editions/1/changes/2/",
        "/api/v1/reports/{slug}/editions/2/",
        "/api/v1/reports/{slug}/editions/2/document/",
    ):
        assert (address, client.get(address.format(**names)).status_code) == (
            address,
            404,
        )
        never = address.replace("/2/", "/3/")
        first, second = (told(client, each, names) for each in (address, never))
        assert first == second


@pytest.mark.parametrize("state", HIDDEN)
def test_stranger_who_guesses_at_links_of_readers_learns_nothing(
    client: Client, edition: Edition, state: str
) -> None:
    report = HIDDEN[state](edition)
    guesses = [
        *names_of(report).values(),
        *(str(report.pk), report.signed_digest, TOKEN, f"{TOKEN}-{report.pk}".upper()),
        *report.pre_release_readers.exclude(digest=None).values_list(
            "digest", flat=True
        ),
    ]
    unknown = told(client, "/portal/early/never-was/", {})

    for guess in guesses:
        assert told(client, f"/portal/early/{guess}/", {}) == unknown
    assert unknown[0] == 404
