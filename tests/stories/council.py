"""The link officer of a council, at the portal."""

from datetime import date
from typing import Self

from authorities.models import Authority, LinkOfficer
from tests.desk import Desk, Sent
from tests.link_officers import client_of_officer, make_link_officer

Filled = dict[str, Sent]


class Council:
    """One that has somebody who acts for it; each visit is a sign-in of its own."""

    def __init__(self, officer: LinkOfficer) -> None:
        self.officer = officer

    @classmethod
    def of(cls, authority: Authority, since: str) -> Self:
        begins_on = date.fromisoformat(since)
        return cls(make_link_officer(authority, begins_on=begins_on))

    def desk(self, page: str = "/portal/") -> Desk:
        return Desk(client_of_officer(self.officer)).open(page)

    def comment(self, title: str, part: str, filled: Filled) -> None:
        """One comment is all that the council has to say of a draft."""
        desk = self.desk().follow(f"Check a draft for factual accuracy: {title}")
        desk.follow("Read the draft and comment on it").follow(f"Comment: {part}")
        desk.send("Keep this comment", filled).follow("Go on to your answer")
        desk.send("Send 1 comment")

    def say(self, asked: str, link: str, filled: Filled) -> Desk:
        """An answer or a report of progress, to a recommendation by its link."""
        desk = self.desk("/portal/recommendations/").follow(asked)
        return desk.follow(link).send("Send", filled)

    def plan(self, reference: str, lines: list[Filled]) -> Desk:
        desk = self.desk().follow(f"Action plan: {reference}")
        desk.send("Begin the plan")
        for filled in lines:
            desk.follow("Add a line").send("Keep this line", filled)
        return desk.send("Send the plan")
