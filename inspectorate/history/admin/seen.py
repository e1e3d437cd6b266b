"""Forms link to rows that the person may see, and to no others by a forged number."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest

from inspectorate.at_hand import hold_linked


class SeesLinks(admin.ModelAdmin):
    """Makes an admin class whose forms offer, take and name only rows that the admin
    class of those rows shows the person.

    An autocomplete offers no others; but a number in an address or a form would still
    be taken, and the page would tell what it stands for. A link that is there already
    stays, whoever made it.
    """

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: object
    ) -> forms.ModelChoiceField:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return self.narrowed(field, db_field, request)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> forms.ModelMultipleChoiceField | None:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        return field and self.narrowed(field, db_field, request)

    def narrowed(
        self,
        field: forms.ModelChoiceField,
        link: models.ForeignKey | models.ManyToManyField,
        request: HttpRequest,
    ) -> forms.ModelChoiceField:
        if not self.admin_site.is_registered(link.related_model):
            return field
        shown_by = self.admin_site.get_model_admin(link.related_model)
        shown = shown_by.get_queryset(request)
        if shown.query.has_filters():
            seen = models.Q(pk__in=shown.order_by().values("pk"))
            known = seen | models.Q(pk__in=self.linked_already(link, request))
            is_whole = not field.queryset.query.has_filters()
            field.queryset = field.queryset.filter(known)
            if is_whole:
                hold_linked(field)
        return field

    def linked_already(
        self, link: models.ForeignKey | models.ManyToManyField, request: HttpRequest
    ) -> models.QuerySet:
        """Those that the row of the page leads to; none of a new one."""
        number = request.resolver_match.kwargs.get("object_id")
        rows = self.model._base_manager.filter(pk=number and unquote(str(number)))
        return rows.exclude(**{link.name: None}).values(link.name)
