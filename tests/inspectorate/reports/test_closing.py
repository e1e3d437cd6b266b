"""When a case may be closed or cancelled: what its report, recommendations and
concerns have to say.
"""

import pytest

from inspectorate.concerns.models.decision import Act
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from tests.factories import (
    SYSTEM,
    make_decision,
    make_episode,
    make_inspection,
    make_recommendation,
    make_report,
    stand,
)

pytestmark = pytest.mark.django_db

UNPUBLISHED = (
    "Its report is not published: publish or issue it, or untick “publishes a report” "
    "where none is to be."
)


def reasons(case: Inspection, verb: str, **asked: str) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        getattr(case, verb)(by=SYSTEM, **asked)
    return refusal.value.reasons


def test_case_is_closed_when_nothing_of_it_is_open() -> None:
    case = make_inspection(status="drafting")
    asked = make_recommendation(case)
    episode = make_episode(case.authorities.get())
    make_decision(episode, Act.RETAIN, basis=case)

    assert reasons(case, "close") == [
        UNPUBLISHED,
        f"A concern in force rests on it: {episode}. Decide on the concern first.",
        "1 recommendation is still open: close or supersede it first.",
    ]

    make_decision(episode, Act.LIFT)
    make_report(case, published=True)
    stand(asked, lifecycle="closed", closed_reason="no_longer_relevant")
    case.close(by=SYSTEM)
    assert Inspection.objects.get(pk=case.pk).status == "closed"


def test_case_that_published_a_report_took_place_and_is_not_cancelled() -> None:
    case = make_inspection(status="drafting")
    report = make_report(case, published=True)

    (reason,) = reasons(case, "cancel", reason="A slip.")

    assert reason.startswith("A report of it is published")
    assert reason.about == report


def test_case_whose_report_is_issued_is_closed_and_not_cancelled() -> None:
    case = make_inspection(status="drafting")
    report = make_report(case, signed=True)
    report.issue(by=SYSTEM, reason="A secure home.")

    assert reasons(case, "cancel", reason="Over.") == [
        "A report of it is published or issued, so it took place: close it instead."
    ]
    case.close(by=SYSTEM)
    assert Inspection.objects.get().status == "closed"
