import pytest
from django.utils import timezone

from inspectorate.accounts.models import User
from inspectorate.history.models import CREATED, Entry
from inspectorate.inspections.models import Inspection
from tests.admin_pages import address, change_page, client_of, errors, filled
from tests.factories import (
    make_authority,
    make_framework,
    make_inspection,
    make_interest,
    make_judgement,
    make_report,
    make_service,
    make_team_member,
    make_user,
)

CURE = (
    "“%s” is not a date. Write 2015-04-23, 2015-04 or 2015, "
    "or XXXX-02 for a February of no known year."
)


def new_form(**fields: object) -> dict[str, object]:
    return {
        "authorities": [make_authority("Exampleshire").pk],
        "kind": Inspection.Kind.PEI,
        "service": make_service().pk,
        "framework": make_framework().pk,
        "publishes": "on",
        "team-TOTAL_FORMS": 0,
        "team-INITIAL_FORMS": 0,
        **fields,
    }


@pytest.mark.django_db
def test_lead_inspector_opens_a_case_which_gets_the_next_reference() -> None:
    first = make_inspection(make_authority("Exampleshire"), year=2026)
    second = make_authority("Newtownshire")
    client = client_of("lead_inspector")
    lead = User.objects.latest("pk")
    both = [first.authorities.get().pk, second.pk]
    team = {"team-TOTAL_FORMS": 1, "team-0-user": lead.pk, "team-0-role": "lead"}
    form = new_form(authorities=both, fieldwork_start="2026-03", **team)

    client.post(address(Inspection, "add"), form)

    inspection = Inspection.objects.latest("pk")
    assert inspection.reference == "EXAMPLESHIRE-2026-02"
    assert {a.pk for a in inspection.authorities.all()} == set(both)
    assert [str(member) for member in inspection.team.all()] == [
        "Lead inspector, Lead inspector"
    ]
    entries = Entry.objects.about(inspection)
    assert [(entry.act, entry.actor_id) for entry in entries] == [
        *((CREATED, lead.pk), ("changed", lead.pk)),
    ]
    assert entries.last().after == {"authorities": sorted(both)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("recorded_from", "start", "year"),
    [
        ("", "", timezone.localdate().year),
        ("", "2014-06-25", 2014),
        ("News story", "", "ND"),
        ("News story", "XXXX-02", "ND"),
    ],
)
def test_reference_bears_the_year_of_fieldwork_or_this_one_but_for_history(
    recorded_from: str, start: str, year: int | str
) -> None:
    form = new_form(fieldwork_start=start, recorded_from=recorded_from)

    client_of("head_of_inspection").post(address(Inspection, "add"), form)

    assert Inspection.objects.get().reference == f"EXAMPLESHIRE-{year}-01"


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", ["last spring, I think", "2015-13", "32/03/2015"])
def test_nonsense_for_a_date_is_sent_back_with_the_cure_and_as_typed(
    nonsense: str,
) -> None:
    inspection = make_inspection()
    client, page = client_of("head_of_inspection"), change_page(inspection)
    form = filled(client.get(page))

    answer = client.post(page, {**form, "fieldwork_end": nonsense})

    assert errors(answer) == [CURE % nonsense]
    assert f'value="{nonsense}"' in answer.text


@pytest.mark.django_db
def test_date_as_coarse_as_its_source_is_kept_and_shown_as_typed() -> None:
    inspection = make_inspection()
    client, page = client_of("head_of_inspection"), change_page(inspection)
    dates = {"fieldwork_start": "XXXX-02", "fieldwork_end": "2015"}

    client.post(page, {**filled(client.get(page)), **dates})

    form = filled(client.get(page))
    assert {name: str(form[name]) for name in dates} == dates


@pytest.mark.django_db
def test_fieldwork_that_ends_before_it_begins_is_refused() -> None:
    inspection = make_inspection()
    client, page = client_of("head_of_inspection"), change_page(inspection)

    answer = client.post(page, {**filled(client.get(page)), "fieldwork_end": "2001"})

    assert errors(answer) == ["Fieldwork cannot end before it begins."]


@pytest.mark.django_db
def test_status_and_reference_do_not_move_by_editing() -> None:
    inspection = make_inspection()
    reference = inspection.reference
    client, page = client_of("chief_inspector"), change_page(inspection)
    forged = {"status": "closed", "reference": "MINE-1", "sorted_on": "2001-01-01"}

    answer = client.post(page, {**filled(client.get(page)), **forged})

    inspection.refresh_from_db()
    assert answer.status_code == 302
    assert (inspection.status, inspection.reference) == ("planned", reference)
    assert inspection.sorted_on.year == 2025


@pytest.mark.django_db
def test_second_lead_is_refused_with_a_sentence() -> None:
    inspection = make_inspection()
    make_team_member(inspection, role="lead")
    client, page = client_of("head_of_inspection"), change_page(inspection)
    second = {"team-1-user": make_user("inspector").pk, "team-1-role": "lead"}
    form = {**filled(client.get(page)), **second, "team-TOTAL_FORMS": 2}

    answer = client.post(page, form)

    assert errors(answer) == ["An inspection has one lead inspector."]


@pytest.mark.django_db
def test_list_of_a_year_holds_that_year_and_the_unknown_are_apart() -> None:
    of_2025 = make_inspection()
    of_no_year = make_inspection(fieldwork_start="XXXX-02")
    of_1998 = make_inspection(fieldwork_start="1998-11")
    client, page = client_of("head_of_inspection"), address(Inspection, "changelist")

    asked = (2025, "earlier", "unknown")
    found = [client.get(f"{page}?year={when}").context["cl"] for when in asked]

    rows = [[*each.result_list] for each in found]
    assert rows == [[of_2025], [of_1998], [of_no_year]]
    choices = [
        choice["display"] for choice in found[0].filter_specs[1].choices(found[0])
    ]
    this_year = timezone.localdate().year
    assert choices[:3] == ["All", this_year + 1, this_year]
    assert choices[-3:] == [2000, "Earlier", "Not known"]


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", ["soon", "99999", "-1"])
def test_list_of_no_year_that_is_offered_holds_all(nonsense: str) -> None:
    inspection = make_inspection()
    page = address(Inspection, "changelist") + f"?year={nonsense}"

    found = client_of("head_of_inspection").get(page).context["cl"]

    assert [*found.result_list] == [inspection]


@pytest.mark.django_db
def test_inspection_that_another_follows_is_not_deleted_and_the_page_says_why() -> None:
    member = make_team_member(make_inspection(follows=(first := make_inspection())))

    answer = client_of().post(address(Inspection, "delete", first.pk), {"post": "yes"})

    assert "cannot be deleted, because these records stand on it" in answer.text
    assert member.inspection.reference in answer.text
    assert Inspection.objects.count() == 2


@pytest.mark.django_db
def test_inspection_that_would_follow_itself_is_refused_with_a_sentence() -> None:
    inspection = make_inspection()
    client, page = client_of("head_of_inspection"), change_page(inspection)

    answer = client.post(page, {**filled(client.get(page)), "follows": inspection.pk})

    assert len(errors(answer)) == 1


@pytest.mark.django_db
def test_framework_changed_under_judgements_is_refused_with_a_sentence() -> None:
    inspection = make_inspection()
    make_judgement(inspection)
    client, page = client_of("head_of_inspection"), change_page(inspection)
    form = filled(client.get(page))

    answer = client.post(page, {**form, "framework": make_framework().pk})

    assert errors(answer) == [
        (
            "Areas of another framework have been judged: delete those judgements "
            "before you choose this framework."
        )
    ]


@pytest.mark.django_db
def test_person_with_an_interest_is_refused_on_the_page_of_a_new_case() -> None:
    interest = make_interest(make_user("inspector", name="Gwen Parry"))
    team = {"team-TOTAL_FORMS": 1, "team-0-user": interest.user_id}
    chosen = [make_authority("Newtownshire").pk, interest.authority_id]
    form = new_form(authorities=chosen, **team, **{"team-0-role": "inspector"})

    answer = client_of("head_of_inspection").post(address(Inspection, "add"), form)

    refusal = "Gwen Parry has declared an interest in Exampleshire: choose somebody"
    assert refusal in " ".join(errors(answer))
    assert not Inspection.objects.exists()


@pytest.mark.django_db
def test_person_is_not_taken_off_for_an_authority_that_comes_with_it() -> None:
    member = make_team_member(user=make_user("inspector", name="Gwen Parry"))
    interest = make_interest(member.user)
    client, page = client_of("head_of_inspection"), change_page(member.inspection)
    form = filled(client.get(page)) | {"team-0-DELETE": "on"}
    form["authorities"] = [*form["authorities"], interest.authority_id]

    answer = client.post(page, form)

    refusal = "Take Gwen Parry off the team and save; then add the authority."
    assert refusal in errors(answer)
    assert member.inspection.authorities.count() == member.inspection.team.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_inspection_that_is_over_is_only_read_and_the_page_says_why(
    status: str,
) -> None:
    inspection = make_inspection(status=status, kind="REVIEW")
    make_team_member(inspection)
    client, page = client_of("head_of_inspection"), change_page(inspection)

    answer = client.get(page)
    refused = client.post(page, new_form(kind="MONITORING"))

    assert "This inspection is over or its report is signed off" in answer.text
    assert 'name="_save"' not in answer.text
    assert refused.status_code == 403
    assert "You may not do this" in refused.text
    assert Inspection.objects.get().kind == "REVIEW"


@pytest.mark.django_db
def test_inspection_with_a_signed_off_report_is_only_read() -> None:
    inspection = make_report(signed=True).inspection

    answer = client_of("head_of_inspection").post(change_page(inspection), new_form())

    assert answer.status_code == 403


@pytest.mark.django_db
def test_framework_that_is_no_longer_in_force_is_refused_with_the_cure() -> None:
    old = make_framework(valid_from="2019", valid_to="2023-06")
    form = new_form(framework=old.pk, fieldwork_start="2027-03-12")

    answer = client_of("head_of_inspection").post(address(Inspection, "add"), form)

    refusal = "This framework is not in force on the first day of fieldwork: choose"
    assert refusal in " ".join(errors(answer))
    for start in ("2023-06-30", "2023", "XXXX-02", ""):
        make_inspection(framework=old, fieldwork_start=start or None).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_who_does_not_work_here_joins_no_team_and_who_has_left_stays(
    fields: dict,
) -> None:
    lead = make_team_member(role="lead")
    stranger, page = make_user("inspector", **fields), change_page(lead.inspection)
    User.objects.filter(pk=lead.user_id).update(**fields)
    client = client_of("head_of_inspection")
    form = filled(client.get(page)) | {"team-TOTAL_FORMS": 2}

    answer = client.post(
        page, {**form, "team-1-user": stranger.pk, "team-1-role": "inspector"}
    )

    told = f"{stranger} does not work at the inspectorate: choose somebody else."
    assert errors(answer) == [told]
    assert client.post(page, {**form, "team-TOTAL_FORMS": 1}).status_code == 302
    assert [member.user for member in lead.inspection.team.all()] == [lead.user]
