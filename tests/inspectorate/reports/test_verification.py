import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models
from pytest_django import Settings

from inspectorate.guards import install_after_migrate
from inspectorate.history import append_only
from inspectorate.reports import register, verification
from inspectorate.reports.models import (
    Edition,
    PublishedFinding,
    PublishedJudgement,
    PublishedParagraph,
    PublishedRecommendation,
    PublishedRecommendationTheme,
    RegisterEntry,
    Report,
)
from inspectorate.reports.publication import issue
from inspectorate.signing import Signer
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_finding,
    make_inspection,
    make_judgement,
    make_point,
    make_recommendation,
    make_report,
    make_scale,
    make_theme,
    make_withdrawal,
)
from tests.inspectorate.public.corrections import correct

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def edition() -> Edition:
    inspection = make_inspection()
    make_judgement(inspection)
    make_finding(inspection)
    make_recommendation(inspection).themes.add(make_theme())
    return make_edition(inspection)


def test_what_was_published_holds(
    edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_register")

    assert capsys.readouterr().out == (
        "The register holds. Editions: 1.\n"
        f"Published: 1:{edition.register_entry.digest} (not signed)\n"
        "Issued to the authority, not published: no entries\n"
    )


def test_withdrawal_is_no_edition_and_its_edition_is_still_checked(
    edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    make_withdrawal(edition)

    call_command("verify_register")
    told = capsys.readouterr().out
    assert told.startswith("The register holds. Editions: 1.\n")

    append_only.remove(PublishedParagraph, connection)
    PublishedParagraph.objects.update(text_en="Kinder words.")
    append_only.install(PublishedParagraph, connection)
    assert list(verification.faults()) == ["Entry 1: the paragraphs differ."]


@pytest.mark.parametrize(
    ("model", "changes", "told"),
    [
        (Edition, {"title_cy": "Arall"}, "the edition's own columns differ"),
        (Edition, {"published_on": "1999"}, "the edition's own columns differ"),
        (PublishedParagraph, {"text_en": "Kinder words."}, "the paragraphs differ"),
        (PublishedRecommendation, {"text_cy": "Dim"}, "the recommendations differ"),
        (Edition, {"recorded_from": "Paper"}, "the edition's own columns differ"),
        (PublishedFinding, {"classification": "strength"}, None),
        (PublishedFinding, {"classification": "challenge"}, "the findings differ"),
    ],
)
def test_row_changed_by_who_owns_the_tables_is_named(
    model: type[models.Model], changes: dict[str, str], told: str | None
) -> None:
    append_only.remove(model, connection)
    model.objects.update(**changes)
    append_only.install(model, connection)

    assert list(verification.faults()) == ([f"Entry 1: {told}."] if told else [])


def test_theme_added_to_what_was_published_is_named(edition: Edition) -> None:
    [row] = edition.recommendations.all()
    PublishedRecommendationTheme.objects.create(published=row, theme=make_theme())

    assert list(verification.faults()) == ["Entry 1: the themes differ."]


def test_grade_of_another_scale_with_the_same_code_is_named(edition: Edition) -> None:
    [row] = edition.judgements.all()
    append_only.remove(PublishedJudgement, connection)
    PublishedJudgement.objects.update(
        point=make_point(make_scale(), code=row.point.code, label_en="Poor")
    )
    append_only.install(PublishedJudgement, connection)

    assert list(verification.faults()) == ["Entry 1: the judgements differ."]


def test_grade_changed_by_who_owns_the_tables_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    append_only.remove(PublishedJudgement, connection)
    PublishedJudgement.objects.update(point=make_point())
    append_only.install(PublishedJudgement, connection)

    with pytest.raises(CommandError, match="Faults found: 1"):
        call_command("verify_register")
    assert capsys.readouterr().err == "Entry 1: the judgements differ.\n"


@pytest.mark.parametrize("document", ["no JSON", "[]", "{}", '{"edition": 1}'])
def test_document_that_cannot_be_read_is_named(document: str) -> None:
    append_only.remove(Edition, connection)
    Edition.objects.update(document=document)
    append_only.install(Edition, connection)

    assert list(verification.faults()) == [
        "Entry 1: the document does not match its digest.",
        "Entry 1: the document cannot be read.",
    ]


def test_key_made_known_after_a_lost_one_is_told_where_all_holds(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SIGNING_KEY = bytes(32)
    make_edition()
    settings.SIGNING_KEY = bytes(range(32))
    new = Signer(settings.SIGNING_KEY)
    register.rotate(new, by=new, at=NOON)

    call_command("verify_register")

    note, holds, public, _issued = capsys.readouterr().out.splitlines()
    assert note.startswith("Note: Entry 4: the key before was lost, and 5647")
    assert holds == "The register holds. Editions: 2."
    assert public.startswith("Published: 4:")
    assert public.endswith(" (signed by 56475aa75463474c)")


def point_at(report: Report, edition: Edition | None) -> None:
    """As who owns the tables can, without the guard."""
    guard = "report_current_edition_is_newest"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {guard}_update")
        else:
            cursor.execute(f"DROP TRIGGER {guard} ON reports_report")
    Report.objects.filter(pk=report.pk).update(current_edition=edition)
    install_after_migrate(apps.get_app_config("reports"))


@pytest.mark.parametrize("shown", [1, None])
def test_current_edition_that_is_not_the_newest_is_named(
    edition: Edition, shown: int | None
) -> None:
    report = edition.report
    correct(report)
    assert list(verification.faults()) == []

    point_at(report, shown and edition)

    told = f"{report.slug}/1" if shown else "none"
    assert list(verification.faults()) == [astray(report, told, f"{report.slug}/2")]


def test_current_edition_that_is_withdrawn_is_named(edition: Edition) -> None:
    make_withdrawal(edition)
    make_edition()
    report = edition.report

    point_at(report, edition)

    assert list(verification.faults()) == [astray(report, f"{report.slug}/1", "none")]


def test_current_edition_of_another_report_is_named(edition: Edition) -> None:
    other, report = make_withdrawal().edition, edition.report

    point_at(report, other)

    shown, newest = f"{other.report.slug}/1", f"{report.slug}/1"
    assert list(verification.faults()) == [astray(report, shown, newest)]


def astray(report: Report, shown: str, newest: str) -> str:
    return (
        f"The current edition of {report.slug} is {shown}, and the newest that can be "
        f"read is {newest}."
    )


def ends() -> list[str]:
    entries = RegisterEntry.objects.order_by("-chain")
    return [f"{entry.sequence}:{entry.digest}" for entry in entries]


def test_entries_that_were_written_down_are_found_again() -> None:
    issue(make_report(signed=True), by=SYSTEM, reason="A secure home.", at=NOON)
    make_edition()
    first, second, issued = ends()

    written = [first, second.upper(), f"issued:{issued}"]
    call_command("verify_register", *(f"--expect={each}" for each in written))


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        (
            f"1:{'a' * 64}",
            f"Entry 1 is expected with the digest {'a' * 64}, and has ",
        ),
        (f"2:{'a' * 64}", "Entry 2 is expected, and there is none."),
        (
            f"issued:1:{'a' * 64}",
            "Entry 1 of what is issued is expected, and there is none.",
        ),
    ],
)
def test_chain_that_was_cut_or_forged_whole_is_named(
    expect: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="Faults found: 1"):
        call_command("verify_register", "--expect", expect)

    captured = capsys.readouterr()
    assert captured.err.startswith(told)
    assert captured.out == ""


@pytest.mark.parametrize("expect", ["", "1", "0:" + "0" * 64, "1:abc", "x:1:abc"])
def test_what_nobody_can_have_written_down_is_refused(expect: str) -> None:
    with pytest.raises(CommandError, match="as this command tells it"):
        call_command("verify_register", "--expect", expect)
