"""A copy that follows the changes is the record, whatever happened to that."""

import hashlib
import importlib.util
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from authorities.models import Alias, Authority, OfficeHolder
from inspectorate.concerns.models import Episode
from inspectorate.inspections.models import Inspection, ProgrammeEntry
from inspectorate.opendata.following import follow
from inspectorate.opendata.models import Change
from inspectorate.opendata.snapshots import make
from inspectorate.opendata.tables import TABLES
from inspectorate.reports.models import Edition
from recommendations.models import Recommendation
from tests.factories import (
    NOON,
    SYSTEM,
    TODAY,
    make_announced,
    make_authority,
    make_correction,
    make_decision,
    make_edition,
    make_episode,
    make_finding,
    make_inspection,
    make_office_holder,
    make_reading,
    make_recommendation,
    make_report,
    make_response,
    make_withdrawal,
    revise,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ACTS = 2000
# So many acts pass, on average, between two looks at what they changed.
BETWEEN = 40
# So many of these between two visits of the client: a week, say.
WEEK = 7


@pytest.fixture
def example() -> ModuleType:
    path = Path(settings.BASE_DIR) / "docs" / "examples" / "keep_in_step.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
    found = importlib.util.spec_from_file_location("keep_in_step", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    own = settings.STORAGES["opendata"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"opendata": own}


@pytest.fixture
def copy() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        yield connection


def lines_of(copy: sqlite3.Connection, table: str) -> bytes:
    """As the file of the table has them: in the order of the keys."""
    rows = copy.execute("SELECT key, line FROM row WHERE name = ?", (table,))
    in_order = sorted((json.loads(key), line) for key, line in rows)
    return "".join(f"{line}\n" for _key, line in in_order).encode()


def exported(table: str, files: dict[str, str]) -> bytes:
    with storages["opendata"].open(files[f"{table}.jsonl"]) as file:
        return file.read()


@pytest.mark.django_db(transaction=True)
def test_copy_is_kept_over_the_wire(
    live_server: LiveServer, example: ModuleType, copy: sqlite3.Connection
) -> None:
    make_edition()
    follow(NOON)
    first = example.take_in(live_server.url, copy)
    make_withdrawal(make_edition(slug="gone"))
    follow(NOON)

    again = example.take_in(live_server.url, copy)

    assert (first > 0, again > 0) == (True, True)
    assert example.take_in(live_server.url, copy) == 0
    for name, table in TABLES.items():
        lines = b"".join(table.line(row) + b"\n" for row in table.rows())
        assert lines_of(copy, name) == lines, name


def test_copy_is_equal_to_a_fresh_export_after_whatever_was_done(
    client: Client,
    example: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    copy: sqlite3.Connection,
) -> None:
    monkeypatch.setattr(example.urllib.request, "urlopen", over(client))
    chosen = random.Random(2026)
    done = 0
    while done < ACTS:
        for _look in range(WEEK):
            done += sum(act(chosen) for _act in range(chosen.randrange(2 * BETWEEN)))
            follow(NOON)
        example.take_in("http://testserver", copy)

    snapshot = make(NOON + timedelta(days=1))
    example.take_in("http://testserver", copy)

    files = dict(snapshot.files.values_list("name", "stored_as"))
    assert {name: lines_of(copy, name) for name in TABLES} == {
        name: exported(name, files) for name in TABLES
    }
    kinds = set(Change.objects.values_list("kind", flat=True))
    assert kinds == set(Change.Kind.values)
    gone = Change.objects.filter(kind=Change.Kind.DELETED).values_list("table")
    assert gone.filter(table__in=["inspections", "programme"]).distinct().count() == 2
    assert digests(copy) == digests_told()


def over(client: Client) -> Callable[[str], BytesIO]:
    return lambda address: BytesIO(client.get(address).content)


def digests(copy: sqlite3.Connection) -> set[str]:
    lines = copy.execute("SELECT line FROM row")
    return {hashlib.sha256(line.encode()).hexdigest() for (line,) in lines}


def digests_told() -> set[str]:
    """The last one that was told of each row that is not gone."""
    told = Change.objects.order_by("sequence").values_list("table", "key", "sha256")
    last = {(table, key): sha256 for table, key, sha256 in told}
    return set(filter(None, last.values()))


def act(chosen: random.Random) -> bool:
    """One act at random; False where the record has nothing that it could be of."""
    return bool(chosen.choice(RANDOM_ACTS)(chosen))


def publish(chosen: random.Random) -> object:
    case = make_inspection()
    for _finding in range(chosen.randrange(3)):
        make_finding(case)
    for _recommendation in range(chosen.randrange(3)):
        make_recommendation(case)
    return make_edition(case, title_en=word(chosen), paragraphs=chosen.randrange(1, 4))


def word(chosen: random.Random) -> str:
    """Also such as sort and encode otherwise in some programs."""
    return chosen.choice(["Ŵyth", "=1+1", "a\u2028b", 'He said "no"', "😀", "Z", "é"])


def one(rows: object, chosen: random.Random) -> object:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return rows.get(pk=chosen.choice(keys)) if keys else None


def correct(chosen: random.Random) -> object:
    edition = one(Edition.objects.published().current(), chosen)
    return edition and make_correction(edition)


def withdraw(chosen: random.Random) -> object:
    edition = one(Edition.objects.published().current(), chosen)
    return edition and make_withdrawal(edition)


def found_authority(chosen: random.Random) -> object:
    return make_authority(website=f"https://{chosen.random()}.example")


def rename(chosen: random.Random) -> object:
    authority = one(Authority.objects.all(), chosen)
    return authority and Authority.objects.filter(pk=authority.pk).update(
        formal_name_en=word(chosen)
    )


def call_otherwise(chosen: random.Random) -> object:
    authority = one(Authority.objects.all(), chosen)
    text = f"{word(chosen)} {chosen.random()}"
    return authority and Alias.objects.create(
        authority=authority, kind=Alias.Kind.NAME, text=text
    )


def call_so_no_more(chosen: random.Random) -> object:
    alias = one(Alias.objects.all(), chosen)
    return alias and alias.delete()


def appoint(_chosen: random.Random) -> object:
    return make_office_holder(is_public=True)


def take_name_away(chosen: random.Random) -> object:
    holder = one(OfficeHolder.objects.exclude(name=""), chosen)
    return holder and OfficeHolder.objects.filter(pk=holder.pk).update(name="")


def report_progress(chosen: random.Random) -> object:
    public = Recommendation.objects.filter(lifecycle="open").exclude(published=None)
    found = one(public.filter(progress="not_started"), chosen)
    return found and found.report_progress(
        "in_progress", by=SYSTEM, day=TODAY, words_en=word(chosen)
    )


def place(_chosen: random.Random) -> object:
    return make_episode()


def keep(chosen: random.Random) -> object:
    episode = one(Episode.objects.filter(is_open=True), chosen)
    return episode and make_decision(episode, announced=chosen.random() < 1 / 2)


def measure(_chosen: random.Random) -> object:
    reading = make_reading()
    return revise(reading, value="2.5")


def respond(chosen: random.Random) -> object:
    edition = one(Edition.objects.published().current(), chosen)
    return edition and make_response(edition.report, text=word(chosen))


def moment() -> datetime:
    """Another one for each thing that is said."""
    return NOON + timedelta(seconds=ProgrammeEntry.objects.count())


def announced(*said: str) -> QuerySet:
    """The cases of which this was said last."""
    newest = ProgrammeEntry.objects.current().filter(said__in=said)
    return Inspection.objects.filter(pk__in=newest.values("inspection"))


def announce(chosen: random.Random) -> object:
    case = make_inspection()
    if chosen.random() < 1 / 4:
        case.authorities.add(make_authority("Otherplace"))
    return make_announced(case, at=moment())


def announce_anew(chosen: random.Random) -> object:
    case = one(announced("announced", "changed", "postponed", "withdrawn"), chosen)
    if case and case.status == Inspection.Status.DEFERRED:
        case.plan_again(by=SYSTEM, at=NOON)
    if not case or case.status != Inspection.Status.PLANNED:
        return None
    told = {"note_en": word(chosen), "note_cy": word(chosen)}
    return make_announced(case, at=moment(), **told)


def put_off(chosen: random.Random) -> object:
    case = one(announced("announced", "changed"), chosen)
    if case:
        case.defer(by=SYSTEM, reason=word(chosen), at=moment())
    return case


def call_off(chosen: random.Random) -> object:
    case = one(announced("announced", "changed", "postponed"), chosen)
    if case:
        case.cancel(by=SYSTEM, reason=word(chosen), at=moment())
    return case


def take_out(chosen: random.Random) -> object:
    case = one(announced("announced", "changed", "postponed", "cancelled"), chosen)
    if case:
        case.withdraw_announcement(by=SYSTEM, reason=word(chosen), at=moment())
    return case


def visit(chosen: random.Random) -> object:
    """Without a report; by now it was there, or it will be."""
    case = make_inspection(
        publishes=False,
        status=Inspection.Status.DRAFTING,
        service_title_en=word(chosen),
    )
    if chosen.random() < 1 / 2:
        case.close(by=SYSTEM, at=NOON)
    return case


def close(chosen: random.Random) -> object:
    drafting = Inspection.objects.filter(status=Inspection.Status.DRAFTING)
    case = one(drafting.filter(publishes=False), chosen)
    if case:
        case.close(by=SYSTEM, at=NOON)
    return case


def begin_report(chosen: random.Random) -> object:
    """Of what the public knew to have none."""
    case = one(Inspection.objects.published().without_report(), chosen)
    return case and make_report(case)


RANDOM_ACTS: list[Callable[[random.Random], object]] = [
    *(publish, correct, withdraw, found_authority, rename, call_otherwise),
    *(call_so_no_more, appoint, take_name_away, report_progress, place, keep),
    *(measure, respond, announce, announce_anew, put_off, call_off, take_out),
    *(visit, close, begin_report),
]
