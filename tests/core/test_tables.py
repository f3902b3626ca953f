from __future__ import annotations

from html.parser import HTMLParser

from jtai.core.tables import html_table, text_table, unbroken, wrapped


class _Reader(HTMLParser):
    """Collect the tags and the text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def test_a_table_has_a_caption_and_scopes() -> None:
    """An HTML table has a caption, column headers and row headers for assistive technology."""
    reader = _read(html_table("Due", ["Day", "What"], [["Mon", "Lists"]]))
    tags = [tag for tag, _ in reader.tags]
    assert tags.count("caption") == 1
    assert [attrs.get("scope") for tag, attrs in reader.tags if tag == "th"] == [
        "col",
        "col",
        "row",
    ]
    assert {"role": "region", "aria-label": "Due", "tabindex": "0"}.items() <= {
        key: value for key, value in reader.tags[0][1].items() if key != "style"
    }.items()


def test_a_caption_wraps_at_the_visible_width() -> None:
    """The caption of a wide table wraps at the visible width and stays in view."""
    reader = _read(html_table("Ready: no", ["Day"], [["Mon"]]))
    styles = {tag: attrs["style"] or "" for tag, attrs in reader.tags if tag in {"div", "caption"}}
    assert {"max-width:100cqw", "position:sticky", "left:0"} <= {*styles["caption"].split(";")}
    # cqw is a share of this region's width, which has a default where nothing else sets it.
    region = {*styles["div"].split(";")}
    assert {"container-type:inline-size", "contain-intrinsic-inline-size:40em"} <= region


def test_everything_is_escaped() -> None:
    """An HTML table escapes its caption, headers, cells, notes and attributes."""
    evil = "<script>alert('x')</script>\" onload=\"x"
    html = html_table(evil, [evil, "b"], [[evil, evil]], notes=[evil])
    reader = _read(html)
    assert "script" not in [tag for tag, _ in reader.tags]
    assert not any("onload" in attrs for _, attrs in reader.tags)
    assert reader.texts.count(evil) == 5


def test_control_characters_are_written_as_escapes() -> None:
    """Control characters and direction marks are written as escapes, so no terminal obeys them."""
    evil = "a\x1b[2J\x9b31m\u202eb\x07"
    shown = "a\\u001b[2J\\u009b31m\\u202eb\\u0007"
    assert shown in text_table([evil], [["c"]], width=None)
    assert shown in text_table(["c"], [[evil]], width=None)
    assert wrapped(evil, 80) == shown


def test_an_html_table_loads_nothing() -> None:
    """An HTML table contains no script or style sheet, and loads nothing."""
    html = html_table("Due", ["Day"], [["Mon"]], notes=["A note."])
    for forbidden in ("<script", "<style", "<link", "http", "url("):
        assert forbidden not in html
    assert "<p>A note.</p>" in html


def test_colours_are_inherited() -> None:
    """An HTML table inherits its colours, so it is readable in light and dark notebooks."""
    html = html_table("Due", ["Day"], [["Mon"]])
    assert "background" not in html
    assert html.count("color:") == html.count("color:inherit")


def test_an_empty_table_says_so() -> None:
    """An HTML table without rows is replaced by a sentence that says so."""
    html = html_table("Due", ["Day"], [], notes=["A note"])
    assert "<table" not in html
    assert ">Due</p><p>Nothing to report.</p><p>A note</p>" in html
    assert "<p>All met.</p>" in html_table("Due", ["Day"], [], nothing="All met.")


def test_dates_never_wrap_in_cells() -> None:
    """A date in an HTML cell never wraps, whatever text surrounds it."""
    cells = ["Mon 9 Sep 2019", "until Wednesday 25 December 2019, noon", "Thu 9 Apr", "Mayor 4 May"]
    html = html_table("Due", ["a", "b", "c", "d"], [cells])
    nowrap = '<span style="white-space:nowrap">'
    assert f"{nowrap}Mon 9 Sep 2019</span>" in html
    assert f"until {nowrap}Wednesday 25 December 2019,</span> noon" in html
    assert f"{nowrap}Thu 9 Apr</span>" in html
    assert f"Mayor {nowrap}4 May</span>" in html


def test_a_caption_explains_marks() -> None:
    """The legend of a table's marks is part of the caption, but not of the accessible label."""
    html = html_table("Due", ["Day"], [["a*"]], legend="*: <assumed>")
    assert (
        'Due<span style="display:block;font-weight:normal">*: &lt;assumed&gt;</span></caption>'
        in html
    )
    assert 'aria-label="Due"' in html


def test_an_empty_table_in_text_has_its_header() -> None:
    """A text table without rows is only its header."""
    assert text_table(["Day"], []) == "Day\n---"


def test_long_cells_wrap_between_words() -> None:
    """A long cell takes several lines; columns stay aligned."""
    assert text_table(["A", "Bee"], [["1", "a long cell"], ["22", "b"]], width=10) == (
        "A   Bee\n--  ------\n1   a long\n    cell\n22  b"
    )


def test_a_table_fits_its_width() -> None:
    """No line of a text table is longer than the given width, and no date is broken."""
    cells = [[unbroken("Mon 9 Sep 2019"), "a title of several words", "from somebody"]] * 3
    for width in range(40, 80):
        text = text_table(["Date", "What", "From"], cells, width=width)
        assert max(map(len, text.splitlines())) <= width
        assert text.count("Mon 9 Sep 2019") == 3


def test_the_column_that_costs_fewest_lines_wraps() -> None:
    """A column of short cells keeps its width while a long one wraps."""
    text = text_table(["A", "B"], [["one two", "x"]] * 3 + [["y", "word " * 20]], width=40)
    assert text.count("one two  x\n") == 3


def test_a_table_too_narrow_for_its_words_becomes_paragraphs() -> None:
    """In a very narrow table, the first cell of each row is a heading above its non-blank cells."""
    text = text_table(["Date", "What", "To"], [["Monday", "evaluation", ""]], width=14)
    assert text == "Monday\n  What:\n    evaluation"
    cells = ["9 September", "by 09:00", "+3", "Documents"]
    shared = text_table(["Date", "When", "Day", "What"], [cells], width=25)
    assert shared == "9 September\n  When: by 09:00; Day: +3\n  What: Documents"
    assert text_table(["Date", "Longest"], [["9 September", ""]], width=9) == "9\nSeptember"


def test_nothing_wraps_without_a_width() -> None:
    """Without a width, no cell of a text table wraps."""
    assert (
        text_table(["A"], [["one two " * 20]], width=None).splitlines()[2]
        == ("one two " * 20).rstrip()
    )


def test_unbreakable_text_keeps_its_spaces_in_html() -> None:
    """Unbreakable text is marked by a style in HTML, and keeps its ordinary spaces."""
    html = html_table("Due", ["Day"], [[unbroken("9 Sep") + ", noon"]])
    assert '<span style="white-space:nowrap">9 Sep</span> noon' in html.replace(
        "Sep,</span>", "Sep</span>"
    )
    assert "\N{NO-BREAK SPACE}" not in html


def test_notes_wrap_with_an_indent() -> None:
    """The second line of a note is aligned with the first word after its mark."""
    assert wrapped("* two words\n\n- two words", 6) == "* two\n  words\n\n- two\n  words"
