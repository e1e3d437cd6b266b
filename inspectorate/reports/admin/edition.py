from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from authorities.models import Authority
from inspectorate.history.admin.append_only import AppendOnlyAdmin
from inspectorate.reports.admin.form import FormsOfEdition
from inspectorate.reports.models import Edition


@admin.register(Edition)
class EditionAdmin(FormsOfEdition, AppendOnlyAdmin):
    list_display = [
        "heading",
        "number",
        "authority_names",
        "framework",
        "published_on",
        "languages",
        "chain",
    ]
    list_filter = [
        "service",
        "framework",
        "inspection_kind",
    ]
    search_fields = [
        "title_en",
        "title_cy",
        "inspection_reference",
        "authorities__name_en",
        "authorities__name_cy",
    ]
    search_help_text = _("Words of the title, a reference, or an authority's name.")
    ordering = ["-sorted_on", "-pk"]
    readonly_fields = ["authority_names", "files", "frozen_text"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "An edition is frozen when it is published and never changed. A "
                    "correction is a further edition of its report."
                ),
                "fields": [
                    ("report", "number"),
                    ("title_en", "title_cy"),
                    "authority_names",
                    ("inspection_reference", "inspection_kind"),
                    ("service", "framework"),
                    ("fieldwork_start", "fieldwork_end"),
                    "stated_recommendation_count",
                ],
            },
        ),
        (
            _("Publication"),
            {
                "description": _(
                    "The date it bears may be historical and coarse; the moment of "
                    "entry is when it entered the record here."
                ),
                "fields": [
                    ("published_on", "entered_at"),
                    ("chain", "languages", "published_by"),
                    "recorded_from",
                ],
            },
        ),
        (
            _("Files"),
            {
                "description": _(
                    "The forms in which the edition is kept and handed out, all made "
                    "from its frozen text in the style of its year."
                ),
                "fields": ["style", "files"],
            },
        ),
        (
            _("Proof"),
            {
                "description": _(
                    "The SHA-256 of the frozen text is part of the register's chain."
                ),
                "classes": ["collapse"],
                "fields": ["sha256", "frozen_text"],
            },
        ),
    ]

    def view_on_site(self, edition: Edition) -> str | None:
        """None where the public reads nothing."""
        shown = Edition.objects.published().filter(pk=edition.pk).exists()
        return edition.get_absolute_url() if shown else None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Without what the public list tells of judgements, and the long document."""
        rows = super().get_queryset(request).readable_by(request.user)
        rows = rows.defer("document")
        rows = rows.annotate(names=Authority.objects.names("editions"))
        return rows.select_related("report", "framework", "service")

    @admin.display(description=_("title"), ordering="title_en")
    def heading(self, edition: Edition) -> str:
        return str(edition.title)

    @admin.display(description=_("authorities"))
    def authority_names(self, edition: Edition) -> str:
        return edition.names or ""

    @admin.display(description=_("frozen text"))
    def frozen_text(self, edition: Edition) -> str:
        # It scrolls, so the keyboard has to reach it.
        text = '<pre class="frozen" tabindex="0" role="region" aria-label="{}">{}</pre>'
        return format_html(text, _("frozen text"), edition.document)
