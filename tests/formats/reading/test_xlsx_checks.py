from __future__ import annotations

import random
import struct
import time
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.errors import JtaiError, LimitError, UnreadableFileError
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.sheet_scanning import whole_tags, with_error_texts
from jtai.formats.reading.xlsx import read_workbook
from jtai.formats.reading.xlsx_checks import CheckedWorkbook, check_workbook
from tests.formats.books import CANARY, SHEET, book, one_row, packed, parts, sheet_xml, text_cell

GOOD = book(one_row(text_cell("A1") + '<c r="B1"><v>2</v></c>'))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TINY = Limits(unpacked_bytes=100_000)


def checked(data: bytes, limits: Limits | None = None) -> CheckedWorkbook:
    """Check a workbook by the name of list.xlsx."""
    return check_workbook(data, name="list.xlsx", limits=limits or Limits())


def refused(data: bytes, limits: Limits | None = None) -> str:
    """Give the words with which a file is refused; they quote no cell, nor does what is behind."""
    with pytest.raises(UnreadableFileError) as caught:
        checked(data, limits)
    error = caught.value
    assert error.__context__ is None
    assert error.__cause__ is None
    assert str(error).startswith("list.xlsx")
    assert "Canary" not in str(error)
    return str(error)


def with_part(name: str, content: str | bytes) -> bytes:
    """Give a good workbook with one part more, or another."""
    return packed({**parts(one_row(text_cell("A1"))), name: content})


def test_a_good_workbook_passes_as_it_is() -> None:
    """The bytes that came are those that are parsed."""
    found = checked(GOOD)
    assert found.data is GOOD
    assert not found.date_1904
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "an empty file"),
        (f"Name,Born\n{CANARY}".encode(), "a text"),
        (b"<html><table>", "a web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "plain XML"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\\rtf1", "rich text"),
        (b"\x1f\x8b\0", "gzip"),
        (b"\0\1\2", "damaged at its beginning"),
        (OLE + b"\0" * 99, "Office 2003"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a password"),
        (GOOD[:-1], "cut short"),
        (GOOD[: len(GOOD) // 2], "cut short"),
        (GOOD + b"x", "something follows"),
        (GOOD[:30] + b"-" * 9 + GOOD[30:], "damaged"),
        (GOOD.replace(b"PK\x01\x02", b"PK\x09\x09"), "list of its parts is damaged"),
        (packed({"a.txt": "x"}), "no Excel workbook"),
        (packed({"xl/workbook.bin": "x"}), ".xlsb"),
        (packed({"word/document.xml": "x"}), ".docx"),
        (packed({"ppt/presentation.xml": "x"}), ".pptx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
        (packed({"mimetype": "text/plain"}), "no Excel workbook"),
        (packed({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "list of its sheets"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, said: str) -> None:
    """Files of another kind, protected or damaged ones are refused with what they are."""
    assert said in refused(data)


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("path", ["/etc/x", "..\\x", "../x", "xl/../../x", "C:x"])
def test_paths_out_of_the_file_are_refused(path: str) -> None:
    """A part that would be unpacked elsewhere has no place in a workbook."""
    assert "leads out" in refused(with_part(path, "x"))


def test_doubled_parts_are_refused() -> None:
    """Two parts of one name, whatever the case, would be read as either."""
    assert "same name" in refused(with_part("XL/Workbook.xml", "x"))


@pytest.mark.promise("damaged files")
def test_foreign_packing_is_refused() -> None:
    """Only the packing that Excel uses is unpacked."""
    assert "does not use" in refused(packed(parts("x"), method=zipfile.ZIP_BZIP2))


def test_encrypted_parts_are_refused() -> None:
    """A part that is encrypted within the zip is refused."""
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refused(bytes(data))


def test_too_many_parts_are_refused() -> None:
    """Thousands of parts are no workbook, and nor is a long list of them."""
    many = {**parts("x"), **{f"{n:x}": "" for n in range(10_001)}}
    assert "too many parts" in refused(packed(many, method=zipfile.ZIP_STORED))
    data = bytearray(GOOD)
    data[-10:-6] = struct.pack("<I", 5 * 2**20)
    assert "too many parts" in refused(bytes(data))
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 2**40, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    assert "too many parts" in refused(GOOD[:-22] + end + locator + GOOD[-22:])


def test_a_relations_part_beyond_reason_is_refused() -> None:
    """The list of sheets is small, so a huge one is not searched."""
    data = with_part("xl/_rels/workbook.xml.rels", " " * (4 * 2**20 + 1))
    assert "too many parts" in refused(data)


def test_hidden_targets_are_refused() -> None:
    """Where a sheet is may not be written so that only a parser sees it."""
    data = with_part("xl/_rels/workbook.xml.rels", '<x Target="worksheets/sheet1&#46;bin"/>')
    assert "hides" in refused(data)


@pytest.mark.parametrize("path", ["xl/worksheets/sheet1.bin", "xl/media/sheet.png"])
def test_a_sheet_is_watched_whatever_its_ending(path: str) -> None:
    """A part that the workbook names is looked at like a sheet."""
    contents = parts("")
    contents["xl/_rels/workbook.xml.rels"] = f"<x Target='/{path}'/>"
    contents[path] = one_row('<c r="XFD1048576"><v>1</v></c>')
    assert "columns" in refused(packed(contents))


def test_other_parts_are_only_counted() -> None:
    """A picture may hold anything."""
    checked(with_part("xl/media/image1.svg", "<!DOCTYPE svg>"))


# Size


@pytest.mark.promise("exhaustion")
def test_a_bomb_is_refused_at_once() -> None:
    """A few hundred KB that unpack to 200 MB are refused before they are unpacked."""
    data = with_part(SHEET, b"<row/>" * 35_000_000)
    assert len(data) < 310_000
    begun = time.process_time()
    assert "times its packed size" in refused(data)
    assert "bytes unpacked" in refused(data, Limits(ratio=10_000, unpacked_bytes=10**7))
    assert time.process_time() - begun < 2


def lying(declared: int, content: bytes) -> bytes:
    """Give a workbook whose picture declares another size than it has."""
    data = bytearray(with_part("xl/media/image1.bin", content))
    true = struct.pack("<L", len(content))
    crc = struct.pack("<L", zlib.crc32(content))
    at = [n for n in range(len(data)) if data[n : n + 4] == true]
    for place in at:
        data[place : place + 4] = struct.pack("<L", declared)
    assert crc in data
    return bytes(data)


@pytest.mark.promise("exhaustion")
def test_declared_sizes_are_not_believed() -> None:
    """A part counts by what it unpacks to, and may not declare anything else."""
    content = random.Random(7).randbytes(200_000)  # noqa: S311
    assert "bytes unpacked" in refused(lying(10, content), TINY)
    assert "its size is not" in refused(lying(10, content))


def test_the_whole_has_a_ratio_too() -> None:
    """Many parts that are each just allowed are not allowed together."""
    contents: dict[str, str | bytes] = {f"xl/media/{n}": b" " * 900_000 for n in range(50)}
    data = packed({**parts("<worksheet/>"), **contents})
    assert refused(data).startswith("list.xlsx: ")
    checked(data, Limits(ratio=1100))


def test_a_large_file_is_refused() -> None:
    """The size of the file is the first limit."""
    assert "Limits(file_bytes=" in refused(GOOD, Limits(file_bytes=100))


def damaged(name: str, place: int, byte: int) -> bytes:
    """Give the good workbook with one byte of a part's head or data changed."""
    data = bytearray(GOOD)
    start = data.index(name.encode()) - 30
    data[start + place] = byte
    return bytes(data)


def test_a_damaged_part_is_refused() -> None:
    """A part that does not unpack, does not end or is not there is refused."""
    data = 30 + len(SHEET)
    assert "not where" in refused(damaged(SHEET, 0, 0))
    assert "damaged" in refused(damaged(SHEET, data, 0xFF))
    assert "cut short" in refused(damaged(SHEET, 29, 0xFF))
    contents = packed(parts(""), method=zipfile.ZIP_STORED)
    assert checked(contents).data is contents
    whole = bytearray(GOOD)
    entry = whole.index(b"PK\x01\x02")
    whole[entry + 20 : entry + 24] = struct.pack("<L", 30)
    assert "a part in it is cut short" in refused(bytes(whole))


# XML


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "declares entities"),
        ("<!doctype x><worksheet/>", "declares entities"),
        ("<worksheet/>".encode("utf-16"), "UTF-16"),
        ("<worksheet/>".encode("utf-16-le"), "UTF-16"),
        ('<?xml version="1.0" encoding="windows-1252"?><worksheet/>', "not written in UTF-8"),
    ],
)
def test_xml_that_excel_does_not_write_is_refused(content: str | bytes, said: str) -> None:
    """Entities, and encodings in which a parser would see an empty sheet, are refused."""
    assert said in refused(book(content))


def test_usual_xml_passes() -> None:
    """A mark and a declaration of UTF-8 are fine."""
    checked(book('\ufeff<?xml version="1.0" encoding="UTF-8"?><worksheet/>'))


@pytest.mark.parametrize("flag", ['"1"', "'true'", '"0"', None])
def test_the_epoch_is_read(flag: str | None) -> None:
    """The workbook says from when days count."""
    words = "" if flag is None else f" date1904={flag}"
    assert checked(book("", book=f"<workbook><workbookPr{words}/></workbook>")).date_1904 is (
        flag in {'"1"', "'true'"}
    )


@pytest.mark.promise("damaged files")
def test_macros_and_links_are_remarked_on() -> None:
    """Macros and links to other workbooks stop nobody, but are said."""
    data = packed({**parts(""), "xl/vbaProject.bin": b"x", "xl/externalLinks/a.xml": b"<x/>"})
    assert [remark.rule for remark in checked(data).remarks] == [
        "file-macros",
        "file-external-links",
    ]


# Cells


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c s='1' r='XFD1048576'><v>1</v></c>",
        '<c\n\tr = "xfd1048576" ><v>1</v></c>',
        '<x:c r="XFD1048576"><x:v>1</x:v></x:c>',
        f'<c r="A1"/><c r="BZ900000"><f>1</f><v>{CANARY}</v></c>',
        '<c r="AMK1048576"/>' + text_cell("AMK1048576"),
        '<c r="AZ9999999"><v>1</v></c>',
    ],
)
def test_a_cell_far_away_is_refused(cell: str) -> None:
    """However it is written, one far cell with content makes the area too large."""
    said = refused(book(one_row(text_cell("A1") + cell)))
    assert "expected" in said
    assert SHEET in said


def test_far_cells_without_a_place_count_as_well() -> None:
    """Cells that only count on from the one before, or the row before, are followed."""
    far = sheet_xml("<row r='1048576'/><row><c><v>1</v></c></row>")
    assert "1,048,577 rows" in refused(book(far))
    wide = one_row('<c r="AMJ1"/><c></c><c><v>1</v></c>')
    assert "1,026 columns" in refused(book(wide))
    low = sheet_xml('<row r="9"><c><v>1</v></c></row>')
    assert "9 rows" in refused(book(low), Limits(rows=8, cells=10))


def test_blank_cells_far_away_do_not_count() -> None:
    """Formats reach to the end of a sheet in many workbooks."""
    blank = '<c r="XFD1048576" s="1"/><c r="XFC1048576"></c><c r="XFC1048575">\n</c>'
    checked(book(one_row(text_cell("A1") + blank)))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" r="XFD1"><v>1</v></c>',
        '<c x=">" r="XFD1"><v>1</v></c>',
        '<c r="ZZZZZZZZZ1"><v>1</v></c>',
        '<c r="A99999999"><v>1</v></c>',
        '<c r="&#66;1"><v>1</v></c>',
        '<c r="$B$1"><v>1</v></c>',
        '<row r="99999999"/>',
        '<row r="-1"><c><v>1</v></c></row>',
    ],
)
def test_improper_places_are_refused(cell: str) -> None:
    """Where a parser and this check could disagree, there is a refusal."""
    assert "no place" in refused(book(one_row('<c t="e"/>' + cell)))


@pytest.mark.parametrize("size", [1, 7, 64])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_no_tag_is_cut(size: int, prefix: str) -> None:
    """However a part comes in, its pieces are whole tags and together the part."""
    xml = one_row(text_cell("A1") + f"<{prefix}c r='B1' t='e'><v>#N/A</v></c>" * 9).encode()
    chunks = [xml[n : n + size] for n in range(0, len(xml), size)]
    pieces = list(whole_tags(chunks, limits=Limits(), where="x"))
    assert b"".join(pieces) == xml
    assert all(piece.count(b"<") == piece.count(b">") for piece in pieces)
    assert b"".join(map(with_error_texts, pieces)).count(b'"str"') == 9


def test_an_endless_text_is_refused() -> None:
    """A text longer than any cell is not held."""
    data = book(one_row(text_cell("A1", "x" * 3 * 2**20)))
    assert "characters in a cell" in refused(data, Limits(ratio=5_000))


def shared(count: int, *, number: str = "0", close: str = "</si>") -> bytes:
    """Give a workbook whose cells share a long text."""
    cells = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for _ in range(count))
    texts = f"<sst><si><t>{'x' * 5000}</t>{close}<si><t>y</t></si></sst>"
    return book(sheet_xml(cells), texts=texts)


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("close", ["</si>", "</si >"])
def test_texts_count_at_every_cell_that_shares_them(close: str) -> None:
    """A long text that is shared fills the memory once for each cell."""
    assert "bytes unpacked" in refused(shared(1000, close=close), TINY)
    assert "bytes unpacked" in refused(shared(1000, number="<!-- -->0", close=close), TINY)
    assert "bytes unpacked" in refused(
        shared(1000, number="9" * 500), Limits(unpacked_bytes=2_000_000, ratio=5000)
    )
    checked(shared(15, close=close), TINY)
    checked(shared(1000, number="1", close=close), TINY)


def test_a_text_that_many_share_is_no_fault() -> None:
    """Many cells that share short texts pass beside a long one."""
    assert len(read_workbook(shared(300, number="1"), limits=TINY).sheets[0].rows) == 300


# Anything


@settings(max_examples=60)
@given(data=st.binary(max_size=200) | st.binary(max_size=200).map(lambda end: b"PK\x03\x04" + end))
def test_random_bytes_give_only_our_errors(data: bytes) -> None:
    """Whatever the bytes are, only JtaiError comes out."""
    with pytest.raises(JtaiError):
        read_workbook(data)


@pytest.mark.promise("damaged files")
@settings(max_examples=150)
@given(
    cut=st.none() | st.integers(0, len(GOOD)),
    changes=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6),
)
def test_damaged_workbooks_give_only_our_errors(
    cut: int | None, changes: list[tuple[int, int]]
) -> None:
    """Whatever is cut off or changed in a workbook, it is read or refused with a JtaiError."""
    data = bytearray(GOOD)
    for place, byte in changes:
        data[place] = byte
    with suppress(JtaiError):
        read_workbook(bytes(data[:cut]))


@settings(max_examples=100)
@given(
    cells=st.text(alphabet="<>c/ r=\"'A1XFD90v:st&;e", max_size=40),
    changes=st.lists(st.tuples(st.integers(0, 60), st.characters()), max_size=3),
)
def test_odd_sheets_give_only_our_errors(cells: str, changes: list[tuple[int, str]]) -> None:
    """Whatever stands in a sheet, it is read or refused with a JtaiError."""
    letters = list(text_cell("A1") + cells)
    for place, letter in changes:
        letters[place % len(letters)] = letter
    xml = one_row("".join(letters)).encode("utf-8", "replace")
    with suppress(JtaiError):
        read_workbook(book(xml))


def test_a_limit_error_is_an_unreadable_file() -> None:
    """Who catches unreadable files catches those that are too large."""
    with pytest.raises(LimitError):
        checked(GOOD, Limits(file_bytes=1))
