"""Who signs in, and what they may, in one statement."""

from collections.abc import Callable
from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models.functions import Concat

from inspectorate.accounts.models import User
from inspectorate.accounts.second_factor import has_factor
from inspectorate.subqueries import Joined


def held() -> models.Expression:
    """The names of a person's permissions, their own and those of their roles."""
    name = Concat("content_type__app_label", models.Value("."), "codename")
    # Two, and not one query for either way, which would be gone through for each
    # permission there is.
    own, of_roles = (
        Permission.objects.filter(**{way: models.OuterRef("pk")}).values(told=name)
        for way in ("user", "group__user")
    )
    space = models.Value(" ", models.TextField())
    return Concat(Joined(own.order_by(), " "), space, Joined(of_roles.order_by(), " "))


# What every page asks of who is signed in, read with them; others register theirs.
READ_WITH: dict[str, Callable[[], models.Expression]] = {
    "has_factor": has_factor,
    "held": held,
}

# Stands in a statement for the number of a person.
NOBODY = -1


@cache
def reading(using: str) -> tuple[str, tuple]:
    """The statement that reads a person, and its parameters. Made once, for to put it
    together takes ten times as long as to run it.
    """
    told = {name: make() for name, make in READ_WITH.items()}
    asked = User.objects.filter(pk=NOBODY).annotate(**told)
    return asked.query.get_compiler(using).as_sql()


class Backend(AuthenticationBackend):
    """Every page asks both: Django takes three statements for what takes one."""

    def get_user(self, user_id: int) -> User | None:
        sql, params = reading(User.objects.db)
        given = [user_id if each == NOBODY else each for each in params]
        user = next(iter(User.objects.raw(sql, given)), None)
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
