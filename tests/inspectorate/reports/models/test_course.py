"""The course of a report: who does which act, and what must be there first."""

import pytest

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry, record
from inspectorate.inspections.models import Inspection
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Placement, Report
from inspectorate.reports.models.course import Course
from inspectorate.reports.publication import publish
from tests.factories import (
    NOON,
    SYSTEM,
    assure,
    make_area,
    make_evidence,
    make_finding,
    make_inspection,
    make_interest,
    make_judgement,
    make_recommendation,
    make_report,
    make_section,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

ANSWERS = {
    "return_to_drafting": {"reason": "Two findings rest on one interview."},
    "return_to_revision": {"reason": "The summary says more than the findings."},
}
# Up to sign-off; those after it are met in test_publishing.py.
ACTS = [act for act in Course.ACTS if hasattr(Course, act.verb)]
STEPS = [
    (act.verb, status)
    for status in Report.Status
    for act in ACTS
    if status in act.begins
]


def make_draft(status: str = "drafting", **fields: object) -> Report:
    """One that lacks nothing for any act."""
    inspection = make_inspection(status=Inspection.Status.DRAFTING)
    author = make_team_member(inspection, role="lead").user
    finding = make_finding(inspection)
    finding.evidence.add(make_evidence(inspection))
    make_recommendation(inspection).findings.add(finding)
    report = make_report(inspection, author=author, status=status, **fields)
    if status == Report.Status.QUALITY_ASSURANCE:
        assure(report)
    if status == Report.Status.REVISION:
        report.clear_identities(by=SYSTEM, at=NOON)
    return report


def one_who_may(verb: str, report: Report) -> User:
    who = Report.act(verb).who
    roles = {"outsider": "quality_assurer", "another": "chief_inspector"}
    return report.author if who == "lead" else make_user(roles[who])


@pytest.mark.parametrize(("verb", "status"), STEPS)
def test_act_is_done_by_who_may_and_is_recorded(verb: str, status: str) -> None:
    report = make_draft(status)
    by = one_who_may(verb, report)

    getattr(report, verb)(by=by, at=NOON, **ANSWERS.get(verb, {}))

    assert report.status == Report.objects.get().status == Report.act(verb).to
    entry = Entry.objects.about(report).last()
    assert (entry.actor_id, entry.entered_at) == (by.pk, NOON)
    assert entry.reason == ANSWERS.get(verb, {}).get("reason", "")


@pytest.mark.parametrize("verb", [act.verb for act in ACTS])
def test_act_is_refused_from_every_other_status(verb: str) -> None:
    report = make_draft()
    for status in Report.Status:
        if (verb, status) in STEPS:
            continue
        Report.objects.update(status=status, scheduled_for=NOON)
        with pytest.raises(Refusal, match="stands at"):
            getattr(report, verb)(by=SYSTEM, at=NOON, **ANSWERS.get(verb, {}))
        assert Report.objects.get().status == status


@pytest.mark.parametrize(("verb", "status"), STEPS)
def test_act_is_refused_to_who_stands_wrong_to_the_case(verb: str, status: str) -> None:
    report = make_draft(status)
    wrong = make_user("chief_inspector")
    if Report.act(verb).who == "lead":
        wrong = make_user("lead_inspector")
    else:
        Report.objects.update(author=wrong)

    with pytest.raises(Refusal, match=r"Only the lead|You are"):
        getattr(report, verb)(by=wrong, at=NOON, **ANSWERS.get(verb, {}))

    assert Report.objects.get().status == status


@pytest.mark.parametrize(
    ("verb", "role"),
    [
        ("send_to_assurance", "quality_assurer"),
        ("send_for_accuracy", "inspector"),
        ("return_to_drafting", "publishing_officer"),
        ("sign_off", "quality_assurer"),
        ("return_to_revision", "lead_inspector"),
    ],
)
def test_act_is_refused_to_a_role_that_lacks_it(verb: str, role: str) -> None:
    status = next(status for step, status in STEPS if step == verb)
    report = make_draft(status)

    with pytest.raises(Refusal, match="Your role does not include this act"):
        getattr(report, verb)(by=make_user(role), **ANSWERS.get(verb, {}))


def test_draft_goes_to_assurance_only_complete_and_told_all_that_lacks() -> None:
    inspection = make_inspection(status=Inspection.Status.FIELDWORK)
    make_area(inspection.framework, name_en="Leadership")
    finding = make_finding(
        inspection, classification="priority_concern", text_en="Plans are late."
    )
    advice = make_recommendation(inspection)
    report = make_report(inspection)

    with pytest.raises(Refusal) as refusal:
        report.send_to_assurance(by=SYSTEM)

    name = "Priority concern: Plans are late."
    assert [(str(reason), reason.about) for reason in refusal.value.reasons] == [
        ("Nobody is named as lead author: choose one.", report),
        ("Fieldwork has not ended: end it first.", inspection),
        (
            f"“{name}”: It rests on no evidence: choose at least one item.",
            finding,
        ),
        (
            (
                f"“{name}” is so serious that the authority must be asked to act: "
                "make a recommendation from it."
            ),
            finding,
        ),
        (
            (
                "“Leadership” has no judgement: choose a grade, or say that it is not "
                "judged."
            ),
            inspection,
        ),
        (
            f"Recommendation {advice} rests on no finding: choose at least one.",
            advice,
        ),
    ]


def test_draft_without_a_finding_is_not_sent() -> None:
    inspection = make_inspection(status=Inspection.Status.DRAFTING)
    report = make_report(inspection, author=make_user("inspector"))

    with pytest.raises(Refusal, match="No finding is logged"):
        report.send_to_assurance(by=SYSTEM)


def test_lead_inspector_assures_no_quality_of_their_own_case() -> None:
    report = make_draft("quality_assurance")
    chief = make_team_member(report.inspection, user=make_user("chief_inspector")).user

    with pytest.raises(Refusal, match="You are on the team of this case"):
        report.return_to_drafting(by=chief, reason="Too long.")


@pytest.mark.parametrize(("verb", "status"), STEPS)
def test_report_of_a_cancelled_inspection_rests(verb: str, status: str) -> None:
    report = make_draft(status)
    by = one_who_may(verb, report)
    report.inspection.cancel(by=SYSTEM, reason="The service has closed.")

    with pytest.raises(Refusal, match="The inspection is cancelled"):
        getattr(report, verb)(by=by, **ANSWERS.get(verb, {}))

    assert Report.objects.get().status == status


def test_who_was_the_lead_author_neither_signs_off_nor_publishes() -> None:
    report = make_draft("awaiting_sign_off")
    chief = make_user("chief_inspector")
    told = {"before": {"author_id": chief.pk}, "after": {"author_id": None}}
    record(report, "changed", by=chief, **told)

    with pytest.raises(Refusal, match="or were: somebody else signs it off"):
        report.sign_off(by=chief)

    report.sign_off(by=make_user("chief_inspector"))
    with pytest.raises(Refusal, match="or were: somebody else publishes it"):
        publish(report, by=chief)


def test_text_revised_since_it_was_cleared_is_not_fixed_before_it_is_read_again() -> (
    None
):
    report = make_draft("revision")
    named = "Jo Bloggs, 12, of 3 High Street told us."
    report.paragraphs.update(text_en=named, text_cy=named)

    with pytest.raises(Refusal, match="changed since its identities were cleared"):
        report.submit_for_sign_off(by=report.author, at=NOON)

    report.clear_identities(by=make_user("information_governance"), at=NOON)
    report.submit_for_sign_off(by=report.author, at=NOON)
    assert report.status == Report.Status.AWAITING_SIGN_OFF


def test_section_where_nothing_stands_is_named_before_the_text_is_fixed() -> None:
    report = make_draft("revision")
    case = report.inspection
    over = make_section(report, heading_en="Over others")
    make_section(report, heading_en="Judged", parent=over)
    make_section(report, heading_en="Blank", parent=over)
    judged, blank = report.sections.filter(parent=over)
    Placement.objects.create(section=judged, judgement=make_judgement(case))
    make_section(make_report(kind="summary", inspection=case), heading_en="Elsewhere")
    report.clear_identities(by=SYSTEM)

    with pytest.raises(Refusal) as refusal:
        report.submit_for_sign_off(by=report.author, at=NOON)

    told = "The section “Blank” is empty: write in it, place something there, or delete"
    assert [(str(each), each.about) for each in refusal.value.reasons] == [
        (f"{told} it.", report)
    ]
    blank.remove(by=SYSTEM)
    report.clear_identities(by=SYSTEM)
    report.submit_for_sign_off(by=report.author, at=NOON)
    assert report.status == Report.Status.AWAITING_SIGN_OFF


def test_section_where_nothing_stands_is_named_before_others_read_the_draft() -> None:
    report = make_draft("drafting")
    blank = make_section(report, heading_en="Blank")

    with pytest.raises(Refusal, match="The section “Blank” is empty"):
        report.send_to_assurance(by=report.author, at=NOON)

    blank.remove(by=SYSTEM)
    report.send_to_assurance(by=report.author, at=NOON)
    assert report.status == Report.Status.QUALITY_ASSURANCE


def test_empty_section_of_a_historical_report_stays_as_it_was_printed() -> None:
    report = make_draft("revision", recorded_from="A report of 2009")
    make_section(report)

    report.submit_for_sign_off(by=report.author, at=NOON)

    assert report.status == Report.Status.AWAITING_SIGN_OFF


@pytest.mark.parametrize("verb", ["sign_off", "return_to_revision"])
def test_who_has_an_interest_decides_nothing_of_a_fixed_text(verb: str) -> None:
    report = make_draft("awaiting_sign_off")
    chief = make_user("chief_inspector")
    make_interest(chief, report.inspection.authorities.get())

    with pytest.raises(Refusal, match="You have declared an interest"):
        getattr(report, verb)(by=chief, **ANSWERS.get(verb, {}))

    report.sign_off(by=make_user("chief_inspector"))
    with pytest.raises(Refusal, match="You have declared an interest"):
        publish(report, by=chief)
