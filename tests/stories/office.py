"""The inspectorate of a story: who works there, and what they do at their desks.

Each step goes by the pages of the workspace, as somebody meets them who follows links
and fills in forms. A case is known by the address of its screen, an episode by that of
its page.
"""

from collections.abc import Iterable

from tests.desk import Desk, Sent
from tests.factories import make_user
from tests.stories.conftest import Days

HEAD, LEAD, CHIEF = "head_of_inspection", "lead_inspector", "chief_inspector"
ASSURER, PUBLISHER = "quality_assurer", "publishing_officer"
REVIEWER = "information_governance"
ASSURANCE = "Quality assurance of the draft"
Filled = dict[str, Sent]


class Office:
    """Whoever sits down signs in: sessions do not last from day to day of a story."""

    def __init__(self, it_is: Days) -> None:
        self.it_is = it_is
        roles = (HEAD, LEAD, CHIEF, ASSURER, PUBLISHER, REVIEWER)
        self.people = {role: make_user(role) for role in roles}

    def desk(self, role: str, page: str = "/admin/") -> Desk:
        return Desk.of(self.people[role]).open(page)

    def act(self, role: str, page: str, act: str, filled: Filled | None = None) -> Desk:
        """Follows the button of an act on a page, fills in its form and confirms."""
        return self.desk(role, page).follow(act).send(act, filled)

    # From plan to draft

    def plan(self, filled: Filled) -> str:
        """By a head, for the lead inspector."""
        team = {
            "team-0-user": self.people[LEAD].email,
            "team-0-role": "Lead inspector",
        }
        desk = self.desk(HEAD).follow("Plan an inspection")
        return desk.send("Save", {**filled, **team}).address

    def begin(self, case: str, notified_on: str, begins_on: str) -> None:
        """It is announced, told to the authority, and the team goes there."""
        self.act(PUBLISHER, case, "Put in the forward programme")
        self.it_is(notified_on)
        self.act(LEAD, case, "Begin scoping")
        self.act(LEAD, case, "Record the notice", {"notified_on": notified_on})
        self.it_is(begins_on)
        self.act(LEAD, case, "Begin fieldwork")

    def log(self, case: str, findings: Iterable[Filled]) -> None:
        desk = self.desk(LEAD, case).follow("Log findings")
        for filled in findings:
            desk.send("Save and log the next", filled)

    def recommend(self, case: str, asked: Iterable[Filled]) -> None:
        for filled in asked:
            desk = self.desk(LEAD, case).follow("Recommend something")
            desk.send("Save", filled)

    def draft(
        self, case: str, paragraphs: Iterable[tuple[str, str]], place: str
    ) -> None:
        """The report is begun with paragraphs in its first section; what was judged
        and found is placed in the section of a name, what is asked in its own, and
        sections that stay empty go.
        """
        self.act(LEAD, case, "End fieldwork")
        desk = self.desk(LEAD, case).send("Begin the report")
        screen = desk.address
        for told in paragraphs:
            desk.open(screen).send("Add a paragraph to section 1")
            write_last(desk, *told)
        desk.open(screen)
        while waiting := beginning(desk.buttons, "Place: "):
            name = "Recommendations" if "-R" in waiting else place
            sections = desk.fields(waiting)["section"].options
            (section,) = (each for each in sections if each.endswith(name))
            desk.send(waiting, {"section": section})
        while "Delete this empty section" in desk.buttons:
            desk.send("Delete this empty section")

    # From draft to public

    def assure(self, case: str) -> None:
        """Somebody off the team answers each question, the text is cleared, and the
        authority is sent it.
        """
        self.act(LEAD, case, "Send to quality assurance")
        desk = self.desk(ASSURER, case).follow(ASSURANCE)
        asked = desk.fields("Save the checklist")
        answers = [name for name in asked if name.startswith("checklist-answer-")]
        desk.send("Save the checklist", dict.fromkeys(answers, "yes"))
        self.clear(case)
        self.act(ASSURER, case, "Send for the accuracy check")

    def clear(self, case: str) -> None:
        desk = self.desk(REVIEWER, case).follow(ASSURANCE)
        desk.send("Nobody can be identified")

    def decide(self, case: str, filled: Filled) -> None:
        """What becomes of the only comment of the authority, which is told so."""
        desk = self.desk(LEAD, case).follow("Accuracy check 1")
        told = {f"decide-1-{name}": value for name, value in filled.items()}
        desk.send("Record the decision", told).send("Tell the authority")

    def mend(self, case: str, number: str, english: str, welsh: str) -> None:
        """A paragraph is worded anew, and the text is cleared once more."""
        desk = self.desk(LEAD, case).follow("Write the report")
        href = desk.way(f"Edit paragraph {number}")
        desk.open(href.partition("#")[0])
        own = f"text-{href.rpartition('-')[2]}"
        desk.send("Save", {f"{own}-en": english, f"{own}-cy": welsh})
        self.clear(case)

    def sign_off(self, case: str) -> None:
        self.act(LEAD, case, "Submit for sign-off")
        self.act(CHIEF, case, "Sign off")

    def publish(self, case: str) -> None:
        self.act(PUBLISHER, case, "Publish now")

    # After that

    def open_record(self, role: str, kind: str, filled: Filled) -> str:
        """Of a concern, an intervention or a board; its page."""
        desk = self.desk(role, f"/admin/concerns/{kind}/add/")
        # Who may open one need not be who changes it.
        buttons = ("Save and continue editing", "Save and view")
        (button,) = (each for each in buttons if each in desk.buttons)
        return desk.send(button, filled).address

    def say(self, case: str, asked: str, saying: str, filled: Filled) -> None:
        """Something of a recommendation, by the lead inspector."""
        desk = self.desk(LEAD, case).follow(asked)
        desk.follow(saying).send(saying, filled)


def beginning(names: Iterable[str], text: str) -> str:
    """The first name that begins so, "" where none does."""
    return next((each for each in names if each.startswith(text)), "")


def write_last(desk: Desk, english: str, welsh: str) -> None:
    """In the paragraph that has no text yet."""
    fields = desk.fields("Save")
    (empty,) = (
        name.removesuffix("-en")
        for name, field in fields.items()
        if name.startswith("text-") and name.endswith("-en") and field.values == [""]
    )
    desk.send("Save", {f"{empty}-en": english, f"{empty}-cy": welsh})
