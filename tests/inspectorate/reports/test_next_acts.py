import pytest

from inspectorate.reports.next_acts import main_report, next_acts
from tests.factories import (
    make_inspection,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_what_the_person_does_comes_before_what_others_do() -> None:
    case = make_inspection(status="drafting")
    report = make_report(case, status="quality_assurance")
    lead = make_user("lead_inspector")
    make_team_member(case, user=lead, role="lead")

    found = next_acts(case, report, lead)

    own = [each.act.verb for each in found if not each.barred]
    assert own == ["close", "cancel"]
    assert [each.act.verb for each in found][:2] == own
    others = {each.act.verb for each in found if each.barred}
    assert others >= {"send_for_accuracy", "return_to_drafting"}
    close = found[0]
    assert (close.row, bool(close.missing)) == (case, True)


def test_case_goes_by_its_main_report() -> None:
    case = make_inspection(status="drafting")
    assert main_report(case) is None
    make_report(case, kind="summary")

    letter = make_report(case, kind="letter")

    assert main_report(case) == letter
