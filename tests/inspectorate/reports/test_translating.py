import pytest

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports.models import FormerSource, Report
from inspectorate.reports.models.pair import Pair
from inspectorate.reports.translating import Said, translate
from tests.factories import (
    NOON,
    SYSTEM,
    make_finding,
    make_framework,
    make_inspection,
    make_interest,
    make_report,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    """Of two paragraphs, the first with a translation that is out of date."""
    framework = make_framework(languages="en cy")
    report = make_report(make_inspection(framework=framework), paragraphs=2)
    report.paragraphs.filter(position=1).update(text_en="New.")
    return report


def pair_of(report: Report, place: int = 1) -> Pair:
    report = Report.objects.get(pk=report.pk)
    key = f"paragraph {report.paragraphs.get(position=place).stable_id}"
    return next(pair for pair in report.pairs() if pair.segment.key == key)


def said(pair: Pair, text: str | None) -> Said:
    return Said(pair.segment.key, text, pair.print())


def test_translator_brings_a_text_up_to_date(report: Report) -> None:
    translator = make_user("publishing_officer")
    pair = pair_of(report)

    stored = translate(report, [said(pair, "Newydd.")], by=translator, at=NOON)

    now = pair_of(report)
    assert (stored, now.text, now.state) == (1, "Newydd.", "fresh")
    entry = Entry.objects.about(pair.segment.row).get()
    assert (entry.act, entry.actor_id) == ("changed", translator.pk)
    assert (entry.before, entry.after) == (
        {"text_cy": pair.text},
        {"text_cy": "Newydd."},
    )


def test_translator_says_that_a_text_is_still_right(report: Report) -> None:
    pair = pair_of(report)

    stored = translate(report, [said(pair, None)], by=SYSTEM, at=NOON)

    now = pair_of(report)
    assert (stored, now.text, now.state) == (1, pair.text, "fresh")
    assert not FormerSource.objects.exists()
    assert Entry.objects.about(pair.segment.row).get().act == "translation confirmed"


def test_text_that_is_up_to_date_has_nothing_to_confirm(report: Report) -> None:
    with pytest.raises(Refusal, match="Paragraph 2 is not out of date"):
        translate(report, [said(pair_of(report, 2), None)], by=SYSTEM)


def test_translator_who_is_on_no_team_translates_findings_too(report: Report) -> None:
    finding = make_finding(report.inspection, text_cy="")
    key = f"finding {finding.pk}"
    pair = next(each for each in report.pairs() if each.segment.key == key)

    translate(report, [said(pair, "Cryf.")], by=make_user("publishing_officer"))

    finding.refresh_from_db()
    assert finding.text_cy == "Cryf."


@pytest.mark.parametrize("text", ["Newydd.", None])
def test_source_that_changed_meanwhile_is_read_first(
    report: Report, text: str | None
) -> None:
    pair = pair_of(report)
    report.paragraphs.update(text_en="Newer.")

    with pytest.raises(Refusal, match="Paragraph 1 has changed in English since you"):
        translate(report, [said(pair, text)], by=SYSTEM)

    assert pair_of(report).state == "stale"


def test_translation_that_somebody_else_wrote_meanwhile_is_read_first(
    report: Report,
) -> None:
    pair = pair_of(report)
    report.paragraphs.update(text_cy="Arall.")

    with pytest.raises(Refusal, match="Somebody else has changed Paragraph 1 in Welsh"):
        translate(report, [said(pair, "Newydd.")], by=SYSTEM)
    assert translate(report, [said(pair, "Arall.")], by=SYSTEM) == 0


def test_one_text_that_cannot_be_stored_keeps_all_out(report: Report) -> None:
    both = [pair_of(report, 1), pair_of(report, 2)]
    gone = Said("paragraph 0000000000", "Nid yw.", "-")
    report.paragraphs.filter(position=2).update(text_en="Newer.")

    with pytest.raises(Refusal) as refused:
        translate(report, [*(said(each, "X.") for each in both), gone], by=SYSTEM)

    assert len(refused.value.reasons) == 2
    assert "X." not in report.paragraphs.values_list("text_cy", flat=True)
    assert not Entry.objects.filter(act="changed").exists()


@pytest.mark.parametrize("text", ["A\x00B", "A\x07B", "x" * 100_001])
def test_text_that_cannot_be_kept_is_refused(report: Report, text: str) -> None:
    with pytest.raises(Refusal):
        translate(report, [said(pair_of(report), text)], by=SYSTEM)


def test_title_that_is_too_long_is_refused(report: Report) -> None:
    pair = next(each for each in report.pairs() if each.segment.key == "title")

    with pytest.raises(Refusal, match="300 is the most"):
        translate(report, [said(pair, "x" * 301)], by=SYSTEM)


def test_text_that_is_fixed_is_not_translated(report: Report) -> None:
    pair = pair_of(report)
    Report.objects.update(status="awaiting_sign_off")

    with pytest.raises(Refusal, match="return the report to revision"):
        translate(report, [said(pair, "Newydd.")], by=SYSTEM)


@pytest.mark.slow
@pytest.mark.parametrize(
    "role", ["inspector", "quality_assurer", "information_governance", "link_officer"]
)
def test_wrong_role_translates_nothing(report: Report, role: str) -> None:
    with pytest.raises(Refusal, match="Translator and publishing officer"):
        translate(report, [said(pair_of(report), "Newydd.")], by=make_user(role))


def test_team_writes_both_languages_of_its_report(report: Report) -> None:
    member: User = make_team_member(report.inspection, user=make_user("inspector")).user

    assert translate(report, [said(pair_of(report), "Newydd.")], by=member) == 1


def test_translator_with_an_interest_translates_nothing(report: Report) -> None:
    translator = make_user("publishing_officer")
    make_interest(translator, report.inspection.authorities.get())

    with pytest.raises(Refusal, match="interest"):
        translate(report, [said(pair_of(report), "Newydd.")], by=translator)
