"""Copies of files for bug reports."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.__main__ import main
from jtai.cli import scrub as module
from jtai.cli.scrub import Scrubber, is_published, joined_texts, scrub_csv
from jtai.lists.reading.cells import read_date

HEAD = "Child Unique ID,Gender,Date of Birth,Allocated Team\r\n"

# What a child's data is made of; x stands for other letters, 0 and 1 for other digits.
names = st.text(string.ascii_letters.replace("x", "").replace("X", "") + "éÉñ' -", min_size=3)
names = names.filter(lambda name: not is_published(name) and any(map(str.isalpha, name)))
identifiers = st.from_regex(r"[A-Z]{0,3}[1-9][0-9]{5,9}", fullmatch=True)
days = st.dates(dt.date(2001, 1, 1), dt.date(2019, 9, 9))


def scrubbed(text: str) -> str:
    """Return one cell scrubbed."""
    return Scrubber(joined_texts(text)).text(text)


def shape(text: str) -> str:
    """Return a text with the class of each letter and digit instead of it."""
    plain = re.sub(r"[^\W\d_]", lambda sign: "A" if sign[0].isupper() else "a", text)
    return re.sub("[0-9]", "1", plain)


@pytest.mark.promise("exports")
@given(st.lists(st.tuples(identifiers, names, days), min_size=1, max_size=20), st.data())
def test_no_childs_data_survives(rows: list[tuple[str, str, dt.date]], data: st.DataObject) -> None:
    """No identifier, name or date of birth is in the copy, whatever its encoding and separator."""
    codec = data.draw(st.sampled_from(["utf-8-sig", "cp1252", "utf-16"]))
    separator = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    form = data.draw(st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%d %b %Y"]))
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=separator)
    writer.writerow(HEAD.strip().split(","))
    writer.writerows([name, "a) Male", day.strftime(form), words] for name, words, day in rows)
    original = sink.getvalue().encode(codec)
    copy = scrub_csv(original)
    assert (copy[:3] == original[:3]) or codec == "cp1252"
    text = copy.decode(codec)
    assert shape(text) == shape(sink.getvalue())
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    assert lines[0] == HEAD.strip().split(",")
    assert {line[1] for line in lines[1:]} == {"a) Male"}
    for name, words, day in rows:
        assert name not in text
        assert day.strftime(form) not in text
        if name.isascii() and re.search("[a-wyzA-WYZ]", words) and words not in HEAD:
            assert words not in text
    # Rows still belong together, by their numbers.
    pairs = {
        (re.sub("\\D", "", row[0]), re.sub("\\D", "", line[0]))
        for row, line in zip(rows, lines[1:], strict=True)
    }
    assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs})


@pytest.mark.promise("exports")
@pytest.mark.parametrize(
    "text", ["\u2460\u2461", "\u24cf\u24d4", "\u2835\u2811", "\u00b2\u2079", "\u2167"]
)
def test_signs_of_any_kind_are_replaced(text: str) -> None:
    """Circled, raised and Roman digits, Braille and the like can spell what letters do."""
    assert not {*scrubbed(text)} & {*text}
    assert scrubbed(f"_{text}_")[0] == "_"


def test_half_a_character_at_the_end_is_no_obstacle() -> None:
    """UTF-16 with an odd number of bytes is scrubbed like any other text."""
    odd = "\ufeffAnn,x".encode("utf-16-le") + b"\0"
    assert scrub_csv(odd).decode("utf-16-le").startswith("\ufeffXxx,x")


@given(st.text(max_size=40))
def test_a_text_keeps_its_length_and_everything_but_letters_and_digits(text: str) -> None:
    """Spaces, ASCII punctuation, line ends and invisible characters are where they were."""
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
    """What is read as a date is read as a date in the copy, and as another one."""
    text = day.strftime(form)
    new = scrubbed(text)
    assert new != text
    found = read_date(new)
    assert isinstance(found, dt.date)
    assert found != day
    assert 1 <= day.year - found.year <= 9
    assert shape(new) == shape(text)
    assert (found.day > 12) is (day.day > 12)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("31/02/2007", r"31/02/(199[89]|200[0-6])"),
        ("13/13/2007", r"13/13/\d{4}"),
        ("00/05/2007", r"00/05/\d{4}"),
        ("1/5/2007", r"[2-9]/[1-46-9]/(199[89]|200[0-6])"),
        ("25/12/2007", r"(1[3-9]|2[0-46-8])/1[01]/(199[89]|200[0-6])"),
        ("12/25/2007", r"1[01]/(1[3-9]|2[0-46-8])/(199[89]|200[0-6])"),
        ("1 may 2007", r"[2-9] (?!may)[a-z]{3} \d{4}"),
        ("01-MAR-07", r"0[2-9]-(?!MAR)[A-Z]{3}-(9[89]|0[0-6])"),
        ("31 Jul 2007", r"(1[3-9]|2\d) (?!Jul)[A-Z][a-z]{2} \d{4}"),
        ("31 March 2007", r"(1[3-9]|2\d) April \d{4}"),
        ("31 Jun 2007", r"31 Jun (199[89]|200[0-6])"),
        ("31 Nov 2007", r"31 Nov (199[89]|200[0-6])"),
        ("3 August 2007", r"[124-9] August \d{4}"),
        ("12 Main 2007", r"(?!12)\d\d Xxxx (?!2007)\d{4}"),
        ("2007-05-01 23:00:00", r"\d{4}-0[1-9]-0[2-9] 23:00:00"),
        ("2007-05-01T14:35:02.750Z", r"\d{4}-\d\d-0[2-9]T12:11:01\.110Z"),
        ("01/05/2007 9:05 am", r"0\d/0\d/\d{4} 2:01 am"),
        ("2007-05-01T00:00:00+01:00", r"\d{4}-0\d-0\dT00:00:00\+12:00"),
        ("0012", r"0[1-9][02-9][013-9]"),
        ("000", "000"),
        ("0", "0"),
        ('="001001"', r'="0[1-9][02-9][1-9][1-9][02-9]"'),
        ("Smith-JONES (Zoë)", r"Xxxxx-XXXXX \(Xxé\)"),
        ("ÅSA \u5c0f \u0663", "ÉXX é \u0661"),
        ("a_x000D_b_x005F_c_x0041_", r"x_x000D_x_x005F_x_x0[1-9][0-35-9][02-9]_"),
    ],
)
def test_what_becomes_of_a_text(text: str, pattern: str) -> None:
    """Dates, times, numbers and words keep their form, and what is not a date stays one."""
    for _ in range(20):
        assert re.fullmatch(pattern, scrubbed(text))


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
def test_what_is_published_is_kept(text: str) -> None:
    """Titles, codes, answers and signs for nothing stay as they are, however they are spelt."""
    assert scrubbed(text) == text


@pytest.mark.parametrize("text", ["2", "Maleficent", "Mr Y", "Yes, Jane", "Date of Birth 2007"])
def test_only_whole_cells_are_published(text: str) -> None:
    """A number, or words around published ones, are not kept."""
    assert scrubbed(text) != text


def test_long_numbers_have_one_replacement() -> None:
    """The same number is the same everywhere, two are two, and none is another one of the file."""
    numbers = [str(number) for number in range(4000, 8000)]
    scrubber = Scrubber(joined_texts(" ".join(numbers)))
    new = [scrubber.text(number) for number in numbers]
    assert new == [scrubber.text(number) for number in numbers]
    assert len({*new}) == len(numbers)
    assert not {*new} & {*numbers}


def test_a_file_of_all_numbers_is_scrubbed_as_well() -> None:
    """Where every number is taken, a number becomes another one of them."""
    numbers = {f"{number:04}" for number in range(1000, 10_000)}
    assert Scrubber({*numbers}).text("1001") != "1001"


def test_short_numbers_have_another_replacement_each_time() -> None:
    """Ages cannot be told from how often a number is there."""
    scrubber = Scrubber(set())
    assert len({scrubber.text("12") for _ in range(60)}) > 10


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("39203", r"3[5-9]\d{3}"),
        ("39203.958333333336", r"3[5-9]\d{3}\.958333333336"),
        ("39203.41", r"3[5-9]\d{3}\.(?!41)\d\d"),
        ("10001", r"1328\d"),
        ("12", r"(?!12)[1-9]\d"),
        ("-1", "-[2-9]"),
        ("1001.0", r"(?!1001)[1-9]\d{3}\.0"),
        ("1.5E+3", r"[2-9]\.[1-46-9]E\+3"),
        ("4.0000E4", r"[1-35-9]\.0000E4"),
        (" 7 ", " [1-689] "),
        ("0", "0"),
        ("1,234", r"[2-9],\d{3}"),
        ("012345", r"0[02-9][013-9]\d{3}"),
    ],
)
def test_what_becomes_of_a_number_in_a_workbook(text: str, pattern: str) -> None:
    """A day is another day up to nine years earlier; whole hours, signs and exponents stay."""
    for _ in range(20):
        new = Scrubber(set()).number(text)
        assert re.fullmatch(pattern, new)
        assert new != text or text.strip() == "0"


def test_a_comma_too_many_and_open_quotes_stay() -> None:
    """Broken rows are broken in the same way."""
    text = (
        f'sep=,\r\n{HEAD}7001001,"a) Male",01/05/2007,Team "North, x\r\n7001002,M,,"open\r\n,,,,\n'
    )
    copy = scrub_csv(text.encode()).decode()
    assert shape(copy) == shape(text)
    assert copy.startswith(f"sep=,\r\n{HEAD}")
    assert ',"a) Male",' in copy
    assert "Team" not in copy.partition(HEAD)[2]


def test_mac_roman_is_known_by_its_titles() -> None:
    """An encoding in which more titles are published ones is the file's."""
    title = "Is there a concern about the child\u2019s mental health?"
    copy = scrub_csv(f"Child Unique ID,{title}\rZo\u00eb,Y\r".encode("mac_roman"))
    assert copy.decode("mac_roman") == f"Child Unique ID,{title}\rXx\u00e9,Y\r"


def test_a_file_in_no_known_encoding_keeps_its_bytes() -> None:
    """Mixed encodings and NUL characters stay, letter by letter."""
    data = HEAD.encode() + b"7001001,M\0,\x81\xe9\xc3\xa9\xff,Ann\r\n"
    copy = scrub_csv(data)
    assert copy.startswith(HEAD.encode())
    assert len(copy) == len(data)
    assert b"M\0" not in copy
    assert b"Ann" not in copy
    assert scrub_csv(b"") == b""


def test_the_command_writes_a_private_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copy is beside the file, or where it is asked for, and is read like the file."""
    path = tmp_path / "List_7.csv"
    path.write_text(f"{HEAD}SECRET-7001,a) Male,01/05/2007,Jane\r\n", encoding="utf-8", newline="")
    assert main(["scrub", str(path)]) == 0
    assert capsys.readouterr().out == "List_7-scrubbed.csv was written\n"
    copy = (tmp_path / "List_7-scrubbed.csv").read_text(encoding="utf-8")
    assert "SECRET" not in copy
    assert main(["scrub", str(path)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert main(["scrub", str(path), "--output", str(path), "--overwrite"]) == 2
    assert "--output: this would replace the lists" in capsys.readouterr().err
    assert main(["scrub", str(path.with_suffix(".txt"))]) == 2
    assert "FILE: cannot scrub this kind of file" in capsys.readouterr().err
    (tmp_path / "copy").mkdir()
    other = tmp_path / "copy" / "List_7.csv"
    assert main(["scrub", str(path), "--output", str(other)]) == 0
    capsys.readouterr()
    shown = []
    for lists in (path, other):
        main(["check", str(lists), "--as-of", "2019-09-09", "--lists", "7", "--skip", "adult"])
        shown.append(capsys.readouterr().out.partition("\n")[0])
    assert shown[0] == shown[1]


def test_replacements_are_not_predictable() -> None:
    """They come from the system's source of randomness."""
    assert type(module._RANDOM).__name__ == "SystemRandom"
