# ruff: noqa: RUF001 - copies have every kind of dash and quotation mark
from __future__ import annotations

import pickle
import re
import string
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import jtai.guidance.wording.fingerprints
from jtai.core.citation import GUIDANCE
from jtai.errors import InvalidValueError, JtaiError, UnknownKeyError
from jtai.guidance.case_documents import CASE_DOCUMENTS
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.information import INFORMATION_ITEMS
from jtai.guidance.questions import QUESTIONS
from jtai.guidance.wording.fingerprint import Fingerprint, WordingKind, canonical
from jtai.guidance.wording.fingerprints import GUIDANCE_190035
from jtai.guidance.wording.wording import Wording, WordingStatus
from tests.guidance.wording import synthetic_guidance
from tests.guidance.wording.synthetic_guidance import (
    EDITION,
    PAGE_LINES,
    PARAGRAPHS,
    Style,
    copy_of,
    words,
)
from tests.little_time import little_time

PDF = Style(headers=frozenset({3, 20, 31}), own_line=True)
WORD = Style(width=None, notes="end", call="", bullet="· ", sub_bullet="· ")
STYLES = {
    "pdf": PDF,
    "word": WORD,
    "no bullets, but indented": Style(bullet=" ", sub_bullet=" "),
    "no bullets at all": Style(bullet="", sub_bullet=""),
    "pages without headers": attrs.evolve(PDF, page=("", "8", "\f")),
    "page number before the header": attrs.evolve(PDF, page=(f"8 {PAGE_LINES[0]}", PAGE_LINES[1])),
    "page number after the header": attrs.evolve(PDF, page=(PAGE_LINES[0], f"{PAGE_LINES[1]} 8")),
    "footnote numbers last": Style(notes="reversed"),
    "calls glued to words": Style(call="{} "),
    "calls in square brackets": Style(call="[{}] "),
    "superscript calls": Style(
        call="<{}> ", replace=tuple((f"<{n}>", mark) for n, mark in enumerate("⁰¹²³⁴⁵⁶"))
    ),
    "Windows line ends": attrs.evolve(PDF, newline="\r\n"),
    "old Macintosh line ends": attrs.evolve(PDF, newline="\r"),
    "no-break spaces": attrs.evolve(WORD, space="\u00a0"),
    "wide spaces": attrs.evolve(PDF, space="   "),
    "typewriter": Style(replace=(("‘", "'"), ("’", "'"), ("–", "-"), ("−", "-"), ("•", "*"))),
    "byte order mark": Style(replace=(("A primer", "\ufeffA primer"),)),
    "control characters": Style(replace=(("A primer", "A\x00primer\x07"),)),
    "glued bullets": Style(bullet="\uf0b7"),
}
COPY = copy_of(PDF)


def read(text: str) -> Wording:
    return Wording.from_text(text, edition=EDITION)


def unset(text: str) -> str:
    """Replace typographic quotation marks and dashes by plain ones."""
    return text.translate(str.maketrans("‘’“”–—−", "''\"\"---"))


def faults(wording: Wording) -> dict[tuple[str, int | str], str]:
    return {(one.kind.value, one.key): one.status.value for one in wording.missing}


def replaced(old: str, new: str, text: str = COPY) -> Wording:
    """Read a copy in which the only occurrence of a text is replaced."""
    assert text.count(old) == 1
    return read(text.replace(old, new))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_every_style_gives_the_published_words(style: Style) -> None:
    """Every entry is read with its published words, however the copy is laid out."""
    wording = read(copy_of(style))
    assert wording.complete
    assert wording.missing == ()
    for entry in wording.entries:
        assert unset(entry.text) == unset(words(entry.kind, entry.key))


def test_entries_by_their_keys() -> None:
    """An entry is looked up by its key, and its text has no bullet, footnote or page line."""
    wording = read(COPY)
    assert wording.criterion(12) == (
        "beds are shared fairly, so that each class has at least one in the sun"
    )
    assert wording.criterion(14) == (
        "heads and caretakers:\nanswer questions about water and frost"
    )
    assert wording.question("dry") == "Are the paths dry?"
    assert wording.information("2.2") == "Records of the pump (if asked for by the warden)."
    assert wording.case_document("minutes") == "minutes of the garden club"
    assert wording.paragraph(3).split("\n")[:2] == [
        "A garden is well kept if:",
        "multi-crop beds are weeded and watered, with 12 inches between rows",
    ]
    assert wording.paragraph(7).split("\n")[1:3] == ["1. The head", "1.1 – A map of the garden."]


styles = st.builds(
    Style,
    width=st.none() | st.integers(30, 120),
    bullet=st.sampled_from(["• ", "· ", "− ", "- ", "* ", "\uf0b7 ", " ", ""]),
    sub_bullet=st.sampled_from(["− ", "– ", "• ", ""]),
    own_line=st.booleans(),
    call=st.sampled_from([" {} ", "{} ", ""]),
    notes=st.sampled_from(["below", "reversed", "end"]),
    headers=st.frozensets(st.integers(0, 120), max_size=6),
    newline=st.sampled_from(["\n", "\r\n", "\n\n", " \n"]),
    space=st.sampled_from([" ", "  ", "\u00a0"]),
    replace=st.sampled_from([(), (("‘", "'"), ("’", "'")), (("–", "—"),), (("–", "-"),)]),
)


@pytest.mark.exhaustive
@settings(max_examples=60)
@given(styles)
def test_any_layout_gives_the_same_words(style: Style) -> None:
    """Line widths, page breaks, bullets, quotes and dashes do not change the words read."""
    wording = read(copy_of(style))
    assert faults(wording) == {}
    assert [unset(one.text) for one in wording.entries] == [
        unset(words(one.kind, one.key)) for one in wording.entries
    ]


def _spots() -> list[tuple[int, int, int]]:
    """Return the place of each word of the paragraphs that has no digit or footnote mark."""
    return [
        (number, place, index)
        for number, lines in PARAGRAPHS.items()
        for place, line in enumerate(lines)
        for index, word in enumerate(line.split(" "))
        if re.fullmatch(r"[^\d^()]*[a-z][^\d^()]*", word)
    ]


def _holders(number: int, place: int) -> set[tuple[str, int | str]]:
    """Return the entries that a line of a paragraph belongs to."""
    held: set[tuple[str, int | str]] = {("paragraph", number)}
    if number == 4:
        held |= {
            ("criterion", key)
            for key, places in synthetic_guidance.CRITERIA.items()
            if place in places
        }
    if number == 6:
        held |= {
            ("case document", key)
            for key, places in synthetic_guidance.DOCUMENTS.items()
            if place in places
        }
    if number == 7:
        held |= {
            ("information item", key) for key, at in synthetic_guidance.ITEMS.items() if place == at
        }
    return held


@pytest.mark.exhaustive
@settings(max_examples=80)
@given(
    st.sampled_from(_spots()),
    st.sampled_from(["change", "insert", "double"]),
    st.sampled_from([PDF, WORD, STYLES["no bullets, but indented"]]),
)
@example((6, 1, 0), "insert", PDF)
@example((6, 1, 7), "double", PDF)
@example((6, 0, 5), "change", PDF)
@example((4, 3, 0), "change", WORD)
def test_one_changed_word_is_named(spot: tuple[int, int, int], change: str, style: Style) -> None:
    """If one word is changed, its paragraph and its entries are altered, and nothing else."""
    number, place, index = spot
    lines = list(PARAGRAPHS[number])
    parts = lines[place].split(" ")
    letters = parts[index].strip(string.punctuation + "‘’")
    new = {"change": "zebra", "insert": f"zebra {letters}", "double": f"{letters} zebra"}[change]
    parts[index] = parts[index].replace(letters, new)
    lines[place] = " ".join(parts)
    wording = read(copy_of(style, paragraphs={**PARAGRAPHS, number: lines}))
    assert faults(wording) == dict.fromkeys(_holders(number, place), "altered")
    for entry in wording.missing:
        assert "zebra" in entry.text
        assert entry.why == "the words differ from those published"


@settings(max_examples=30)
@given(st.data(), st.sampled_from(["zebra", "zebra {}", "{} zebra"]))
def test_one_changed_word_of_a_question_is_named(data: st.DataObject, change: str) -> None:
    """If one word of a question is changed, that question is missing, and nothing else."""
    labels = dict(synthetic_guidance.QUESTIONS)
    key = data.draw(st.sampled_from(sorted(set(labels) - {"dry"})))
    parts = labels[key].split(" ")
    index = data.draw(st.integers(0, len(parts) - 1))
    letters = parts[index].strip(string.punctuation)
    parts[index] = parts[index].replace(letters, change.format(letters))
    labels[key] = " ".join(parts)
    wording = read(copy_of(PDF, labels=labels.values()))
    assert faults(wording) == {("question", key): "missing"}


def test_a_removed_entry_is_missing() -> None:
    """A removed criterion is missing and its paragraph is altered, and nothing else."""
    lines = PARAGRAPHS[4]
    wording = read(copy_of(PDF, paragraphs={**PARAGRAPHS, 4: (*lines[:2], *lines[3:])}))
    assert faults(wording) == {("criterion", 12): "missing", ("paragraph", 4): "altered"}
    assert str(wording.missing[1]) == (
        "criterion 12: missing: the published words are not in paragraph 4 "
        "(guidance 190035, para 4)"
    )
    with pytest.raises(UnknownKeyError) as caught:
        wording.criterion(12)
    assert str(caught.value) == (
        "criterion 12 is missing in this copy; the published words are not in paragraph 4; "
        "use the text of a complete copy (guidance 190035, para 4)"
    )


@pytest.mark.parametrize("style", [PDF, WORD, STYLES["no bullets, but indented"]])
def test_a_removed_item_or_document_is_missing(style: Style) -> None:
    """A removed item or document is missing and its paragraph is altered, and nothing else."""
    for number, place, kind, key in [
        (7, 2, "information item", "1.1"),
        (7, 6, "information item", "2.2"),
        (6, 1, "case document", "plan"),
        (6, 3, "case document", "minutes"),
    ]:
        lines = list(PARAGRAPHS[number])
        del lines[place]
        wording = read(copy_of(style, paragraphs={**PARAGRAPHS, number: lines}))
        assert faults(wording) == {(kind, key): "missing", ("paragraph", number): "altered"}


def test_a_removed_paragraph_is_missing() -> None:
    """A removed paragraph is missing with every entry in it, and no other entry is missing."""
    kept = {number: lines for number, lines in PARAGRAPHS.items() if number != 4}
    wording = read(copy_of(PDF, paragraphs=kept))
    assert {key for key, status in faults(wording).items() if status == "missing"} == {
        ("paragraph", 4),
        *(("criterion", key) for key in synthetic_guidance.CRITERIA),
    }
    kept = {number: lines for number, lines in PARAGRAPHS.items() if number != 6}
    wording = read(copy_of(PDF, paragraphs=kept))
    assert set(faults(wording).values()) == {"missing"}
    assert len(wording.missing) == 1 + len(synthetic_guidance.DOCUMENTS)


def test_a_lost_number_affects_only_its_paragraph() -> None:
    """If a paragraph loses its number, the criteria and documents listed in it are still found."""
    wording = replaced("\n4.\n\nWardens", "\nWardens")
    assert ("paragraph", 4) in faults(wording)
    assert not {kind for kind, _ in faults(wording)} - {"paragraph"}
    wording = replaced("\n6. By noon", "\nBy noon", copy_of(WORD))
    assert not {kind for kind, _ in faults(wording)} - {"paragraph"}
    wording = replaced("\n8.\n\nThe warden", "\nThe warden")
    assert not {kind for kind, _ in faults(wording)} - {"paragraph", "information item"}
    assert str(wording.missing[-2]).startswith("paragraph 8: missing: no line with words begins")


def test_a_number_without_words_is_missing() -> None:
    """A number with nothing after it is not a paragraph."""
    wording = read("1.\n2.\nWardens walk through each garden once.\n")
    entry = wording.missing[0]
    assert (entry.status, entry.why) == (
        WordingStatus.MISSING,
        "no line with words begins with 1.",
    )
    assert wording.paragraph(2) == "Wardens walk through each garden once."


def test_a_lost_schedule_number_affects_only_its_criterion() -> None:
    """If a criterion loses its number or has a wrong one, only it and its paragraph are altered."""
    for changed in ("", "(ESN )", "(ESN 22)"):
        wording = replaced("(ESN 12)", changed)
        assert faults(wording) == {("criterion", 12): "altered", ("paragraph", 4): "altered"}
    wording = replaced("(ESN 12)", "(ESN12)")
    assert wording.complete
    wording = replaced("(ESN 15)", "(ESN")
    assert ("criterion", 15) in faults(wording)
    wording = replaced("how\nfar:", "how far", COPY.replace("how far:", "how\nfar:"))
    assert faults(wording) == {}


def test_an_added_item_does_not_alter_others() -> None:
    """An added item alters its paragraph, but none of the items next to it."""
    lines = list(PARAGRAPHS[6])
    lines.insert(2, "a picture of the shed")
    wording = read(copy_of(PDF, paragraphs={**PARAGRAPHS, 6: lines}))
    assert faults(wording) == {("paragraph", 6): "altered"}


def test_items_altered_side_by_side() -> None:
    """Bullets distinguish two altered documents in a row; without bullets, both are missing."""
    lines = list(PARAGRAPHS[6])
    lines[2], lines[3] = "the first letter from a neighbour", "minutes of the chess club"
    paragraphs = {**PARAGRAPHS, 6: lines}
    wording = read(copy_of(PDF, paragraphs=paragraphs))
    assert wording.case_document("letter") == "the first letter from a neighbour"
    assert wording.case_document("minutes") == "minutes of the chess club"
    missing = {
        ("paragraph", 6): "altered",
        ("case document", "letter"): "missing",
        ("case document", "minutes"): "missing",
    }
    assert faults(read(copy_of(STYLES["no bullets at all"], paragraphs=paragraphs))) == missing
    del lines[3]
    assert faults(read(copy_of(PDF, paragraphs=paragraphs))) == missing


def test_part_of_an_entry_is_altered() -> None:
    """An entry that has lost a line is altered, and has the text of its other lines."""
    lines = list(PARAGRAPHS[6])
    del lines[5]
    wording = read(copy_of(PDF, paragraphs={**PARAGRAPHS, 6: lines}))
    assert faults(wording) == {("paragraph", 6): "altered", ("case document", "diary"): "altered"}
    assert wording.case_document("diary") == "\n".join(lines[4:])


def test_a_lead_without_its_item_is_not_an_entry() -> None:
    """A criterion is missing if only the words that introduce it are left."""
    lines = list(PARAGRAPHS[4])
    del lines[5]
    wording = read(copy_of(PDF, paragraphs={**PARAGRAPHS, 4: lines}))
    assert faults(wording) == {("paragraph", 4): "altered", ("criterion", 14): "missing"}


def test_removed_questions_are_missing() -> None:
    """A removed question is missing, and nothing else."""
    wording = replaced(synthetic_guidance.QUESTIONS["tools"], "")
    assert faults(wording) == {("question", "tools"): "missing"}
    assert wording.missing[0].why == "the published words are not in the form"


def test_an_altered_footnote_alters_its_paragraph_only() -> None:
    """An altered footnote counts as part of the paragraph before it, which is then altered."""
    assert faults(replaced("or to look", "nor to look")) == {("paragraph", 1): "altered"}


def test_broken_words_are_joined() -> None:
    """A word broken at the end of a line is joined; a hanging hyphen, as in "pre- and", is kept."""
    for broken, whole in {
        "multi-\ncrop": "multi-crop",
        "multi\u00ad\ncrop": "multicrop",
        "multi\u00adcrop": "multicrop",
        "multicrop": "multicrop",
    }.items():
        wording = replaced("multi-crop", broken)
        assert wording.complete
        assert whole in wording.paragraph(3)
    wording = replaced("Wardens walk", "Wardens pre-\nand walk")
    assert wording.paragraph(2).startswith("Wardens pre- and walk")


def test_a_table_of_contents_is_not_read_as_paragraphs() -> None:
    """The numbered lines of a table of contents are not read as paragraphs."""
    contents = "".join(f"{number}. Chapter\n" for number in (1, 2, 3))
    assert read(contents + COPY).complete
    assert read(COPY.replace("\n2.\n\nWardens", "\n2.Wardens")).complete


@pytest.mark.parametrize(
    "longer",
    [
        "Or are the paths dry?",
        "Or\nare the paths dry?",
        "Are the paths dry or wet?",
        "Are the paths dry\nor wet?",
    ],
)
def test_part_of_a_sentence_is_not_a_question(longer: str) -> None:
    """A question is not found within a longer sentence, wherever its lines are broken."""
    wording = replaced("Are the paths dry?", longer)
    assert faults(wording) == {("question", "dry"): "missing"}


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\x00" * 1000, "Quite another document.", "9. A\n8. B\n", "1.1 x\n", "?\n? ?\n"],
)
def test_in_another_text_nothing_is_found(text: str) -> None:
    """If a text is not a copy, every entry is reported as not found, with a reason."""
    wording = read(text)
    assert not wording.complete
    assert len(wording.missing) == len(wording.entries) == 25
    assert all(entry.why for entry in wording.missing)


@pytest.mark.parametrize("value", [b"1. This", None, 7, Path("guidance.txt"), ["1."]])
def test_only_text_is_read(value: object) -> None:
    """Anything but a string is refused, and the error says what is expected."""
    with pytest.raises(InvalidValueError, match="expected the text of a copy") as caught:
        Wording.from_text(value)  # type: ignore[arg-type]
    assert isinstance(caught.value, JtaiError)


def test_unknown_keys_are_refused() -> None:
    """An unknown key is refused, and the error lists the keys; True does not count as 1."""
    wording = read(COPY)
    with pytest.raises(UnknownKeyError, match="no such criterion; expected one of 11, 12, 13"):
        wording.criterion(99)
    with pytest.raises(UnknownKeyError, match="one of accurate, dry, shared, tools"):
        wording.question("wet")
    with pytest.raises(UnknownKeyError, match=r"one of 1\.1, 1\.2, 2\.1"):
        wording.information("9.9")
    with pytest.raises(UnknownKeyError, match="no such case document"):
        wording.case_document("atlas")
    with pytest.raises(UnknownKeyError, match="no such paragraph"):
        wording.paragraph(True)


def test_wording_is_a_value_and_hides_the_text() -> None:
    """A wording can be compared, hashed and pickled, and its `repr` does not show the text."""
    wording = read(COPY)
    assert wording == read(COPY)
    assert hash(wording) == hash(read(COPY))
    assert pickle.loads(pickle.dumps(wording)) == wording  # noqa: S301
    assert repr(wording) == "<Wording of handbook 555: 25 found, 0 altered, 0 missing>"
    assert "garden once" not in repr(wording.entries) + str(wording.entries[1])


HOSTILE = {
    "numbers": "1.\n",
    "all numbers": "".join(f"{number}. \n" for number in range(1, 52)),
    "spaces": " ",
    "lines": "\n",
    "letters": "a",
    "schedule numbers": "(ESN 23) ",
    "items": "1.1 a\n",
    "bullets": "• ",
    "dashes": "- – ",
    "glued calls": "a1.,;",
    "questions": "Is? ",
    "ligatures": "\ufdfa ",
}


@pytest.mark.promise("exhaustion")
@pytest.mark.exhaustive
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_seconds(text: str) -> None:
    """Repetitive text of 200,000 characters is read in seconds, not minutes."""
    with little_time():
        Wording.from_text(f"26. x:\n{text * (200_000 // len(text))}")


@pytest.mark.exhaustive
def test_five_megabytes_take_seconds() -> None:
    """A text of five megabytes with every paragraph number is read in seconds, not minutes."""
    filling = "Aa 7\n" * 19_600
    text = "".join(f"{number}. {filling}" for number in range(1, 52))
    assert len(text) > 4_990_000
    with little_time():
        wording = Wording.from_text(text)
    assert not wording.complete


def test_every_entry_of_the_tables_has_a_fingerprint() -> None:
    """The guidance's fingerprints have the keys of the library's tables, in the same order."""
    edition = GUIDANCE_190035
    keys = {
        kind: [entry.key for entry in edition.entries if entry.kind is kind] for kind in WordingKind
    }
    assert keys == {
        WordingKind.PARAGRAPH: list(range(1, GUIDANCE.paragraphs + 1)),
        WordingKind.CRITERION: [criterion.number for criterion in CRITERIA],
        WordingKind.QUESTION: [question.key for question in QUESTIONS],
        WordingKind.INFORMATION: [item.number for item in INFORMATION_ITEMS],
        WordingKind.CASE_DOCUMENT: [document.key for document in CASE_DOCUMENTS],
    }
    assert edition.form == tuple((Fingerprint.of(question.label),) for question in QUESTIONS)
    assert [note.number for note in edition.footnotes] == list(range(1, 18))


def test_lines_belong_to_one_entry_each() -> None:
    """Each line of a list belongs to one entry at most; introductions and headings to none."""
    edition = GUIDANCE_190035
    rest = {}
    for number in (26, 44, 48):
        own = [
            line
            for entry in edition.entries
            if entry.paragraph == number and entry.kind is not WordingKind.PARAGRAPH
            for line in entry.lines
        ]
        assert own == sorted(set(own))
        rest[number] = sorted(set(range(len(edition.paragraphs[number]))) - set(own))
    assert rest == {26: [0, 17], 44: [0], 48: [0, 1, 11, 16, 20, 30, 36]}


def test_fingerprints_contain_no_prose() -> None:
    """The fingerprints are digests and numbers, and contain no words of the guidance."""
    module = jtai.guidance.wording.fingerprints
    texts = [*module._PARAGRAPHS.values(), module._HEADINGS, module._PAGE_LINES]
    texts += [words for *_, words in module._FOOTNOTES]
    for text in texts:
        assert re.fullmatch(r"[0-9a-f]{12}:\d+([ |][0-9a-f]{12}:\d+)*", text)


def test_questions_are_found_without_the_rest() -> None:
    """The guidance's questions are found in a text that consists only of their labels."""
    wording = Wording.from_text("\n".join(question.label for question in QUESTIONS))
    for question in QUESTIONS:
        assert wording.question(question.key) == question.label
    assert {entry.kind for entry in wording.missing} == set(WordingKind) - {WordingKind.QUESTION}


@given(st.text())
@settings(max_examples=50)
def test_canonical_form_has_only_letters_and_digits(text: str) -> None:
    """The canonical form of a text has only letters and digits, and is its own canonical form."""
    once = canonical(text)
    assert once == "" or once.isalnum()
    assert canonical(once) == once
