from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _


class ChoiceView(AutocompleteJsonView):
    """Tells apart what has one name: an admin class may say more in choice_label()."""

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict:
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", str)
        return {**result, "text": label(obj)}


class StaffSite(AdminSite):
    """The inspectors' workspace: every app registers its admin classes here."""

    site_title = _("Inspectorate")
    site_header = _("Inspectorate")
    index_title = _("Inspectors' workspace")
    # Beside a list's filters it leaves a laptop's screen too narrow for the list.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Nothing here is so worthless that many are to be deleted at a stroke.
        self.disable_action("delete_selected")

    def autocomplete_view(self, request: HttpRequest) -> JsonResponse:
        return ChoiceView.as_view(admin_site=self)(request)
