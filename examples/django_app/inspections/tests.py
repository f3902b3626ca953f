"""Tests for Django's test runner. Children are synthetic."""

from __future__ import annotations

import datetime as dt
from io import StringIO

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import F
from django.forms import modelform_factory
from django.test import TestCase

import jtai
from inspections.models import Child, Inspection, Plan, StoredMilestone
from jtai import Answer, PlanKind
from jtai.core import LONDON
from jtai.lists import lists_from

AS_OF = dt.date(2019, 9, 9)


def a_child(**facts: object) -> jtai.Child:
    """Return a child with a plan."""
    plan = jtai.Plan(kind=PlanKind.CHILD_PROTECTION, start=dt.date(2019, 4, 1))
    given = {"id": "SYN-01", "date_of_birth": dt.date(2007, 5, 1), "plans": (plan,), **facts}
    return jtai.Child(**given)  # type: ignore[arg-type]


class Children(TestCase):
    def test_a_child_comes_back_equal(self) -> None:
        """A stored child returns with its dates, plans and every answer."""
        for answer in Answer:
            health = jtai.MentalHealth(
                concern=answer, camhs=jtai.CamhsStatus(waiting=answer), known_to_yot=answer
            )
            Child.objects.store(a_child(mental_health=health))
            stored = Child.objects.get(identifier="SYN-01")
            self.assertEqual(stored.to_value(), a_child(mental_health=health))
        self.assertEqual(Child.objects.count(), 1)

    def test_unknown_is_not_no(self) -> None:
        """A blank stays unknown in the database, and the decision is unknown."""
        Child.objects.store(a_child(mental_health=jtai.MentalHealth(concern=Answer.NO)))
        stored = Child.objects.get(needs_support=Answer.UNKNOWN)
        self.assertIs(stored.needs_support, Answer.UNKNOWN)
        self.assertFalse(Child.objects.filter(needs_support=Answer.NO).exists())
        decision = jtai.deep_dive(stored.to_value(), as_of=AS_OF)
        self.assertIs(decision.answer, Answer.UNKNOWN)
        with self.assertRaises(TypeError):
            bool(stored.needs_support)

    def test_an_old_nullable_boolean_is_taken(self) -> None:
        """True, False and NULL are yes, no and unknown; other values are refused."""
        row = Child.objects.store(a_child())
        for old, answer in ((True, Answer.YES), (False, Answer.NO), (None, Answer.UNKNOWN)):
            row.concern = old
            row.save()
            row.refresh_from_db()
            self.assertIs(row.concern, answer)
        with self.assertRaises(ValidationError) as refused:
            row.concern = "SYN-secret"
        self.assertNotIn("SYN", str(refused.exception))

    def test_a_row_not_yet_read_back_is_as_careful(self) -> None:
        """A value becomes an answer when it is assigned, saved or not."""
        for given, answer in (("no", Answer.NO), (None, Answer.UNKNOWN), (True, Answer.YES)):
            made = Child(identifier=str(answer), concern=given)
            self.assertIs(made.concern, answer)
            made.save()
            self.assertIs(made.concern, answer)
            with self.assertRaises(TypeError):
                bool(made.concern)
            self.assertIs(made.needs_support, Answer.UNKNOWN)
            made.concern = False  # type: ignore[assignment]
            self.assertIs(made.concern, Answer.NO)
        found, created = Child.objects.get_or_create(identifier="SYN-02")
        self.assertIs(found.concern, Answer.UNKNOWN)
        self.assertTrue(created)
        with self.assertRaises(ValidationError) as refused:
            Child(identifier="SYN-03", concern="SYN-secret")
        self.assertNotIn("SYN", str(refused.exception))

    def test_a_column_left_out_is_read_when_asked_for(self) -> None:
        """A deferred answer is read from the database, and an expression is passed on unchanged."""
        Child.objects.create(identifier="SYN-01", concern=Answer.NO)
        row = Child.objects.defer("concern").get()
        self.assertEqual(row.get_deferred_fields(), {"concern"})
        self.assertIs(row.concern, Answer.NO)
        row.needs_support = F("concern")
        row.save()
        row.refresh_from_db()
        self.assertIs(row.needs_support, Answer.NO)

    def test_nobody_looked_is_not_none(self) -> None:
        """Without rows, plans are unknown; once somebody has checked, there are none."""
        for plans in (None, ()):
            Child.objects.store(a_child(plans=plans))
            self.assertEqual(Child.objects.get().to_value().plans, plans)

    def test_some_plans_are_not_all(self) -> None:
        """If one plan was entered, there may be others."""
        row = Child.objects.create(
            identifier="SYN-01", date_of_birth=dt.date(2007, 5, 1), concern=Answer.YES
        )
        ended = {"start": dt.date(2017, 4, 3), "end": dt.date(2017, 9, 1)}
        row.plans.create(kind=PlanKind.CHILD_IN_NEED.value, **ended)
        self.assertIsNone(row.to_value().plans)
        decision = jtai.deep_dive(row.to_value(), as_of=AS_OF)
        self.assertIs(decision.answer, Answer.UNKNOWN)
        row.plans_checked = True
        decision = jtai.deep_dive(row.to_value(), as_of=AS_OF)
        self.assertIs(decision.answer, Answer.NO)

    def test_a_form_takes_what_is_not_known(self) -> None:
        """A form can be saved without a date of birth or the end of a plan."""
        form = modelform_factory(Child, fields=["identifier", "date_of_birth", "concern"])
        given = form({"identifier": "SYN-01", "date_of_birth": "", "concern": "unknown"})
        self.assertTrue(given.is_valid(), given.errors)
        row = given.save()
        self.assertIsNone(row.to_value().date_of_birth)
        form = modelform_factory(Plan, fields=["child", "kind", "start", "end"])
        given = form({"child": row.pk, "kind": "child protection", "start": "2019-04-01"})
        self.assertTrue(given.is_valid(), given.errors)
        self.assertIsNone(given.save().end)

    def test_what_has_no_column_is_refused(self) -> None:
        """A child is stored completely or not at all."""
        with self.assertRaisesMessage(ValueError, "no column"):
            Child.objects.store(a_child(at_risk=Answer.YES))
        self.assertFalse(Child.objects.exists())

    def test_no_child_is_shown(self) -> None:
        """The string of a row contains no children's data."""
        row = Child.objects.store(a_child())
        shown = f"{row!r} {row} {row.plans.get()!r}"
        for secret in ("SYN", "2007", "2019"):
            self.assertNotIn(secret, shown)


class Milestones(TestCase):
    def setUp(self) -> None:
        """Return an inspection during which a bank holiday was proclaimed."""
        self.inspection = Inspection.objects.create(
            local_area="Exampleshire", notification=dt.date(2019, 9, 9)
        )

    def test_dates_are_those_on_paper(self) -> None:
        """Lists 6 to 8 are due on Thursday by nine in England; fieldwork is in week three."""
        self.assertEqual(self.inspection.store_milestones(), ())
        lists = self.inspection.milestones.get(key="child_lists")
        self.assertEqual(lists.due, dt.datetime(2019, 9, 12, 9, tzinfo=LONDON))
        fieldwork = self.inspection.milestones.get(key="fieldwork_start")
        self.assertEqual(fieldwork.day, dt.date(2019, 9, 23))
        self.assertTrue(self.inspection.calendar.startswith("England "))
        keys = [row.key for row in self.inspection.milestones.all()]
        self.assertEqual(keys, [row.key for row in jtai.MILESTONES])

    def test_a_moment_is_the_same_in_winter(self) -> None:
        """Nine o'clock in England is nine in UTC after the clocks change."""
        self.inspection.notification = dt.date(2019, 11, 4)
        self.inspection.store_milestones()
        lists = self.inspection.milestones.get(key="child_lists")
        self.assertEqual(lists.due, dt.datetime(2019, 11, 7, 9, tzinfo=dt.UTC))

    def test_a_closure_moves_what_it_must(self) -> None:
        """A closure updates every stored date that moves, and returns the old one."""
        self.inspection.store_milestones()
        moves = self.inspection.close(dt.date(2019, 9, 16), "Flooding")
        lists, documents, fieldwork = (
            self.inspection.milestones.get(key=key)
            for key in ("child_lists", "case_documents", "fieldwork_start")
        )
        self.assertEqual((lists.day, lists.moved_from), (dt.date(2019, 9, 12), None))
        self.assertEqual(documents.day, dt.date(2019, 9, 18))
        self.assertEqual(documents.moved_from, dt.date(2019, 9, 17))
        self.assertEqual(fieldwork.day, dt.date(2019, 9, 24))
        moved = StoredMilestone.objects.filter(moved_from__isnull=False)
        self.assertEqual([move.key for move in moves], [row.key for row in moved])
        self.assertTrue(all("Flooding" in " ".join(move.why) for move in moves))

    def test_no_date_is_left_that_nothing_computes(self) -> None:
        """A milestone that no longer exists is deleted when the dates are computed again."""
        self.inspection.store_milestones()
        self.inspection.milestones.filter(key="child_lists").update(key="old_lists")
        self.inspection.store_milestones()
        keys = {row.key for row in self.inspection.milestones.all()}
        self.assertEqual(keys, {row.key for row in jtai.MILESTONES})

    def test_a_refused_closure_changes_nothing(self) -> None:
        """A closure on a Sunday or on the notification day is refused."""
        self.inspection.store_milestones()
        before = list(self.inspection.milestones.values())
        for day in (dt.date(2019, 9, 15), dt.date(2019, 9, 9)):
            with self.assertRaises(jtai.JtaiError):
                self.inspection.close(day, "Flooding")
            self.assertEqual(list(self.inspection.milestones.values()), before)
            self.assertFalse(self.inspection.closures.exists())

    def test_the_database_answers(self) -> None:
        """The database finds the milestones whose moment has passed."""
        self.inspection.store_milestones()
        at = dt.datetime(2019, 9, 12, 9, 1, tzinfo=LONDON)
        late = StoredMilestone.objects.filter(due__lt=at).values_list("key", flat=True)
        expected = [
            milestone.key for milestone in self.inspection.timetable() if milestone.is_past(at)
        ]
        self.assertEqual(list(late), expected)


class Lists(TestCase):
    def test_rows_become_lists(self) -> None:
        """Children from the database are written to lists 6 to 8, with blanks for unknown facts."""
        Child.objects.store(a_child(mental_health=jtai.MentalHealth(concern=Answer.NO)))
        children = [row.to_value() for row in Child.objects.prefetch_related("plans")]
        (row,) = lists_from(children, as_of=AS_OF).submission[7]
        self.assertEqual(row.plan_start, dt.date(2019, 4, 1))
        self.assertIs(row.concern, Answer.NO)
        self.assertIsNone(row.needs_support)


class Migrations(TestCase):
    def test_nothing_is_missing_in_them(self) -> None:
        """The migration matches the models."""
        call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())
