"""What titles, sheets and lists mean: the published names, and the caller's own.

Invariant: a name for an unknown list or column is refused before anything is read, with all faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from jtai.core.validation import did_you_mean, instance, key_text, mapping, plain_integer
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.entries.list_entries import ColumnEntry, ListEdition, ListLayout
from jtai.guidance.milestones import MILESTONES
from jtai.lists.reading.folding import fold

Aliases = Mapping[int, Mapping[str, str]]
"""The caller's own titles: for each list number, the key of the column that each title means."""

SheetNames = Mapping[str, int]
"""The caller's own names for sheets or files, each with the number of its list."""


def titles_of(layout: ListLayout, aliases: Mapping[str, str]) -> dict[str, str]:
    """Return the key of the column that each title means, by the title's folded form."""
    known: dict[str, str] = {}
    for column in layout.columns:
        for title in column.aliases:
            known[folded_once(title)] = column.key
    # A published title takes precedence over an alias, and the caller's own titles over both.
    known |= {folded_once(column.title): column.key for column in layout.columns}
    names = {title: column.key for column in layout.columns for title in _names_in_r(column)}
    return names | known | {fold(title): key for title, key in aliases.items()}


@lru_cache(maxsize=1_000)
def _names_in_r(column: ColumnEntry) -> tuple[str, ...]:
    """Return a column's titles as R's make.names changes them, which leaves only letters."""
    titles = (column.title, *column.aliases)
    return tuple(fold(_NOT_IN_NAMES_OF_R.sub(".", title)) for title in titles)


_NOT_IN_NAMES_OF_R: Final = re.compile("[^A-Za-z0-9]")


# For published titles and names of sheets, which are the same in each file.
folded_once: Final = lru_cache(maxsize=5_000)(fold)


def known_titles(edition: ListEdition, aliases: Aliases) -> Callable[[str], bool]:
    """Return a function that returns whether text is a column title or key of any list."""
    check_edition(edition)
    mapping(aliases, "aliases", of="titles by list number")
    known = {
        title
        for layout in edition.lists
        for title in titles_of(layout, aliases.get(layout.number, {}))
    }
    keys = {column.key for layout in edition.lists for column in layout.columns}
    return lambda text: fold(text) in known or text in keys


def no_such_list(given: object, where: str, edition: ListEdition) -> tuple[Fault, ...]:
    """Return an error detail if the number of a list does not exist or is text, or nothing.

    Args:
        given: What was given as the number, which may be anything.
        where: Where it was given.
        edition: The lists that exist.
    """
    number = plain_integer(given)
    known = (each.number for each in edition.lists)
    if isinstance(number, int) and not isinstance(number, bool) and number in known:
        return ()
    numbers = [str(each.number) for each in edition.lists]
    is_text = isinstance(given, str) and given in numbers  # as all keys of JSON are
    fault = Fault(
        message="the number of the list is text" if is_text else "no such list",
        where=where,
        expected=f"a list number: one of {', '.join(numbers)}",
        remedy=f"write {given}, without quotation marks" if is_text else "",
        reference=edition.reference,
    )
    return (fault,)


def check_edition(edition: ListEdition) -> None:
    """Refuse anything that is not an edition, and an edition with an unknown milestone.

    Raises:
        InvalidValueError: With every fault.
    """
    instance(ListEdition, edition, "edition", expected="a jtai.guidance.ListEdition")
    known = [entry.key for entry in MILESTONES]
    faults = [
        Fault(
            message="unknown milestone",
            where=f"edition.lists[{at}].request.milestone",
            expected=f"one of {', '.join(known)}",
            remedy=did_you_mean(layout.request.milestone, known),
        )
        for at, layout in enumerate(edition.lists)
        if layout.request.milestone not in known
    ]
    if faults:
        raise InvalidValueError(faults)


def own_names(
    aliases: Aliases | None, sheet_names: SheetNames | None, edition: ListEdition
) -> tuple[Aliases, SheetNames]:
    """Return the caller's own titles and names of sheets, those for None being empty.

    Raises:
        InvalidValueError: If they are not text, refer to an unknown list or column, or contradict
            each other, with every fault; or if the edition is not an edition.
    """
    check_edition(edition)
    aliases = mapping({} if aliases is None else aliases, "aliases", of="titles by list number")
    sheet_names = {} if sheet_names is None else sheet_names
    mapping(sheet_names, "sheet_names", of="list numbers by the names of sheets")
    layouts = {layout.number: layout for layout in edition.lists}
    faults = [
        fault
        for number, where in (
            *((number, f"aliases[{key_text(number)}]") for number in aliases),
            *((number, f"sheet_names[{key_text(name)}]") for name, number in sheet_names.items()),
        )
        for fault in no_such_list(number, where, edition)
    ]
    faults += [
        Fault(message="the name is not text", where="sheet_names", expected="the name of a sheet")
        for name in sheet_names
        if not isinstance(name, str)
    ]
    for number, titles in aliases.items():
        if number in layouts:
            faults += _about_aliases(f"aliases[{number}]", titles, layouts[number])
    if faults:
        raise InvalidValueError(faults)
    return aliases, sheet_names


def with_keys(own: Aliases | None, edition: ListEdition) -> Aliases:
    """Return the caller's own titles, and the keys of columns where these are not among them.

    Args:
        own: The caller's own titles.
        edition: The lists and their columns.

    Raises:
        InvalidValueError: If a title is refused, as by `own_names`.
    """
    own, _ = own_names(own, None, edition)
    known: dict[int, dict[str, str]] = {}
    for layout in edition.lists:
        titles = own.get(layout.number, {})
        folded = set(map(fold, titles))
        keys = (column.key for column in layout.columns if fold(column.key) not in folded)
        known[layout.number] = {**{key: key for key in keys}, **titles}
    return known


def _about_aliases(where: str, titles: Mapping[str, str], layout: ListLayout) -> Iterator[Fault]:
    keys = [column.key for column in layout.columns]
    told: dict[str, str] = {}
    for title, key in mapping(titles, where, of="keys of columns by title").items():
        place = f"{where}[{key_text(title)}]"
        if not isinstance(title, str) or not fold(title):
            yield Fault(message="the title is not text", where=place, expected="a column title")
            continue
        if key not in keys:
            yield Fault(
                message="no such column",
                where=place,
                expected=f"one of {', '.join(keys)}",
                remedy=did_you_mean(key, keys),
                reference=layout.reference,
            )
        elif told.setdefault(fold(title), key) != key:
            yield Fault(
                message="the title already names another column, ignoring case, spaces and quotes",
                where=place,
                expected="one column for each title",
            )
