import pytest

from inspectorate.history.models import Entry
from inspectorate.inspections.models import Finding, Inspection
from tests.factories import (
    make_evidence,
    make_finding,
    make_inspection,
    make_interest,
    make_report,
    make_theme,
    make_user,
)
from tests.inspectorate.api.casework.program import Program
from tests.inspectorate.api.problems import kind, sentences

BODY = {"inspection": "EXAMPLE-2026-01", "text": {"en": "Visits are on time."}}


def last_entry(row: object) -> Entry:
    told = {"subject_type": row._meta.label_lower, "subject_id": str(row.pk)}
    return Entry.objects.filter(**told).latest("pk")


def test_finding_is_logged_as_the_admin_would_log_it(
    mair: Program, case: Inspection
) -> None:
    item = make_evidence(case)
    own = make_theme(case.framework, code="practice")
    make_theme(code="practice")
    body = {
        **BODY,
        "classification": "strength",
        "theme": "practice",
        "other_themes": ["caseload"],
        "evidence": [item.pk],
    }

    answer = mair.post("findings/", body)

    assert answer.status_code == 201, answer.content
    [finding] = Finding.objects.all()
    told = answer.json()
    assert (finding.theme, finding.position, finding.is_public) == (own, 1, True)
    assert [each.code for each in finding.other_themes.all()] == ["caseload"]
    assert told["evidence"] == [item.pk]
    assert told["text"] == {"en": "Visits are on time.", "cy": ""}
    assert answer["Location"] == told["url"]
    assert answer["ETag"] == told["etag"]
    assert mair.get(told["url"]).json() == told
    entries = Entry.objects.filter(subject_type="inspections.finding")
    assert {(each.act, each.actor_name) for each in entries} == {
        ("created", "Mair Jones"),
        ("changed", "Mair Jones"),
    }


def test_next_finding_stands_last(mair: Program, case: Inspection) -> None:
    make_finding(case, position=7)

    assert mair.post("findings/", BODY).json()["position"] == 8


def test_change_is_stored_with_its_history(mair: Program, case: Inspection) -> None:
    finding = make_finding(case, text_en="Old.", text_cy="Hen.", classification="")

    answer = mair.patch(
        f"findings/{finding.pk}/",
        {"text": {"en": "New."}, "classification": "strength"},
    )

    assert answer.status_code == 200, answer.content
    finding.refresh_from_db()
    assert (finding.text_en, finding.text_cy) == ("New.", "Hen.")
    entry = last_entry(finding)
    assert entry.before == {"text_en": "Old.", "classification": ""}
    assert entry.after == {"text_en": "New.", "classification": "strength"}
    assert answer["ETag"] == mair.get(f"findings/{finding.pk}/")["ETag"]


@pytest.mark.parametrize(
    ("body", "place", "sentence"),
    [
        ({"text": "Plain"}, "text", 'Write its languages: {"en": "…", "cy": "…"}.'),
        ({"text": {"en": 7}}, "text.en", "Write a text"),
        ({"text": {"fr": "Oui"}}, "text.fr", "no such field"),
        ({"text": {"en": "A\u0007"}}, "text.en", "cannot be seen"),
        ({"is_public": "yes"}, "is_public", "Write true or false."),
        ({"is_public": 1}, "is_public", "Write true or false."),
        ({"evidence": [True]}, "evidence.0", "whole number"),
        ({"evidence": ["1"]}, "evidence.0", "whole number"),
        ({"evidence": [999_999]}, "evidence", "not one of the available"),
        ({"evidence": 1}, "evidence", "Write a list"),
        ({"previous": 2**70}, "previous", "This is too great: write"),
        ({"previous": 999_999}, "previous", "not one of the available"),
        (
            {"classification": "nice"},
            "classification",
            "Choose one of: strength,",
        ),
        ({"classification": ["strength"]}, "classification", "Write a text"),
        ({"theme": "nothing"}, "theme", "There is no theme “nothing”"),
        ({"other_themes": ["x"]}, "other_themes.0", "There is no theme “x”"),
        ({"change": "improved"}, "", "Choose the previous finding"),
        ({"position": 3}, "position", "no such field"),
        ({"inspection": "OTHER"}, "inspection", "no such field"),
        ({"recorded_from": "x"}, "recorded_from", "no such field"),
        ({"a~/b": 1}, "a~0~1b", "no such field"),
        ({}, "", "nothing to change"),
        ([], "", "Write an object"),
        ("x", "", "Write an object"),
        (None, "", ""),
    ],
)
def test_bad_field_is_named_with_the_cure(
    mair: Program, case: Inspection, body: object, place: str, sentence: str
) -> None:
    finding = make_finding(case)

    answer = mair.patch(f"findings/{finding.pk}/", body)

    assert kind(answer) == (400, "invalid-body"), answer.content
    assert sentence in " ".join(sentences(answer)[place])
    pointers = [each["pointer"] for each in answer.json()["errors"]]
    assert pointers == [f"/{place.replace('.', '/')}" if place else ""]


def test_finding_without_a_case_or_of_none_is_refused(mair: Program) -> None:
    without = mair.post("findings/", {"text": {"en": "A."}})
    of_none = mair.post("findings/", {**BODY, "inspection": "NOWHERE-2026-01"})

    assert list(sentences(without)) == ["inspection"]
    assert "There is no case" in sentences(of_none)["inspection"][0]
    assert not Finding.objects.exists()


def test_finding_is_stored_by_the_team_alone(case: Inspection, mair: Program) -> None:
    finding = make_finding(case)
    chief = make_user("chief_inspector")
    make_interest(user=chief, authority=case.authorities.get())
    tied = Program(chief)
    reader = Program(make_user("quality_assurer"))
    other = Program(make_user("inspector"))

    answers = [
        tied.post("findings/", BODY),
        tied.patch(f"findings/{finding.pk}/", {"is_public": False}),
        reader.post("findings/", BODY),
        reader.patch(f"findings/{finding.pk}/", {"is_public": False}),
        other.post("findings/", BODY),
        other.send("PATCH", f"findings/{finding.pk}/", {"is_public": False}),
    ]

    assert [each.status_code for each in answers] == [403, 403, 403, 403, 403, 404]
    assert "declared an interest" in answers[0].json()["detail"]
    assert "not on the team" in answers[4].json()["detail"]
    assert Finding.objects.get().is_public


def test_nothing_is_changed_once_the_report_is_fixed(
    mair: Program, case: Inspection
) -> None:
    finding = make_finding(case)
    make_report(case, status="awaiting_sign_off")

    added = mair.post("findings/", BODY)
    changed = mair.patch(f"findings/{finding.pk}/", {"is_public": False})

    assert [kind(added), kind(changed)] == [(409, "refused"), (409, "refused")]
    assert "return the report to revision" in changed.json()["detail"]
    assert "whose report is not signed off" in added.json()["detail"]


def test_evidence_of_another_case_is_refused(mair: Program, case: Inspection) -> None:
    foreign = make_evidence(make_inspection())

    answer = mair.post("findings/", {**BODY, "evidence": [foreign.pk]})

    assert list(sentences(answer)) == ["evidence"]
    assert foreign.reference not in answer.content.decode()


def test_who_reads_no_evidence_is_told_none_and_takes_none_away(
    mair: Program, case: Inspection
) -> None:
    finding = make_finding(case)
    finding.evidence.add(make_evidence(case))
    translator = Program(make_user("publishing_officer"))

    told = translator.get(f"findings/{finding.pk}/").json()

    assert told["evidence"] == []
    assert mair.get(f"findings/{finding.pk}/").json()["evidence"] != []


def test_list_is_narrowed_strictly(mair: Program, case: Inspection) -> None:
    one = make_finding(case, classification="strength")
    make_finding(case, classification="challenge")
    make_finding(make_inspection())

    found = mair.get("findings/?inspection=EXAMPLE-2026-01&classification=strength")
    odd = mair.get("findings/?classification=nice&page=2")

    assert [each["id"] for each in found.json()["results"]] == [one.pk]
    assert found.json()["results"][0] == mair.get(f"findings/{one.pk}/").json()
    assert sorted(sentences(odd)) == ["page"]
    assert kind(mair.get("findings/?inspection=NOWHERE")) == (400, "invalid-parameter")
    assert len(mair.get("findings/").json()["results"]) == 2


def test_list_goes_on_by_its_cursor(mair: Program, case: Inspection) -> None:
    rows = [make_finding(case).pk for _ in range(3)]

    first = mair.get("findings/?page_size=2").json()
    second = mair.get(first["next"]).json()

    told = [*first["results"], *second["results"]]
    assert [each["id"] for each in told] == rows
    assert second["next"] is None
