"""No token reaches what its person may not see in the admin, by any address; and what
is not theirs answers like what is not there.
"""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.test import Client
from django.urls import ResolverMatch, reverse

from inspectorate.accounts.roles import ROLES
from inspectorate.api.casework.addresses import addresses
from inspectorate.inspections.models import Evidence, Finding, Judgement
from inspectorate.reports.models import Paragraph, Section
from recommendations.models import Recommendation
from tests.factories import (
    make_area,
    make_evidence,
    make_evidence_file,
    make_finding,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_report,
    make_team_member,
    make_user,
)
from tests.inspectorate.api.casework.program import Program

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CANARY = "Canary"
STAFF = [role.code for role in ROLES if role.is_staff]
LISTS = {
    "casework-evidence-items": Evidence,
    "casework-findings": Finding,
    "casework-judgements": Judgement,
    "casework-sections": Section,
    "casework-paragraphs": Paragraph,
    "casework-recommendations": Recommendation,
}
# What tells of no case, and what everybody on the staff may see of one.
OPEN = {"casework-schema", "casework-docs", "casework-inspections"}
OPEN |= {"casework-inspection", "casework-acts"}
NONE = {"reference": "NOTHING-R1", "pk": 999_999, "revision": 1, "stable_id": "none"}


@pytest.fixture
def foreign(evidence_files: object) -> dict[str, dict]:
    """A draft full of canaries, and what each address of it is made of."""
    case = make_inspection(reference="FOREIGN-2026-01", status="drafting")
    item = make_evidence(case, summary=CANARY, reference=CANARY)
    make_evidence_file(item, name=f"{CANARY}.txt")
    finding = make_finding(case, text_en=CANARY)
    finding.evidence.add(item)
    area = make_area(case.framework, code="canary-area")
    point = make_point(area.scale)
    judgement = make_judgement(case, area=area, point=point, wording_en=CANARY)
    asked = make_recommendation(case, text_en=CANARY)
    asked.findings.add(finding)
    report = make_report(case, paragraphs=[CANARY], title_en=CANARY)
    report.sections.update(heading_en=CANARY)
    return {
        "casework-act": {"reference": case.reference, "act": "end-accuracy-check"},
        "casework-evidence-item": {"pk": item.pk},
        "casework-evidence-files": {"pk": item.pk},
        "casework-evidence-file": {"pk": item.pk, "revision": 1},
        "casework-finding": {"pk": finding.pk},
        "casework-judgement": {"pk": judgement.pk},
        "casework-paragraph": {"stable_id": report.paragraphs.get().stable_id},
        "casework-recommendation": {"reference": asked.reference},
        "casework-verifications": {"reference": asked.reference},
    }


def names() -> Iterator[str]:
    for each in addresses():
        yield each.name


def test_every_address_is_walked(foreign: dict) -> None:
    own = {"casework-findings-bulk"}

    assert set(names()) == {*OPEN, *LISTS, *foreign, *own}


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "OPTIONS", "HEAD"])
def test_stranger_is_told_nothing_at_any_address(
    client: Client, foreign: dict, method: str
) -> None:
    for pattern in addresses():
        if pattern.name in ("casework-schema", "casework-docs"):
            continue
        known = foreign.get(pattern.name, {"reference": "FOREIGN-2026-01"})
        args = {name: known[name] for name in pattern.pattern.converters}
        way = reverse(f"api:{pattern.name}", kwargs=args)
        answer = client.generic(method, way)
        assert answer.status_code in (401, 405), (way, method)
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH"])
def test_what_is_not_theirs_answers_like_what_is_not_there(
    foreign: dict, method: str
) -> None:
    stranger = Program(make_user("inspector"))

    for name, args in foreign.items():
        none = {key: NONE.get(key, args[key]) for key in args}
        answers = [
            stranger.send(method, reverse(f"api:{name}", kwargs=each), {})
            for each in (args, none)
        ]
        codes = {answer.status_code for answer in answers}
        assert len(codes) == 1, (name, method, codes)
        assert codes <= {404, 405}, (name, method, codes)
        told = [answer.json() | {"request_id": ""} for answer in answers]
        assert told[0] == told[1], (name, method)
        assert CANARY not in answers[0].content.decode()


def test_lists_and_what_everybody_sees_have_no_canary(foreign: dict) -> None:
    stranger = Program(make_user("inspector"))
    case = {"reference": "FOREIGN-2026-01"}

    for name in [*LISTS, "casework-inspections"]:
        way = reverse(f"api:{name}")
        for asked in ("", "?inspection=FOREIGN-2026-01"):
            if name == "casework-inspections" and asked:
                continue
            answer = stranger.get(f"{way}{asked}")
            assert answer.status_code == 200
            assert CANARY not in answer.content.decode(), name
            assert name == "casework-inspections" or answer.json()["results"] == []
    for name in ("casework-inspection", "casework-acts"):
        answer = stranger.get(reverse(f"api:{name}", kwargs=case))
        assert CANARY not in answer.content.decode(), name


def test_nothing_foreign_is_linked_to_by_its_number(foreign: dict) -> None:
    own = make_inspection(reference="OWN-2026-01")
    mair = make_user("inspector")
    make_team_member(own, user=mair)
    program = Program(mair)
    body = {"inspection": "OWN-2026-01", "text": {"en": "A."}}
    links = [
        ("findings/", {"evidence": [foreign["casework-evidence-item"]["pk"]]}),
        ("findings/", {"previous": foreign["casework-finding"]["pk"]}),
        ("recommendations/", {"findings": [foreign["casework-finding"]["pk"]]}),
        (
            "recommendations/",
            {"repeat_of": foreign["casework-recommendation"]["reference"]},
        ),
    ]

    for way, link in links:
        answer = program.post(way, {**body, **link})
        assert answer.status_code == 400, (way, link)
        assert CANARY not in answer.content.decode()
    bulk = {"inspection": "OWN-2026-01", "rows": [{**body, **links[0][1]}]}
    assert CANARY not in program.post("findings/bulk/", bulk).content.decode()


@pytest.mark.parametrize("role", STAFF)
def test_every_role_reads_what_the_admin_shows_it(foreign: dict, role: str) -> None:
    published = make_inspection(status="closed")
    make_finding(published, is_public=False)
    make_finding(published)
    make_evidence(published)
    make_recommendation(published)
    make_report(published, published=True)
    mine = make_inspection()
    person = make_user(role)
    if role in ("inspector", "lead_inspector"):
        make_team_member(mine, user=person)
    make_finding(mine)
    make_evidence(mine)
    program = Program(person)

    for name, model in LISTS.items():
        answer = program.get(f"{reverse(f'api:{name}')}?page_size=100")
        shown = shown_in_the_admin(model, person)
        assert len(answer.json()["results"]) == shown.count(), (name, role)


def shown_in_the_admin(
    model: type[models.Model], person: models.Model
) -> models.QuerySet:
    request = HttpRequest()
    request.user, request.resolver_match = person, ResolverMatch(print, (), {})
    shown_by = admin.site.get_model_admin(model)
    rows = shown_by.get_queryset(request)
    return rows if shown_by.has_view_permission(request) else rows.none()


def test_staff_see_of_a_foreign_case_that_it_is_planned(foreign: dict) -> None:
    officer = make_user("inspector")

    told = Program(officer).get("inspections/FOREIGN-2026-01/")

    assert told.json()["status"] == "drafting"
