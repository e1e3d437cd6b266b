"""The pages on which a member of staff issues, sees and revokes their own tokens."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.forms.models import fields_for_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from inspectorate.accounts import second_factor
from inspectorate.accounts.models import Token
from inspectorate.forms import harden
from inspectorate.lifecycle import Refusal


@method_decorator(never_cache, name="dispatch")
class StaffPage(View):
    """For whom the workspace is open too: staff, with their second factor."""

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if admin.site.has_permission(request):
            return super().dispatch(request, *args, **kwargs)
        if request.user.is_staff and second_factor.is_missing(request.user):
            return redirect("mfa_index")
        return render(request, "account/tokens_for_staff.html", status=403)


class TokenList(StaffPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        today = timezone.localdate()
        told = [(each, each.standing(today)) for each in request.user.tokens.all()]
        return render(request, "account/tokens.html", {"tokens": told})


class NewToken(StaffPage):
    """Asks what it is for; by POST, issues it and shows its secret, once.

    Whoever finds an open session cannot take a key away with them: it asks first that
    the person shows anew who they are.
    """

    @method_decorator(reauthentication_required)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, token_form()())

    @method_decorator(reauthentication_required)
    def post(self, request: HttpRequest) -> HttpResponse:
        form = token_form()(request.POST)
        if not form.is_valid():
            return self.page(request, form, 422)
        try:
            told = form.cleaned_data
            token, secret = Token.objects.issue(request.user, **told)
        except Refusal as refusal:
            form.add_error(None, [str(each) for each in refusal.reasons])
            return self.page(request, form, 409)
        told = {"token": token, "secret": secret}
        return render(request, "account/token_issued.html", told)

    def page(
        self, request: HttpRequest, form: forms.Form, status: int = 200
    ) -> HttpResponse:
        told = {"form": form}
        return render(request, "account/token_new.html", told, status=status)


class RevokeToken(StaffPage):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Of somebody else's there is none."""
        token = get_object_or_404(request.user.tokens, pk=pk)
        token.revoke(by=request.user)
        told = _("“%s” is revoked: no program opens anything with it any more.")
        messages.success(request, told % token)
        return redirect("account_tokens")


def token_form() -> type[forms.Form]:
    """What each field must be; all else the verb says."""
    fields = fields_for_model(Token, ["name", "scope", "expires_on"])
    fields["scope"].choices = Token.Scope.choices
    fields["scope"].initial = Token.Scope.READ
    fields["expires_on"].widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    form = type("TokenForm", (forms.Form,), fields)
    harden(form)
    return form
