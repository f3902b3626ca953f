# ruff: noqa: RUF001 - copies have every kind of dash and quotation mark
"""A synthetic handbook in the shape of the guidance, and copies of it in many layouts.

Nothing in it comes from any publication. `EDITION` has its fingerprints, which are all that the
reader knows of it; `copy_of` returns its text as a copy from PDF or Word would have it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from jtai.core.citation import Reference
from jtai.guidance.wording.fingerprint import (
    Fingerprint,
    Footnote,
    PublishedEdition,
    PublishedEntry,
    WordingKind,
)

# ^1 marks a call of footnote 1. Each line of a list is a separate string.
PARAGRAPHS: dict[int, tuple[str, ...]] = {
    1: (
        (
            "This handbook is for wardens who visit school gardens^1 and the people who tend "
            "them.^2 It is read beside the ‘orchard code’ of the county – as far as there is one "
            "– and replaces no by-law."
        ),
    ),
    2: ("Wardens walk through each garden once.",),
    3: (
        "A garden is well kept if:",
        "multi-crop beds are weeded and watered, with 12 inches between rows",
        "no more than 5.8% of the bulbs (7 in 120) have failed",
        "its paths are dry. Wardens look at the child’s own bed first.",
    ),
    4: (
        "Wardens judge how far:",
        "gardeners know which plants need shade and where to ask^3 if they do not (ESN 11)^4",
        "beds are shared fairly, so that each class has at least one in the sun (ESN 12)",
        "heads and caretakers:",
        "understand the soil of their garden. They order compost in good time (ESN 13)",
        "answer questions about water and frost (ESN 14)",
        "tools are cleaned and counted after each lesson (ESN 15).",
    ),
    5: ("Lists one and two^5 are for gardens with between 4 and 6 beds only.",),
    6: (
        "By noon the school provides a copy of:",
        "the planting plan and any changes to it",
        "the latest letter from a neighbour (if there is one)",
        "minutes of the garden club^6",
        "a diary of the season. It may hold:",
        "storms and late frosts",
        "visits by badgers – or signs of them – and what was done",
    ),
    7: (
        "The school provides what follows, in this order.",
        "1. The head",
        "1.1 – A map of the garden.",
        "1.2 – Accounts for seed, tools and compost over a year, with plans to save water.",
        "2. The caretaker",
        "2.1 A list of locks and keys,",
        "2.2 Records of the pump (if asked for by the warden).",
    ),
    8: ("The warden thanks everybody before they leave.",),
}
CRITERIA = {11: (1,), 12: (2,), 13: (3, 4), 14: (3, 5), 15: (6,)}
DOCUMENTS = {"plan": (1,), "letter": (2,), "minutes": (3,), "diary": (4, 5, 6)}
ITEMS = {"1.1": 2, "1.2": 3, "2.1": 5, "2.2": 6}
QUESTIONS = {
    "accurate": "Does the school’s own score describe the garden? (where it has one)",
    "dry": "Are the paths dry?",
    "shared": "Are beds shared? Is each class content with its bed?",
    "tools": "Were the tools counted after the lesson?",
}
HEADINGS = {1: "Beginnings", 3: "What wardens look for", 5: "Annex A: papers and lists"}
FORM_HEADINGS = ("Annex B: the form", "The school’s own score", "The warden’s score")
PAGE_LINES = ("Handbook for visits to school gardens", "May 2031, No. 555")
FOOTNOTES = {
    1: "A garden here is any ground in which a class grows something to eat or to look at, "
    "pots on a window sill among it.",
    2: "‘Tending and mending – a garden primer’, County Press, 2030; "
    "www.example.org/publications/tending-and-mending-a-garden-primer-for-schools-2030.",
    3: "Ask the county.",
    4: "The schedule numbers (ESN) help wardens to file what they have found in the right place.",
    5: "‘Tending and mending – a garden primer’, County Press, 2030; "
    "www.example.org/publications/tending-and-mending-a-garden-primer-for-schools-2030.",
    6: "This includes any club that meets in or near the garden during the season.",
}
CALLS = {1: 1, 2: 1, 3: 4, 4: 4, 5: 5, 6: 6}


def plain(line: str) -> str:
    """Return a line without its marks of footnote calls."""
    for number in FOOTNOTES:
        line = line.replace(f"^{number}", "")
    return line


def paragraph_lines(number: int) -> tuple[str, ...]:
    """Return the published lines of a paragraph."""
    return tuple(map(plain, PARAGRAPHS[number]))


def words(kind: str, key: int | str) -> str:
    """Return the text that the reader should find for an entry."""
    lines: tuple[str, ...]
    if kind == "paragraph":
        lines = paragraph_lines(int(key))
    elif kind == "criterion":
        lines = tuple(
            paragraph_lines(4)[place].partition(" (ESN")[0] for place in CRITERIA[int(key)]
        )
    elif kind == "information item":
        line = paragraph_lines(7)[ITEMS[str(key)]]
        lines = (line.partition(" ")[2].removeprefix("– "),)
    elif kind == "case document":
        lines = tuple(paragraph_lines(6)[place] for place in DOCUMENTS[str(key)])
    else:
        lines = (QUESTIONS[str(key)],)
    return "\n".join(lines)


def _entries() -> Iterator[PublishedEntry]:
    for number, lines in PARAGRAPHS.items():
        places = tuple(range(len(lines)))
        yield PublishedEntry(
            WordingKind.PARAGRAPH, number, Reference(part="a paragraph"), number, places
        )
    for esn, (*leads, own) in CRITERIA.items():
        lead = leads[0] if leads else None
        yield PublishedEntry(WordingKind.CRITERION, esn, Reference.para(4), 4, (own,), lead)
    for place, key in enumerate(QUESTIONS):
        annex = Reference(part="Annex B")
        yield PublishedEntry(WordingKind.QUESTION, key, annex, None, (place,))
    for key, place in ITEMS.items():
        yield PublishedEntry(WordingKind.INFORMATION, key, Reference.para(7), 7, (place,))
    for key, places in DOCUMENTS.items():
        yield PublishedEntry(WordingKind.CASE_DOCUMENT, key, Reference.para(6), 6, places)


EDITION = PublishedEdition(
    name="handbook 555",
    reference=Reference(part="made up"),
    paragraphs={
        number: tuple((Fingerprint.of(line),) for line in paragraph_lines(number))
        for number in PARAGRAPHS
    },
    form=tuple((Fingerprint.of(label),) for label in QUESTIONS.values()),
    entries=tuple(_entries()),
    headings=tuple(map(Fingerprint.of, [*HEADINGS.values(), *FORM_HEADINGS])),
    page_lines=tuple(map(Fingerprint.of, PAGE_LINES)),
    footnotes=tuple(
        Footnote(number, CALLS[number], Fingerprint.of(text)) for number, text in FOOTNOTES.items()
    ),
)


@attrs.frozen(kw_only=True)
class Style:
    """How a copy is laid out.

    Attributes:
        width: The width at which lines wrap, or None for one line per paragraph and item.
        bullet: The text before an item of a list.
        sub_bullet: The text before an item within an item.
        own_line: Whether the number of a paragraph is on a separate line.
        call: How a footnote call is written, with ``{}`` for its number; empty for none.
        notes: Where the text of a footnote is: below the paragraph (``"below"``), below and
            with its number last (``"reversed"``), or at the end of the copy (``"end"``).
        headers: The lines, counted from 0, after which a page ends.
        page: The lines between two pages.
        newline: The characters that end a line.
        space: The characters that are written for a space.
        replace: Pairs of a text and its replacement.
    """

    width: int | None = 80
    bullet: str = "• "
    sub_bullet: str = "− "
    own_line: bool = False
    call: str = " {} "
    notes: str = "below"
    headers: frozenset[int] = frozenset()
    page: tuple[str, ...] = ("", *PAGE_LINES, "", "7", "\f")
    newline: str = "\n"
    space: str = " "
    replace: tuple[tuple[str, str], ...] = ()


_SUB_ITEMS = {(4, 4), (4, 5), (6, 5), (6, 6)}


def _called(line: str, style: Style) -> str:
    for number in FOOTNOTES:
        call = style.call.format(number) if style.call else ""
        line = line.replace(f"^{number}", call)
    return line.strip()


def _wrapped(line: str, style: Style) -> list[str]:
    return textwrap.wrap(line, style.width) if style.width else [line]


def _note(number: int, style: Style) -> list[str]:
    if style.notes == "reversed":
        return ["", *_wrapped(FOOTNOTES[number], style), str(number)]
    return ["", str(number), "", *_wrapped(FOOTNOTES[number], style)]


def _number(line: str, style: Style) -> list[str]:
    number, _, text = line.partition(" ")
    return [number, "", *_wrapped(text, style)] if style.own_line else _wrapped(line, style)


def _paragraph(number: int, lines: Sequence[str], style: Style) -> Iterator[str]:
    first, *items = (_called(line, style) for line in lines)
    yield from _number(f"{number}. {first}", style)
    for place, item in enumerate(items, 1):
        if number == 7:
            yield from _number(item, style) if item[1:3] == ". " else _wrapped(item, style)
        else:
            bullet = style.sub_bullet if (number, place) in _SUB_ITEMS else style.bullet
            initial, *rest = _wrapped(item, style)
            yield from (bullet + initial, *rest)
    if style.notes != "end":
        for note, paragraph in CALLS.items():
            if paragraph == number:
                yield from _note(note, style)
    yield ""


def _lines(
    style: Style, paragraphs: Mapping[int, Sequence[str]], labels: Iterable[str]
) -> Iterator[str]:
    yield "Handbook for visits to school gardens"
    yield "A primer"
    for number, lines in paragraphs.items():
        if number in HEADINGS:
            yield HEADINGS[number]
        yield from _paragraph(number, lines, style)
    yield FORM_HEADINGS[0]
    yield "Wardens fill in one form for each garden."
    yield "Warden"
    yield FORM_HEADINGS[1]
    for place, label in enumerate(labels):
        if place == 1:
            yield FORM_HEADINGS[2]
        yield from _wrapped(label, style)
        yield ""
    if style.notes == "end":
        for number in FOOTNOTES:
            yield from _note(number, style)
    yield "The County looks after gardens. Have you questions about ours? Write to us."


def copy_of(
    style: Style,
    *,
    paragraphs: Mapping[int, Sequence[str]] = PARAGRAPHS,
    labels: Iterable[str] = tuple(QUESTIONS.values()),
) -> str:
    """Return the handbook, with the given paragraphs and labels, laid out in a style."""
    set_lines: list[str] = []
    for place, line in enumerate(_lines(style, paragraphs, labels)):
        set_lines.append(line)
        if place in style.headers:
            set_lines.extend(style.page)
    text = style.newline.join(set_lines).replace(" ", style.space)
    for old, new in style.replace:
        text = text.replace(old, new)
    return text
