from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    name = "inspectorate.history"
    verbose_name = _("History")

    def ready(self) -> None:
        # A module with a model base cannot be read before the apps are.
        from inspectorate import guards, searching  # noqa: PLC0415
        from inspectorate.history import append_only, migrating  # noqa: PLC0415

        # Altering a table on SQLite rebuilds it without its triggers, so they are
        # laid again after every migration of every app.
        post_migrate.connect(
            append_only.install_after_migrate, dispatch_uid="append-only-triggers"
        )
        # The first to be asked: what it refuses has changed nothing yet.
        pre_migrate.connect(migrating.refuse_before_migrate, dispatch_uid="way-back")
        pre_migrate.connect(guards.remove_before_migrate, dispatch_uid="guards-off")
        post_migrate.connect(guards.install_after_migrate, dispatch_uid="guards")
        post_migrate.connect(searching.install_after_migrate, dispatch_uid="words")
