"""Rules about answers, mainly in the fields that the inspection adds (paras 33 and 34).

Invariant: the guidance tables say for which children the fields are required, and which field
follows which. What the answers about CAMHS mean together is as in `children`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Final

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.guidance.definitions import DEEP_DIVE
from jtai.guidance.entries.list_entries import CellKind, ListLayout
from jtai.guidance.lists import CARE, FOLLOW_UP_FIELDS, GATE_FIELDS, NEED, PROTECTION
from jtai.lists.reading.cells import UNREAD, Unread
from jtai.lists.rules.rule import (
    AGE_IN_DOUBT,
    UNREAD_CELL,
    ListView,
    ProblemAt,
    Rule,
    Select,
    Severity,
    UnknownAt,
    has_code,
    is_no,
    is_yes,
    where_all,
)

_LISTS = (NEED, PROTECTION, CARE)
_GATES = tuple(field.key for field in GATE_FIELDS)
_FOLLOW_UPS = tuple(field.key for field in FOLLOW_UP_FIELDS)
_CAMHS = ("camhs_referred", "camhs_receiving", "camhs_waiting", "camhs_not_accepted")
_SERVED = ("camhs_receiving", "camhs_waiting")
_SHOWING_NEED = (*_CAMHS, "support_recent")
_AGES = f"{DEEP_DIVE.youngest} to {DEEP_DIVE.oldest}"


def _asked(view: ListView) -> list[bool | None]:
    """Return for each row whether the fields are required at the child's age; None if unknown.

    A stated age that contradicts the date of birth makes a no unknown.
    """
    return view.once(f"asked of list {view.number}", lambda: [*_by_age(view)])


def _by_age(view: ListView) -> Iterator[bool | None]:
    in_doubt = _in_doubt(view)
    for at, age in enumerate(view.ages):
        asked = age is not None and DEEP_DIVE.youngest <= age <= DEEP_DIVE.oldest
        unknown = not asked and (age is None or at in in_doubt)
        yield None if unknown else asked


def _in_doubt(view: ListView) -> frozenset[int]:
    """Return the rows where the age and the date of birth differ in whether fields are required."""
    return view.ages_in_doubt(DEEP_DIVE.youngest, DEEP_DIVE.oldest + 1)


def _uncertain(view: ListView) -> frozenset[int]:
    """Return the rows where the age is in doubt, or could not be read."""
    return _in_doubt(view) | view.ages_unread


def _age_open(view: ListView, at: int) -> str:
    """Return why the age of a row is unknown."""
    return AGE_IN_DOUBT if at in _in_doubt(view) else "the age is unknown"


def _gates(view: ListView) -> list[Answer | Unread | None]:
    """Return for each row yes if a gate answer is yes, no if both are no, and otherwise None.

    Unread if it depends on a cell that could not be read.
    """
    return view.once(
        f"gates of list {view.number}",
        lambda: [
            _gate(*answers)
            for answers in zip(*(view.table.values(key) for key in _GATES), strict=True)
        ],
    )


def _gate(*answers: Answer | Unread | None) -> Answer | Unread | None:
    if Answer.YES in answers:
        return Answer.YES
    if UNREAD in answers:
        return UNREAD
    return Answer.NO if answers == (Answer.NO,) * len(answers) else None


def _gate_missing(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    for at, (asked, filled) in enumerate(zip(_asked(view), view.filled(key), strict=True)):
        if not filled and asked is not False:
            why = UNREAD_CELL if filled is None else "" if asked else _age_open(view, at)
            yield UnknownAt(at, why) if why else ProblemAt(at, key)


def _gate_outside_ages(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    uncertain = _uncertain(view)
    for at, (asked, answer) in enumerate(zip(_asked(view), view.table.values(key), strict=True)):
        if answer is None:
            continue
        if asked is False:
            yield UnknownAt(at, UNREAD_CELL) if answer is UNREAD else ProblemAt(at, key)
        elif asked is None and at in uncertain:
            yield UnknownAt(at, _age_open(view, at))


def _follow_up_missing(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    key = keys[-1]
    filled = view.filled(key)
    before, last = sorted(view.table.places, key=view.table.places.__getitem__)[-2:]
    beside = view.table.values(before)
    for at, open_because in view.once(f"owed on list {view.number}", lambda: [*_owed(view)]):
        if not filled[at]:
            why = UNREAD_CELL if filled[at] is None else open_because
            remedy = _MAY_BE_DELETED if key == last and beside[at] is not None else ""
            yield UnknownAt(at, why) if why else ProblemAt(at, key, remedy=remedy)


# Nothing else shows that Excel moved the answers after a deleted one to the left.
_MAY_BE_DELETED = (
    "answer Y or N; if a cell of the row was deleted, first move the cells after it back"
)


def _owed(view: ListView) -> Iterator[tuple[int, str]]:
    """Yield the rows where the follow-up fields are required, or why that is unknown."""
    for at, (asked, gate) in enumerate(zip(_asked(view), _gates(view), strict=True)):
        if gate is Answer.NO or asked is False:
            continue
        if gate is UNREAD:
            yield at, UNREAD_CELL
        elif gate is Answer.YES:
            yield at, "" if asked else _age_open(view, at)
        # A blank gate is a separate problem; an unknown one leaves this undecided.
        elif Answer.UNKNOWN in {view[one][at] for one in _GATES}:
            yield at, "a gate answer is unknown"


def _follow_up_unasked(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find answers that are not required, each row once: at the first of its cells."""
    found, counts = view.once(f"unasked of list {view.number}", lambda: _unasked_cells(view))
    for result in found[keys[-1]]:
        if isinstance(result, UnknownAt):
            yield result
        elif (first := counts[result.row])[0] == result.column:
            several = _SEVERAL_UNASKED.format(len(first))
            yield (
                result
                if len(first) == 1
                else result._replace(message=several, remedy=_LEAVE_THEM_BLANK)
            )


_SEVERAL_UNASKED = (
    "{} of the follow-up fields are answered, but they are required only at ages "
    f"{_AGES} and where a gate answer is yes"
)
_LEAVE_THEM_BLANK = "leave them blank, or check the gate answers"


def _unasked_cells(
    view: ListView,
) -> tuple[dict[str, list[ProblemAt | UnknownAt]], dict[int, list[str]]]:
    """Return what is found in each column, and for each row the columns with a problem."""
    found = {key: [*_unasked(view, key)] for key in _FOLLOW_UPS if view.has(key)}
    columns: dict[int, list[str]] = {}
    for key, results in found.items():
        for result in results:
            if isinstance(result, ProblemAt):
                columns.setdefault(result.row, []).append(key)
    return found, columns


def _unasked(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    asked_at, gates, answers = _asked(view), _gates(view), view.table.values(key)
    uncertain = _uncertain(view)
    for at in view.once(f"not owed on list {view.number}", lambda: _not_owed(view)):
        answer, asked, gate = answers[at], asked_at[at], gates[at]
        if answer is None:
            continue
        if asked is None and gate is not Answer.NO and at in uncertain:
            yield UnknownAt(at, _age_open(view, at))
        # A yes that shows a need is reported by `_gate_contradicted` instead.
        elif asked is not False and key in _SHOWING_NEED and answer is Answer.YES:
            continue
        elif answer is UNREAD or (asked is not False and gate is UNREAD):
            yield UnknownAt(at, UNREAD_CELL)
        else:
            yield ProblemAt(at, key)


def _not_owed(view: ListView) -> list[int]:
    """Return the rows where the follow-up fields are not, or perhaps not, required."""
    rows = zip(_asked(view), _gates(view), strict=True)
    uncertain = _uncertain(view)
    return [
        at
        for at, (asked, gate) in enumerate(rows)
        if asked is False
        or gate is Answer.NO
        or gate is UNREAD
        or (asked is None and at in uncertain)
    ]


def _gate_contradicted(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    return _against_gates(view, *keys[len(_GATES) :])


def _against_gates(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find a yes in a field that shows a need, where both gates are no."""
    answers = zip(*(view.table.values(key) for key in keys), strict=True)
    rows = zip(_asked(view), _gates(view), answers, strict=True)
    for at, (asked, gate, given) in enumerate(rows):
        if asked is False or gate is Answer.YES or gate is None:
            continue
        if gate is Answer.NO and Answer.YES in given and at not in view.ages_unread:
            yield ProblemAt(at, keys[given.index(Answer.YES)])
        elif Answer.YES in given or UNREAD in given:
            yield UnknownAt(at, UNREAD_CELL)


def _support_without_need(
    view: ListView, concern: str, need: str, support: str
) -> Iterator[ProblemAt | UnknownAt]:
    columns = (view.table.values(key) for key in (concern, need, support))
    for at, (worried, needed, given) in enumerate(zip(*columns, strict=True)):
        # With no concern either, the three contradict each other.
        if worried is Answer.NO or needed not in _NO_OR_UNREAD or given not in _YES_OR_UNREAD:
            continue
        unread = UNREAD in {worried, needed, given}
        yield UnknownAt(at, UNREAD_CELL) if unread else ProblemAt(at, need)


_NO_OR_UNREAD: Final = (Answer.NO, UNREAD)
_YES_OR_UNREAD: Final = (Answer.YES, UNREAD)


def _service_without_support(
    view: ListView, receiving: str, support: str
) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, support, {receiving: is_yes, support: is_no})


def _denied(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find a no where another answer in the row suggests a yes."""
    key, *others = keys
    rows = zip(*(view.table.values(name) for name in (key, *others)), strict=True)
    for at, (answer, *given) in enumerate(rows):
        if answer is Answer.NO and Answer.YES in given:
            yield ProblemAt(at, key)
        elif (answer is Answer.NO and UNREAD in given) or (
            answer is UNREAD and not {Answer.YES, UNREAD}.isdisjoint(given)
        ):
            yield UnknownAt(at, UNREAD_CELL)


def _denied_by_plan(view: ListView, key: str, end: str) -> Iterator[ProblemAt]:
    for at, (answer, ended) in enumerate(zip(view[key], view[end], strict=True)):
        if answer is Answer.NO and (ended is None or ended >= view.drawn_on):
            yield ProblemAt(at, key)


# J1 remand, J2 detention under the Police and Criminal Evidence Act 1984, J3 a youth
# rehabilitation order: https://www.gov.uk/guidance/children-looked-after-return
_OF_JUSTICE = {"known_to_yot": ("J1", "J2", "J3"), "police_or_criminal": ("J1", "J2")}


def _denied_by_status(view: ListView, key: str, status: str) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, key, {status: has_code(*_OF_JUSTICE[key]), key: is_no})


def _yes_or_no(layout: ListLayout) -> Iterator[tuple[str, ...]]:
    """Select the columns whose only published answers are yes and no."""
    for column in layout.columns:
        codes = column.codes.codes if column.codes is not None else ()
        if column.kind is CellKind.ANSWER and all(code.code != Answer.UNKNOWN for code in codes):
            yield (column.key,)


def _unknown(view: ListView, key: str) -> Iterator[ProblemAt]:
    for at in view.where(key, lambda answer: answer is Answer.UNKNOWN):
        yield ProblemAt(at, key)


def _not_accepted_unreferred(
    view: ListView, referred: str, refused: str
) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, refused, {refused: is_yes, referred: is_no})


def _unreferred(view: ListView, referred: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find a service or a place on a waiting list without a referral, each row once."""
    place = _SERVED.index(key)
    others = {name: view.table.values(name) for name in _SERVED if name != key and view.has(name)}
    before = [others[name] for name in _SERVED[:place] if name in others]
    answers = view.table.values(key)
    for result in where_all(view, referred, {key: is_yes, referred: is_no}):
        # A yes in the other column decides, and is found there.
        decisive = others.values() if answers[result.row] is UNREAD else before
        if all(values[result.row] is not Answer.YES for values in decisive):
            yield result


def _on_each_list(*groups: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple(pair for number in _LISTS for pair in zip(repeat(number), groups, strict=False))


_EACH_GATE = _on_each_list(*((key,) for key in _GATES))
_EACH_FOLLOW_UP = _on_each_list(*((*_GATES, key) for key in _FOLLOW_UPS))

RULES_OF_ANSWERS: tuple[Rule, ...] = (
    Rule(
        id="gate-missing",
        severity=Severity.ERROR,
        statement=f"For a child aged {_AGES}, both gate fields are answered.",
        message="the field is blank, but it is required at the child's age",
        remedy="answer Y or N",
        reference=Reference.para(33),
        columns=_EACH_GATE,
        find=_gate_missing,
        each=True,
        partial=True,
    ),
    Rule(
        id="gate-outside-ages",
        severity=Severity.NOTE,
        statement=f"The gate fields are answered only for children aged {_AGES}.",
        message="the field is answered, but it is not required at the child's age",
        remedy=f"leave it blank; it is required only for children aged {_AGES}",
        reference=Reference.para(33),
        columns=_EACH_GATE,
        find=_gate_outside_ages,
        each=True,
        partial=True,
    ),
    Rule(
        id="follow-up-missing",
        severity=Severity.ERROR,
        statement=(
            f"For a child aged {_AGES} with a gate answer of yes, all eight follow-up fields are "
            "answered."
        ),
        message="a gate answer is yes, but the field is blank",
        remedy="answer Y or N",
        reference=Reference.para(34),
        columns=_EACH_FOLLOW_UP,
        find=_follow_up_missing,
        partial=True,
    ),
    Rule(
        id="follow-up-unasked",
        severity=Severity.NOTE,
        statement=(
            f"The eight follow-up fields are blank for children who are not aged {_AGES}, and "
            "where both gate answers are no; at these ages, gate-contradicted and gate-doubted "
            "report a yes that shows a need."
        ),
        message=(
            f"the field is answered, but it is required only at ages {_AGES} and where a gate "
            "answer is yes"
        ),
        remedy="leave it blank, or check the gate answers",
        reference=Reference.para(34),
        columns=_EACH_FOLLOW_UP,
        find=_follow_up_unasked,
        partial=True,
    ),
    Rule(
        id="gate-contradicted",
        severity=Severity.WARNING,
        statement=(
            f"The gate answers are not both no for a child aged {_AGES}, or of unknown age, who "
            "has or had mental health support."
        ),
        message="both gate answers are no, but the child has or had mental health support",
        remedy="check the gate answers; they decide whether the child is in the deep dive",
        reference=Reference.para(33, 34),
        columns=_on_each_list((*_GATES, "support_recent")),
        find=_gate_contradicted,
        partial=True,
    ),
    Rule(
        id="gate-doubted",
        severity=Severity.NOTE,
        statement=(
            f"The gate answers are not both no for a child aged {_AGES}, or of unknown age, who "
            "is known to CAMHS, unless CAMHS is involved only for ADHD or autism."
        ),
        message=(
            "both gate answers are no, but CAMHS knows the child, perhaps only for ADHD or autism"
        ),
        remedy="check the gate answers; they decide whether the child is in the deep dive",
        reference=Reference.para(33, 34, 17),
        columns=_on_each_list((*_GATES, *_CAMHS)),
        find=_gate_contradicted,
        partial=True,
    ),
    Rule(
        id="camhs-without-referral",
        severity=Severity.NOTE,
        statement="A child waiting for or receiving a CAMHS service was referred.",
        message="the child is waiting for or receiving a CAMHS service without a referral",
        remedy="check whether this is right; it may be, for example after a self-referral",
        reference=Reference.para(34),
        columns=_on_each_list(*(("camhs_referred", key) for key in _SERVED)),
        find=_unreferred,
        partial=True,
    ),
    Rule(
        id="support-without-need",
        severity=Severity.NOTE,
        statement=(
            "A child with recent support for mental health was identified as needing it, unless "
            "there is no concern about the child's mental health either."
        ),
        message="no need for support was identified, but there is or was support",
        remedy="check both answers; the need may have ended",
        reference=Reference.para(33, 34),
        columns=_on_each_list((*_GATES, "support_recent")),
        find=_support_without_need,
        partial=True,
    ),
    Rule(
        id="service-without-support",
        severity=Severity.NOTE,
        statement="A child who is receiving a CAMHS service has current support.",
        message="the child is receiving a CAMHS service, but the answer on support is no",
        remedy="check both answers; the service may be for ADHD or autism",
        reference=Reference.para(34, 17),
        columns=_on_each_list(("camhs_receiving", "support_recent")),
        find=_service_without_support,
        partial=True,
    ),
    Rule(
        id="multi-agency-denied",
        severity=Severity.NOTE,
        statement=(
            "A child who receives a CAMHS service, or is known to the YOT or the police, has "
            "several agencies involved."
        ),
        message="the answer on several agencies is no, but another answer names an agency",
        remedy="check the answers; several agencies may be involved",
        reference=Reference.para(34),
        columns=_on_each_list(
            ("multi_agency", "camhs_receiving", "known_to_yot", "police_or_criminal")
        ),
        find=_denied,
        partial=True,
    ),
    Rule(
        id="multi-agency-with-plan",
        severity=Severity.NOTE,
        statement="A child with a current child protection plan has several agencies involved.",
        message="the answer on several agencies is no, but the child has a current plan",
        remedy="check the answer; a child protection plan is carried out by several agencies",
        reference=Reference.para(34),
        columns=((7, ("multi_agency", "plan_end")),),
        find=_denied_by_plan,
    ),
    Rule(
        id="justice-denied",
        severity=Severity.NOTE,
        statement=(
            "A child on remand, detained by the police or under a youth rehabilitation order is "
            "known to the YOT; for one on remand or detained, police or criminal proceedings are "
            "current."
        ),
        message="the answer is no, but the legal status is a youth justice one",
        remedy="check the answer and the legal status",
        reference=Reference.para(34),
        columns=tuple((8, (key, "legal_status")) for key in _OF_JUSTICE),
        find=_denied_by_status,
        partial=True,
    ),
    Rule(
        id="camhs-contradiction",
        severity=Severity.WARNING,
        statement="If a referral to CAMHS was not accepted, the child is recorded as referred.",
        message="a referral was not accepted, but the child was never referred",
        remedy="check both answers with CAMHS",
        reference=Reference.para(34),
        columns=_on_each_list(("camhs_referred", "camhs_not_accepted")),
        find=_not_accepted_unreferred,
        partial=True,
    ),
)
"""The rules about the fields that the inspection adds."""

RULES_OF_YES_OR_NO: tuple[tuple[Select, Rule], ...] = (
    (
        _yes_or_no,
        Rule(
            id="answer-unknown",
            severity=Severity.WARNING,
            statement="Where yes or no is required, the answer is one of the two.",
            message="the answer is unknown, but yes or no is required",
            remedy="find out, and answer yes or no",
            reference=Reference.para(33, 34, 42),
            find=_unknown,
            each=True,
        ),
    ),
)
"""The rule about answers other than yes and no, with the function that selects its columns."""
