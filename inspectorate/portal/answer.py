"""The answer of a council on the accuracy of a draft, sent whole."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from inspectorate.lifecycle import Refusal
from inspectorate.portal.draft import DraftPage
from inspectorate.reports.models import AccuracyAnswer, AccuracyNote


class SendAnswer(DraftPage):
    """By GET all that would be sent; by POST it is sent, and nothing is added to it.

    `count` says how many comments the sender has seen: a colleague may have added one.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        check = self.find()
        if not self.about(check).is_awaited:
            return self.to_draft()
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        check = self.find()
        notes = AccuracyNote.objects.of(check, self.officer.authority)
        if request.POST.get("count") != str(notes.count()):
            told = _("A colleague has changed the comments meanwhile: read them again.")
            return self.page([told])
        nothing = request.POST.get("answer") == "nothing"
        try:
            AccuracyAnswer.objects.send(
                check, officer=self.officer, at=self.now, nothing_to_correct=nothing
            )
        except Refusal as refusal:
            return self.page(refusal.reasons)
        messages.success(request, _("Sent: the inspectorate has your answer."))
        return self.to_draft()

    def page(self, reasons: list[str] | None = None) -> HttpResponse:
        check = self.find()
        notes = AccuracyNote.objects.of(check, self.officer.authority)
        return self.draw(
            "answer.html",
            status=409 if reasons else 200,
            sent=self.about(check),
            notes=list(notes),
            reasons=reasons,
        )
