from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "inspectorate.portal"
    verbose_name = _("Door for people outside")

    def ready(self) -> None:
        # It asks for models, which are not ready while this app loads.
        from inspectorate.portal import typed  # noqa: PLC0415

        user_logged_in.connect(typed.arrive, dispatch_uid="typed")
