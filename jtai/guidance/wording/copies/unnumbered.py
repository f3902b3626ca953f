"""Finding case-file documents and the questions of the form, which carry no numbers.

Invariant: a row is known by its fingerprint; what stands in the place of one that was not found is
taken for its altered words, unless that would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jtai.guidance.wording.copies.entries import Copy, WordingEntry, WordingKind, wording_entry
from jtai.guidance.wording.copies.numbered import after_colon
from jtai.guidance.wording.copies.pages import without_headings
from jtai.guidance.wording.copies.words import Word, compare, find, opens_item, readings, render
from jtai.guidance.wording.fingerprint import EntryPrint, canonical

_LIKENESS = 0.5
"""Which share of its words an altered question must have in common with the published one."""

_Span = tuple[int, int]


def _spans(words: Sequence[Word], rows: Sequence[EntryPrint]) -> list[_Span | None]:
    """Find rows by their fingerprints, in order."""
    spans: list[_Span | None] = []
    start = 0
    for row in rows:
        found = (span for print_ in row.prints for span in find(words, print_, start=start))
        span = next((span for span in found if not row.label or _is_label(words, span, row)), None)
        start = span[1] if span else start
        spans.append(span)
    return spans


def _best_reading(
    words: Sequence[Word], rows: Sequence[EntryPrint]
) -> tuple[list[Word], list[_Span | None]]:
    """Find rows in that reading of the words which has most of them."""
    read = [(reading, _spans(reading, rows)) for reading in readings(words)]
    return max(read, key=lambda pair: sum(span is not None for span in pair[1]))


def _gaps(
    spans: Sequence[_Span | None], start: int, size: int
) -> Iterator[tuple[list[int], _Span]]:
    """Give the rows that were not found, each run of them with the gap that they left."""
    lost: list[int] = []
    for rank, span in enumerate([*spans, (size, size)]):
        if span is None:
            lost.append(rank)
            continue
        if lost:
            yield lost, (start, span[0])
        lost = []
        start = span[1]


def case_documents(copy: Copy) -> Iterator[WordingEntry]:
    """Find the kinds of case-file document, which follow a colon one after the other."""
    rows = copy.edition.case_documents
    number = copy.edition.case_documents_in
    words = without_headings(copy.words(number), copy.edition.headings, stop=False)
    words, spans = _best_reading(words, rows)
    first = next((span[0] for span in spans if span), len(words))
    lead = after_colon(words[:first])
    opens = opens_item(words)
    texts: dict[int, str] = {}
    taken = {place for span in spans if span for place in range(*span)}
    known = number in copy.places or any(spans)
    for lost, (start, end) in _gaps(spans, lead, len(words)) if known else ():
        texts.update(zip(lost, _items(words[start:end], opens[start:end], len(lost)), strict=False))
        taken.update(range(start, end))
    for rank, (row, span) in enumerate(zip(rows, spans, strict=True)):
        text, exact = texts.get(rank, ""), False
        if span is not None:
            whole = _whole_item(opens, span, taken, lead)
            text, exact = compare(words[slice(*whole)], row.prints)
        why = "neither its words nor others in their place are there"
        yield wording_entry(
            WordingKind.CASE_DOCUMENT, row, copy.where(number), text, exact=exact, why=why
        )


def _items(words: Sequence[Word], opens: Sequence[bool], count: int) -> list[str]:
    """Divide the words of a gap among the rows lost in it, or give none if that is a guess."""
    if not any(word.letters for word in words):
        return []
    if count == 1:
        return [render(words)]
    starts = [place for place, opening in enumerate(opens) if opening]
    if len(starts) != count:
        return []
    return [
        render(words[start:end])
        for start, end in zip(starts, [*starts[1:], len(words)], strict=True)
    ]


def _whole_item(opens: Sequence[bool], span: _Span, taken: set[int], lead: int) -> _Span:
    """Extend a row over words that stand in its item before or after it."""
    first, end = span
    while first > lead and not opens[first] and first - 1 not in taken:
        first -= 1
    while end < len(opens) and not opens[end] and end not in taken:
        end += 1
    return first, end


def questions(copy: Copy) -> Iterator[WordingEntry]:
    """Find the questions of the form, which follows the last paragraph."""
    rows = copy.edition.questions
    last = copy.edition.last_paragraph
    words = without_headings(copy.words(last), copy.edition.headings, stop=False)
    words, spans = _best_reading(words, rows)
    texts: dict[int, str] = {}
    for lost, (start, end) in _gaps(spans, 0, len(words)):
        texts.update(_alike(words[start:end], rows, lost))
    before = copy.around(last)[0]
    where = "the text" if before is None else f"the text after the number of paragraph {before}"
    for rank, (row, span) in enumerate(zip(rows, spans, strict=True)):
        text = texts.get(rank, "")
        if span is not None:
            text = compare(words[slice(*span)], row.prints)[0]
        why = "neither it nor a question like it is there"
        yield wording_entry(WordingKind.QUESTION, row, where, text, exact=span is not None, why=why)


def _is_label(words: Sequence[Word], span: _Span, row: EntryPrint) -> bool:
    """Tell whether words that match a label are the whole of it, not a part of something else."""
    first, last = words[span[0]], words[span[1] - 1]
    before = words[span[0] - 1].text[-1:] if span[0] else ""
    begins = first.starts_line or first.after_cut or bool(first.bullet) or before in tuple("?.:)|")
    return begins and first.text[0] == row.label[0] and last.text[-1] == row.label[-1]


def _alike(
    words: Sequence[Word], rows: Sequence[EntryPrint], lost: Sequence[int]
) -> dict[int, str]:
    """Give the words in a gap that are most like the labels lost in it."""
    sentences = list(_sentences(words))
    scored: list[tuple[float, int, range]] = []
    for rank in lost:
        size = rows[rank].label.count("?")
        label = {canonical(word) for word in rows[rank].label.split()}
        for start in range(len(sentences) - size + 1):
            window = [word for sentence in sentences[start : start + size] for word in sentence]
            scored.append((_likeness(window, label), rank, range(start, start + size)))
    texts: dict[int, str] = {}
    used: set[int] = set()
    for likeness, rank, places in sorted(scored, key=lambda score: -score[0]):
        if likeness >= _LIKENESS and rank not in texts and used.isdisjoint(places):
            used.update(places)
            texts[rank] = render([word for place in places for word in sentences[place]])
    return texts


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Divide words after question marks, full stops and what was taken out.

    Words in brackets after a question mark go with the question.
    """
    sentence: list[Word] = []
    for word in words:
        ended = bool(sentence) and sentence[-1].text[-1] in "?.)"
        if sentence and (word.after_cut or (ended and not word.text.startswith("("))):
            yield sentence
            sentence = []
        sentence.append(word)
    if sentence:
        yield sentence


def _likeness(words: Sequence[Word], label: set[str]) -> float:
    """Give the share of different words that a question and a label have in common."""
    found = {word.letters for word in words}
    return len(found & label) / len(found | label)
