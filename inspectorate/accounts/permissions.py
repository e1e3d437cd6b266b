"""Who signs in, and what they may, in one statement."""

from collections.abc import Callable

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models.functions import Coalesce, Concat

from inspectorate.accounts.models import User
from inspectorate.accounts.second_factor import has_factor
from inspectorate.subqueries import Joined


def held() -> models.Expression:
    """The names of a person's permissions, their own and those of their roles."""
    person = models.OuterRef(models.OuterRef("pk"))
    own, of_roles = (
        kept.objects.filter(**{way: person}).values("permission")
        for kept, way in [
            (User.user_permissions.through, "user"),
            (Permission.group_set.through, "group__user"),
        ]
    )
    either = models.Q(pk__in=own) | models.Q(pk__in=of_roles)
    name = Concat("content_type__app_label", models.Value("."), "codename")
    found = Permission.objects.filter(either).order_by().values(told=name)
    return Coalesce(Joined(found, " "), models.Value("", models.TextField()))


# What every page asks of who is signed in, read with them; others register theirs.
READ_WITH: dict[str, Callable[[], models.Expression]] = {
    "has_factor": has_factor,
    "held": held,
}


class Backend(AuthenticationBackend):
    """Every page asks both: Django takes three statements for what takes one."""

    def get_user(self, user_id: int) -> User | None:
        told = {name: make() for name, make in READ_WITH.items()}
        user = User.objects.filter(pk=user_id).annotate(**told).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(
        self, user_obj: User, obj: models.Model | None = None
    ) -> set[str]:
        if user_obj.is_superuser or obj is not None or not user_obj.is_active:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            names = getattr(user_obj, "held", None)
            if names is None:
                of_person = User.objects.filter(pk=user_obj.pk)
                names = of_person.values_list(held(), flat=True).get()
            user_obj._perm_cache = set(names.split())
        return user_obj._perm_cache
