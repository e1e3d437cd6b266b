from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "inspectorate.public"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        # They ask for models, which are not ready while this module loads.
        from inspectorate.public.consequences import look_at_files, shown  # noqa: PLC0415
        from inspectorate.reports import consequences  # noqa: PLC0415

        consequences.compare(shown)
        consequences.look(look_at_files)
