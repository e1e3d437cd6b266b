from datetime import timedelta

import pytest
from django.utils import timezone

from inspectorate.api.models import FirstAnswer
from inspectorate.api.models.first_answer import KEPT
from inspectorate.inspections.models import Evidence, Finding, Inspection
from tests.factories import make_user
from tests.inspectorate.api.casework.program import Program, text_file
from tests.inspectorate.api.problems import kind

BODY = {"inspection": "EXAMPLE-2026-01", "text": {"en": "A.", "cy": "B."}}
KEY = {"idempotency_key": "tablet-7:1"}


def test_request_that_comes_again_is_answered_as_the_first(
    mair: Program, case: Inspection
) -> None:
    turned = {"text": {"cy": "B.", "en": "A."}, "inspection": "EXAMPLE-2026-01"}

    first = mair.post("findings/", BODY, **KEY)
    again = mair.post("findings/", turned, **KEY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert [again["ETag"], again["Location"]] == [first["ETag"], first["Location"]]
    assert again["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first
    assert Finding.objects.count() == 1


def test_key_of_another_request_is_refused(mair: Program, case: Inspection) -> None:
    mair.post("findings/", BODY, **KEY)

    other = mair.post("findings/", {**BODY, "is_public": False}, **KEY)
    elsewhere = mair.post("findings/bulk/", BODY, **KEY)

    assert kind(other) == kind(elsewhere) == (422, "key-reused")
    assert Finding.objects.count() == 1


def test_key_is_that_of_one_token(mair: Program, lead: Program) -> None:
    mair.post("findings/", BODY, **KEY)
    lead.post("findings/", BODY, **KEY)

    assert Finding.objects.count() == 2


def test_what_was_refused_may_be_sent_anew_with_its_key(
    mair: Program, case: Inspection
) -> None:
    refused = mair.post("findings/", {**BODY, "theme": "nothing"}, **KEY)
    mended = mair.post("findings/", BODY, **KEY)

    assert (refused.status_code, mended.status_code) == (400, 201)


def test_key_is_forgotten_after_a_day(mair: Program, case: Inspection) -> None:
    mair.post("findings/", BODY, **KEY)
    FirstAnswer.objects.update(answered_at=timezone.now() - KEPT - timedelta(seconds=1))

    mair.post("findings/", {**BODY, "is_public": False}, **KEY)

    assert Finding.objects.count() == 2
    assert FirstAnswer.objects.count() == 1


def test_who_may_not_read_the_case_any_more_is_not_told_again(
    mair: Program, case: Inspection
) -> None:
    mair.post("findings/", BODY, **KEY)
    case.team.all().delete()

    assert kind(mair.post("findings/", BODY, **KEY)) == (404, "not-found")


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
def test_key_that_makes_no_sense_is_refused(mair: Program, key: str) -> None:
    refused = mair.post("findings/", BODY, idempotency_key=key)

    assert kind(refused) == (400, "unreadable")


def test_upload_that_comes_again_is_one_file(mair: Program, case: Inspection) -> None:
    body = {
        "inspection": case.reference,
        "kind": "document",
        "reference": "E-1",
        "summary": "Minutes.",
    }

    first = mair.upload("evidence/", {**body, "file": text_file()}, **KEY)
    again = mair.upload("evidence/", {**body, "file": text_file()}, **KEY)
    other = mair.upload("evidence/", {**body, "file": text_file(content=b"B")}, **KEY)

    assert again.json() == first.json()
    assert kind(other) == (422, "key-reused")
    assert Evidence.objects.get().files.count() == 1


def test_answers_go_with_nobody_elses_rights(mair: Program, case: Inspection) -> None:
    mair.post("findings/", BODY, **KEY)
    reader = Program(make_user("quality_assurer"))

    assert kind(reader.post("findings/", BODY, **KEY)) == (403, "forbidden")
