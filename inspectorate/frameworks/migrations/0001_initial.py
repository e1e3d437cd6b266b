import django.db.models.deletion
from django.db import migrations, models

import inspectorate.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="NonWorkingDay",
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
                ("day", models.DateField(unique=True, verbose_name="day")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "name_cy",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Welsh)"
                    ),
                ),
            ],
            options={
                "verbose_name": "non-working day",
                "verbose_name_plural": "non-working days",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="Scale",
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
                ("code", models.SlugField(unique=True, verbose_name="code")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "name_cy",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Welsh)"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinal", "Points in words, best to worst"),
                            ("score", "Numbered points"),
                            ("narrative", "No points, words only"),
                        ],
                        default="ordinal",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "scale",
                "verbose_name_plural": "scales",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Body",
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
                    "code",
                    models.SlugField(
                        help_text="For example CSSIW.", unique=True, verbose_name="code"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "name_cy",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Welsh)"
                    ),
                ),
                (
                    "short_name_en",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="short name (English)"
                    ),
                ),
                (
                    "short_name_cy",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="short name (Welsh)"
                    ),
                ),
                (
                    "valid_from",
                    inspectorate.fields.PartialDateField(
                        blank=True, default=None, max_length=10, verbose_name="from"
                    ),
                ),
                (
                    "valid_to",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        help_text="Empty while it exists.",
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body whose work this one took over.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="frameworks.body",
                        verbose_name="predecessor",
                    ),
                ),
            ],
            options={
                "verbose_name": "body",
                "verbose_name_plural": "bodies",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Framework",
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
                    "code",
                    models.SlugField(
                        help_text="With its first year: ILACS-2018.",
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        help_text="The name all its versions share, as sources write it: ILACS.",
                        max_length=40,
                        verbose_name="family",
                    ),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "name_cy",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Welsh)"
                    ),
                ),
                (
                    "valid_from",
                    inspectorate.fields.PartialDateField(
                        blank=True, default=None, max_length=10, verbose_name="from"
                    ),
                ),
                (
                    "valid_to",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        help_text="Empty while it is in force.",
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                (
                    "languages",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("cy", "Welsh"),
                            ("en cy", "English and Welsh"),
                        ],
                        help_text="The languages an edition must have.",
                        max_length=5,
                        verbose_name="languages",
                    ),
                ),
                (
                    "source_url",
                    models.URLField(blank=True, max_length=500, verbose_name="source"),
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
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="frameworks",
                        to="frameworks.body",
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "framework",
                "verbose_name_plural": "frameworks",
                "ordering": ["family", "valid_from", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("languages__in", ["en", "cy", "en cy"])),
                        name="framework_languages",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineRule",
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
                    "event",
                    models.CharField(
                        choices=[
                            ("accuracy_check", "Check for factual accuracy"),
                            ("publication", "Publication after fieldwork"),
                            ("action_plan", "Action plan"),
                            ("response", "Response"),
                        ],
                        max_length=20,
                        verbose_name="event",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="days")),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("working", "Working days"),
                            ("calendar", "Calendar days"),
                        ],
                        default="working",
                        max_length=10,
                        verbose_name="clock",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadlines",
                        to="frameworks.framework",
                        verbose_name="framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "deadline rule",
                "verbose_name_plural": "deadline rules",
                "ordering": ["framework", "event"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "event"), name="rule_event"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="JudgementArea",
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
                ("code", models.SlugField(max_length=100, verbose_name="code")),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "name_cy",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Welsh)"
                    ),
                ),
                (
                    "is_overall",
                    models.BooleanField(
                        default=False,
                        help_text="The one judgement that sums up the others, if there is one.",
                        verbose_name="overall",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="frameworks.framework",
                        verbose_name="framework",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="frameworks.scale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "judgement area",
                "verbose_name_plural": "judgement areas",
                "ordering": ["framework", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "code"), name="area_code"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_overall", True)),
                        fields=("framework",),
                        name="area_one_overall",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScalePoint",
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
                ("code", models.SlugField(verbose_name="code")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        help_text="1 is the best point of the scale.",
                        verbose_name="order",
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="label (English)"
                    ),
                ),
                (
                    "label_cy",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="label (Welsh)"
                    ),
                ),
                (
                    "meaning_en",
                    models.TextField(
                        blank=True,
                        help_text="One sentence that a parent understands.",
                        verbose_name="plain meaning (English)",
                    ),
                ),
                (
                    "meaning_cy",
                    models.TextField(
                        blank=True,
                        help_text="One sentence that a parent understands.",
                        verbose_name="plain meaning (Welsh)",
                    ),
                ),
                (
                    "polarity",
                    models.CharField(
                        choices=[
                            ("positive", "Positive"),
                            ("neutral", "Neutral"),
                            ("negative", "Negative"),
                        ],
                        default="neutral",
                        max_length=10,
                        verbose_name="polarity",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="frameworks.scale",
                        verbose_name="scale",
                    ),
                ),
            ],
            options={
                "verbose_name": "scale point",
                "verbose_name_plural": "scale points",
                "ordering": ["scale", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scale", "code"), name="point_code"
                    ),
                    models.UniqueConstraint(
                        fields=("scale", "order"), name="point_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
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
                ("code", models.SlugField(verbose_name="code")),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=0, verbose_name="order"),
                ),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (English)"
                    ),
                ),
                (
                    "name_cy",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="name (Welsh)"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for a theme of the stable vocabulary.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="frameworks.framework",
                        verbose_name="framework",
                    ),
                ),
                (
                    "stands_for",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"framework": None},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="framework_themes",
                        to="frameworks.theme",
                        verbose_name="stands for",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ["order", "code", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("framework__isnull", False)),
                        fields=("framework", "code"),
                        name="theme_code_in_framework",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("framework", None)),
                        fields=("code",),
                        name="theme_code_in_vocabulary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("framework__isnull", False),
                            ("stands_for", None),
                            _connector="OR",
                        ),
                        name="theme_vocabulary_stands_alone",
                    ),
                ],
            },
        ),
    ]
