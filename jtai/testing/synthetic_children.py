"""Synthetic children, and their rows in the child-level lists.

Invariant: everything depends on the arguments only, and is recognisably synthetic: identifiers,
teams, places. Only `random.Random.random` is used, whose numbers for a seed are the same in every
version of Python. The facts about a child do not contradict each other.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias, TypeVar

import attrs

from jtai.core.answers import Answer
from jtai.guidance.codes import (
    ABUSE_CATEGORY,
    CASE_STATUS,
    CATEGORY_OF_NEED,
    CEASED_REASON,
    CLOSURE_REASON,
    ETHNICITY,
    GENDER,
    LEGAL_STATUS,
    PERMANENCE_PLAN,
    PLACEMENT_AUTHORITY,
    PLACEMENT_LOCATION,
    PLACEMENT_PROVIDER,
    PLACEMENT_TYPE,
    PRIMARY_NEED,
    SOURCE,
)
from jtai.guidance.definitions import DEEP_DIVE
from jtai.guidance.entries.list_entries import Code, CodeSet
from jtai.guidance.lists import CARE, NEED, PROTECTION
from jtai.timetable.ages import latest_birth, lookback

Fact: TypeAlias = str | int | dt.date | Answer | Code | None
FactRow: TypeAlias = dict[str, Fact]
"""What a row says, by column key."""

_Choice = TypeVar("_Choice")

_YEAR: Final = 365
_YES, _NO = Answer.YES, Answer.NO


class _Draw:
    """Makes random choices that are the same in every process and version."""

    def __init__(self, seed: str) -> None:
        # The text itself is the seed, not Python's `hash` of it.
        self._next = random.Random(seed).random  # noqa: S311 - nothing here is secret

    def chance(self, share: float) -> bool:
        return self._next() < share

    def below(self, limit: int) -> int:
        return int(self._next() * limit)

    def one(self, choices: Sequence[_Choice]) -> _Choice:
        return choices[self.below(len(choices))]

    def code(self, codes: CodeSet, names: str) -> Code:
        """Return one of the named codes; a name given twice is twice as likely."""
        return _code(codes, self.one(names.split()))

    def answer(self, share: float) -> Answer:
        return _YES if self.chance(share) else _NO

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """Return a day in a period, or the first day if the period ends before it begins."""
        return first + dt.timedelta(days=self.below(max(0, (last - first).days) + 1))

    def days(self, number: int, first: dt.date, last: dt.date) -> list[dt.date]:
        """Return different days of a period in order, or fewer if it is too short."""
        number = min(number, (last - first).days + 1)
        found: set[dt.date] = set()
        while len(found) < number:
            found.add(self.day(first, last))
        return sorted(found)


def _code(codes: CodeSet, name: str) -> Code:
    return next(code for code in codes.codes if code.code == name)


@attrs.frozen(kw_only=True)
class _Child:
    """A person who does not exist."""

    number: int
    birth: dt.date
    age: int
    gender: Code
    ethnicity: Code
    disability: Answer
    answers: Mapping[str, Answer]

    @property
    def base(self) -> FactRow:
        """What every list says about the child."""
        return {
            "child_id": f"FICT-{self.number:06}",
            "gender": self.gender,
            "ethnicity": self.ethnicity,
            "date_of_birth": self.birth,
            "age": self.age,
        }


_UNBORN: Final = -1


def _child(number: int, ages: tuple[int, int], today: dt.date, draw: _Draw) -> _Child:
    age = ages[0] + draw.below(ages[1] - ages[0] + 1)
    one_day = dt.timedelta(days=1)
    if age == _UNBORN:
        birth = draw.day(today + one_day, today + dt.timedelta(days=150))
    else:
        birth = draw.day(latest_birth(age + 1, today) + one_day, latest_birth(age, today))
    return _Child(
        number=number,
        birth=birth,
        age=age,
        gender=_code(GENDER, "c") if age == _UNBORN else draw.code(GENDER, _GENDERS),
        ethnicity=draw.code(ETHNICITY, "NOBT" if age == _UNBORN else _ETHNICITIES),
        disability=Answer.UNKNOWN if age == _UNBORN else draw.answer(0.12),
        answers=_answers(draw) if DEEP_DIVE.youngest <= age <= DEEP_DIVE.oldest else {},
    )


_GENDERS: Final = "a " * 24 + "b " * 23 + "c d"
_ETHNICITIES: Final = (
    "WBRI " * 30 + "WIRI WOTH WOTH WROM MWBC MWBC MWBA MWAS MOTH AIND APKN APKN ABAN AOTH BCRB "
    "BAFR BAFR BOTH CHNE OOTH REFU NOBT"
)


def _answers(draw: _Draw) -> dict[str, Answer]:
    """Return the fields that the inspection adds, with a consistent CAMHS pathway."""
    concern = draw.answer(0.4)
    needs = draw.answer(0.75) if concern is _YES else _NO
    if _YES not in {concern, needs}:
        return {"concern": concern, "needs_support": needs}
    pathway = draw.one(_PATHWAYS)
    receiving = pathway == "camhs_receiving"
    supported = _YES if receiving else draw.answer(0.5)
    return {
        "concern": concern,
        # Support without an identified need is possible, but is a note.
        "needs_support": _YES if supported is _YES else needs,
        "camhs_referred": _YES if pathway else _NO,
        **{key: _YES if key == pathway else _NO for key in sorted({*_PATHWAYS} - {""})},
        "support_recent": supported,
        **_agencies(receiving=receiving, draw=draw),
    }


def _agencies(*, receiving: bool, draw: _Draw) -> dict[str, Answer]:
    several, yot, police = draw.answer(0.8), draw.answer(0.15), draw.answer(0.12)
    named = receiving or _YES in {yot, police}
    return {
        "multi_agency": _YES if named else several,
        "known_to_yot": yot,
        "police_or_criminal": police,
    }


# The state of a CAMHS referral; empty if there is none.
_PATHWAYS: Final = (
    *("",) * 3,
    *("camhs_receiving",) * 4,
    *("camhs_waiting",) * 2,
    "camhs_not_accepted",
)


_LISTS_OF_PLANS: Final = frozenset((NEED, PROTECTION, CARE))
_LISTS_WITH_DISABILITY: Final = frozenset((4, 5, 6, 7, 8))
_LISTS_WITH_TEAMS: Final = frozenset((3, 4, 5, 6, 7, 8))
_SOURCES: Final = "1A 1B 1D 2A 2A 2A 2A 2B 3A 3B 3D 3E 4 5A 5B 6 6 6 6 7 8 9"
_REASONS: Final = "RC3 RC4 RC5 RC7 RC7 RC7 RC7 RC7 RC7"
_ELSEWHERE: Final[tuple[str | Code, ...]] = (
    "Synthetic Shire",
    "Synthetic City",
    "Synthetic Sands",
    _code(PLACEMENT_AUTHORITY, "WAL"),
)


class _Story:
    """One child's history, entered on the lists as it unfolds."""

    def __init__(
        self, child: _Child, today: dt.date, draw: _Draw, lists: Mapping[int, list[FactRow]]
    ) -> None:
        self.child = child
        self.today = today
        self.yesterday = today - dt.timedelta(days=1)
        self.draw = draw
        self.lists = lists
        period = lookback(today, months=6)
        unborn = child.age == _UNBORN
        # The first day that the lists look back to, and the first day of anything.
        self.since = self.ago(120) if unborn else max(period.start, child.birth)
        self.ever = self.since if unborn else child.birth

    def ago(self, days: int) -> dt.date:
        return self.today - dt.timedelta(days=days)

    def after(self, day: dt.date, least: int, most: int) -> dt.date:
        """Return a day that many days later, or today if that is in the future."""
        later = day + dt.timedelta(days=least + self.draw.below(most - least + 1))
        return min(later, self.today)

    def before(self, years: int) -> dt.date:
        """Return an earlier day in the child's life, but not in the last weeks."""
        first = max(self.ever, self.ago(years * _YEAR))
        return self.draw.day(first, max(first, self.ago(60)))

    def tell(self, number: int, **facts: Fact) -> FactRow:
        child = self.child
        row = child.base
        row |= facts
        if number in _LISTS_OF_PLANS:
            row |= child.answers
        if number in _LISTS_WITH_DISABILITY:
            row["disability"] = child.disability
        if number in _LISTS_WITH_TEAMS:
            worker = 1 + (child.number * 7 + number // 5) % 60
            row["allocated_team"] = f"Synthetic Team {1 + worker % 8}"
            row["allocated_worker"] = f"Worker {worker} (synthetic)"
        self.lists[number].append(row)
        return row

    def contact(self, day: dt.date) -> Code:
        source = self.draw.code(SOURCE, _SOURCES)
        self.tell(1, contact_date=day, contact_source=source)
        return source

    def referrals(self, days: Sequence[dt.date], *, dropped: Answer) -> None:
        earlier = len(days) - 1 + (self.draw.below(3) if self.child.age > 1 else 0)
        for day in days:
            self.tell(
                3,
                referral_date=day,
                referral_source=self.contact(day),
                no_further_action=dropped,
                referrals_in_year=earlier,
            )

    def assessment(self, start: dt.date, done: dt.date | None, *, need: Answer = _YES) -> None:
        unborn = self.child.age == _UNBORN
        found = self.child.answers.get("concern", self.draw.answer(0.12))
        self.tell(
            4,
            assessment_start=start,
            child_seen=_NO if unborn else self.draw.answer(0.93),
            authorised=done,
            needs_social_care=None if done is None else need,
            mental_ill_health_identified=None if done is None else _NO if unborn else found,
        )

    def enquiries(self, days: Sequence[dt.date], *, plan: dt.date | None = None) -> None:
        """Add enquiries; the last of them leads to the plan, if there is one."""
        earlier = len(days) - 1
        for day in days:
            last = day == days[-1]
            unnecessary: Answer | None = self.draw.answer(0.6)
            if last:
                unnecessary = _NO if plan is not None else self.draw.one((_YES, _YES, _NO, None))
            held = plan if last else None
            if held is None and self.today - day > _DECIDED_WITHIN:
                unnecessary = _YES
            self.tell(
                5,
                strategy_discussion=day,
                conference_unnecessary=unnecessary,
                conference_date=held,
                conference_led_to_plan=None if held is None else _YES,
                enquiries_in_year=earlier,
                conferences_in_year=0,
            )

    def conference(self, day: dt.date, plan: dt.date) -> None:
        """Add the enquiry and the conference that led to a plan, if list 5 looks back to them."""
        if plan >= self.since:
            self.enquiries([max(day, plan - _DECIDED_WITHIN / 2)], plan=plan)

    def referred(self, day: dt.date) -> dt.date:
        """Add a contact, a referral and an assessment that found a need."""
        self.referrals([day], dropped=_NO)
        start = self.after(day, 0, 3)
        done = self.after(start, 10, 55)
        self.assessment(start, done)
        return done

    def need(
        self, start: dt.date, status: str, *, end: dt.date | None = None, reason: str = _REASONS
    ) -> None:
        draw, unborn = self.draw, self.child.age == _UNBORN
        until = end or self.today
        seen = None if unborn else draw.day(max(start, until - dt.timedelta(days=40)), until)
        need = draw.code(PRIMARY_NEED, "N1 N1 N1 N2 N3 N4 N5 N5 N6 N8")
        self.tell(
            6,
            cin_start=start,
            primary_need=self.possible(need, PRIMARY_NEED),
            last_seen=seen,
            cin_end=end,
            closure_reason=None if end is None else draw.code(CLOSURE_REASON, reason),
            case_status=_code(CASE_STATUS, status),
        )

    def possible(self, need: Code, codes: CodeSet) -> Code:
        """Return a need, or another one if it is a disability that the child does not have."""
        return _code(codes, "N1") if need.code == "N2" and self.child.disability is _NO else need

    def several_agencies(self) -> None:
        """Let several agencies be involved, as they are in a child protection plan."""
        if "multi_agency" in self.child.answers:
            answers = {**self.child.answers, "multi_agency": _YES}
            self.child = attrs.evolve(self.child, answers=answers)

    def plan(self, start: dt.date, *, end: dt.date | None = None) -> None:
        draw, until = self.draw, end or self.today
        category = draw.code(ABUSE_CATEGORY, "a a a b c d d d e")
        moved_on = draw.chance(0.15)
        reviewed = start + dt.timedelta(days=90)
        self.tell(
            7,
            plan_start=start,
            initial_category=category,
            latest_category=draw.code(ABUSE_CATEGORY, "a b d") if moved_on else category,
            last_visit=draw.day(max(start, until - dt.timedelta(days=14)), until),
            seen_alone=_NO if self.child.age < _TALKS else draw.answer(0.8),
            latest_review=draw.day(max(reviewed, until - dt.timedelta(days=170)), until)
            if reviewed <= until
            else None,
            plan_end=end,
            emergency_protection=draw.answer(0.06),
            previous_plans=draw.one((0, 0, 0, 0, 1, 1, 2)) if self.child.age > 1 else 0,
        )

    def care(self, start: dt.date, *, end: dt.date | None = None) -> str:
        """Add care, and return the code of the reason for its end, if it has ended."""
        draw, age, until = self.draw, self.child.age, end or self.today
        recent = until - dt.timedelta(days=_YEAR)
        placed = draw.day(start, until) if draw.chance(0.6) else start
        reviewed = start + dt.timedelta(days=20)
        review = (
            draw.day(max(reviewed, until - dt.timedelta(days=170)), until)
            if reviewed <= until
            else None
        )
        missing = draw.one((0, 0, 0, 1, 1, 2, 4)) if age >= _RUNS_AWAY else 0
        offered = draw.one((_YES, _YES, _YES, _NO, Answer.UNKNOWN)) if missing else None
        near = draw.chance(0.7)
        status, kind, provider = draw.one(_PLACEMENTS[_stage(age)]).split()
        reason = None if end is None else draw.code(CEASED_REASON, _ENDS[_stage(age)])
        aim = draw.code(PERMANENCE_PLAN, "a b c d f f f g") if draw.chance(0.9) else None
        if status == "E1" and aim is not None:
            aim = _code(PERMANENCE_PLAN, "b")
        self.tell(
            8,
            unaccompanied=draw.answer(0.1) if age >= _STAGES[-1] else _NO,
            care_start=start,
            category_of_need=self.possible(
                draw.code(CATEGORY_OF_NEED, "N1 N1 N1 N1 N2 N3 N4 N5 N5 N8"), CATEGORY_OF_NEED
            ),
            second_period=draw.answer(0.1) if start > self.ago(_YEAR) and age > 1 else _NO,
            legal_status_start=draw.day(start, placed),
            legal_status=_code(LEGAL_STATUS, status),
            latest_review=review,
            last_visit=draw.day(max(start, until - dt.timedelta(days=42)), until),
            permanence_plan=aim,
            last_iro_contact=review,
            last_health_assessment=draw.day(max(reviewed, recent), until) if review else None,
            last_dental_check=draw.day(max(reviewed, recent), until)
            if review and age > 1
            else None,
            placements_in_year=1 + (placed > start and placed >= recent) * (1 + draw.below(2)),
            care_end=end,
            care_end_reason=reason,
            placement_start=placed,
            placement_type=_code(PLACEMENT_TYPE, kind),
            placement_provider=_code(PLACEMENT_PROVIDER, provider),
            placement_postcode=f"ZZ99 {self.child.number % 10}ZZ",
            placement_urn=f"ZZ{self.child.number % 400:06}",
            placement_location=_code(PLACEMENT_LOCATION, "a" if near else "b"),
            placement_authority="Synthetic Borough" if near else draw.one(_ELSEWHERE),
            missing_episodes=missing,
            absent_episodes=draw.below(2) if missing else 0,
            return_interview_offered=offered,
            return_interview_accepted=draw.answer(0.7) if offered is _YES else None,
        )
        return "" if reason is None else reason.code


# The ages from which a child is seen alone, and may go missing.
_TALKS: Final = 4
_RUNS_AWAY: Final = 10
_DECIDED_WITHIN: Final = dt.timedelta(days=28)
# The ages at which the stages of the two tables below begin.
_STAGES: Final = (0, 5, 16)
# Legal status, placement and who provides it, by the stage of a child's age.
_PLACEMENTS: Final = (
    ("C1 U6 PR1", "C1 U3 PR1", "C2 U6 PR4", "E1 A5 PR1", "V2 R3 PR4", "C1 P1 PR0"),
    ("C2 U4 PR1", "C2 U4 PR4", "C1 U6 PR1", "C2 U1 PR1", "V2 U6 PR4", "C2 K2 PR4", "C2 P1 PR0"),
    ("C2 U4 PR4", "V2 P2 PR5", "V2 P2 PR4", "V2 H5 PR5", "C2 K2 PR4", "C2 U1 PR1"),
)
# Why care ended.
_ENDS: Final = ("E4A E4A E12 E47 E45", "E4A E4A E4B E47 E45 E13", "E4A E5 E6 E13 E8")


def _stage(age: int) -> int:
    return max(at for at, first in enumerate(_STAGES) if age >= first)


def _contacted(story: _Story) -> None:
    for day in story.draw.days(1 + story.draw.below(3), story.since, story.today):
        story.contact(day)


def _referred_in_vain(story: _Story) -> None:
    days = story.draw.days(2 + story.draw.below(2), story.since, story.today)
    story.referrals(days, dropped=_YES)


def _being_assessed(story: _Story) -> None:
    day = story.draw.day(max(story.since, story.ago(40)), story.today)
    story.referrals([day], dropped=_NO)
    story.assessment(story.after(day, 0, 3), None)
    story.need(day, "d")


def _begun(story: _Story, years: int) -> dt.date:
    """Add how a need became known: within the months that lists look back to, or before."""
    if story.child.age == _UNBORN or story.draw.chance(0.4):
        day = story.draw.day(story.since, max(story.since, story.ago(70)))
        story.referred(day)
        return day
    return story.before(years)


def _in_need(story: _Story) -> None:
    story.need(_begun(story, 4), "c")


def _enquired_about(story: _Story) -> None:
    start = _begun(story, 2)
    first = max(story.since, start)
    story.enquiries(story.draw.days(1 + story.draw.below(2), first, story.today))
    story.need(start, "c")


def _closed(story: _Story) -> None:
    start = story.before(3)
    end = story.draw.day(max(start, story.since), story.yesterday)
    story.need(start, "e", end=end)


def _closed_after_assessment(story: _Story) -> None:
    day = story.draw.day(story.since, story.ago(70))
    story.referrals([day], dropped=_NO)
    start = story.after(day, 0, 3)
    done = story.after(start, 10, 55)
    story.assessment(start, done, need=_NO)
    story.need(day, "e", end=done, reason="RC8")


def _protected(story: _Story) -> None:
    story.several_agencies()
    if story.draw.chance(0.5):
        day = story.draw.day(story.since, max(story.since, story.ago(70)))
        story.referred(day)
        enquiry = story.after(day, 1, 20)
        start = story.after(enquiry, 7, 20)
        story.enquiries([enquiry], plan=start)
        story.need(day, "b")
    else:
        day = story.before(2)
        start = story.after(day, 0, 60)
        story.need(day, "b")
        story.conference(day, start)
    story.plan(start)


def _protected_before(story: _Story) -> None:
    day = story.before(3)
    start = min(story.after(day, 0, 60), story.yesterday)
    end = story.draw.day(max(start, story.since), story.yesterday)
    story.plan(start, end=end)
    if story.draw.chance(0.5):
        story.need(day, "c")
    else:
        story.need(day, "e", end=story.draw.day(end, story.yesterday))
    story.conference(day, start)


def _in_care(story: _Story) -> None:
    start = story.before(6)
    story.need(story.draw.day(max(story.ever, start - dt.timedelta(days=300)), start), "a")
    story.care(start)


def _in_care_and_protected(story: _Story) -> None:
    story.several_agencies()
    start = story.before(2)
    story.need(start, "a")
    story.plan(start)
    story.care(story.after(start, 0, 50))
    story.conference(start, start)


def _in_care_before(story: _Story) -> None:
    start = story.before(4)
    end = story.draw.day(max(start, story.since), story.yesterday)
    reason = story.care(start, end=end)
    if story.draw.chance(0.6):
        story.need(start, "c")
    else:
        last = story.draw.day(end, story.yesterday)
        story.need(start, "e", end=last, reason=_AFTER_CARE.get(reason, "RC5 RC7 RC7 RC7"))


# Why the episode of need ended with the care, if it had a separate reason.
_AFTER_CARE: Final = {"E12": "RC1", "E45": "RC4", "E47": "RC4"}


class _Kind(NamedTuple):
    tell: Callable[[_Story], None]
    youngest: int
    oldest: int


# Who lives in an area: the kinds of children in rotation, a third of them aged 10 to 15.
_KINDS: Final = (
    _Kind(_contacted, 1, 4),
    _Kind(_in_need, 5, 9),
    _Kind(_in_care, 10, 15),
    _Kind(_protected, 0, 4),
    _Kind(_in_need, 10, 15),
    _Kind(_referred_in_vain, 2, 9),
    _Kind(_closed, 10, 15),
    _Kind(_in_care, 16, 17),
    _Kind(_in_need, 0, 4),
    _Kind(_enquired_about, 10, 15),
    _Kind(_being_assessed, 5, 9),
    _Kind(_in_care_before, 10, 17),
    _Kind(_in_need, -1, -1),
    _Kind(_contacted, 10, 15),
    _Kind(_protected, 10, 15),
    _Kind(_closed, 1, 9),
    _Kind(_in_care, 0, 4),
    _Kind(_referred_in_vain, 10, 17),
    _Kind(_protected_before, 1, 9),
    _Kind(_in_need, 16, 17),
    _Kind(_closed_after_assessment, 2, 17),
    _Kind(_in_care_and_protected, 10, 15),
    _Kind(_being_assessed, 10, 15),
    _Kind(_protected, 5, 9),
    _Kind(_contacted, 5, 17),
)

FEWEST_CHILDREN: Final = len(_KINDS)
"""With this many children, there is at least one of each kind, and no list is empty."""


def _distinct(child: _Child, taken: set[tuple[object, ...]]) -> _Child:
    """Return a child, with another ethnicity if it could be mistaken for an earlier one."""
    codes = [child.ethnicity, *ETHNICITY.codes]
    ethnicity = next(
        (code for code in codes if (child.birth, child.gender, code) not in taken), child.ethnicity
    )
    taken.add((child.birth, child.gender, ethnicity))
    return attrs.evolve(child, ethnicity=ethnicity)


def rows_of_children(children: int, *, seed: int, as_of: dt.date) -> dict[int, list[FactRow]]:
    """Return the rows of synthetic children in each list.

    Each child is drawn separately, so that the first ones are the same if there are more.

    Args:
        children: How many.
        seed: The seed for the random choices.
        as_of: The day of the lists.

    Returns:
        The rows for each list number, in the order of the children.
    """
    lists: dict[int, list[FactRow]] = {number: [] for number in (1, 3, 4, 5, 6, 7, 8)}
    taken: set[tuple[object, ...]] = set()
    for number in range(1, children + 1):
        kind = _KINDS[(number - 1) % len(_KINDS)]
        draw = _Draw(f"jtai {seed} {number}")
        child = _distinct(_child(number, (kind.youngest, kind.oldest), as_of, draw), taken)
        kind.tell(_Story(child, as_of, draw, lists))
    return lists
