from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.lifecycle import Refusal
from inspectorate.measures.admin.delivery_forms import ReleaseForm
from inspectorate.measures.admin.importing import Importing
from inspectorate.measures.importing import COLUMNS
from inspectorate.measures.models import Delivery, Release
from inspectorate.measures.models.delivery import RELEASE
from inspectorate.subqueries import Counted

PAGE = "measures_delivery_release"


@admin.register(Delivery)
class DeliveryAdmin(Importing, AppendOnlyAdmin):
    change_list_template = "admin/measures/delivery/change_list.html"
    change_form_template = "admin/measures/delivery/change_form.html"
    list_display = ["__str__", "measure_set", "count", "entered_at", "public_from"]
    list_select_related = ["measure_set", "release"]
    list_filter = ["measure_set"]
    search_fields = ["file_name"]
    search_help_text = _("The name of the file.")
    readonly_fields = ["count", "public_from", "told_columns"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "Readings of one file. The public reads none of them before the "
                    "delivery is published, and all of them from then on."
                ),
                "fields": [
                    ("measure_set", "file_name"),
                    ("entered_at", "count"),
                    "public_from",
                    "told_columns",
                ],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        found = super().get_queryset(request)
        own = Delivery.readings.rel.related_model.objects.filter(
            delivery=models.OuterRef("pk")
        )
        return found.annotate(reading_count=Counted(own.order_by().values("pk")))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.release_view)
        return [path("<int:object_id>/release/", view, name=PAGE), *super().get_urls()]

    @admin.display(description=_("readings"))
    def count(self, delivery: Delivery) -> int:
        return delivery.reading_count

    @admin.display(description=_("public from"))
    def public_from(self, delivery: Delivery) -> object:
        return delivery.release.public_on if delivery.is_released else _("not public")

    @admin.display(description=_("columns"))
    def told_columns(self, delivery: Delivery) -> str:
        """Which column each heading of the file was; a dash where there was no file."""
        told = (
            f"{name}: {COLUMNS.get(column) or _('Leave out')}"
            for name in delivery.headings
            for column in [delivery.columns.get(name, "")]
        )
        return "; ".join(told) or "–"

    def release_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Tell what publishing means; by POST, do it."""
        delivery = self.get_object(request, str(object_id))
        if delivery is None:
            raise Http404
        if not request.user.has_perm(RELEASE):
            raise PermissionDenied
        today = timezone.localdate()
        sent = request.POST if request.method == "POST" else None
        form = ReleaseForm(sent, initial={"public_on": today})
        if not form.is_valid():
            barred = delivery.bars_release(request.user, today, today)
            return self.release_page(request, delivery, form, barred)
        day = form.cleaned_data["public_on"]
        try:
            delivery.publish(by=request.user, on=day)
        except Refusal as refusal:
            return self.release_page(request, delivery, form, refusal.reasons)
        told = _("The readings of “%s” are published.")
        if day > today:
            told = _("The readings of “%s” will be public on the day that you chose.")
        messages.success(request, told % delivery)
        where = reverse("admin:measures_delivery_change", args=[delivery.pk])
        return HttpResponseRedirect(where)

    def release_page(
        self,
        request: HttpRequest,
        delivery: Delivery,
        form: ReleaseForm,
        reasons: list[str],
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": delivery,
            "title": _("Publish readings"),
            "subtitle": str(delivery),
            "form": form,
            "media": self.media + form.media,
            "reasons": reasons,
        }
        status = 409 if reasons and request.method == "POST" else 200
        template = "admin/measures/delivery/release.html"
        return TemplateResponse(request, template, context, status=status)


@admin.register(Release)
class ReleaseAdmin(AppendOnlyAdmin):
    list_display = ["delivery", "public_on", "released_on"]
    list_select_related = ["delivery__measure_set"]
    search_fields = ["delivery__file_name"]
    search_help_text = _("The name of the file.")
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "From which day on the public reads a delivery. It cannot be taken "
                    "back."
                ),
                "fields": ["delivery", "public_on", "released_on"],
            },
        )
    ]
