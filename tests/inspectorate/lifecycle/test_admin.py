"""The pages of acts: what they tell, whom they refuse, and what a POST does."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from inspectorate.accounts.models import User
from inspectorate.history.models import Entry
from inspectorate.inspections.models import Evidence, Finding, Inspection
from inspectorate.lifecycle.admin import link_of
from inspectorate.reports.readiness import of_case
from tests.admin_pages import address, change_page, client_of, filled, strictly
from tests.factories import make_finding, make_inspection, make_team_member

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def act_page(case: Inspection, verb: str) -> str:
    return reverse("admin:inspections_inspection_act", args=[case.pk, verb])


def lead_client(case: Inspection) -> Client:
    client = client_of("inspector")
    make_team_member(case, user=User.objects.latest("pk"), role="lead")
    return client


def test_lead_reads_what_an_act_means_and_does_it() -> None:
    case = make_inspection()
    client, page = lead_client(case), act_page(case, "begin_scoping")

    asked = strictly(client.get(page))
    done = client.post(page, follow=True)

    assert "works out what to look at" in asked.text
    assert 'class="default"' in asked.text
    assert Inspection.objects.get().status == "scoping"
    assert done.redirect_chain == [(reverse("admin:case", args=[case]), 302)]
    told = [str(message) for message in done.context["messages"]]
    assert told == [f"Done: “Begin scoping”. {case} stands at “Scoping” now."]


def test_act_that_lacks_something_tells_it_with_a_link_and_offers_no_button() -> None:
    case = make_inspection(status="fieldwork", fieldwork_end=None)
    client, page = lead_client(case), act_page(case, "end_fieldwork")

    asked, forced = client.get(page), client.post(page)

    assert (asked.status_code, forced.status_code) == (200, 409)
    assert "Enter the last day of fieldwork." in asked.text
    assert f'href="{change_page(case)}"' in asked.text
    assert 'class="default"' not in asked.text
    assert Inspection.objects.get().status == "fieldwork"


def test_colleague_is_told_who_does_it() -> None:
    case = make_inspection()
    client, page = client_of("inspector"), act_page(case, "begin_scoping")

    for answer in (client.get(page), client.post(page)):
        assert answer.status_code == 403
        assert "Only the lead inspector of this case does this" in answer.text
    assert Inspection.objects.get().status == "planned"


def test_what_an_act_asks_is_sent_back_as_typed_until_it_is_right() -> None:
    case = make_inspection(status="scoping", fieldwork_start="2026-09-01")
    Inspection.objects.update(fieldwork_end="2026-09-04")
    client, page = lead_client(case), act_page(case, "notify")

    nonsense = client.post(page, {"notified_on": "last week"})
    nothing = client.post(page, {"notified_on": ""})

    assert 'value="last week"' in nonsense.text
    assert "Enter the date of the notice." in nothing.text
    client.post(page, {"notified_on": "2026-03-02"})
    assert Inspection.objects.get().notified_on == date(2026, 3, 2)
    assert Inspection.objects.get().status == "notified"


def test_reason_is_asked_for_and_kept() -> None:
    case = make_inspection()
    client, page = lead_client(case), act_page(case, "defer")

    refused = client.post(page, {"reason": "  "})
    client.post(page, {"reason": "The council is being merged."})

    assert refused.status_code == 200
    assert "This field is required." in refused.text
    assert Entry.objects.about(case).last().reason == "The council is being merged."


def test_act_that_is_done_already_leads_back_with_a_sentence() -> None:
    case = make_inspection(status="scoping")
    client, page = lead_client(case), act_page(case, "begin_scoping")

    answer = client.post(page, follow=True)

    assert answer.redirect_chain == [(reverse("admin:case", args=[case]), 302)]
    assert "is not possible now" in answer.text


@pytest.mark.parametrize("verb", ["save", "delete", "full_clean", "perform", ""])
def test_no_other_method_is_reached_by_its_name(verb: str) -> None:
    case = make_inspection()
    page = f"{change_page(case)}../acts/{verb}/"

    assert lead_client(case).post(page).status_code in (302, 404)
    assert Inspection.objects.get().status == "planned"


def test_stranger_is_sent_to_sign_in() -> None:
    page = act_page(make_inspection(), "begin_scoping")

    assert Client().post(page).url == f"{reverse('admin:login')}?next={page}"


@pytest.mark.parametrize("reason", ["It is\x07 off.", "a" * 100_001])
def test_reason_is_a_text_that_can_be_read(reason: str) -> None:
    case = make_inspection()
    client, page = lead_client(case), act_page(case, "cancel")

    answer = client.post(page, {"reason": reason})

    assert len(answer.context["form"].errors["reason"]) == 1
    assert Inspection.objects.get().status == "planned"


def test_what_is_missing_leads_to_where_it_is_mended() -> None:
    scoping = make_inspection(status="scoping")
    fieldwork = make_inspection(status="fieldwork")
    drafting = make_inspection(status="drafting")
    serious = Finding.Classification.PRIORITY_CONCERN
    finding = make_finding(drafting, classification=serious)

    links = [
        link_of(reason)
        for reason in [
            *scoping.lacks_to_begin_fieldwork(date(2026, 1, 1)),
            *fieldwork.lacks_to_end_fieldwork(date(2026, 1, 1)),
            *of_case(drafting),
        ]
    ]

    add = reverse("admin:recommendations_recommendation_add")
    assert act_page(scoping, "notify") in links
    assert f"{address(Evidence, 'add')}?inspection={fieldwork.pk}" in links
    assert f"{add}?inspection={drafting.pk}&findings={finding.pk}" in links


def test_plan_says_whether_the_authority_is_told_beforehand() -> None:
    case = make_inspection()
    client, page = lead_client(case), change_page(case)
    sent = filled(client.get(page))

    del sent["announced"]
    client.post(page, sent)

    assert not Inspection.objects.get().announced
