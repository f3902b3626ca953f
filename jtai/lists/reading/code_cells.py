"""What a raw cell says in a column of codes or answers.

Invariant: a text means a code only if it is one of its published forms, or has the code beside
words that do not speak against it; otherwise the cell is unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Final

from jtai.core.answers import Answer
from jtai.guidance.entries.list_entries import Code, CodeSet
from jtai.lists.reading.cells import UNREAD, Unread, read_text
from jtai.lists.reading.folding import LONGEST, SPACES, level, with_plain_signs, without_unseen


@cache
def _forms(codes: CodeSet) -> dict[str, Code]:
    """Return every text that means exactly one code of a set, in folded form."""
    return _of_one_code(codes, level) | {level(code.text): code for code in codes.codes}


@cache
def _forms_of_words(codes: CodeSet) -> dict[str, Code]:
    """Return every text that means one code of a set, and no other, by its words."""
    return _of_one_code(codes, _words)


def _of_one_code(codes: CodeSet, fold_form: Callable[[str], str]) -> dict[str, Code]:
    forms: dict[str, set[Code]] = {}
    for code in codes.codes:
        for form in _texts(code):
            forms.setdefault(fold_form(form), set()).add(code)
    return {form: found.pop() for form, found in forms.items() if len(found) == 1}


def _texts(code: Code) -> Iterable[str]:
    yield from (names := (code.text, code.label, code.code, *code.aliases))
    # A column of numbers with blank cells, saved by pandas.
    yield from (f"{name}.0" for name in names if name.isdecimal())
    yield code.text.removeprefix(code.prefix)
    yield from (f"{code.code}{sign}{code.label}" for sign in (": ", " - ", " ", ":", "-"))
    if code.prefix:
        yield f"{code.prefix} {code.code}"
        yield f"{code.prefix} {code.label}"


_AND: Final = re.compile(r"\s*[&+]\s*")
# Tried only from the first sign of a run, as the spaces before a time of day.
_BETWEEN_WORDS: Final = re.compile(
    r"(?<![\s/:>,;()\[\]|=.-])(?:[\s/:>,;()\[\]|=-]|\.(?!\w))++(?=\w)"
)


def _words(text: str) -> str:
    """Bring a code to its words, as areas set off the parts of one text by different signs.

    A question mark, colon or asterisk at the end stays: it is a doubt.

    Examples:
        >>> _words("Mixed / White & Asian"), _words("White > British"), _words("White (British)")
        ('mixed white and asian', 'white british', 'white british')
        >>> _words("Y?"), _words("NO:")
        ('y?', 'no:')
    """
    return _BETWEEN_WORDS.sub(" ", _AND.sub(" and ", level(text))).strip(" ()[].,;-")


def _code_of_words(text: str, codes: CodeSet) -> Code | None:
    """Return the code that text means by its folded form, or else by its words.

    Areas combine a letter and what it stands for, such as "F - Female" or "Child in need (CIN)".
    """
    forms, words = _forms_of_words(codes), _words(text)
    code = _forms(codes).get(level(text)) or forms.get(words)
    if code is None:
        pairs = ((words[:at], words[at + 1 :]) for at, sign in enumerate(words) if sign == " ")
        twice = (
            forms[one] for one, other in pairs if one in forms and forms.get(other) == forms[one]
        )
        return next(twice, None)
    return code


def read_code(cell: object, codes: CodeSet) -> Code | Unread | None:
    """Read a code: its published text, a unique part of that text, or an alias.

    Punctuation between the words makes no difference.

    Args:
        cell: The raw cell.
        codes: The codes that the column may contain.

    Examples:
        >>> from jtai.guidance.codes import ETHNICITY, SOURCE
        >>> read_code("a) 1A: Individual", SOURCE) is read_code("1a", SOURCE)
        True
        >>> read_code("White - British", ETHNICITY).code
        'WBRI'
        >>> read_code("Individual", SOURCE)  # four codes have this label
        <Unread.UNREAD: 'unread'>
    """
    text = read_text(cell)
    if text is None or text is UNREAD:
        return text
    if len(text) > LONGEST:
        return UNREAD
    return _code_of_text(text, codes) or UNREAD


# Columns share sets of codes, and are read in batches of rows.
@lru_cache(maxsize=4_096)
def _code_of_text(text: str, codes: CodeSet) -> Code | None:
    return _code_of_words(text, codes) or code_with_words(text, codes)


_WITH_WORDS: Final = re.compile(
    r"(?:(?P<prefix>[A-Za-z]{1,2})\)\s*)?"
    r"(?P<open>\[)?(?P<code>[A-Za-z]{0,4}\d{0,2}[A-Za-z]?)(?(open)\])"
    r"(?P<sign>\s*[-:(/,]\s*|\s+)(?P<words>\S.*)"
)
_WORDS_WITH: Final = re.compile(
    r"(?P<words>\W*\w.*?)\s*[\[(](?P<code>[A-Z]{0,4}\d{0,2}[A-Z]?)[\])]"
)
# Ethnicity codes of national censuses, and areas' variants of them, such as A1, A.A15) or A4.2.
# Their meaning differs from one census to the next, so the words decide.
_LOCAL: Final = re.compile(
    r"\(?(?:[A-Z]\.)?[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})?\)?\s*[-:>]?\s*(?P<words>[^\W\d].*)"
    r"|(?P<before>\W*\w.*?)\s*\([A-Z]\d\)"
)


def code_with_words(text: str, codes: CodeSet) -> Code | None:
    """Return the code that text starts or ends with, unless its words point to another code.

    Single-character codes are not looked for, and a code made only of digits needs a punctuation
    mark after it: both occur in ordinary text. Lower-case codes without a digit, such as "both",
    are not looked for either. A code at the end needs brackets.

    Args:
        text: The text of the cell.
        codes: The codes that the column may contain.

    Examples:
        >>> from jtai.guidance.codes import ETHNICITY
        >>> code_with_words("WBRI - White - British", ETHNICITY).code
        'WBRI'
        >>> code_with_words("Irish [WIRI]", ETHNICITY).code
        'WIRI'
        >>> code_with_words("WBRI - Pakistani", ETHNICITY), code_with_words("Both", ETHNICITY)
        (None, None)
    """
    plain = SPACES.sub(" ", with_plain_signs(text)).strip()
    found = _WITH_WORDS.fullmatch(plain)
    if found is not None and found["code"].isdecimal() and found["sign"].isspace():
        return None
    for match in filter(None, (found, _WORDS_WITH.fullmatch(plain))):
        code = _published(match["code"], codes)
        if code is not None:
            prefix = match["prefix"] if match is found else None
            same = prefix is None or f"{level(prefix)})" == code.prefix
            return code if same and not _speak_against(match["words"], code, codes) else None
    local = _LOCAL.fullmatch(plain) if codes.has_other_codes else None
    return None if local is None else _code_of_words(local["words"] or local["before"], codes)


_SHORTEST_CODE: Final = 2
_DOUBT: Final = re.compile(r"\b(?:(?:not |un|to be )confirmed|tbc|query|ruled out)\b|^\W*\?")
_WORD: Final = re.compile(r"\w+")


def _published(name: str, codes: CodeSet) -> Code | None:
    """Return the code with a name; lower-case letters are allowed if there is also a digit."""
    if len(name) < _SHORTEST_CODE or (name.isalpha() and not name.isupper()):
        return None
    return next((code for code in codes.codes if code.code == name.upper()), None)


def _speak_against(text: str, code: Code, codes: CodeSet) -> bool:
    """Return whether words beside a code are, name or describe another, or express a doubt."""
    words = level(text).strip(" )")
    other = _code_of_words(words, codes)
    if other is not None:
        return other != code
    if _DOUBT.search(words):
        return True
    said = set(_WORD.findall(words))
    others = {each.code.casefold() for each in codes.codes if len(each.code) >= _SHORTEST_CODE}
    # "both" is an English word as well as a code.
    if not said.isdisjoint(others - {code.code.casefold(), "both"}):
        return True
    phrase = f" {_words(words)} "
    if not _has(code, phrase) and any(_has(each, phrase) for each in codes.codes):
        return True
    stems = _stems(words)
    own = _stems_of(code)
    return stems.isdisjoint(own) and any(
        not stems.isdisjoint(_stems_of(each)) for each in codes.codes
    )


def _has(code: Code, phrase: str) -> bool:
    """Return whether a text of a code has a phrase, and not only after "not"."""
    negated = _NOT in phrase
    return any(
        phrase in (text if negated else text.partition(_NOT)[0] + " ") for text in _phrases_of(code)
    )


_NOT: Final = " not "


@cache
def _phrases_of(code: Code) -> tuple[str, ...]:
    return tuple(f" {_words(text)} " for text in (code.label, code.group, *code.aliases))


@cache
def _stems_of(code: Code) -> frozenset[str]:
    return frozenset().union(*map(_stems, (code.label, code.group, *code.aliases)))


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words in text, without words that any label may have."""
    words = _WORD.findall(level(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM or not word.isalpha()) - (
        _IN_ANY_LABEL
    )


_STEM: Final = 4
_IN_ANY_LABEL: Final = frozenset(
    ("chil", "from", "incl", "need", "orde", "othe", "plac", "prov", "reas", "serv", "unde", "with")
)


def is_code_with_words(cell: object, value: object, codes: CodeSet) -> bool:
    """Return whether a cell was read as the code that it begins or ends with, with other words.

    Args:
        cell: The raw cell.
        value: What it was read as.
        codes: The codes that the column may contain.
    """
    text = read_text(cell) if isinstance(value, Code) else None
    return isinstance(text, str) and _code_of_words(text, codes) is None


def read_answer(cell: object, codes: CodeSet) -> Answer | Unread | None:
    """Read an answer: a code, true or false, or words that mean unknown."""
    if isinstance(cell, bool):
        return Answer.YES if cell else Answer.NO
    # How spreadsheets write true and false when they are saved as text.
    if isinstance(cell, str) and (truth := without_unseen(cell)[:LONGEST].upper()) in _TRUTHS:
        return _TRUTHS[truth]
    code = read_code(cell, codes)
    if isinstance(code, Code):
        return Answer(code.code)
    # Some columns allow only yes or no, but "not known" is still what the cell says.
    text = read_text(cell)
    return _UNKNOWN.get(level(text), UNREAD) if isinstance(text, str) else text


_TRUTHS: Final = {"TRUE": Answer.YES, "FALSE": Answer.NO}
_UNKNOWN = dict.fromkeys(map(level, ("c) Unknown", "Unknown", "Not known", "U")), Answer.UNKNOWN)
