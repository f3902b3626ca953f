"""The first tables, as ``manage.py makemigrations`` writes them."""

import django.db.models.deletion
import inspections.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Child",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identifier", models.CharField(max_length=64, unique=True)),
                ("date_of_birth", models.DateField(blank=True, null=True)),
                ("plans_checked", models.BooleanField(default=False)),
                (
                    "concern",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "needs_support",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "camhs_referred",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "camhs_receiving",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "camhs_waiting",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "camhs_not_accepted",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "recent_support",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "multi_agency",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "known_to_yot",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "police_or_criminal",
                    inspections.fields.AnswerField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "unknown")],
                        default="unknown",
                        max_length=7,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("local_area", models.CharField(max_length=100)),
                ("notification", models.DateField()),
                (
                    "reading",
                    models.CharField(
                        choices=[("working-days", "working-days"), ("named-days", "named-days")],
                        default="working-days",
                        max_length=32,
                    ),
                ),
                ("calendar", models.TextField(editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("child in need", "child in need"),
                            ("child protection", "child protection"),
                            ("looked after", "looked after"),
                        ],
                        max_length=32,
                    ),
                ),
                ("start", models.DateField()),
                ("end", models.DateField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plans",
                        to="inspections.child",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "day"), name="a_day_is_closed_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredMilestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("order", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("due", models.DateTimeField()),
                ("moved_from", models.DateField(blank=True, null=True)),
                ("provisional", models.BooleanField()),
                ("explanation", models.TextField()),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="inspections.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ("order",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "key"), name="a_milestone_is_there_once"
                    )
                ],
            },
        ),
    ]
