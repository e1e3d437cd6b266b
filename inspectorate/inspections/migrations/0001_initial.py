import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import inspectorate.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("authorities", "0001_initial"),
        ("frameworks", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inspection",
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
                    "reference",
                    models.CharField(
                        help_text="Given by the system, stands in public addresses, never changes.",
                        max_length=100,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                (
                    "kind",
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
                        verbose_name="kind",
                    ),
                ),
                (
                    "service_title_en",
                    models.CharField(
                        blank=True,
                        help_text="Where the source calls it otherwise: Child and Family Services.",
                        max_length=200,
                        verbose_name="title of the service (English)",
                    ),
                ),
                (
                    "service_title_cy",
                    models.CharField(
                        blank=True,
                        help_text="Where the source calls it otherwise: Child and Family Services.",
                        max_length=200,
                        verbose_name="title of the service (Welsh)",
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
                    "fieldwork_stated_en",
                    models.CharField(
                        blank=True,
                        help_text="The source's words where they are not a date: in February.",
                        max_length=200,
                        verbose_name="fieldwork as stated (English)",
                    ),
                ),
                (
                    "fieldwork_stated_cy",
                    models.CharField(
                        blank=True,
                        help_text="The source's words where they are not a date: in February.",
                        max_length=200,
                        verbose_name="fieldwork as stated (Welsh)",
                    ),
                ),
                (
                    "sorted_on",
                    models.DateField(
                        editable=False,
                        help_text="The day it is listed under; 31 December 9999 when unknown.",
                        verbose_name="sorted on",
                    ),
                ),
                (
                    "publishes",
                    models.BooleanField(
                        default=True,
                        help_text="Untick for a meeting or visit that yields no public report.",
                        verbose_name="publishes a report",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("deferred", "Deferred"),
                            ("scoping", "Scoping"),
                            ("notified", "Notified"),
                            ("fieldwork", "Fieldwork"),
                            ("drafting", "Drafting"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "note_en",
                    models.TextField(
                        blank=True,
                        help_text="What a reader must know of a historical record; published.",
                        verbose_name="note on the record (English)",
                    ),
                ),
                (
                    "note_cy",
                    models.TextField(
                        blank=True,
                        help_text="What a reader must know of a historical record; published.",
                        verbose_name="note on the record (Welsh)",
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
                    "source_key",
                    models.CharField(
                        blank=True,
                        help_text="Lets the same file be imported again without doubles.",
                        max_length=200,
                        null=True,
                        unique=True,
                        verbose_name="key at the source",
                    ),
                ),
                (
                    "source_digest",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="digest of the source",
                    ),
                ),
                (
                    "authorities",
                    models.ManyToManyField(
                        help_text="One, or several for a thematic or joint inspection.",
                        related_name="inspections",
                        to="authorities.authority",
                        verbose_name="authorities",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        help_text="The earlier inspection whose findings this one revisits.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="inspections.inspection",
                        verbose_name="follows",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="frameworks.framework",
                        verbose_name="framework",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="authorities.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "inspection",
                "verbose_name_plural": "inspections",
                "ordering": ["-sorted_on", "-pk"],
                "indexes": [
                    models.Index(fields=["-sorted_on", "-id"], name="inspection_sorted")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("follows", models.F("id")), _negated=True),
                        name="inspection_follows_another",
                        violation_error_message="An inspection cannot follow itself: choose an earlier one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                            ("interview_staff", "Interview with staff"),
                            (
                                "interview_person_or_family",
                                "Interview with a person or family",
                            ),
                            ("interview_partner", "Interview with a partner"),
                            ("focus_group", "Focus group"),
                            ("case_file_review", "Case-file review"),
                            ("case_tracking", "Case tracking"),
                            ("observation", "Observation"),
                            ("document", "Document"),
                            ("survey", "Survey"),
                            ("performance_data", "Performance data"),
                            ("previous_report", "Previous report"),
                            ("complaint_or_concern", "Complaint or concern"),
                            ("self_evaluation", "Self-evaluation"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="For example CF-03. No names and no case numbers.",
                        max_length=60,
                        verbose_name="reference",
                    ),
                ),
                (
                    "collected_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="collected on"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="What it shows, without naming anyone.",
                        verbose_name="summary",
                    ),
                ),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("official_sensitive", "Official – sensitive"),
                        ],
                        default="official_sensitive",
                        max_length=20,
                        verbose_name="protective marking",
                    ),
                ),
                (
                    "collected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="collected by",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="inspections.inspection",
                        verbose_name="inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["inspection", "reference", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "reference"), name="evidence_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                    models.PositiveIntegerField(default=0, verbose_name="position"),
                ),
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
                    "immediacy",
                    models.CharField(
                        choices=[
                            ("normal", "With the report"),
                            ("accelerated", "Before the report, because of risk"),
                        ],
                        default="normal",
                        max_length=12,
                        verbose_name="told",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("authority_wide", "The whole authority"),
                            ("service", "A service"),
                            ("team", "A team"),
                        ],
                        max_length=20,
                        verbose_name="scope",
                    ),
                ),
                (
                    "legal_reference",
                    models.CharField(
                        blank=True,
                        help_text="For a non-compliance, the duty that is not met.",
                        max_length=200,
                        verbose_name="legal reference",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=True,
                        help_text="Goes into the published report.",
                        verbose_name="public",
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "New"),
                            ("improved", "Improved"),
                            ("unchanged", "Unchanged"),
                            ("declined", "Declined"),
                            ("resolved", "Resolved"),
                            ("not_revisited", "Not revisited"),
                        ],
                        max_length=20,
                        verbose_name="change since then",
                    ),
                ),
                (
                    "compared_with_en",
                    models.TextField(
                        blank=True,
                        help_text="What it is compared with, where no earlier finding is recorded.",
                        verbose_name="compared with (English)",
                    ),
                ),
                (
                    "compared_with_cy",
                    models.TextField(
                        blank=True,
                        help_text="What it is compared with, where no earlier finding is recorded.",
                        verbose_name="compared with (Welsh)",
                    ),
                ),
                (
                    "change_reason",
                    models.TextField(blank=True, verbose_name="reason for the change"),
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
                    "evidence",
                    models.ManyToManyField(
                        blank=True,
                        related_name="findings",
                        to="inspections.evidence",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "other_themes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="frameworks.theme",
                        verbose_name="further themes",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        help_text="The finding of an earlier inspection that this one revisits.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisited_by",
                        to="inspections.finding",
                        verbose_name="previous finding",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty only where a historical source gives none.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="frameworks.theme",
                        verbose_name="theme",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="inspections.inspection",
                        verbose_name="inspection",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["inspection", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("change__in", ["", "new"]),
                            ("previous__isnull", False),
                            models.Q(("compared_with_en", ""), _negated=True),
                            models.Q(("compared_with_cy", ""), _negated=True),
                            models.Q(("recorded_from", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_change_compares",
                        violation_error_message="Choose the previous finding, or write what the change is compared with.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("classification", "non_compliance"), _negated=True
                            ),
                            models.Q(("legal_reference", ""), _negated=True),
                            models.Q(("recorded_from", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_names_the_duty",
                        violation_error_message="Name the duty that is not met, such as section 47 of the Children Act 1989.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("theme__isnull", False),
                            models.Q(("recorded_from", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_has_theme",
                        violation_error_message="Choose the theme of the finding.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("previous", models.F("id")), _negated=True),
                        name="finding_previous_is_another",
                        violation_error_message="A finding is not its own previous finding: choose an earlier one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
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
                    "not_judged",
                    models.BooleanField(default=False, verbose_name="not judged"),
                ),
                (
                    "wording_en",
                    models.CharField(
                        blank=True,
                        help_text="Where it is not the label of the grade: uncertainly placed …",
                        max_length=300,
                        verbose_name="wording as published (English)",
                    ),
                ),
                (
                    "wording_cy",
                    models.CharField(
                        blank=True,
                        help_text="Where it is not the label of the grade: uncertainly placed …",
                        max_length=300,
                        verbose_name="wording as published (Welsh)",
                    ),
                ),
                (
                    "mapped_by",
                    models.CharField(
                        blank=True,
                        help_text="Who decided that the wording means this grade, if it was us.",
                        max_length=200,
                        verbose_name="mapped by",
                    ),
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
                    "recorded_from",
                    inspectorate.fields.RecordedFrom(
                        blank=True,
                        help_text="The source of a historical record, such as “Ofsted report, OGL 3.0”.",
                        max_length=200,
                        verbose_name="recorded from",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="frameworks.judgementarea",
                        verbose_name="area",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="inspections.inspection",
                        verbose_name="inspection",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty when the area was not judged.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="frameworks.scalepoint",
                        verbose_name="grade",
                    ),
                ),
            ],
            options={
                "verbose_name": "judgement",
                "verbose_name_plural": "judgements",
                "ordering": ["inspection", "area__order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "area"), name="judgement_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("not_judged", True), ("point__isnull", True)),
                            models.Q(("not_judged", False), ("point__isnull", False)),
                            _connector="OR",
                        ),
                        name="judgement_point_or_not_judged",
                        violation_error_message="Choose a grade, or tick “not judged”, not both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "Lead inspector"),
                            ("inspector", "Inspector"),
                            ("partner", "Partner inspector"),
                            ("peer", "Peer or lived-experience inspector"),
                        ],
                        default="inspector",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="inspections.inspection",
                        verbose_name="inspection",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "team member",
                "verbose_name_plural": "team members",
                "ordering": ["inspection", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "user"), name="team_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "lead")),
                        fields=("inspection",),
                        name="team_one_lead",
                        violation_error_message="An inspection has one lead inspector.",
                    ),
                ],
            },
        ),
    ]
