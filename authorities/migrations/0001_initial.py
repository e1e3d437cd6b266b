import django.db.models.deletion
from django.db import migrations, models

import inspectorate.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Authority",
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
                    "gss_code",
                    models.CharField(
                        blank=True,
                        help_text="The code of the Office for National Statistics: W06000012.",
                        max_length=9,
                        null=True,
                        unique=True,
                        verbose_name="GSS code",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stands in public addresses and references; it never changes.",
                        max_length=80,
                        unique=True,
                        verbose_name="address name",
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
                    "formal_name_en",
                    models.CharField(
                        blank=True,
                        help_text="The full style: City and County of Swansea.",
                        max_length=200,
                        verbose_name="formal name (English)",
                    ),
                ),
                (
                    "formal_name_cy",
                    models.CharField(
                        blank=True,
                        help_text="The full style: City and County of Swansea.",
                        max_length=200,
                        verbose_name="formal name (Welsh)",
                    ),
                ),
                (
                    "locative_cy",
                    models.CharField(
                        blank=True,
                        help_text="With its mutation: yng Nghastell-nedd Port Talbot.",
                        max_length=200,
                        verbose_name="Welsh for “in …”",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "County"),
                            ("county_borough", "County borough"),
                            ("unitary_authority", "Unitary authority"),
                            ("metropolitan_district", "Metropolitan district"),
                            ("london_borough", "London borough"),
                            ("other", "Other public authority"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "region_en",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="region (English)"
                    ),
                ),
                (
                    "region_cy",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="region (Welsh)"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "population",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Usual residents at the census of 21 March 2021.",
                        null=True,
                        verbose_name="population",
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
                    "predecessors",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The authorities whose area and duties this one took over.",
                        related_name="successors",
                        to="authorities.authority",
                        verbose_name="predecessors",
                    ),
                ),
            ],
            options={
                "verbose_name": "authority",
                "verbose_name_plural": "authorities",
                "ordering": ["name_en", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Service",
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
                    "recorded_from",
                    inspectorate.fields.RecordedFrom(
                        blank=True,
                        help_text="The source of a historical record, such as “Ofsted report, OGL 3.0”.",
                        max_length=200,
                        verbose_name="recorded from",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="authorities.service",
                        verbose_name="part of",
                    ),
                ),
            ],
            options={
                "verbose_name": "service",
                "verbose_name_plural": "services",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Alias",
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
                            ("name", "Name"),
                            ("code", "Retired GSS code"),
                            ("urn", "Number at the inspecting body"),
                        ],
                        default="name",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="name or code")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="authorities.authority",
                        verbose_name="authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["kind", "text", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "kind", "text"), name="alias_once"
                    )
                ],
            },
        ),
    ]
