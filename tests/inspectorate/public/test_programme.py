"""The forward programme as the public reads it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from inspectorate.fields import PartialDate
from inspectorate.inspections.models import Inspection
from inspectorate.public.programme import programme
from tests.factories import (
    NOON,
    SYSTEM,
    make_announced,
    make_authority,
    make_inspection,
    make_report,
    make_withdrawal,
)
from tests.inspectorate.public.pages import in_order, words

pytestmark = pytest.mark.django_db

WAY = "/en/programme/"
DAY = date(2026, 3, 10)


def stands(on: date = DAY) -> list[tuple[str, int]]:
    return [(stand.value, len(rows)) for stand, rows in programme(on)["parts"]]


def announce(name: str, month: int, **case: object) -> Inspection:
    case.setdefault("reference", name.upper())
    inspection = make_inspection(make_authority(name), **case)
    make_announced(inspection, window_from=PartialDate(2026, month))
    return inspection


@pytest.fixture
def programmed() -> None:
    announce("Northshire", 6)
    announce("Southshire", 4)
    put_off = announce("Westshire", 5)
    put_off.defer(by=SYSTEM, reason="Secret reason.", at=NOON)
    off = announce("Eastshire", 5)
    off.cancel(by=SYSTEM, reason="Secret reason.", at=NOON)
    make_inspection(make_authority("Hiddenshire"), reference="HIDDEN")
    gone = announce("Goneshire", 4)
    gone.withdraw_announcement(by=SYSTEM, reason="A mistake.")


@pytest.mark.usefixtures("programmed")
def test_reader_learns_what_is_coming_first_by_time(client: Client) -> None:
    make_announced(
        make_inspection(make_authority("Midshire"), reference="MID"),
        window_from=PartialDate(2090, 4),
        window_to=PartialDate(2090, 6),
        note_en="With Estyn.",
        note_cy="Gydag Estyn.",
    )

    response = client.get(WAY)

    assert in_order(
        response,
        "Forward programme",
        "Coming",
        "Midshire",
        "When April 2090 – June 2090",
        "Kind Performance evaluation inspection",
        "Service Children's services",
        "Announced: 2 March 2026",
        "With Estyn.",
        "Postponed (1)",
        "Westshire",
        "Was announced for May 2026",
        "Postponed: 2 March 2026",
    )
    page = words(response)
    assert "Hiddenshire" not in page
    assert "Goneshire" not in page
    assert "Secret reason" not in page
    assert "Gydag Estyn." in words(client.get("/cy/programme/"))


@pytest.mark.usefixtures("programmed")
def test_stand_goes_by_what_was_said_and_by_the_day() -> None:
    assert stands() == [("coming", 2), ("postponed", 1), ("cancelled", 1)]
    assert [
        [str(each) for each in row.entry.authorities.all()]
        for _stand, rows in programme(DAY)["parts"]
        for row in rows
    ] == [["Southshire"], ["Northshire"], ["Westshire"], ["Eastshire"]]
    assert stands(date(2026, 5, 1))[:2] == [("coming", 1), ("postponed", 1)]
    assert ("awaited", 2) in stands(date(2026, 7, 1))
    # A year after it was called off.
    assert "cancelled" not in dict(stands(date(2027, 3, 10)))


def test_report_is_linked_once_it_can_be_read_and_not_before(client: Client) -> None:
    case = announce("Northshire", 3)
    Inspection.objects.update(status="drafting")
    before = client.get(WAY).content

    report = make_report(case)
    assert client.get(WAY).content == before
    edition = make_report(
        announce("Southshire", 3), slug="south", published=True
    ).editions.get()

    page = client.get(WAY).content.decode()
    assert f'href="/en/reports/{edition.report.slug}/"' in page
    assert f"/en/reports/{report.slug}/" not in page
    make_withdrawal(edition)
    assert "/en/reports/" + edition.report.slug not in client.get(WAY).content.decode()


def test_what_publishes_no_report_leaves_a_year_after_its_time() -> None:
    announce("Northshire", 3, publishes=False)

    over = date(2026, 3, 31)
    assert dict(stands(over)) == {"coming": 1}
    assert dict(stands(over + timedelta(days=1))) == {"coming": 0, "unreported": 1}
    assert dict(stands(over + timedelta(days=367))) == {"coming": 0}


def test_nothing_announced_is_told_in_words(client: Client) -> None:
    make_inspection()

    assert "No inspection is announced at present." in words(client.get(WAY))


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_statements_however_many(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        announce(f"Shire{number}", 4)

    with django_assert_num_queries(3):
        client.get(WAY)


def test_unannounced_plan_leaves_page_and_its_etag_as_they_were(
    client: Client, stored_pages: None
) -> None:
    announce("Northshire", 4)
    before = client.get(WAY)

    make_inspection(make_authority("Hiddenshire"), reference="HIDDEN")
    case = announce("Goneshire", 4)
    shown = client.get(WAY)
    case.withdraw_announcement(by=SYSTEM, reason="A mistake.")

    after = client.get(WAY)
    assert shown["ETag"] != before["ETag"] == after["ETag"]
    assert after.content == before.content


def test_timeline_of_the_authority_tells_each_thing_that_was_said(
    client: Client,
) -> None:
    case = announce("Northshire", 6)
    way = case.authorities.get().get_absolute_url()
    case.defer(by=SYSTEM, reason="Secret reason.", at=NOON + timedelta(days=3))

    response = client.get(way)

    assert in_order(
        response,
        "5 March 2026 Forward programme Postponed : Performance evaluation inspection",
        "Was announced for: June 2026",
        "2 March 2026 Forward programme Announced : Performance evaluation inspection",
        "When: June 2026",
    )
    case.withdraw_announcement(by=SYSTEM, reason="A mistake.")
    assert "Forward programme Announced" not in words(client.get(way))


def test_first_page_leads_to_it(client: Client) -> None:
    assert 'href="/en/programme/"' in client.get("/en/").content.decode()
    assert timezone.localdate() == client.get(WAY).context["today"]


@pytest.mark.usefixtures("programmed")
def test_page_of_a_council_tells_its_next_inspection(client: Client) -> None:
    make_announced(
        make_inspection(make_authority("Midshire"), reference="MID"),
        window_from=PartialDate(2090, 4),
    )

    coming = words(client.get("/en/authorities/midshire/"))
    over = words(client.get("/en/authorities/northshire/"))

    assert "Next inspection Performance evaluation inspection: April 2090" in coming
    assert "Next inspection None announced · Forward programme" in over
