# They register their own, so they come first.
import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from inspectorate.accounts import second_factor, trail
from inspectorate.accounts.models import User
from inspectorate.history.admin.export import Exports
from inspectorate.history.admin.recorded import Recorded

# Roles are data of roles.py: what is changed here by hand would be undone by the
# next migration, so there is nothing to edit.
admin.site.unregister(Group)
# Secrets and sessions are their owner's; people manage them at /account/.
admin.site.unregister([Authenticator, UserSession, EmailAddress])

ROLES_TEXT = {
    "labels": {"groups": _("Roles")},
    "help_texts": {"groups": _("What a role may do is the same for all who have it.")},
}


class NewUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name", "language", "is_staff", "groups"]
        labels = ROLES_TEXT["labels"]
        help_texts = ROLES_TEXT["help_texts"]


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {}
        labels = ROLES_TEXT["labels"]
        help_texts = ROLES_TEXT["help_texts"]


def name_of(role: Group) -> str:
    """In the reader's language: the group has it as roles.py words it."""
    return translated(role.name)


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("role")

    def field_choices(
        self,
        field: models.Field,
        request: HttpRequest,
        model_admin: admin.ModelAdmin,
    ) -> list[tuple[int, str]]:
        found = super().field_choices(field, request, model_admin)
        return [(pk, translated(name)) for pk, name in found]


@admin.register(User)
class UserAdmin(Recorded, Exports, auth_admin.UserAdmin):
    """Only a superuser gives rights, or edits another superuser."""

    form = UserForm
    add_form = NewUserForm
    add_form_template = None
    list_display = ["name", "email", "roles", "is_staff", "is_active", "last_login"]
    list_filter = ["is_active", "is_staff", ("groups", RoleFilter)]
    search_fields = ["name", "email"]
    ordering = ["name", "pk"]
    show_full_result_count = False
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (
            None,
            {
                "description": _("People sign in with their e-mail address."),
                "fields": ["email", "name", "language", "notices_by", "password"],
            },
        ),
        (
            _("Rights"),
            {
                "description": _(
                    "Rights come with roles. Whoever leaves is made inactive and not "
                    "deleted, so that their work keeps its author."
                ),
                "fields": ["is_active", "is_staff", "groups", "is_superuser"],
            },
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "language"]}),
        (
            _("Rights"),
            {
                "description": _("Rights come with roles; more can be added later."),
                "fields": ["is_staff", "groups"],
            },
        ),
        (_("Password"), {"fields": ["password1", "password2"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(name_of(role) for role in user.groups.all())

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: object
    ) -> forms.Field:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = name_of
        return field

    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        if request.user.is_superuser:
            return fields
        return [*fields, "is_staff", "groups", "is_superuser"]

    def log_change(self, request: HttpRequest, obj: User, message: object) -> None:
        """A password is set on a page of its own, whose save nothing else records."""
        if request.resolver_match.url_name == "auth_user_password_change":
            trail.note(obj, "password set", by=request.user)

    def has_change_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        return super().has_change_permission(request, obj) and reaches(request, obj)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        # First, for the record of a deletion tells what the parts held.
        second_factor.remove_all(obj, by=request.user, tells=False)
        super().delete_model(request, obj)

    def has_delete_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        return super().has_delete_permission(request, obj) and reaches(request, obj)


def reaches(request: HttpRequest, user: User | None) -> bool:
    """Whether who asks is at least as powerful as the person to be edited."""
    return request.user.is_superuser or user is None or not user.is_superuser
