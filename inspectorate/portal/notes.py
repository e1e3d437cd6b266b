"""Comments on a draft while they are prepared: several officers, one paper."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from inspectorate.lifecycle import Refusal
from inspectorate.portal.draft import DraftPage
from inspectorate.portal.files import handed_out
from inspectorate.portal.forms import NoteForm
from inspectorate.reports import noting
from inspectorate.reports.models import AccuracyCheck, AccuracyNote
from inspectorate.reports.parts import Part

WHOLE = "whole"


class WriteNote(DraftPage):
    """A form about one part of a draft; what is refused comes back as it was typed."""

    def get(self, request: HttpRequest, part: str) -> HttpResponse:
        check, about = self.wanted(part)
        if not self.about(check).is_awaited:
            return self.to_draft()
        return self.page(check, about, NoteForm())

    def post(self, request: HttpRequest, part: str) -> HttpResponse:
        check, about = self.wanted(part)
        form = NoteForm(request.POST, request.FILES)
        place = about.key if about else ""
        if not self.keep(check, form, place=place):
            return self.page(check, about, form)
        return self.to_draft("portal-draft-text", anchor(about))

    def wanted(self, part: str) -> tuple[AccuracyCheck, Part | None]:
        """The part by its kind and name, as the addresses of the draft have them; None
        stands for the whole.
        """
        check = self.find()
        if part == WHOLE:
            return check, None
        for each in check.parts if self.about(check).is_readable else []:
            if part == f"{each.kind}.{each.key}":
                return check, each
        raise Http404

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
        note: AccuracyNote | None = None,
    ) -> HttpResponse:
        return self.draw(
            "note.html",
            status=422 if form.is_bound else 200,
            sent=self.about(check),
            part=part,
            text={"en": part.en, "cy": part.cy} if part else None,
            form=form,
            note=note,
        )


class OneNote(WriteNote):
    """A comment that was noted: to be read again, and written anew."""

    def get(self, request: HttpRequest, note: int) -> HttpResponse:
        check, row = self.noted(note)
        if not self.about(check).is_awaited:
            return self.to_draft()
        names = ("comment_type", "comment_text", "supporting_evidence")
        form = NoteForm(initial={name: getattr(row, name) for name in names})
        return self.page(check, part_of(check, row), form, row)

    def post(self, request: HttpRequest, note: int) -> HttpResponse:
        check, row = self.noted(note)
        form = NoteForm(request.POST, request.FILES)
        about = part_of(check, row)
        if not self.keep(check, form, note=row):
            return self.page(check, about, form, row)
        return self.to_draft("portal-draft-text", anchor(about))

    def noted(self, note: int) -> tuple[AccuracyCheck, AccuracyNote]:
        check = self.find()
        rows = AccuracyNote.objects.of(check, self.officer.authority)
        row = rows.filter(pk=note).first()
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
        _check, row = self.noted(note)
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


def part_of(check: AccuracyCheck, note: AccuracyNote) -> Part | None:
    named = (note.part_kind, note.part_key)
    return next((part for part in check.parts if part[:2] == named), None)


def anchor(part: Part | None) -> str:
    return f"{part.kind}.{part.key}" if part else WHOLE
