import pytest

from inspectorate.inspections.models import Finding, Inspection
from tests.factories import make_evidence, make_finding
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind


def test_change_needs_the_version_it_was_made_from(
    mair: Program, lead: Program, case: Inspection
) -> None:
    way = f"findings/{make_finding(case, text_en='Old.').pk}/"
    read = mair.get(way)["ETag"]
    theirs = lead.patch(way, {"text": {"en": "Theirs."}})

    without = mair.send("PATCH", way, {"text": {"en": "Mine."}})
    stale = mair.patch(way, {"text": {"en": "Mine."}}, if_match=read)
    again = mair.patch(way, {"text": {"en": "Mine."}}, if_match=theirs["ETag"])

    assert kind(without) == (428, "version-needed")
    assert kind(stale) == (412, "stale")
    assert again.status_code == 200
    assert Finding.objects.get().text_en == "Mine."


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("*", 200),
        ('"other", {now}', 200),
        ("W/{now}", 412),
        ("nonsense", 412),
        ("", 412),
        ('"other"', 412),
    ],
)
def test_version_is_compared_as_http_has_it(
    mair: Program, case: Inspection, told: str, status: int
) -> None:
    way = f"findings/{make_finding(case).pk}/"
    now = mair.get(way)["ETag"]

    answer = mair.patch(way, {"is_public": False}, if_match=told.format(now=now))

    assert answer.status_code == status


def test_version_tells_of_links_too(mair: Program, case: Inspection) -> None:
    finding = make_finding(case)
    way = f"findings/{finding.pk}/"
    read = mair.get(way)["ETag"]

    finding.evidence.add(make_evidence(case))

    assert mair.get(way)["ETag"] != read
    assert kind(mair.patch(way, {"is_public": False}, if_match=read)) == (412, "stale")


def test_who_has_read_it_is_told_that_it_holds(mair: Program, case: Inspection) -> None:
    way = f"findings/{make_finding(case).pk}/"
    read = mair.get(way)

    held = mair.get(way, if_none_match=read["ETag"])

    assert (held.status_code, held.content) == (304, b"")
    assert held["ETag"] == read["ETag"]
    assert mair.get(way, if_none_match='"other"').status_code == 200


def test_order_of_refusals_tells_nothing_of_what_is_not_theirs(
    mair: Program, case: Inspection
) -> None:
    foreign = make_finding()

    without = mair.send("PATCH", f"findings/{foreign.pk}/", {"is_public": False})
    none = mair.send("PATCH", "findings/999999/", {"is_public": False})

    assert kind(without) == kind(none) == (404, "not-found")
    told = [each.json() | {"request_id": ""} for each in (without, none)]
    assert told[0] == told[1]


@pytest.mark.parametrize("bare", ["nonsense", ""])
def test_version_without_its_quotation_marks_is_told_so(
    mair: Program, case: Inspection, bare: str
) -> None:
    way = f"findings/{make_finding(case).pk}/"

    answer = mair.patch(way, {"is_public": False}, if_match=bare)

    assert kind(answer) == (412, "stale")
    assert "stands in quotation marks" in answer.json()["detail"]
