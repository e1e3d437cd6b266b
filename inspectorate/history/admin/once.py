import secrets

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from inspectorate.history.sent import SentForm, claim

FIELD = "sent_once"


class Once:
    """Makes an admin class add one row where a form was sent twice, by a double click.

    Each page that adds has a number of its own; of a form without one nothing can be
    told. The second is led to the row of the first.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        told = (request, object_id, form_url, extra_context)
        is_new = object_id is None and request.POST.get(FIELD)
        if not is_new or not self.has_add_permission(request):
            return super().changeform_view(*told)
        with transaction.atomic():
            sent, is_first = claim(request)
            if not is_first:
                return self.answer_again(request, sent)
            request.sent_form = sent
            answer = super().changeform_view(*told)
            if not sent.subject_id:
                # Nothing was added: it may be sent again as it is.
                sent.delete()
        return answer

    def answer_again(self, request: HttpRequest, sent: SentForm) -> HttpResponse:
        row = self.get_object(request, sent.subject_id)
        if row is None:
            told = _("This form was sent before; what it added is no longer there.")
        else:
            told = _("This form was sent twice. It is stored once: “%s”.") % row
        self.message_user(request, told, messages.WARNING)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if row is None or not self.has_view_or_change_permission(request, row):
            return HttpResponseRedirect(reverse("admin:index"))
        return HttpResponseRedirect(reverse(f"{name}_change", args=[row.pk]))

    def log_addition(
        self, request: HttpRequest, obj: models.Model, message: object
    ) -> None:
        """Remember the row. History has its entry, so Django's log needs none."""
        sent = getattr(request, "sent_form", None)
        if sent:
            sent.subject_id = str(obj.pk)
            sent.save(update_fields=["subject_id"])

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict,
        add: bool = False,
        **kwargs: object,
    ) -> TemplateResponse:
        if add:
            context[FIELD] = request.POST.get(FIELD) or secrets.token_urlsafe(12)
        return super().render_change_form(request, context, add=add, **kwargs)
