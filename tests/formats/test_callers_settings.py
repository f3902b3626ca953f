"""Settings of the calling program do not change any result."""

from __future__ import annotations

import decimal
import locale
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import jtai
from jtai.formats.frames.reading import lists_from_frames
from tests.lists.areas import AS_OF

MONDAY = date(2019, 9, 9)
STAMP = datetime(2019, 9, 9, tzinfo=UTC)
ROWS: list[dict[str, Any]] = [
    {"child_id": "I1", "gender": "b) Female", "age": 12.0, "date_of_birth": "09/07/2007"},
    {"child_id": "\u0130i\u0131I", "gender": "MALE", "age": 12.5, "date_of_birth": "1 July 2007"},
    {"child_id": "A1", "gender": "UNKNOWN", "age": None, "date_of_birth": date(2007, 7, 9)},
    {"child_id": "A1", "gender": "WILL", "age": decimal.Decimal("1.10"), "date_of_birth": 39272},
]


def results(folder: Path) -> list[object]:
    """Return the library's results for fixed dates and lists, from each of its readers."""
    timetable = jtai.Timetable.from_notification(MONDAY)
    lists = jtai.Submission.from_rows({6: ROWS})
    book, text = folder / "lists.xlsx", folder / "csv"
    jtai.write_lists(lists, book, overwrite=True)
    text.mkdir(exist_ok=True)
    jtai.write_lists(lists, text, overwrite=True)
    frame = pd.DataFrame([{**row, "age": 12} for row in ROWS])
    read = [lists, lists_from_frames({6: frame}), jtai.read_lists(book), jtai.read_lists(text)]
    reports = [one.check(as_of=AS_OF) for one in read]
    found = reports[0].to_records(values=True)
    return [
        jtai.to_json(timetable),
        jtai.to_ics(timetable, key="made-up", stamp=STAMP),
        timetable.to_text(),
        [one.to_text() for one in reports],
        [one.to_records(values=True) for one in reports],
        [one.to_html() if hasattr(one, "to_html") else repr(one) for one in reports],
        found,
        book.read_bytes(),
        [file.read_bytes() for file in sorted(text.iterdir())],
        [list(map(str, column)) for _, column in jtai.to_pandas(reports[0]).items()],
    ]


@contextmanager
def pandas_options(*pairs: Any) -> Iterator[None]:
    with warnings.catch_warnings():
        # pandas warns that some of its options will be removed.
        warnings.simplefilter("ignore")
        with pd.option_context(*pairs):
            yield


@contextmanager
def in_locale(*names: str) -> Iterator[None]:
    before = locale.setlocale(locale.LC_ALL)
    for name in names:
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        break
    else:
        pytest.skip(f"no locale {names[0]} here")
    try:
        yield
    finally:
        locale.setlocale(locale.LC_ALL, before)


@contextmanager
def in_zone(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process is set by the system here")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        yield
    time.tzset()


STRICT = decimal.Context(prec=2, traps=list(decimal.Context().flags))
"""A context that raises for every inexact or unusual operation."""

SETTINGS: dict[str, Any] = {
    "strings of pandas": lambda _: pandas_options("mode.string_storage", "python"),
    "no inferred strings": lambda _: pandas_options("future.infer_string", False),
    "short display": lambda _: pandas_options(
        "display.max_rows",
        1,
        "display.max_columns",
        1,
        "display.max_colwidth",
        4,
        "display.precision",
        1,
        "display.date_dayfirst",
        True,
    ),
    "strict decimals": lambda _: decimal.localcontext(STRICT),
    "German": lambda _: in_locale("de_DE.UTF-8", "de_DE"),
    "Turkish": lambda _: in_locale("tr_TR.UTF-8", "tr_TR"),
    "Tokyo": lambda patch: in_zone(patch, "Asia/Tokyo"),
    "Honolulu": lambda patch: in_zone(patch, "Pacific/Honolulu"),
}

if not pd.__version__.startswith("2."):  # experimental in pandas 2, where it needs pyarrow
    SETTINGS["inferred strings"] = lambda _: pandas_options("future.infer_string", True)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """Return the results under the default settings."""
    return results(tmp_path_factory.mktemp("plain"))


@pytest.mark.no_cover
@pytest.mark.parametrize("name", SETTINGS)
def test_a_callers_settings_change_no_result(
    name: str, expected: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locale, time zone, decimal context and options of pandas do not change any result."""
    with ExitStack() as stack:
        stack.enter_context(SETTINGS[name](monkeypatch))
        assert results(tmp_path) == expected
