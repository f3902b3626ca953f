"""Whether the selected children meet the requirements of the guidance (paras 3, 37).

Each check returns yes, no or unknown with its paragraph; a missing fact never counts as met. This
checks a selection, and does not make one. Brothers and sisters are not evaluated (para 38), so they
are not modelled. Children are named by their place in the selection, and by their identifiers only
on request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import ClassVar

import attrs

from jtai.children.mental_health import camhs_words
from jtai.children.records import Child
from jtai.children.scope import AGES, deep_dive_of
from jtai.core.answers import Answer, Decision, Reason, all_of
from jtai.core.citation import Reference
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table, number_of
from jtai.core.results import Column, Result, Results, of_a_child
from jtai.core.validation import duplicates, instances, plain_date, several
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.agencies import are_several
from jtai.guidance.definitions import TRACKED_CHILDREN
from jtai.timetable.ages import LeapBirthday

_NUMBER = Reference.para(37, 3)
_NEEDS = TRACKED_CHILDREN.reference


class SelectionCheck(StrEnum):
    """What is checked."""

    NUMBER = "number of children"
    KNOWN = "child is known"
    SCOPE = "scope of the deep dive"
    MULTI_AGENCY = "multi-agency involvement"
    RECENT_WORK = "current or recent work"


@attrs.frozen(kw_only=True)
class SelectionResult(Result):
    """The result of one check of a selection.

    Attributes:
        check: What was checked.
        where: The place, such as ``selected[0]``.
        child: The identifier of the child; empty if the check is about the whole selection.
        reason: The answer, why, and where the guidance requires it.
    """

    check: SelectionCheck
    where: str
    child: str = of_a_child("")
    reason: Reason

    @property
    def answer(self) -> Answer:
        """Whether the check is met."""
        return self.reason.answer

    _columns: ClassVar = (
        Column("where", "Where"),
        Column("check", "Check"),
        Column("child", child=True),
        Column("answer", "Fits"),
        Column("text", "Why", lambda result: result.reason.why, path="reason.text"),
        Column("missing", path="reason.missing"),
        Column("assumed", path="reason.assumed"),
        Column("reference", "Source", path="reason.reference"),
    )

    def __str__(self) -> str:
        return f"{self.where}: {self.check}: {self.reason}"


@attrs.frozen(kw_only=True)
class SelectionReport(Results):
    """Every check of a selection; `unmet` has those that are not met or unknown.

    Attributes:
        as_of: The date of the inspection, on which ages and plans were checked.
        inspection_date: What that date is, such as ``"notification"``; empty for any other date.
        checks: Every check, including those that are met.
    """

    as_of: dt.date
    inspection_date: str = ""
    checks: tuple[SelectionResult, ...] = attrs.field(
        converter=Table[SelectionResult], repr=number_of
    )

    _kind: ClassVar = SelectionResult
    _keys: ClassVar = (Column("as_of"), Column("inspection_date"))

    @property
    def unmet(self) -> tuple[SelectionResult, ...]:
        """The checks that are not met or unknown."""
        return Table(result for result in self.checks if result.answer is not Answer.YES)

    @property
    def fits(self) -> Answer:
        """Whether the whole selection meets the checks; unknown if facts are missing."""
        return all_of(result.answer for result in self.checks)

    def about(self, child: str) -> tuple[SelectionResult, ...]:
        """Return every check of one child, by identifier."""
        return Table(result for result in self.checks if child and result.child == child)

    def _results(self) -> tuple[SelectionResult, ...]:
        return self.unmet

    @property
    def _notes(self) -> list[str]:
        assumed = dict.fromkeys(result.reason.assumed for result in self.checks)
        return [f"Assumed: {words}." for words in assumed if words is not None]

    @property
    def _nothing(self) -> str:
        return f"Nothing to report: all {len(self.checks)} checks are met."

    @property
    def _title(self) -> str:
        what = f" ({self.inspection_date})" if self.inspection_date else ""
        return f"Is the selection suitable on {long_date(self.as_of)}{what}? {self.fits}"


def check_selection(
    selected: Iterable[str],
    children: Iterable[Child],
    *,
    as_of: dt.date,
    inspection_date: str = "",
    ages: tuple[int, int] = AGES,
    recent_plans: bool = True,
    leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
) -> SelectionReport:
    """Return a report that checks selected children against paras 3 and 37.

    Args:
        selected: The identifiers of the selected children.
        children: The children that are known.
        as_of: The date of the inspection, on which ages and plans are checked.
        inspection_date: What that date is, for the report.
        ages: The youngest and the oldest age in scope, as in `jtai.deep_dive`.
        recent_plans: Whether a plan that ended in the six months before counts.
        leap_birthday: The birthday, in a common year, of a child born on 29 February.

    Raises:
        DateTypeError: If `as_of` is not a date.
        InvalidValueError: If a child is selected twice or is twice among the children, an
            identifier is blank, a child is not a `Child`, or `ages` is not two whole numbers,
            youngest first. The error shows no identifier.

    Examples:
        >>> report = check_selection(["A1"], [], as_of=date(2019, 9, 9))
        >>> for result in report.unmet:
        ...     print(result)
        selected: number of children: no: 1 selected, not 5 to 7 (guidance 190035, paras 3, 37)
        selected[0]: child is known: unknown: nothing is known about this child, who is not among
        the children in the inspection (missing: children) (guidance 190035, paras 3, 37)
    """
    day = plain_date(as_of, "as_of")
    scope = deep_dive_of(
        as_of=day, ages=ages, recent_plans=recent_plans, leap_birthday=leap_birthday
    )
    names = tuple(several(selected, "selected"))
    among = instances(Child, children, "children", expected="a Child")
    if faults := [*_wrong(names, among)]:
        raise InvalidValueError(faults)
    known = {child.id: child for child in among}
    checks = [SelectionResult(check=SelectionCheck.NUMBER, where="selected", reason=_number(names))]
    no_work = all(
        name in known and recent_work_reason(known[name]).answer is Answer.NO for name in names
    )
    for position, name in enumerate(names):
        checks += [
            SelectionResult(check=check, where=f"selected[{position}]", child=name, reason=reason)
            for check, reason in _of_child(known.get(name), scope, no_work=no_work)
        ]
    return SelectionReport(as_of=day, inspection_date=inspection_date, checks=tuple(checks))


def _wrong(names: Sequence[str], among: Sequence[Child]) -> Iterator[Fault]:
    for position, name in enumerate(names):
        if not isinstance(name, str) or not name.strip():
            yield Fault(
                message="not a valid identifier",
                where=f"selected[{position}]",
                expected="a non-blank string",
            )
    yield from duplicates("selected", "", names, str, _NEEDS)
    yield from duplicates("children", ".id", among, lambda child: child.id)


def _number(selected: Sequence[str]) -> Reason:
    if not selected:
        return _NOBODY_YET
    least, most = TRACKED_CHILDREN.least, TRACKED_CHILDREN.most
    fits = least <= len(selected) <= most
    return Reason(
        answer=Answer.of(fits),
        text=f"{len(selected)} selected" + ("" if fits else f", not {least} to {most}"),
        reference=_NUMBER,
    )


_NOBODY_YET = Reason(
    answer=Answer.UNKNOWN,
    text="no selection is recorded",
    missing="selected",
    reference=_NUMBER,
)


def _of_child(
    child: Child | None, scope: Callable[[Child], Decision], *, no_work: bool
) -> Iterator[tuple[SelectionCheck, Reason]]:
    if child is None:
        yield SelectionCheck.KNOWN, _UNKNOWN_CHILD
        return
    yield SelectionCheck.KNOWN, _KNOWN_CHILD
    for reason in scope(child).reasons:
        yield SelectionCheck.SCOPE, reason
    yield SelectionCheck.MULTI_AGENCY, multi_agency_reason(child)
    work = recent_work_reason(child)
    settled = no_work or work.answer is not Answer.NO
    yield SelectionCheck.RECENT_WORK, work if settled else _WORK_ON_OTHERS


_UNKNOWN_CHILD = Reason(
    answer=Answer.UNKNOWN,
    text="nothing is known about this child, who is not among the children in the inspection",
    missing="children",
    reference=_NUMBER,
)
_KNOWN_CHILD = Reason(
    answer=Answer.YES,
    text="the child is among the children in the inspection",
    reference=_NUMBER,
)


# Para 3 says of each tracked child that several agencies provide services.
_EACH = Reference.para(3, 37)


def multi_agency_reason(child: Child) -> Reason:
    """Return whether several agencies are involved with a child, and why (paras 3, 37)."""
    health = child.mental_health
    said = health.multi_agency
    several = are_several(child.agencies)
    if said is Answer.NO and several:
        return Reason(
            answer=Answer.UNKNOWN,
            text="the answer is no, but several agencies are named",
            missing="mental_health.multi_agency or agencies",
            contradicted=True,
            reference=_EACH,
        )
    named = {
        "the child receives a service from CAMHS": health.camhs.receiving,
        "the YOT knows the child": health.known_to_yot,
        "there is a police investigation or criminal proceeding": health.police_or_criminal,
    }
    against = [words for words, answer in named.items() if answer is Answer.YES]
    if said is Answer.NO and against:
        return Reason(
            answer=Answer.UNKNOWN,
            text=f"the answer is no, but {' and '.join(against)}",
            missing="mental_health.multi_agency",
            contradicted=True,
            reference=Reference.para(3, 34, 37),
        )
    if said is Answer.YES or several:
        return Reason(answer=Answer.YES, text="several agencies are involved", reference=_EACH)
    if said is Answer.NO:
        return Reason(
            answer=Answer.NO, text="there is no multi-agency involvement", reference=_EACH
        )
    return Reason(
        answer=Answer.UNKNOWN,
        text="it is unknown whether several agencies are involved",
        missing="mental_health.multi_agency",
        reference=_EACH,
    )


_WORK = "current or recent work on the child's mental health"


def recent_work_reason(child: Child) -> Reason:
    """Return whether there is current or recent work on a child's mental health (para 37).

    Para 37 says this of the selection as a whole. Unless the answer is a plain yes, the reason
    states what is assumed in applying it. A referral to CAMHS or a place on its waiting list may be
    such work (para 9), so it turns a no into unknown.
    """
    said, camhs = child.mental_health.recent_support, child.mental_health.camhs
    unknown = partial(
        Reason,
        answer=Answer.UNKNOWN,
        assumed=TRACKED_CHILDREN.assumed,
        reference=Reference.para(37, 9, 17, 34),
    )
    if said is Answer.YES:
        return Reason(answer=Answer.YES, text=f"there is {_WORK}", reference=_NEEDS)
    if camhs.receiving is Answer.YES and said is Answer.UNKNOWN:
        return Reason(
            answer=Answer.YES,
            text="the child receives a service from CAMHS",
            missing="mental_health.recent_support",
            assumed="a service from CAMHS is assumed to be work on the child's mental health",
            reference=Reference.para(37, 17, 34),
        )
    known = camhs_words(camhs)
    if known and said is Answer.NO:
        return unknown(
            text=(
                f"the answer about support is no, but {known}, which may count as work on the "
                "child's mental health or may be for ADHD or autism"
            ),
            missing="mental_health.recent_support or mental_health.camhs",
            contradicted=True,
        )
    if said is Answer.NO:
        return Reason(
            answer=Answer.NO,
            text=f"there is no {_WORK}",
            assumed=TRACKED_CHILDREN.assumed,
            reference=_NEEDS,
        )
    also = f"; {known}, which does not settle it" if known else ""
    return unknown(
        text=f"it is unknown whether there is {_WORK}{also}",
        missing="mental_health.recent_support",
    )


_WORK_ON_OTHERS = Reason(
    answer=Answer.UNKNOWN,
    text=(
        f"there is no {_WORK}, but other selected children have such work or may have it, and the "
        "lead inspector decides whether that is enough"
    ),
    assumed=TRACKED_CHILDREN.assumed,
    reference=_NEEDS,
)
