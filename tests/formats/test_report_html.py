from __future__ import annotations

import re
from html import unescape

import pytest

import jtai
from jtai.errors import InvalidValueError
from jtai.formats import html
from jtai.formats.html import to_html
from jtai.lists.submission import Submission
from tests.formats.lists import AS_OF, everything
from tests.formats.test_html import Page


def headings(text: str) -> list[str]:
    """Return the level and the text of each heading."""
    return [f"{level} {words}" for level, words in re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", text)]


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("values", [False, True])
def test_long_titles_are_cut(values: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A page shows the first 200 characters of a title, so that it stays short."""
    titles = {f"{at:03}{'x' * 197}{chr(0x202E) * 32_567}": "" for at in range(20)}
    report = Submission.from_rows({6: [{"child_id": "A1"} | titles]}).check(as_of=AS_OF)
    text = to_html(report, values=values)
    assert f"003{'x' * 197}…" in text
    assert "202e" not in text
    assert len(text) < 100_000


@pytest.mark.promise("HTML")
def test_a_page_begins_with_the_verdict() -> None:
    """A report page has file and day in its title, then the verdict, then what was read."""
    report = jtai.Submission.from_rows({7: [{"child_id": "A1", "age": "twelve"}]}).check(
        as_of=AS_OF, lists=[7]
    )
    text = to_html(report, title="area.xlsx")
    title = "area.xlsx, checked as of Monday 9 September 2019"
    assert f"<title>{title}</title>" in text
    assert headings(text)[:6] == [
        f"1 {title}",
        "2 What was read",
        "2 Errors",
        "2 Warnings",
        "2 Notes",
        "2 Not checked",
    ]
    start = text.index('<p class="verdict no">Not fit to send: 26 errors, 0 warnings</p>')
    assert (
        start < text.index("<caption>1 row</caption>") < text.index("<caption>26 errors, found by")
    )
    assert "<p>No warnings.</p>" in text
    assert "<title>Child-level lists, checked as of" in to_html(report)
    assert headings(to_html(report, title="A & B"))[0] == (
        "1 A &amp; B, checked as of Monday 9 September 2019"
    )
    with pytest.raises(InvalidValueError, match="title"):
        to_html(report, title="a\nb")


@pytest.mark.promise("HTML")
def test_a_page_is_accessible_and_self_contained() -> None:
    """Tables have captions and scopes, links lead to headings of the page, nothing is loaded."""
    text = to_html(everything().check(as_of=AS_OF))
    page = Page(text)
    names = [name for name, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert names.count("table") == names.count("caption") == names.count("thead")
    assert {attrs.get("scope") for name, attrs in page.tags if name == "th"} == {"col", "row"}
    targets = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    links = [attrs["href"] for name, attrs in page.tags if name == "a"]
    assert links == [f"#{target}" for target in targets]
    assert len(set(targets)) == len(targets) > 5
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert not re.search(r"https?:|url\(|@import|\bon\w+=", text)


@pytest.mark.promise("exports")
def test_a_page_names_every_cell_but_no_childs_data() -> None:
    """A report page names every affected cell, and shows a child's data only on request."""
    rows = [{"child_id": f"SECRET-{at}", "date_of_birth": "soon" + "x" * at} for at in range(4)]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    plain, full = to_html(report), to_html(report, values=True)
    assert "<td>B2:B5</td>" in plain
    assert "SECRET" not in plain
    assert "soon" not in plain
    assert "not the contents of the cells" in plain
    assert "<td>SECRET-3</td><td>soonxxx</td>" in full
    assert "This page contains children&#x27;s data" in full.replace("'", "&#x27;")


def test_a_page_with_values_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a rule has more problems than the page shows, the caption says how many are shown."""
    monkeypatch.setattr(html, "MOST_PROBLEMS", 3)
    rows = [{"child_id": f"A{at}", "date_of_birth": "soon"} for at in range(4)]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    text = to_html(report, values=True)
    assert "<caption>not-a-date: 4 errors, of which the first 3 are shown</caption>" in text
    assert "<td>A2</td><td>soon</td>" in text
    assert "<td>A3</td><td>soon</td>" not in text


def test_text_from_a_file_is_escaped() -> None:
    """Markup from a file is escaped, and control characters are shown as escape codes."""
    title = "<img src=x>"
    rows = [{"child_id": "A\u2066<b>", "date_of_birth": "\x1b[31m&\ud800\ufeff"}]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    text = to_html(report, title=title, values=True)
    assert "&lt;img src=x&gt;" in text
    assert "<td>A&lt;b&gt;</td><td>\\u001b[31m&amp;\\ud800\\ufeff</td>" in text
    assert "<td>A\\u2066&lt;b&gt;</td></tr>" in text  # the cell as it came
    text.encode()
    Page(text)


def test_a_page_says_that_everything_was_checked() -> None:
    """Without problems, the page says that the lists are fit to send, and what no check can say."""
    lists = jtai.testing.synthetic_lists(40, seed=7)
    text = unescape(to_html(lists.check(as_of=AS_OF)))
    assert '<p class="verdict yes">Fit to send: 0 errors, 0 warnings, and everything was' in text
    assert "No check can say whether what they record is true." in text
    assert "<p>Every rule checked every row.</p>" in text
    assert "Cells by rule" not in text
