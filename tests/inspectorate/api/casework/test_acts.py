import pytest

from inspectorate.inspections.models import Inspection
from inspectorate.reports.models import Report
from tests.factories import NOON, assure, make_evidence, make_report, make_user
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind, sentences

WAY = "inspections/EXAMPLE-2026-01/acts/"


def acts(program: Program) -> dict[str, dict]:
    answer = program.get(WAY)
    assert answer.status_code == 200, answer.content
    return {each["act"]: each for each in answer.json()["acts"]}


def test_acts_are_told_as_the_case_screen_tells_them(
    mair: Program, lead: Program, case: Inspection
) -> None:
    mine, hers = acts(mair), acts(lead)

    assert sorted(mine) == ["cancel", "end-fieldwork"]
    assert "Only the lead inspector" in mine["end-fieldwork"]["barred"][0]
    assert hers["end-fieldwork"]["barred"] == []
    missing = " ".join(hers["end-fieldwork"]["missing"])
    assert "No evidence is logged" in missing
    assert not hers["end-fieldwork"]["is_possible"]
    assert hers["cancel"]["is_possible"]
    [asks] = hers["cancel"]["asks"]
    assert (asks["name"], asks["required"]) == ("reason", True)
    assert hers["cancel"]["label"]["en"] == "Cancel the inspection"
    assert hers["cancel"]["url"].endswith(f"{WAY}cancel/")


def test_act_moves_the_case_by_its_verb(lead: Program, case: Inspection) -> None:
    refused = lead.post(f"{WAY}end-fieldwork/", {})
    make_evidence(case)
    Inspection.objects.update(fieldwork_start="2026-01-05", fieldwork_end="2026-01-09")

    done = lead.post(f"{WAY}end-fieldwork/", {})

    assert kind(refused) == (409, "refused")
    assert "No evidence is logged" in refused.json()["detail"]
    assert done.status_code == 200, done.content
    assert done.json()["status"] == "drafting"
    assert Inspection.objects.get().status == "drafting"
    again = lead.post(f"{WAY}end-fieldwork/", {})
    assert kind(again) == (409, "refused")
    assert "stands at “Drafting”" in again.json()["detail"]


def test_act_of_somebody_else_is_barred(mair: Program, case: Inspection) -> None:
    answer = mair.post(f"{WAY}cancel/", {"reason": "No."})

    assert kind(answer) == (403, "forbidden")
    assert "Only the lead inspector" in answer.json()["detail"]
    assert Inspection.objects.get().status == "fieldwork"


def test_draft_is_sent_for_accuracy_by_who_assures(
    mair: Program, case: Inspection
) -> None:
    Inspection.objects.update(status="drafting")
    report = make_report(case, status="quality_assurance")
    assurer = Program(make_user("quality_assurer"))
    assure(report)

    barred = mair.post(f"{WAY}send-for-accuracy/", {})
    done = assurer.post(f"{WAY}send-for-accuracy/", {})

    assert kind(barred) == (403, "forbidden")
    assert done.status_code == 200, done.content
    assert done.json()["report"] == "accuracy_check"
    assert Report.objects.get().accuracy_checks.count() == 1


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"reason": 7}, "reason"),
        ({"reason": "x", "colour": "red"}, "colour"),
        ({}, "reason"),
        ({"reason": "  "}, "reason"),
        ([], ""),
    ],
)
def test_act_takes_the_fields_that_it_asks_for(
    lead: Program, case: Inspection, body: object, place: str
) -> None:
    answer = lead.post(f"{WAY}cancel/", body)

    assert kind(answer) == (400, "invalid-body")
    assert list(sentences(answer)) == [place]


def test_notice_bears_its_day(lead: Program, case: Inspection) -> None:
    Inspection.objects.update(
        status="scoping", fieldwork_start="2026-01-05", fieldwork_end="2026-01-09"
    )

    odd = lead.post(f"{WAY}notify/", {"notified_on": "5 January"})
    done = lead.post(f"{WAY}notify/", {"notified_on": "2026-01-02"})

    assert list(sentences(odd)) == ["notified_on"]
    assert done.status_code == 200, done.content
    assert str(Inspection.objects.get().notified_on) == "2026-01-02"


def test_moment_of_a_publication_has_its_offset(case: Inspection) -> None:
    Inspection.objects.update(status="drafting")
    make_report(case, signed=True)
    officer = Program(make_user("publishing_officer"))

    odd = officer.post(f"{WAY}schedule/", {"scheduled_for": "tomorrow"})
    past = officer.post(f"{WAY}schedule/", {"scheduled_for": "2001-01-01T09:00:00Z"})

    assert kind(odd) == (400, "invalid-body")
    assert list(sentences(odd)) == ["scheduled_for"]
    assert past.status_code in (400, 409)
    assert Report.objects.get().status == "sign_off"


@pytest.mark.parametrize("name", ["nothing", "end_fieldwork", "full-clean", "delete"])
def test_act_that_is_none_is_not_there(
    lead: Program, case: Inspection, name: str
) -> None:
    assert kind(lead.post(f"{WAY}{name}/", {})) == (404, "not-found")


def test_act_of_a_report_waits_for_the_report(lead: Program, case: Inspection) -> None:
    answer = lead.post(f"{WAY}sign-off/", {})

    assert kind(answer) == (409, "refused")


def test_every_act_answers_what_its_body_lacks_and_never_with_a_fault(
    case: Inspection,
) -> None:
    chief = Program(make_user("chief_inspector"))
    make_report(case)
    rows = [(Inspection, case), (Report, case.reports.get())]

    for model, row in rows:
        for act in model.ACTS:
            for status in act.begins:
                moment = {"scheduled_for": NOON} if status == "scheduled" else {}
                model.objects.filter(pk=row.pk).update(status=status, **moment)
                name = act.verb.replace("_", "-")
                for body in ({"nonsense": 1}, [], {"reason": ["x"]}):
                    answer = chief.post(f"{WAY}{name}/", body)
                    assert answer.status_code in (400, 403, 409), (name, answer.content)
        model.objects.filter(pk=row.pk).update(status=model.ACTS[0].begins[0])
