"""Identity warnings of a draft: who clears them, how long that holds, what they bar."""

import pytest

from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.lifecycle.admin import link_of
from inspectorate.reports import publication
from inspectorate.reports.models import Report
from inspectorate.reports.models.identifying import NAMED
from tests.factories import (
    NOON,
    SYSTEM,
    make_clearance,
    make_finding,
    make_interest,
    make_judgement,
    make_paragraph,
    make_recommendation,
    make_report,
    make_response,
    make_team_member,
    make_user,
)

pytestmark = pytest.mark.django_db

WAITED = "Leaders know. Two children waited at CF10 3NQ."


def make_draft(*texts: str, **fields: object) -> Report:
    fields.setdefault("status", Report.Status.QUALITY_ASSURANCE)
    return make_report(paragraphs=texts or (WAITED,), **fields)


def told(report: Report) -> list[tuple[str, str, str]]:
    """Of the stored report, for a draft remembers what it has read."""
    found = Report.objects.get(pk=report.pk).open_warnings()
    return [(each.segment.what, each.language, each.told.words) for each in found]


def test_every_text_that_the_public_reads_is_read_in_both_languages() -> None:
    call = "Ring 01632 960123."
    report = make_draft(
        call, title_en=call, summary_cy=call, correction_cy=call, correction_en="No."
    )
    case = report.inspection
    make_finding(case, text_en=call, classification="challenge")
    make_recommendation(case, number="4", text_cy=call)
    make_judgement(case, wording_en=call)
    case.note_en = call
    case.save()
    report.sections.update(heading_en=call)

    found = [(each.segment.key, each.language) for each in report.open_warnings()]

    kinds = [(key.partition(" ")[0], language) for key, language in found]
    assert kinds == [
        *(("title", "en"), ("summary", "cy"), ("note", "en"), ("heading", "en")),
        *(("paragraph", "en"), ("recommendation", "cy"), ("finding", "en")),
        *(("wording", "en"), ("correction", "cy")),
    ]
    assert len(set(found)) == len(found)


def test_named_reviewer_clears_a_warning_with_a_reason() -> None:
    report, by = make_draft(), make_user("information_governance")
    few, postcode = report.open_warnings()

    row = report.clear_warning(few.key, by=by, reason=" Out of 2,100. ", at=NOON)

    assert told(report) == [("Paragraph 1", "en", "CF10 3NQ")]
    assert (row.cleared_by, row.cleared_at, row.reason) == (by, NOON, "Out of 2,100.")
    assert (row.kind, row.excerpt, row.start) == ("small_count", "Two children", 14)
    [entry] = Entry.objects.about(row)
    assert (entry.act, entry.actor_id, entry.reason) == (
        "created",
        by.pk,
        "Out of 2,100.",
    )
    assert "Two children" not in f"{entry.after} {entry.subject_name}"
    assert postcode.clearance is None


def test_clearance_holds_until_its_own_text_changes() -> None:
    report = make_draft("Two children waited.", "Three families moved.")
    every = {each.key: "Of many." for each in report.open_warnings()}
    report.clear_warnings(every, by=SYSTEM, at=NOON)
    first, second = report.paragraphs.all()

    report.paragraphs.filter(pk=second.pk).update(text_en="Three families stayed.")
    assert told(report) == [("Paragraph 2", "en", "Three families")]
    report.paragraphs.filter(pk=first.pk).update(position=7, number="7.1")
    assert [words for _what, _code, words in told(report)] == ["Three families"]
    report.paragraphs.filter(pk=second.pk).update(text_en="Three families moved.")
    assert told(report) == []


def test_same_words_twice_in_a_text_are_two_warnings() -> None:
    report = make_draft("Two children waited. Then two children left.")
    first, second = report.open_warnings()

    report.clear_warning(second.key, by=SYSTEM, reason="Of many.")

    assert [each.key for each in Report.objects.get().open_warnings()] == [first.key]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (" ", "write a sentence"),
        ("x" * 2_001, "2000 fit"),
        ("a\0b", "null character"),
    ],
)
def test_clearance_without_a_reason_that_can_stand_stores_nothing(
    reason: str, sentence: str
) -> None:
    report = make_draft()
    first, second = report.open_warnings()

    with pytest.raises(Refusal, match=sentence):
        report.clear_warnings({first.key: "Of many.", second.key: reason}, by=SYSTEM)

    assert not report.clearances.exists()


def test_nothing_chosen_is_refused() -> None:
    with pytest.raises(Refusal, match="Choose a warning"):
        make_draft().clear_warnings({}, by=SYSTEM)


def test_warning_of_a_text_that_has_changed_meanwhile_is_not_cleared() -> None:
    report = make_draft()
    [first, _second] = report.open_warnings()
    report.paragraphs.update(text_en="Two children waited for years.")

    with pytest.raises(Refusal, match="read it again"):
        Report.objects.get().clear_warning(first.key, by=SYSTEM, reason="Of many.")


def test_warning_is_cleared_once() -> None:
    report = make_draft()
    key = report.open_warnings()[0].key
    report.clear_warning(key, by=SYSTEM, reason="Of many.")

    with pytest.raises(Refusal, match="a colleague has cleared"):
        report.clear_warning(key, by=SYSTEM, reason="Of many.")


def test_only_a_reviewer_off_the_team_clears() -> None:
    report = make_draft()
    key = report.open_warnings()[0].key
    member, author, tied = (make_user("information_governance") for _each in range(3))
    make_team_member(report.inspection, user=member)
    make_interest(tied, report.inspection.authorities.get())
    Report.objects.update(author=author)
    report = Report.objects.get()

    for by, why in (
        (make_user("quality_assurer"), "Your role"),
        (make_user("chief_inspector"), "Your role"),
        (member, "on the team"),
        (author, "on the team"),
        (tied, "an interest"),
    ):
        with pytest.raises(Refusal, match=why):
            report.clear_warning(key, by=by, reason="Of many.")


@pytest.mark.parametrize("status", ["drafting", "published", "issued", "withdrawn"])
def test_warning_is_cleared_while_others_read_the_draft(status: str) -> None:
    report = make_draft()
    key = report.open_warnings()[0].key
    Report.objects.update(status=status)

    with pytest.raises(Refusal, match="stands at"):
        report.clear_warning(key, by=SYSTEM, reason="Of many.")


def test_whole_is_cleared_when_no_warning_is_open() -> None:
    report = make_draft()

    with pytest.raises(Refusal) as refusal:
        report.clear_identities(by=SYSTEM)
    reasons = refusal.value.reasons
    every = {each.key: "Of many." for each in report.open_warnings()}
    report.clear_warnings(every, by=SYSTEM)
    report.clear_identities(by=SYSTEM)

    tells = "Paragraph 1 (English) may tell who somebody is, by"
    cure = "mend it, or have the warning cleared with a reason."
    assert reasons == [
        f"{tells} one to four children or families: {cure}",
        f"{tells} a postcode: {cure}",
    ]
    page = f"/admin/reports/report/{report.pk}/assurance/"
    assert [link_of(each) for each in reasons] == [page, page]
    assert not Report.objects.get().uncleared()


def test_many_warnings_are_counted() -> None:
    report = make_draft(*["Two children waited."] * (NAMED + 4))

    *named, more = report.lacks_clearing()

    assert len(named) == NAMED
    assert more == "Identity warnings that are open besides: 4."


def test_warning_that_comes_after_the_clearance_bars_what_comes_next() -> None:
    report = make_draft("Nick Jarman said so.")
    response = make_response(report, name="Nick Jarman")
    report.clear_identities(by=SYSTEM)
    response.remove_name(by=SYSTEM, reason="He has asked.")

    for lacks in ("unassured", "lacks_clearance"):
        reasons = getattr(Report.objects.get(), lacks)()
        assert "by a name that is not an office-holder's" in reasons[-1]


def test_people_on_the_list_of_the_installation_may_be_named(settings: object) -> None:
    report = make_draft("Nick Jarman said so, and Siân Llewelyn said no.")
    settings.OFFICE_HOLDERS = ["Nick Jarman"]

    assert told(report) == [("Paragraph 1", "en", "Siân Llewelyn")]


def test_publication_waits_for_open_warnings() -> None:
    report = make_report(paragraphs=[WAITED], signed=True)

    with pytest.raises(Refusal, match="by a postcode"):
        publication.publish(report, by=SYSTEM, at=NOON)
    every = {each.key: "Of many." for each in report.open_warnings()}
    report.clear_warnings(every, by=SYSTEM)

    assert publication.publish(Report.objects.get(), by=SYSTEM, at=NOON).number == 1


def test_reason_of_a_correction_is_read_before_publication() -> None:
    report = make_report(published=True)
    report.return_to_revision(by=SYSTEM, reason="A misprint.")
    report.correction_en = "Mrs Siân Llewelyn has written to us."
    Report.objects.update(status="awaiting_sign_off")
    Report.objects.update(correction_en=report.correction_en)
    report = Report.objects.get()
    report.sign_off(by=SYSTEM, at=NOON)

    with pytest.raises(Refusal, match="The reason of the correction"):
        publication.publish(report, by=SYSTEM, at=NOON)


def test_historical_report_gives_no_warning() -> None:
    report = make_draft(recorded_from="https://example.org/2012.pdf")

    assert report.warnings() == []


def test_warnings_of_many_texts_take_no_query_each(
    django_assert_num_queries: object,
) -> None:
    report = make_clearance().report
    for place in range(9):
        make_paragraph(report, text_en=f"Two children waited {place} weeks.")
    report = Report.objects.select_related("inspection").get(pk=report.pk)

    # Sections, paragraphs, what the case states (three), responses and clearances.
    with django_assert_num_queries(7):
        assert len(report.open_warnings()) == 9
