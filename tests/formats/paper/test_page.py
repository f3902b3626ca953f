"""A timetable as an HTML page: its contents, its accessibility and how it prints."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jtai
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.formats.test_html import Page
from tests.timetable.fixed_days import FIXED
from tests.timetable.strategies import calendars, mondays
from tests.timetable.worked_examples import ENGLAND, OFFSETS, as_dates

chromium = shutil.which("chromium") or shutil.which("google-chrome")
EASTER = Timetable.from_notification(dt.date(2020, 4, 6), milestones=FIXED)
SHUT = dict.fromkeys((23, 24, 27, 30, 31), "Council closed over Christmas")


def crowded(reading: Reading) -> Timetable:
    """Return a timetable with more days off than anyone is likely to print."""
    days = {dt.date(2019, 12, day): reason for day, reason in SHUT.items()}
    days[dt.date(2019, 12, 17)] = "Office closed for the local by-election and count"
    calendar = WorkingCalendar.england().with_closures(days)
    calendar = calendar.without({dt.date(2020, 1, 1): "worked by agreement of all parties"})
    return Timetable.from_notification(dt.date(2019, 12, 16), calendar=calendar, reading=reading)


def cells_of(page: str) -> list[list[str]]:
    """Return the texts of the cells in the table, row by row."""
    body = page.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        [
            unescape(re.sub(r"<[^>]*>", "", cell))
            for cell in re.findall(r"<t[dh] .*?>(.*?)</t[dh]>", row)
        ]
        for row in re.findall(r"<tr.*?</tr>", body)
    ]


def test_a_page_loads_nothing_external() -> None:
    """A page has a language, a title and a style, and loads nothing external."""
    text = jtai.to_html(EASTER)
    page = Page(text)
    names = [tag for tag, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert {"title", "style", "main", "h1", "h2", "table", "caption"} <= set(names)
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert not re.search(r"https?:|url\(|@import|\b(on\w+|style)=", text)
    assert "<h1>Timetable for notification on Monday 6 April 2020</h1>" in text
    assert "<title>Timetable for notification on Monday 6 April 2020</title>" in text


@pytest.mark.parametrize(("notification", "dates"), ENGLAND.items())
def test_dates_are_those_of_the_worked_examples(notification: str, dates: str) -> None:
    """The dates on the page are those of the worked examples."""
    day = dt.date.fromisoformat(notification)
    page = jtai.to_html(Timetable.from_notification(day, milestones=FIXED))
    found: dict[int, set[dt.date]] = {}
    row = r'datetime="([\d-]+)".*data-title="Working day">\+?(\d+)<'
    for date, number in re.findall(row, page):
        found.setdefault(int(number), set()).add(dt.date.fromisoformat(date))
    expected = zip(OFFSETS, as_dates(dates), strict=True)
    assert found == {0: {day}, **{number: {date} for number, date in expected}}


@given(mondays, calendars, st.sampled_from(Reading))
def test_a_page_has_the_days_of_its_timetable(
    monday: dt.date, calendar: WorkingCalendar, reading: Reading
) -> None:
    """Every milestone is a row, in order of time, whatever the notification and the calendar."""
    try:
        timetable = Timetable.from_notification(monday, calendar=calendar, reading=reading)
    except jtai.JtaiError:
        return
    page = jtai.to_html(timetable)
    found = re.findall(r'datetime="([\d-]+)"', page)
    assert [dt.date.fromisoformat(day) for day in found] == [m.date for m in timetable]
    assert [row[3] for row in cells_of(page)] == [m.title for m in timetable]


def test_a_row_describes_its_milestone() -> None:
    """A row has the date, time, title, parties, remarks and source of a milestone."""
    rows = cells_of(jtai.to_html(EASTER))
    assert len(rows) == len(EASTER)
    assert rows[6] == [
        "Tue 14 Apr 2020",
        "before 12:00",
        "+4",
        "Telephone call to confirm the selection",
        "lead inspector",
        "LA, CCG, CAMHS, YOT",
        "optional; not Friday, week one; passes over Fri 10 Apr, Mon 13 Apr",
        "para 37",
    ]


def test_the_meaning_of_each_mark_is_below_the_table() -> None:
    """Below the table is what the marks in it mean, and no others."""
    below = jtai.to_html(EASTER).partition("</table>")[2]
    _, _, marks = below.partition("<h2>What the marks mean</h2>")
    words = unescape(marks.partition("</section>")[0])
    assert "; assumed: the guidance does not state the day" in words
    assert "; named-days reading: the earlier day that this reading gives" in words
    assert "; not (day): it is normally on that day" in words
    assert "provisional" not in words
    selection = jtai.to_html(EASTER, only=["child_lists", "case_documents"])
    marks = selection.partition("<h2>What the marks mean</h2>")[2].partition("</section>")[0]
    assert "Named-days reading" in marks
    assert "optional" not in marks
    unmarked = jtai.to_html(EASTER, only=["child_lists"])
    assert "What the marks mean" not in unmarked


def test_many_days_off_are_counted_in_a_row_and_named_below() -> None:
    """A row that passes over many days gives their number and range, and they are named below."""
    page = jtai.to_html(crowded(Reading.WORKING_DAYS))
    assert cells_of(page)[-1][6] == (
        "assumed; not Friday, week three; passes over 8 days, from Tue 17 Dec to Tue 31 Dec"
    )
    below = page.partition("</table>")[2]
    assert "Friday 27 December 2019 (Council closed over Christmas)" in below
    assert "worked by agreement of all parties): counted as a working day." in below


def test_the_page_states_reading_calendar_and_assumptions() -> None:
    """The page has reading and calendar above the table, and assumptions and days off below."""
    page = unescape(jtai.to_html(EASTER))
    above, _, below = page.partition("<table")
    assert "Dates: working-days reading, counted from notification (England)." in above
    assert EASTER.calendar.fingerprint not in page
    for assumption in map(str, EASTER.assumptions):
        assert f"<li>{assumption[:1].upper()}{assumption[1:]}.</li>" in below
    assert "Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday)." in below
    assert "CAMHS: child and adolescent mental health services" in below
    assert all(f"<p>{milestone.explain()}</p>" in below for milestone in EASTER)


def test_without_days_off_there_is_no_section_for_them() -> None:
    """Without days off, the page has no section for bank holidays and closures."""
    page = jtai.to_html(Timetable.from_notification(dt.date(2019, 9, 9)))
    assert "Bank holidays and closures" not in page
    assert "passes over" not in page


def test_the_table_keeps_its_roles_where_rows_are_cards() -> None:
    """Table elements have explicit roles, which browsers drop if the layout is not a table."""
    roles = {
        "table": "table",
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "td": "cell",
        "th": None,
    }
    for tag, has in Page(jtai.to_html(EASTER)).tags:
        if tag == "th":
            assert has["role"] == {"col": "columnheader", "row": "rowheader"}[str(has["scope"])]
        elif tag in roles:
            assert has["role"] == roles[tag]


def test_titles_and_reasons_are_escaped() -> None:
    """A title and the reason for a closure are escaped."""
    calendar = WorkingCalendar.england().with_closures({dt.date(2020, 4, 7): "<b>Shut</b>"})
    timetable = Timetable.from_notification(dt.date(2020, 4, 6), calendar=calendar)
    page = jtai.to_html(timetable, title="Any<b>town")
    assert "<h1>Any&lt;b&gt;town</h1>" in page
    assert "&lt;b&gt;Shut&lt;/b&gt;" in page
    assert "<b>" not in page


@pytest.mark.exhaustive
@pytest.mark.skipif(chromium is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    "timetable",
    [EASTER, crowded(Reading.WORKING_DAYS), crowded(Reading.NAMED_DAYS)],
    ids=["easter", "crowded-working-days", "crowded-named-days"],
)
def test_a_printed_page_is_one_page(timetable: Timetable, tmp_path: Path) -> None:
    """A timetable prints on one landscape A4 page, even with many days off."""
    page, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(jtai.to_html(timetable), encoding="utf-8")
    subprocess.run(
        [
            str(chromium),
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--no-pdf-header-footer", f"--user-data-dir={tmp_path / 'profile'}"),
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = printed.read_bytes()
    assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1
    (width, height), *_ = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert (round(float(width)), round(float(height))) == (842, 595)
