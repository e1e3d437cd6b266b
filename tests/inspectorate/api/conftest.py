from collections.abc import Callable, Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inspectorate.reports import publication
from inspectorate.reports.models import Edition, Report
from tests.factories import (
    NOON,
    SYSTEM,
    make_area,
    make_authority,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_report,
    make_service,
    make_theme,
)


@pytest.fixture
def count_queries(client: Client) -> Callable[[str], int]:
    """How many queries the answer to an address takes."""

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    return count


@pytest.fixture
def get(client: Client) -> Callable[..., dict]:
    """The JSON of an answer; the keywords are the parameters."""

    def answer(url: str, **parameters: object) -> dict:
        response = client.get(url, parameters)
        assert response.status_code == 200, response.content
        return response.json()

    return answer


@pytest.fixture
def corrected() -> Callable[[Report], Edition]:
    """Publishes a report once more, with its draft as it is by now."""

    def publish_again(report: Report) -> Edition:
        Report.objects.filter(pk=report.pk).update(
            status=Report.Status.AWAITING_SIGN_OFF,
            correction_en="A name was wrong.",
            correction_cy="Roedd enw yn anghywir.",
        )
        report.refresh_from_db()
        report.sign_off(by=SYSTEM, at=NOON)
        return publication.publish(report, by=SYSTEM, at=NOON)

    return publish_again


@pytest.fixture
def arfon(db: None) -> Edition:
    """A historical report in English, with an overall judgement: good."""
    framework = make_framework(code="OLD-1990", family="OLD")
    inspection = make_inspection(
        make_authority("Arfon", gss_code="W99000001"),
        year=1993,
        reference="ARFON-1993-01",
        kind="REVIEW",
        framework=framework,
        service=make_service("Housing", code="housing"),
        fieldwork_start="1993",
        fieldwork_end=None,
        recorded_from="Paper archive",
    )
    area = make_area(framework, code="all-round", is_overall=True)
    make_judgement(inspection, area=area, point=make_point(area.scale, code="fine"))
    make_finding(
        inspection,
        classification="strength",
        theme=make_theme(code="warmth"),
        change="improved",
        compared_with_en="The year before.",
    )
    make_recommendation(
        inspection,
        priority=True,
        acceptance="rejected",
        progress="paused",
        verification="limited",
        timescale="6m",
        due_on="1993-12-31",
    ).themes.add(make_theme(code="care"))
    report = make_report(
        inspection,
        published=True,
        slug="arfon-1993-01",
        title_cy="",
        published_on="1993-06",
        recorded_from="Paper archive",
    )
    return report.current_edition


@pytest.fixture
def dwyfor(db: None) -> Edition:
    """A report made here in both languages, without an overall judgement."""
    framework = make_framework("en cy", code="NEW-2020", family="NEW")
    inspection = make_inspection(
        make_authority("Dwyfor", gss_code="W99000002"),
        year=2025,
        reference="DWYFOR-2025-01",
        kind="RBI",
        framework=framework,
        service=make_service("Transport", code="transport"),
    )
    area = make_area(framework, code="vehicles")
    make_judgement(inspection, area=area, point=make_point(area.scale, code="shaky"))
    stable = make_theme(code="haste")
    own = make_theme(framework, code="own-haste", stands_for=stable)
    make_finding(inspection, classification="challenge", theme=own, change="new")
    make_recommendation(inspection).themes.add(own)
    report = make_report(inspection, published=True, slug="dwyfor-2025-01")
    return report.current_edition


@pytest.fixture
def kept_open(db: None) -> Iterator[None]:
    """The connection of the test, which a real request would close at its end."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)
