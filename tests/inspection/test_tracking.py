from __future__ import annotations

import pickle
import traceback
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jtai
from jtai.core.answers import Answer
from jtai.errors import InvalidRecordError, JtaiError, UnknownKeyError
from jtai.guidance.terms import Agency, Inspectorate
from jtai.inspection.form_completeness import Completeness, FormItemKind
from jtai.inspection.joint_evaluation import JointEvaluation
from jtai.inspection.tracking import PartAnswer, Summary, TrackingRecord
from tests.inspection.inspections import SELECTED, fitting
from tests.inspection.tracking_records import ANSWERS, HEADER, KEYS, PARTS, filled


def states(completeness: Completeness, kind: FormItemKind) -> dict[str, Answer]:
    """Return whether each item of one kind is open, by key."""
    return {item.key: item.open for item in completeness.items if item.kind is kind}


@pytest.mark.guidance("Annex B", "every question")
def test_the_form_has_five_header_fields_and_eleven_questions() -> None:
    """A record has the header fields, questions and parts of Annex B, in the form's order."""
    items = TrackingRecord().completeness.items
    assert [item.key for item in items if item.kind is FormItemKind.HEADER] == HEADER
    assert [item.key for item in items if item.kind is FormItemKind.QUESTION] == KEYS
    assert [item.key for item in items if item.kind is FormItemKind.PART] == [
        f"{key}.{part}" for key, part in PARTS
    ]
    assert all("Annex B" in str(item.reference) for item in items)


def test_the_conditional_questions_are_those_of_the_form() -> None:
    """Exactly two questions depend on a fact: those that the form makes conditional."""
    undecided = {
        item.key: item.missing
        for item in TrackingRecord().completeness.undecided
        if item.kind is FormItemKind.QUESTION
    }
    assert undecided == {
        "evaluation_accurate": "evaluation_took_place",
        "assessment_clear": "assessment_completed",
    }
    assert {*undecided} == {row.key for row in jtai.QUESTIONS if row.condition is not None}


def test_in_an_empty_record_everything_is_open() -> None:
    """In an empty record, nothing is answered and nothing is ruled out as not applicable."""
    completeness = TrackingRecord().completeness
    assert completeness.complete is Answer.NO
    assert not any(item.answered for item in completeness.items)
    assert completeness.not_applicable == ()
    assert [*states(completeness, FormItemKind.HEADER).values()] == [Answer.YES] * 5


def test_a_filled_record_is_complete() -> None:
    """A record with everything filled in is complete, with nothing open."""
    completeness = filled().completeness
    assert completeness.complete is Answer.YES
    assert completeness.open == completeness.undecided == completeness.not_applicable == ()


def test_parts_are_optional() -> None:
    """A record is complete without the parts of its questions, which are listed as open."""
    completeness = filled(parts=()).completeness
    assert completeness.complete is Answer.YES
    assert {item.kind for item in completeness.open} == {FormItemKind.PART}


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("evaluation_accurate", "evaluation_took_place"),
        ("assessment_clear", "assessment_completed"),
    ],
)
@pytest.mark.parametrize(
    ("answer", "is_open", "complete"),
    [("yes", "yes", "no"), ("no", "no", "yes"), ("unknown", "unknown", "unknown")],
)
def test_a_conditional_question_waits_for_its_fact(
    key: str, fact: str, answer: str, is_open: str, complete: str
) -> None:
    """A conditional question is open if its fact is yes, not asked if no, else undecided."""
    record = filled(
        summaries=[{"question": each, "text": "text"} for each in KEYS if each != key],
        parts=(),
        **{fact: answer},
    )
    completeness = record.completeness
    assert states(completeness, FormItemKind.QUESTION)[key] is Answer(is_open)
    assert completeness.complete is Answer(complete)
    assert (key in [item.key for item in completeness.not_applicable]) is (answer == "no")


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_only_the_question_on_the_local_evaluation_accepts_yes_or_no(answer: str) -> None:
    """Only the question on the local evaluation can be answered by yes or no alone."""
    record = TrackingRecord(evaluation_took_place="yes")  # type: ignore[arg-type]
    assert states(record.completeness, FormItemKind.QUESTION)["evaluation_accurate"] is Answer.YES
    record = record.with_part("evaluation_accurate", "accurate", answer)
    assert states(record.completeness, FormItemKind.QUESTION)["evaluation_accurate"] is Answer.NO
    assert record.evaluation_accurate is Answer(answer)
    record = record.with_part("protect_together", "protect", answer)
    assert states(record.completeness, FormItemKind.QUESTION)["protect_together"] is Answer.YES


@pytest.mark.guidance("Annex B")
def test_individual_needs_are_two_items_on_the_form() -> None:
    """Individual needs are asked about twice on the form, and each place is a separate item."""
    record = TrackingRecord()
    every = record.completeness
    assert len({item.where for item in every.items}) == len(every.items)
    needs = [str(item) for item in every.open if item.key == "individual_needs"]
    assert needs == ["header.individual_needs: open", "questions.individual_needs: open"]
    head = attrs.evolve(record, individual_needs=()).completeness
    (left,) = (item for item in head.open if item.key == "individual_needs")
    assert left.where == "questions.individual_needs"
    assert left.to_record()["where"] == left.where


@pytest.mark.parametrize(("exists", "is_open"), [("yes", "yes"), ("no", "no"), ("unknown",) * 2])
def test_questions_about_a_plan_apply_if_there_is_one(exists: str, is_open: str) -> None:
    """Questions about what a plan achieves apply only if there is a plan, as an assumption."""
    record = TrackingRecord().with_part("plan_effective", "exists", exists)
    items = {item.key: item for item in record.completeness.items}
    for part in ("risk", "need", "difference"):
        item = items[f"plan_effective.{part}"]
        assert item.open is Answer(is_open)
        assert item.assumed is not None
        assert item.missing == ("plan_effective.exists" if exists == "unknown" else "")
    assert items["plan_effective"].open is Answer.YES
    assert items["plan_effective.exists"].assumed is None


def test_an_answer_of_unknown_leaves_a_part_open() -> None:
    """A part whose answer is unknown is still open."""
    record = TrackingRecord().with_part("protect_together", "protect", "unknown")
    assert states(record.completeness, FormItemKind.PART)["protect_together.protect"] is Answer.YES


@given(st.permutations(KEYS), st.dictionaries(st.sampled_from(PARTS), ANSWERS))
def test_the_order_of_answers_does_not_matter(
    keys: list[str], parts: dict[tuple[str, str], Answer]
) -> None:
    """Records with the same answers are equal, in whatever order the answers were added."""
    record = other = TrackingRecord()
    for key in keys:
        record = record.with_summary(key, f"old {key}").with_summary(key, f"text {key}")
    for key in KEYS:
        other = other.with_summary(key, f"text {key}")
    for (key, part), answer in parts.items():
        record = record.with_part(key, part, "unknown").with_part(key, part, answer)
    for (key, part), answer in reversed(parts.items()):
        other = other.with_part(key, part, answer)
    assert record == other
    assert hash(record) == hash(other)
    assert all(record.summary(key) == f"text {key}" for key in KEYS)
    assert all(record.part(*pair) is parts.get(pair, Answer.UNKNOWN) for pair in PARTS)
    assert [each.question for each in record.summaries] == KEYS


@given(ANSWERS, ANSWERS, st.sets(st.sampled_from(KEYS)), st.sampled_from([12, None]))
def test_each_item_has_exactly_one_state(
    took_place: Answer, assessed: Answer, keys: set[str], age: int | None
) -> None:
    """Each item is exactly one of answered, open, undecided or not applicable."""
    record = TrackingRecord(
        inspector="i" if age else None,
        inspectorate=Inspectorate.CQC if age else None,
        case_number="c" if age else None,
        age=age,
        individual_needs=() if age else None,
        evaluation_took_place=took_place,
        assessment_completed=assessed,
        summaries=tuple(Summary(question=key, text="text") for key in sorted(keys)),
    )
    completeness = record.completeness
    for item in completeness.items:
        assert item.answered + (item.open is Answer.YES) + (item.open is Answer.UNKNOWN) + (
            item.applies is Answer.NO and not item.answered
        ) == 1  # fmt: skip
    wanted = [item for item in completeness.items if item.kind is not FormItemKind.PART]
    has_open = any(item in completeness.open for item in wanted)
    has_undecided = any(item in completeness.undecided for item in wanted)
    expected = Answer.NO if has_open else Answer.UNKNOWN if has_undecided else Answer.YES
    assert completeness.complete is expected


def test_adding_an_answer_returns_a_new_record() -> None:
    """Adding an answer returns a new record and leaves the original unchanged."""
    record = TrackingRecord()
    assert record.with_summary("referral_timely", "text") != record
    assert record == TrackingRecord()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        record.age = 12  # type: ignore[misc]


@pytest.mark.parametrize(
    "ask",
    [
        lambda record: record.summary("SECRET"),
        lambda record: record.summary(["SECRET"]),
        lambda record: record.with_summary("SECRET", "text"),
        lambda record: record.part("SECRET", "safe"),
        lambda record: record.with_part("SECRET", "safe", "yes"),
    ],
)
def test_an_unknown_question_is_refused_with_the_keys(ask: Any) -> None:
    """An unknown question is refused; the error lists the valid keys and hides the value."""
    with pytest.raises(UnknownKeyError) as caught:
        ask(TrackingRecord())
    assert caught.value.faults[0].expected == f"one of {', '.join(KEYS)}"
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("part", ["SECRET", ["SECRET"], None])
def test_an_unknown_part_is_refused_with_the_keys(part: Any) -> None:
    """An unknown part is refused, and the error lists the parts of that question."""
    with pytest.raises(UnknownKeyError, match="one of identified, understood, prioritised, safe"):
        TrackingRecord().with_part("risk_understood", part, "yes")


def test_all_faults_are_reported_together() -> None:
    """All errors in a record are reported together, each with its path."""
    with pytest.raises(InvalidRecordError) as caught:
        TrackingRecord(
            inspectorate="Ofstead",  # type: ignore[arg-type]
            age="12",  # type: ignore[arg-type]
            summaries=[  # type: ignore[arg-type]
                {"question": "nonsense", "text": " "},
                {"question": "referral_timely", "text": 7},
            ],
            parts=[  # type: ignore[arg-type]
                {"question": "nonsense", "part": "safe", "answer": "yes"},
                {"question": "risk_understood", "part": "nonsense", "answer": "yes"},
                {"question": "risk_understood", "part": "safe", "answer": "perhaps"},
            ],
        )
    assert [fault.where for fault in caught.value.faults] == [
        "inspectorate",
        "age",
        "summaries[0].question",
        "summaries[0].text",
        "summaries[1].text",
        "parts[0].question",
        "parts[1].part",
        "parts[2].answer",
    ]


def test_impossible_values_are_refused() -> None:
    """Blank texts, a negative age and two answers to one question are refused."""
    summary = Summary(question="referral_timely", text="text")
    part = PartAnswer(question="risk_understood", part="safe", answer=Answer.YES)
    with pytest.raises(InvalidRecordError) as caught:
        TrackingRecord(
            inspector=" ",
            case_number="",
            age=-1,
            summaries=(summary, summary),
            parts=(part, attrs.evolve(part, answer=Answer.NO)),
        )
    assert [fault.where for fault in caught.value.faults] == [
        "inspector",
        "case_number",
        "age",
        "summaries[1]",
        "parts[1]",
    ]
    assert all(fault.reference is not None for fault in caught.value.faults)


@pytest.mark.guidance("para 3")
def test_a_birthday_after_the_selection_is_not_a_contradiction() -> None:
    """A child who fits the selection at 15 can be tracked at 16."""
    child = fitting("A0", born=date(2003, 9, 20))
    others = SELECTED.children[1:]
    report = attrs.evolve(SELECTED, children=(child, *others)).selection_report()
    assert report.fits is Answer.YES
    age = child.age(SELECTED.timetable.fieldwork_start)
    assert age == 16
    assert TrackingRecord(age=age).contradictions == ()


def test_a_summary_can_be_removed() -> None:
    """None removes the answer to a question, and does nothing where there is none."""
    empty = TrackingRecord(age=12)
    answered = empty.with_summary("referral_timely", "late")
    assert answered.with_summary("referral_timely", None) == empty
    assert empty.with_summary("referral_timely", None) == empty


def test_contradictions_are_reported_and_not_resolved() -> None:
    """An answer about an evaluation, assessment or plan that does not exist is a contradiction."""
    record = filled(age=12, evaluation_took_place="no", assessment_completed="no")
    record = record.with_part("plan_effective", "exists", "no")
    record = record.with_part("plan_effective", "need", "no")
    assert [each.facts for each in record.contradictions] == [
        ("evaluation_took_place", "evaluation_accurate.accurate"),
        ("assessment_completed", "assessment_clear.risks"),
        ("assessment_completed", "assessment_clear.needs"),
        ("assessment_completed", "assessment_clear.strengths"),
        ("plan_effective.exists", "plan_effective.risk"),
        ("plan_effective.exists", "plan_effective.difference"),
    ]
    assert record.evaluation_accurate is Answer.YES
    assert filled(age=12).contradictions == ()
    assert filled(age=12, evaluation_took_place="no", parts=()).contradictions == ()


# Text and HTML


def test_the_form_shows_only_what_is_filled_in() -> None:
    """By default, the form shows which questions are answered, but not the answers."""
    record = filled(summaries=[{"question": "referral_timely", "text": "SECRET"}], parts=())
    for shown in (str(record), record._repr_html_(), record.to_text(), record.to_html()):
        assert "SECRET" not in shown
        assert "777" not in shown
        assert "Was referral for action timely for the child?" in shown
        assert "CQC" in shown
        assert "whether" not in shown
    lines = {line[:8]: line.split()[-1] for line in record.to_text().splitlines() if line}
    assert lines["Was refe"] == "answered"
    assert lines["Do agenc"] == "open"


@pytest.mark.parametrize("draw", [TrackingRecord.to_text, TrackingRecord.to_html])
def test_identifiers_and_texts_are_shown_on_request(draw: Any) -> None:
    """`identifiers` and `texts` each show only their own fields."""
    identifiers = draw(filled(), identifiers=True)
    assert all(word in identifiers for word in ("SECRET-inspector", "SECRET-case", "777"))
    assert identifiers.count("SECRET") == 2
    texts = draw(filled(), texts=True)
    assert all(f"SECRET-{key}" in texts for key in [*KEYS, "need"])
    assert texts.count("SECRET") == 12
    assert "777" not in texts
    assert "whether the child seems safe" in texts


@pytest.mark.guidance("Annex B")
@pytest.mark.parametrize("draw", [TrackingRecord.to_text, TrackingRecord.to_html])
def test_the_form_has_the_headings_of_annex_b(draw: Any) -> None:
    """The form cites Annex B and has its headings, each above the questions that belong to it."""
    shown = " ".join(draw(filled(), texts=True).split())
    expected = [
        "Tracking record (guidance 190035, Annex B)",
        "Does the child have any",
        "Evaluation by the local area",
        "Does the joint",
        "Inspector\u2019s evaluation",
        "Evaluative summary of child/young person\u2019s experience",
        "Was referral",
    ]
    places = [shown.index(words) for words in expected]
    assert places == sorted(places)


@pytest.mark.parametrize("word", ["short", "x" * 70])
def test_the_printed_form_is_80_columns_wide(word: str) -> None:
    """No line of the form is longer than 80 characters, even if a word is long."""
    record = filled().with_summary("referral_timely", f"{word} and\n\n{'some words ' * 30}")
    lines = record.to_text(identifiers=True, texts=True).splitlines()
    assert max(map(len, lines)) <= 80


def test_paragraphs_of_a_summary_are_kept() -> None:
    """Paragraphs and points of a summary are kept in plain text, in the order of the summary."""
    record = TrackingRecord().with_summary("referral_timely", "One  late.\n\nTwo:\n- a\n- b")
    lines = [
        line.removeprefix("Was referral for action timely for the child?").strip()
        for line in record.to_text(texts=True).splitlines()
    ]
    first = lines.index("One late.")
    assert lines[first : first + 5] == ["One late.", "", "Two:", "- a", "- b"]


def test_line_breaks_do_not_break_the_table() -> None:
    """Lines of a text stay in their column in plain text; in HTML, text is escaped."""
    record = TrackingRecord(individual_needs=(), parts=filled().parts)
    record = record.with_part("risk_understood", "safe", "unknown")
    record = record.with_summary("referral_timely", "one\n<b>two</b>")
    lines = record.to_text(texts=True).splitlines()
    first, second = (line for line in lines if line.endswith(("  one", "  <b>two</b>")))
    assert first.index("one") == second.index("<b>")
    assert ';white-space:pre-line">one\n&lt;b&gt;two&lt;/b&gt;' in record.to_html(texts=True)
    assert "none" in record.to_text(texts=True)
    assert TrackingRecord().to_text(texts=True).startswith(TrackingRecord().to_text()[:40])
    assert record.to_text(identifiers=True).count(" open\n") == record.to_text().count(" open\n")


# Equality, pickling and secrets


@pytest.mark.parametrize(
    "value",
    [
        filled(),
        filled().completeness,
        JointEvaluation(child="A1", agencies=frozenset(Agency), received=date(2019, 9, 19)),
    ],
)
def test_values_can_be_pickled_hashed_and_compared(value: Any) -> None:
    """A pickled copy of a value is equal to it and has the same hash."""
    copy = pickle.loads(pickle.dumps(value))  # noqa: S301 - made here
    assert copy == value
    assert hash(copy) == hash(value)


def text_of_error(error: BaseException) -> str:
    """Return all the text of an error, its traceback and its causes."""
    words = "".join(traceback.format_exception(error))
    seen: BaseException | None = error
    while seen is not None:
        words += f"{seen!s}{seen!r}{seen.args!r}{getattr(seen, '__notes__', '')!r}"
        seen = seen.__cause__ or seen.__context__
    return words


@pytest.mark.promise("shown values")
def test_no_representation_shows_a_secret() -> None:
    """No representation shows an identifier, date, text or answer."""
    evaluation = JointEvaluation(child="SECRET", received=date(1777, 7, 7))
    for value in (filled(), *filled().summaries, *filled().parts, evaluation):
        for shown in (repr(value), str(value), f"{value}"):
            assert "SECRET" not in shown
            assert "777" not in shown
    assert "answer" not in repr(filled().parts[0])


@pytest.mark.promise("refused values")
@pytest.mark.parametrize(
    "build",
    [
        lambda secret: TrackingRecord(inspector=[secret]),  # type: ignore[arg-type]
        lambda secret: TrackingRecord(inspectorate=secret),
        lambda secret: TrackingRecord(case_number={secret: 1}),  # type: ignore[arg-type]
        lambda secret: TrackingRecord(age=secret),
        lambda secret: TrackingRecord(individual_needs=secret),
        lambda secret: TrackingRecord(individual_needs=[secret, 1]),  # type: ignore[arg-type]
        lambda secret: TrackingRecord(evaluation_took_place=secret),
        lambda secret: TrackingRecord(assessment_completed=secret),
        lambda secret: TrackingRecord(summaries=[secret]),  # type: ignore[arg-type]
        lambda secret: TrackingRecord(summaries={secret: secret}),  # type: ignore[arg-type]
        lambda secret: TrackingRecord(summaries=[{"question": secret, "text": 1, secret: 2}]),  # type: ignore[arg-type]
        lambda secret: TrackingRecord(parts=[{"question": secret, "part": secret}]),  # type: ignore[arg-type]
        lambda secret: Summary(question=secret, text=secret),
        lambda secret: PartAnswer(question="risk_understood", part=secret, answer=secret),
        lambda secret: PartAnswer(question=secret, part=secret, answer=Answer.YES),
        lambda secret: TrackingRecord().with_summary("referral_timely", [secret]),  # type: ignore[arg-type]
        lambda secret: TrackingRecord().with_part("risk_understood", "safe", secret),
        lambda secret: filled().with_part("risk_understood", secret, "yes"),
        lambda secret: JointEvaluation(child=[secret]),  # type: ignore[arg-type]
        lambda secret: JointEvaluation(child="A1", agencies=[secret]),  # type: ignore[arg-type]
        lambda secret: JointEvaluation(child="A1", own=secret),
        lambda secret: JointEvaluation(child="A1", received=secret),
        lambda secret: JointEvaluation(child="A1").received_by(secret),
    ],
)
def test_no_refusal_shows_a_secret(build: Any) -> None:
    """The refused value is not in any message, traceback, cause or context."""
    with pytest.raises(JtaiError) as caught:
        build("Secret 777")
    # The traceback quotes the call above, which does not count.
    assert "Secret 777" not in text_of_error(caught.value).replace('build("Secret 777")', "")
