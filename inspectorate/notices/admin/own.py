"""The notices of whoever is signed in, and how they want to get them."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from inspectorate.history.admin.recorded import record_save, stored
from inspectorate.notices.models import Notice
from inspectorate.paging import BadCursor, paginate

PER_PAGE = 25
Person = get_user_model()


class ChoiceForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["notices_by"]
        labels = {"notices_by": _("How notices reach you")}
        help_texts = {"notices_by": ""}
        widgets = {"notices_by": forms.RadioSelect}


class OwnNotices(TemplateView):
    site: AdminSite | None = None
    http_method_names = ["get", "head", "post"]
    template_name = "admin/notices/notice/mine.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ChoiceForm(instance=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change how notices reach who is signed in."""
        person = Person.objects.get(pk=request.user.pk)
        form = ChoiceForm(request.POST, instance=person)
        if not form.is_valid():
            return self.show(form)
        with transaction.atomic():
            before = stored(person)
            person.save(update_fields=["notices_by"])
            record_save(person, before, request)
        messages.success(request, _("From now on notices reach you as chosen."))
        return HttpResponseRedirect(request.path)

    def show(self, form: ChoiceForm) -> HttpResponse:
        own = Notice.objects.of(self.request.user)
        cursor = self.request.GET.get("cursor")
        order = ("-created_at", "-pk")
        try:
            page = paginate(own, order=order, size=PER_PAGE, cursor=cursor)
        except BadCursor as refusal:
            messages.error(self.request, str(refusal))
            return HttpResponseRedirect(self.request.path)
        context = {
            **self.site.each_context(self.request),
            "opts": Notice._meta,
            "title": _("Your notices"),
            "page": page,
            "form": form,
            "has_unread": own.unread().exists(),
            "by_email": settings.NOTICES_BY_EMAIL,
        }
        return self.render_to_response(context)


class MarkRead(View):
    """Marks one notice as read, or all of them where no number is given."""

    site: AdminSite | None = None
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        own = Notice.objects.of(request.user)
        if pk is not None:
            own = own.filter(pk=get_object_or_404(own, pk=pk).pk)
        own.mark_read(timezone.now())
        return HttpResponseRedirect(reverse("admin:notices_notice_mine"))
