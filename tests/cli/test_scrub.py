"""Copies of files for bug reports."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import stat
import string
import sys
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.__main__ import main
from jtai.cli import scrub as module
from jtai.cli.scrub import Scrubber, is_published, joined_texts, scrub_csv
from jtai.errors import LimitError
from jtai.formats.reading.limits import Limits
from jtai.lists.reading.cells import read_date

HEAD = "Child Unique ID,Gender,Date of Birth,Allocated Team\r\n"

# Synthetic data without the signs that replace others: x and é for letters, 0 and 1 for digits.
names = st.text(string.ascii_letters.replace("x", "").replace("X", "") + "öÖñ' -", min_size=3)
names = names.filter(lambda name: not is_published(name) and any(map(str.isalpha, name)))
identifiers = st.from_regex(r"[A-Z]{0,3}[1-9][0-9]{5,9}", fullmatch=True)
days = st.dates(dt.date(2001, 1, 1), dt.date(2019, 9, 9))


def copy_of(data: bytes, **limits: int) -> bytes:
    """Return a scrubbed copy of a CSV file."""
    return scrub_csv(data, "List_7.csv", Limits(**limits))


def scrubbed(text: str) -> str:
    """Return the scrubbed text of one cell."""
    return Scrubber(joined_texts(text)).text(text)


def shape(text: str) -> str:
    """Return a text with each letter and digit replaced by a sign for its kind."""
    plain = re.sub(r"[^\W\d_]", lambda sign: "A" if sign[0].isupper() else "a", text)
    return re.sub("[0-9]", "1", plain)


@pytest.mark.promise("exports")
@given(st.lists(st.tuples(identifiers, names, days), min_size=1, max_size=20), st.data())
def test_no_childs_data_survives(rows: list[tuple[str, str, dt.date]], data: st.DataObject) -> None:
    """A copy has no identifier, name or date of birth, whatever its encoding and separator."""
    codec = data.draw(st.sampled_from(["utf-8-sig", "cp1252", "utf-16"]))
    separator = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    form = data.draw(st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%d %b %Y"]))
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=separator)
    writer.writerow(HEAD.strip().split(","))
    writer.writerows([name, "a) Male", day.strftime(form), words] for name, words, day in rows)
    original = sink.getvalue().encode(codec)
    copy = copy_of(original)
    assert (copy[:3] == original[:3]) or codec == "cp1252"
    text = copy.decode(codec)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    assert lines[0] == HEAD.strip().split(",")
    for column, cells in ((0, [row[0] for row in rows]), (3, [row[1] for row in rows])):
        assert Counter(shape(line[column]) for line in lines[1:]) == Counter(map(shape, cells))
    assert {line[1] for line in lines[1:]} == {"a) Male" if len(rows) >= 6 else ""}
    for name, words, day in rows:
        assert name not in text
        assert day.strftime(form) not in text
        if name.isascii() and re.search("[a-wyzA-WYZ]", words) and words not in HEAD:
            assert words not in text
    # Each identifier appears as often as before.
    old, new = (Counter(re.sub("\\D", "", row[0]) for row in table) for table in (rows, lines[1:]))
    assert sorted(old.values()) == sorted(new.values())


@pytest.mark.promise("exports")
@pytest.mark.parametrize(
    "text", ["\u2460\u2461", "\u24cf\u24d4", "\u2835\u2811", "\u00b2\u2079", "\u2167"]
)
def test_signs_of_any_kind_are_replaced(text: str) -> None:
    """Unusual letters and digits, such as circled, superscript, Roman or Braille, are replaced."""
    assert not {*scrubbed(text)} & {*text}
    assert scrubbed(f"_{text}_")[0] == "_"


def test_utf_16_with_an_odd_number_of_bytes_is_scrubbed() -> None:
    """UTF-16 with an odd number of bytes can be scrubbed."""
    odd = "\ufeffAnn,x".encode("utf-16-le") + b"\0"
    assert copy_of(odd).decode("utf-16-le").startswith("\ufeffXxx,x")


@given(st.text(max_size=40))
def test_a_text_keeps_its_length_and_everything_but_letters_and_digits(text: str) -> None:
    """Only letters, digits and other signs are replaced; spaces and punctuation stay in place."""
    new = scrubbed(text)
    assert len(new) == len(text)
    if not is_published(text):
        kept = r"(?:[^\w\x80-\U0010ffff]|[_\xa0\u200b\ufeff\u2013\u2019])+"
        assert re.findall(kept, new) == re.findall(kept, text)
        words = re.sub("[a-zA-Z]{3,9}", "", new)  # months
        assert {*filter(str.isalpha, words)} <= {*"xX\u00e9\u00c9TZtzpamPAM"}


@given(
    days,
    st.sampled_from(
        [
            "%d/%m/%Y",
            "%d-%m-%Y",
            "%Y-%m-%d",
            "%Y/%m/%d",
            "%d %B %Y",
            "%d-%b-%Y",
            "%Y-%m-%dT00:00:00Z",
        ]
    ),
)
def test_a_date_becomes_another_date_of_the_same_form(day: dt.date, form: str) -> None:
    """A date is replaced by a different date in the same format and decade."""
    text = day.strftime(form)
    new = scrubbed(text)
    assert new != text
    found = read_date(new)
    assert isinstance(found, dt.date)
    assert found != day
    assert found.year // 10 == day.year // 10
    assert shape(new) == shape(text)
    assert (found.day > 12) is (day.day > 12)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("31/02/2007", r"31/02/200\d"),
        ("13/13/2007", r"13/13/200\d"),
        ("00/05/2007", r"00/05/200\d"),
        ("29/02/2007", r"29/02/200[1-35-79]"),
        ("1/5/2007", r"[1-9]/[1-9]/200\d"),
        ("25/12/2007", r"(1[3-9]|2[0-8])/1[0-2]/200\d"),
        ("12/25/2007", r"1[0-2]/(1[3-9]|2[0-8])/200\d"),
        ("1 may 2007", r"[1-9] [a-z]{3} 200\d"),
        ("01-MAR-07", r"0[1-9]-[A-Z]{3}-0\d"),
        ("31 Jul 2007", r"(1[3-9]|2[0-8]) [A-Z][a-z]{2} 200\d"),
        ("31 March 2007", r"(1[3-9]|2[0-8]) (March|April) 200\d"),
        ("31 Jun 2007", r"31 Jun 200\d"),
        ("31 Nov 2007", r"31 Nov 200\d"),
        ("3 August 2007", r"[1-9] \w{6} 200\d"),
        ("12 Main 2007", r"\d\d Xxxx \d{4}"),
        ("2007-05-01 23:00:00", r"200\d-0[1-9]-0[1-9] 23:00:00"),
        ("2007-05-01T14:35:02.750Z", r"200\d-0\d-0[1-9]T12:11:01\.110Z"),
        ("01/05/2007 9:05 am", r"0\d/0\d/\d{4} 2:01 am"),
        ("2007-05-01T00:00:00+01:00", r"\d{4}-0\d-0\dT00:00:00\+12:00"),
        ("0012", r"0(?!012)\d{3}"),
        ("000", "000"),
        ("0", "0"),
        ('="001001"', r'="0(?!01001)\d{5}"'),
        ("Smith-JONES (Zoë)", r"Xxxxx-XXXXX \(Xxé\)"),
        ("ÅSA \u5c0f \u0663", "ÉXX é \u0661"),
        ("a_x000D_b_x005F_c_x0041_", r"x_x000D_x_x005F_x_x0(?!041)\d{3}_"),
    ],
)
def test_a_replacement_has_the_format_of_the_original(text: str, pattern: str) -> None:
    """A replacement has the format of the original, and an invalid date remains invalid."""
    for _ in range(20):
        assert re.fullmatch(pattern, scrubbed(text))


def test_a_number_like_a_year_is_replaced() -> None:
    """A number in a text is replaced even if it could be a year; by chance, it can be the same."""
    assert {scrubbed("12 Main 2007")[-4:] for _ in range(20)} != {"2007"}


@pytest.mark.parametrize(
    "text",
    [
        "Child Unique ID",
        " child_unique  id ",
        "Is there multi-agency involvement? (Y/N)",
        "a) Yes",
        "Y",
        "WBRI",
        "#N/A",
        "n/a",
        "\u00a0",
        "List 6: Children in need",
    ],
)
def test_published_titles_codes_and_answers_are_kept(text: str) -> None:
    """Published titles, codes and answers are kept, in any case and spacing."""
    assert scrubbed(text) == text


@pytest.mark.parametrize("text", ["1002", "Maleficent", "Mr Y", "Yes, Jane", "Date of Birth 2007"])
def test_published_words_within_other_text_are_replaced(text: str) -> None:
    """A published word is replaced if the cell has other contents too."""
    assert scrubbed(text) != text


def test_long_numbers_have_one_replacement() -> None:
    """Each long number has one replacement, which no other number in the file has."""
    numbers = [str(number) for number in range(4000, 8000)]
    scrubber = Scrubber(joined_texts(" ".join(numbers)))
    new = [scrubber.text(number) for number in numbers]
    assert new == [scrubber.text(number) for number in numbers]
    assert len({*new}) == len(numbers)
    assert not {*new} & {*numbers}


def test_a_file_with_every_number_of_a_length_is_scrubbed() -> None:
    """A number is replaced even if the file contains every number of its length."""
    numbers = {f"{number:04}" for number in range(1000, 10_000)}
    assert Scrubber({*numbers}).text("1001") != "1001"


def test_short_numbers_have_another_replacement_each_time() -> None:
    """A short number, such as an age, is replaced by a new random number each time."""
    scrubber = Scrubber(set())
    assert len({scrubber.text("12") for _ in range(60)}) > 10


def test_a_replacement_can_begin_like_its_original() -> None:
    """A replacement can begin like its original, so comparing copies rules nothing out."""
    for text, other in (("7", "7"), ("2007", "2"), ("1/5/2007", "1/")):
        new = [Scrubber(set()).text(text) for _ in range(3_000)]
        assert any(one.startswith(other) for one in new)
    years = {re.split("/", Scrubber(set()).text("1/5/2007"))[2] for _ in range(300)}
    assert years == {f"{year}" for year in range(2000, 2010)}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("39203", r"(3[89]|4[01])\d{3}"),
        ("39203.958333333336", r"(3[89]|4[01])\d{3}\.958333333336"),
        ("39203.416666666664", r"(3[89]|4[01])\d{3}\.(?!416666666664)\d{12}"),
        ("39203.41", r"(3[89]|4[01])\d{3}\.\d\d"),
        ("10001", r"1[0-3]\d{3}"),
        ("12", r"[1-9]\d"),
        ("-1", "-[1-9]"),
        ("1001.0", r"(?!1001)[1-9]\d{3}\.0"),
        ("1.5E+3", r"[1-9]\.\dE\+3"),
        ("4.0000E4", r"[1-9]\.0000E4"),
        (" 7 ", " [1-9] "),
        ("0", "0"),
        ("1,234", r"[1-9],\d{3}"),
        ("012345", r"0(?!12345)\d{5}"),
    ],
)
def test_numbers_in_a_workbook_keep_their_kind(text: str, pattern: str) -> None:
    """A day becomes one within about ten years; 23:00, signs and exponents stay."""
    for _ in range(20):
        new = Scrubber(joined_texts(text)).number(text)
        assert re.fullmatch(pattern, new)
        assert new != text or not re.match("[0-9]{4}", text)


def test_malformed_rows_keep_separators_and_quotes() -> None:
    """Malformed rows keep their separators, line ends and quotes."""
    text = (
        f'sep=,\r\n{HEAD}7001001,"a) Male",01/05/2007,Team "North, x\r\n7001002,M,,"open\r\n,,,,\n'
    )
    copy = copy_of(text.encode()).decode()
    assert copy.startswith(f"sep=,\r\n{HEAD}")
    assert copy.endswith("\n,,,,\n")
    for sign in ",\r\n":
        assert copy.count(sign) == text.count(sign)
    assert '"xxxx' in copy
    assert 'Xxxx "Xxxxx' in copy


COLUMNS = "Child Unique ID,Gender,Date of Birth,Allocated Team,Ethnicity,Date of CAMHS referral"


def rows_of(data: str) -> list[list[str]]:
    """Return the rows of a scrubbed copy of a CSV file."""
    return [*csv.reader(io.StringIO(copy_of(data.encode()).decode(), newline=""))]


def linked(number: int) -> str:
    """Return a CSV file in which any cell of a row reveals the other cells of that row."""
    rows = [
        f"7001{at:03},{'a) Male' if at % 2 else 'b) Female'},01/02/2007,"
        f"{'Ann' if at % 2 else 'Beatrice'},{'a) WBRI' if at % 2 else ''},"
        f"{'01/05/2019' if at % 2 else ''}\r\n"
        for at in range(number)
    ]
    return "".join([COLUMNS, "\r\n", *rows])


@pytest.mark.promise("exports")
def test_columns_are_shuffled_independently() -> None:
    """The cells of each column are shuffled independently of the other columns."""
    titles, *rows = rows_of(linked(400))
    assert titles[:5] == COLUMNS.split(",")[:5]
    about = [{"a) Male": 1, "b) Female": 0}[row[1]] for row in rows]
    for column, value in ((3, "Xxx"), (4, "a) WBRI"), (5, "")):
        same = sum(sex == (row[column] == value) for sex, row in zip(about, rows, strict=True))
        assert 100 < same < 300
    identifiers = [int(row[0]) for row in rows]
    assert identifiers != sorted(identifiers)


@pytest.mark.promise("exports")
def test_how_often_a_code_is_used_is_random() -> None:
    """A copy has every code of a column, but not how often each was used."""
    rows = "".join(f"7001{at:03},{'MWBC' if at == 9 else 'WBRI'}\r\n" for at in range(400))
    codes = Counter(row[1] for row in rows_of(f"Child Unique ID,Ethnicity\r\n{rows}")[1:])
    assert {*codes} == {"MWBC", "WBRI"}
    assert min(codes.values()) > 100


@pytest.mark.promise("exports")
@pytest.mark.parametrize("number", [1, 5, 6])
def test_codes_of_a_few_rows_are_left_out(number: int) -> None:
    """With fewer than six rows, codes and answers are left out, because shuffling hides nobody."""
    rows = rows_of(linked(number))[1:]
    assert len(rows) == number
    assert any(row[1] for row in rows) is (number == 6)
    assert all(row[0] for row in rows)


@pytest.mark.parametrize("name", ["--\u00c9", "Xxx", "\u00e9", "---"])
def test_a_text_that_replacing_does_not_change_is_left_out_like_a_code(name: str) -> None:
    """With fewer than six rows, a text that is its own replacement is left out, as codes are."""
    rows = rows_of(f"Child Unique ID,Allocated Team\r\n7001001,{name}\r\n")
    assert rows[1][1] == ""


@pytest.mark.promise("exports")
def test_codes_in_columns_of_a_few_long_rows_are_left_out() -> None:
    """Codes are left out of columns that only a few, longer rows have."""
    rows = "".join(f"7001{at:03},M{',Y,N' if at < 5 else ''}\r\n" for at in range(40))
    copy = rows_of(f"Child Unique ID,Gender\r\n{rows}")[1:]
    assert [len(row) for row in copy] == [4] * 5 + [2] * 35
    assert {(*row[1:],) for row in copy} == {("M", "", ""), ("M",)}


def test_rows_that_are_not_about_a_child_stay() -> None:
    """Titles, lines above them, totals and blank rows stay in place."""
    child = "7001{},M,WBRI\r\n"
    many = "".join(child.format(f"{at:03}") for at in range(20))
    text = (
        "List 6: Children in need\r\nReport,Jane\r\nChild Unique ID,Gender,Ethnicity\r\n"
        f"{many},,\r\nTotal,,20\r\n7001888,,\r\nChild Unique ID,Ethnicity,Gender\r\n{many}"
    )
    rows = rows_of(text)
    assert rows[0] == ["List 6: Children in need"]
    assert rows[1] == ["Xxxxxx", "Xxxx"]
    assert rows[2] == ["Child Unique ID", "Gender", "Ethnicity"]
    assert rows[23] == ["", "", ""]
    assert rows[24][:2] == ["Total", ""]
    assert rows[24][2].isdigit()
    assert rows[25][0].isdigit()
    assert rows[26] == ["Child Unique ID", "Ethnicity", "Gender"]
    for start in (3, 27):
        assert {tuple(row[1:]) for row in rows[start : start + 20]} == {("M", "WBRI")}


def test_unknown_titles_stay_above_their_rows() -> None:
    """The first row stays in place as titles, even if no title is known."""
    rows = rows_of("Ref,Kind\r\n" + "".join(f"7001{at:03},M\r\n" for at in range(9)))
    assert rows[0] == ["Xxx", "Xxxx"]
    assert {row[1] for row in rows[1:]} == {"M"}


@pytest.mark.promise("exports")
@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "latin-1", "cp850", "utf-8"])
@pytest.mark.parametrize("word", ["A", "M", "Y", "N", "Male", "WBRI", "a) Male", "Not known"])
def test_an_accented_letter_beside_a_code_is_replaced(codec: str, word: str) -> None:
    """A code with an accented letter is replaced, although it is a sign in another encoding."""
    letters = "\u00dc\u00c0\u00d3\u00e1\u00e5\u00f1"
    rows = [f"70010{at:02},{word} {letters[at]},b) Female" for at in range(len(letters))]
    text = copy_of("\r\n".join([HEAD.strip(), *rows, ""]).encode(codec)).decode(codec)
    cells = [line.split(",")[1] for line in text.splitlines()[1:]]
    assert not {cell[-1] for cell in cells} & {*letters}
    assert {line.split(",")[2] for line in text.splitlines()[1:]} == {"b) Female"}


@pytest.mark.promise("exports")
def test_letters_of_a_file_in_mac_roman_are_replaced_without_its_titles() -> None:
    """Letters of Mac Roman are replaced, although Windows-1252 has dashes and quotes there."""
    rows = [f"70010{at:02},Mu\u00f1oz Garc\u00eda \u00e1\u00ee\u00ec,M" for at in range(9)]
    text = copy_of("\r".join([HEAD.strip(), *rows, ""]).encode("mac_roman")).decode("mac_roman")
    assert not {*text} & {*"\u00f1\u00ed\u00e1\u00ee\u00ec"}


def test_dashes_and_quotes_of_windows_1252_stay_in_codes_and_titles() -> None:
    """A dash or quote within a code or title is kept in a file in Windows-1252."""
    title = "Is there a concern about the child\u2019s mental health?"
    row = "7001001,Asian \u2013 Pakistani\r\n"
    copy = copy_of(f"Child Unique ID,{title}\r\n{row * 6}".encode("cp1252")).decode("cp1252")
    assert copy.splitlines()[0] == f"Child Unique ID,{title}"
    assert {line.split(",")[1] for line in copy.splitlines()[1:]} == {row.strip().split(",")[1]}


def test_mac_roman_is_recognised_by_its_titles() -> None:
    """The encoding in which most titles are published ones is used."""
    title = "Is there a concern about the child\u2019s mental health?"
    # The answer is left out because there is only one row.
    copy = copy_of(f"Child Unique ID,{title}\rZo\u00eb,Y\r".encode("mac_roman"))
    assert copy.decode("mac_roman") == f"Child Unique ID,{title}\rXx\u00e9,\r"


@pytest.mark.promise("exports")
@pytest.mark.parametrize("codec", ["cp850", "mac_roman"])
def test_an_encoding_that_only_names_show_is_that_of_the_copy(codec: str) -> None:
    """A copy is in the encoding in which the file is read, also if titles do not show it."""
    copy = copy_of(f"{HEAD}7001001,Zo\xeb,M\r\n7001002,Ren\xe9e,F\r\n".encode(codec)).decode(codec)
    assert {line.split(",")[1] for line in copy.splitlines()[1:]} == {"Xx\xe9", "Xxx\xe9x"}


def test_a_space_beside_a_code_is_kept_in_a_certain_encoding() -> None:
    """A no-break space beside a code is kept, although it is a letter in code page 850."""
    rows = "".join(f"70010{at:02},M\xa0,b) Female\r\n" for at in range(9))
    copy = copy_of((HEAD + rows).encode("cp1252")).decode("cp1252")
    assert {line.split(",")[1] for line in copy.splitlines()[1:]} == {"M\xa0"}


def test_a_file_in_no_known_encoding_keeps_its_bytes() -> None:
    """A file with mixed encodings and NUL characters keeps its number of bytes."""
    data = HEAD.encode() + b"7001001,M\0,\x81\xe9\xc3\xa9\xff,Ann\r\n"
    copy = copy_of(data)
    assert copy.startswith(HEAD.encode())
    assert len(copy) == len(data)
    assert b"M\0" not in copy
    assert b"Ann" not in copy
    assert copy_of(b"") == b""


@pytest.mark.promise("exhaustion")
def test_a_csv_file_of_too_many_cells_is_refused() -> None:
    """Cells of a CSV file are counted, and more than the limit are refused by the file's name."""
    data = b"Gender,Age\r\nb) Female,12\r\n"
    copy_of(data, cells=5)
    with pytest.raises(LimitError, match=r"List_7\.csv: at least 5 cells"):
        copy_of(data, cells=4)


@pytest.mark.promise("exhaustion")
def test_the_command_refuses_more_than_fits_in_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose copy could need more than about a gigabyte is refused, with what to do."""
    assert module.LIMITS.cells * 500 <= 10**9
    assert module.LIMITS.elements * 200 <= 10**9
    monkeypatch.setattr(module, "LIMITS", Limits(cells=4))
    path = tmp_path / "List_7.csv"
    path.write_bytes(b"Gender,Age\r\nb) Female,12\r\n")
    assert main(["scrub", str(path)]) == 2
    assert capsys.readouterr().err.endswith("4 or fewer; keep only rows that are misread\n")
    assert not (tmp_path / "scrubbed").exists()


def test_the_command_writes_a_private_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copy goes to a private folder or to `--output`, and checks like the original."""
    path = tmp_path / "List_7.csv"
    path.write_text(
        HEAD + "SECRET-7001,a) Male,01/05/2007,Jane\r\n" * 6, encoding="utf-8", newline=""
    )
    assert main(["scrub", str(path)]) == 0
    assert capsys.readouterr().out == "scrubbed/List_7.csv was written\n"
    copy = (tmp_path / "scrubbed" / "List_7.csv").read_text(encoding="utf-8")
    assert "SECRET" not in copy
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "scrubbed").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "scrubbed" / "List_7.csv").stat().st_mode) == 0o600
    assert main(["scrub", str(path)]) == 2
    assert capsys.readouterr().err == (
        "scrubbed/List_7.csv: the file already exists; choose another name, or replace it with "
        "--overwrite\n"
    )
    assert main(["scrub", str(path), "--output", str(path), "--overwrite"]) == 2
    assert "--output: this would" in capsys.readouterr().err
    assert main(["scrub", str(path.with_suffix(".txt"))]) == 2
    assert "FILE: cannot scrub this kind of file" in capsys.readouterr().err
    assert main(["scrub", str(path), "--output", str(tmp_path / "copy" / "List_7.csv")]) == 2
    assert capsys.readouterr().err.startswith("copy: the folder does not exist; create it first")
    (tmp_path / "copy").mkdir()
    other = tmp_path / "copy" / "List_7.csv"
    assert main(["scrub", str(path), "--output", str(other)]) == 0
    capsys.readouterr()
    shown = []
    for lists in (path, other, tmp_path / "scrubbed" / "List_7.csv"):
        main(["check", str(lists), "--as-of", "2019-09-09", "--lists", "7", "--skip", "adult"])
        shown.append(capsys.readouterr().out.partition("\n")[0])
    assert shown[0] == shown[1] == shown[2]


def test_a_file_named_like_the_folder_for_copies_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """If a file has the name of the folder for copies, the error names it."""
    path = tmp_path / "List_7.csv"
    path.write_text(HEAD, encoding="utf-8")
    (tmp_path / "scrubbed").write_text("x", encoding="utf-8")
    assert main(["scrub", str(path)]) == 2
    assert capsys.readouterr().err == (
        "scrubbed: a file already has this name, so it cannot be a folder\n"
    )
    assert (tmp_path / "scrubbed").read_text(encoding="utf-8") == "x"


@pytest.mark.no_cover
@pytest.mark.promise("exhaustion")
def test_a_very_long_number_needs_little_memory() -> None:
    """Replacing a number of millions of digits needs less than five bytes for each."""
    digits = "7" * 2_000_000
    tracemalloc.start()
    Scrubber(set()).text(digits)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5 * len(digits)


def test_random_numbers_come_from_the_system() -> None:
    """Random numbers come from the system's source of randomness."""
    assert type(module._RANDOM).__name__ == "SystemRandom"
