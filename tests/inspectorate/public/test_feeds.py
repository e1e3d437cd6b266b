"""Feeds as a program reads them."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from authorities.models import Authority
from inspectorate.concerns.models.decision import Act
from inspectorate.fields import PartialDate, Wording
from inspectorate.history.models import CHANGED, record
from inspectorate.inspections.models import ProgrammeEntry
from inspectorate.public import feeds
from inspectorate.public.happenings import nameless
from inspectorate.reports import withdrawal
from inspectorate.reports.models import Edition
from tests.factories import (
    NOON,
    SYSTEM,
    make_announced,
    make_authority,
    make_correction,
    make_decision,
    make_edition,
    make_episode,
    make_inspection,
    make_recommendation,
    make_report,
    make_theme,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
LATER = NOON + timedelta(hours=1)


def read(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def titles(feed: ET.Element) -> list[str]:
    return [each.findtext(f"{ATOM}title") for each in feed.findall(f"{ATOM}entry")]


def correct(edition: Edition) -> Edition:
    return make_correction(
        edition, at=LATER, title_en="Mended", title_cy="Wedi'i gywiro"
    )


def take_back(edition: Edition) -> None:
    reason = Wording("A child could be known.", "Gellid adnabod plentyn.")
    withdrawal.withdraw(edition.report, by=SYSTEM, reason=reason, at=LATER)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_feed_has_all_that_atom_asks_for(client: Client, language: str) -> None:
    edition = make_edition()

    feed = read(client, f"/{language}/feeds/reports/")

    site = "https://inspectorate.example"
    assert feed.get(LANGUAGE) == language
    assert feed.findtext(f"{ATOM}id") == f"{site}/{language}/feeds/reports/"
    assert feed.findtext(f"{ATOM}updated") == "2026-03-02T12:00:00+00:00"
    links = {
        (each.get("rel"), each.get("hreflang")) for each in feed.iter(f"{ATOM}link")
    }
    assert {("self", None), ("alternate", "en"), ("alternate", "cy")} <= links
    (entry,) = feed.findall(f"{ATOM}entry")
    slug = edition.report.slug
    assert entry.findtext(f"{ATOM}id") == (
        f"tag:inspectorate.example,2026:{language}/editions/{slug}/1"
    )
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == str(
        edition.framework.body.name.in_language(language).text
    )
    assert entry.findtext(f"{ATOM}updated")
    shown = {
        each.get("hreflang"): each.get("href") for each in entry.iter(f"{ATOM}link")
    }
    assert shown == {
        code: f"{site}/{code}/reports/{slug}/editions/1/" for code in ("en", "cy")
    }


def test_correction_is_an_entry_of_its_own_with_its_reason(client: Client) -> None:
    correct(make_edition())

    feed = read(client, "/en/feeds/reports/")

    assert titles(feed) == ["Mended", "Inspection of children's services"]
    assert "A date was wrong." in feed.find(f"{ATOM}entry").findtext(f"{ATOM}summary")


def test_withdrawal_takes_the_place_of_the_entry_and_shows_no_title(
    client: Client,
) -> None:
    edition = make_edition()
    before = read(client, "/en/feeds/reports/").find(f"{ATOM}entry")
    take_back(edition)

    feed = read(client, "/en/feeds/reports/")

    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert entry.findtext(f"{ATOM}updated") == "2026-03-02T13:00:00+00:00"
    assert edition.title_en not in ET.tostring(feed, encoding="unicode")
    assert "A child could be known." in entry.findtext(f"{ATOM}summary")


def test_withdrawal_of_a_former_edition_says_that_it_is_one(client: Client) -> None:
    report = correct(make_edition()).report
    reason = Wording("It named a child.", "Roedd yn enwi plentyn.")
    withdrawal.withdraw_former(report, by=SYSTEM, reason=reason, at=LATER)

    found = titles(read(client, "/en/feeds/reports/"))

    assert sorted(found) == [
        "A former edition of a report has been withdrawn",
        "Mended",
    ]


def test_title_in_the_other_language_is_marked(client: Client) -> None:
    make_edition(title_cy="", recorded_from="Paper archive", published_on="1998")

    entry = read(client, "/cy/feeds/reports/").find(f"{ATOM}entry")

    assert entry.find(f"{ATOM}title").get(LANGUAGE) == "en"


def test_draft_and_embargoed_report_are_in_no_feed(client: Client) -> None:
    authority = make_edition().report.inspection.authorities.get()
    paths = [
        f"/en/feeds/{each}/" for each in ("reports", "recommendations", "concerns")
    ]
    paths.append(f"/en/feeds/authorities/{authority.slug}/")
    before = [client.get(path).content for path in paths]

    case = make_inspection(authority)
    secret = make_recommendation(case)
    told = {"before": {"progress": "not_started"}, "after": {"progress": "paused"}}
    record(secret, CHANGED, by=SYSTEM, **told)
    make_report(case, signed=True)
    make_decision(make_episode(authority, placed=False), Act.PLACE, by=SYSTEM)

    assert [client.get(path).content for path in paths] == before


def test_feed_of_an_authority_has_all_of_it_and_nothing_of_others(
    client: Client,
) -> None:
    edition = make_edition()
    authority = edition.report.inspection.authorities.get()
    make_episode(authority)
    make_edition(make_inspection(make_authority("Northshire")), title_en="Elsewhere")

    found = titles(read(client, f"/en/feeds/authorities/{authority.slug}/"))

    assert len(found) == 2
    assert "Inspection of children's services" in found
    assert "Placed under the protocol: Exampleshire, Children's services" in found


def test_feed_of_a_theme_has_what_is_on_it(client: Client) -> None:
    theme = make_theme()
    recommendation = make_recommendation()
    recommendation.themes.add(theme)
    make_edition(recommendation.inspection, title_en="On the theme")
    make_edition(make_inspection(make_authority("Northshire")))
    stable = theme.stands_for or theme

    found = titles(read(client, f"/en/feeds/themes/{stable.code}/"))

    assert found == ["On the theme"]


def test_change_of_a_recommendation_is_told_since_it_can_be_read(
    client: Client,
) -> None:
    recommendation = make_recommendation()
    told = {"before": {"progress": "not_started"}, "after": {"progress": "paused"}}
    record(recommendation, CHANGED, by=SYSTEM, at=NOON - timedelta(days=1), **told)
    make_edition(recommendation.inspection)
    record(recommendation, CHANGED, by=SYSTEM, at=LATER, **told)
    record(recommendation, CHANGED, by=SYSTEM, at=LATER, after={"text_en": "Secret"})

    feed = read(client, "/en/feeds/recommendations/")

    (entry,) = feed.findall(f"{ATOM}entry")
    assert "Not started → Paused" in entry.findtext(f"{ATOM}summary")


def test_recommendation_is_named_by_its_first_words(client: Client) -> None:
    row = make_recommendation(text_en="Hire staff.")
    make_edition(row.inspection)
    told = {"before": {"progress": "not_started"}, "after": {"progress": "paused"}}
    record(row, CHANGED, by=SYSTEM, at=LATER, **told)

    (title,) = titles(read(client, "/en/feeds/recommendations/"))

    assert title == f"Hire staff. ({row.reference})"


def test_feed_of_the_programme_tells_each_announcement_and_none_taken_out(
    client: Client,
) -> None:
    case = make_inspection(make_authority("Northshire"), reference="SECRET-1")
    welsh = {"note_cy": "Gydag Estyn."}
    make_announced(
        case, window_from=PartialDate(2090, 4), note_en="With Estyn.", **welsh
    )
    case.defer(by=SYSTEM, reason="Secret reason.", at=LATER)
    gone = make_inspection(make_authority("Goneshire"), reference="SECRET-2")
    make_announced(gone, window_from=PartialDate(2090, 5))
    gone.withdraw_announcement(by=SYSTEM, reason="A mistake.")

    ways = ["/en/feeds/programme/", "/en/feeds/authorities/northshire/"]
    whole, its = (client.get(way).content.decode() for way in ways)

    titles_here = [each.partition(":")[0] for each in titles(read(client, ways[0]))]
    assert sorted(titles_here) == ["Announced", "Postponed"]
    for feed in (whole, its):
        assert "April 2090" in feed
        assert "With Estyn." in feed
        assert "Goneshire" not in feed
        assert "SECRET" not in feed.upper()
    # Who reads the feed can make each name, so no more than the feed says is in it.
    told = ProgrammeEntry.objects.filter(inspection=case)
    names = [nameless("programme", e.said_at, e.said, "northshire") for e in told]
    assert [whole.count(name) for name in names] == [1, 1]


def test_programme_leads_to_its_feed(client: Client) -> None:
    page = client.get("/cy/programme/").content.decode()

    assert page.count('href="/cy/feeds/programme/"') == 2


def test_feed_of_nothing_is_the_same_each_time(client: Client) -> None:
    first, again = (client.get("/en/feeds/concerns/").content for _each in range(2))

    assert first == again


@pytest.mark.parametrize("path", ["authorities/nowhere", "themes/nothing"])
def test_feed_of_nothing_that_is_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/en/feeds/{path}/").status_code == 404


def test_feed_names_the_host_that_was_asked_where_no_address_is_set(
    client: Client, settings: Settings
) -> None:
    settings.HAS_SITE_ADDRESS = False

    feed = read(client, "/en/feeds/reports/")

    assert feed.findtext(f"{ATOM}id") == "http://testserver/en/feeds/reports/"


def test_feed_has_the_newest_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST", 2)
    for minute in range(3):
        at = NOON + timedelta(minutes=minute)
        make_edition(title_en=f"Report {minute}", at=at)

    assert titles(read(client, "/en/feeds/reports/")) == ["Report 2", "Report 1"]


@pytest.mark.slow
def test_feed_takes_as_many_statements_for_three_reports_as_for_one(
    client: Client,
) -> None:
    authority = make_authority("Northshire")
    path = f"/en/feeds/authorities/{authority.slug}/"
    counts = []
    for more in (1, 2):
        for _each in range(more):
            case = make_inspection(authority)
            asked = make_recommendation(case)
            make_edition(case)
            told = {"before": {"progress": "not_started"}, "at": LATER}
            record(asked, CHANGED, by=SYSTEM, after={"progress": "paused"}, **told)
        with CaptureQueriesContext(connection) as queries:
            read(client, path)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 13
    assert Authority.objects.filter(pk=authority.pk).exists()
