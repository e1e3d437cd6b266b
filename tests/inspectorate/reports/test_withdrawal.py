"""Editions that the public may read no longer: all of a report, or the former ones."""

import pytest
from django.test import Client

from inspectorate.fields import Wording
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal
from inspectorate.reports import chain, verification
from inspectorate.reports.models import (
    Edition,
    PublishedParagraph,
    Report,
    Withdrawal,
)
from inspectorate.reports.publication import issue
from inspectorate.reports.withdrawal import withdraw, withdraw_former
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_inspection,
    make_report,
    make_user,
)
from tests.inspectorate.public.corrections import correct

pytestmark = pytest.mark.django_db

WHY = Wording("A child could be known.", "Gellid adnabod plentyn.")
CORRECTED = ["revision", "awaiting_sign_off", "sign_off", "scheduled"]


def test_withdrawn_report_is_shown_no_longer_and_says_why() -> None:
    edition = make_edition()
    officer = make_user("publishing_officer")

    (withdrawal,) = withdraw(edition.report, by=officer, reason=WHY, at=NOON)

    assert (withdrawal.edition, withdrawal.reason) == (edition, WHY)
    assert withdrawal.withdrawn_by == officer.name
    assert not Edition.objects.published().exists()
    assert not PublishedParagraph.objects.published().exists()
    assert list(Edition.objects.withdrawn()) == [edition]
    assert list(Edition.objects.published(NOON)) == []
    stored = Report.objects.get()
    assert (stored.status, stored.current_edition) == ("withdrawn", None)
    assert withdrawal.register_entry.sequence == 2
    assert list(chain.faults()) == []


def test_withdrawal_needs_a_reason_in_each_language_and_the_right_to_publish() -> None:
    framework_languages = make_inspection().framework
    framework_languages.languages = "en cy"
    framework_languages.save()
    inspection = make_inspection(framework=framework_languages)
    report = make_edition(inspection).report

    with pytest.raises(Refusal) as refusal:
        withdraw(report, by=make_user("inspector"), reason=Wording("Why.", ""))

    role, why = refusal.value.reasons
    assert "publish" in role.lower()
    assert why == "The public has to know why: give the reason in Welsh."
    assert not Withdrawal.objects.exists()


@pytest.mark.slow
def test_report_is_withdrawn_after_its_versions() -> None:
    inspection = make_inspection()
    report = make_report(inspection, published=True)
    summary = make_report(inspection, kind="summary", published=True)

    with pytest.raises(Refusal, match="is published: withdraw it first"):
        withdraw(report, by=SYSTEM, reason=WHY, at=NOON)

    withdraw(summary, by=SYSTEM, reason=WHY, at=NOON)
    withdraw(report, by=SYSTEM, reason=WHY, at=NOON)
    assert not Edition.objects.published().exists()


@pytest.mark.slow
@pytest.mark.parametrize("status", CORRECTED)
def test_report_is_withdrawn_whatever_its_correction_has_come_to(status: str) -> None:
    report = make_report(published=True)
    moment = NOON if status == "scheduled" else None
    Report.objects.update(status=status, scheduled_for=moment)

    withdraw(Report.objects.get(), by=SYSTEM, reason=WHY, at=NOON)

    stored = Report.objects.get()
    assert (stored.status, stored.scheduled_for) == ("withdrawn", None)
    assert not Edition.objects.published().exists()
    stored.return_to_revision(by=SYSTEM, reason="It is mended.", at=NOON)
    assert stored.paragraphs.exists()
    assert report.editions.get().document


@pytest.mark.parametrize("verb", ["withdraw", "withdraw_former"])
def test_draft_of_which_the_public_reads_nothing_is_not_withdrawn(verb: str) -> None:
    report = make_report(signed=True)
    reasons = {"reason_en": WHY.en, "reason_cy": WHY.cy}

    assert verb not in [act.verb for act in report.next_acts()]
    with pytest.raises(Refusal, match="reads no edition that this would withdraw"):
        getattr(report, verb)(by=SYSTEM, at=NOON, **reasons)


def test_report_is_not_issued_while_the_public_reads_an_edition_of_it() -> None:
    report = make_report(published=True)
    Report.objects.update(status="sign_off")

    with pytest.raises(Refusal, match="reads an edition of this report: withdraw it"):
        issue(Report.objects.get(), by=SYSTEM, reason="A secure home.", at=NOON)

    assert list(Edition.objects.published()) == [report.editions.get()]


@pytest.mark.slow
def test_former_editions_are_withdrawn_and_the_current_one_stays(
    client: Client,
) -> None:
    report = make_report(published=True, paragraphs=["Everybody waited."])
    report.paragraphs.update(text_en="Nobody waited.", text_cy="Nid arhosodd neb.")
    current = correct(report)
    first = report.editions.get(number=1)
    report = Report.objects.get()
    assert "withdraw_former" in [act.verb for act in report.next_acts()]

    withdraw_former(report, by=SYSTEM, reason=WHY, at=NOON)

    assert list(Edition.objects.published()) == [current]
    assert list(Edition.objects.withdrawn()) == [first]
    assert Report.objects.get().status == "published"
    assert Entry.objects.about(report).last().act == "former editions withdrawn"
    codes = {
        client.get(f"/en/reports/{report.slug}/{way}").status_code
        for way in ("editions/1/", "editions/1/changes/2/")
    }
    assert codes == {410}
    for way in ("", "editions/2/", f"paragraphs/{current.paragraphs.get().stable_id}/"):
        page = client.get(f"/en/reports/{report.slug}/{way}")
        assert page.status_code == 200
        assert "Everybody" not in page.text
    assert list(verification.faults()) == []
    assert "withdraw_former" not in [act.verb for act in report.next_acts()]
