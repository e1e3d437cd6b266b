import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import inspectorate.fields
import inspectorate.reports.models.paragraph


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("authorities", "0001_initial"),
        ("frameworks", "0001_initial"),
        ("inspections", "0001_initial"),
        ("recommendations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report"),
                            ("letter", "Letter"),
                            ("summary", "Summary"),
                            ("easy_read", "Easy read"),
                            ("children_version", "Children's version"),
                        ],
                        default="report",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stands in public addresses for ever: portsmouth-2014-01.",
                        max_length=120,
                        unique=True,
                        verbose_name="address name",
                    ),
                ),
                (
                    "title_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title (English)"
                    ),
                ),
                (
                    "title_cy",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title (Welsh)"
                    ),
                ),
                (
                    "summary_en",
                    models.TextField(
                        blank=True,
                        help_text="The introduction without numbers; Markdown.",
                        verbose_name="summary (English)",
                    ),
                ),
                (
                    "summary_cy",
                    models.TextField(
                        blank=True,
                        help_text="The introduction without numbers; Markdown.",
                        verbose_name="summary (Welsh)",
                    ),
                ),
                (
                    "published_on",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        help_text="For a historical report, the date it bears, however coarse.",
                        max_length=10,
                        verbose_name="published on",
                    ),
                ),
                (
                    "stated_recommendation_count",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty when it gives no number.",
                        null=True,
                        verbose_name="recommendations it says it makes",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafting", "Drafting"),
                            ("quality_assurance", "Quality assurance"),
                            ("accuracy_check", "Check for factual accuracy"),
                            ("revision", "Revision"),
                            ("sign_off", "Sign-off"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="drafting",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        blank=True,
                        default="OGL-UK-3.0",
                        help_text="The SPDX id, such as OGL-UK-3.0; empty when not stated.",
                        max_length=60,
                        verbose_name="licence",
                    ),
                ),
                (
                    "signed_digest",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="digest at sign-off",
                    ),
                ),
                (
                    "recorded_from",
                    inspectorate.fields.RecordedFrom(
                        blank=True,
                        help_text="The source of a historical record, such as “Ofsted report, OGL 3.0”.",
                        max_length=200,
                        verbose_name="recorded from",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lead author",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="inspections.inspection",
                        verbose_name="inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["-pk"],
                "permissions": [("publish_report", "Can publish reports")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "kind"),
                        name="report_kind_once",
                        violation_error_message="This inspection already has a report of this kind: edit that one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="edition")),
                (
                    "title_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title (English)"
                    ),
                ),
                (
                    "title_cy",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="title (Welsh)"
                    ),
                ),
                (
                    "inspection_reference",
                    models.CharField(max_length=100, verbose_name="inspection"),
                ),
                (
                    "inspection_kind",
                    models.CharField(
                        choices=[
                            ("PEI", "Performance evaluation inspection"),
                            ("RBI", "Risk-based inspection"),
                            ("ASSURANCE", "Assurance check"),
                            ("IMPROVEMENT_CHECK", "Improvement check"),
                            ("MONITORING", "Monitoring visit"),
                            ("FOLLOW_UP", "Follow-up inspection"),
                            ("INTERIM_REVIEW", "Interim assurance review"),
                            ("REVIEW", "Review"),
                            ("INSPECTION", "Inspection"),
                            ("THEMATIC", "Thematic review"),
                            ("JOINT", "Joint inspection"),
                            ("ANNUAL_LETTER", "Annual performance review letter"),
                            ("CONFERENCE", "Improvement conference"),
                        ],
                        max_length=20,
                        verbose_name="kind of inspection",
                    ),
                ),
                (
                    "fieldwork_start",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        max_length=10,
                        verbose_name="fieldwork from",
                    ),
                ),
                (
                    "fieldwork_end",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        max_length=10,
                        verbose_name="fieldwork to",
                    ),
                ),
                (
                    "published_on",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        max_length=10,
                        verbose_name="published on",
                    ),
                ),
                (
                    "sorted_on",
                    models.DateField(
                        help_text="First day of the date it bears; 1 January 1 when not stated.",
                        verbose_name="sorted on",
                    ),
                ),
                ("entered_at", models.DateTimeField(verbose_name="entered at")),
                ("languages", models.CharField(max_length=5, verbose_name="languages")),
                (
                    "stated_recommendation_count",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="recommendations it says it makes"
                    ),
                ),
                ("document", models.TextField(verbose_name="document")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "published_by",
                    models.CharField(max_length=200, verbose_name="published by"),
                ),
                (
                    "licence",
                    models.CharField(blank=True, max_length=60, verbose_name="licence"),
                ),
                (
                    "recorded_from",
                    inspectorate.fields.RecordedFrom(
                        blank=True,
                        help_text="The source of a historical record, such as “Ofsted report, OGL 3.0”.",
                        max_length=200,
                        verbose_name="recorded from",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="frameworks.framework",
                        verbose_name="framework",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="authorities.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="reports.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-sorted_on", "-pk"],
                "indexes": [
                    models.Index(fields=["-sorted_on", "-id"], name="edition_sorted")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "number"), name="edition_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="edition_number_from_1",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionAuthority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition_authorities",
                        to="authorities.authority",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition_authorities",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "authority of an edition",
                "verbose_name_plural": "authorities of editions",
                "ordering": ["edition", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "authority"), name="edition_authority_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "classification",
                    models.CharField(
                        choices=[
                            ("strength", "Strength"),
                            ("improvement_noted", "Improvement noted"),
                            ("area_for_improvement", "Area for improvement"),
                            ("challenge", "Challenge"),
                            ("priority_concern", "Priority concern"),
                            ("non_compliance", "Non-compliance"),
                        ],
                        max_length=30,
                        verbose_name="classification",
                    ),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, verbose_name="text (English)"),
                ),
                ("text_cy", models.TextField(blank=True, verbose_name="text (Welsh)")),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("improved", "Improved"),
                            ("unchanged", "Unchanged"),
                            ("declined", "Declined"),
                            ("resolved", "Resolved"),
                            ("not_revisited", "Not revisited"),
                        ],
                        max_length=20,
                        verbose_name="change",
                    ),
                ),
                (
                    "compared_with_en",
                    models.TextField(
                        blank=True, verbose_name="compared with (English)"
                    ),
                ),
                (
                    "compared_with_cy",
                    models.TextField(blank=True, verbose_name="compared with (Welsh)"),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="reports.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="inspections.finding",
                        verbose_name="finding",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_findings",
                        to="frameworks.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "published finding",
                "verbose_name_plural": "published findings",
                "ordering": ["edition", "position"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"), name="publishedfinding_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "wording_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="wording (English)"
                    ),
                ),
                (
                    "wording_cy",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="wording (Welsh)"
                    ),
                ),
                (
                    "mapped_by",
                    models.CharField(max_length=200, verbose_name="mapped by"),
                ),
                (
                    "mapping_note_en",
                    models.TextField(
                        blank=True, verbose_name="note on the mapping (English)"
                    ),
                ),
                (
                    "mapping_note_cy",
                    models.TextField(
                        blank=True, verbose_name="note on the mapping (Welsh)"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="frameworks.judgementarea",
                        verbose_name="area",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="reports.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="frameworks.scalepoint",
                        verbose_name="grade",
                    ),
                ),
            ],
            options={
                "verbose_name": "published judgement",
                "verbose_name_plural": "published judgements",
                "ordering": ["edition", "position"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"),
                        name="publishedjudgement_position",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedParagraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "stable_id",
                    models.CharField(max_length=10, verbose_name="stable id"),
                ),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("anchor", models.CharField(max_length=40, verbose_name="anchor")),
                (
                    "section_number",
                    models.CharField(max_length=20, verbose_name="section"),
                ),
                (
                    "heading_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="heading (English)"
                    ),
                ),
                (
                    "heading_cy",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="heading (Welsh)"
                    ),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, verbose_name="text (English)"),
                ),
                ("text_cy", models.TextField(blank=True, verbose_name="text (Welsh)")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paragraphs",
                        to="reports.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "published paragraph",
                "verbose_name_plural": "published paragraphs",
                "ordering": ["edition", "position"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["stable_id"], name="published_stable_id")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"),
                        name="publishedparagraph_position",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedRecommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                (
                    "reference",
                    models.CharField(max_length=120, verbose_name="reference"),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, verbose_name="text (English)"),
                ),
                ("text_cy", models.TextField(blank=True, verbose_name="text (Welsh)")),
                ("priority", models.BooleanField(verbose_name="priority")),
                (
                    "timescale",
                    models.CharField(
                        choices=[
                            ("immediate", "Immediately"),
                            ("1m", "Within 1 month"),
                            ("3m", "Within 3 months"),
                            ("6m", "Within 6 months"),
                            ("12m", "Within 12 months"),
                            ("ongoing", "Ongoing"),
                            ("not_stated", "Not stated"),
                        ],
                        default="not_stated",
                        max_length=12,
                        verbose_name="timescale",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="due on")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="reports.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="recommendations.recommendation",
                        verbose_name="recommendation",
                    ),
                ),
                (
                    "repeat_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recommendations.recommendation",
                        verbose_name="repeats",
                    ),
                ),
            ],
            options={
                "verbose_name": "published recommendation",
                "verbose_name_plural": "published recommendations",
                "ordering": ["edition", "position"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["reference"], name="published_reference")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "position"),
                        name="publishedrecommendation_position",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedRecommendationTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendation_themes",
                        to="reports.publishedrecommendation",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendation_themes",
                        to="frameworks.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme of a published recommendation",
                "verbose_name_plural": "themes of published recommendations",
                "ordering": ["published", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("published", "theme"), name="published_theme_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "sequence",
                    models.PositiveBigIntegerField(unique=True, verbose_name="number"),
                ),
                (
                    "previous",
                    models.CharField(max_length=64, verbose_name="digest before"),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_entry",
                        to="reports.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "register entry",
                "verbose_name_plural": "register",
                "ordering": ["sequence"],
            },
        ),
        migrations.CreateModel(
            name="RegisterHead",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, primary_key=True, serialize=False
                    ),
                ),
                (
                    "sequence",
                    models.PositiveBigIntegerField(default=0, verbose_name="number"),
                ),
                (
                    "digest",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                        verbose_name="digest",
                    ),
                ),
            ],
            options={
                "verbose_name": "head of the register",
                "verbose_name_plural": "head of the register",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="register_one_head"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="position"
                    ),
                ),
                (
                    "role_en",
                    models.CharField(
                        blank=True,
                        help_text="The office held, such as Director of Social Services.",
                        max_length=200,
                        verbose_name="role (English)",
                    ),
                ),
                (
                    "role_cy",
                    models.CharField(
                        blank=True,
                        help_text="The office held, such as Director of Social Services.",
                        max_length=200,
                        verbose_name="role (Welsh)",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Only of office-holders. Can be removed; the role stays.",
                        max_length=200,
                        verbose_name="name as quoted",
                    ),
                ),
                (
                    "organisation_en",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="organisation (English)",
                    ),
                ),
                (
                    "organisation_cy",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="organisation (Welsh)"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("cy", "Welsh")],
                        help_text="The language it was supplied in; it is not translated.",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "said_on",
                    inspectorate.fields.PartialDateField(
                        blank=True, default=None, max_length=10, verbose_name="said on"
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Shown with the report; only whoever may publish releases it.",
                        verbose_name="public",
                    ),
                ),
                (
                    "recorded_from",
                    inspectorate.fields.RecordedFrom(
                        blank=True,
                        help_text="The source of a historical record, such as “Ofsted report, OGL 3.0”.",
                        max_length=200,
                        verbose_name="recorded from",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="reports.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "response",
                "verbose_name_plural": "responses",
                "ordering": ["report", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        help_text="Its place in the whole report, from 1.",
                        verbose_name="position",
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=20, verbose_name="number"),
                ),
                (
                    "heading_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="heading (English)"
                    ),
                ),
                (
                    "heading_cy",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="heading (Welsh)"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="reports.section",
                        verbose_name="part of",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the report prints a grade beside this heading.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.scalepoint",
                        verbose_name="grade at the heading",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="reports.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "ordering": ["report", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "position"), name="section_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        help_text="Its place in the whole report, from 1.",
                        verbose_name="position",
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=20, verbose_name="number"),
                ),
                (
                    "stable_id",
                    models.CharField(
                        default=inspectorate.reports.models.paragraph.new_stable_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        verbose_name="stable id",
                    ),
                ),
                (
                    "text_en",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Empty where only the number is known.",
                        verbose_name="text (English)",
                    ),
                ),
                (
                    "text_cy",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Empty where only the number is known.",
                        verbose_name="text (Welsh)",
                    ),
                ),
                (
                    "recorded_from",
                    inspectorate.fields.RecordedFrom(
                        blank=True,
                        help_text="The source of a historical record, such as “Ofsted report, OGL 3.0”.",
                        max_length=200,
                        verbose_name="recorded from",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paragraphs",
                        to="reports.report",
                        verbose_name="report",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paragraphs",
                        to="reports.section",
                        verbose_name="section",
                    ),
                ),
            ],
            options={
                "verbose_name": "paragraph",
                "verbose_name_plural": "paragraphs",
                "ordering": ["report", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "position"), name="paragraph_position"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("recorded_from", ""),
                            models.Q(("number", ""), _negated=True),
                        ),
                        fields=("report", "number"),
                        name="paragraph_number",
                        violation_error_message="Another paragraph has this number.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="publishedrecommendation",
            name="themes",
            field=models.ManyToManyField(
                related_name="published_recommendations",
                through="reports.PublishedRecommendationTheme",
                to="frameworks.theme",
                verbose_name="themes",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="current_edition",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_for",
                to="reports.edition",
                verbose_name="current edition",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="authorities",
            field=models.ManyToManyField(
                related_name="editions",
                through="reports.EditionAuthority",
                to="authorities.authority",
                verbose_name="authorities",
            ),
        ),
    ]
