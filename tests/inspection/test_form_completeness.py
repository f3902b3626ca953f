from __future__ import annotations

import jtai
from tests.inspection.tracking_records import PARTS, filled


def test_completeness_is_shown_without_contents() -> None:
    """Completeness shows which items are open, but not the contents of the form."""
    completeness = filled(evaluation_took_place="unknown", summaries=(), parts=()).completeness
    for shown in (str(completeness), completeness._repr_html_(), repr(completeness)):
        assert "SECRET" not in shown
        assert "evaluation_took_place" in shown
    title = str(completeness).partition("\n\n")[0]
    assert " ".join(title.split()) == (
        "Is the tracking record complete? no (5 answered, 5 open if it applies, 30 open)"
    )
    records = completeness.to_records()
    assert len(records) == 5 + 11 + len(PARTS)
    assert records[5] == {
        "kind": "question",
        "key": "evaluation_accurate",
        "where": "questions.evaluation_accurate",
        "label": jtai.QUESTIONS[0].label,
        "state": "open if it applies",
        "applies": "unknown",
        "answered": False,
        "missing": "evaluation_took_place",
        "assumed": None,
        "reference": "guidance 190035, Annex B",
    }
