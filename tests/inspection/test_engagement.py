from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from jtai.core.answers import Answer
from jtai.errors import InvalidRecordError
from jtai.inspection.engagement import Engagement, EngagementResponse, Participant

AGREED, DECLINED = EngagementResponse.AGREED, EngagementResponse.DECLINED
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
DAY = date(2019, 9, 20)


def talk(**fields: Any) -> Engagement:
    """Return a conversation with a child."""
    return Engagement(**{"child": "A1", "participant": Participant.CHILD, **fields})


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"child": " "}, {"child"}),
        ({"asked_by": "a worker"}, {"asked_by"}),
        ({"response": "not appropriate"}, {"reason"}),
        ({"response": "not appropriate", "reason": ""}, {"reason"}),
        ({"response": "agreed", "reason": "ill"}, {"reason"}),
        ({"response": "declined", "confirmed_on": DAY}, {"confirmed_on"}),
        (
            {"response": "agreed", "requested_on": date(2019, 9, 21), "confirmed_on": DAY},
            {"confirmed_on"},
        ),
        ({"response": "agreed", "explained": "no", "understood": "yes"}, {"understood"}),
        ({"understood": "yes", "recorded": "yes"}, {"understood", "recorded"}),
        ({"participant": "friend", "response": "maybe"}, {"participant", "response"}),
    ],
)
def test_contradictory_conversations_are_refused(fields: dict[str, Any], where: set[str]) -> None:
    """A conversation is refused if its steps contradict each other or the response."""
    with pytest.raises(InvalidRecordError) as caught:
        talk(**fields)
    assert {fault.where for fault in caught.value.faults} == where


@pytest.mark.guidance("para 51")
@pytest.mark.parametrize(
    ("response", "explained", "understood"),
    [
        case
        for case in product(EngagementResponse, Answer, Answer)
        if case[1:] != (NO, YES) and case[0] is not EngagementResponse.NOT_APPROPRIATE
        if not (case[0] is EngagementResponse.NOT_ASKED and case[2] is YES)
    ],
)
def test_a_conversation_needs_agreement_and_explanation(
    response: EngagementResponse, explained: Answer, understood: Answer
) -> None:
    """A conversation may proceed only if it is agreed, explained and understood (para 51)."""
    made = talk(response=response, explained=explained, understood=understood)
    if response is not AGREED or NO in {explained, understood}:
        expected = NO
    else:
        expected = UNKNOWN if UNKNOWN in {explained, understood} else YES
    assert made.may_proceed is expected


@pytest.mark.guidance("para 49")
def test_refusals_and_reasons_must_be_reported() -> None:
    """The lead inspector must be told of a refusal, and why a conversation is inappropriate."""
    assert talk().must_tell is None
    assert talk(response=AGREED).must_tell is None
    to_tell = talk(response=DECLINED, participant="carer").must_tell
    words = "the carer does not want to speak with an inspector (guidance 190035, para 49)"
    assert str(to_tell) == words
    notice = talk(response="not appropriate", reason="in hospital").must_tell
    assert notice is not None
    assert notice.reason == "in hospital"
    assert "hospital" not in f"{notice}{notice!r}"


@pytest.mark.guidance("para 50")
def test_the_next_step_depends_on_the_response() -> None:
    """The response decides the next step: ask, confirm in writing, or report a refusal."""
    assert talk().to_do(DAY) == "ask whether they want to talk"
    assert talk(response=AGREED).to_do(DAY) == "confirm the arrangement in writing"
    confirmed = talk(response=AGREED, confirmed_on=DAY)
    assert confirmed.to_do(date(2019, 9, 19)) == "confirm the arrangement in writing"
    assert confirmed.to_do(DAY) == ""
    assert talk(response=DECLINED).to_do(DAY) == "tell the lead inspector"
    assert talk(response=DECLINED, reported=YES).to_do(DAY) == ""
    assert talk(response=AGREED, requested_on=DAY, confirmed_on=DAY).to_do(DAY) == ""


@pytest.mark.guidance("para 51")
@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, []),
        ({"response": AGREED}, ["asked_by"]),
        ({"response": DECLINED}, ["asked_by"]),
        ({"response": AGREED, "asked_by": "a worker"}, []),
        ({"response": "not appropriate", "reason": "ill"}, []),  # nobody needs to ask
        ({"response": AGREED, "understood": YES, "recorded": YES}, ["asked_by", "explained"]),
        ({"response": AGREED, "asked_by": "a worker", "recorded": YES}, ["understood"]),
    ],
)
def test_a_step_without_the_one_before_is_a_missing_fact(
    fields: dict[str, Any], missing: list[str]
) -> None:
    """If a step is recorded without the step before it, that is missing, not a contradiction."""
    found = talk(**fields)
    assert [reason.missing for reason in found.missing] == missing
    assert {reason.answer for reason in found.missing} <= {UNKNOWN}
    assert {str(reason.reference) for reason in found.missing} <= {"guidance 190035, para 51"}
    assert found.contradictions == ()


@pytest.mark.guidance("para 51")
def test_what_was_recorded_must_have_been_understood() -> None:
    """A record that somebody understood contradicts the answer that they did not."""
    found = talk(response=AGREED, asked_by="a worker", recorded=YES, understood=NO).contradictions
    assert [c.text for c in found] == ["it was recorded as understood, but was not understood"]
    assert str(found[0].reference) == "guidance 190035, para 51"
