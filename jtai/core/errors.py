"""Every error that the library raises, with its details.

Each detail says what is wrong, where, what was expected, how to fix it and which paragraph requires
it. No message contains a child's data: values from a record are described by their type, never
shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from jtai.core.notebook import Displayable

if TYPE_CHECKING:
    # For the annotation only: a citation refuses its invalid fields with these errors.
    from jtai.core.citation import Reference


@attrs.frozen(kw_only=True)
class Fault(Displayable):
    """An error detail: one invalid argument or field.

    Attributes:
        message: What is wrong.
        where: The place, as a path such as ``england-and-wales.events[3].date``, or empty.
        expected: What was expected there, or empty.
        remedy: How to fix it, or empty.
        reference: Where the guidance requires it, or None.

    Examples:
        >>> print(Fault(message="not a date", where="events[3].date", expected="an ISO date"))
        events[3].date: not a date; expected an ISO date
    """

    message: str
    where: str = ""
    expected: str = ""
    remedy: str = ""
    reference: Reference | None = None

    def __str__(self) -> str:
        words = f"{self.where}: {self.message}" if self.where else self.message
        # A suggested name comes first, as the list of all names can be long.
        if self.remedy.startswith("did you mean"):
            words += f"; {self.remedy}"
            words += f" Expected {self.expected}" if self.expected else ""
        else:
            words += f"; expected {self.expected}" if self.expected else ""
            words += f"; {self.remedy}" if self.remedy else ""
        if self.reference is not None:
            words += f" ({self.reference})"
        # An unpaired surrogate, as in a file name, could not be printed or written to a log.
        return words.encode(errors="backslashreplace").decode()


_MOST_SHOWN: Final = 100


class JtaiError(Exception):
    """The base of every error that the library raises. Catch this to catch them all.

    Attributes:
        faults: The error details, in the order of the input.

    Examples:
        >>> error = JtaiError("the feed is empty", remedy="pass the whole official feed")
        >>> print(error)
        the feed is empty; pass the whole official feed
        >>> error.faults[0].remedy
        'pass the whole official feed'
    """

    faults: tuple[Fault, ...]

    def __init__(
        self,
        problem: str | Sequence[Fault],
        *,
        where: str = "",
        expected: str = "",
        remedy: str = "",
        reference: Reference | None = None,
    ) -> None:
        if isinstance(problem, str):
            problem = (
                Fault(
                    message=problem,
                    where=where,
                    expected=expected,
                    remedy=remedy,
                    reference=reference,
                ),
            )
        self.faults = tuple(problem)
        # The details alone rebuild the error, so that it can be pickled.
        super().__init__(self.faults)

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return str(self.faults[0])
        lines = [
            f"{len(self.faults)} errors:",
            *(f"- {each}" for each in self.faults[:_MOST_SHOWN]),
        ]
        if len(self.faults) > _MOST_SHOWN:
            lines.append(f"and {len(self.faults) - _MOST_SHOWN} more, in the attribute faults")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class DateTypeError(JtaiError, TypeError):
    """An argument is not a date or datetime, or could mean more than one day.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.Timetable.from_notification("2019-09-09")
        ... except DateTypeError as error:
        ...     print(error)
        notification: expected a date, got str; use date.fromisoformat for ISO
        text, and .astype('datetime64[D]').item() for a numpy datetime64
    """


class InvalidValueError(JtaiError, ValueError):
    """An argument has the right type and an invalid value.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.guidance.find_criteria("")
        ... except InvalidValueError as error:
        ...     print(error)
        words: nothing to search for; expected text with at least one word
    """


class InvalidRecordError(JtaiError, ValueError):
    """A record has invalid fields; `faults` has a detail for each, with its path but not its value.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.Plan(kind="child in need", start=date(2019, 9, 9), end=date(2019, 9, 8))
        ... except InvalidRecordError as error:
        ...     print(error.faults[0].where)
        end
    """


class NotificationError(JtaiError, ValueError):
    """A day cannot be the notification day or a fieldwork day.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.Timetable.from_notification(date(2019, 8, 26))
        ... except NotificationError as error:
        ...     print(error.faults[0].message)
        Monday 26 August 2019 is not a working day (Summer bank holiday)
    """


class CalendarError(JtaiError, ValueError):
    """Bank holiday data is invalid or contradicts itself.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.WorkingCalendar.from_govuk({})
        ... except CalendarError as error:
        ...     print(error.faults[0].message)
        this division is missing from the feed
    """


class CoverageError(JtaiError, ValueError):
    """A date is outside the range that a calendar covers.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.Timetable.from_notification(date(2500, 1, 4))
        ... except CoverageError as error:
        ...     print(error.faults[0].message)
        Monday 4 January 2500 is outside the dates that this calendar covers
    """


class UnknownKeyError(JtaiError, KeyError):
    """A table has no entry with this key.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.criterion(22)
        ... except UnknownKeyError as error:
        ...     print(error)
        no such criterion; expected a whole number from 23 to 41 (guidance 190035, para 26)
    """


class MissingExtraError(JtaiError, ImportError):
    """A feature needs a package that only an extra of the library installs.

    Examples:
        >>> error = MissingExtraError(
        ...     "calendar files need icalendar", remedy="pip install icalendar"
        ... )
        >>> isinstance(error, ImportError), error.faults[0].remedy
        (True, 'pip install icalendar')
    """


_Error = TypeVar("_Error", bound=JtaiError)


def moved(error: _Error, where: Callable[[str], str]) -> _Error:
    """Return an error whose details are in other places, for a caller who knows those.

    Args:
        error: The error.
        where: Returns the new place of a detail from its place.
    """
    faults = [attrs.evolve(fault, where=where(fault.where)) for fault in error.faults]
    return type(error)(faults)


@contextmanager
def extra(name: str, *, package: str, needed: str) -> Iterator[None]:
    """Import what an extra installs, or say how to install it.

    Args:
        name: The name of the extra.
        package: What it installs.
        needed: What needs it, for the error.

    Raises:
        MissingExtraError: If it is not installed.
    """
    try:
        yield
    except ImportError:
        remedy = f"install it with: pip install {package} (extra: {name})"
        raise MissingExtraError(needed, remedy=remedy) from None


class UnreadableFileError(JtaiError, ValueError):
    """A file cannot be read: it is not a workbook, or is encrypted, truncated or wrongly encoded.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.read_lists("missing.xlsx")
        ... except UnreadableFileError as error:
        ...     print(error.faults[0].message)
        there is no such file
    """


class LimitError(UnreadableFileError):
    """A file, or what it unpacks to, is larger than the limits that protect the machine.

    Examples:
        >>> issubclass(LimitError, UnreadableFileError)
        True
    """


class TargetError(JtaiError, OSError):
    """A file cannot be written. An existing file is left unchanged.

    Examples:
        >>> import jtai
        >>> try:
        ...     jtai.write_template("no such folder/lists.xlsx")
        ... except TargetError as error:
        ...     print(error.faults[0].message)
        the folder does not exist
    """


# Tracebacks, pickles and the docs name errors by where users import them from.
for _error in (Fault, JtaiError, *JtaiError.__subclasses__(), LimitError):
    _error.__module__ = "jtai.errors"
