"""Comments on a draft while they are prepared: several officers, one paper."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import Reason, Refusal
from inspectorate.portal import typed
from inspectorate.portal.draft import DraftPage
from inspectorate.portal.files import handed_out
from inspectorate.portal.forms import NoteForm, refuse
from inspectorate.reports import noting
from inspectorate.reports.models import AccuracyCheck, AccuracyNote
from inspectorate.reports.parts import Part

WHOLE = "whole"
SAID = ("comment_type", "comment_text", "supporting_evidence")
GONE = _(
    "This comment is gone: somebody has sent or deleted it. What you typed is here; "
    "keep it as a comment of its own if it still holds."
)


class WriteNote(DraftPage):
    """A form about one part of a draft; what is refused comes back as it was typed."""

    gives_back = NoteForm

    def get(self, request: HttpRequest, part: str) -> HttpResponse:
        check = self.find()
        about = wanted(check, part)
        if self.bars(check):
            return self.too_late(check, about)
        return self.page(check, about, NoteForm(initial=self.typed))

    def post(self, request: HttpRequest, part: str) -> HttpResponse:
        """Also once the draft is closed, so that what was typed comes back."""
        check = self.find()
        about = wanted(check, part)
        form = NoteForm(request.POST, request.FILES)
        place = about.key if about else ""
        if not self.keep(check, form, place=place):
            return self.page(check, about, form)
        return self.to_draft("portal-draft-text", anchor(about))

    def keep(self, check: AccuracyCheck, form: NoteForm, **about: object) -> bool:
        """Whether it was kept; what refuses it stands on the form."""
        if not form.is_valid():
            return False
        told = {"officer": self.officer, "at": self.now, **form.cleaned_data}
        told.pop("part")
        try:
            noting.keep(check, **told, **about)
        except Refusal as refusal:
            refuse(form, refusal.reasons)
            return False
        return True

    def bars(self, check: AccuracyCheck) -> list[Reason]:
        today = timezone.localdate(self.now)
        return check.bars_words(self.officer.authority, today)

    def too_late(self, check: AccuracyCheck, about: Part | None) -> HttpResponse:
        """What they typed before their session was over, to be copied."""
        if not self.typed:
            return self.to_draft()
        form = NoteForm(self.typed)
        refuse(form, self.bars(check))
        return self.page(check, about, form)

    def page(
        self,
        check: AccuracyCheck,
        part: Part | None,
        form: NoteForm,
        **told: object,
    ) -> HttpResponse:
        """Of a draft that is closed no text is shown, but what they typed is."""
        sent = self.about(check)
        shows = part and sent.is_readable
        form.initial = {"part": anchor(part), **form.initial}
        return self.draw(
            "note.html",
            status=422 if form.is_bound else 200,
            sent=sent,
            part=part,
            text={"en": part.en, "cy": part.cy} if shows else None,
            form=form,
            **told,
        )


class OneNote(WriteNote):
    """A comment that was noted: to be read again, and written anew."""

    def get(self, request: HttpRequest, note: int) -> HttpResponse:
        check = self.find()
        if self.typed and not self.rows(check).filter(pk=note).exists():
            return self.gone(check, NoteForm(self.typed))
        check, row = self.noted(note)
        if self.bars(check):
            return self.too_late(check, part_of(check, row))
        kept = {name: getattr(row, name) for name in SAID}
        form = NoteForm(initial=self.typed or {**kept, "seen": row.state()})
        return self.page(check, part_of(check, row), form, note=row)

    def post(self, request: HttpRequest, note: int) -> HttpResponse:
        check = self.find()
        form = NoteForm(request.POST, request.FILES)
        row = self.rows(check).filter(pk=note).first()
        if row is None and typed.marked_for(request) != request.user.pk:
            # They were never shown it, so that there was none for them.
            raise Http404
        if row is None:
            return self.gone(check, form)
        row.accuracy_check = check
        about = part_of(check, row)
        if self.keep(check, form, note=row):
            return self.to_draft("portal-draft-text", anchor(about))
        fresh = self.rows(check).filter(pk=note).first()
        if fresh is None:
            return self.gone(check, form)
        # What is shown now has been seen, so that it can be sent again knowingly.
        form.data = {
            **form.data.dict(),
            "seen": fresh.state(),
            "part": anchor(about),
        }
        return self.page(check, about, form, note=fresh)

    def gone(self, check: AccuracyCheck, form: NoteForm) -> HttpResponse:
        """What was typed comes back, to be noted as a comment of its own."""
        refuse(form, self.bars(check) or [GONE])
        told = form.data.get("part", WHOLE)
        about = next((part for part in check.parts if anchor(part) == told), None)
        way = reverse("portal-note-new", args=[*self.place.values(), anchor(about)])
        return self.page(check, about, form, action=way)

    def rows(self, check: AccuracyCheck) -> QuerySet:
        return AccuracyNote.objects.of(check, self.officer.authority)

    def noted(self, note: int) -> tuple[AccuracyCheck, AccuracyNote]:
        check = self.find()
        row = self.rows(check).filter(pk=note).first()
        if row is None:
            raise Http404
        row.accuracy_check = check
        return check, row


class DeleteNote(OneNote):
    """Asks first; what a colleague has sent meanwhile stays."""

    gives_back = None

    def get(self, request: HttpRequest, note: int) -> HttpResponse:
        check, row = self.noted(note)
        return self.draw("note_delete.html", sent=self.about(check), note=row)

    def post(self, request: HttpRequest, note: int) -> HttpResponse:
        check, row = self.noted(note)
        try:
            row.take_back(officer=self.officer, at=self.now)
        except Refusal as refusal:
            return self.draw(
                "note_delete.html",
                status=409,
                sent=self.about(check),
                note=row,
                refusal=refusal,
            )
        return self.to_draft()


class NoteFilePage(OneNote):
    """A file of a comment that is prepared: handed out, and by POST taken out."""

    gives_back = None

    def way_back(self) -> str:
        return reverse("portal-draft", args=list(self.place.values()))

    def get(self, request: HttpRequest, note: int, file: int) -> FileResponse:
        row = self.noted(note)[1]
        return handed_out(row.files.filter(pk=file).first())

    def post(self, request: HttpRequest, note: int, file: int) -> HttpResponse:
        check, row = self.noted(note)
        found = row.files.filter(pk=file).first()
        if found is None:
            raise Http404
        found.note = row
        try:
            found.take_out(officer=self.officer, at=self.now)
        except Refusal:
            return self.to_draft()
        return self.to_draft("portal-draft-text", anchor(part_of(check, row)))


def wanted(check: AccuracyCheck, named: str) -> Part | None:
    """The part by its kind and name, as the addresses of the draft have them; None
    stands for the whole.
    """
    if named == WHOLE:
        return None
    for part in check.parts:
        if named == anchor(part):
            return part
    raise Http404


def part_of(check: AccuracyCheck, note: AccuracyNote) -> Part | None:
    named = (note.part_kind, note.part_key)
    return next((part for part in check.parts if part[:2] == named), None)


def anchor(part: Part | None) -> str:
    return f"{part.kind}.{part.key}" if part else WHOLE
