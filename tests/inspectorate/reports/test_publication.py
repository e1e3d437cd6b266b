import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, models
from django.test.utils import CaptureQueriesContext

from inspectorate.history.models import Entry, as_at
from inspectorate.lifecycle import Refusal, move, not_in_role
from inspectorate.reports import chain, verification
from inspectorate.reports.document import canonical
from inspectorate.reports.models import (
    Edition,
    EditionAuthority,
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    RegisterEntry,
    RegisterHead,
    Report,
)
from inspectorate.reports.publication import publish
from tests.factories import (
    NOON,
    SYSTEM,
    make_area,
    make_authority,
    make_finding,
    make_framework,
    make_inspection,
    make_judgement,
    make_paragraph,
    make_point,
    make_recommendation,
    make_report,
    make_section,
    make_user,
)
from tests.races import at_once

PUBLISHED = [
    *(Edition, EditionAuthority, RegisterEntry),
    *(PublishedFinding, PublishedJudgement),
    *(PublishedParagraph, PublishedRecommendation),
]


CHANGED_SINCE = (
    "The text has changed since it was signed off: take it back to revision and sign "
    "it off again."
)


def make_full_report(**fields: object) -> Report:
    """A signed-off report with two of everything that is published."""
    inspection = make_inspection()
    for _ in range(2):
        make_finding(inspection)
        make_judgement(inspection)
        make_recommendation(inspection)
    make_finding(inspection, text_en="Not for the public", is_public=False)
    inspection.authorities.add(make_authority("Second"))
    report = make_report(inspection, status="awaiting_sign_off", **fields)
    report.sign_off(by=SYSTEM, at=NOON - timedelta(days=1))
    return report


def correct(report: Report, text: str = "Corrected") -> None:
    """Take a published report back for a correction, and sign it off."""
    why = {"correction_en": "It was wrong.", "correction_cy": "Roedd yn anghywir."}
    move(report, Report.Status.REVISION, by=SYSTEM, **why)
    report.paragraphs.update(text_en=text, text_cy=text)
    report.clear_identities(by=SYSTEM)
    report.submit_for_sign_off(by=SYSTEM)
    report.sign_off(by=SYSTEM)


def counts() -> dict[type[models.Model], int]:
    return {model: model._base_manager.count() for model in PUBLISHED}


@pytest.mark.django_db
def test_published_report_is_an_edition_on_record() -> None:
    report, officer = make_full_report(), make_user("publishing_officer")

    edition = publish(report, by=officer, at=NOON)

    stored = Report.objects.get(pk=report.pk)
    assert (stored.status, stored.current_edition) == ("published", edition)
    assert (report.status, report.current_edition) == ("published", edition)
    assert str(stored.published_on) == str(edition.published_on) == "2026-03-02"
    assert (edition.number, edition.entered_at) == (1, NOON)
    assert edition.sorted_on == date(2026, 3, 2)
    assert edition.published_by == officer.name
    assert edition.languages == "en cy"
    assert list(Edition.objects.published()) == [edition]
    entry = Entry.objects.about(report).last()
    assert (entry.act, entry.actor_name, entry.entered_at) == (
        *("moved to published", officer.name, NOON),
    )
    assert entry.after["status"] == "published"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["chief_inspector", "head_of_inspection"])
def test_lead_author_signs_off_no_report_of_their_own(role: str) -> None:
    author = make_user(role)
    report = make_report(author=author, status=Report.Status.AWAITING_SIGN_OFF)

    with pytest.raises(Refusal, match="somebody else signs it off"):
        report.sign_off(by=author)

    report.sign_off(by=make_user("chief_inspector", name="Gwen Parry"))
    assert Report.objects.get().signed_off_by.name == "Gwen Parry"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["lead_inspector", "publishing_officer", None])
def test_who_may_not_sign_off_is_told_who_may(role: str | None) -> None:
    report = make_report(status=Report.Status.AWAITING_SIGN_OFF)

    with pytest.raises(Refusal, match="Your role does not include"):
        report.sign_off(by=make_user(role))

    assert Report.objects.get().status == Report.Status.AWAITING_SIGN_OFF


@pytest.mark.django_db
def test_lead_author_publishes_no_report_of_their_own() -> None:
    author = make_user("publishing_officer")
    report = make_report(author=author, signed=True)

    with pytest.raises(Refusal, match="somebody else publishes it"):
        publish(report, by=author, at=NOON)

    other = make_user("publishing_officer", name="Gwen Parry")
    publish(report, by=other, at=NOON)
    assert Report.objects.get().published_by == other


@pytest.mark.django_db
def test_day_of_publication_is_that_of_london() -> None:
    report = make_full_report()
    after_midnight_in_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    edition = publish(report, by=SYSTEM, at=after_midnight_in_summer)

    assert str(edition.published_on) == "2026-07-01"
    assert edition.sorted_on == date(2026, 7, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("published_on", "sorted_on"),
    [
        ("2014-09", date(2014, 9, 1)),
        ("2014", date(2014, 1, 1)),
        ("XXXX-02", Edition.UNDATED),
        (None, Edition.UNDATED),
    ],
)
def test_historical_report_bears_its_date_as_coarse_as_it_is(
    published_on: str | None, sorted_on: date
) -> None:
    report = make_full_report(published_on=published_on, recorded_from="A source")

    edition = publish(report, by=SYSTEM, at=NOON)

    edition.refresh_from_db()
    assert str(edition.published_on or "") == (published_on or "")
    assert (edition.sorted_on, edition.entered_at) == (sorted_on, NOON)


@pytest.mark.django_db
def test_document_is_canonical_and_its_digest_fits() -> None:
    edition = publish(make_full_report(), by=SYSTEM, at=NOON)

    edition.refresh_from_db()
    assert canonical(json.loads(edition.document)) == edition.document
    assert edition.sha256 == hashlib.sha256(edition.document.encode()).hexdigest()


@pytest.mark.django_db
def test_rows_of_the_edition_are_those_of_the_draft_and_of_its_document() -> None:
    report = make_full_report()
    inspection = report.inspection

    edition = publish(report, by=SYSTEM, at=NOON)

    document = json.loads(edition.document)
    told = [p for section in document["sections"] for p in section["paragraphs"]]
    assert [
        (p.stable_id, p.number, p.text, p.anchor) for p in edition.paragraphs.all()
    ] == [
        (p.stable_id, p.number, p.text, f"p-{p.number.replace('.', '-')}")
        for p in report.paragraphs.all()
    ]
    assert [p["text"]["cy"] for p in told] == [
        p.text_cy for p in edition.paragraphs.all()
    ]
    assert [(j.area, j.point) for j in edition.judgements.all()] == [
        (j.area, j.point) for j in inspection.judgements.all()
    ]
    assert [(f.text, f.theme) for f in edition.findings.all()] == [
        (f.text, f.theme) for f in inspection.findings.filter(is_public=True)
    ]
    assert [
        (r.recommendation, r.number, r.text) for r in edition.recommendations.all()
    ] == [(r, r.number, r.text) for r in inspection.recommendations.all()]
    assert list(edition.authorities.order_by("slug")) == list(
        inspection.authorities.order_by("slug")
    )
    assert "Not for the public" not in edition.document
    for rows in (edition.judgements, edition.findings, edition.recommendations):
        assert [row.position for row in rows.all()] == [1, 2]


@pytest.mark.django_db
def test_corrections_are_further_editions_and_the_newest_is_current() -> None:
    report = make_full_report()
    editions = [publish(report, by=SYSTEM, at=NOON)]
    for days in (1, 2):
        correct(report, f"Corrected {days}")
        editions.append(publish(report, by=SYSTEM, at=NOON + timedelta(days=days)))

    assert [edition.number for edition in editions] == [1, 2, 3]
    assert list(Edition.objects.published().current()) == editions[2:]
    assert list(Edition.objects.published().order_by("number")) == editions
    assert [str(edition.published_on) for edition in editions] == [
        *("2026-03-02", "2026-03-03", "2026-03-04"),
    ]
    assert len({edition.sha256 for edition in editions}) == 3
    current = PublishedParagraph.objects.published().current()
    assert {p.text_en for p in current} == {"Corrected 2"}
    assert list(chain.faults()) == []


@pytest.mark.django_db
def test_draft_changed_afterwards_leaves_the_edition_as_it_was() -> None:
    report = make_full_report()
    edition = publish(report, by=SYSTEM, at=NOON)
    before = [list(model._base_manager.order_by("pk").values()) for model in PUBLISHED]

    report.paragraphs.update(text_en="Changed", number="")
    report.sections.update(heading_en="Changed")
    report.inspection.findings.update(text_en="Changed")
    report.inspection.recommendations.update(text_en="Changed", number="")
    report.inspection.judgements.update(wording_en="Changed")
    make_paragraph(report)
    report.title_en = "Changed"
    report.save()

    after = [list(model._base_manager.order_by("pk").values()) for model in PUBLISHED]
    assert after == before
    assert "Changed" not in Edition.objects.get(pk=edition.pk).document


@pytest.mark.django_db
def test_what_was_typed_and_not_saved_is_not_published() -> None:
    report = make_full_report(title_en="Stored meanwhile")
    report.title_en = "Typed and never saved"

    edition = publish(report, by=SYSTEM, at=NOON)

    assert edition.title_en == "Stored meanwhile"
    assert json.loads(edition.document)["title"]["en"] == "Stored meanwhile"


@pytest.mark.django_db
def test_every_reason_against_publishing_is_told_at_once() -> None:
    inspection = make_inspection(framework=make_framework("en cy"), publishes=False)
    finding = make_finding(inspection, text_cy="")
    make_finding(inspection, text_cy="", is_public=False)
    make_recommendation(inspection, text_cy="", number="R7")
    report = make_report(
        inspection,
        paragraphs=1,
        signed=True,
        title_cy="",
        summary_en="In short.",
    )
    report.sections.update(heading_cy="", number="1")
    report.paragraphs.update(text_cy="", number="1.1")

    with pytest.raises(Refusal) as refusal:
        publish(report, by=make_user("inspector"), at=NOON)

    assert refusal.value.reasons == [
        not_in_role("reports.publish_report"),
        "This inspection is marked as one that publishes no report.",
        CHANGED_SINCE,
        "The title has no text in Welsh.",
        "The summary has no text in Welsh.",
        "The heading “1 Leadership and management” has no text in Welsh.",
        "Paragraph 1.1 has no text in Welsh.",
        "Recommendation R7 has no text in Welsh.",
        f"The finding “{finding}” has no text in Welsh.",
    ]
    assert Report.objects.get(pk=report.pk).status == "sign_off"
    assert set(counts().values()) == {0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda report: report.paragraphs.update(text_en="Kinder words."),
        make_paragraph,
        lambda report: report.inspection.recommendations.update(priority=True),
        lambda report: report.inspection.findings.update(is_public=False),
    ],
)
def test_text_changed_after_sign_off_is_not_published(
    change: Callable[[Report], object],
) -> None:
    report = make_full_report()
    change(report)

    with pytest.raises(Refusal, match=CHANGED_SINCE):
        publish(report, by=SYSTEM, at=NOON)

    assert set(counts().values()) == {0}


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["", "A report of 2009"])
def test_report_whose_sections_are_out_of_order_is_not_published(source: str) -> None:
    report = make_full_report(recorded_from=source)
    section = report.sections.get()
    make_section(report, parent=section)
    report.sections.filter(pk=section.pk).update(position=9)

    with pytest.raises(Refusal) as refusal:
        publish(report, by=SYSTEM, at=NOON)

    assert refusal.value.reasons == report.misplaced()
    assert len(report.misplaced()) == 1
    assert set(counts().values()) == {0}


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["", "A report of 2009"])
def test_judgement_that_does_not_fit_the_framework_is_not_published(
    source: str,
) -> None:
    inspection = make_inspection()
    make_judgement(inspection, area=make_area())
    make_judgement(inspection, point=make_point())
    report = make_report(inspection, signed=True, recorded_from=source)

    with pytest.raises(Refusal) as refusal:
        publish(report, by=SYSTEM, at=NOON)

    assert refusal.value.reasons == inspection.misjudged()
    assert len(inspection.misjudged()) == 2
    assert set(counts().values()) == {0}


@pytest.mark.slow
@pytest.mark.django_db
def test_rows_are_those_of_the_document_whatever_is_changed_meanwhile() -> None:
    """An inspector's edit is committed while the edition is being written."""
    report = make_full_report()

    def edit(execute: Callable, sql: str, *args: object) -> object:
        result = execute(sql, *args)
        if sql.startswith('INSERT INTO "reports_edition"'):
            report.inspection.recommendations.update(text_en="Edited meanwhile")
            report.inspection.findings.update(text_en="Edited meanwhile")
        return result

    with connection.execute_wrapper(edit):
        edition = publish(report, by=SYSTEM, at=NOON)

    assert "Edited meanwhile" not in edition.document
    assert list(verification.faults()) == []


@pytest.mark.slow
@pytest.mark.django_db
def test_finding_of_the_past_that_is_not_public_is_not_repeated() -> None:
    inspection = make_inspection()
    hidden = make_finding(is_public=False, text_en="Not for the public")
    finding = make_finding(inspection, previous=hidden, change="improved")
    report = make_report(inspection, signed=True)

    with pytest.raises(Refusal, match="compared with one that is not public"):
        publish(report, by=SYSTEM, at=NOON)

    why = {"correction_en": "It was wrong.", "correction_cy": "Roedd yn anghywir."}
    move(report, Report.Status.REVISION, by=SYSTEM, **why)
    finding.compared_with_en, finding.compared_with_cy = "Worse then", "Gwaeth bryd"
    finding.save()
    report.clear_identities(by=SYSTEM)
    report.submit_for_sign_off(by=SYSTEM)
    report.sign_off(by=SYSTEM)
    edition = publish(report, by=SYSTEM, at=NOON)
    assert "Not for the public" not in edition.document
    assert hidden.inspection.reference not in edition.document
    assert edition.findings.get().compared_with_en == "Worse then"


@pytest.mark.slow
@pytest.mark.django_db
def test_version_of_a_report_tells_and_asks_nothing_a_second_time() -> None:
    report = make_full_report()
    publish(report, by=SYSTEM, at=NOON)
    version = make_report(report.inspection, kind="easy_read", signed=True)

    edition = publish(version, by=SYSTEM, at=NOON)

    assert edition.paragraphs.exists()
    rows = (edition.judgements, edition.findings, edition.recommendations)
    assert not any(row.exists() for row in rows)
    document = json.loads(edition.document)
    assert document["judgements"] == document["findings"] == []
    assert document["recommendations"] == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("kind", Report.VERSIONS)
def test_version_is_not_published_before_what_it_is_a_version_of(kind: str) -> None:
    version = make_report(kind=kind, signed=True)

    with pytest.raises(Refusal, match="a report or letter that is not begun"):
        publish(version, by=SYSTEM, at=NOON)

    letter = make_report(version.inspection, kind="letter", signed=True)
    with pytest.raises(Refusal) as refusal:
        publish(version, by=SYSTEM, at=NOON)
    (reason,) = refusal.value.reasons
    assert str(reason).startswith(f"This is a version of “{letter}”, which is not")
    assert reason.about == letter
    publish(letter, by=SYSTEM, at=NOON)
    move(letter, Report.Status.REVISION, by=SYSTEM)
    publish(version, by=SYSTEM, at=NOON)


@pytest.mark.django_db
def test_historical_version_is_published_though_its_report_is_not_on_record() -> None:
    version = make_report(kind="summary", signed=True, recorded_from="A source")

    assert publish(version, by=SYSTEM, at=NOON).number == 1


@pytest.mark.slow
@pytest.mark.django_db
def test_finding_is_compared_with_what_was_published_and_not_with_its_draft() -> None:
    earlier = make_inspection()
    told = make_finding(earlier, text_en="Caseloads were high.")
    reopened = make_report(earlier, published=True)
    move(reopened, Report.Status.REVISION, by=SYSTEM)
    told.text_en = "A secret draft."
    told.save()
    inspection = make_inspection()
    make_finding(inspection, previous=told, change="improved")

    edition = publish(make_report(inspection, signed=True), by=SYSTEM, at=NOON)

    assert edition.findings.get().compared_with_en == "Caseloads were high."
    assert "A secret draft." not in edition.document


@pytest.mark.slow
@pytest.mark.django_db
def test_finding_added_since_its_report_was_published_is_not_public() -> None:
    earlier = make_inspection()
    reopened = make_report(earlier, published=True)
    move(reopened, Report.Status.REVISION, by=SYSTEM)
    inspection = make_inspection()
    make_finding(inspection, previous=make_finding(earlier), change="improved")

    with pytest.raises(Refusal, match="compared with one that is not public"):
        publish(make_report(inspection, signed=True), by=SYSTEM, at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("welsh", "languages"), [("Testun", "en cy"), ("", "en"), (None, "en cy")]
)
def test_language_counts_when_every_text_has_it(
    welsh: str | None, languages: str
) -> None:
    """None: a paragraph of which only the number is known is no lack."""
    report = make_report(recorded_from="A source")
    texts = {"text_en": "", "text_cy": ""} if welsh is None else {"text_cy": welsh}
    report.paragraphs.update(**texts)
    Report.objects.update(status="sign_off")

    assert publish(report, by=SYSTEM, at=NOON).languages == languages


@pytest.mark.django_db
def test_historical_report_is_published_as_it_is_recorded() -> None:
    inspection = make_inspection(framework=make_framework("en cy"))
    report = make_report(
        inspection, status="sign_off", title_cy="", recorded_from="A source"
    )

    edition = publish(report, by=SYSTEM, at=NOON)

    assert edition.languages == "en"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "status", [s for s in Report.Status if "published" not in Report.ARROWS[s]]
)
def test_publishing_from_elsewhere_is_refused_and_leaves_nothing(status: str) -> None:
    report = make_report(status=status)

    with pytest.raises(Refusal, match="cannot go to “Published”"):
        publish(report, by=SYSTEM, at=NOON)

    assert Report.objects.get(pk=report.pk).status == status
    assert set(counts().values()) == {0}


@pytest.mark.django_db
def test_failure_at_the_last_step_leaves_nothing() -> None:
    make_report(published=True)
    report = make_full_report()
    before, entries = counts(), Entry.objects.count()
    # The register now gives a number that is taken, the last thing to be found out.
    RegisterHead.objects.update(sequence=0)

    with pytest.raises(IntegrityError):
        publish(report, by=SYSTEM, at=NOON)

    assert (counts(), Entry.objects.count()) == (before, entries)
    stored = Report.objects.get(pk=report.pk)
    assert (stored.status, stored.current_edition) == ("sign_off", None)
    assert stored.published_on is None


@pytest.mark.django_db
def test_number_printed_again_has_an_anchor_of_its_own() -> None:
    source = {"recorded_from": "A report of 2009"}
    report = make_report(paragraphs=0, status="sign_off", **source)
    for number in ("15", "15.2", "15", ""):
        make_paragraph(report, number=number, **source)

    edition = publish(report, by=SYSTEM, at=NOON)

    assert [(p.number, p.anchor) for p in edition.paragraphs.all()] == [
        *(("15", "p-15"), ("15.2", "p-15-2"), ("15", "p-15--2"), ("", "p--at-4")),
    ]


@pytest.mark.slow
@pytest.mark.django_db
def test_edition_of_a_past_moment_is_what_the_public_read_then() -> None:
    report = make_full_report()
    first = publish(report, by=SYSTEM, at=NOON)
    correct(report)
    second = publish(report, by=SYSTEM, at=NOON + timedelta(days=2))

    def read(at: datetime) -> list[Edition]:
        return list(Edition.objects.published(at).order_by("number"))

    assert read(NOON - timedelta(seconds=1)) == []
    assert read(NOON) == read(NOON + timedelta(days=1)) == [first]
    assert read(NOON + timedelta(days=2)) == [first, second]


@pytest.mark.django_db
def test_report_of_a_past_moment_is_read_from_its_history() -> None:
    report = make_full_report()
    publish(report, by=SYSTEM, at=NOON)

    before, after = as_at(report, NOON - timedelta(seconds=1)), as_at(report, NOON)

    assert (before["status"], before["current_edition_id"]) == ("sign_off", None)
    assert (after["status"], after["published_on"]) == ("published", "2026-03-02")


@pytest.mark.slow
@pytest.mark.django_db
def test_publishing_costs_the_same_queries_for_any_size() -> None:
    def queries(size: int) -> int:
        report = make_report(paragraphs=size, signed=True)
        with CaptureQueriesContext(connection) as asked:
            publish(report, by=SYSTEM, at=NOON)
        return len(asked)

    queries(1)  # the very first publication makes the register's head

    assert queries(30) == queries(1)


def publish_stored(report: Report) -> Callable[[], int]:
    return lambda: publish(Report.objects.get(pk=report.pk), by=SYSTEM).number


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_publications_at_once_stand_one_after_the_other_in_the_register() -> None:
    make_report(published=True)
    reports = [make_report(signed=True) for _ in range(3)]

    results = at_once(
        [publish_stored(report) for report in reports],
        behind=RegisterHead.objects.get(),
    )

    assert results == [1, 1, 1]
    assert [e.sequence for e in RegisterEntry.objects.order_by("pk")] == [1, 2, 3, 4]
    assert list(chain.faults()) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_three_who_publish_one_report_at_once_one_passes() -> None:
    report = make_report(signed=True)

    results = at_once([publish_stored(report)] * 3, behind=report)

    refused = [result for result in results if result != 1]
    assert len(refused) == 2
    assert all("cannot go to “Published”" in sentence for sentence in refused)
    assert counts()[Edition] == counts()[RegisterEntry] == 1


@pytest.mark.django_db
def test_finding_that_is_not_complete_is_never_published() -> None:
    """A finding that was carried forward and not gone back to, beside a draft."""
    inspection = make_inspection()
    earlier = make_finding()
    lacking = {"text_en": "", "text_cy": "", "previous": earlier}
    make_finding(inspection, **lacking)
    make_finding(inspection, classification="", theme=None)
    make_finding(inspection, classification="", is_public=False)
    report = make_report(inspection, signed=True)

    with pytest.raises(Refusal) as refusal:
        publish(report, by=SYSTEM, at=NOON)

    told = "The finding “%s” is not complete: %s"
    draft = "Not classified: Leaders know their services well."
    assert [
        told % ("Strength: no text yet", "It has no text: write what was found."),
        told
        % (
            "Strength: no text yet",
            "It revisits an earlier finding: say what has changed.",
        ),
        told % (draft, "It has no classification: choose one."),
        told % (draft, "It has no theme: choose one."),
    ] == [reason for reason in refusal.value.reasons if "not complete" in reason]
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_cancelled_inspection_publishes_nothing() -> None:
    report = make_report(make_inspection(status="drafting"), signed=True)
    report.inspection.cancel(by=SYSTEM, reason="The service has closed.")

    with pytest.raises(Refusal, match="no report of it is published"):
        publish(report, by=SYSTEM)

    assert not Edition.objects.exists()
