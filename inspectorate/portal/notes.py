"""Comments on a draft while they are prepared: several officers, one paper."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from inspectorate.lifecycle import Refusal
from inspectorate.portal.draft import DraftPage
from inspectorate.portal.files import handed_out
from inspectorate.portal.forms import NoteForm
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

    def get(self, request: HttpRequest, part: str) -> HttpResponse:
        check = self.find()
        if not self.about(check).is_awaited:
            return self.to_draft()
        return self.page(check, wanted(check, part), NoteForm(initial=self.typed))

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
        try:
            noting.keep(check, **told, **about)
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
            return False
        return True

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
        return self.draw(
            "note.html",
            status=422 if form.is_bound else 200,
            sent=sent,
            part=part,
            anchor=anchor(part),
            text={"en": part.en, "cy": part.cy} if shows else None,
            form=form,
            **told,
        )


class OneNote(WriteNote):
    """A comment that was noted: to be read again, and written anew."""

    def get(self, request: HttpRequest, note: int) -> HttpResponse:
        check, row = self.noted(note)
        if not self.about(check).is_awaited:
            return self.to_draft()
        kept = {name: getattr(row, name) for name in SAID}
        form = NoteForm(initial=self.typed or {**kept, "seen": row.state()})
        return self.page(check, part_of(check, row), form, note=row)

    def post(self, request: HttpRequest, note: int) -> HttpResponse:
        check = self.find()
        form = NoteForm(request.POST, request.FILES)
        row = self.rows(check).filter(pk=note).first()
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
        form.data = {**form.data.dict(), "seen": fresh.state()}
        return self.page(check, about, form, note=fresh)

    def gone(self, check: AccuracyCheck, form: NoteForm) -> HttpResponse:
        """What was typed comes back, to be noted as a comment of its own."""
        if form.is_valid():
            form.add_error(None, GONE)
        told = self.request.POST.get("part", WHOLE)
        about = next((part for part in check.parts if anchor(part) == told), None)
        return self.page(check, about, form, is_gone=True)

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
