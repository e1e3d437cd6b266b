"""Reports that are issued to their authority, and those that are withdrawn."""

import pytest
from django.test import Client

from inspectorate.fields import Wording
from inspectorate.history.models import Entry
from inspectorate.lifecycle import Refusal, move
from inspectorate.reports import chain
from inspectorate.reports.models import (
    Edition,
    PublishedParagraph,
    RegisterEntry,
    Report,
)
from inspectorate.reports.publication import issue, publish
from tests.factories import (
    NOON,
    SYSTEM,
    make_edition,
    make_finding,
    make_inspection,
    make_report,
    make_user,
    make_withdrawal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHY = Wording("A child could be known.", "Gellid adnabod plentyn.")


def test_issued_report_is_an_edition_in_a_chain_of_its_own() -> None:
    make_edition()
    officer = make_user("publishing_officer")
    inspection = make_inspection()
    make_finding(inspection)
    report = make_report(inspection, signed=True)

    edition = issue(report, by=officer, reason="A secure home.", at=NOON)

    assert (edition.chain, edition.number) == ("issued", 1)
    entry = edition.register_entry
    assert (entry.chain, entry.sequence, entry.previous) == ("issued", 1, "0" * 64)
    assert not PublishedParagraph.objects.filter(edition=edition).exists()
    assert edition not in Edition.objects.published()
    stored = Report.objects.get(pk=report.pk)
    assert (stored.status, stored.current_edition) == ("issued", None)
    told = Entry.objects.about(report).last()
    assert (told.act, told.reason) == ("moved to issued", "A secure home.")
    assert list(chain.faults()) == []


def test_public_chain_has_no_gap_where_a_report_was_issued() -> None:
    make_edition()
    issue(make_report(signed=True), by=SYSTEM, reason="A secure home.", at=NOON)
    make_edition()

    public = RegisterEntry.objects.filter(chain="public")
    assert [entry.sequence for entry in public] == [1, 2]


def test_report_is_not_issued_without_a_reason() -> None:
    report = make_report(signed=True)

    with pytest.raises(Refusal, match="Give the reason"):
        issue(report, by=SYSTEM, reason="  ", at=NOON)

    assert not Edition.objects.exists()


def test_issued_report_is_found_nowhere_by_the_public(client: Client) -> None:
    report = make_report(signed=True, paragraphs=["Zyzzyva."])
    issue(report, by=SYSTEM, reason="A secure home.", at=NOON)

    for address in (f"reports/{report.slug}/", f"reports/{report.slug}/editions/1/"):
        assert client.get(f"/en/{address}").status_code == 404
        assert client.get(f"/api/v1/{address}").status_code == 404
    for address in ("/en/reports/", "/en/", "/api/v1/editions/", "/api/v1/paragraphs/"):
        page = client.get(address).text
        assert report.slug not in page
        assert "Zyzzyva" not in page


def test_report_is_published_again_after_its_withdrawal() -> None:
    report = make_edition().report
    make_withdrawal(report.current_edition)
    report.refresh_from_db()
    why = {"correction_en": "Mended.", "correction_cy": "Wedi'i drwsio."}
    move(report, Report.Status.REVISION, by=SYSTEM, **why)
    report.clear_identities(by=SYSTEM)
    report.submit_for_sign_off(by=SYSTEM)
    report.sign_off(by=SYSTEM)

    second = publish(report, by=SYSTEM)

    assert list(Edition.objects.published()) == [second]
    assert second.number == 2
    assert second.correction == Wording("Mended.", "Wedi'i drwsio.")
    assert Report.objects.get().correction == Wording("", "")


def test_correction_tells_the_public_why() -> None:
    report = make_report(published=True)
    move(report, Report.Status.REVISION, by=SYSTEM)
    report.clear_identities(by=SYSTEM)
    report.submit_for_sign_off(by=SYSTEM)
    report.sign_off(by=SYSTEM)

    with pytest.raises(Refusal, match="The public has to know why"):
        publish(report, by=SYSTEM)
