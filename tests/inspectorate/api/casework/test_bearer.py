from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from inspectorate.accounts.models import Token
from inspectorate.inspections.models import Inspection
from tests.factories import issue_token, make_finding, make_user
from tests.inspectorate.api.casework.program import ROOT, Program
from tests.inspectorate.api.problems import kind
from tests.unguarded import with_guard_away

WAY = f"{ROOT}inspections/"


def answer(header: str | None) -> object:
    headers = {} if header is None else {"Authorization": header}
    return Client().get(WAY, headers=headers)


@pytest.mark.parametrize(
    ("header", "challenge"),
    [
        (None, 'Bearer realm="casework"'),
        ("", 'Bearer realm="casework", error="invalid_token"'),
        ("Bearer", 'Bearer realm="casework", error="invalid_token"'),
        ("Bearer nothing", 'Bearer realm="casework", error="invalid_token"'),
        ("Bearer a b c", 'Bearer realm="casework", error="invalid_token"'),
        ("Basic bWFpcjp4", 'Bearer realm="casework", error="invalid_token"'),
        ("Bearer \xff\xfe", 'Bearer realm="casework", error="invalid_token"'),
    ],
)
def test_stranger_is_told_how_to_be_known(header: str | None, challenge: str) -> None:
    refused = answer(header)

    assert kind(refused) == (401, "unauthenticated")
    assert refused["WWW-Authenticate"] == challenge
    assert refused.json()["request_id"] == refused["X-Request-ID"] != ""


def test_session_of_the_workspace_opens_nothing(mair: Program) -> None:
    client = Client()
    client.force_login(mair.user)

    assert client.get(WAY).status_code == 401


def test_revoked_token_opens_nothing_from_that_moment(mair: Program) -> None:
    assert mair.get("inspections/").status_code == 200

    mair.token.revoke(by=mair.user)

    assert kind(mair.get("inspections/")) == (401, "unauthenticated")


def test_token_that_is_over_opens_nothing(mair: Program) -> None:
    with_guard_away("token_stays_as_issued")
    yesterday = timezone.localdate() - timedelta(days=1)
    Token.objects.update(expires_on=yesterday)

    assert kind(mair.get("inspections/")) == (401, "unauthenticated")


def test_token_ends_with_the_work_of_its_person(mair: Program) -> None:
    mair.user.is_active = False
    mair.user.save()
    gone = mair.get("inspections/")
    mair.user.is_active, mair.user.is_staff = True, False
    mair.user.save()
    outside = mair.get("inspections/")

    assert kind(gone) == (401, "unauthenticated")
    assert kind(outside) == (403, "forbidden")


def test_token_needs_the_second_factor_of_its_person(
    mair: Program, settings: Settings
) -> None:
    settings.SECOND_FACTOR = True

    assert kind(mair.get("inspections/")) == (403, "forbidden")


def test_token_carries_out_what_its_scope_allows(
    mair: Program, case: Inspection
) -> None:
    finding = make_finding(case)
    programs = {scope: Program(mair.user, scope) for scope in Token.Scope}
    body = {"inspection": case.reference, "text": {"en": "A."}}
    way = f"findings/{finding.pk}/"
    told = {"if_match": "*"}

    found = {
        scope: [
            program.get(way).status_code,
            program.post("findings/", body).status_code,
            program.send("PATCH", way, {"is_public": True}, **told).status_code,
            kind(program.post(f"inspections/{case.reference}/acts/close/", {})),
        ]
        for scope, program in programs.items()
    }

    assert found == {
        "read": [200, 403, 403, (403, "wrong-scope")],
        "write": [200, 201, 200, (403, "wrong-scope")],
        "act": [200, 201, 200, (409, "refused")],
    }


def test_use_of_a_token_is_known_by_its_day(mair: Program) -> None:
    mair.get("inspections/")

    assert Token.objects.get().last_used_on == timezone.localdate()


def test_each_token_has_its_own_measure(mair: Program, settings: Settings) -> None:
    settings.TOKEN_REQUESTS = 2
    other = Program(mair.user, "read")

    codes = [mair.get("inspections/").status_code for _ in range(3)]
    refused = mair.get("inspections/")

    assert codes == [200, 200, 429]
    assert kind(refused) == (429, "too-many-requests")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert other.get("inspections/").status_code == 200


def test_answer_is_kept_by_nobody(mair: Program) -> None:
    for told in (mair.get("inspections/"), mair.get("findings/99/")):
        assert told["Cache-Control"] == "private, no-store"
        assert "Authorization" in told["Vary"]


def test_superuser_without_staff_has_no_token() -> None:
    with pytest.raises(Exception, match="who work at the inspectorate"):
        issue_token(make_user(is_superuser=True))
