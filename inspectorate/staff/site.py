from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from inspectorate.accounts import second_factor
from inspectorate.staff import history, preview
from inspectorate.staff.bad_input import View, checked
from inspectorate.staff.case import show
from inspectorate.staff.oversight import page
from inspectorate.staff.work import blocks


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
    index_title = _("My work")
    # Beside a list's filters it leaves a laptop's screen too narrow for the list.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Nothing here is so worthless that many are to be deleted at a stroke.
        self.disable_action("delete_selected")

    def get_urls(self) -> list[URLPattern]:
        case = path("cases/<str:reference>/", self.admin_view(self.case), name="case")
        past = path(
            "cases/<str:reference>/history/",
            self.admin_view(self.case_history),
            name="case-history",
        )
        shown = path(
            "reports/report/<int:pk>/preview/",
            self.admin_view(self.preview),
            name="report-preview",
        )
        overseen = path("oversight/", self.admin_view(self.oversight), name="oversight")
        return [case, past, shown, overseen, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> TemplateResponse:
        """The person's work first; all records are below it."""
        told = {
            "blocks": blocks(request.user, timezone.localdate()),
            "oversees": request.user.has_perm(page.OVERSEE),
        }
        return super().index(request, {**told, **(extra_context or {})})

    def case(self, request: HttpRequest, reference: str) -> TemplateResponse:
        return show(request, reference, self)

    def case_history(self, request: HttpRequest, reference: str) -> HttpResponse:
        return history.show(request, reference, self)

    def oversight(self, request: HttpRequest) -> TemplateResponse:
        return page.show(request, self)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        return super().admin_view(checked(view), cacheable)

    def has_permission(self, request: HttpRequest) -> bool:
        """Nothing here is reached without a second factor; asked once a request."""
        if not super().has_permission(request):
            return False
        if not hasattr(request, "has_second_factor"):
            request.has_second_factor = not second_factor.is_missing(request.user)
        return request.has_second_factor

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        """Lead a stranger to sign-in, and who is in to what they came for or lack."""
        wanted = get_next_redirect_url(request) or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        if not super().has_permission(request):
            raise PermissionDenied
        return redirect(wanted if self.has_permission(request) else "mfa_index")

    def logout(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        return preview.show(request, pk, self)

    def autocomplete_view(self, request: HttpRequest) -> JsonResponse:
        return ChoiceView.as_view(admin_site=self)(request)
