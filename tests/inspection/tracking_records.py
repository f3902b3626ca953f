"""Tracking records shared by the tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

import jtai
from jtai.core.answers import Answer
from jtai.inspection.tracking import TrackingRecord

HEADER = ["inspector", "inspectorate", "case_number", "age", "individual_needs"]
KEYS = [
    "evaluation_accurate",
    "referral_timely",
    "risk_understood",
    "needs_identified",
    "decisions_match",
    "assessment_clear",
    "plan_effective",
    "child_involved",
    "individual_needs",
    "protect_together",
    "support_together",
]
PARTS = [(row.key, part.key) for row in jtai.QUESTIONS for part in row.parts]
ANSWERS = st.sampled_from(list(Answer))


def filled(**changes: Any) -> TrackingRecord:
    """Return a record with everything filled in, apart from these changes."""
    fields: dict[str, Any] = {
        "inspector": "SECRET-inspector",
        "inspectorate": "CQC",
        "case_number": "SECRET-case",
        "age": 777,
        "individual_needs": ["SECRET-need"],
        "evaluation_took_place": "yes",
        "assessment_completed": "yes",
        "summaries": [{"question": key, "text": f"SECRET-{key}"} for key in KEYS],
        "parts": [{"question": key, "part": part, "answer": "yes"} for key, part in PARTS],
    }
    return TrackingRecord(**{**fields, **changes})
