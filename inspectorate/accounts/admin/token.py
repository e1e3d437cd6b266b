from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from inspectorate.accounts.models import Token
from inspectorate.accounts.models.token import REVOKE
from inspectorate.history.admin.append_only import AppendOnlyAdmin


@admin.register(Token)
class TokenAdmin(AppendOnlyAdmin):
    """For administrators, who shut out a device that is lost; people manage their own
    at /account/tokens/.
    """

    change_form_template = "admin/accounts/token/change_form.html"
    list_display = ["name", "user", "scope", "expires_on", "last_used_on", "standing"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    search_help_text = _("The name or e-mail address of the person.")
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A program that has this token acts as the person. The token "
                    "itself is kept nowhere: only who issued it has seen it."
                ),
                "fields": [
                    ("name", "user"),
                    "scope",
                    ("issued_at", "expires_on"),
                    ("last_used_on", "revoked_at"),
                    "standing",
                ],
            },
        )
    ]
    readonly_fields = ["standing"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(REVOKE)

    def has_view_permission(
        self, request: HttpRequest, obj: Token | None = None
    ) -> bool:
        return request.user.has_perm(REVOKE)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("user")

    @admin.display(description=_("stands"))
    def standing(self, token: Token) -> Promise:
        return token.standing(timezone.localdate())

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.revoke_view))
        own = path("<int:pk>/revoke/", view, name="accounts_token_revoke")
        return [own, *super().get_urls()]

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        token = self.get_object(request, str(pk))
        if token is None:
            raise Http404
        token.revoke(by=request.user)
        told = translated(
            "“%s” is revoked: no program opens anything with it any more."
        )
        messages.success(request, told % token)
        page = reverse("admin:accounts_token_change", args=[token.pk])
        return HttpResponseRedirect(page)
