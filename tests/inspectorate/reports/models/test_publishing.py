"""From sign-off to the public: who does which act, and what must be there first."""

from datetime import UTC, datetime, timedelta

import pytest

from inspectorate.accounts.models import User
from inspectorate.concerns.models.decision import Act
from inspectorate.fields import Wording
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal, move
from inspectorate.reports.models import Edition, Report
from inspectorate.reports.models.publishing import Publishing
from inspectorate.reports.publication import publish
from tests.factories import (
    NOON,
    SYSTEM,
    make_decision,
    make_episode,
    make_finding,
    make_inspection,
    make_interest,
    make_report,
    make_rule_not_published,
    make_service,
    make_user,
)

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
WHY = {
    "reason_en": "A child could be known.",
    "reason_cy": "Gellid adnabod plentyn.",
}
ANSWERS = {
    "decide_no_concern": {"reason": "Nothing of concern was found."},
    "schedule": {"scheduled_for": MORNING},
    "issue": {"reason": "A secure home."},
    "withdraw": WHY,
    "withdraw_former": WHY,
}
OWN = [
    act.verb
    for act in Publishing.ACTS
    if act.verb in (*Publishing.OUT, "decide_no_concern", "unschedule", "withdraw")
]


def make_ready(verb: str, **fields: object) -> Report:
    """One that lacks nothing for an act."""
    if verb == "decide_no_concern":
        fields["no_concern_at"] = None
    report = make_report(signed=True, **fields)
    if verb == "unschedule":
        report.schedule(by=SYSTEM, scheduled_for=MORNING, at=NOON)
    if verb == "withdraw":
        publish(report, by=SYSTEM, at=NOON)
    return report


def do(report: Report, verb: str, by: User) -> None:
    getattr(report, verb)(by=by, at=NOON, **ANSWERS.get(verb, {}))


@pytest.mark.parametrize("verb", OWN)
def test_act_is_done_by_who_may_and_is_recorded(verb: str) -> None:
    report = make_ready(verb)
    chief = make_user("chief_inspector")
    stood = report.status

    do(report, verb, chief)

    stored = Report.objects.get()
    assert report.status == stored.status == (Report.act(verb).to or stood)
    entry = Entry.objects.about(report).last()
    assert (entry.actor_id, entry.entered_at) == (chief.pk, NOON)


@pytest.mark.parametrize("verb", OWN)
def test_act_is_refused_from_every_other_status(verb: str) -> None:
    report = make_report()
    for status in set(Report.Status) - {*Report.act(verb).begins}:
        Report.objects.update(status=status, scheduled_for=NOON)
        with pytest.raises(Refusal, match="stands at"):
            do(report, verb, SYSTEM)
        assert Report.objects.get().status == status


@pytest.mark.parametrize("verb", OWN)
def test_act_is_refused_to_its_author_to_the_tied_and_to_other_roles(verb: str) -> None:
    report = make_ready(verb)
    stood = report.status
    author, tied = make_user("chief_inspector"), make_user("chief_inspector")
    Report.objects.update(author=author)
    make_interest(tied, report.inspection.authorities.get())
    wrong = {
        author: "You are the lead author of this report, or were",
        tied: "You have declared an interest",
        make_user("lead_inspector"): "Your role does not include this act",
    }

    for person, told in wrong.items():
        with pytest.raises(Refusal, match=told):
            do(report, verb, person)

    assert Report.objects.get().status == stood


def test_ready_check_tells_every_reason_at_once_and_where_it_is_mended() -> None:
    inspection = make_inspection()
    finding = make_finding(inspection)
    report = make_report(inspection, signed=True, no_concern_at=None)
    type(finding).objects.update(theme=None)
    report.paragraphs.update(text_en="Changed.", text_cy="Newidiwyd.")
    report = Report.objects.get()

    for verb in ("publish", "schedule", "issue"):
        told = report.lacks_before(report.act(verb), NOON.date())
        assert [(each.about, each.act) for each in told] == [
            (report, "decide_no_concern"),
            (finding, ""),
            (report, "return_to_revision"),
        ]

    with pytest.raises(Refusal) as refusal:
        report.publish(by=SYSTEM, at=NOON)
    assert refusal.value.reasons == told
    assert not Edition.objects.exists()


def test_decision_about_a_concern_that_rests_on_the_inspection_is_enough() -> None:
    report = make_report(signed=True, no_concern_at=None)
    assert "decide_no_concern" in [act.verb for act in report.next_acts()]

    episode = make_episode(report.inspection.authorities.get(), placed=False)
    make_decision(episode, Act.RAISE, basis=report.inspection)

    assert "decide_no_concern" not in [act.verb for act in report.next_acts()]
    with pytest.raises(Refusal, match="It is recorded already"):
        report.decide_no_concern(by=SYSTEM, reason="None.")
    report.publish(by=SYSTEM, at=NOON)


def test_that_no_concern_is_met_is_decided_by_a_person_for_a_reason() -> None:
    report = make_ready("decide_no_concern")
    head = make_user("head_of_inspection")

    with pytest.raises(Refusal, match="Give the reason"):
        report.decide_no_concern(by=head, reason=" ")
    report.decide_no_concern(by=head, reason="Nothing grave.", at=NOON)

    stored = Report.objects.get()
    assert (stored.no_concern_by, stored.no_concern_at) == (head, NOON)
    assert stored.no_concern_reason == "Nothing grave."
    assert Entry.objects.about(report).last().act == "no concern decided"
    # A revised text may tell otherwise.
    stored.return_to_revision(by=SYSTEM, reason="A judgement is wrong.")
    assert Report.objects.get().no_concern_at is None


def test_historical_report_needs_no_decision_about_a_concern() -> None:
    report = make_report(signed=True, no_concern_at=None, recorded_from="A source")

    report.publish(by=SYSTEM, at=NOON)

    assert Report.objects.get().status == "published"


def test_further_edition_asks_why_and_tells_the_public() -> None:
    report = make_report(published=True)
    move(report, Report.Status.REVISION, by=SYSTEM)
    move(report, Report.Status.AWAITING_SIGN_OFF, by=SYSTEM)
    report.sign_off(by=SYSTEM)
    asked = report.asked(report.act("publish"))
    assert asked == ("correction_en", "correction_cy")
    assert report.asked(report.act("issue")) == ("reason",)

    with pytest.raises(Refusal, match="The public has to know why"):
        report.publish(by=SYSTEM)
    edition = report.publish(by=SYSTEM, correction_en="A name was wrong.")

    assert edition.correction == Wording("A name was wrong.", "")
    assert edition.number == 2


def test_what_is_never_published_by_rule_is_issued() -> None:
    homes = make_service("Children's homes")
    secure = make_service("Secure homes", parent=homes)
    make_rule_not_published(service=homes, kind="PEI")
    report = make_report(make_inspection(service=secure), signed=True)

    with pytest.raises(Refusal, match=r"issue it instead\. Its address is not"):
        report.publish(by=SYSTEM, at=NOON)
    with pytest.raises(Refusal, match="issue it instead"):
        report.schedule(by=SYSTEM, scheduled_for=MORNING, at=NOON)

    report.issue(by=SYSTEM, reason="By rule.", at=NOON)
    assert not Edition.objects.published().exists()


@pytest.mark.parametrize(
    "rule",
    [{"kind": "RBI"}, {"kind": "PEI", "is_in_force": False}, {}],
)
def test_rule_of_another_kind_or_service_or_out_of_force_bars_nothing(
    rule: dict,
) -> None:
    make_rule_not_published(**rule)

    make_report(signed=True).publish(by=SYSTEM, at=NOON)

    assert Edition.objects.published().count() == 1


@pytest.mark.parametrize(
    ("days", "told"),
    [(0, "has passed"), (-1, "has passed"), (367, "check the year"), (None, "Choose")],
)
def test_moment_that_cannot_be_meant_is_refused(days: int | None, told: str) -> None:
    report = make_report(signed=True)
    moment = None if days is None else NOON + timedelta(days=days)

    with pytest.raises(Refusal, match=told):
        report.schedule(by=SYSTEM, scheduled_for=moment, at=NOON)

    assert Report.objects.get().status == "sign_off"
