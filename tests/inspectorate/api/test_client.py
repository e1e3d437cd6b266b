"""A client that a stranger makes from the description alone does its work unchanged."""

import importlib
from collections.abc import Iterator
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest

from inspectorate.reports.models import Edition
from tests.factories import make_edition
from tests.inspectorate.api.generated import HERE, generated

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NAME = "inspectorate_client"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("client")
    with generated(folder, NAME, "/api/v1/schema/") as client:
        yield client


@pytest.fixture
def client_of_stranger(made: ModuleType, kept_open: None) -> Iterator[object]:
    """It asks the application itself, without a network."""
    with made.Client(**HERE) as client:
        yield client


def operation(tag: str, name: str) -> ModuleType:
    return importlib.import_module(f"{NAME}.api.{tag}.{name}")


def cursor_of(address: str | None) -> dict[str, str]:
    """What the next call is told besides; nothing at the end."""
    found = parse_qs(urlsplit(address or "").query)
    return {"cursor": found["cursor"][0]} if found else {}


def test_generated_client_lists_every_report_page_by_page(
    client_of_stranger: object, arfon: Edition, dwyfor: Edition
) -> None:
    make_edition(slug="third", published_on="2025-12-01")
    ask = operation("reports", "reports_list").sync

    pages = [ask(client=client_of_stranger, page_size=1)]
    while more := cursor_of(pages[-1].next_):
        pages.append(ask(client=client_of_stranger, page_size=1, **more))

    rows = [row for page in pages for row in page.results]
    assert [row.slug for row in rows] == ["dwyfor-2025-01", "third", "arfon-1993-01"]
    assert rows[0].title.cy
    assert rows[0].judgements[0].grade.code == "shaky"


def test_generated_client_reads_a_refusal_as_a_problem(
    client_of_stranger: object,
) -> None:
    ask = operation("reports", "reports_list").sync_detailed

    answer = ask(client=client_of_stranger, page_size=1000)

    assert (answer.status_code, answer.parsed.status) == (400, 400)
    assert [entry.name for entry in answer.parsed.errors] == ["page_size"]
    assert answer.parsed.request_id == answer.headers["X-Request-ID"]
