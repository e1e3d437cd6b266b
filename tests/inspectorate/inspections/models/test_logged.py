import pytest

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding
from tests.factories import NOON, SYSTEM, make_evidence, make_finding

pytestmark = pytest.mark.django_db


def test_logged_finding_stands_last_and_tells_history_what_changed() -> None:
    case = make_finding(position=4).inspection
    finding, item = Finding(inspection=case, text_en="Late."), make_evidence(case)

    finding.log(by=SYSTEM, evidence=[item], at=NOON)
    finding.log(by=SYSTEM, evidence=[item], at=NOON)
    finding.text_en = "Very late."
    finding.log(by=SYSTEM, at=NOON)

    assert finding.position == 5
    first, second = Entry.objects.about(finding)
    assert (first.act, first.after["evidence"], first.entered_at) == (
        "created",
        [item.pk],
        NOON,
    )
    assert second.before == {"text_en": "Late.", "evidence": [item.pk]}
    assert second.after == {"text_en": "Very late.", "evidence": []}
