"""Signing in, and what people manage about it; all of allauth's that we have."""

from allauth.account import views as account
from allauth.usersessions.views import list_usersessions
from django.urls import include, path, re_path

from inspectorate.accounts import tokens
from inspectorate.accounts.sign_in import no_sign_up

password = [
    path("", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
    path("forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "forgotten/sent/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", no_sign_up, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", include(password)),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", list_usersessions, name="usersessions_list"),
    path("tokens/", tokens.TokenList.as_view(), name="account_tokens"),
    path("tokens/new/", tokens.NewToken.as_view(), name="account_token_new"),
    path(
        "tokens/<int:pk>/revoke/",
        tokens.RevokeToken.as_view(),
        name="account_token_revoke",
    ),
]
