"""Who assures a draft, its checklist, its clearance, and what they hold back."""

from collections.abc import Callable

import pytest

from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import Report
from tests.factories import (
    NOON,
    SYSTEM,
    assure,
    make_checklist_item,
    make_comment,
    make_framework,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_draft(**fields: object) -> Report:
    fields.setdefault("status", Report.Status.QUALITY_ASSURANCE)
    return make_report(**fields)


VERBS: dict[str, Callable[[Report, object], object]] = {
    "take": lambda report, by: report.take_assurance(by=by),
    "answer": lambda report, by: report.answer(report.checklist()[0], "yes", by=by),
    "clear": lambda report, by: report.clear_identities(by=by),
}


def one_who_may(verb: str) -> object:
    return make_user("information_governance" if verb == "clear" else "quality_assurer")


def test_assurer_takes_a_report_and_a_colleague_takes_it_over() -> None:
    report, first, second = (
        make_draft(),
        make_user("quality_assurer"),
        make_user("head_of_inspection"),
    )

    report.take_assurance(by=first, at=NOON)
    with pytest.raises(Refusal, match="You assure this report already"):
        report.take_assurance(by=first)
    report.take_assurance(by=second)

    assert Report.objects.get().assurer == second
    entries = Entry.objects.about(report)
    assert [(e.act, e.actor_id, e.before, e.after) for e in entries] == [
        (
            "assurance taken",
            first.pk,
            {"assurer_id": None},
            {"assurer_id": first.pk},
        ),
        (
            "assurance taken",
            second.pk,
            {"assurer_id": first.pk},
            {"assurer_id": second.pk},
        ),
    ]


@pytest.mark.parametrize("verb", VERBS)
def test_verb_is_refused_from_every_wrong_status(verb: str) -> None:
    report = make_draft()
    own = {"quality_assurance"}
    if verb == "clear":
        own |= {"accuracy_check", "revision", "awaiting_sign_off"}
    for status in sorted(set(Report.Status.values) - own):
        Report.objects.update(status=status, scheduled_for=NOON)
        with pytest.raises(Refusal, match="stands at"):
            VERBS[verb](report, SYSTEM)


@pytest.mark.parametrize(
    ("verb", "role"),
    [
        *((verb, "inspector") for verb in VERBS),
        *((verb, "lead_inspector") for verb in VERBS),
        *((verb, "publishing_officer") for verb in VERBS),
        ("take", "information_governance"),
        ("answer", "information_governance"),
        ("clear", "quality_assurer"),
        ("clear", "chief_inspector"),
    ],
)
def test_verb_is_refused_to_a_role_that_lacks_it(verb: str, role: str) -> None:
    with pytest.raises(Refusal, match="Your role does not include this act"):
        VERBS[verb](make_draft(), make_user(role))


@pytest.mark.parametrize("verb", VERBS)
def test_verb_is_refused_to_the_team_the_author_and_who_has_an_interest(
    verb: str,
) -> None:
    report = make_draft()
    member, author, tied = (one_who_may(verb) for _each in range(3))
    make_team_member(report.inspection, user=member)
    make_interest(tied, report.inspection.authorities.get())
    Report.objects.update(author=author)

    for by, told in ((member, "team"), (author, "team"), (tied, "an interest")):
        with pytest.raises(Refusal, match=told):
            VERBS[verb](Report.objects.get(), by)


def test_question_is_answered_and_answered_anew() -> None:
    report, by = make_draft(), make_user("quality_assurer")
    item = report.checklist()[0]

    report.answer(item, "no", " The summary is too bright. ", by=by, at=NOON)
    answer = report.answer(item, "yes", by=by, at=NOON)

    assert report.answers.get() == answer
    assert (answer.answer, answer.note, answer.by, answer.at) == ("yes", "", by, NOON)
    first, second = Entry.objects.about(answer)
    assert (first.act, second.act) == ("created", "answered")
    assert second.before["note"] == "The summary is too bright."


@pytest.mark.parametrize(
    ("answer", "note", "told"),
    [
        ("no", " ", "why the answer is not yes"),
        ("not_applicable", "", "why the answer is not yes"),
        ("perhaps", "We shall see.", "Answer yes, no or not applicable"),
        ("no", "x" * 200_000, "2000 fit"),
        ("no", "Too\0bright", "null character"),
    ],
)
def test_answer_that_cannot_stand_is_refused(answer: str, note: str, told: str) -> None:
    report = make_draft()

    with pytest.raises(Refusal, match=told):
        report.answer(report.checklist()[0], answer, note, by=SYSTEM)

    assert not report.answers.exists()


def test_report_is_asked_the_questions_of_its_own_framework() -> None:
    report = make_draft()
    own = make_checklist_item(framework=report.inspection.framework)
    other = make_checklist_item(framework=make_framework())

    asked = list(report.checklist())

    assert (own in asked, other in asked) == (True, False)
    with pytest.raises(Refusal, match="not asked of this report"):
        report.answer(other, "yes", by=SYSTEM)


def test_clearance_holds_until_a_text_changes() -> None:
    report, by = make_draft(), make_user("information_governance")

    report.clear_identities(by=by, at=NOON)

    stored = Report.objects.get()
    assert (stored.cleared_by, stored.cleared_at) == (by, NOON)
    assert not stored.is_changed_since_cleared
    report.number_paragraphs(by=SYSTEM)
    assert not Report.objects.get().is_changed_since_cleared
    report.paragraphs.filter(position=2).update(text_cy="Mae Siân, 9 oed, yn hapus.")
    assert Report.objects.get().is_changed_since_cleared
    entry = Entry.objects.about(report).first()
    assert (entry.act, entry.actor_id) == ("identities cleared", by.pk)


def test_text_that_changes_while_it_is_read_is_not_cleared() -> None:
    report = make_draft()
    seen = report.texts_digest()
    report.paragraphs.filter(position=1).update(text_en="Siân, aged 9, is happy.")

    with pytest.raises(Refusal, match="changed while you read it"):
        Report.objects.get().clear_identities(by=SYSTEM, seen=seen)


def test_draft_goes_to_the_authority_only_when_assured() -> None:
    report = make_draft()
    thread = make_comment(report)
    questions = report.checklist().count()
    by = make_user("quality_assurer")

    with pytest.raises(Refusal) as refusal:
        report.send_for_accuracy(by=by)

    assert [str(reason) for reason in refusal.value.reasons] == [
        "Comments still open: 1. See that each is met, and resolve it.",
        f"Questions of the checklist without an answer: {questions}. Answer them.",
        "Nobody has cleared the text of identities: ask information governance.",
    ]
    thread.resolve(by=by)
    assure(report)
    report.paragraphs.filter(position=1).update(text_en="Leaders know their work.")
    with pytest.raises(Refusal, match="The text has changed since its identities"):
        Report.objects.get().send_for_accuracy(by=by)
    report.clear_identities(by=make_user("information_governance"))
    report.send_for_accuracy(by=by)
    assert Report.objects.get().status == "accuracy_check"


def test_historical_report_needs_no_assurance() -> None:
    report = make_draft(recorded_from="Ofsted report, OGL 3.0")
    make_comment(report)

    report.send_for_accuracy(by=make_user("quality_assurer"))

    assert report.status == "accuracy_check"
