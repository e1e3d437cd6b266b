"""Who signs in, and what they may, in as few statements as it takes."""

from collections.abc import Callable

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db import models

from inspectorate.accounts.models import User
from inspectorate.accounts.second_factor import has_factor

# What every page asks of who is signed in, read with them; others register theirs.
READ_WITH: dict[str, Callable[[], models.Expression]] = {"has_factor": has_factor}


class Backend(AuthenticationBackend):
    """Every page asks both: Django takes three statements for what takes two."""

    def get_user(self, user_id: int) -> User | None:
        told = {name: make() for name, make in READ_WITH.items()}
        user = User.objects.filter(pk=user_id).annotate(**told).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(
        self, user_obj: User, obj: models.Model | None = None
    ) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            own = models.Q(pk__in=user_obj.user_permissions.values("pk"))
            held = Permission.objects.filter(
                own | models.Q(group__in=user_obj.groups.values("pk"))
            )
            names = held.order_by().values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{code}" for app, code in names}
        return user_obj._perm_cache
