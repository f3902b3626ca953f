from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser

import attrs
import pytest

import jtai
from jtai.errors import InvalidValueError
from jtai.formats.html import to_html
from jtai.timetable.timetable import Timetable
from jtai.timetable.year_plan import plan_year


class Page(HTMLParser):
    """A parser that collects the tags of a page and checks that they are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the tag opened last is the one that is closed."""
        assert self.open.pop() == tag


@pytest.mark.promise("HTML")
def test_a_page_loads_nothing_external() -> None:
    """A page has a language, a title and a style, and loads nothing external."""
    text = to_html(plan_year(2027))
    page = Page(text)
    names = [tag for tag, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert {"title", "style", "main", "h1", "table", "caption"} <= set(names)
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert not re.search(r"https?:|url\(|@import|\bon\w+=", text)
    assert "<h1>Year plan</h1>" in text


@attrs.frozen
class MadeUp:
    """A result whose table has no caption."""

    def _repr_html_(self) -> str:
        return "<table></table>"


@pytest.mark.promise("HTML")
def test_the_title_is_that_of_the_caller_table_or_class() -> None:
    """A page's title is the one passed, or else the table's caption, or else the class; escaped."""
    assert "<title>Notification Mondays of 2027" in to_html(plan_year(2027))
    named = to_html(plan_year(2027), title="A <b>")
    assert "<title>A &lt;b&gt;</title>" in named
    assert "<h1>A &lt;b&gt;</h1>" in named
    assert "<title>Made up</title>" in to_html(MadeUp())


@pytest.mark.parametrize("thing", [3, Timetable])
def test_a_value_without_a_table_is_refused(thing: object) -> None:
    """A value without an HTML table cannot be written as a page."""
    with pytest.raises(InvalidValueError, match="^x: .* has no table"):
        to_html(thing)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_can_be_read_in_every_mode() -> None:
    """In all colour modes, the contrast is at least 4.5 for text and 3 for lines (WCAG AA)."""
    modes = re.findall(
        r"--page:(#\w+);--text:(#\w+);--line:(#\w+);--band:(#\w+)", to_html(MadeUp())
    )
    assert len(modes) == 3
    for page, text, line, band in modes:
        assert min(contrast(text, page), contrast(text, band)) >= 4.5
        assert min(contrast(line, page), contrast(line, band)) >= 3


def test_values_are_for_a_report_only() -> None:
    """A request for children's data in what does not show any is refused."""
    timetable = Timetable.from_notification(dt.date(2019, 9, 9))
    for shown in (timetable, jtai.deep_dive(jtai.Child(id="A1"), as_of=dt.date(2019, 9, 9))):
        with pytest.raises(InvalidValueError, match="values: this applies only to a report"):
            to_html(shown, values=True)
