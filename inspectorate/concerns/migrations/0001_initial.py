import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import inspectorate.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
        ("frameworks", "0001_initial"),
        ("inspections", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
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
                            (
                                "intervention_ministerial",
                                "Ministerial intervention board",
                            ),
                            ("improvement_council", "The council's improvement board"),
                            ("assurance_joint", "Joint assurance board"),
                        ],
                        max_length=30,
                        verbose_name="kind",
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
                    "established_on",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        max_length=10,
                        verbose_name="established on",
                    ),
                ),
                (
                    "stood_down_on",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        max_length=10,
                        verbose_name="stood down on",
                    ),
                ),
                (
                    "announced",
                    models.BooleanField(
                        default=False,
                        help_text="The public may know of it.",
                        verbose_name="announced",
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
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="authorities.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="authorities.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "board",
                "verbose_name_plural": "boards",
                "ordering": ["authority", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "service", "name_en"), name="board_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardDecision",
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
                ("sequence", models.PositiveIntegerField(verbose_name="sequence")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("establish", "Established"),
                            ("continue", "Continued"),
                            ("refocus", "Re-focused"),
                            ("stand_down", "Stood down"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                (
                    "decided_on",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        max_length=10,
                        verbose_name="decided on",
                    ),
                ),
                (
                    "decided_by_en",
                    models.CharField(
                        blank=True,
                        help_text="The role, such as Deputy Minister; empty if not stated.",
                        max_length=200,
                        verbose_name="decided by (English)",
                    ),
                ),
                (
                    "decided_by_cy",
                    models.CharField(
                        blank=True,
                        help_text="The role, such as Deputy Minister; empty if not stated.",
                        max_length=200,
                        verbose_name="decided by (Welsh)",
                    ),
                ),
                (
                    "focus_list_complete",
                    models.BooleanField(
                        default=True,
                        help_text="Untick where the source names some of them only.",
                        verbose_name="the focus areas are all",
                    ),
                ),
                (
                    "announced",
                    models.BooleanField(
                        default=False,
                        help_text="The public may know of it.",
                        verbose_name="announced",
                    ),
                ),
                (
                    "entered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="entered at"
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
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="concerns.board",
                        verbose_name="board",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a board",
                "verbose_name_plural": "decisions about boards",
                "ordering": ["board", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("board", "sequence"), name="board_decision_sequence"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Episode",
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
                    "instrument_en",
                    models.CharField(
                        blank=True,
                        help_text="Protocol for Responding to Serious Concerns …",
                        max_length=300,
                        verbose_name="formal name (English)",
                    ),
                ),
                (
                    "instrument_cy",
                    models.CharField(
                        blank=True,
                        help_text="Protocol for Responding to Serious Concerns …",
                        max_length=300,
                        verbose_name="formal name (Welsh)",
                    ),
                ),
                (
                    "press_label_en",
                    models.CharField(
                        blank=True,
                        help_text="What the press called it, such as special measures.",
                        max_length=100,
                        verbose_name="press label (English)",
                    ),
                ),
                (
                    "press_label_cy",
                    models.CharField(
                        blank=True,
                        help_text="What the press called it, such as special measures.",
                        max_length=100,
                        verbose_name="press label (Welsh)",
                    ),
                ),
                (
                    "is_open",
                    models.BooleanField(
                        default=True, editable=False, verbose_name="open"
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
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concern_episodes",
                        to="authorities.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concern_episodes",
                        to="authorities.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "concern episode",
                "verbose_name_plural": "concern episodes",
                "ordering": ["-pk"],
                "permissions": [
                    ("decide_episode", "Can decide about serious concerns")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True)),
                        fields=("authority", "service"),
                        name="episode_one_open",
                        violation_error_message="This service already has an open episode: decide on that one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("sequence", models.PositiveIntegerField(verbose_name="sequence")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("raise", "Raised"),
                            ("place", "Placed under the protocol"),
                            ("retain", "Kept under the protocol"),
                            ("refer", "Referred to ministers"),
                            ("de_escalate", "De-escalated"),
                            ("lift", "Protocol lifted"),
                            ("correct", "Corrected"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                (
                    "from_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Routine"),
                            (1, "Heightened: closer monitoring, no protocol"),
                            (2, "Serious: under the serious concern protocol"),
                            (3, "Referred: ministers advised to consider their powers"),
                        ],
                        verbose_name="from level",
                    ),
                ),
                (
                    "to_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Routine"),
                            (1, "Heightened: closer monitoring, no protocol"),
                            (2, "Serious: under the serious concern protocol"),
                            (3, "Referred: ministers advised to consider their powers"),
                        ],
                        verbose_name="to level",
                    ),
                ),
                (
                    "decided_on",
                    inspectorate.fields.PartialDateField(
                        blank=True,
                        default=None,
                        max_length=10,
                        verbose_name="decided on",
                    ),
                ),
                (
                    "decided_by_en",
                    models.CharField(
                        blank=True,
                        help_text="The role, such as Chief Inspector; empty if not stated.",
                        max_length=200,
                        verbose_name="decided by (English)",
                    ),
                ),
                (
                    "decided_by_cy",
                    models.CharField(
                        blank=True,
                        help_text="The role, such as Chief Inspector; empty if not stated.",
                        max_length=200,
                        verbose_name="decided by (Welsh)",
                    ),
                ),
                (
                    "reason_en",
                    models.TextField(blank=True, verbose_name="reason (English)"),
                ),
                (
                    "reason_cy",
                    models.TextField(blank=True, verbose_name="reason (Welsh)"),
                ),
                (
                    "review_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="to be reviewed on"
                    ),
                ),
                (
                    "announced",
                    models.BooleanField(
                        default=False,
                        help_text="The public may know of it.",
                        verbose_name="announced on entry",
                    ),
                ),
                (
                    "entered_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="entered at"
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
                    "basis",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concern_decisions",
                        to="inspections.inspection",
                        verbose_name="on the basis of",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="concerns.decision",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="concerns.episode",
                        verbose_name="episode",
                    ),
                ),
            ],
            options={
                "verbose_name": "concern decision",
                "verbose_name_plural": "concern decisions",
                "ordering": ["episode", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("episode", "sequence"), name="decision_sequence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "correct"), ("corrects__isnull", False)),
                            models.Q(
                                models.Q(("act", "correct"), _negated=True),
                                ("corrects__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_corrects_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
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
                    "announced_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="announced at"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcement",
                        to="concerns.decision",
                        verbose_name="decision",
                    ),
                ),
            ],
            options={
                "verbose_name": "announcement",
                "verbose_name_plural": "announcements",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="FocusArea",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
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
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focus_areas",
                        to="concerns.boarddecision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focus_areas",
                        to="frameworks.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "focus area",
                "verbose_name_plural": "focus areas",
                "ordering": ["decision", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "position"), name="focus_area_position"
                    )
                ],
            },
        ),
    ]
