"""Seven decisions about each of many children, derived from the guidance before the code.

The table is the specification. Its columns, as of 9 September 2019:

- age: completed years; `9+` is ten tomorrow, `15+` sixteen tomorrow, `unborn` or `?`. No paragraph
  names the day on which ages count, so an age that changes during the inspection is assumed
- gates: concern, needs support (para 33), each Y, N or ?
- camhs: referred, receiving, waiting, not accepted (para 34)
- sup: support for mental health now or in the last six months (para 34)
- signs: an identification, a form or a related condition (paras 12, 15 to 17, footnote 1)
- plans: kinds of plan, with the end where there is one; `none` if there are none, `?` if unknown
- risk: identified as at risk of abuse, neglect or exploitation (para 19)

Decisions are y, n or ?, with a star if the answer rests on an assumption: `deep` (paras 8, 12,
21, 32), lists `6`, `7`, `8` (para 32), `gate` fields (para 33), `more` fields (para 34) and the
`front` sample with its category (paras 4, 19). `front` has no star for the assumption that the
person is a child, which every yes and unknown there makes if no day is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import pytest

from jtai.children.front_door import front_door_sample
from jtai.children.mental_health import CamhsStatus, MentalHealth
from jtai.children.records import Child, Plan
from jtai.children.scope import deep_dive, follow_up_fields_wanted, gate_fields_wanted, on_list
from jtai.core.answers import Answer, Decision
from jtai.guidance.terms import FormOfIllHealth, Identification, PlanKind, RelatedCondition

AS_OF: Final = date(2019, 9, 9)

TABLE: Final = """
age    gates camhs sup signs       plans          risk | deep 6  7 8 gate more front
# Gate answers alone (paras 12, 33, 34); one yes is enough, and a no needs both
12     YY    ????  ?   -           cin            ?    | y    y  n n y    y    y:?
12     YN    ????  ?   -           cin            ?    | y    y  n n y    y    y:?
12     NY    ????  ?   -           cin            ?    | y    y  n n y    y    y:?
12     Y?    ????  ?   -           cin            ?    | y    y  n n y    y    y:?
12     ?Y    ????  ?   -           cin            ?    | y    y  n n y    y    y:?
12     NN    ????  ?   -           cin            N    | n    y  n n y    n    n
12     NN    NNNN  N   -           cin            N    | n    y  n n y    n    n
12     N?    ????  ?   -           cin            N    | ?    y  n n y    ?    ?
12     ?N    NNNN  N   -           cin            N    | ?    y  n n y    ?    ?
12     ??    ????  ?   -           cin            N    | ?    y  n n y    ?    ?
12     ??    NNNN  N   -           cin            Y    | ?    y  n n y    ?    ?
# Both gate answers no, and CAMHS or recent support says otherwise: never no (paras 17, 34)
12     NN    Y???  ?   -           cin            N    | ?    y  n n y    n    ?
12     NN    ?Y??  ?   -           cin            N    | ?    y  n n y    n    ?
12     NN    ??Y?  ?   -           cin            N    | ?    y  n n y    n    ?
12     NN    ???Y  ?   -           cin            N    | ?    y  n n y    n    ?
12     NN    ????  Y   -           cin            N    | ?    y  n n y    n    ?
12     NN    YNNN  N   -           cin            N    | ?    y  n n y    n    ?
12     NN    NYNN  N   -           cin            Y    | ?    y  n n y    n    ?
12     NN    YNYN  N   -           lac            ?    | ?    y  n y y    n    ?
12     NN    YNNY  N   -           cpp            N    | ?    y  y n y    n    ?
12     NN    NNNN  Y   -           cin            N    | ?    y  n n y    n    ?
12     NN    YYNY  Y   -           cin            N    | ?    y  n n y    n    ?
12     NN    NNNY  N   -           cin            N    | ?    y  n n y    n    ?
# A gate answer is missing: a service, a wait or support is taken as a yes; a referral is not
12     ??    ?Y??  ?   -           cin            N    | y*   y  n n y    ?    y*:not
12     ??    ??Y?  ?   -           cin            Y    | y*   y  n n y    ?    y*:risk
12     ??    ????  Y   -           cin            ?    | y*   y  n n y    ?    y*:?
12     ??    NYNN  N   -           cin            N    | y*   y  n n y    ?    y*:not
12     N?    YNYN  N   -           cin            N    | y*   y  n n y    ?    y*:not
12     ?N    NNNN  Y   -           cin            N    | y*   y  n n y    ?    y*:not
12     ??    Y???  ?   -           cin            N    | ?    y  n n y    ?    ?
12     ??    YNNY  N   -           cin            N    | ?    y  n n y    ?    ?
12     ??    YNNN  N   -           cin            N    | ?    y  n n y    ?    ?
# Identification, forms and self-harm count by themselves (footnote 1, paras 12, 15, 16)
12     ??    ????  ?   early       cin            N    | y    y  n n y    ?    y:not
12     NN    ????  ?   identified  cin            N    | y    y  n n y    n    y:not
12     NN    NNNN  N   diagnosed   cin            Y    | y    y  n n y    n    y:risk
12     N?    ????  ?   anxiety     cin            N    | y    y  n n y    ?    y:not
12     NN    ????  ?   psychotic   cin            N    | y    y  n n y    n    y:not
12     NN    ????  ?   self-harm   cin            N    | y    y  n n y    n    y:not
12     NN    ?Y??  ?   self-harm   cin            N    | y    y  n n y    n    y:not
# ADHD, ADD and autism are not mental ill health and rule nothing out (para 17)
12     NN    ????  ?   adhd        cin            N    | n    y  n n y    n    n
12     NN    NNNN  N   autism      cin            N    | n    y  n n y    n    n
12     ??    ????  ?   autism      cin            N    | ?    y  n n y    ?    ?
12     YN    ????  ?   autism      cin            N    | y    y  n n y    y    y:not
12     NN    YYNN  N   adhd        cin            N    | ?    y  n n y    n    ?
12     ??    YYNN  ?   add         cin            N    | y*   y  n n y    ?    y*:not
# Ages 10 to 15, both included; the age focus is an assumption where it excludes (paras 8, 33)
9+     YY    ????  ?   -           cin            N    | n*   y  n n n*   n*   y:not
10     YY    ????  ?   -           cin            N    | y    y  n n y    y    y:not
15+    YY    ????  ?   -           lac            N    | y*   y  n y y*   y*   y:not
16     YY    ????  ?   -           lac            N    | n*   y  n y n    n    y:not
unborn ??    ????  ?   -           cpp            Y    | n*   y  y n n    n    ?
?      YY    ????  ?   -           cin            N    | ?    y  n n ?    ?    y:not
?      NN    ????  ?   -           cin            N    | n    y  n n ?    n    n
?      NN    ?Y??  ?   -           cin            N    | ?    y  n n ?    n    ?
16     NN    ?Y??  ?   -           cin            N    | n*   y  n n n    n    ?
9+     ??    ????  Y   -           cin            N    | n*   y  n n n*   n*   y*:not
?      ??    ??Y?  ?   -           cin            N    | ?*   y  n n ?    ?    y*:not
# Plans (paras 21, 32): list 6 holds the children of lists 7 and 8 too
12     YY    ????  ?   -           cpp            N    | y    y  y n y    y    y:not
12     YY    ????  ?   -           lac            N    | y    y  n y y    y    y:not
12     YY    ????  ?   -           cin+cpp+lac    N    | y    y  y y y    y    y:not
12     YY    ????  ?   -           none           N    | n    n* n n n*   n*   y:not
12     YY    ????  ?   -           ?              N    | ?    ?  ? ? ?    ?    y:not
12     NN    ????  ?   -           ?              N    | n    ?  ? ? ?    n    n
12     NN    ??Y?  ?   -           ?              N    | ?    ?  ? ? ?    n    ?
12     NN    ??Y?  ?   -           none           N    | n    n* n n n*   n*   ?
16     YY    ????  ?   -           ?              N    | n*   ?  ? ? n    n    y:not
12     YY    ????  ?   -           cin-2019-09-09 N    | y    y  n n y    y    y:not
12     YY    ????  ?   -           cin-2019-03-09 N    | y*   y  n n y    y    y:not
12     YY    ????  ?   -           lac-2019-06-01 N    | y*   y  n y y    y    y:not
12     YY    ????  ?   -           cpp-2019-03-08 N    | n    n* n n n*   n*   y:not
12     YY    ????  ?   -           cpp-2019-03-08+cin N | y   y  n n y    y    y:not
12     YY    ????  ?   -           soon           N    | n    n* n n n*   n*   y:not
?      ??    ????  ?   -           ?              ?    | ?    ?  ? ? ?    ?    ?
# The front door (paras 4, 19): health by risk, whatever the age and plans
12     YY    ????  ?   -           none           Y    | n    n* n n n*   n*   y:risk
12     YY    ????  ?   -           none           ?    | n    n* n n n*   n*   y:?
12     NN    ????  ?   -           none           Y    | n    n* n n n*   n*   ?
12     NN    ????  ?   -           none           ?    | n    n* n n n*   n*   ?
12     NN    ????  ?   -           none           N    | n    n* n n n*   n*   n
12     ??    ????  ?   -           none           Y    | n    n* n n n*   n*   ?
12     ??    ????  ?   -           none           ?    | n    n* n n n*   n*   ?
12     ??    ????  ?   -           none           N    | n    n* n n n*   n*   ?
"""

ROWS: Final = [line for line in TABLE.splitlines()[2:] if line and not line.startswith("#")]

BORN: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "12": {"date_of_birth": date(2007, 5, 1)},
        "9+": {"date_of_birth": date(2009, 9, 10)},
        "10": {"date_of_birth": date(2009, 9, 9)},
        "15+": {"date_of_birth": date(2003, 9, 10)},
        "16": {"date_of_birth": date(2003, 9, 9)},
        "unborn": {"expected_birth": date(2019, 12, 1)},
        "?": {},
    }
)
SIGNS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "-": {},
        "early": {"identification": Identification.EARLY_SIGNS},
        "identified": {"identification": Identification.IDENTIFIED},
        "diagnosed": {"identification": Identification.DIAGNOSED},
        "anxiety": {"forms": frozenset({FormOfIllHealth.ANXIETY})},
        "psychotic": {"forms": frozenset({FormOfIllHealth.SCHIZOPHRENIA})},
        "self-harm": {"related": frozenset({RelatedCondition.SELF_HARM})},
        "adhd": {"related": frozenset({RelatedCondition.ADHD})},
        "add": {"related": frozenset({RelatedCondition.ADD})},
        "autism": {"related": frozenset({RelatedCondition.AUTISM})},
    }
)
ANSWERS: Final = {"Y": Answer.YES, "N": Answer.NO, "?": Answer.UNKNOWN}
KINDS: Final = {
    "cin": PlanKind.CHILD_IN_NEED,
    "cpp": PlanKind.CHILD_PROTECTION,
    "lac": PlanKind.LOOKED_AFTER,
}
CATEGORIES: Final = {"risk": "at_risk", "not": "not_at_risk", "?": None}


def _plans(text: str, start: date) -> tuple[Plan, ...] | None:
    if text == "?":
        return None
    if text == "none":
        return ()
    if text == "soon":
        return (Plan(kind=PlanKind.CHILD_IN_NEED, start=date(2019, 9, 10)),)
    plans = []
    for each in text.split("+"):
        kind, _, end = each.partition("-")
        last = date.fromisoformat(end) if end else None
        plans.append(Plan(kind=KINDS[kind], start=start, end=last))
    return tuple(plans)


def _child(cells: list[str]) -> Child:
    age, gates, camhs, support, signs, plans, risk = cells
    referred, receiving, waiting, not_accepted = (ANSWERS[letter] for letter in camhs)
    return Child(
        id="SYN-01",
        **BORN[age],
        # No plan begins further before a birth than a pregnancy lasts.
        plans=_plans(plans, date(2019, 3, 1) if age == "unborn" else date(2018, 1, 1)),
        mental_health=MentalHealth(
            concern=ANSWERS[gates[0]],
            needs_support=ANSWERS[gates[1]],
            camhs=CamhsStatus(
                referred=referred, receiving=receiving, waiting=waiting, not_accepted=not_accepted
            ),
            recent_support=ANSWERS[support],
            **SIGNS[signs],
        ),
        at_risk=ANSWERS[risk],
    )


def _letter(decision: Decision) -> str:
    star = "*" if any(not _of_childhood(words) for words in decision.assumptions) else ""
    return {True: "y", False: "n", None: "?"}[decision.in_scope] + star


def _of_childhood(words: str) -> bool:
    return words.startswith("the person is assumed to be a child")


@pytest.mark.parametrize("row", ROWS)
def test_each_decision_in_the_table_is_as_the_paragraphs_say(row: str) -> None:
    """Each decision about each child in the table is as the paragraphs say, with a cited reason."""
    facts, expected = (part.split() for part in row.split("|"))
    child = _child(facts)
    front, _, category = expected[-1].partition(":")
    sample = front_door_sample(child)
    decisions = [
        deep_dive(child, as_of=AS_OF),
        *(on_list(child, number, as_of=AS_OF) for number in (6, 7, 8)),
        gate_fields_wanted(child, as_of=AS_OF),
        follow_up_fields_wanted(child, as_of=AS_OF),
        sample,
    ]
    assert [*map(_letter, decisions)] == [*expected[:-1], front]
    assert sample.category == CATEGORIES[category or "?"]
    assert any(map(_of_childhood, sample.assumptions)) is (sample.in_scope is not False)
    for decision in decisions:
        assert decision.reasons
        assert all(str(reason.reference) for reason in decision.reasons)


def test_the_table_is_large_enough() -> None:
    """The table has at least sixty different children."""
    assert len({row.partition("|")[0] for row in ROWS}) == len(ROWS) >= 60
