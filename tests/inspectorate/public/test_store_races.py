"""The store where several write at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from authorities.models import Authority
from inspectorate.public.models import Change, StoredPage
from tests.factories import make_authority

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("stored_pages"),
]
PAGE = "/en/authorities/"


def elsewhere(act: Callable[[], object]) -> object:
    """What an act returns on a connection of its own, within ten seconds."""

    def done() -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result(timeout=10)


def read() -> bytes:
    return Client().get(PAGE).content


def rename(authority: Authority, name: str) -> None:
    Authority.objects.filter(pk=authority.pk).update(name_en=name)


def test_page_stored_by_one_process_is_drawn_anew_after_a_change_by_another() -> None:
    authority = make_authority()
    assert b"Exampleshire" in elsewhere(read)

    elsewhere(lambda: rename(authority, "Sampleshire"))

    assert b"Sampleshire" in read()
    assert b"Sampleshire" in elsewhere(read)


def test_page_drawn_before_a_change_is_committed_does_not_outlive_that() -> None:
    authority = make_authority()
    with transaction.atomic():
        rename(authority, "Sampleshire")
        assert b"Exampleshire" in elsewhere(read)

    assert b"Sampleshire" in read()


def test_reader_does_not_wait_for_a_long_transaction() -> None:
    """SQLite has one writer, so there the page is shown and not stored."""
    authority = make_authority()
    with transaction.atomic():
        rename(authority, "Sampleshire")

        assert b"Exampleshire" in elsewhere(read)

    assert StoredPage.objects.count() == (connection.vendor == "postgresql")


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="it has one writer")
def test_two_who_change_what_is_public_do_not_wait_for_each_other() -> None:
    one, other = make_authority(), make_authority("Sampleshire")
    with transaction.atomic():
        rename(one, "First")
        elsewhere(lambda: rename(other, "Second"))
        before = elsewhere(lambda: StoredPage.find(PAGE, "").version)

    # The first to begin is the last to count.
    assert StoredPage.find(PAGE, "").version == before + 1


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="it has one writer")
def test_changes_that_two_gather_at_once_count_once() -> None:
    Change.objects.all().delete()
    Change.objects.bulk_create(Change() for _ in range(30))
    with transaction.atomic():
        Change.objects.gather()
        elsewhere(Change.objects.gather)

    assert StoredPage.find(PAGE, "").version == 30
