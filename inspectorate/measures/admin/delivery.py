from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Form
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.lifecycle import Refusal
from inspectorate.measures.admin.delivery_forms import DiscardForm, ReleaseForm
from inspectorate.measures.admin.importing import Importing
from inspectorate.measures.importing import COLUMNS
from inspectorate.measures.models import Delivery, Discard, Release
from inspectorate.measures.models.delivery import BRING, RELEASE
from inspectorate.subqueries import Counted

PAGE = "measures_delivery_release"
DISCARD_PAGE = "measures_delivery_discard"


TITLES = {"release": _("Publish readings"), "discard": _("Discard the delivery")}


@admin.register(Delivery)
class DeliveryAdmin(Importing, AppendOnlyAdmin):
    change_list_template = "admin/measures/delivery/change_list.html"
    change_form_template = "admin/measures/delivery/change_form.html"
    list_display = ["__str__", "measure_set", "count", "entered_at", "public_from"]
    list_select_related = ["measure_set", "release", "discard"]
    list_filter = ["measure_set"]
    search_fields = ["file_name"]
    search_help_text = _("The name of the file.")
    readonly_fields = ["count", "public_from", "discarded", "told_columns"]
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
                    ("public_from", "discarded"),
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
        discard = self.admin_site.admin_view(self.discard_view)
        return [
            path("<int:object_id>/release/", view, name=PAGE),
            path("<int:object_id>/discard/", discard, name=DISCARD_PAGE),
            *super().get_urls(),
        ]

    @admin.display(description=_("readings"))
    def count(self, delivery: Delivery) -> int:
        return delivery.reading_count

    @admin.display(description=_("public from"))
    def public_from(self, delivery: Delivery) -> str:
        if delivery.is_discarded:
            return _("never: it is discarded")
        if not delivery.is_released:
            return _("not public")
        return date_format(delivery.release.public_on)

    @admin.display(description=_("discarded because"))
    def discarded(self, delivery: Delivery) -> str:
        return delivery.discard.reason if delivery.is_discarded else "–"

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

    def discard_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Tell what discarding means; by POST, do it."""
        delivery = self.get_object(request, str(object_id))
        if delivery is None:
            raise Http404
        if not request.user.has_perm(BRING):
            raise PermissionDenied
        form = DiscardForm(request.POST if request.method == "POST" else None)
        reasons = delivery.bars_discarding(request.user)
        if form.is_valid():
            try:
                delivery.throw_away(by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                reasons = refusal.reasons
            else:
                told = _("“%s” is discarded: nothing of it counts any more.")
                messages.success(request, told % delivery)
                where = reverse("admin:measures_delivery_change", args=[delivery.pk])
                return HttpResponseRedirect(where)
        return self.confirm_page(request, delivery, form, reasons, "discard")

    def release_page(
        self,
        request: HttpRequest,
        delivery: Delivery,
        form: ReleaseForm,
        reasons: list[str],
    ) -> TemplateResponse:
        return self.confirm_page(request, delivery, form, reasons, "release")

    def confirm_page(
        self,
        request: HttpRequest,
        delivery: Delivery,
        form: Form,
        reasons: list[str],
        act: str,
    ) -> TemplateResponse:
        """409 where something stands against it on POST."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": delivery,
            "title": TITLES[act],
            "subtitle": str(delivery),
            "form": form,
            "media": self.media + form.media,
            "reasons": reasons,
        }
        status = 409 if reasons and request.method == "POST" else 200
        template = f"admin/measures/delivery/{act}.html"
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


@admin.register(Discard)
class DiscardAdmin(AppendOnlyAdmin):
    list_display = ["delivery", "discarded_at", "reason"]
    list_select_related = ["delivery__measure_set"]
    search_fields = ["delivery__file_name"]
    search_help_text = _("The name of the file.")
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "That a delivery nobody had published counts for nothing. It "
                    "cannot be taken back: bring the file again."
                ),
                "fields": ["delivery", "reason", "discarded_at"],
            },
        )
    ]
