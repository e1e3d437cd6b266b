from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "inspectorate.accounts"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        # They ask for this app's models, which are not ready while it loads.
        from inspectorate.accounts import idle, roles, trail  # noqa: PLC0415
        from inspectorate.lifecycle import know_roles  # noqa: PLC0415

        # Permissions do not exist while migrations run, so roles are written after.
        post_migrate.connect(roles.write_after_migrate, dispatch_uid="roles")
        user_logged_in.connect(idle.begin, dispatch_uid="idle")
        know_roles(roles.names_with)
        trail.connect()
