"""Neath Port Talbot, 2012 to 2015, through the doors as people use them: the workspace,
the portal of the council, the public site and the API.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from authorities.models import Authority
from inspectorate.opendata.following import follow
from inspectorate.opendata.models import Change
from tests.inspectorate.public.pages import in_order
from tests.stories import neath_port_talbot as told
from tests.stories.conftest import Days
from tests.stories.council import Council
from tests.stories.neath_port_talbot import FIRST, LAST, NPT
from tests.stories.office import CHIEF, HEAD, LEAD, Office
from tests.stories.reader import answer, page, read, rows, standing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def office(it_is: Days, submissions: None) -> Office:
    return Office(it_is)


@pytest.fixture
def council() -> Council:
    return Council.of(Authority.objects.get(slug=NPT), since="2012-01-02")


def test_service_goes_from_plan_to_protocol_and_out_of_it_through_every_door(
    office: Office, council: Council
) -> None:
    case = inspect(office)
    agree_on_facts(office, council, case)
    episode = place(office)
    office.publish(case)
    all_read_of_the_entry()

    plan(office, council, case)
    finish_one(office, council, case, episode)
    all_read_of_what_was_done()

    last = come_back(office)
    lift(office, last, episode)
    office.publish(last)
    all_read_of_the_end(council)


# The inspection of 2012, and the protocol


def inspect(office: Office) -> str:
    """From the plan to the draft that the council reads."""
    office.it_is("2012-09-03")
    days = {"fieldwork_start": "2012-10-08", "fieldwork_end": "2012-10-19"}
    case = office.plan(told.CHILDREN | days)
    office.begin(case, "2012-09-10", "2012-10-08")
    office.log(case, [told.BULLIED, told.BURDENED])
    office.recommend(case, told.ASKED)
    office.it_is("2012-10-22")
    assert "Neath Port Talbot" in read("/en/programme/")
    office.draft(case, [told.READ], "Providing direction")
    office.assure(case)
    return case


def agree_on_facts(office: Office, council: Council, case: str) -> None:
    title = "Inspection: Children's services"
    wrong = {"comment_type": "typo_or_number", "comment_text": "It was 29."}
    council.comment(title, "Paragraph 1.1", wrong)
    decided = {"decision": "Accepted", "reason": "Our log says 29."}
    office.decide(case, decided | {"change_made": "29 case files."})
    assert "Our log says 29." in council.desk().follow(title).words

    office.it_is("2012-11-06")
    office.act(LEAD, case, "End the accuracy check")
    office.mend(case, "1.1", *told.MENDED)
    office.sign_off(case)


def place(office: Office) -> str:
    """By the chief inspector, in a record that a head has opened."""
    office.it_is("2012-11-19")
    follow(timezone.now())
    episode = office.open_record(HEAD, "episode", told.CONCERN)
    desk = office.desk(CHIEF, episode).follow("Place under the protocol")
    grounds = desk.fields("Place under the protocol")["grounds"].options
    placed = told.PLACED | {"grounds": list(grounds.values())}
    desk.send("Place under the protocol", placed)
    return episode


def all_read_of_the_entry() -> None:
    report = FIRST.lower()
    shown = read(f"/en/reports/{report}/editions/1/")
    asked = [each["text_en"] for each in told.ASKED]
    found = [told.BULLIED["text_cy"], told.BURDENED["text_cy"]]
    assert all(text in shown for text in (told.MENDED[0], *asked))
    assert told.READ[0] not in shown
    assert all(text in read(f"/cy/reports/{report}/editions/1/") for text in found)

    (edition,) = answer(f"reports/{report}")["editions"]
    assert edition["published_on"] == "2012-11-19"
    assert [row["text"]["cy"] for row in rows("findings", report=report)] == found
    made = rows("recommendations", report=report)
    assert [row["text"]["en"] for row in made] == asked

    before, (now,) = standing("concerns", "2012-11-18", "2012-11-19", authority=NPT)
    (decision,) = rows("concern-decisions", authority=NPT)
    assert before == []
    assert (now["level"], now["since"], now["last"]["act"]) == (
        2,
        "2012-11-19",
        "place",
    )
    assert (decision["act"], decision["decided_on"]) == ("place", "2012-11-19")
    assert "Under the serious concern protocol (1)" in read("/en/concerns/")
    assert changed() >= {"editions", "findings", "recommendations", "concern_decisions"}


def changed() -> set[str]:
    """The tables that the newest changes are of, once the record has been followed."""
    count = follow(timezone.now())
    last = Change.objects.latest("sequence").sequence
    news = rows("changes", after=str(last - count), page_size="100")
    assert len(news) == count
    return {each["table"] for each in news}


# What the council does, and what inspectors make of it


def plan(office: Office, council: Council, case: str) -> None:
    office.it_is("2012-12-10")
    for name, answered in told.ANSWERS.items():
        council.say(name, "Answer the recommendation", answered)
    council.plan(FIRST, told.LINES)
    office.it_is("2012-12-20")
    desk = office.desk(LEAD, case).follow("Neath Port Talbot, version 1")
    agree = "It reflects the findings"
    desk.follow(agree).send(agree, {"reason": "Each finding is met."})


def finish_one(office: Office, council: Council, case: str, episode: str) -> None:
    """Reported with a file, seen by inspectors who came back, and closed by them."""
    office.it_is("2013-10-01")
    proof = SimpleUploadedFile("survey.txt", b"Nobody is bullied.")
    name = "R1: End the bullying."
    council.say(name, "Report progress", told.REPORTED | {"files": [proof]})
    days = {"fieldwork_start": "2013-11-11", "fieldwork_end": "2013-11-15"}
    second = office.plan(told.CHILDREN | days | {"follows": FIRST})
    office.begin(second, "2013-10-14", "2013-11-11")

    office.it_is("2013-11-18")
    asked = "R1 End the bullying."
    file = office.desk(LEAD, case).follow(asked).way("survey.txt")
    handed = office.desk(LEAD).client.get(file)
    assert handed.getvalue() == b"Nobody is bullied."
    office.say(case, asked, "Verify", told.SEEN)
    office.say(case, asked, "Close the recommendation", told.CLOSED)
    office.act(CHIEF, episode, "Keep under the protocol", told.KEPT)


def all_read_of_what_was_done() -> None:
    address = f"/en/recommendations/{FIRST}-R1/"
    assert in_order(page(address), told.SEEN["words_en"], told.REPORTED["words_en"])
    assert "survey.txt" not in read(address)
    assert "Do 1." in read(address)
    first, second, third = rows("recommendations", report=FIRST.lower())
    assert [each["standing"]["acceptance"] for each in (first, second, third)] == [
        *("accepted", "partly_accepted", "accepted")
    ]
    closed = first["standing"]
    assert (closed["verification"], closed["closed_on"]) == ("achieved", "2013-11-18")
    assert [each["standing"]["lifecycle"] for each in (second, third)] == ["open"] * 2
    ((now,),) = standing("concerns", "2013-11-18", authority=NPT)
    assert (now["level"], now["last"]["act"]) == (2, "retain")


# The inspection of 2015, and the end of the protocol


def come_back(office: Office) -> str:
    """To what the first inspection left open, as far as the authority's answer."""
    office.it_is("2014-12-01")
    days = {"fieldwork_start": "2015-02-09", "fieldwork_end": "2015-02-20"}
    case = office.plan(told.CHILDREN | days | {"follows": FIRST})
    office.begin(case, "2015-01-12", "2015-02-09")
    desk = office.desk(LEAD, case).follow("Compared with last time")
    comparison = desk.send("Carry forward").address
    for name, filled in told.REVISITED.items():
        desk.open(comparison).follow(name).send("Save", filled)
    office.log(case, [told.UNEVEN])
    office.recommend(case, told.ASKED_AT_LAST)

    office.it_is("2015-03-02")
    office.draft(case, [told.READ_AGAIN], "Providing direction")
    office.assure(case)
    return case


def lift(office: Office, case: str, episode: str) -> None:
    """Once nobody at the council had anything to say of the draft in its time."""
    office.it_is("2015-04-01")
    desk = office.desk(LEAD, case).follow("Accuracy check 1")
    desk.send("Record that no answer came")
    office.act(LEAD, case, "End the accuracy check")
    office.sign_off(case)

    office.it_is("2015-04-23")
    desk = office.desk(CHIEF, episode).follow("Lift the protocol")
    grounds = [n for n in desk.fields("Lift the protocol") if n.startswith("progress_")]
    words = {name: told.PROGRESS[name[-2:]] for name in grounds}
    assert len(grounds) == 10
    desk.send("Lift the protocol", told.LIFTED | words)


def all_read_of_the_end(council: Council) -> None:
    days = ("2012-11-18", "2015-04-22", "2015-04-23")
    none, (under,), (left,) = standing("concerns", *days, authority=NPT)
    assert (none, under["level"], under["last"]["act"]) == ([], 2, "retain")
    assert (left["level"], left["last"]["act"]) == (0, "lift")
    decisions = rows("concern-decisions", authority=NPT)
    assert [each["act"] for each in decisions] == ["place", "retain", "lift"]
    assert {each["protocol"]["en"] for each in decisions} == {told.PROTOCOL}
    grounds = rows("concern-decision-grounds", authority=NPT)
    progress = [each["progress"] for each in grounds if each["progress"]["en"]]
    assert progress == [told.PROGRESS] * 5
    assert changed() >= {"editions", "concern_decisions", "concern_decision_grounds"}

    assert in_order(
        page("/en/concerns/"),
        "Under the serious concern protocol (0)",
        "No longer under concern (1)",
        f"Formal name {told.PROTOCOL}",
        "Placed under the protocol: 19 November 2012",
        "Protocol lifted: 23 April 2015",
        f"Progress: {told.PROGRESS['en']}",
        "Recommendations that stayed open: Give each worker fewer cases.",
        told.LIFTED["sustainability_en"],
    )
    before = page("/en/concerns/", **{"as-at": "2015-04-22"})
    assert in_order(before, "Under the serious concern protocol (1)", "Neath Port")
    what_was_asked_stays_open(council)


def what_was_asked_stays_open(council: Council) -> None:
    """On the page of the authority, in the tracker, in the API and at the portal."""
    still = rows("recommendations", authority=NPT, lifecycle="open", page_size="100")
    assert len(still) == 2 + len(told.ASKED_AT_LAST)
    assert [each["reference"] for each in still if each["standing"]["is_overdue"]] == [
        f"{FIRST}-R2"
    ]
    shown = page(f"/en/authorities/{NPT}/")
    assert in_order(
        shown,
        "Not under the serious concern protocol now.",
        f"Open recommendations {len(still)}",
        "23 April 2015 Serious concern Protocol lifted",
        "23 April 2015 Report Inspection: Children's services",
    )
    tracker = read("/en/recommendations/", authority=NPT)
    assert "Open: 17 Overdue: 1" in tracker
    assert "Closed: 1" in tracker
    assert "Recommendations without your answer: 15" in council.desk().words
    (resolved,) = rows("findings", report=LAST.lower(), change="resolved")
    assert resolved["text"]["en"] == told.ENDED["text_en"]
