"""Tables for children, their plans, and an inspection with its milestones.

Tables keep facts. Converted to values of the library, they lead to decisions and dates, which are
stored again. ``__str__`` does not identify a child: Django prints it in logs and in the admin.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models, transaction

import jtai
from inspections.fields import AnswerField

# The answers about a child: the column, and the attribute in the library.
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
    """Stores children of the library."""

    @transaction.atomic
    def store(self, child: jtai.Child) -> Child:
        """Write a child and its plans, and replace what was stored before.

        Raises:
            ValueError: If a field of the child has no column here. Nothing is stored.
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
                # None means that nobody has looked. Empty means that there are no plans.
                "plans_checked": child.plans is not None,
            },
        )
        row.plans.all().delete()
        Plan.objects.bulk_create(
            Plan(child=row, kind=str(plan.kind), start=plan.start, end=plan.end)
            for plan in child.plans or ()
        )
        if row.to_value() != child:
            # This rolls back the transaction: part of a child would look like all of it.
            raise ValueError("the child holds something that these tables have no column for")
        return row


class Child(models.Model):
    """What is known about a child. Blanks are unknown."""

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
        """Return the library's record. Plans are unknown unless somebody checked."""
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
    """A plan of a child, or a period of being looked after."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="plans")
    kind = models.CharField(
        max_length=32, choices=[(str(kind), str(kind)) for kind in jtai.PlanKind]
    )
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        """Keeps plans in the order in which they were stored."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"plan in row {self.pk}"

    def to_value(self) -> jtai.Plan:
        """Return the library's record of this row."""
        return jtai.Plan(kind=jtai.PlanKind(self.kind), start=self.start, end=self.end)


class Inspection(models.Model):
    """An inspection: the facts behind its dates, and the calendar that was used."""

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
        """Return the timetable that follows from the facts."""
        closures = {closure.day: closure.reason for closure in self.closures.all()}
        return jtai.Timetable.from_notification(
            self.notification,
            reading=jtai.Reading(self.reading),
            calendar=jtai.WorkingCalendar.england().with_closures(closures),
        )

    @transaction.atomic
    def store_milestones(self) -> tuple[StoredMilestone, ...]:
        """Compute and store the dates. Return the milestones that moved, with old and new day.

        Raises:
            JtaiError: If these facts have no timetable. Stored dates remain.
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
        """Add a closure, store the dates that move, and return the comparison with reasons.

        Raises:
            JtaiError: If the day cannot be a closure. Nothing changes.
        """
        before = self.timetable()
        self.closures.create(day=day, reason=reason)
        self.store_milestones()
        return before.compare(self.timetable())


class Closure(models.Model):
    """A day off that the calendar does not have: announced late, or local."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="closures")
    day = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        """Allows one closure for each day."""

        constraints = (
            models.UniqueConstraint(fields=["inspection", "day"], name="a_day_is_closed_once"),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"


class StoredMilestone(models.Model):
    """A milestone as last computed, so that the database can sort and filter."""

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
        """Stores each milestone once, in the order of the guidance."""

        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=["inspection", "key"], name="a_milestone_is_there_once"),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.day}"
