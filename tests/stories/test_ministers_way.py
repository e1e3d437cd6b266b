"""Swansea, 2009 and 2010, and Powys, 2017 and 2018, through the doors as people use
them: what ministers did and which board they sent, and who read it on which day.
"""

import pytest

from tests.inspectorate.public.pages import in_order
from tests.stories.conftest import Days
from tests.stories.office import CHIEF, HEAD, LEAD, Office
from tests.stories.reader import answer, page, rows, standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SWANSEA = {"authority": "Swansea", "service": "Children's services"}
ACT_1989 = "Children Act 1989, section 84"
DEFAULT = "It is in default of a duty, without reasonable excuse"
REVIEW = {
    "authorities": ["Swansea"],
    "kind": "Review",
    "service": "Children's services",
    "framework": "CSSIW reviews of social services, 2007 to 2010",
    "fieldwork_start": "2010-02-08",
    "fieldwork_end": "2010-02-19",
}
CLEARER = {
    "classification": "Strength",
    "theme": "Leadership, vision and corporate support",
    "text_en": "Councillors of every party back one plan for children.",
    "text_cy": "Mae cynghorwyr o bob plaid yn cefnogi un cynllun ar gyfer plant.",
    "item_kind": "Interview with a partner",
    "item_summary": "Members of the cabinet and of scrutiny.",
}
AREAS = {
    "Recruitment": "Recriwtio",
    "Assessments": "Asesiadau",
    "Partnership": "Partneriaeth",
    "Performance": "Perfformiad",
}
POWYS = {"authority": "Powys", "service": "Children's services"}
ACT_2014 = (
    "Social Services and Well-being (Wales) Act 2014, Part 8, sections 150 to 161"
)

GROUNDS = [
    "Ground 1: it has failed, or is likely to fail, in a duty of social services",
    "Ground 3: it does not perform to an adequate standard, or is likely not to",
]
REPORTED = "Reported on what the council did"
WARNED = "Warning notice (1)"


@pytest.fixture
def office(it_is: Days) -> Office:
    return Office(it_is)


def test_swansea_has_its_order_its_board_and_a_review_that_is_uncertain(
    office: Office,
) -> None:
    intervene(office)
    board = send_board(office)
    review(office)
    refocus(office, board)

    all_read_of_swansea()


def intervene(office: Office) -> None:
    """By the law of the time: no notice, an order at once."""
    office.it_is("2009-03-03")
    record = office.open_record(HEAD, "intervention", SWANSEA)
    minded = "Record that ministers are minded to intervene"
    told = {"provision": ACT_1989, "decided_by_en": "Deputy Minister"}
    told |= {"statement_url": "https://wales.example/minded"}
    office.act(HEAD, record, minded, told | {"decided_on": "2009-03-03"})
    office.it_is("2009-03-24")
    order = told | {"statement_url": "https://wales.example/order"}
    order |= {"decided_on": "2009-03-24", "grounds": [DEFAULT]}
    office.act(HEAD, record, "Record an order or direction of ministers", order)


def send_board(office: Office) -> str:
    office.it_is("2009-04-30")
    named = {
        "kind": "Ministerial intervention board",
        "name_en": "Intervention board",
        "name_cy": "Bwrdd ymyrraeth",
        "announced": True,
    }
    board = office.open_record(CHIEF, "board", SWANSEA | named)
    told = {"decided_on": "2009-04-30", "announced": True}
    office.act(CHIEF, board, "Record that it was established", told)
    return board


def review(office: Office) -> None:
    """To which the council has nothing to say, and which finds no further concern."""
    office.it_is("2010-01-11")
    case = office.plan(REVIEW)
    office.begin(case, "2010-01-18", "2010-02-08")
    office.log(case, [CLEARER])
    judge(office, case)
    office.it_is("2010-02-22")
    read_files = ("We read 20 case files.", "Darllenasom 20 o ffeiliau achos.")
    office.draft(case, [read_files], "Prospects for improvement")
    office.assure(case)

    office.it_is("2010-03-10")
    desk = office.desk(LEAD, case).follow("Accuracy check 1")
    desk.send("Record that no answer came")
    office.act(LEAD, case, "End the accuracy check")
    office.sign_off(case)
    none = "Record that no decision about a concern is needed"
    office.act(CHIEF, case, none, {"reason": "The board of ministers goes on."})
    office.publish(case)


def judge(office: Office, case: str) -> None:
    desk = office.desk(LEAD, case).follow("judge it: Services overall")
    desk.send("Save", {"point": "Inconsistent"})
    desk = office.desk(LEAD, case).follow("judge it: Prospects for improvement")
    desk.send("Save", {"point": "Uncertain"})


def refocus(office: Office, board: str) -> None:
    office.it_is("2010-03-15")
    areas = "\n".join(" | ".join(names) for names in AREAS.items())
    told = {"decided_on": "2010-03-15", "areas": areas, "announced": True}
    office.act(CHIEF, board, "Record a new focus", told)


def all_read_of_swansea() -> None:
    days = ("2009-03-02", "2009-03-23", "2009-03-24")
    none, (minded,), (ordered,) = standing("interventions", *days, authority="swansea")
    assert (none, minded["stage"]) == ([], "minded_to")
    assert (ordered["stage"], ordered["since"]) == ("intervened", "2009-03-03")
    steps = rows("ministers-steps", authority="swansea")
    assert [each["act"] for each in steps] == ["minded_to", "intervention"]
    assert [each["laid_by"] for each in steps] == [None, None]

    days = ("2009-04-29", "2010-03-14", "2010-03-15")
    none, (before,), (after,) = standing("boards", *days, authority="swansea")
    assert (none, before["focus_areas"], before["focused_on"]) == ([], [], None)
    assert [each["name"]["cy"] for each in after["focus_areas"]] == [*AREAS.values()]
    assert [each["name"]["en"] for each in rows("board-focus-areas")] == [*AREAS]
    before, after = (
        page("/en/concerns/", **{"as-at": day}) for day in ("2010-03-14", "2010-03-15")
    )
    assert in_order(before, "Interventions of ministers (1)", "Oversight boards (1)")
    assert not in_order(before, "To focus on", "Recruitment")
    assert in_order(after, ACT_1989, "Oversight boards (1)", "To focus on", *AREAS)

    judged = rows("judgements", authority="swansea")
    assert [each["grade"]["label"]["en"] for each in judged] == [
        *("Inconsistent", "Uncertain")
    ]
    assert in_order(
        page("/en/authorities/swansea/"), "Prospects for improvement", "Uncertain"
    )


def test_powys_goes_up_the_ladder_of_the_law_with_its_clocks(office: Office) -> None:
    office.it_is("2017-10-17")
    record = office.open_record(HEAD, "intervention", POWYS)
    warn(office, record)

    office.it_is("2018-01-15")
    follow_up(office, record)
    office.it_is("2018-04-16")
    add(office, record)

    all_read_of_powys()


def notice(day: str, comply_by: str) -> dict[str, str]:
    return {
        "decided_on": day,
        "decided_by_en": "Minister for Children and Social Care",
        "decided_by_cy": "Y Gweinidog Plant a Gofal Cymdeithasol",
        "provision": ACT_2014,
        "reason_en": "Inspectors found that children are not safe.",
        "reason_cy": "Canfu arolygwyr nad yw plant yn ddiogel.",
        "required_en": "A plan for better services.",
        "required_cy": "Cynllun ar gyfer gwell gwasanaethau.",
        "comply_by": comply_by,
        "otherwise_en": "To direct the council.",
        "otherwise_cy": "Cyfarwyddo'r cyngor.",
    }


def warn(office: Office, record: str) -> None:
    """Nobody reads the notice before its statement is public."""
    told = notice("2017-10-17", "2017-11-14") | {"grounds": GROUNDS[:1]}
    office.act(HEAD, record, "Record a warning notice", told)
    assert rows("ministers-steps", authority="powys") == []
    assert answer("standing", authority="powys")["interventions"] == []
    public = "Record that a statement is public"
    told = {"step": WARNED, "url": "https://wales.example/warned"}
    office.act(HEAD, record, public, told)
    (step,) = rows("ministers-steps", authority="powys")
    assert step["statement"] == "https://wales.example/warned"
    assert (step["laid_by"], step["reported_by"]) == ("2017-11-07", "2018-01-15")


def follow_up(office: Office, record: str) -> None:
    """On the last day of the law for a report on the first notice."""
    assert "15 January 2018" in office.desk(HEAD).words
    done = {"step": WARNED, "kind": REPORTED, "done_on": "2018-01-15"}
    office.act(HEAD, record, "Record what was done", done)
    told = notice("2018-01-15", "2018-02-07") | {"grounds": GROUNDS}
    told |= {"statement_url": "https://wales.example/followed"}
    office.act(HEAD, record, "Record a follow-up warning notice", told)


def add(office: Office, record: str) -> None:
    told = notice("2018-04-16", "2018-06-29") | {"grounds": GROUNDS}
    told |= {"statement_url": "https://wales.example/added"}
    office.act(HEAD, record, "Record an addendum to the notice", told)
    steps = office.desk(HEAD, record).follow("Record what was done")
    assert len(steps.fields("Record what was done")["step"].options) == 4


def all_read_of_powys() -> None:
    days = ("2017-10-16", "2017-10-17", "2018-04-15", "2018-04-16")
    none, *later = standing("interventions", *days, authority="powys")
    assert none == []
    assert [(each["stage"], each["last"]["act"]) for (each,) in later] == [
        ("warned", "warning_notice"),
        ("warned", "follow_up_notice"),
        ("warned", "addendum"),
    ]
    steps = rows("ministers-steps", authority="powys")
    assert [(each["act"], each["reported_by"]) for each in steps] == [
        ("warning_notice", "2018-01-15"),
        ("follow_up_notice", "2018-04-15"),
        ("addendum", "2018-07-15"),
    ]
    (duty,) = rows("ministers-step-duties", authority="powys")
    assert (duty["kind"], duty["done_on"]) == ("reported", "2018-01-15")
    assert len(rows("ministers-step-grounds", authority="powys")) == 1 + 2 + 2
    assert in_order(
        page("/en/authorities/powys/"),
        "Warning notice in force",
        "Addendum to the notice: 16 April 2018.",
        "16 April 2018 Ministers Addendum to the notice",
        "15 January 2018 Ministers Follow-up warning notice",
        "Reported on what the council did by 15 April 2018; nothing on record",
        "17 October 2017 Ministers Warning notice",
        "Reported on what the council did by 15 January 2018; done on 15 January 2018",
    )
