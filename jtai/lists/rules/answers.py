"""Rules about answers, above all those that the inspection adds (paras 33 and 34).

Invariant: whom the fields are asked of, and which follow which, comes from the tables of the
guidance. What the answers about CAMHS mean together is known to `children`, and asked there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import repeat
from typing import Any

from jtai.children.records import CamhsStatus
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.guidance.definitions import DEEP_DIVE
from jtai.guidance.entries.list_entries import CellKind, ListLayout
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.lists.rules.rule import ListView, ProblemAt, Rule, Select, Severity, UnknownAt

_LISTS = (6, 7, 8)
_GATES = tuple(field.key for field in GATE_FIELDS)
_FOLLOW_UPS = tuple(field.key for field in FOLLOW_UP_FIELDS)
_CAMHS = ("camhs_referred", "camhs_receiving", "camhs_waiting", "camhs_not_accepted")
_SHOWING_NEED = (*_CAMHS, "support_recent")
_AGES = f"{DEEP_DIVE.youngest} to {DEEP_DIVE.oldest}"


def _asked(view: ListView) -> list[bool | None]:
    """Tell of each row whether the fields are asked of a child of its age; None if unknown."""
    youngest, oldest = DEEP_DIVE.youngest, DEEP_DIVE.oldest
    return view.once(
        f"asked of list {view.number}",
        lambda: [None if age is None else youngest <= age <= oldest for age in view.ages],
    )


def _gates(view: ListView) -> list[Answer | None]:
    """Tell of each row whether a gate answer is yes, both are no, or neither is said."""
    return view.once(
        f"gates of list {view.number}",
        lambda: [_gate(*answers) for answers in zip(*(view[key] for key in _GATES), strict=True)],
    )


def _gate(*answers: Answer | None) -> Answer | None:
    if Answer.YES in answers:
        return Answer.YES
    return Answer.NO if answers == (Answer.NO,) * len(answers) else None


def _gate_missing(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    for at, (asked, answer) in enumerate(zip(_asked(view), view[key], strict=True)):
        if answer is None and asked is not False:
            yield ProblemAt(at, key) if asked else UnknownAt(at, "the age is not known")


def _gate_outside_ages(view: ListView, key: str) -> Iterator[ProblemAt]:
    for at, (asked, answer) in enumerate(zip(_asked(view), view[key], strict=True)):
        if asked is False and answer is not None:
            yield ProblemAt(at, key)


def _follow_up_missing(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    key = keys[-1]
    rows = zip(_asked(view), _gates(view), view[key], strict=True)
    for at, (asked, gate, answer) in enumerate(rows):
        if answer is not None or gate is Answer.NO or asked is False:
            continue
        if gate is None:
            # A gate that is blank is a problem of its own; one that is unknown leaves this open.
            if Answer.UNKNOWN in {view[one][at] for one in _GATES}:
                yield UnknownAt(at, "a gate answer is unknown")
        else:
            yield ProblemAt(at, key) if asked else UnknownAt(at, "the age is not known")


def _follow_up_unasked(view: ListView, *keys: str) -> Iterator[ProblemAt]:
    key = keys[-1]
    rows = zip(_asked(view), _gates(view), view[key], strict=True)
    for at, (asked, gate, answer) in enumerate(rows):
        # A yes that shows a need is no stray answer: `_gate_contradicted` tells of it.
        told = answer is Answer.YES and key in _SHOWING_NEED and asked is not False
        if answer is not None and not told and (asked is False or gate is Answer.NO):
            yield ProblemAt(at, key)


def _gate_contradicted(view: ListView, *keys: str) -> Iterator[ProblemAt]:
    key = keys[-1]
    rows = zip(_asked(view), _gates(view), view[key], strict=True)
    for at, (asked, gate, answer) in enumerate(rows):
        if answer is Answer.YES and gate is Answer.NO and asked is not False:
            yield ProblemAt(at, key)


def _yes_or_no(layout: ListLayout) -> Iterator[tuple[str, ...]]:
    """Select the columns whose published answers are yes and no only."""
    for column in layout.columns:
        codes = column.codes.codes if column.codes is not None else ()
        if column.kind is CellKind.ANSWER and all(code.code != Answer.UNKNOWN for code in codes):
            yield (column.key,)


def _unknown(view: ListView, key: str) -> Iterator[ProblemAt]:
    for at, answer in enumerate(view[key]):
        if answer is Answer.UNKNOWN:
            yield ProblemAt(at, key)


@lru_cache(maxsize=256)
def _contradiction(answers: tuple[Answer | None, ...]) -> tuple[str, str]:
    """Give the column and the text of the first contradiction, or nothing."""
    names = ("referred", "receiving", "waiting", "not_accepted")
    given: dict[str, Any] = {
        name: Answer.UNKNOWN if answer is None else answer
        for name, answer in zip(names, answers, strict=True)
    }
    for found in CamhsStatus(**given).contradictions:
        return _CAMHS[names.index(found.facts[-1])], found.text
    return "", ""


def _camhs_contradiction(view: ListView, *keys: str) -> Iterator[ProblemAt]:
    for at, answers in enumerate(zip(*(view[key] for key in keys), strict=True)):
        column, text = _contradiction(answers)
        if column:
            yield ProblemAt(at, column, text)


def _on_each_list(*groups: tuple[str, ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple(pair for number in _LISTS for pair in zip(repeat(number), groups, strict=False))


_EACH_GATE = _on_each_list(*((key,) for key in _GATES))
_EACH_FOLLOW_UP = _on_each_list(*((*_GATES, key) for key in _FOLLOW_UPS))

RULES_OF_ANSWERS: tuple[Rule, ...] = (
    Rule(
        id="gate-missing",
        severity=Severity.ERROR,
        statement=f"For a child aged {_AGES}, both gate fields are answered.",
        message="the child is of the age that is asked about, and the field is blank",
        remedy="answer Y or N",
        reference=Reference.para(33),
        columns=_EACH_GATE,
        find=_gate_missing,
        each=True,
    ),
    Rule(
        id="gate-outside-ages",
        severity=Severity.NOTE,
        statement=f"The gate fields are answered for children aged {_AGES} only.",
        message="the field is answered for a child whom it is not asked of",
        remedy="leave it blank; only children of these ages are asked about",
        reference=Reference.para(33),
        columns=_EACH_GATE,
        find=_gate_outside_ages,
        each=True,
    ),
    Rule(
        id="follow-up-missing",
        severity=Severity.ERROR,
        statement="Where a gate answer is yes, all eight fields that follow are answered.",
        message="a gate answer is yes, and the field is blank",
        remedy="answer Y or N",
        reference=Reference.para(34),
        columns=_EACH_FOLLOW_UP,
        find=_follow_up_missing,
    ),
    Rule(
        id="follow-up-unasked",
        severity=Severity.NOTE,
        statement="The eight fields are answered only where a gate answer is yes.",
        message="the field is answered though no gate answer asks for it",
        remedy="leave it blank, or check the gate answers",
        reference=Reference.para(34),
        columns=_EACH_FOLLOW_UP,
        find=_follow_up_unasked,
    ),
    Rule(
        id="gate-contradicted",
        severity=Severity.WARNING,
        statement="A child who has, awaits or was refused support has a yes in a gate field.",
        message="both gate answers are no, and yet the answer shows a need for support",
        remedy="check the gate answers: a no there keeps the child out of the deep dive",
        reference=Reference.para(33, 34),
        columns=_on_each_list(*((*_GATES, key) for key in _SHOWING_NEED)),
        find=_gate_contradicted,
    ),
    Rule(
        id="camhs-contradiction",
        severity=Severity.WARNING,
        statement="A child whose referral to CAMHS was not accepted was referred.",
        message="a referral was not accepted, but the child was never referred",
        remedy="check both answers with CAMHS",
        reference=Reference.para(34),
        columns=_on_each_list(_CAMHS),
        find=_camhs_contradiction,
    ),
)
"""The rules about the fields that the inspection adds."""

RULES_OF_YES_OR_NO: tuple[tuple[Select, Rule], ...] = (
    (
        _yes_or_no,
        Rule(
            id="answer-unknown",
            severity=Severity.WARNING,
            statement="Where yes or no is asked for, the answer is one of the two.",
            message="the answer is unknown, where yes or no is asked for",
            remedy="find out, and answer yes or no",
            reference=Reference.para(33, 34, 42),
            find=_unknown,
            each=True,
        ),
    ),
)
"""The rule about answers that are neither, with what selects its columns."""
