"""Argument checks: dates, moments, numbers, choices, headings and paths.

An argument that means exactly one calendar day in England becomes a plain `datetime.date`; anything
else is refused, without parsing, guessing or reading a clock. An error names the type of the
argument and never shows its value, which may be a child's data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from enum import StrEnum
from numbers import Integral
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Final, TypeGuard, TypeVar
from zoneinfo import ZoneInfo

from jtai.core.errors import DateTypeError, Fault, InvalidValueError

if TYPE_CHECKING:
    from pathlib import Path

    from jtai.core.citation import Reference

LONDON: Final = ZoneInfo("Europe/London")
"""The time zone of every clock time in the library."""

_Choice = TypeVar("_Choice", bound=StrEnum)
_Kind = TypeVar("_Kind")
_Item = TypeVar("_Item")
_Key = TypeVar("_Key")
_LONGEST_HEADING: Final = 200
_MOST_SUGGESTED: Final = 3
_ONE_LETTER: Final = 0.8  # how alike two words of five letters are if one letter differs
_WORD: Final = re.compile(r"[^\W_]{2,}")
_LONG_NUMBER: Final = 10**20
_TOO_LONG: Final = "a number with too many digits to show"
_END_YEARS: Final = (MINYEAR, MAXYEAR)


def plain_date(value: object, name: str) -> date:
    """Return the calendar day that a value means, or refuse it.

    A naive `datetime` at exactly midnight means that day, because pandas and databases store dates
    that way. An aware one means its day in London.

    Args:
        value: The argument.
        name: The argument's name, for the error.

    Raises:
        DateTypeError: If the value is not a date, has no value (``NaT``), or is a naive `datetime`
            with a time of day.

    Examples:
        >>> from datetime import timezone
        >>> plain_date(datetime(2019, 9, 8, 23, 30, tzinfo=timezone.utc), "day")
        datetime.date(2019, 9, 9)
        >>> plain_date(datetime(2019, 9, 9), "day")
        datetime.date(2019, 9, 9)
    """
    if type(value) is date:
        return value
    # pandas.NaT is an instance of datetime, and the only one that differs from itself.
    if not isinstance(value, date) or value != value:  # noqa: PLR0124
        raise DateTypeError(
            f"expected a date, got {type_name(value)}",
            where=name,
            remedy=NONE_IF_MISSING
            if is_missing(value)
            else "use date.fromisoformat for ISO text, and .astype('datetime64[D]').item() for a "
            "numpy datetime64",
        )
    if isinstance(value, datetime) and not is_midnight(value):
        if value.utcoffset() is None:
            raise DateTypeError(
                "a datetime with a time of day but no time zone could mean either of two days",
                where=name,
                expected="a date",
                remedy="use .date(), or set tzinfo=ZoneInfo('Europe/London')",
            )
        return aware_moment(value, name).astimezone(LONDON).date()
    return date(value.year, value.month, value.day)


def is_midnight(value: object) -> bool:
    """Return whether a value is a naive `datetime` at exactly midnight, which means a date.

    Examples:
        >>> is_midnight(datetime(2019, 9, 9)), is_midnight(datetime(2019, 9, 9, 9))
        (True, False)
    """
    return (
        isinstance(value, datetime)
        and not is_missing(value)  # NaT has no offset
        and value.utcoffset() is None
        and value.time() == time.min
        # A pandas.Timestamp has nanoseconds as well as a time.
        and not getattr(value, "nanosecond", 0)
    )


def aware_moment(value: object, name: str) -> datetime:
    """Return a moment that has a time zone, or refuse it.

    Raises:
        DateTypeError: If the value is not a `datetime`, has no time zone, or is outside the years
            1 to 9999 in England or in UTC.

    Examples:
        >>> aware_moment(datetime(2019, 9, 9, 9, tzinfo=LONDON), "at").hour
        9
    """
    if not isinstance(value, datetime) or value != value:  # noqa: PLR0124
        raise DateTypeError(
            f"expected an aware datetime, got {type_name(value)}",
            where=name,
            remedy="for example datetime(2019, 9, 9, 9, tzinfo=ZoneInfo('Europe/London'))",
        )
    if value.utcoffset() is None:
        raise DateTypeError(
            "a datetime without a time zone could mean several different moments",
            where=name,
            expected="an aware datetime",
            remedy=(
                "for a time in England, use .replace(tzinfo=ZoneInfo('Europe/London')), or "
                ".tz_localize('Europe/London') in pandas"
            ),
        )
    if value.year in _END_YEARS:
        _refuse_beyond(value, name)
    return value


def _refuse_beyond(value: datetime, name: str) -> None:
    """Refuse a moment that falls outside the years of `datetime` in another time zone."""
    try:
        for zone in (UTC, LONDON):
            value.astimezone(zone)
    except OverflowError:
        raise DateTypeError(
            f"this moment is outside the years {MINYEAR} to {MAXYEAR} in England or in UTC",
            where=name,
        ) from None


def whole(value: object, name: str, *, least: int | None = None, most: int | None = None) -> int:
    """Return a whole number as an `int`; numpy integers are accepted, booleans are not.

    Raises:
        InvalidValueError: If the value is not a whole number, is too small or is too large.

    Examples:
        >>> whole(6, "months", least=1)
        6
    """
    expected = "a whole number"
    if least is not None:
        expected += f", {least} or more"
    if most is not None:
        expected += f", {most} or less"
    value = plain_integer(value)
    if type(value) is not int:
        raise InvalidValueError(f"expected {expected}, got {type_name(value)}", where=name)
    if least is not None and value < least:
        raise InvalidValueError(f"{_number(value)} is too small", where=name, expected=expected)
    if most is not None and value > most:
        raise InvalidValueError(f"{_number(value)} is too large", where=name, expected=expected)
    return value


def flag(value: object, name: str) -> bool:
    """Return an argument that is True or False; numpy's booleans are accepted.

    Anything else is refused rather than converted by its truth value: ``"no"`` is true in Python.

    Raises:
        InvalidValueError: If it is not a boolean.

    Examples:
        >>> flag(True, "values")
        True
        >>> flag("no", "values")
        Traceback (most recent call last):
        ...
        jtai.errors.InvalidValueError: values: expected True or False, got str
    """
    if value is True or value is False:
        return value
    if is_numpy_bool(value):
        return bool(value)
    raise InvalidValueError(f"expected True or False, got {type_name(value)}", where=name)


NONE_IF_MISSING: Final = "use None for a missing value"
"""What to do about a value for which `is_missing` is true."""


def is_missing(value: object) -> bool:
    """Return whether a value is one by which numpy or pandas mean that there is none.

    Examples:
        >>> is_missing(float("nan")), is_missing(None), is_missing(0.0)
        (True, False, False)
    """
    nan = isinstance(value, float) and value != value  # noqa: PLR0124 - true only of NaN
    return nan or type(value).__name__ in {"MaskedConstant", "NAType", "NaTType"}


def is_numpy_bool(value: object) -> bool:
    """Return whether a value is a boolean of numpy.

    Examples:
        >>> is_numpy_bool(True)
        False
    """
    # Checked by name, so that numpy need not be installed; before numpy 2, the name was bool_.
    kind = type(value)
    return kind.__module__ == "numpy" and kind.__name__ in {"bool", "bool_"}


def plain_integer(value: object) -> object:
    """Return an integer from another library, such as numpy, as an `int`; anything else unchanged.

    Examples:
        >>> plain_integer(6), plain_integer(True), plain_integer("6")
        (6, True, '6')
    """
    # numpy registers its integers, and not its booleans, as numbers.Integral.
    if isinstance(value, bool) or not isinstance(value, Integral):
        return value
    return int(value)


def _number(value: int) -> str:
    """Return a number as text; one with too many digits to read is described instead."""
    return f"{value}" if abs(value) < _LONG_NUMBER else _TOO_LONG


def key_text(key: object) -> str:
    """Return the key of a caller's mapping as Python writes it, for the place of an error.

    Python refuses to write an integer with thousands of digits, so that is described instead.

    Examples:
        >>> key_text(6), key_text("6"), key_text(10**5000)
        ('6', "'6'", 'a number with too many digits to show')
    """
    try:
        return repr(key)
    except ValueError:
        return _TOO_LONG


def file_path(value: object, name: str, *, remedy: str = "") -> Path:
    """Return the path that a value means, or refuse it.

    Args:
        value: The argument.
        name: The argument's name, for the error.
        remedy: What to do instead if it is not a path.

    Raises:
        InvalidValueError: If the value is not a `str` or a path, or is empty, which would mean the
            current folder.

    Examples:
        >>> file_path("lists.xlsx", "path").suffix
        '.xlsx'
    """
    text = fspath(value) if isinstance(value, str | PathLike) else None
    if isinstance(text, str) and text:
        from pathlib import Path  # noqa: PLC0415 - no date needs it, and start-up counts

        return Path(text)
    empty = text == ""
    raise InvalidValueError(
        "the path is empty" if empty else f"expected a str or pathlib.Path, got {type_name(value)}",
        where=name,
        remedy='use "." for the current folder' if empty else remedy,
    )


def blank(
    value: str | None,
    where: str,
    *,
    what: str = "identifier",
    otherwise: str = "",
    reference: Reference | None = None,
) -> Iterator[Fault]:
    """Yield an error detail for a text that is given but blank.

    Args:
        value: The text, or None.
        where: Its place.
        what: What it is.
        otherwise: What else is accepted, such as ``", or None"``.
        reference: The source.

    Examples:
        >>> [fault.message for text in ("A1", " ", None) for fault in blank(text, "id")]
        ['the identifier is blank']
    """
    if value is not None and not value.strip():
        yield Fault(
            message=f"the {what} is blank",
            where=where,
            expected=f"a non-blank string{otherwise}",
            reference=reference,
        )


def is_line(value: object) -> TypeGuard[str]:
    r"""Return whether a value is a single line of text: printable, and not blank.

    Names appear on pages, in pictures and in terminals, so they must not contain line breaks,
    control characters, bidirectional controls or unpaired surrogates.

    Examples:
        >>> [is_line(text) for text in ("Snow", "", "Snow\n", "Snow\u202e", 7)]
        [True, False, False, False, False]
    """
    return isinstance(value, str) and value.isprintable() and bool(value.strip())


KEY: Final = "lower-case letters, digits and underscores, such as child_lists"
"""What a key is, for errors."""


def is_key(text: str) -> bool:
    """Return whether a text can be the key of an entry, such as a milestone.

    A `repr` may show a key, so it cannot be a name or a sentence.

    Examples:
        >>> [is_key(text) for text in ("child_lists", "Child lists", "Anna", "")]
        [True, False, False, False]
    """
    return text.isidentifier() and text.islower()


def heading(value: object, name: str) -> str:
    """Return a valid title, or refuse it.

    Raises:
        InvalidValueError: If it is not a single line of text, or is too long.

    Examples:
        >>> heading("Anytown 2019", "title")
        'Anytown 2019'
    """
    if not is_line(value) or len(value) > _LONGEST_HEADING:
        raise InvalidValueError(
            "not a valid title",
            where=name,
            expected=f"one line of text, with at most {_LONGEST_HEADING} printable characters",
            remedy='use the area and the year, such as "Anytown 2019", and never name a child',
        )
    return value


def member(kind: type[_Choice], value: Any, name: str) -> _Choice:
    """Return the member of an enumeration that a member or its value means.

    Raises:
        InvalidValueError: If there is no such member; the error lists the values.

    Examples:
        >>> Colour = StrEnum("Colour", {"RED": "red", "BLUE": "blue"})
        >>> member(Colour, "red", "colour")
        <Colour.RED: 'red'>
    """
    if type(value) is kind:  # much faster than calling the enumeration
        return value
    try:
        return kind(value)
    except ValueError:
        raise InvalidValueError(
            "unknown value",
            where=name,
            expected=f"one of {listed(kind)}",
            remedy=did_you_mean(value, kind),
        ) from None


def did_you_mean(value: object, known: Iterable[object]) -> str:
    """Return a question that suggests the closest known value, or an empty string.

    A word that is in up to three known values means one of them, even if it is mistyped. Dashes
    in front, which all options have, do not make two words alike. The unknown value is not
    repeated, because it may be a child's data.

    Examples:
        >>> did_you_mean("Child_list", ["notification", "child_lists"])
        'did you mean child_lists?'
        >>> did_you_mean("health", ["health partners", "health agencies", "schools"])
        'did you mean health partners or health agencies?'
        >>> did_you_mean("polise", ["police force", "local authority"])
        'did you mean police force?'
        >>> did_you_mean("weather", ["notification", "child_lists"])
        ''
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only errors need it

    texts = {str(each).casefold().lstrip("-"): str(each) for each in known}
    asked = (value if isinstance(value, str) else key_text(value))[:_LONGEST_HEADING]
    asked = asked.casefold().lstrip("-")
    words_of = {text: _WORD.findall(text) for text in texts}

    def having(words: Collection[str]) -> list[str]:
        near = [text for text in texts if words and {*words} <= {*words_of[text]}]
        return near if len(near) <= _MOST_SUGGESTED else []

    near = having(_WORD.findall(asked)) or get_close_matches(asked, texts, n=1)
    if not near:
        every_word = {word for words in words_of.values() for word in words}
        near = having(get_close_matches(asked, every_word, n=1, cutoff=_ONE_LETTER))
    *others, last = [texts[text] for text in near] or [""]
    suggested = f"{listed(others)} or {last}" if others else last
    return f"did you mean {suggested}?" if suggested else ""


def listed(names: Iterable[str]) -> str:
    """Return names on one line, separated by semicolons if a name contains a comma.

    Examples:
        >>> listed(["red", "blue"]), listed(["Monday, week one", "Friday, week two"])
        ('red, blue', 'Monday, week one; Friday, week two')
    """
    texts = [*map(str, names)]
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


def instance(kind: type[_Kind], value: object, name: str, *, expected: str) -> _Kind:
    """Return a value of a class, or refuse anything else.

    Args:
        kind: The class.
        value: The argument.
        name: The argument's name, for the error.
        expected: What is expected, such as ``"a date"``.

    Raises:
        InvalidValueError: If it is not an instance of that class.

    Examples:
        >>> instance(date, date(2019, 9, 9), "day", expected="a date")
        datetime.date(2019, 9, 9)
    """
    if isinstance(value, kind):
        return value
    raise InvalidValueError(f"expected {expected}, got {type_name(value)}", where=name)


def mapping(value: Mapping[_Key, _Item], name: str, *, of: str) -> Mapping[_Key, _Item]:
    """Return a mapping, or refuse anything else.

    Args:
        value: The argument.
        name: The argument's name, for the error.
        of: What its keys are, such as ``"rule names"``.

    Raises:
        InvalidValueError: If it is not a mapping.

    Examples:
        >>> mapping({"blank": "note"}, "severities", of="rule names")
        {'blank': 'note'}
    """
    if isinstance(value, Mapping):
        return value
    raise InvalidValueError(f"expected a mapping of {of}, got {type_name(value)}", where=name)


def instances(
    kind: type[_Kind], values: Iterable[object], name: str, *, expected: str
) -> tuple[_Kind, ...]:
    """Return values of a class, or refuse them with an error detail for each that is not one.

    Args:
        kind: The class.
        values: The argument.
        name: The argument's name, for the error.
        expected: What each is expected to be, such as ``"a date"``.

    Raises:
        InvalidValueError: If it is not a list, or contains anything else.

    Examples:
        >>> instances(date, [date(2019, 9, 9)], "days", expected="a date")
        (datetime.date(2019, 9, 9),)
    """
    given = tuple(several(values, name))
    faults = [
        Fault(message=f"expected {expected}, got {type_name(each)}", where=f"{name}[{position}]")
        for position, each in enumerate(given)
        if not isinstance(each, kind)
    ]
    if faults:
        raise InvalidValueError(faults)
    return given  # type: ignore[return-value]


def several(value: Iterable[_Item], name: str) -> Iterable[_Item]:
    """Return an iterable, or refuse a single value.

    Raises:
        InvalidValueError: If it is not iterable, or is a string, because a sequence of letters is
            never what the caller means.

    Examples:
        >>> several([7], "numbers")
        [7]
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise InvalidValueError(
            f"expected a list, got {type_name(value)}",
            where=name,
            remedy=f"put a single value in a list, as in {name}=[...]",
        )
    return value


def duplicates(
    name: str,
    field: str,
    values: Iterable[_Item],
    key: Callable[[_Item], Hashable],
    reference: Reference | None = None,
) -> Iterator[Fault]:
    """Yield an error detail for each item whose key an earlier item has.

    Args:
        name: The argument's name, for the place.
        field: The rest of the place, such as ``".id"``.
        values: The items.
        key: What no two items may share.
        reference: The source.

    Examples:
        >>> [fault.where for fault in duplicates("selected", "", ["A1", "A2", "A1"], str)]
        ['selected[2]']
    """
    seen: dict[Hashable, int] = {}
    for position, value in enumerate(values):
        before = seen.setdefault(key(value), position)
        if before != position:
            yield Fault(
                message=f"duplicate of {name}[{before}]{field}",
                where=f"{name}[{position}]{field}",
                expected="each only once",
                reference=reference,
            )


def type_name(value: object) -> str:
    """Return the name of a value's type, for an error; the value may be a child's data.

    Examples:
        >>> type_name("A1"), type_name(LONDON)
        ('str', 'zoneinfo.ZoneInfo')
    """
    kind = type(value)
    package = kind.__module__.partition(".")[0]
    return kind.__name__ if package in {"builtins", "jtai"} else f"{package}.{kind.__name__}"


def has_unpaired_surrogate(text: str) -> bool:
    r"""Return whether text contains half of a character, which cannot be encoded in UTF-8.

    Python reads bytes that it cannot decode as such halves:
    https://docs.python.org/3/library/codecs.html#surrogateescape

    Args:
        text: Any text.

    Examples:
        >>> has_unpaired_surrogate("Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}")
        False
        >>> has_unpaired_surrogate("a\udfff")
        True
    """
    # Encoding is faster than a search, but there is nothing to encode in most texts.
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
