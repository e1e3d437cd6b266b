"""A client that a stranger makes from the description of casework alone."""

import importlib
from collections.abc import Iterator
from types import ModuleType

import pytest

from inspectorate.inspections.models import Finding, Inspection
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.generated import HERE, generated

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NAME = "casework_client"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("client")
    with generated(folder, NAME, "/api/v1/casework/schema/") as client:
        yield client


def test_generated_client_logs_a_finding(
    made: ModuleType, kept_open: None, mair: Program, case: Inspection
) -> None:
    module = f"{NAME}.api.casework.casework_findings_create"
    log = importlib.import_module(module).sync_detailed
    finding = importlib.import_module(f"{NAME}.models").NewFinding

    with made.AuthenticatedClient(token=mair.secret, **HERE) as client:
        body = finding.from_dict(
            {"inspection": case.reference, "text": {"en": "Visits are late.", "cy": ""}}
        )
        answer = log(client=client, body=body, idempotency_key="tablet-1")
        again = log(client=client, body=body, idempotency_key="tablet-1")

    [stored] = Finding.objects.all()
    assert (answer.status_code, stored.text_en) == (201, "Visits are late.")
    assert again.parsed == answer.parsed
