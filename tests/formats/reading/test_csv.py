from __future__ import annotations

import csv
import datetime as dt
import gc
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.errors import InvalidValueError, JtaiError, LimitError, UnreadableFileError
from jtai.formats.reading import csv as csv_module
from jtai.formats.reading.csv import csv_parts, read_csv
from jtai.formats.reading.limits import Limits
from jtai.lists.submission import Submission
from tests.formats.books import CANARY


def rows(data: bytes, **how: Any) -> list[Any]:
    """Return the rows of a CSV file."""
    return [list(row) for row in read_csv(data, **how).rows]


def refused(source: Any, **how: Any) -> UnreadableFileError:
    """Return the error that refuses a file, after checking that it hides its cause and cells."""
    with pytest.raises(UnreadableFileError) as caught:
        read_csv(source, **how)
    assert caught.value.__context__ is None
    assert "Canary" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_endings_do_not_matter(encoding: str, end: str) -> None:
    """The cells do not depend on the encoding or the line endings of a file."""
    data = end.join(("Né,Total", '"a, b",€', "")).encode(encoding)
    assert rows(data) == [["Né", "Total"], ["a, b", "€"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029", "\v", "\f"])
def test_rare_line_endings_are_read_in_a_file_without_others(encoding: str, end: str) -> None:
    """A file whose only line endings are rare ones has a row for each; quoted cells keep them."""
    text = end.join(("A,B", '1,"2""', '3"', "4,5"))
    read = [["A", "B"], ["1", f'2"{end}3'], ["4", "5"]]
    for last in ("", end, "\n", f"{end}\r\n"):
        assert rows((text + last).encode(encoding)) == read
    assert rows(end.join(("sep=;", "A;B", "1;2")).encode(encoding)) == [["A", "B"], ["1", "2"]]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029", "\v", "\f"])
@pytest.mark.parametrize(
    "text", ["A,B\n1{}2,3\n", "A,B\r1,{}2", "A,B,C{}1\n", "A{}B\n", '"A,{}B",C']
)
def test_rare_line_endings_within_cells_are_kept(sign: str, text: str) -> None:
    """A sign that may end a line is part of a cell if lines end otherwise, or rows would differ."""
    assert sign in "".join(map("".join, rows(text.format(sign).encode())))


def test_the_byte_order_mark_decides_utf_16() -> None:
    """The byte order mark of UTF-16 gives the order of its bytes."""
    assert rows("\ufeffé,b\n".encode("utf-16-be")) == [["é", "b"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("é\n".encode() + b"a\n\xe9\n", "line 1 is UTF-8, but line 3 is not"),
        (b"\xe9\r" + "é\r".encode(), "line 2 is UTF-8, but line 1 is not"),
        (b"\xef\xbb\xbfa\n\xe9\n", "line 1 is UTF-8, but line 2 is not"),
        (b"\xe9\n\x81\n\x8d\n", "line 2 is neither"),
        ("Canary,b\n".encode("utf-16-le"), "line 1 contains a NUL character"),
        (b"a\nb\0c", "line 2 contains a NUL character"),
        (b"\xff\xfea\0b", "is not valid UTF-16"),
        (b"\xff\xfea\0\n\0" + b"\x00\xd8\x00\x00", "not valid UTF-16"),
    ],
)
def test_mixed_encodings_are_refused(data: bytes, said: str) -> None:
    """A file with mixed encodings or undefined bytes is refused, and the error names the line."""
    assert said in str(refused(data))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text",
    [
        "Children\u2019s team",
        "Ren\xe9e",
        "M\xfcller",
        "Fran\xe7ois",
        "Zo\xeb, Andr\xe9",
        "Mar\xeda, Chlo\xe9",
    ],
)
def test_mac_roman_is_distinguished_from_windows_1252(text: str, end: str) -> None:
    """Accented names are read correctly from Mac Roman, Windows-1252 and UTF-8."""
    cells = text.split(", ")
    line = f"id,{','.join(cells)}"
    for encoding in ("mac_roman", "cp1252", "utf-8"):
        data = end.join((line, "1,2", "")).encode(encoding)
        assert rows(data) == [["id", *cells], ["1", "2"]], encoding


@pytest.mark.parametrize(
    "text",
    [
        "a\u2013b",
        "5\u20ac",
        "\xa310",
        "\u201cyes\u201d",
        "D\xe9partement",
        "\xc9COLE",
        "O\u2019Neil",
    ],
)
def test_windows_1252_stays_windows_1252(text: str) -> None:
    """Windows-1252 dashes, quotes, currency signs and accents are not read as Mac Roman."""
    assert rows(f"id,{text}\n".encode("cp1252")) == [["id", text]]


@pytest.mark.parametrize("lines", [("Ren\u017de", "Andr\xe9"), ("Andr\xe9", "Ren\u017de")])
def test_mac_roman_must_make_words_of_every_line(lines: tuple[str, str]) -> None:
    """A file is Windows-1252 if Mac Roman makes a word of one line, but not of another."""
    data = "\n".join(lines).encode("cp1252")
    assert rows(data) == [[line] for line in lines]


def test_a_cell_of_many_short_lines_is_too_long() -> None:
    """The length of a cell is that of all its lines."""
    data = b'a,b\n1,"one\ntwo\nthree"\n'
    assert rows(data, limits=Limits(cell_length=13)) == [["a", "b"], ["1", "one\ntwo\nthree"]]
    assert "cell B2" in str(refused(data, limits=Limits(cell_length=12)))


def test_the_usual_rows_decide_what_separates_cells() -> None:
    """Without known titles, a caption with commas does not outweigh rows with semicolons."""
    data = b"Some lists, drawn, by hand\na;b\n1;2\n3;4\n"
    assert rows(data) == [["Some lists, drawn, by hand"], ["a", "b"], ["1", "2"], ["3", "4"]]


@pytest.mark.parametrize("text", ["\xe9,b\n1,2\n", "a,b\n1,Zo\xe9"])
def test_an_accent_at_either_end_of_a_file_is_read(text: str) -> None:
    """A file is Windows-1252 even if only its first or its last byte is not ASCII."""
    assert rows(text.encode("cp1252")) == [line.split(",") for line in text.splitlines()]


TITLE = "Is there a concern about the child's mental health?"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Ren\xe9e", "mac_roman cp850"),
        ("Zo\xeb", "mac_roman cp850"),
        ("Ciar\xe1n, Mu\xf1oz", "mac_roman"),
        ("D\u2019Arcy", "mac_roman"),
        ("M\xfcller, Jos\xe9", "mac_roman cp850"),
        ("J\xf6rg, Mar\xeda, \xa35", "cp850"),
        ("Se\xe1n \xd3 Briain, Chlo\xe9", "mac_roman cp850"),
        ("S\xe3o Paulo", "mac_roman cp850"),
        ("JOS\xc9", "mac_roman cp850"),
        ("ZO\xcb-1", "mac_roman cp850"),
        ("M\xcdCHE\xc1L", "mac_roman cp850"),
        ("ANA\xcfS", "mac_roman"),
        ("Gro\xdfe Stra\xdfe", "cp850"),
    ],
)
def test_words_decide_where_titles_cannot(text: str, encodings: str, end: str) -> None:
    """Accented words with an implausible sign in Windows-1252 are not read in it."""
    for encoding in encodings.split():
        sheet = read_csv(f"{TITLE}{end}{text}{end}".encode(encoding), name="list")
        assert ",".join(map(str, sheet.rows[1])) == text
        assert sheet.guessed == {"mac_roman": "Mac Roman", "cp850": "code page 850"}[encoding]
    for encoding in ("cp1252", "utf-8"):
        sheet = read_csv(f"{TITLE}{end}{text}{end}".encode(encoding), name="list")
        assert ",".join(map(str, sheet.rows[1])) == text
        assert sheet.guessed is None or text[-1:].isdecimal()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac_roman", "J\xf6rg"),
        ("mac_roman", "Mar\xeda"),
        ("mac_roman", "Mu\xf1oz"),
        ("mac_roman", "\u201cHub\u201d"),
        ("cp850", "Se\xe1n"),
        ("cp850", "Preu\xdf"),
        ("cp850", "RAPHA\xcbL"),
        ("cp1252", "Ale\u0161"),
        ("cp1252", "Solis\u2019s"),
        ("cp1252", "LBS\xcb-1"),
        ("cp850", "LB\xd6-1"),
    ],
)
def test_a_guess_between_encodings_is_named(encoding: str, text: str) -> None:
    """Where words are plausible in Windows-1252 and in another encoding, the choice is a guess."""
    sheet = read_csv(f"{TITLE}\n{text}\n".encode(encoding), name="list")
    assert sheet.guessed == "Windows-1252"
    assert sheet.rows[1] == (text.encode(encoding).decode("cp1252"),)


@pytest.mark.parametrize("text", ["A\xff1", "A\xfe1"])
def test_a_letter_that_is_hardly_one_before_a_digit_is_reported(text: str) -> None:
    """A rare letter before a digit may be a space or a mark, so the encoding is called guessed."""
    sheet = read_csv(f"A,B\n{text},2\n".encode("cp1252"), name="x")
    assert (sheet.rows[1], sheet.guessed) == ((text, "2"), "Windows-1252")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "O\u2019Brien",
            "\u201cHub\u201d",
            "Yes \u2013 agreed",
            "A\u2013B",
            "wait\u2026",
            "\u20ac50",
        ),
        *(
            "Smith\xa0",
            "Jane\xa0Smith",
            "\xd3 Briain",
            "Gen\xe7ler",
            "\xd6zlem",
            "Stra\xdfe",
            "\xa35",
        ),
        *(
            "PE\xd1A",
            "\xd3 h\xd3g\xe1in",
            "\xe0 la carte",
            "Nov\xe1kov\xe1",
            "\u2022 item",
            "Tom\xe1\u0161",
            "\u2018Missing\u2019",
            "R\xd3NA",
            "LB\xc9-1",
            "SCHR\xd6DER",
            "Z\xe9 and B\xe9a",
        ),
    ],
)
def test_windows_1252_is_certain_where_no_other_encoding_makes_words(text: str) -> None:
    """Ordinary words and signs in Windows-1252 are not a guess."""
    sheet = read_csv(f"{TITLE}\n{text}\n".encode("cp1252"), name="list")
    assert (sheet.rows[1], sheet.guessed) == ((text,), None)


def test_an_apostrophe_in_a_title_decides() -> None:
    """The curly apostrophe in a published title says which encoding the file is in."""
    text = f"{TITLE}\nJ\xf6rg \u201cHub\u201d\nAle\u0161\n".replace("'", "\u2019")
    sheet = read_csv(text.encode("cp1252"), name="list")
    assert (sheet.rows[2], sheet.guessed) == (("Ale\u0161",), None)
    sheet = read_csv(text.replace("\u0161", "\u03a9").encode("mac_roman"), name="list")
    assert (sheet.rows[1], sheet.guessed) == (("J\xf6rg \u201cHub\u201d",), "Mac Roman")


@pytest.mark.parametrize("words", ["mother\u2019s", "the child\u2019s", "carers don\u2019t"])
def test_an_apostrophe_in_an_english_word_decides(words: str) -> None:
    """The curly apostrophe in a common English word says which encoding the file is in."""
    sheet = read_csv(f"{TITLE}\n{words}\nAle\u0161\n".encode("cp1252"), name="list")
    assert (sheet.rows[1:], sheet.guessed) == ([(words,), ("Ale\u0161",)], None)
    sheet = read_csv(f"{TITLE}\n{words}\nJ\xf6rg\n".encode("mac_roman"), name="list")
    assert (sheet.rows[1:], sheet.guessed) == ([(words,), ("J\xf6rg",)], "Mac Roman")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("marks", [1, 2, 3])
def test_byte_order_marks_are_ignored(encoding: str, marks: int) -> None:
    """Repeated byte order marks, as in joined files, are ignored."""
    mark = "\ufeff"
    text = f'{mark * marks}sep=;\r\n"a";b\r\n{mark}"1;2";3\r\n'
    assert rows(text.encode(encoding)) == [["a", "b"], ["1;2", "3"]]
    text = f'{mark * marks}"a;c";b\r\n1;2\r\n{mark}'
    assert rows(text.encode(encoding)) == [["a;c", "b"], ["1", "2"]]


@pytest.mark.parametrize("end", ["\x1a", "\r\n\x1a", "\n\x1a\x1a", "\n\x1a\r\n"])
def test_a_final_ctrl_z_is_not_a_cell(end: str) -> None:
    """A final Ctrl-Z, which DOS programs write, is dropped; elsewhere it is a character."""
    assert rows(f"a,b\n1,2{end}".encode()) == [["a", "b"], ["1", "2"]]
    assert rows(b"a,b\n1\x1a,2\n") == [["a", "b"], ["1\x1a", "2"]]


@pytest.mark.parametrize("nul", ["\0", "\0\0"])
def test_a_cell_of_only_nul_is_blank(nul: str) -> None:
    """A cell that contains only NUL is blank; NUL within other text is refused."""
    assert rows(f"a,b,c\n1,{nul},3\n'=1,{nul},\n".encode()) == [
        ["a", "b", "c"],
        ["1", "", "3"],
        ["=1", "", ""],
    ]
    assert "line 2 contains a NUL character" in str(refused(f'a,b\n"1\n2",x{nul}y\n'.encode()))
    assert not read_csv(f"a,b\n1,{nul}\n".encode(), name="list").padded


def test_nul_at_the_end_of_a_cell_is_padding(tmp_path: Path) -> None:
    """Cells and titles are read without the NUL characters at their ends, and the sheet says so."""
    data = b'a\0,b\0\0\n1001\0\0,"x"\n"y\0",\0\n'
    sheet = read_csv(data, name="list", known={"a", "b"}.__contains__)
    assert [*map(list, sheet.rows)] == [["a", "b"], ["1001", "x"], ["y", ""]]
    assert sheet.padded
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    assert all(part.padded for part in csv_parts(path, rows=2))
    assert "line 1 contains a NUL" in str(refused(b"\0a,b\n1,2\n"))


def test_a_cell_that_contains_a_row_is_refused() -> None:
    """A row that quotation marks in other cells hide is an error with its line."""
    row = "100{},a) Male,01/05/2007,Team A,{},Y,N\n"
    titles = "id,gender,birth,team,worker,concern,support\n"
    hidden = [row.format(1, "A"), row.format(2, '"Ann'), row.format(3, 'Bob"'), row.format(4, "B")]
    found = str(refused((titles + "".join(hidden)).encode()))
    assert "line 3" in found
    assert "what looks like another row" in found
    assert "Bob" not in found
    for note in (
        "seen, on 01/05/2007, by me,\n then, on 02/05/2007, Y, N",
        "seen,01/05/2007,Y\nY",
        "1,2,3,12,5\n39203,7,8,Y",
        "seen,01/05/2007,Y,Y,Y,Y,Y,Y,Y",
    ):
        text = titles + row.format(1, f'"{note}"') + row.format(2, "B")
        assert rows(text.encode())[1][4] == note


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "sep=;;;;", '"sep=;";;;', "SEP=;"])
def test_sep_lines_may_be_quoted_or_padded(line: str) -> None:
    """The `sep=` line may be quoted, in capitals or padded with separators."""
    assert rows(f"{line}\r\na;b,c\r\n".encode()) == [["a", "b,c"]]


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    """A record over several lines counts as one row, and so does a blank line."""
    sheet = read_csv(b'a,b\n"1\n2",3\n\n4,5\n', name="list")
    assert (sheet.name, sheet.first_row) == ("list", 1)
    assert sheet.rows == [("a", "b"), ("1\n2", "3"), (), ("4", "5")]
    assert rows(b"") == []
    assert rows(b"\n") == [[]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_that_gives_most_columns_is_used(delimiter: str) -> None:
    """Without known titles, the delimiter is the one with which rows usually have most columns."""
    lines = [delimiter.join(("id", "name", "notes")), delimiter.join(("1", "x", "a, b; c | d"))]
    assert rows("\n".join([*lines, lines[1]]).encode())[0] == ["id", "name", "notes"]


def test_known_titles_decide_on_the_delimiter() -> None:
    """The delimiter that gives the most known titles is used."""
    data = b"Id;Sex, if, known\n1;F, or, M\n"
    assert rows(data)[0] == ["Id;Sex", " if", " known"]
    assert rows(data, known={"Id"}.__contains__)[0] == ["Id", "Sex, if, known"]
    assert rows(b"\n\n", known={"Id"}.__contains__) == [[], []]


def test_a_sep_line_sets_the_delimiter() -> None:
    """A `sep=` line sets the delimiter and is not a row, but counts in line numbers."""
    assert rows(b"sep=:\r\na:b,c\r\n") == [["a", "b,c"]]
    assert "line 3" in str(refused(b'sep=;\na\n"b"c\n'))
    assert rows(b"\xef\xbb\xbfSEP=|\na|b") == [["a", "b"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="1001"', "1001"),
        ('"=""01/05/2007"""', "01/05/2007"),
        ('"=""a) Yes, once"""', "a) Yes, once"),
        ('"=""a """"b"""" c"""', 'a "b" c'),
        ('=""', ""),
        ('="=1+1"', "=1+1"),
        # Only a text alone is one, and not what jtai wrote with a guard before it.
        ('="1"&"2"', '="1"&"2"'),
        ("=1001", "=1001"),
        ('="1', '="1'),
        ('"\'=""1001"""', '="1001"'),
    ],
)
def test_a_formula_of_a_text_is_that_text(cell: str, text: str) -> None:
    """Programs write text as a formula, so that a spreadsheet does not read it as a number."""
    assert rows(f"A,B\n1,{cell}\n".encode()) == [["A", "B"], ["1", text]]


def test_titles_and_cells_that_are_all_formulas_of_a_text_are_read() -> None:
    """A file whose program writes every cell as a formula of a text is read like any other."""
    cells = (("Child Unique ID", "A1"), ("Gender", "b) Female"), ("Date of Birth", "01/05/2007"))
    lines = ("".join(f'"=""{cell[at]}""",' for cell in cells) for at in (0, 1))
    sheet = read_csv("\r\n".join(lines).encode(), name="List_1")
    (row,) = Submission.from_sheets([sheet])[1]
    assert (row.child_id, row.date_of_birth) == ("A1", dt.date(2007, 5, 1))


def test_the_formula_guard_is_removed() -> None:
    """The guard that our writer puts before formulas is removed."""
    assert rows(b"'=1,''+2,'x,'-3\n") == [["=1", "'+2", "'x", "-3"]]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (f'a\n"b" {CANARY}\n', 2),
        (f'a\nb\n"{CANARY}\nc\n', 3),
        (f'"a\nb"\n"c\nd"x{CANARY}', 3),
    ],
)
def test_broken_quotes_name_their_line(data: str, line: int) -> None:
    """The error about broken quotation marks names the line on which the row begins."""
    error = refused(data.encode())
    assert f"line {line}: the quotation marks" in str(error)


def test_long_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell longer than our limit or that of the csv module is refused with its place."""
    error = refused(f"a,b\nc,{CANARY}\n".encode(), limits=Limits(cell_length=9))
    assert isinstance(error, LimitError)
    assert "cell B2: 22 characters" in str(error)
    before = csv.field_size_limit()
    error = refused(b'a\n"' + b"x\n" * 70_000)
    assert isinstance(error, LimitError)
    assert "line 2" in str(error)
    assert "csv.field_size_limit" in str(error)
    assert csv.field_size_limit() == before
    monkeypatch.setattr("jtai.formats.reading.csv._SAMPLE", 1)
    assert len(rows(b"a\n" + b"x" * 40_000, limits=Limits(cell_length=40_000))) == 2
    # The cell with a line break in it, and the only column, are as large as the limits allow.
    data = b'"a\nb"\n"c\nd"\n'
    assert rows(data, limits=Limits(cell_length=3, cells=2)) == [["a\nb"], ["c\nd"]]


@pytest.mark.promise("exhaustion")
def test_a_very_long_line_is_refused() -> None:
    """A line longer than the limits on columns and cells allow is refused."""
    error = refused(b"x" * 1000, limits=Limits(columns=2, cell_length=10))
    assert "line 1: at least 46 characters" in str(error)


def test_rows_columns_and_cells_are_limited() -> None:
    """The limits on rows, columns, cells and file size are enforced."""
    data = b"a,b,c\n1,2,3\n4,5,6\n"
    assert "Limits(rows=3)" in str(refused(data, limits=Limits(rows=2)))
    assert "row 1: 3 columns" in str(refused(data, limits=Limits(columns=2)))
    assert "Limits(cells=9)" in str(refused(data, limits=Limits(cells=8)))
    assert "Limits(file_bytes=" in str(refused(data, limits=Limits(file_bytes=8)))


@pytest.mark.promise("file names")
def test_a_file_is_named_without_its_folder(tmp_path: Path) -> None:
    """A sheet is named after its file, and messages do not show the folder."""
    path = tmp_path / "List 1.csv"
    path.write_bytes(b"a,b\n")
    assert read_csv(path).name == "List 1"
    assert read_csv(str(path), name="x.y").name == "x.y"
    assert str(refused(tmp_path / "no.csv")).startswith("no.csv: there is no such file")


# Part by part


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Return a file of 2,501 rows."""
    path = tmp_path / "long.csv"
    body = "".join(f'{n},"a\né",\'=1\n' for n in range(2_500))
    path.write_text(f"sep=,\nid,text,sum\n{body}", encoding="utf-8")
    return path


def test_parts_together_have_all_rows(long: Path) -> None:
    """The parts together have the rows of the whole file, each with the number of its first row."""
    parts = list(csv_parts(long, rows=1_000))
    assert [(part.first_row, len(part.rows)) for part in parts] == [
        (1, 1000),
        (1001, 1000),
        (2001, 501),
    ]
    assert [row for part in parts for row in part.rows] == read_csv(long).rows
    assert {part.name for part in parts} == {"long"}
    assert next(csv_parts(long, name="list")).name == "list"


def test_parts_without_rows_or_a_file_are_refused(tmp_path: Path) -> None:
    """Parts of 0 rows, and a file that does not exist, are refused."""
    with pytest.raises(InvalidValueError):
        csv_parts(tmp_path / "a.csv", rows=0)
    with pytest.raises(UnreadableFileError) as caught:
        next(csv_parts(tmp_path / "a.csv"))
    assert str(caught.value).startswith("a.csv: ")
    assert caught.value.__context__ is None


def test_an_abandoned_file_is_closed(long: Path) -> None:
    """Dropping the iterator closes the file.

    An open file would cause a warning here, which is an error.
    """
    parts = csv_parts(long, rows=1)
    next(parts)
    del parts
    gc.collect()
    long.unlink()


@pytest.mark.promise("exhaustion")
def test_reading_in_parts_needs_little_memory(tmp_path: Path) -> None:
    """Reading in parts takes under 1 MB, and limits on rows, cells and file size do not apply."""
    path = tmp_path / "big.csv"
    with path.open("w", encoding="cp1252") as file:
        file.writelines(f"{n},é,some text of a row that is not short\n" for n in range(20_000))
    tracemalloc.start()
    try:
        count = sum(
            len(part.rows)
            for part in csv_parts(path, rows=500, limits=Limits(rows=10, file_bytes=10, cells=10))
        )
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 20_000
    assert peak < 1_000_000


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    ("start", "piece", "said"),
    [
        (b"", b'"a\nb",', "columns; expected 1,024"),
        (b"", b"ab,", "columns; expected 1,024"),
        (b'"', b"a\n", "a cell in the row that starts here is longer"),
        (b"", b"x", "a cell in the row that starts here is longer"),
    ],
)
def test_a_very_long_row_is_refused_early(
    start: bytes, piece: bytes, said: str, tmp_path: Path
) -> None:
    """A row that exceeds the limits is refused before it takes much memory."""
    path = tmp_path / "List 6.csv"
    path.write_bytes(b"Child Unique ID,Gender\n" + start + piece * (4_000_000 // len(piece)))
    tracemalloc.start()
    with pytest.raises(LimitError, match=said):
        list(csv_parts(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


def test_long_rows_are_read_and_make_short_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows within the limits are read however long they are, and parts of long rows have fewer."""
    path = tmp_path / "List 6.csv"
    row = ",".join(['"' + "a\n" * 160 + '"'] * 20)
    path.write_text("A,B\n" + f"{row}\n" * 4, encoding="utf-8")
    monkeypatch.setattr(csv_module, "_LARGE", 1_000)
    assert [len(each) for each in read_csv(path).rows] == [2, 20, 20, 20, 20]
    monkeypatch.setattr(csv_module, "_LARGEST_PART", 10_000)
    assert [len(part.rows) for part in csv_parts(path)] == [3, 2]
    monkeypatch.setattr(csv_module, "_LARGE", 10)
    assert "quotation marks" in str(refused(b'A,B\n"1"2,3456789012345\n'))


# Anything


@pytest.mark.promise("damaged files")
@pytest.mark.exhaustive
@settings(max_examples=200)
@given(
    data=st.binary(max_size=80)
    | st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace"))
    | st.text(alphabet="a,;\"\n\r\t|é'=\0", max_size=40).map(str.encode)
    | st.binary(max_size=40).map(lambda data: b"\xff\xfe" + data)
)
def test_any_bytes_are_read_or_refused_with_a_library_error(data: bytes) -> None:
    """Any bytes are read or are refused with an error of the library."""
    with suppress(JtaiError):
        read_csv(data)


@settings(max_examples=100)
@given(
    table=st.lists(
        st.lists(st.text(alphabet="ab,;\"'=\n\r é|\t", max_size=6), min_size=2, max_size=4),
        max_size=5,
    )
)
def test_quoted_cells_are_read_back(table: list[list[str]]) -> None:
    """Quoted cells without apostrophes are read back unchanged."""
    text = "sep=,\n" + "".join(
        ",".join('"' + cell.replace('"', '""').replace("'", "") + '"' for cell in row) + "\n"
        for row in table
    )
    assert rows(text.encode()) == [[cell.replace("'", "") for cell in row] for row in table]
