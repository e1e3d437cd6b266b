"""A draft that was sent to a council: where it stands, and its text in its window."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from inspectorate.lifecycle import Refusal
from inspectorate.portal.officer import OfficerPage
from inspectorate.portal.requests import Sent, find, sent
from inspectorate.reports.models import AccuracyCheck, AccuracyNote
from inspectorate.reports.parts import Kind

# For a screen reader's list of headings; the rest are texts.
HEADED = (Kind.TITLE, Kind.HEADING)


class DraftPage(OfficerPage):
    """The base of pages about one draft."""

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        self.place = {name: kwargs.pop(name) for name in ("slug", "number")}
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> AccuracyCheck:
        return find(self.officer, **self.place)

    def about(self, check: AccuracyCheck) -> Sent:
        return sent(check, self.officer, self.now)

    def to_draft(self, name: str = "portal-draft", part: str = "") -> HttpResponse:
        way = reverse(name, args=list(self.place.values()))
        return HttpResponseRedirect(f"{way}#{part}" if part else way)


class Draft(DraftPage):
    """Its dates, what the council has said of it, and what became of that."""

    def get(self, request: HttpRequest) -> HttpResponse:
        check = self.find()
        return self.draw(
            "draft.html",
            here="home",
            sent=self.about(check),
            notes=AccuracyNote.objects.of(check, self.officer.authority),
            comments=told_comments(check, self.officer.authority),
        )


class ReadDraft(DraftPage):
    """Its text, with the name of who reads it and the moment on it; it is recorded
    before it is shown.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        check = self.find()
        try:
            moment = check.read_as(self.officer, request.user.language, at=self.now)
        except Refusal:
            return self.to_draft()
        about = self.about(check)
        notes = notes_by_part(check, self.officer)
        return self.draw(
            "draft_text.html",
            sent=about,
            moment=timezone.localtime(moment),
            whole=notes.get(("", ""), []),
            parts=[
                (part, {"en": part.en, "cy": part.cy}, notes.get(part[:2], []))
                for part in check.parts
            ],
            headed=HEADED,
        )


def notes_by_part(check: AccuracyCheck, officer: object) -> dict[tuple, list]:
    found: dict[tuple, list] = {}
    for note in AccuracyNote.objects.of(check, officer.authority):
        found.setdefault((note.part_kind, note.part_key), []).append(note)
    return found


def told_comments(check: AccuracyCheck, authority: object) -> list:
    """What the authority said, in the order of its numbers."""
    rows = check.comments_of(authority).prefetch_related("files")
    return list(rows.order_by("number"))
