"""A forged number of a row that the person may not see names nothing to them."""

from collections.abc import Callable

import pytest
from django.db import models

from inspectorate.accounts.models import User
from inspectorate.inspections.models import Finding
from inspectorate.reports.models import Response, Section
from recommendations.models import Recommendation, Revisit
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import (
    make_evidence,
    make_finding,
    make_inspection,
    make_recommendation,
    make_report,
    make_section,
    make_team_member,
)

pytestmark = pytest.mark.django_db

HIDDEN = "A child was left alone"
TEXTS = {"text_en": HIDDEN, "text_cy": HIDDEN}
LINKS: list[tuple[type[models.Model], str, Callable[[], models.Model]]] = [
    (Finding, "previous", lambda: make_finding(**TEXTS)),
    (Finding, "evidence", lambda: make_evidence(reference=HIDDEN)),
    (Recommendation, "findings", lambda: make_finding(**TEXTS)),
    (Recommendation, "repeat_of", lambda: make_recommendation(reference="HIDDEN-R1")),
    (Revisit, "recommendation", lambda: make_recommendation(reference="HIDDEN-R1")),
    (Response, "report", lambda: make_report(title_en=HIDDEN, title_cy=HIDDEN)),
    (Section, "parent", lambda: make_section(heading_en=HIDDEN, heading_cy=HIDDEN)),
]


@pytest.mark.parametrize(("model", "link", "make"), LINKS)
def test_page_does_not_name_what_its_address_only_guesses(
    model: type[models.Model], link: str, make: Callable[[], models.Model]
) -> None:
    row = make()
    page = f"{address(model, 'add')}?{link}={row.pk}"

    told = [client_of(role).get(page).text for role in ("inspector", None)]

    assert [str(row) in text for text in told] == [False, True]


def test_form_does_not_take_what_the_person_may_not_see() -> None:
    finding, hidden = make_finding(), make_finding(**TEXTS)
    client = client_of("inspector")
    make_team_member(finding.inspection, user=User.objects.latest("pk"))
    page = change_page(finding)

    answer = client.post(page, {**filled(client.get(page)), "previous": hidden.pk})

    assert len(errors(answer)) == 1
    assert HIDDEN not in answer.text
    assert Finding.objects.get(pk=finding.pk).previous is None


def test_link_that_is_there_already_stays() -> None:
    case = make_inspection()
    mine = make_recommendation(case, repeat_of=make_recommendation())
    mine.findings.add(make_finding(case))
    client = client_of("inspector")
    make_team_member(case, user=User.objects.latest("pk"))
    page = change_page(mine)

    answer = client.post(page, {**filled(client.get(page)), "number": "R9"})

    assert answer.status_code == 302
    stored = Recommendation.objects.get(number="R9")
    assert stored.repeat_of == mine.repeat_of
    assert stored.findings.count() == 1
