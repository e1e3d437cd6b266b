"""What is left to read of what was withdrawn."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspectorate.reports.models import Withdrawal
from inspectorate.reports.publication import issue
from tests.factories import NOON, SYSTEM, make_edition, make_report, make_withdrawal
from tests.inspectorate.public.corrections import correct
from tests.inspectorate.public.pages import in_order, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def withdrawal() -> Withdrawal:
    """Of the second of two editions, and so of both."""
    report = make_report(published=True, paragraphs=["Zyzzyva."], title_en="Zyzzyva")
    return make_withdrawal(correct(report))


def addresses(withdrawal: Withdrawal) -> list[str]:
    report = withdrawal.edition.report
    paragraph = f"paragraphs/{report.paragraphs.get().stable_id}/"
    ways = ["", "editions/1/", "editions/2/", "editions/1/changes/2/", paragraph]
    return [f"reports/{report.slug}/{way}" for way in ways]


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_address_tells_the_reason_in_both_languages_and_no_word_of_it(
    client: Client, withdrawal: Withdrawal, language: str
) -> None:
    for address in addresses(withdrawal):
        response = client.get(f"/{language}/{address}")

        assert (address, response.status_code) == (address, 410)
        html = response.content.decode()
        assert 'lang="en">A child could be known.</dd>' in html
        assert 'lang="cy">Gellid adnabod plentyn.</dd>' in html
        assert f">{withdrawal.edition.report.slug}</dd>" in html
        assert '<time datetime="2026-03-02' in html
        assert "Zyzzyva" not in html


def test_reader_is_led_to_the_entry_in_the_register(
    client: Client, withdrawal: Withdrawal
) -> None:
    response = client.get(f"/en/reports/{withdrawal.edition.report.slug}/")

    page = client.get(response.context["in_register"])
    entry = page.context["links"][0].entry
    assert (entry.kind, entry.withdrawal.edition.number) == ("withdrawal", 2)


def test_address_of_an_edition_names_it_and_the_report_says_no_number(
    client: Client, withdrawal: Withdrawal
) -> None:
    report, first, *_others = addresses(withdrawal)

    assert in_order(client.get(f"/en/{first}"), "Edition 1", "Withdrawn 2 March 2026")
    assert "Edition" not in words(client.get(f"/en/{report}"))


def test_report_that_is_published_again_is_read_and_its_old_edition_is_not(
    client: Client, withdrawal: Withdrawal
) -> None:
    report = withdrawal.edition.report
    correct(report, title_en="Without the name")

    current = client.get(f"/en/reports/{report.slug}/")
    old = client.get(f"/en/reports/{report.slug}/editions/1/")

    assert (current.status_code, old.status_code) == (200, 410)
    assert "go to the current one" in words(old)
    changes = client.get(f"/en/reports/{report.slug}/editions/2/changes/3/")
    assert changes.status_code == 410


def test_issued_report_answers_like_none(client: Client) -> None:
    report = make_report(signed=True)
    issue(report, by=SYSTEM, reason="A secure home.", at=NOON)
    paragraph = report.paragraphs.first().stable_id

    for way in ("", "editions/1/", "editions/1/changes/2/", f"paragraphs/{paragraph}/"):
        assert client.get(f"/en/reports/{report.slug}/{way}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_two_queries_however_many_editions(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_edition()
    for _number in range(count - 1):
        edition = correct(edition.report)
    make_withdrawal(edition)

    with django_assert_num_queries(2):
        client.get(f"/en/reports/{edition.report.slug}/")


def test_withdrawal_beside_the_register_fails_no_page(client: Client) -> None:
    edition = make_edition()
    told = {"reason_en": "Hidden.", "entered_at": NOON}
    Withdrawal.objects.create(edition=edition, **told)

    for way in ("", "editions/1/"):
        response = client.get(f"/en/reports/{edition.report.slug}/{way}")

        assert (way, response.status_code) == (way, 410)
        assert "Hidden." in response.text
        assert "Entry in the register" not in response.text
