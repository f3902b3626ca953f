"""Tables for children, their plans, and an inspection with its milestones.

The tables keep facts. The library's values do the thinking: rows become values, and what the values
say becomes rows again. No ``__str__`` shows a child, as Django prints it in logs and in the admin.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction

import jtai
from inspections.fields import AnswerField

# Each answer of a child: the column, and where the library has it.
CAMHS = {
    "camhs_referred": "referred",
    "camhs_receiving": "receiving",
    "camhs_waiting": "waiting",
    "camhs_not_accepted": "not_accepted",
}
MENTAL_HEALTH = (
    "concern",
    "needs_support",
    "recent_support",
    "multi_agency",
    "known_to_yot",
    "police_or_criminal",
)


class ChildManager(models.Manager):
    """The way in."""

    @transaction.atomic
    def store(self, child: jtai.Child) -> Child:
        """Write a child and its plans, in place of what was stored of them before.

        Raises:
            ValueError: If the child holds something that has no column here; nothing is stored.
        """
        health = child.mental_health
        columns: dict[str, Any] = {name: getattr(health, name) for name in MENTAL_HEALTH}
        columns |= {column: getattr(health.camhs, name) for column, name in CAMHS.items()}
        row: Child
        row, _ = self.update_or_create(
            identifier=child.id,
            defaults={
                **columns,
                "date_of_birth": child.date_of_birth,
                # None: nobody has looked. Empty: somebody looked, and there is none.
                "plans_checked": child.plans is not None,
            },
        )
        row.plans.all().delete()
        Plan.objects.bulk_create(
            Plan(child=row, kind=str(plan.kind), start=plan.start, end=plan.end)
            for plan in child.plans or ()
        )
        if row.to_value() != child:
            # The transaction is rolled back: a part of a child would look like the whole.
            raise ValueError("the child holds something that these tables have no column for")
        return row


class Child(models.Model):
    """What is known of a child; a blank is unknown."""

    identifier = models.CharField(max_length=64, unique=True)
    date_of_birth = models.DateField(null=True, blank=True)
    plans_checked = models.BooleanField(default=False)
    concern = AnswerField()
    needs_support = AnswerField()
    camhs_referred = AnswerField()
    camhs_receiving = AnswerField()
    camhs_waiting = AnswerField()
    camhs_not_accepted = AnswerField()
    recent_support = AnswerField()
    multi_agency = AnswerField()
    known_to_yot = AnswerField()
    police_or_criminal = AnswerField()

    objects = ChildManager()

    def __str__(self) -> str:
        return f"child in row {self.pk}"

    def to_value(self) -> jtai.Child:
        """Return the child as the library has it; plans are unknown unless they were checked."""
        plans = tuple(plan.to_value() for plan in self.plans.all())
        return jtai.Child(
            id=self.identifier,
            date_of_birth=self.date_of_birth,
            plans=plans if self.plans_checked else None,
            mental_health=jtai.MentalHealth(
                **{name: getattr(self, name) for name in MENTAL_HEALTH},
                camhs=jtai.CamhsStatus(
                    **{name: getattr(self, column) for column, name in CAMHS.items()}
                ),
            ),
        )


class Plan(models.Model):
    """A plan of a child, or a time of being looked after."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="plans")
    kind = models.CharField(
        max_length=32, choices=[(str(kind), str(kind)) for kind in jtai.PlanKind]
    )
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        """Plans come in the order in which they were given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"plan in row {self.pk}"

    def to_value(self) -> jtai.Plan:
        """Return the plan as the library knows it."""
        return jtai.Plan(kind=jtai.PlanKind(self.kind), start=self.start, end=self.end)


class Inspection(models.Model):
    """An inspection: what its dates are computed from, and by which calendar."""

    local_area = models.CharField(max_length=100)
    notification = models.DateField()
    reading = models.CharField(
        max_length=32,
        choices=[(str(reading), str(reading)) for reading in jtai.Reading],
        default=jtai.Reading.WORKING_DAYS.value,
    )
    calendar = models.TextField(editable=False)

    def __str__(self) -> str:
        return f"inspection of {self.local_area}"

    def timetable(self) -> jtai.Timetable:
        """Compute the dates from the facts."""
        closures = {closure.day: closure.reason for closure in self.closures.all()}
        return jtai.Timetable.from_notification(
            self.notification,
            reading=jtai.Reading(self.reading),
            calendar=jtai.WorkingCalendar.england().with_closures(closures),
        )

    @transaction.atomic
    def store_milestones(self) -> tuple[StoredMilestone, ...]:
        """Compute the dates and write them; give the milestones that moved, each with its days.

        Raises:
            JtaiError: If there is no timetable for these facts; what was stored stays.
        """
        timetable = self.timetable()
        self.milestones.exclude(key__in=[milestone.key for milestone in timetable]).delete()
        stored = {row.key: row for row in self.milestones.all()}
        moved = []
        for order, milestone in enumerate(timetable):
            row = stored.get(milestone.key) or StoredMilestone(inspection=self, key=milestone.key)
            if row.pk and (row.day, row.due) != (milestone.date, milestone.due):
                row.moved_from = row.day
                moved.append(row)
            row.order, row.title = order, milestone.title
            row.day, row.due = milestone.date, milestone.due
            row.provisional = milestone.provisional
            row.explanation = milestone.explain()
            row.save()
        self.calendar = timetable.calendar.version
        self.save()
        return tuple(moved)

    @transaction.atomic
    def close(self, day: dt.date, reason: str) -> jtai.timetable.Comparison:
        """Take in a day on which nobody works, move what moves, and say why it does.

        Raises:
            JtaiError: If the day cannot be a closure; nothing is changed.
        """
        before = self.timetable()
        self.closures.create(day=day, reason=reason)
        self.store_milestones()
        return before.compare(self.timetable())


class Closure(models.Model):
    """A working day on which nobody works, known late or to this area only."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="closures")
    day = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        """A day is closed once."""

        constraints = (
            models.UniqueConstraint(fields=["inspection", "day"], name="a_day_is_closed_once"),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"


class StoredMilestone(models.Model):
    """A milestone as it was computed last, to sort and filter by in the database."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    day = models.DateField()
    due = models.DateTimeField()
    moved_from = models.DateField(null=True, blank=True)
    provisional = models.BooleanField()
    explanation = models.TextField()

    class Meta:
        """A milestone is stored once, in the order of the guidance."""

        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["inspection", "key"], name="a_milestone_is_there_once"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.day}"
