from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "inspectorate.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        # It asks for models, which are not ready while this module loads.
        from inspectorate.notices import security, sources  # noqa: PLC0415

        name = _("Change of how you sign in")
        sources.register_kind(security.KIND, name, always_by_email=True)
