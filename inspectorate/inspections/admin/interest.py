from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from inspectorate.history.admin.recorded import RecordedAdmin
from inspectorate.inspections.models import Interest
from inspectorate.inspections.models.access import DIRECT
from inspectorate.lists import GrowingTable

YOUR_OWN = _("Declare your own interest: the head of inspection enters that of others.")
CLOSED = _(
    "That this interest stands is told to all who put teams together; its nature is "
    "read by the person themselves and by who directs every case."
)


@admin.register(Interest)
class InterestAdmin(GrowingTable, RecordedAdmin):
    """Everybody declares their own, and nobody takes back what bars them."""

    list_display = ["user", "authority", "declared_on", "ends_on"]
    list_select_related = ["user", "authority"]
    search_fields = ["user__name", "authority__name_en", "authority__name_cy"]
    search_help_text = _("The name of a person or of an authority.")
    autocomplete_fields = ["user", "authority"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "While an interest stands, the person joins no team that inspects "
                    "the authority. It is not deleted when it is over: somebody else "
                    "who directs every case enters its end."
                ),
                "fields": [("user", "authority"), "nature", ("declared_on", "ends_on")],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """A list, and so its export, reads the nature only for who may read all."""
        rows = super().get_queryset(request)
        return rows if request.user.has_perm(DIRECT) else rows.defer("nature")

    def get_fieldsets(
        self, request: HttpRequest, obj: Interest | None = None
    ) -> list[tuple]:
        if obj is None or obj.is_open_to(request.user):
            return super().get_fieldsets(request, obj)
        told = ["user", "authority", "declared_on", "ends_on"]
        return [(None, {"description": CLOSED, "fields": told})]

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """An address that narrows the list by what is closed would tell it."""
        asks_nature = lookup.partition("__")[0] == "nature"
        return not asks_nature and super().lookup_allowed(lookup, value, request)

    def has_change_permission(
        self, request: HttpRequest, obj: Interest | None = None
    ) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or self.judges(request, obj))

    def judges(self, request: HttpRequest, interest: Interest) -> bool:
        directs = request.user.has_perm(DIRECT)
        return directs and interest.user_id != request.user.pk

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "user" and not request.user.has_perm(DIRECT):
            field.queryset = field.queryset.filter(pk=request.user.pk)
            field.initial = request.user.pk
            field.error_messages["invalid_choice"] = YOUR_OWN
        return field
