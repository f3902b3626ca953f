"""What is recorded when a child's experiences are tracked (paras 3, 37 to 39, Annex B).

The fields and questions are in the tables. A record contains what was filled in; what is still open
follows from that. Contradictions between answers are reported, never resolved. No `repr` shows an
identifier, a date, a text or an answer; other outputs show them only on request.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

import attrs

from jtai.children.contradictions import Contradiction
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.records import Record, hidden
from jtai.core.tables import html_table, text_table
from jtai.core.validation import blank, did_you_mean, flag
from jtai.errors import Fault, UnknownKeyError
from jtai.guidance.entries.request_entries import QuestionEntry
from jtai.guidance.questions import HEADER_FIELDS, QUESTIONS, SECTION_LABELS, question
from jtai.guidance.terms import Inspectorate, QuestionSection
from jtai.inspection.form_completeness import Completeness, FormItem, FormItemKind

_ANNEX_B: Final = Reference(part="Annex B")

_QUESTIONS: Final = {entry.key: entry for entry in QUESTIONS}
_QUESTION_ORDER: Final = {key: place for place, key in enumerate(_QUESTIONS)}
_PARTS: Final = {entry.key: {part.key: part for part in entry.parts} for entry in QUESTIONS}
_PART_ORDER: Final = {
    pair: place
    for place, pair in enumerate(
        (entry.key, part.key) for entry in QUESTIONS for part in entry.parts
    )
}

# The fact on which each conditional question depends.
_CONDITIONS: Final = {
    "evaluation_accurate": "evaluation_took_place",
    "assessment_clear": "assessment_completed",
}
_PLAN: Final = "plan_effective"
_PLAN_EXISTS: Final = "exists"
_PLAN_ASSUMED: Final = (
    "the form does not say so, but whether a plan is sufficient and makes a difference is "
    "assumed to apply only if there is a plan"
)


@attrs.frozen(kw_only=True)
class Summary(Record):
    """An evaluative summary in answer to one question of the form (Annex B).

    Attributes:
        question: The question's key.
        text: The summary.

    Raises:
        InvalidRecordError: If there is no such question, or the text is blank.

    Examples:
        >>> Summary(question="referral_timely", text="The referral came late.")
        Summary(question='referral_timely')
    """

    question: str
    text: str = hidden()

    def _impossible(self) -> Iterator[Fault]:
        yield from _unknown_question(self.question)
        if not self.text.strip():
            yield Fault(
                message="the summary is blank",
                where="text",
                expected="a non-blank string",
                remedy="leave out a question that is not answered yet",
                reference=_ANNEX_B,
            )


@attrs.frozen(kw_only=True)
class PartAnswer(Record):
    """The answer to one part of a question (Annex B).

    Attributes:
        question: The question's key.
        part: The part's key within its question.
        answer: The answer.

    Raises:
        InvalidRecordError: If there is no such question, or it has no such part.

    Examples:
        >>> PartAnswer(question="risk_understood", part="safe", answer="yes")
        PartAnswer(question='risk_understood', part='safe')
    """

    question: str
    part: str
    answer: Answer = hidden()

    def _impossible(self) -> Iterator[Fault]:
        unknown = _unknown_question(self.question)
        yield from unknown
        if not unknown and self.part not in _PARTS[self.question]:
            yield Fault(
                message="the question has no such part",
                where="part",
                expected=_part_keys(self.question),
                reference=_ANNEX_B,
            )


def _unknown_question(key: str) -> tuple[Fault, ...]:
    if key in _QUESTIONS:
        return ()
    return (
        Fault(
            message="no such question",
            where="question",
            expected=f"one of {', '.join(_QUESTIONS)}",
            reference=_ANNEX_B,
        ),
    )


def _part_keys(key: str) -> str:
    return f"one of {', '.join(_PARTS[key])}"


@attrs.frozen(kw_only=True)
class TrackingRecord(Record):
    """What inspectors record about one tracked child's experiences (Annex B).

    Attributes:
        inspector: Who fills it in, or None if not filled in yet.
        inspectorate: The inspector's inspectorate, or None if not filled in yet.
        case_number: The case number, or None if not filled in yet.
        age: The child's age in completed years, or None if not filled in yet.
        individual_needs: Needs from the child's circumstances, such as ethnicity or a disability;
            empty if there are none, or None if not filled in yet.
        evaluation_took_place: Whether the local area evaluated the child's experiences itself.
        assessment_completed: Whether an assessment has been completed.
        summaries: The evaluative summaries, at most one for each question.
        parts: Answers to the single parts of questions, at most one each; they are optional.

    Raises:
        InvalidRecordError: If a text is blank, the age is negative, there is no such question or
            part, or one is answered twice. It reports every fault, with its path.

    Examples:
        >>> record = TrackingRecord(inspectorate="CQC", evaluation_took_place="no")
        >>> record = record.with_summary("referral_timely", "The referral came late.")
        >>> record = record.with_part("risk_understood", "safe", "yes")
        >>> record
        TrackingRecord(inspectorate=<Inspectorate.CQC: 'CQC'>, ...
        summaries=(Summary(question='referral_timely'),), ...)
        >>> record.completeness.complete
        <Answer.NO: 'no'>
        >>> [item.key for item in record.completeness.not_applicable]
        ['evaluation_accurate', 'evaluation_accurate.accurate']
    """

    inspector: str | None = hidden(None)
    inspectorate: Inspectorate | None = None
    case_number: str | None = hidden(None)
    age: int | None = hidden(None)
    individual_needs: tuple[str, ...] | None = hidden(None)
    evaluation_took_place: Answer = Answer.UNKNOWN
    assessment_completed: Answer = Answer.UNKNOWN
    summaries: tuple[Summary, ...] = ()
    parts: tuple[PartAnswer, ...] = ()

    def _impossible(self) -> Iterator[Fault]:
        for name in ("inspector", "case_number"):
            value, otherwise = getattr(self, name), ", or None if not filled in yet"
            yield from blank(value, name, what="text", otherwise=otherwise, reference=_ANNEX_B)
        if self.age is not None and self.age < 0:
            yield Fault(
                message="the age is negative",
                where="age",
                expected="completed years, or None if not filled in yet",
                reference=_ANNEX_B,
            )
        yield from _twice("summaries", [summary.question for summary in self.summaries])
        yield from _twice("parts", [(part.question, part.part) for part in self.parts])

    def summary(self, key: str) -> str | None:
        """Return the summary that answers a question, or None if there is none yet.

        Raises:
            UnknownKeyError: If there is no such question; the error lists the keys.
        """
        question(key)
        return next((each.text for each in self.summaries if each.question == key), None)

    def part(self, key: str, part: str) -> Answer:
        """Return the answer to a part of a question, unknown if there is none yet.

        Raises:
            UnknownKeyError: If there is no such question or part; the error lists the keys.
        """
        _known_part(key, part)
        return next(
            (each.answer for each in self.parts if (each.question, each.part) == (key, part)),
            Answer.UNKNOWN,
        )

    def with_summary(self, key: str, text: str | None) -> TrackingRecord:
        """Return a record with the answer to a question, instead of any earlier answer.

        Args:
            key: The question's key.
            text: The answer, or None to remove an earlier one.

        Raises:
            UnknownKeyError: If there is no such question; the error lists the keys.
            InvalidRecordError: If the text is blank or not a `str`.
        """
        question(key)
        others = [each for each in self.summaries if each.question != key]
        summaries = others if text is None else [*others, Summary(question=key, text=text)]
        summaries.sort(key=lambda each: _QUESTION_ORDER[each.question])
        return attrs.evolve(self, summaries=tuple(summaries))

    def with_part(self, key: str, part: str, answer: Answer | str) -> TrackingRecord:
        """Return a record with the answer to a part of a question, instead of any earlier one.

        Raises:
            UnknownKeyError: If there is no such question or part; the error lists the keys.
            InvalidRecordError: If the answer is not an `Answer` or its text.
        """
        _known_part(key, part)
        others = [each for each in self.parts if (each.question, each.part) != (key, part)]
        # A published string becomes a member when the record is built.
        added = PartAnswer(question=key, part=part, answer=answer)  # type: ignore[arg-type]
        parts = [*others, added]
        parts.sort(key=lambda each: _PART_ORDER[each.question, each.part])
        return attrs.evolve(self, parts=tuple(parts))

    @property
    def evaluation_accurate(self) -> Answer:
        """Whether the local area's own evaluation is accurate, from the part of that question."""
        return self.part("evaluation_accurate", "accurate")

    @property
    def completeness(self) -> Completeness:
        """What is filled in, what is open, and what does not apply."""
        return Completeness(items=tuple(self._items()))

    def _items(self) -> Iterator[FormItem]:
        for field in HEADER_FIELDS:
            yield FormItem(
                kind=FormItemKind.HEADER,
                key=field.key,
                label=field.label,
                applies=Answer.YES,
                answered=getattr(self, field.key) is not None,
                reference=field.reference,
            )
        for entry in QUESTIONS:
            yield self._question_item(entry)
            yield from self._part_items(entry)

    def _question_item(self, entry: QuestionEntry) -> FormItem:
        answered = self.summary(entry.key) is not None
        # The inspector's evaluation needs summaries; for the question above it an answer is enough.
        if not answered and entry.section is QuestionSection.LOCAL_AREA:
            answered = any(self._is_answered(entry.key, part.key) for part in entry.parts)
        applies = self._applies(entry.key)
        return FormItem(
            kind=FormItemKind.QUESTION,
            key=entry.key,
            label=entry.label,
            applies=applies,
            answered=answered,
            missing=_CONDITIONS[entry.key] if applies is Answer.UNKNOWN else "",
            reference=entry.reference,
        )

    def _part_items(self, entry: QuestionEntry) -> Iterator[FormItem]:
        for part in entry.parts:
            of_plan = entry.key == _PLAN and part.key != _PLAN_EXISTS
            applies = self.part(_PLAN, _PLAN_EXISTS) if of_plan else self._applies(entry.key)
            fact = f"{_PLAN}.{_PLAN_EXISTS}" if of_plan else _CONDITIONS.get(entry.key, "")
            yield FormItem(
                kind=FormItemKind.PART,
                key=f"{entry.key}.{part.key}",
                label=part.text,
                applies=applies,
                answered=self._is_answered(entry.key, part.key),
                missing=fact if applies is Answer.UNKNOWN else "",
                assumed=_PLAN_ASSUMED if of_plan else None,
                reference=entry.reference,
            )

    def _applies(self, key: str) -> Answer:
        fact = _CONDITIONS.get(key)
        answer: Answer = Answer.YES if fact is None else getattr(self, fact)
        return answer

    def _is_answered(self, key: str, part: str) -> bool:
        return self.part(key, part) is not Answer.UNKNOWN

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Answers that contradict each other: people have to find out which one is wrong.

        An age is not among them: the guidance states none for tracked children (para 3), and they
        can have a birthday after the selection.
        """
        return Table(self._contradictions())

    def _contradictions(self) -> Iterator[Contradiction]:
        for key, fact in _CONDITIONS.items():
            if getattr(self, fact) is Answer.NO:
                condition = _QUESTIONS[key].condition
                for part in _PARTS[key]:
                    if self._is_answered(key, part):
                        yield Contradiction(
                            facts=(fact, f"{key}.{part}"),
                            text=f"there is an answer to a question asked {condition}",
                            reference=_ANNEX_B,
                        )
        if self.part(_PLAN, _PLAN_EXISTS) is Answer.NO:
            for part in _PARTS[_PLAN]:
                if self.part(_PLAN, part) is Answer.YES:
                    yield Contradiction(
                        facts=(f"{_PLAN}.{_PLAN_EXISTS}", f"{_PLAN}.{part}"),
                        text="there is no plan, but an answer describes it",
                        reference=_ANNEX_B,
                    )

    def to_text(self, *, identifiers: bool = False, texts: bool = False) -> str:
        """Return the form as plain text; by default without its contents.

        Args:
            identifiers: Whether to show the inspector, the case number and the age.
            texts: Whether to show individual needs, summaries and answers to parts.

        Examples:
            >>> record = TrackingRecord(case_number="A1")
            >>> print(record.to_text(identifiers=True))
            Tracking record (guidance 190035, Annex B)
            ...
            Case number          A1
            ...
        """
        return "\n\n".join(
            f"{heading}\n\n{text_table(_COLUMNS, _split(lines))}"
            for heading, lines in self._sections(identifiers=identifiers, texts=texts)
        )

    def to_html(self, *, identifiers: bool = False, texts: bool = False) -> str:
        """Return the form as HTML tables; by default without its contents.

        Args:
            identifiers: Whether to show the inspector, the case number and the age.
            texts: Whether to show individual needs, summaries and answers to parts.
        """
        sections = self._sections(identifiers=identifiers, texts=texts)
        return "".join(html_table(heading, _COLUMNS, lines) for heading, lines in sections)

    def _sections(
        self, *, identifiers: bool, texts: bool
    ) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the heading and the lines of each section of the form."""
        identifiers, texts = flag(identifiers, "identifiers"), flag(texts, "texts")
        shown = dict(self._contents(identifiers=identifiers, texts=texts))
        for heading, items in groupby(self.completeness.items, _heading):
            lines = [
                (item.indented, shown.get((item.kind, item.key), item.state))
                for item in items
                if texts or item.kind is not FormItemKind.PART
            ]
            yield heading, lines

    def _contents(
        self, *, identifiers: bool, texts: bool
    ) -> Iterator[tuple[tuple[FormItemKind, str], str]]:
        """Yield the contents that may be shown."""
        for name in ("inspectorate", *(_IDENTIFIERS if identifiers else ())):
            value = getattr(self, name)
            if value is not None:
                yield (FormItemKind.HEADER, name), str(value)
        if not texts:
            return
        if self.individual_needs is not None:
            needs = "; ".join(self.individual_needs) or "none"
            yield (FormItemKind.HEADER, "individual_needs"), needs
        for summary in self.summaries:
            yield (FormItemKind.QUESTION, summary.question), summary.text
        for part in self.parts:
            if self._is_answered(part.question, part.part):
                yield (FormItemKind.PART, f"{part.question}.{part.part}"), str(part.answer)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()


_IDENTIFIERS: Final = ("inspector", "case_number", "age")
_COLUMNS: Final = ("Field or question", "Answer")


def _heading(item: FormItem) -> str:
    """Return the heading of the section to which an item belongs, or the title of the form."""
    if item.kind is FormItemKind.HEADER:
        return f"Tracking record ({_ANNEX_B})"
    return SECTION_LABELS[_QUESTIONS[item.key.partition(".")[0]].section]


def _split(lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield a row for each line of an answer, because a cell of plain text has only one."""
    for label, value in lines:
        first, *others = (" ".join(line.split()) for line in value.splitlines())
        yield label, first
        yield from (("", line) for line in others)


def _twice(name: str, keys: list[Any]) -> Iterator[Fault]:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield Fault(
                message="duplicate answer",
                where=f"{name}[{place}]",
                expected="one answer for each",
                reference=_ANNEX_B,
            )


def _known_part(key: str, part: str) -> None:
    entry = question(key)
    if type(part) is not str or part not in _PARTS[entry.key]:
        raise UnknownKeyError(
            "the question has no such part",
            expected=_part_keys(entry.key),
            remedy=did_you_mean(part, _PARTS[entry.key]),
            reference=entry.reference,
        )
