"""Pages that are drawn once; all that is asked here goes through the store."""

import gzip
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from authorities.models import Authority, OfficeHolder
from inspectorate.concerns.models.decision import Act
from inspectorate.public import urls
from inspectorate.public.export.page import Copy, Page
from inspectorate.public.models import Change, StoredPage
from inspectorate.public.release import release
from inspectorate.reports.models import Edition
from recommendations.models import Recommendation
from tests.crawl import crawl
from tests.factories import (
    SYSTEM,
    make_area,
    make_authority,
    make_decision,
    make_edition,
    make_episode,
    make_framework,
    make_inspection,
    make_judgement,
    make_office_holder,
    make_recommendation,
    make_report,
    make_response,
    make_user,
    make_withdrawal,
    stand,
)
from tests.inspectorate.public.corrections import correct

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("stored_pages"),
]


@pytest.fixture
def edition() -> Edition:
    Authority.objects.all().delete()
    framework = make_framework(code="told")
    exampleshire = make_authority(slug="exampleshire")
    inspection = make_inspection(exampleshire, framework=framework)
    make_judgement(inspection, area=make_area(framework, code="leadership"))
    make_recommendation(inspection, timescale="3m", due_on="2099-01-31")
    return make_edition(inspection, slug="told", paragraphs=["It is so."])


PAGES = [
    "/en/",
    "/cy/reports/",
    "/en/reports/told/",
    "/cy/reports/told/editions/1/",
    "/en/authorities/",
    "/cy/authorities/exampleshire/",
    "/en/recommendations/",
    "/en/register/",
    "/en/concerns/",
    "/cy/programme/",
    "/en/compare/",
    "/cy/compare/told/leadership/",
    "/en/measures/",
    "/cy/measures/pm24/",
    "/en/search/",
    "/cy/glossary/",
    "/en/open-data/columns/",
    "/cy/accessibility/",
    "/en/privacy/",
    "/cy/contact/",
    "/en/cookies/",
]


@pytest.fixture
def forgotten_release() -> Iterator[None]:
    """The digest that was made is that of other settings."""
    release.cache_clear()
    yield
    release.cache_clear()


def test_each_page_is_named_among_those_that_are_stored_shared_or_apart() -> None:
    named = [*urls.SHARED, *urls.APART]

    assert sorted(named) == sorted(page.name for page in urls.pages)
    asked = set()
    for page in PAGES:
        with translation.override(page[1:3]):
            asked.add(resolve(page).url_name)
    assert asked == urls.STORED


@pytest.mark.parametrize("page", PAGES)
def test_page_from_the_store_is_the_one_that_was_drawn(
    client: Client,
    edition: Edition,
    page: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    drawn = client.get(page)

    with django_assert_num_queries(1):
        stored = client.get(page)

    assert (stored.status_code, stored.content) == (200, drawn.content)
    assert dict(stored.headers) == dict(drawn.headers)
    assert stored["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("page", PAGES)
def test_page_is_the_same_for_a_colleague_and_at_every_host(
    client: Client, edition: Edition, page: str, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["other.example", "testserver"]
    settings.HAS_SITE_ADDRESS = True
    client.force_login(make_user("inspector"))
    drawn = client.get(page)
    StoredPage.objects.all().delete()

    stranger = Client().get(page, headers={"host": "other.example"}, secure=True)

    assert stranger.content == drawn.content
    assert not drawn.cookies
    StoredPage.objects.get(path=page)


def test_page_tells_the_host_that_was_asked_where_no_address_is_known(
    client: Client, edition: Edition, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["other.example", "testserver"]
    settings.HAS_SITE_ADDRESS = False
    client.get("/en/reports/told/")

    other = client.get("/en/reports/told/", headers={"host": "other.example"})

    assert b"http://testserver/" not in other.content
    assert b"http://testserver/" in client.get("/en/reports/told/").content


def test_page_goes_compressed_to_whoever_takes_it(
    client: Client, edition: Edition
) -> None:
    plain = client.get("/en/reports/told/")
    for taken, is_compressed in {
        "gzip, deflate, br": True,
        "gzip;q=0.5": True,
        "gzip;q=0": False,
        "gzip;q=0.0, br": False,
        "br": False,
    }.items():
        response = client.get("/en/reports/told/", headers={"accept-encoding": taken})

        assert (taken, response.has_header("Content-Encoding")) == (
            taken,
            is_compressed,
        )
        body = response.content
        assert response["Content-Length"] == str(len(body))
        assert (gzip.decompress(body) if is_compressed else body) == plain.content
        assert (response["ETag"], response["Vary"]) == (
            plain["ETag"],
            "Accept-Encoding",
        )


def test_head_tells_the_same_stored_or_not(client: Client, edition: Edition) -> None:
    drawn = client.head("/en/reports/told/")

    assert dict(client.head("/en/reports/told/").headers) == dict(drawn.headers)
    assert dict(client.get("/en/reports/told/").headers) == dict(drawn.headers)


def test_reader_who_has_the_page_is_not_sent_it_again(
    client: Client, edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = client.get("/en/reports/told/")
    for has in (
        {"if-none-match": page["ETag"]},
        {"if-none-match": f'"other", {page["ETag"]}'},
        {"if-modified-since": page["Last-Modified"]},
    ):
        with django_assert_num_queries(1):
            response = client.get("/en/reports/told/", headers=has)

        assert (response.status_code, response.content) == (304, b"")
        told = {name: page[name] for name in ("Cache-Control", "ETag", "Vary")}
        assert {name: response[name] for name in told} == told


def test_reader_who_has_another_page_is_sent_this_one(
    client: Client, edition: Edition
) -> None:
    has = {"if-none-match": client.get("/en/")["ETag"]}

    assert client.get("/en/reports/told/", headers=has).status_code == 200
    assert client.get("/en/reports/told/", headers=has).status_code == 200


def test_page_of_a_filtered_list_is_known_by_its_digest_and_not_stored(
    client: Client, edition: Edition
) -> None:
    for address in (
        "/en/reports/?authority=exampleshire",
        f"/en/reports/told/paragraphs/{edition.paragraphs.get().stable_id}/",
    ):
        page = client.get(address)
        assert page["Cache-Control"] == "public, no-cache"

        again = client.get(address, headers={"if-none-match": page["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
    assert not StoredPage.objects.exists()


def test_cdn_may_keep_pages_for_so_many_seconds(
    client: Client, edition: Edition, settings: Settings
) -> None:
    settings.CDN_SECONDS = 60

    told = client.get("/en/")["Cache-Control"]

    assert told == "public, max-age=0, must-revalidate, s-maxage=60"


def renamed(edition: Edition) -> None:
    edition.authorities.update(name_en="Sampleshire", name_cy="Sir Sample")


def concerned(edition: Edition) -> None:
    make_episode(edition.authorities.get())


def lifted(edition: Edition) -> None:
    episode = edition.authorities.get().concern_episodes.get()
    make_decision(episode, Act.LIFT, decided_on="2014-01-01", announced=True)


def answered(edition: Edition) -> None:
    make_response(edition.report)


def published(edition: Edition) -> None:
    inspection = make_inspection(edition.authorities.get(), reference="NEXT")
    make_edition(inspection, title_en="Another", title_cy="Arall")


def progressed(edition: Edition) -> None:
    stand(Recommendation.objects.get(), progress="in_progress")


CHANGES = [
    (renamed, "/cy/authorities/exampleshire/"),
    (renamed, "/en/authorities/"),
    (concerned, "/en/authorities/exampleshire/"),
    (answered, "/en/reports/told/"),
    (published, "/en/"),
    (published, "/en/reports/"),
    (published, "/en/register/"),
    (progressed, "/en/recommendations/"),
    (lambda edition: correct(edition.report), "/en/reports/told/"),
    (lambda edition: correct(edition.report), "/cy/reports/told/editions/1/"),
]


@pytest.mark.parametrize(("change", "page"), CHANGES)
def test_page_is_drawn_anew_once_what_it_shows_has_changed(
    client: Client, edition: Edition, change: Callable[[Edition], None], page: str
) -> None:
    has = {"if-none-match": client.get(page)["ETag"]}

    change(edition)

    after = client.get(page, headers=has)
    assert (after.status_code, after["ETag"] != has["if-none-match"]) == (200, True)
    assert client.get(page).content == after.content


def test_decision_that_follows_another_is_told_at_once(
    client: Client, edition: Edition
) -> None:
    concerned(edition)
    before = client.get("/en/authorities/exampleshire/").content

    lifted(edition)

    assert client.get("/en/authorities/exampleshire/").content != before


def test_withdrawn_report_is_gone_at_once_and_not_kept(
    client: Client, edition: Edition
) -> None:
    page = client.get("/en/reports/told/")

    make_withdrawal(edition)

    has = {"if-none-match": page["ETag"]}
    assert client.get("/en/reports/told/", headers=has).status_code == 410
    assert not StoredPage.objects.exists()


def test_page_is_drawn_anew_after_midnight_in_london(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By then a recommendation may be overdue."""
    evening = datetime.fromisoformat("2099-01-31T23:30:00+00:00")
    monkeypatch.setattr(timezone, "now", lambda: evening)
    before = client.get("/en/recommendations/").content
    monkeypatch.setattr(timezone, "now", lambda: evening + timedelta(hours=1))

    after = client.get("/en/recommendations/").content

    assert after.count(b"Overdue") == before.count(b"Overdue") + 1


def test_page_that_comes_out_the_same_keeps_its_digest_and_its_date(
    client: Client, edition: Edition
) -> None:
    before = client.get("/en/reports/told/")
    of_old = {"Last-Modified": "Mon, 02 Mar 2026 12:00:00 GMT"}
    row = StoredPage.objects.get()
    row.headers = row.headers.replace(before["Last-Modified"], of_old["Last-Modified"])
    row.save()

    edition.authorities.update(website="https://exampleshire.example")

    after = client.get("/en/reports/told/")
    assert dict(after.headers) == {**before.headers, **of_old}
    assert StoredPage.objects.get().state != row.state


@pytest.mark.usefixtures("forgotten_release")
def test_other_release_hands_out_no_page_of_this_one(
    client: Client, edition: Edition, settings: Settings, tmp_path: Path
) -> None:
    client.get("/en/")
    before = StoredPage.objects.get().state
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text('{"public/site.css": "new"}')
    release.cache_clear()

    client.get("/en/")

    assert StoredPage.objects.get().state != before


def test_what_is_none_of_our_pages_is_not_stored(
    client: Client, edition: Edition
) -> None:
    for address, status in {
        "/en/reports/never/": 404,
        "/en/reports/told": 301,
        "/en/reports/told/editions/01/": 200,
        "/en/reports/?cursor=x": 400,
        "/": 302,
        "/robots.txt": 200,
    }.items():
        assert (address, client.get(address).status_code) == (address, status)
    assert client.post("/en/").status_code == 405
    assert not StoredPage.objects.exists()


@pytest.mark.usefixtures("forgotten_release")
def test_stored_page_is_given_to_no_other_host_and_by_https_alone(
    client: Client, edition: Edition, settings: Settings
) -> None:
    client.get("/en/")

    assert client.get("/en/", headers={"host": "other.example"}).status_code == 400
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    assert Client().get("/en/").status_code == 301
    release.cache_clear()
    drawn = Client().get("/en/", secure=True)
    assert drawn["Strict-Transport-Security"] == "max-age=60"


def test_store_is_off_where_templates_are_written(
    client: Client, edition: Edition, settings: Settings
) -> None:
    settings.DEBUG = True

    assert not client.get("/en/").has_header("ETag")


def test_copy_of_the_record_neither_reads_nor_fills_the_store(
    client: Client, edition: Edition, tmp_path: Path
) -> None:
    client.get("/en/reports/")
    StoredPage.objects.update(body=gzip.compress(b"of the store"))

    copied = Page(Copy(tmp_path, has_files=False, entries=1), "/en/reports/").content()

    assert b"of the store" not in copied
    assert StoredPage.objects.get().path == "/en/reports/"


def test_many_changes_are_gathered_into_one_that_counts_as_much(
    client: Client, edition: Edition
) -> None:
    Change.objects.bulk_create(Change() for _ in range(30))
    before = StoredPage.find("/en/", "").version

    client.get("/en/")

    assert Change.objects.get().weight == before >= 30
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/")
    assert len(queries) == 1


@pytest.mark.slow
def test_every_public_page_answers_from_the_store_as_without_it(
    client: Client, edition: Edition
) -> None:
    concerned(edition)
    correct(edition.report)
    drawn = crawl(client)

    assert crawl(client) == drawn
    assert StoredPage.objects.count() > 10


@pytest.mark.parametrize("seconds", [0, 60])
def test_what_is_not_there_or_gone_is_kept_by_nobody(
    client: Client, edition: Edition, settings: Settings, seconds: int
) -> None:
    settings.CDN_SECONDS = seconds
    make_withdrawal(edition)

    gone = client.get("/en/reports/told/")
    missing = client.get("/en/reports/nosuch/")
    nowhere = client.get("/nowhere/")
    of_api = client.get("/api/v1/reports/nosuch/")

    codes = [each.status_code for each in (gone, missing, nowhere, of_api)]
    assert codes == [410, 404, 404, 404]
    for each in (gone, missing, nowhere, of_api):
        assert each["Cache-Control"] == "no-store"
        assert not each.has_header("ETag")


def test_embargoed_report_answers_like_none_header_by_header(
    client: Client, edition: Edition
) -> None:
    draft = make_report(status="sign_off")

    answers = [
        client.get(f"/en/reports/{slug}/") for slug in (draft.slug, "there-is-none")
    ]

    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers
    assert answers[0]["Cache-Control"] == "no-store"


@pytest.mark.parametrize("goes", ["removed", "changed", "deleted"])
def test_name_that_goes_is_in_no_stored_page(client: Client, goes: str) -> None:
    row = make_office_holder()
    client.get(row.authority.get_absolute_url())
    assert StoredPage.objects.exists()

    if goes == "removed":
        row.remove_name(by=SYSTEM, reason="She asked for it.")
    elif goes == "changed":
        OfficeHolder.objects.update(name="Huw Rees")
    else:
        row.delete()

    assert not StoredPage.objects.exists()


def test_name_of_a_response_that_goes_is_in_no_stored_page(client: Client) -> None:
    response = make_response(name="Gwen Parry")
    client.get("/en/")
    assert StoredPage.objects.exists()

    response.remove_name(by=SYSTEM, reason="She asked for it.")

    assert not StoredPage.objects.exists()
