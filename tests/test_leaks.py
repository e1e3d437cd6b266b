"""A draft is found nowhere by a stranger.

Every public address is read, by following links from the front doors, before and
after a draft case is planted beside what is published: not a byte may differ, so that
no count, neighbour, facet, header or order tells of it. Every text of the draft holds
a canary word, which must not appear at all.
"""

import pytest
from django.test import Client

from authorities.models import Authority
from inspectorate.frameworks.models import Framework
from inspectorate.reports.models import Edition
from tests.crawl import SEARCH, ask, asked_for, crawl, sings, value_in
from tests.factories import (
    make_authority,
    make_framework,
    make_inspection,
    make_recommendation,
    make_report,
    make_service,
    make_theme,
)
from tests.planted import make_read, plant, plant_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_pages")]


@pytest.fixture
def edition() -> Edition:
    return make_read()


@pytest.mark.slow
def test_draft_is_in_nothing_that_a_stranger_can_read(
    client: Client, edition: Edition, subtests: pytest.Subtests
) -> None:
    before = crawl(client)

    plant(edition)

    after = crawl(client)
    with subtests.test("not a byte differs"):
        assert sorted(after) == sorted(before)
        changed = [address for address in before if after[address] != before[address]]
        assert changed == []
        assert len(before) > 25
    with subtests.test("no canary sings"):
        assert [address for address in after if sings(after[address])] == []
    with subtests.test("the crawl reads what is published"):
        texts = b"".join(body for _status, _headers, body in before.values())
        for paragraph in edition.paragraphs.all():
            assert paragraph.text_en.encode() in texts
            assert paragraph.text_cy.encode() in texts


@pytest.fixture
def unused() -> dict[str, str]:
    """By the name of a filter, a value that only a draft will have."""
    return {
        "authority": make_authority().slug,
        "service": make_service().code,
        "framework": make_framework().code,
        "theme": make_theme().code,
        "year": "1987",
    }


@pytest.mark.slow
def test_draft_changes_no_list_asked_for_what_it_has(
    client: Client,
    edition: Edition,
    unused: dict[str, str],
    subtests: pytest.Subtests,
) -> None:
    asked = [*asked_for(unused), *(f"{page}?q=canary" for page in SEARCH)]
    before = {address: ask(client, address) for address in asked}

    plant_with(unused)
    plant(edition)

    for address in asked:
        with subtests.test(address=address):
            assert ask(client, address) == before[address]


ADDRESSES = [
    "/en/reports/{slug}/",
    "/cy/reports/{slug}/",
    "/en/reports/{slug}/editions/1/",
    "/en/reports/{slug}/editions/1/changes/2/",
    "/cy/reports/{slug}/paragraphs/0000000000/",
    "/en/recommendations/{recommendation}/",
    "/en/authorities/exampleshire/compare/exampleshire-2025-01-report/{slug}/",
    "/api/v1/reports/{slug}/",
    "/api/v1/reports/{slug}/editions/1/",
    "/api/v1/recommendations/{recommendation}/",
    "/api/v1/paragraphs/{paragraph}/",
]


def test_address_of_a_draft_answers_as_one_that_never_was(
    client: Client, edition: Edition, subtests: pytest.Subtests
) -> None:
    draft = make_report(make_inspection())
    asked = make_recommendation(draft.inspection)
    paragraph = draft.paragraphs.first()
    names = {
        "slug": draft.slug,
        "recommendation": asked.reference,
        "paragraph": paragraph.stable_id,
    }
    nobody = {"slug": "never-was", "recommendation": "NEVER-R1", "paragraph": "0" * 10}

    for address in ADDRESSES:
        with subtests.test(address=address):
            first, second = (
                (status, headers, body.replace(value_in(address, given).encode(), b"-"))
                for given in (names, nobody)
                for status, headers, body in [ask(client, address.format(**given))]
            )
            assert first == second
            assert first[0] == 404


def test_authority_and_framework_known_only_to_a_draft_are_no_facet(
    client: Client, edition: Edition
) -> None:
    inspection = make_inspection()
    authority = inspection.authorities.get()
    make_report(inspection)

    page = client.get("/en/reports/").content.decode()

    assert f'value="{authority.slug}"' not in page
    assert f'value="{inspection.framework.code}"' not in page
    assert Authority.objects.filter(pk=authority.pk).exists()
    assert Framework.objects.filter(pk=inspection.framework_id).exists()
