"""Findings shared by the tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.inspection.findings import Finding, FindingKind, FindingSource

STRENGTH, IMPROVE = FindingKind.STRENGTH, FindingKind.AREA_FOR_IMPROVEMENT
NUMBERS = list(range(23, 42))


def finding(esn: int | tuple[int, ...] = 23, **changes: Any) -> Finding:
    """Return a finding on these criteria, by default a strength."""
    numbers = esn if isinstance(esn, tuple) else (esn,)
    return Finding(**{"text": "text", "esn": numbers, "kind": STRENGTH, **changes})


FINDINGS = st.lists(
    st.builds(
        Finding,
        text=st.just("text"),
        esn=st.lists(st.sampled_from(NUMBERS), min_size=1, unique=True).map(tuple),
        kind=st.sampled_from(FindingKind),
        source=st.none() | st.sampled_from(FindingSource),
        child=st.none() | st.sampled_from(["A", "B"]),
        case_number=st.none() | st.sampled_from(["1", "2"]),
        agencies=st.frozensets(st.sampled_from(LOCAL_AGENCIES)),
    ),
    max_size=8,
)
