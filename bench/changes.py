"""Changes to recommendations at random, and whether all that tells of them agrees.

Imported when Django is set up: the changes are made by the verbs of the models.
"""

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import count

from django.test import Client
from django.utils import timezone

from inspectorate.accounts.models import User
from inspectorate.history.models import System
from inspectorate.lifecycle import Refusal
from recommendations.models import ActionPlan, PlanLine, Recommendation
from recommendations.models.axes import Axes

BY = System("bench/recommendations.py")
WORDS = {"words_en": "As the letter of the authority says."}
DUE_SOON = timedelta(days=30)
AWAITING = "awaiting verification"
STATES = ["open", "overdue", "due soon", AWAITING, "closed"]
# As the table of totals prints them, in the order of STATES.
CELL = re.compile(r'<td class="govuk-table__cell"><span[^>]*>[^<]*</span>(\d+)</td>')
WITHOUT_DATE = ["ongoing", "not_stated"]
# What oversight counts of these, by the code in the address of each figure. It tells
# of what was closed nothing, and links no nought.
OVERSEEN = {
    "open": "open",
    "overdue": "overdue",
    "due_soon": "due soon",
    "awaiting": "awaiting verification",
}
FIGURE = re.compile(r'\?standing=(\w+)"[^>]*>(\d+)<')


class Changes:
    """Of a seed: the same record takes the same changes."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.today = timezone.localdate()
        self.keys = list(
            Recommendation.objects.exclude(published=None)
            .order_by("pk")
            .values_list("pk", flat=True)
            .distinct()
        )
        self.done: Counter[str] = Counter()

    def make(self, times: int) -> Counter[str]:
        """How many of each were entered; what was refused counts as “refused”."""
        acts: list[Callable[[Recommendation], str]] = [
            *([self.answer] * 3),
            *([self.report] * 5),
            *([self.verify] * 3),
            *([self.close] * 2),
            self.reopen,
            *([self.plan] * 2),
        ]
        for _time in range(times):
            asked = Recommendation.objects.get(pk=self.chance.choice(self.keys))
            act = self.chance.choice(acts)
            try:
                self.done[act(asked)] += 1
            except Refusal:
                self.done["refused"] += 1
        return self.done

    def day(self) -> date:
        """Mostly of late, now and then one that is refused."""
        return self.today - timedelta(days=self.chance.choice([-1, 0, 0, 1, 3, 9999]))

    def one_of(self, choices: Iterable) -> str:
        return self.chance.choice([str(each) for each in choices.values])

    def answer(self, asked: Recommendation) -> str:
        acceptance = self.one_of(Axes.Acceptance)
        asked.answer(acceptance, by=BY, day=self.day(), **WORDS)
        return "answer"

    def report(self, asked: Recommendation) -> str:
        asked.report_progress(
            self.one_of(Axes.Progress), by=BY, day=self.day(), **WORDS
        )
        return "progress"

    def verify(self, asked: Recommendation) -> str:
        level, seen = self.one_of(Axes.Verification), asked.inspection
        asked.verify(level, by=BY, day=self.day(), basis=seen, **WORDS)
        return "verification"

    def close(self, asked: Recommendation) -> str:
        grounds, successor = self.one_of(Axes.ClosedReason), None
        if grounds in ("superseded", "merged"):
            others = asked.inspection.recommendations.exclude(pk=asked.pk)
            successor = self.chance.choice([*others]) if others else None
        asked.close(grounds, by=BY, day=self.day(), successor=successor, **WORDS)
        return "closing"

    def reopen(self, asked: Recommendation) -> str:
        asked.reopen(by=BY, day=self.day(), **WORDS)
        return "reopening"

    def plan(self, asked: Recommendation) -> str:
        case = asked.inspection
        authority = case.authorities.first()
        plan = case.action_plans.filter(authority=authority).first()
        if plan is None:
            plan = ActionPlan.begin(case, authority, by=BY)
            return self.write(plan, asked)
        if plan.status == ActionPlan.Status.DRAFT:
            plan.submit(by=BY, received_on=self.today)
        elif plan.status == ActionPlan.Status.SUBMITTED:
            judge = self.chance.choice([plan.agree, plan.return_plan])
            judge(by=BY, reason="By the findings.")
        else:
            self.write(plan.revise(by=BY), asked)
        return "plan"

    def write(self, plan: ActionPlan, asked: Recommendation) -> str:
        PlanLine.add(
            plan,
            by=BY,
            recommendation=asked,
            action_en="Appoint six further social workers.",
            measure_en="No child waits a week.",
            owner_role=self.one_of(Recommendation.OwnerRole),
            due_on=self.today + timedelta(days=self.chance.randrange(400)),
        )
        return "plan"


def totals(client: Client, today: date) -> dict[str, dict[str, int]]:
    """The totals by each door, which are to be the same."""
    return {
        "oversight": of_oversight(),
        "page": of_page(client),
        "csv": of_rows(in_csv(client), today),
        "json": of_rows(in_json(client), today),
        "api": of_rows(in_api(client), today),
    }


def of_page(client: Client) -> dict[str, int]:
    html = client.get("/en/recommendations/").content.decode()
    cells = [int(each) for each in CELL.findall(html)]
    return dict(zip(STATES, cells, strict=False))


def of_oversight() -> dict[str, int]:
    """Of what the public reads, as who oversees is told it."""
    director, _made = User.objects.get_or_create(
        email="oversight@bench.example", is_staff=True, is_superuser=True
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(director)
    html = client.get("/admin/oversight/").content.decode()
    told = dict(FIGURE.findall(html))
    return {state: int(told.get(code, 0)) for code, state in OVERSEEN.items()}


def in_csv(client: Client) -> list[dict]:
    text = read(client, "/en/recommendations.csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    known = ("is_overdue", "awaits_verification")
    return [{**row, **{name: row[name] == "true" for name in known}} for row in rows]


def in_json(client: Client) -> list[dict]:
    return json.loads(read(client, "/en/recommendations.json"))["recommendations"]


def read(client: Client, address: str) -> bytes:
    return b"".join(client.get(address).streaming_content)


def in_api(client: Client) -> list[dict]:
    found: list[dict] = []
    address: str | None = "/api/v1/recommendations/?page_size=100"
    for _page in count():
        if address is None:
            return found
        told = client.get(address).json()
        current = [row for row in told["results"] if row["edition"]["is_current"]]
        found += [row["standing"] for row in current]
        address = told["next"]
    return found


def of_rows(rows: Iterable[dict], today: date) -> dict[str, int]:
    counts = Counter(dict.fromkeys(STATES, 0))
    for row in rows:
        counts.update(states_of(row, today))
    return dict(counts)


def states_of(row: dict, today: date) -> list[str]:
    """What a source is silent about stands where it begins."""
    if row["lifecycle"] == "closed":
        return ["closed"]
    states, is_done = ["open"], row["progress"] == "completed_reported"
    if row["is_overdue"]:
        states.append("overdue")
    if row["awaits_verification"]:
        states.append(AWAITING)
    due = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    is_near = due is not None and today <= due <= today + DUE_SOON
    if is_near and not is_done and row["timescale"] not in WITHOUT_DATE:
        states.append("due soon")
    return states


def disagreement(told: dict[str, dict[str, int]]) -> str:
    """Empty where all doors tell the same, oversight what it tells of it."""
    page = told["page"]
    overseen = {state: page[state] for state in OVERSEEN.values()}
    expected = {"oversight": overseen}
    if all(each == expected.get(door, page) for door, each in told.items()):
        return ""
    return json.dumps(told, indent=1)
