"""The page of the admin that removes a name as quoted."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy

from inspectorate.history.models import record
from inspectorate.lifecycle.moving import Refusal


class RemovesNames(admin.ModelAdmin):
    """The base of an admin class of rows that name somebody: a link beside the name
    leads to the page that removes it.
    """

    forgets_search = True

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.remove_name_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_remove_name"
        own = path("<int:object_id>/remove-name/", view, name=name)
        return [own, *super().get_urls()]

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> list[str]:
        """A name that was removed is not written again."""
        fields = [*super().get_readonly_fields(request, obj), "removal"]
        return [*fields, "name"] if obj and obj.is_name_removed else fields

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool
    ) -> None:
        """History has no name, but says that there is another."""
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            record(obj, "name changed", by=request.user)

    @admin.display(description=gettext_lazy("removal of the name"))
    def removal(self, row: models.Model) -> str:
        if not (row.pk and row.name):
            return gettext("there is no name to remove")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_remove_name"
        address, label = reverse(name, args=[row.pk]), gettext("Remove the name")
        return format_html('<a href="{}">{}</a>', address, label)

    def remove_name_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Ask for the reason; by POST, do it: 409 where it is refused."""
        row = self.get_object(request, str(object_id))
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        back, refusal = reverse(name, args=[row.pk]), ""
        if request.method == "POST":
            try:
                row.remove_name(by=request.user, reason=request.POST.get("reason", ""))
            except Refusal as refused:
                refusal = str(refused)
            else:
                messages.success(request, gettext("The name is removed."))
                return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": gettext("Remove the name"),
            "refusal": refusal,
            "back": back,
        }
        status = 409 if refusal else 200
        template = "admin/remove_name.html"
        return TemplateResponse(request, template, context, status=status)
