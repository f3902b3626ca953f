from __future__ import annotations

import io
import random
import re
import struct
import sys
import tracemalloc
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.errors import JtaiError, LimitError, UnreadableFileError
from jtai.formats.reading import xlsx_package, xlsx_sheet, xlsx_xml
from jtai.formats.reading.limits import Budget, Limits
from jtai.formats.reading.xlsx import RawBook, read_workbook
from tests.formats.books import (
    CANARY,
    MAIN,
    OFFICE,
    PACKAGE,
    SHEET,
    STRICT,
    book,
    one_row,
    packed,
    parts,
    sheet_xml,
    text_cell,
)
from tests.little_time import little_time

GOOD = book(one_row(text_cell("A1") + '<c r="B1"><v>2</v></c>'))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TINY = Limits(unpacked_bytes=100_000)
EMPTY = sheet_xml("")
NOISE = random.Random(7).randbytes(30_000).hex()  # noqa: S311 - nothing secret


def read(data: bytes, limits: Limits | None = None) -> RawBook:
    """Return the contents of a workbook."""
    return read_workbook(data, limits=limits or Limits())


def refused(data: bytes, limits: Limits | None = None) -> str:
    """Return the message that refuses a file, after checking that it hides its cause and cells."""
    with pytest.raises(UnreadableFileError) as caught:
        read(data, limits)
    error = caught.value
    assert error.__context__ is None
    assert error.__cause__ is None
    assert str(error).startswith("the workbook")
    assert "Canary" not in str(error)
    return str(error)


def with_part(name: str, content: str | bytes) -> bytes:
    """Return a valid workbook with one part added or replaced."""
    return packed({**parts(one_row(text_cell("A1"))), name: content})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", ".ods"),
        ("content.xml", "<office:document-content/>", ".ods"),
        ("CONTENT.XML", "<office:document-content/>", ".ods"),
        ("xl/workbook.bin", "x", ".xlsb"),
        ("word/document.xml", "<document/>", ".docx"),
        ("ppt/presentation.xml", "<presentation/>", ".pptx"),
    ],
)
def test_a_workbook_that_is_another_kind_of_file_too_is_refused(
    name: str, content: str, kind: str
) -> None:
    """An archive with parts of two kinds of file is refused: programs would show either."""
    message = refused(with_part(name, content))
    assert "both an Excel workbook and" in message
    assert kind in message


def relations(*targets: str, kind: str = "worksheet") -> str:
    """Return a relationships part with these targets."""
    items = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, target in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def rows(data: bytes) -> list[object]:
    """Return the rows of a workbook with one sheet."""
    (sheet,) = read(data).sheets
    return list(sheet.rows)


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
        (b"\0\1\2", "damaged at the start"),
        (OLE + b"\0" * 99, "Office 97 to 2003"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a password"),
        (GOOD[:-1], "cut short"),
        (GOOD[: len(GOOD) // 2], "cut short"),
        (GOOD.replace(b"PK\x01\x02", b"PK\x09\x09"), "cut short or damaged"),
        (packed({"a.txt": "x"}), "not an Excel workbook"),
        (packed({"xl/workbook.bin": "x"}), ".xlsb"),
        (packed({"word/document.xml": "x"}), ".docx"),
        (packed({"ppt/presentation.xml": "x"}), ".pptx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
        (packed({"mimetype": "text/plain"}), "not an Excel workbook"),
        (packed({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "not well-formed"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, said: str) -> None:
    """A file that is damaged, protected or of another kind is refused, and the error says which."""
    assert said in refused(data)


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("path", ["/etc/x", "..\\x", "../x", "xl/../../x", "C:x"])
def test_parts_outside_the_workbook_are_ignored(path: str) -> None:
    """A part whose name points outside the workbook is ignored."""
    assert rows(with_part(path, "x")) == [(CANARY,)]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
        ("worksheets\\sheet1.xml", SHEET),
        ("/xl/worksheets/sheet1.xml", SHEET),
        ("/XL/Worksheets/Sheet1.xml", SHEET),
        ("./x/../worksheets/sheet1.xml", SHEET),
        ("worksheets/it's.png", "xl/worksheets/it's.png"),
        ("worksheets/a%20b.xml", "xl/worksheets/a b.xml"),
        ("worksheets/a%20b.xml", "xl/worksheets/a%20b.xml"),
        ("worksheets/sheet1&#46;xml", SHEET),
        ("s.bin", "xl/s.bin"),
    ],
)
def test_a_sheet_is_found_by_its_relationship(target: str, name: str) -> None:
    """A sheet is found by the workbook's relationships, in any spelling that Excel accepts."""
    contents = parts("")
    contents["xl/_rels/workbook.xml.rels"] = relations(target)
    contents[name] = contents.pop(SHEET)
    contents[name] = one_row(text_cell("A1"))
    assert rows(packed(contents)) == [(CANARY,)]


def test_the_main_part_is_found_by_its_relationship() -> None:
    """The main part may have any name and folder that the relationships give."""
    contents = parts(one_row(text_cell("A1")))
    contents["_rels/.rels"] = relations("book/main.part", kind="officeDocument")
    contents["book/main.part"] = contents.pop("xl/workbook.xml")
    contents["book/_rels/main.part.rels"] = relations("../xl/worksheets/sheet1.xml")
    assert rows(packed(contents)) == [(CANARY,)]
    contents["_rels/.rels"] = relations("nowhere.xml", kind="officeDocument")
    assert "not an Excel workbook" in refused(packed(contents))


def test_shared_texts_and_styles_are_found_by_their_usual_names() -> None:
    """Without relationships, shared text and styles are found by their usual part names."""
    contents = parts(one_row('<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43467</v></c>'))
    contents["xl/_rels/workbook.xml.rels"] = relations("worksheets/sheet1.xml")
    contents["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>shared</t></si></sst>'
    contents["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="200" formatCode="d/m/yyyy"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    ((text, day),) = read(packed(contents)).sheets[0].rows
    assert (text, str(day)) == ("shared", "2019-01-02")


@pytest.mark.parametrize(
    ("links", "said"),
    [
        (relations(), "a sheet that the workbook lists is missing"),
        (relations("worksheets/other.xml"), "a sheet that the workbook lists is missing"),
        (
            relations("worksheets/sheet1.xml").replace("Target=", 'TargetMode="External" Target='),
            "a sheet that the workbook lists is missing",
        ),
        ("<x Id='1'Target='2'/>", "not well-formed"),
    ],
)
def test_a_missing_sheet_part_is_refused(links: str, said: str) -> None:
    """A workbook is refused if the part of a sheet that it lists cannot be found."""
    assert said in refused(with_part("xl/_rels/workbook.xml.rels", links))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(
    ("name", "doubled", "said"),
    [
        ("xl/_rels/workbook.xml.rels", ("rId1", "worksheet"), "the same identifier"),
        ("xl/_rels/workbook.xml.rels", ("rId9", "sharedStrings"), "different parts of the file"),
        ("xl/_rels/workbook.xml.rels", ("rId9", "styles"), "different parts of the file"),
        ("_rels/.rels", ("rId9", "officeDocument"), "different parts of the file"),
    ],
)
def test_relationships_that_can_be_read_in_two_ways_are_refused(
    name: str, doubled: tuple[str, str], said: str
) -> None:
    """A file is refused if programs could choose different parts as a sheet or its texts."""
    contents = parts(one_row(text_cell("A1")))
    key, kind = doubled
    more = "".join(
        f'<Relationship Id="{key}{n}" Type="{OFFICE}/{kind}" Target="/{part}"/>'
        for n, part in (("", "xl/other.xml"), ("b", SHEET))
    )
    contents[name] = str(contents[name]).replace("</Relationships>", f"{more}</Relationships>")
    contents["xl/other.xml"] = EMPTY
    assert said in refused(packed(contents))


MAIN_PART = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TEXTS_PART = MAIN_PART.replace("sheet.main", "sharedStrings")


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(
    ("renamed", "override", "said"),
    [
        ({}, ("/xl/other.xml", MAIN_PART), "officeDocument"),
        ({}, ("/xl/other.xml", TEXTS_PART), "sharedStrings"),
        ({}, ("/xl/missing.xml", MAIN_PART), None),
        ({}, ("/XL/sharedStrings.xml", TEXTS_PART), None),
        ({"sharedStrings.xml": "missing.xml"}, None, "sharedStrings"),
        ({"sharedStrings.xml": "other.xml"}, None, "sharedStrings"),
        ({"xl/workbook.xml": "xl/other.xml"}, None, "officeDocument"),
    ],
)
def test_a_part_that_programs_find_in_different_ways_is_refused(
    renamed: dict[str, str], override: tuple[str, str] | None, said: str | None
) -> None:
    """A relationship, a type of content and the usual name must lead to the same part."""
    contents = parts(one_row(text_cell("A1")))
    contents["xl/other.xml"] = EMPTY
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels"):
        for old, new in renamed.items():
            contents[name] = str(contents[name]).replace(f'"{old}"', f'"{new}"')
    if override is not None:
        item = f'<Override PartName="{override[0]}" ContentType="{override[1]}"/></Types>'
        types = str(contents["[Content_Types].xml"]).replace("</Types>", item)
        contents["[Content_Types].xml"] = types
    if said is None:
        assert rows(packed(contents)) == [(CANARY,)]
    else:
        assert f"find different parts of the file for: {said}" in refused(packed(contents))


@pytest.mark.promise("damaged files")
def test_names_of_parts_that_differ_in_percent_encoding_only_are_refused() -> None:
    """A file is refused if a target could name either of two parts."""
    assert "the same name" in refused(with_part("xl/worksheets/sheet%31.xml", EMPTY))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(
    "name", ["xl//worksheets/sheet1.xml", "xl/./worksheets/sheet1.xml", "../xl/x/../workbook.xml"]
)
def test_names_of_parts_that_are_the_same_path_are_refused(name: str) -> None:
    """A file is refused if the names of two parts are the same path, apart from its folders."""
    assert "the same name" in refused(with_part(name, EMPTY))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("ending", ["#x", "?x", " ", ":x"])
def test_a_target_that_is_not_only_a_path_is_refused(ending: str) -> None:
    """A sheet is missing if its target ends in what some programs leave out and others do not."""
    contents = parts(one_row(text_cell("A1")))
    rels = "xl/_rels/workbook.xml.rels"
    contents[rels] = str(contents[rels]).replace("sheet1.xml", f"sheet1.xml{ending}")
    contents[f"{SHEET}{ending}"] = EMPTY
    assert "a sheet that the workbook lists is missing" in refused(packed(contents))


@pytest.mark.promise("damaged files")
def test_a_sheet_with_two_relationships_is_refused() -> None:
    """A sheet with the relationships of both namespaces is refused if they differ."""
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    contents = parts(one_row(text_cell("A1")))
    for key in ("rId1", "rId2"):
        more = f'r:id="rId1" q:id="{key}" xmlns:q="{strict}"'
        data = packed(
            contents
            | {"xl/workbook.xml": str(contents["xl/workbook.xml"]).replace('r:id="rId1"', more)}
        )
        if key == "rId1":
            assert rows(data) == [(CANARY,)]
        else:
            assert "a sheet has two relationships" in refused(data)


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(("at", "change"), [(6, 1), (8, 8), (14, 1), (18, 1), (22, 1), (30, 0x20)])
def test_a_header_that_contradicts_the_directory_is_refused(at: int, change: int) -> None:
    """A part is refused if its own header has another name, method, size or checksum (4.3.7)."""
    data = bytearray(GOOD)
    data[data.index(SHEET.encode()) - 30 + at] ^= change
    assert "describes the part in two ways" in refused(bytes(data))


@pytest.mark.parametrize(("at", "change"), [(6, 8), (7, 8)])
def test_flags_in_which_programs_differ_are_allowed(at: int, change: int) -> None:
    """A header may say otherwise that sizes follow, or that a name in ASCII is in UTF-8."""
    data = bytearray(GOOD)
    data[data.index(SHEET.encode()) - 30 + at] ^= change
    assert rows(bytes(data)) == rows(GOOD)


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(
    "row",
    [
        ' ht="9" ht="9"><c r="A{0}"><v>1</v></c></row>',
        ' q:ht="9"><c r="A{0}"><v>1</v></c></row>',
        ' a:b:c="9"><c r="A{0}"><v>1</v></c></row>',
        ' 9="9"><c r="A{0}"><v>1</v></c></row>',
        ' ht="\x01"><c r="A{0}"><v>1</v></c></row>',
        ' ht="9" ht="9"/>',
        '><c r="A{0}"><v>1</v></c></row>\x0b',
        '><c r="A{0}"><v>1</v></c></row>\u2003',
        '><c r="A{0}"><f si="0" si="0">1</f><v>1</v></c></row>',
        '><c r="A{0}"><f ca="1" t="shared" ca="1"/><v>1</v></c></row>',
        '><c r="A{0}"><f q:ca="1">1</f><v>1</v></c></row>',
        '><c r="A{0}"><f>1\x01</f><v>1</v></c></row>',
        '><c r="A{0}"><f>&q;</f><v>1</v></c></row>',
        '><c r="A{0}"><f>a]]></f><v>1</v></c></row>',
        '><c r="A{0}"/><c r="A{0}"><v>1</v></c></row>',
        '><c r="A{0}"><v>1</v></c><c r="A{0}"/></row>',
        '><c r="B{0}" s="0"/><c r="A{0}" s="0"/></row>',
        '><c r="B{0}" s="0"/><c r="A{0}"><v>1</v></c></row>',
    ],
)
def test_rows_that_the_parser_refuses_are_never_read_without_it(row: str) -> None:
    """What the XML parser refuses in the first row is refused in every row."""
    usual = '<row r="{0}" spans="1:1"><c r="A{0}"><v>1</v></c></row>'
    for at in (1, 2, 3):
        before = "".join(usual.format(n) for n in range(1, at))
        sheet = sheet_xml(f'{before}<row r="{at}"{row.format(at)}{usual.format(at + 1)}')
        said = refused(book(sheet))
        assert "not well-formed" in said or "not where it should" in said or "twice" in said


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("space", ["\x0b", "\u2003"])
def test_only_spaces_of_xml_are_between_shared_texts(space: str) -> None:
    """Other characters than the spaces of XML are not allowed between shared texts."""
    texts = f'<sst xmlns="{MAIN}">{"<si><t>a</t></si>" * 2}%s<si><t>b</t></si></sst>'
    sheet = one_row('<c r="A1" t="s"><v>2</v></c>')
    assert rows(book(sheet, texts=texts % "\t\r\n ")) == [("b",)]
    said = refused(book(sheet, texts=texts % space))
    assert "not well-formed" in said or "not where it should be" in said


@pytest.mark.promise("damaged files")
def test_the_end_of_a_cdata_section_in_a_text_is_refused() -> None:
    """A text with `]]>`, which XML forbids, is refused also in rows of the usual form."""
    first = f'<row r="1">{text_cell("A1")}</row>'
    row = f'<row r="2">{text_cell("A2", "a%s")}</row>'
    assert rows(book(sheet_xml(first + row % ">"))) == [(CANARY,), ("a>",)]
    assert "not well-formed" in refused(book(sheet_xml(first + row % "]]>")))


def test_sizes_may_follow_a_part() -> None:
    """Where sizes follow a part, its header may have zeros, as files written to a stream do."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    file = Stream()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(one_row(text_cell("A1"))).items():
            archive.writestr(name, content)
    data = file.getvalue()
    assert data[6] & 8
    assert rows(data) == [(CANARY,)]
    for long in (io.BytesIO(), Stream()):
        with zipfile.ZipFile(long, "w") as archive:
            for name, content in parts(one_row(text_cell("A1"))).items():
                with archive.open(name, "w", force_zip64=True) as part:
                    part.write(content.encode() if isinstance(content, str) else content)
        assert rows(long.getvalue()) == [(CANARY,)]


def with_own_field(kind: int, *numbers: int) -> bytes:
    """Return a workbook whose sheet has an extra field in its own header, but not elsewhere."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(EMPTY).items():
            info = zipfile.ZipInfo(name)
            if name == SHEET:
                info.extra = struct.pack("<HHQQ", 0x9999, 16, *numbers)
            archive.writestr(info, content)
    data = bytearray(file.getvalue())
    struct.pack_into("<H", data, data.index(struct.pack("<HH", 0x9999, 16)), kind)
    return bytes(data)


@pytest.mark.promise("damaged files")
def test_sizes_in_64_bits_are_those_of_the_directory() -> None:
    """Sizes in 64 bits in a part's own header are the true ones (APPNOTE 4.5.3).

    Some programs use them whether or not the header says so.
    """
    length = len(EMPTY)
    assert rows(with_own_field(0x9999, 5, 5)) == rows(with_own_field(1, length, length))
    for sizes in ((length, length - 1), (length + 1, length), (0, 0)):
        assert "describes the part in two ways" in refused(with_own_field(1, *sizes))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(EMPTY).items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content.encode() if isinstance(content, str) else content)
        (offset,) = (one.header_offset for one in archive.infolist() if one.filename == SHEET)
    data = bytearray(file.getvalue())
    assert rows(bytes(data)) == []
    at = offset + 30 + len(SHEET)
    for place in (at, at + 4, at + 12):  # the kind, which no program knows then, and both sizes
        data[place] ^= 2
        assert "describes the part in two ways" in refused(bytes(data))
        data[place] ^= 2


@pytest.mark.promise("damaged files")
def test_a_second_name_in_a_header_of_its_own_is_refused() -> None:
    """A part is refused if only its own header has a second name, which some programs use."""
    assert "the name of a part can be read in two ways" in refused(with_own_field(0x7075, 5, 5))


def test_two_sheets_in_one_part_are_refused() -> None:
    """A workbook with two sheets in the same part is refused."""
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in (1, 2))
    contents = parts(
        EMPTY,
        book=f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    contents["xl/_rels/workbook.xml.rels"] = relations(*["worksheets/sheet1.xml"] * 2)
    assert "the same part" in refused(packed(contents))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(("length", "is_read"), [(255, True), (256, False), (900_000, False)])
def test_a_long_name_of_a_sheet_is_refused(length: int, *, is_read: bool) -> None:
    """Every problem and remark names its sheet, so a name cannot be longer than any program's."""
    name = ("Canary" * 150_000)[:length]
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    data = packed(parts(EMPTY, book=workbook))
    if is_read:
        assert [sheet.name for sheet in read_workbook(data).sheets] == [name]
    else:
        assert "the name of a sheet has more than 255 characters" in refused(data)


@pytest.mark.promise("damaged files")
def test_a_file_must_be_exactly_one_archive() -> None:
    """A file is refused unless it is exactly one archive; a part may contain another one."""
    other = book(one_row(text_cell("A1", "other")))
    assert CANARY in str(rows(with_part("xl/other.bin", other)))
    end = len(GOOD) - 22
    (offset,) = struct.unpack("<L", GOOD[end + 16 : end + 20])
    two = GOOD[:end] + GOOD[offset:end] + GOOD[end:]
    for data in (
        GOOD + b"x",
        GOOD + other,
        other + GOOD,
        b"MZ" + GOOD,
        two,
        GOOD[:-2] + b"\x05\x00abc",
    ):
        assert "more than one archive" in refused(data)


def with_bytes(data: bytes, at: int, extra: bytes) -> bytes:
    """Return an archive with bytes before one of its parts, or before its directory."""
    infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    (start,) = struct.unpack_from("<L", data, len(data) - 6)
    place = [*(info.header_offset for info in infos), start][at]
    changed = bytearray(data[:place] + extra + data[place:])
    struct.pack_into("<L", changed, len(changed) - 6, start + len(extra))
    entry = start + len(extra)
    for info in infos:
        moved = info.header_offset + len(extra) * (info.header_offset >= place)
        struct.pack_into("<L", changed, entry + 42, moved)
        entry += 46 + len(info.orig_filename) + len(info.extra) + len(info.comment)
    return bytes(changed)


def local_part(name: str, content: str) -> bytes:
    """Return the local header and the bytes of a part, as in an archive without a directory."""
    data = packed({name: content}, method=zipfile.ZIP_STORED)
    return data[: data.rindex(b"PK\1\2")]


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("extra", [local_part(SHEET, EMPTY), b"\0", bytes(16), b"PK\7\x08"])
@pytest.mark.parametrize("at", [1, 3, -1])
def test_bytes_between_the_parts_are_refused(at: int, extra: bytes) -> None:
    """Bytes between the parts are refused: a program that reads from the start finds others there.

    No program is known that writes padding between the parts of a workbook.
    """
    assert rows(with_bytes(GOOD, at, b"")) == rows(GOOD)
    assert "bytes that belong to no part" in refused(with_bytes(GOOD, at, extra))


@pytest.mark.parametrize("mark", [b"", b"PK\7\x08"])
@pytest.mark.parametrize("form", ["<3L", "<LQQ"])
def test_sums_may_follow_a_part_even_if_they_are_in_its_header(mark: bytes, form: str) -> None:
    """Checksum and sizes may follow a part, with a mark or without (APPNOTE 4.3.9), if true."""
    first = zipfile.ZipFile(io.BytesIO(GOOD)).infolist()[0]
    sums = struct.pack(form, first.CRC, first.compress_size, first.file_size)
    assert rows(with_bytes(GOOD, 1, mark + sums)) == rows(GOOD)
    wrong = struct.pack(form, first.CRC, first.compress_size, first.file_size + 1)
    assert "bytes that belong to no part" in refused(with_bytes(GOOD, 1, mark + wrong))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_within_a_part_whose_size_follows_is_refused(method: int) -> None:
    """A program that reads from the start finds the end of such a part by itself, and may go on."""
    data = bytearray(with_part("a.bin", ""))
    info = zipfile.ZipFile(io.BytesIO(data)).infolist()[-1]
    at = info.header_offset
    packing = zlib.compressobj(wbits=-15)
    end = packing.compress(b"x") + packing.flush() if method else b""
    inner = end + local_part(SHEET, EMPTY)
    sums = zlib.crc32(b"x" if method else inner), len(inner), 1 if method else len(inner)
    header, tail = data[at : at + 35], data[at + 35 + info.compress_size :]
    struct.pack_into("<HH", header, 6, 8, method)
    struct.pack_into("<3L", header, 14, 0, 0, 0)
    begin = data[:at] + header + inner + b"PK\7\x08" + struct.pack("<3L", *sums)
    entry = tail.rindex(b"PK\1\2")
    struct.pack_into("<HH", tail, entry + 8, 8, method)
    struct.pack_into("<3L", tail, entry + 16, *sums)
    struct.pack_into("<L", tail, len(tail) - 6, len(begin))
    assert "a.bin: the part contains another part" in refused(bytes(begin + tail))


@pytest.mark.promise("damaged files")
def test_parts_that_share_bytes_are_refused() -> None:
    """A file is refused if a part begins within another one, or in the same place."""
    data = bytearray(with_part("a.bin", "x"))
    entry = data.rindex(b"PK\1\2")
    for change in (-1, -40):
        (place,) = struct.unpack_from("<L", data, entry + 42)
        changed = bytearray(data)
        struct.pack_into("<L", changed, entry + 42, place + change)
        assert "damaged" in refused(bytes(changed))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("at", [4, 6, 8, 10])
def test_false_numbers_in_the_last_record_are_refused(at: int) -> None:
    """An archive is refused if it claims to be on several disks or to have other parts."""
    end = len(GOOD) - 22
    data = GOOD[: end + at] + b"\1\0" + GOOD[end + at + 2 :]
    assert "more than one archive" in refused(data)


@pytest.mark.parametrize("at", [4, 6, 8, 10, 12, 16])
def test_numbers_in_the_last_record_may_be_in_zip64_fields_only(at: int) -> None:
    """The last record may have the highest numbers where ZIP64 fields have the true ones."""
    before = GOOD[: len(GOOD) - 22]
    end = bytearray(GOOD[-22:])
    count, _, size, offset = struct.unpack_from("<HHLL", end, 8)
    width = 2 if at < 12 else 4
    end[at : at + width] = b"\xff" * width
    numbers = (44, 45, 45, 0, 0, count, count, size, offset)
    long = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", *numbers)
    place = struct.pack("<4sLQL", b"PK\6\7", 0, len(before), 1)
    assert CANARY in str(rows(before + long + place + end))
    with pytest.raises(UnreadableFileError):
        read(before + bytes(end))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("at", [4, 8])
def test_the_mark_of_the_last_record_may_be_in_it_again(at: int) -> None:
    """An archive whose last record contains its own mark as a number is read, or refused."""
    end = len(GOOD) - 22
    data = GOOD[: end + at] + b"PK\5\6" + GOOD[end + at + 4 :]
    with suppress(UnreadableFileError):  # Python's zipfile may look at these numbers in future
        assert CANARY in str(rows(data))


def test_an_archive_with_a_comment_is_read() -> None:
    """A workbook whose archive has a comment is read."""
    assert CANARY in str(rows(GOOD[:-2] + b"\x03\x00abc"))


def test_an_archive_with_zip64_fields_is_read() -> None:
    """A workbook with ZIP64 fields is read, unless they contradict it (APPNOTE 4.3.14)."""
    end = len(GOOD) - 22
    count, _, size, offset = struct.unpack("<HHLL", GOOD[end + 8 : end + 20])
    long = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    place = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    assert CANARY in str(rows(GOOD[:end] + long + place + GOOD[end:]))
    elsewhere = place.replace(struct.pack("<Q", end), struct.pack("<Q", end - 1))
    smaller = long.replace(struct.pack("<Q", offset), struct.pack("<Q", offset - 1))
    fewer = GOOD[end : end + 8] + struct.pack("<H", count - 1) + GOOD[end + 10 :]
    for other in (
        long + elsewhere + GOOD[end:],
        smaller + place + GOOD[end:],
        long + place + fewer,
    ):
        said = refused(GOOD[:end] + other)
        # From Python 3.14 on, zipfile itself refuses such fields.
        assert "more than one archive" in said or sys.version_info >= (3, 14)


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("at", [0, 8, 19])
def test_an_archive_too_short_for_zip64_fields_is_refused(at: int) -> None:
    """A ZIP64 mark within the last record, where a negative index finds it, does not count."""
    data = bytearray(b"P" * at + b"PK\5\6" + bytes(16) + b"\x28\0" + bytes(40))
    data[at - 20 : at - 16] = b"PK\6\7"
    with pytest.raises(UnreadableFileError):
        read(bytes(data))


def test_a_part_can_have_a_name_in_any_language() -> None:
    """A workbook with a part whose name is not in ASCII is read."""
    assert CANARY in str(rows(with_part("xl/media/caf\u00e9.png", "x")))


@pytest.mark.promise("damaged files")
def test_a_part_without_the_mark_of_its_header_is_refused() -> None:
    """A workbook is refused if the header of a part is damaged, also if no sheet needs the part."""
    data = bytearray(with_part("a.bin", "x"))
    data[data.rindex(b"PK\3\4") + 3] = 5
    assert "a.bin: " in refused(bytes(data))


def test_duplicate_parts_are_refused() -> None:
    """A workbook with two parts whose names differ only in case is refused."""
    assert "same name" in refused(with_part("XL/Workbook.xml", "x"))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("field", [0x7075, 0x9999])
def test_parts_with_a_second_name_are_refused(field: int) -> None:
    """A part whose extra field 0x7075 gives it another name is refused (APPNOTE 4.6.9)."""
    name = b"xl/other.xml"
    second = struct.pack("<BL", 1, zlib.crc32(name)) + SHEET.encode()
    part = zipfile.ZipInfo(name.decode())
    part.extra = b"\x20\xa2\0\0" + struct.pack("<HH", field, len(second)) + second
    file = io.BytesIO(GOOD)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, EMPTY)
    if field == 0x9999:
        assert CANARY in str(rows(file.getvalue()))
    else:
        assert "the name of a part can be read in two ways" in refused(file.getvalue())


@pytest.mark.promise("damaged files")
def test_names_of_parts_with_a_nul_are_refused() -> None:
    """A part whose name contains a NUL is refused, because some programs cut the name there."""
    contents = parts(EMPTY)
    contents[f"{SHEET}Qx"] = contents.pop(SHEET)
    data = packed(contents).replace(b"xmlQx", b"xml\0x")
    assert "the name of a part can be read in two ways" in refused(data)


@pytest.mark.promise("damaged files")
def test_unknown_compression_methods_are_refused() -> None:
    """A workbook compressed with a method that Excel does not use is refused."""
    assert "does not use" in refused(packed(parts("x"), method=zipfile.ZIP_BZIP2))


def test_encrypted_parts_are_refused() -> None:
    """A workbook with an encrypted part is refused."""
    data = bytearray(GOOD)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refused(bytes(data))


def test_too_many_parts_are_refused() -> None:
    """A workbook with more than 10,000 parts is refused."""
    many = {**parts("x"), **{f"{n:x}": "" for n in range(10_001)}}
    assert "too many parts" in refused(packed(many, method=zipfile.ZIP_STORED))


def test_parts_that_no_sheet_needs_are_not_opened() -> None:
    """Parts that no sheet needs, such as pictures, are not checked or unpacked."""
    assert rows(with_part("xl/media/image1.svg", "<!DOCTYPE svg>")) == [(CANARY,)]
    assert rows(with_part("xl/media/image1.bmp", b"\0" * 10_000_000)) == [(CANARY,)]


# Size


@pytest.mark.promise("exhaustion")
def test_a_zip_bomb_is_refused() -> None:
    """A small file that unpacks to more than 200 MB is refused after a small part of it."""
    data = with_part(SHEET, sheet_xml(" " * 210_000_000))
    assert len(data) < 310_000
    for limits, said in (
        (Limits(), "times its packed size"),
        (Limits(ratio=10_000, unpacked_bytes=10**7), "bytes unpacked"),
    ):
        tracemalloc.start()
        assert said in refused(data, limits)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 20 * 2**20


@pytest.mark.promise("exhaustion")
def test_a_part_larger_than_its_declared_size_is_refused() -> None:
    """A part that unpacks to more than its declared size is refused."""
    content = sheet_xml("<!--" + NOISE * 3 + "-->").encode()
    data = bytearray(with_part(SHEET, content))
    true = struct.pack("<L", len(content))
    at = [n for n in range(len(data)) if data[n : n + 4] == true]
    assert len(at) == 2
    for place in at:
        data[place : place + 4] = struct.pack("<L", 10)
    assert "damaged" in refused(bytes(data)) or "not well-formed" in refused(bytes(data))


def test_the_limit_on_unpacked_bytes_applies_to_all_parts_together() -> None:
    """The limit on unpacked bytes applies to all parts together."""
    long = sheet_xml("<!--" + NOISE + "-->")
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in (1, 2))
    contents = parts(
        long,
        book=f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    contents["xl/_rels/workbook.xml.rels"] = relations("worksheets/sheet1.xml", "s2.xml")
    contents["xl/s2.xml"] = long
    assert "bytes unpacked" in refused(packed(contents), TINY)
    read(packed(contents))


def test_the_ratio_that_a_message_suggests_is_just_enough() -> None:
    """The message about a part that is too dense suggests the least ratio with which it is read."""
    data = with_part(SHEET, sheet_xml(" " * 1_200_000))
    message = refused(data, Limits(ratio=500))
    found = re.search(r"at least .* Limits\(ratio=(\d+)\)", message)
    assert found is not None
    enough = int(found[1])
    read(data, Limits(ratio=enough))
    assert "times its packed size" in refused(data, Limits(ratio=enough - 1))
    # Of the whole file, and then of the part.
    found = re.search(
        r"the workbook: at least .* Limits\(ratio=(\d+)\)", refused(data, Limits(ratio=100))
    )
    assert found is not None
    enough = int(found[1])
    assert ", xl/" in refused(data, Limits(ratio=enough))
    assert ", xl/" not in refused(data, Limits(ratio=enough - 1))


def test_the_limit_on_the_ratio_applies_to_all_parts_together() -> None:
    """The limit on the compression ratio also applies to all parts together."""
    count = 50
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, count))
    contents = parts(
        EMPTY,
        book=f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    names = [f"s{n}.xml" for n in range(1, count)]
    contents["xl/_rels/workbook.xml.rels"] = relations(*names)
    contents.update({f"xl/{name}": sheet_xml(" " * 900_000) for name in names})
    assert "times its packed size" in refused(packed(contents))
    assert len(read(packed(contents), Limits(ratio=1100)).sheets) == count - 1


def test_a_large_file_is_refused() -> None:
    """A file larger than the limit raises `LimitError`, which says how to raise the limit."""
    assert "Limits(file_bytes=" in refused(GOOD, Limits(file_bytes=100))
    with pytest.raises(LimitError):
        read(GOOD, Limits(file_bytes=100))


def damaged(name: str, place: int, byte: int) -> bytes:
    """Return the valid workbook with one byte of a part's header or data changed."""
    data = bytearray(GOOD)
    start = data.index(name.encode()) - 30
    data[start + place] = byte
    return bytes(data)


def test_a_damaged_part_is_refused() -> None:
    """The error for a part with a damaged header or damaged data names the part."""
    data = 30 + len(SHEET)
    for place, byte in ((0, 0), (data, 0xFF), (data + 20, 0xFF), (29, 0xFF)):
        assert f"{SHEET}: a part of the file is damaged" in refused(damaged(SHEET, place, byte))
    assert rows(packed(parts(one_row(text_cell("A1"))), method=zipfile.ZIP_STORED)) == [(CANARY,)]


# XML


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', "declares a document type"),
        ("<!DOCTYPE x><worksheet/>", "declares a document type"),
        ("<!doctype x><worksheet/>", "not well-formed"),
        ("<worksheet/>".encode("utf-16"), "not encoded in UTF-8"),
        ('<?xml version="1.0" encoding="windows-1252"?><worksheet/>', "not encoded in UTF-8"),
        (b"<worksheet>\xff</worksheet>", "not encoded in UTF-8"),
        (one_row(text_cell("A1"))[:-30], "not well-formed"),
        (one_row(text_cell("A1", "\udce9")).encode("utf-8", "surrogateescape"), "not encoded"),
    ],
)
def test_xml_that_excel_does_not_write_is_refused(content: str | bytes, said: str) -> None:
    """XML that has a document type, is not in UTF-8 or is not well-formed is refused."""
    assert said in refused(book(content))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("length", [240, 256, 300_000])
@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize(
    "declared", ['xmlns:q="{}"', "xmlns:q = '{}\"'", 'q:y="" xmlns:q="{}"', "xmlns='{}'"]
)
def test_long_addresses_of_namespaces_are_refused(part: str, length: int, declared: str) -> None:
    """An address of more than 255 characters is refused before the parser copies it again."""
    contents = parts(one_row(text_cell("A1")))
    address = NOISE[:length] if length < 1_000 else NOISE * 5
    many = '<x q:a="" q:b=""/>' * 10_000 if length > 240 and ":q" in declared else ""
    xml = str(contents[part]).replace("/>", "></sst>") if "Strings" in part else contents[part]
    start, slash, root = str(xml).rpartition("</")
    contents[part] = f"{start}<x {declared.format(address)}>{many}</x>{slash}{root}"
    with little_time():
        if length > 240:
            assert "the address of a namespace in the part is too long" in refused(packed(contents))
        elif part == "xl/sharedStrings.xml":
            assert "not where it should be" in refused(packed(contents))
        else:
            assert rows(packed(contents)) == [(CANARY,)]


def test_xml_with_a_byte_order_mark_is_read() -> None:
    """XML with a byte order mark and a declaration of UTF-8 is read."""
    read(book(f'\ufeff<?xml version="1.0" encoding="UTF-8"?>{EMPTY}'))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("name", "start", "item", "end"),
    [
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets>', "<sheet/>", "</sheets>*"),
        ("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs>', "<xf/>", "</cellXfs>*"),
        ("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships">', "<Relationship/>", "*"),
    ],
)
def test_too_many_elements_in_other_parts_are_refused(
    name: str, start: str, item: str, end: str
) -> None:
    """Other parts with more than 100,000 elements are refused."""
    end = end.replace("*", f"</{start[1:].split(maxsplit=1)[0]}>")
    data = with_part(name, start + item * 100_001 + end)
    assert "too many elements" in refused(data, Limits(ratio=5_000))


def test_deeply_nested_elements_are_refused() -> None:
    """A part with 200 nested elements is refused."""
    deep = sheet_xml("", after="<a>" * 200 + "</a>" * 200)
    assert "too many elements" in refused(book(deep))


ATTRIBUTES = "".join(f' a{n}=""' for n in range(240))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "sheet",
    [
        sheet_xml("", after="<a/>" * 60),
        sheet_xml("", after=f"<a{ATTRIBUTES}/>"),
        sheet_xml("", after=f"<mergeCells>{'<mergeCell/>' * 60}</mergeCells>"),
        one_row("<c/>" * 60),
        one_row(f'<c t="inlineStr"><is>{"<r/>" * 60}</is></c>'),
    ],
    ids=["others", "attributes", "merged areas", "blank cells", "texts"],
)
def test_more_elements_than_the_limit_are_refused(sheet: str) -> None:
    """Elements that have to be read one at a time are limited over the whole file."""
    read(book(sheet), Limits(elements=99))
    assert "XML elements" in refused(book(sheet), Limits(elements=60))


@pytest.mark.promise("exhaustion")
def test_more_runs_of_shared_text_than_the_limit_are_refused() -> None:
    """Runs of shared text are counted with the elements of the sheets."""
    data = book(EMPTY, texts=f'<sst xmlns="{MAIN}"><si>{"<r/>" * 60}</si></sst>')
    assert "XML elements" in refused(data, Limits(elements=60))


def test_a_row_with_two_places_is_refused() -> None:
    """A row that gives its number twice is refused, because two programs could read two numbers."""
    lines = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" r="3"><c r="A2"><v>1</v></c></row>'
    assert "not well-formed" in refused(book(sheet_xml(lines)))


def test_cells_as_excel_writes_them_do_not_count_as_elements() -> None:
    """The limit on elements does not apply to rows and shared texts in the usual form."""
    lines = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(1, 90))
    texts = f'<sst xmlns="{MAIN}">{"<si><t>ab</t></si>" * 90}</sst>'
    (sheet,) = read(book(sheet_xml(lines), texts=texts), Limits(elements=40)).sheets
    assert len(sheet.rows) == 89


@pytest.mark.promise("exhaustion")
def test_columns_without_end_are_refused() -> None:
    """More definitions of hidden columns than a sheet has columns are refused."""
    columns = '<col min="1" max="2" hidden="1"/>' * 16_385
    data = book(sheet_xml("", before=f"<cols>{columns}</cols>"))
    assert "more columns than a sheet" in refused(data, Limits(ratio=5_000))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("item", ["<si/>", "<si><t>ab</t></si>", "<si><r><t>ab</t></r></si>"])
def test_more_shared_texts_than_cells_are_refused(item: str) -> None:
    """A file cannot have more shared texts than it may have cells."""
    texts = f'<sst xmlns="{MAIN}">{item * 9}</sst>'
    read(book(EMPTY, texts=texts), Limits(cells=9))
    assert "at least 9 cells" in refused(book(EMPTY, texts=texts), Limits(cells=8))


@pytest.mark.promise("exhaustion")
def test_long_attributes_of_many_styles_are_refused() -> None:
    """A small file cannot fill the memory with the attributes of its styles."""
    formats = f'<numFmt formatCode="{"x" * 10_000}"/>' * 2_100
    styles = f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts></styleSheet>'
    data = with_part("xl/styles.xml", styles)
    assert "too many elements" in refused(data, Limits(ratio=5_000))


@pytest.mark.promise("exhaustion")
def test_hostile_number_formats_take_little_time() -> None:
    """Many number formats with brackets that are never closed take little time."""
    codes = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{n:05}{"[" * 250}"/>' for n in range(20_000)
    )
    cells = "".join(f'<xf numFmtId="{n}"/>' for n in range(20_000))
    styles = f"<numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs>"
    data = with_part("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
    with little_time():
        read(data, Limits(ratio=5_000))


def shared_in_many_cells(text: str, rows: int, row: str) -> bytes:
    """Return a workbook in which every row has the same text, from the texts that cells share."""
    texts = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    return book(sheet_xml("".join(row.format(at) for at in range(1, rows + 1))), texts=texts)


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "row", ['<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>', '<row><c t="s"><v>0</v></c></row>']
)
def test_a_long_text_counts_in_every_cell_that_shares_it(row: str) -> None:
    """A text of more than 100 characters counts as unpacked in every cell that shares it."""
    data = shared_in_many_cells("x" * 1_000, 10_000, row)
    assert len(data) < 60_000
    message = refused(data)
    assert message.startswith(
        "the workbook, with long texts counted in every cell that shares them: at least "
    )
    assert "times its packed size" in message
    # Each cell adds 1,000, so that the first number above the limit begins with these digits.
    message = refused(data, Limits(ratio=10_000, unpacked_bytes=10**7))
    assert "them: at least 10,000," in message
    assert "bytes unpacked" in message
    (sheet,) = read(data, Limits(ratio=10_000)).sheets
    assert [*sheet.rows] == [("x" * 1_000,)] * 10_000


def test_a_short_text_counts_once() -> None:
    """A text of at most 100 characters, as codes have, counts once, however many cells share it."""
    row = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    # Counted in every cell, this would be two million bytes.
    data = shared_in_many_cells("x" * 100, 20_000, row)
    assert len(read(data, Limits(unpacked_bytes=1_500_000)).sheets[0].rows) == 20_000


@pytest.mark.promise("exhaustion")
def test_equal_shared_texts_are_one_object() -> None:
    """A small file that repeats one shared text takes little memory."""
    reader = xlsx_sheet.SharedTextReader(where="texts", budget=Budget(Limits()))
    reader.read(iter([f'<sst xmlns="{MAIN}">{"<si><t>ab</t></si>" * 9}</sst>'.encode()]))
    # The first is read by the XML parser, and the others are read together.
    assert len(reader.texts) == 9
    assert len({*map(id, reader.texts)}) <= 2


def test_too_many_element_names_are_refused() -> None:
    """Too many different element names are refused, because the parser remembers each of them."""
    names = "".join(f"<n{n:x}/>" for n in range(20_000))
    data = book(sheet_xml("", after=names))
    assert "too many different element names" in refused(data, Limits(ratio=1_000))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "sheet",
    [
        sheet_xml("<c " * 300_000),
        sheet_xml("<c " + 't="e" ' * 100_000 + "<"),
        sheet_xml("<row" + ' a="1"' * 100_000 + ">"),
        sheet_xml('<row r="1">' + '<c r="A1">' * 100_000),
        sheet_xml("<row>" * 100_000),
        sheet_xml("<!--" * 100_000),
        sheet_xml("<" * 500_000),
        one_row('<c r="A1"><f>' * 50_000),
        one_row('<c r="A1"><v>' + "<![CDATA[" * 60_000),
        one_row(text_cell("A1", "&amp;" * 100_000)),
        one_row(text_cell("A1", "<t>" * 100_000)),
        "<a>" * 300_000,
        sheet_xml("<a" + "".join(f' a{n:x}=">"' for n in range(120_000)) + "/>"),
        sheet_xml("<!--" + ">" * 1_400_000 + "-->"),
        sheet_xml("<?x " + ">" * 1_400_000 + "?>"),
    ],
)
def test_hostile_xml_is_refused_in_linear_time(sheet: str) -> None:
    """Hostile XML is refused in a time that grows in proportion to its length."""
    # A tenth of a second is usual; quadratic time would be minutes for texts of these lengths.
    data = book(sheet)
    with little_time():
        refused(data, Limits(ratio=5_000))


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_cells_do_not_depend_on_how_data_is_split(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cells do not depend on where the unpacked data is split."""
    cells = text_cell("A{0}", "\u00e9\u20ac\U0001f600 &amp;") + '<c r="B{0}"><v>{0}</v></c>'
    plain = text_cell("A{0}", "\u00e9\u20ac\U0001f600") + '<c r="B{0}"><v>{0}</v></c>'
    xml = "".join(
        f'<row r="{n}">{(plain if n % 3 else cells).format(n)}</row>' for n in range(1, 30)
    )
    data = book(sheet_xml(xml))
    whole = rows(data)
    for name in ("_CHUNK", "_LONGEST_WAIT"):
        module = xlsx_xml if name == "_LONGEST_WAIT" else xlsx_package
        monkeypatch.setattr(module, name, size)
    assert rows(data) == whole
    assert len(whole) == 29


@pytest.mark.parametrize("flag", ['"1"', "'true'", '" 1"', '"0"', None])
def test_the_date_system_of_a_workbook_is_read(flag: str | None) -> None:
    """A sheet uses the 1904 date system only if the workbook says so."""
    words = "" if flag is None else f" date1904={flag}"
    contents = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr{words}/><sheets>'
        '<sheet name="List 1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    (sheet,) = read(book(EMPTY, book=contents)).sheets
    assert sheet.date_1904 is (flag in {'"1"', "'true'", '" 1"'})


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("flag", ["TRUE", "on", "yes", "2", "", "01"])
def test_a_date_system_that_programs_read_differently_is_refused(flag: str) -> None:
    """A date system that is neither true nor false is refused: dates differ by four years."""
    contents = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{flag}"/><sheets>'
        '<sheet name="List 1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    assert "1904" in refused(book(EMPTY, book=contents))


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("kind", ["x", "Worksheet", "worksheets", "styles", ""])
def test_a_sheet_of_an_unknown_kind_is_refused(kind: str) -> None:
    """A sheet of an unknown kind is refused, because it may have cells."""
    contents = parts(one_row(text_cell("A1")))
    contents["xl/_rels/workbook.xml.rels"] = relations("worksheets/sheet1.xml", kind=kind)
    assert "sheet" in refused(packed(contents))


def test_a_sheet_of_macros_is_left_out_with_a_remark() -> None:
    """A sheet for macros of Excel 4 has no cells of a list, and a remark says it was left out."""
    space = "http://schemas.microsoft.com/office/2006/relationships"
    contents = parts(one_row(text_cell("A1")))
    links = relations("worksheets/sheet1.xml", kind="xlMacrosheet")
    contents["xl/_rels/workbook.xml.rels"] = links.replace(OFFICE, space)
    found = read(packed(contents))
    assert [remark.rule for remark in found.remarks] == ["file-not-read"]
    assert not found.sheets


@pytest.mark.promise("damaged files")
def test_a_slash_before_the_names_of_some_parts_is_refused() -> None:
    """A slash before the names of only some parts is refused; programs then find only some."""
    contents = parts(one_row(text_cell("A1")))
    mixed = {f"/{name}" if name == SHEET else name: part for name, part in contents.items()}
    assert "slash" in refused(packed(mixed))
    assert rows(packed({f"/{name}": part for name, part in contents.items()})) == [(CANARY,)]


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("style", ["-1", "x", "1.0"])
def test_a_style_that_is_not_a_number_is_refused(style: str) -> None:
    """A number whose style is not an index is refused; programs show it differently."""
    assert "A1" in refused(book(one_row(f'<c r="A1" s="{style}"><v>1</v></c>')))
    assert "A1" in refused(book(one_row(f'<c r="A1" s="{style}"><f>B1</f></c>')))


@pytest.mark.promise("damaged files")
def test_macros_and_links_are_reported() -> None:
    """A workbook with macros or links to other workbooks is read, with remarks about them."""
    data = packed({**parts(EMPTY), "xl/vbaProject.bin": b"x", "xl/externalLinks/a.xml": b"<x/>"})
    assert [remark.rule for remark in read(data).remarks] == [
        "file-macros",
        "file-external-links",
    ]


# What Excel leaves out

OTHER = (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:z="urn:z" '
    f'xmlns:s="{STRICT}" mc:Ignorable="s z"'
)
RIGHT = '<c r="B2"><v>1</v></c>'
CHOICE = "<mc:AlternateContent><mc:Choice Requires='z'>{}</mc:Choice></mc:AlternateContent>"


DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
EXCEL_2010 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
EXCEL_2013 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
ANCHOR = (
    f'<mc:AlternateContent><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice '
    f'Requires="x14"><control shapeId="1"><controlPr><anchor><from xmlns:xdr="{DRAWING}"><xdr:col>0'
    "</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></from>"
    "</anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice>"
    "</mc:AlternateContent>"
)
EXTENSIONS = (
    f'<extLst><ext uri="{{1}}" xmlns:x14="{EXCEL_2010}"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    "<x14:cfRule><xm:f>A1</xm:f><x14:dxf><font/><numFmt/></x14:dxf></x14:cfRule><xm:sqref>A1"
    "</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)


def with_others(xml: str) -> str:
    """Return XML whose root declares further namespaces and marks one as ignorable."""
    return xml.replace(f'xmlns="{MAIN}"', f'xmlns="{MAIN}"{OTHER}', 1)


@pytest.mark.promise("damaged files")
@pytest.mark.parametrize(
    "cells",
    [
        '<c r="B2"><z:e><v>7</v></z:e><v>1</v></c>',
        '<c r="B2"><v>1<z:e>2</z:e></v></c>',
        '<c r="B2"><v>1<extLst>2</extLst></v></c>',
        '<c r="B2" t="inlineStr"><is><t>5<rPh><t>6</t></rPh></t></is></c>',
        '<c r="B2" t="inlineStr"><is>5<t>6</t></is></c>',
        '<c r="B2">5<v>6</v></c>',
        "5" + RIGHT,
        "</row>5<row r='3'>",
        "</row><![CDATA[<row r='3'><c r='A3'><v>3</v></c></row>]]><row r='4'>",
        '<c r="B2"><v>1</v><is><t>5</t></is></c>',
        '<c r="B2"><v>1</v><v>2</v></c>',
        '<c r="B2"><is><t>5</t></is></c>',
        '<c r="B2" t="str"><is><t>5</t></is></c>',
        '<c r="B2" t="inlineStr"><v>5</v></c>',
        "<c r='B2' t='inlineStr'><v>5</v></c>",
        '<c r="B2" t="inlineStr"><f>x</f><v>5</v></c>',
        '<c r="B2" t="inlineStr"><is><t>5</t><t>6</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t>5</t><rPh><t>6</t></rPh><t>7</t></is></c>',
        '<c r="B2" t="inlineStr"><is><r><t>5</t><t>6</t></r></is></c>',
        '<c r="B2" t="inlineStr"><is><r><t>5</t></r><t>6</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t>5</t><r><rPr/></r><t>6</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t>5</t><z:e><t>6</t></z:e></is></c>',
        "<z:e>" + RIGHT + "</z:e>",
        CHOICE.format(RIGHT),
        '<c r="B2" xmlns="urn:z"><v>1</v></c>',
        '<s:c r="B2"><s:v>9</s:v></s:c>',
        '<c r="B2"><s:v>9</s:v></c>',
        '<c r="B2" t="inlineStr"><is><s:t>9</s:t></is></c>',
        '</row><s:row r="3"><s:c r="A3"><s:v>9</s:v></s:c></s:row><row r="4">',
        '</row><row r="3" xmlns="urn:z"><c r="A3"><v>9</v></c>',
        '</row><z:e><row r="3"><c r="A3"><v>9</v></c></row></z:e><row r="4">',
        "</row>" + CHOICE.format('<row r="3"><c r="A3"><v>9</v></c></row>') + '<row r="4">',
        '<c r="B2"><v>1</v><extLst><ext><z:v>9</z:v></ext></extLst></c>',
        '<c r="B2" t="inlineStr"><extLst><z:is/></extLst><is><t>5</t></is></c>',
        '<c r="B2" t="inlineStr"><is><t>5</t><extLst><z:t>6</z:t></extLst></is></c>',
        '<c r="B2" t="inlineStr"><is><t>5</t><extLst><t>6</t></extLst></is></c>',
        '<c r="B2" t="inlineStr"><is><t>5</t><rPh><z:t>6</z:t></rPh></is></c>',
        '<c r="B2" t="inlineStr"><is><r><rPr><z:t>6</z:t></rPr><t>5</t></r></is></c>',
        '<extLst><ext><z:c r="B2"><z:v>9</z:v></z:c></ext></extLst>',
    ],
)
def test_cells_that_excel_would_leave_out_are_refused(cells: str) -> None:
    """A cell that some programs read and others ignore is refused."""
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    xml = with_others(sheet_xml(f'{first}<row r="2"><c r="A2"><v>2</v></c>{cells}</row>'))
    said = refused(book(xml))
    assert "not where it should be" in said or "cell B2 does not contain" in said


@pytest.mark.parametrize(
    "sheet",
    [
        sheet_xml("", before=CHOICE.format("<sheetData/>")),
        sheet_xml("").replace("worksheet", "other"),
        sheet_xml("", after="<x><mergeCells/></x>"),
        sheet_xml("", after="<sheetData/>"),
        sheet_xml("", before="<s:sheetData/>"),
        sheet_xml("").replace("<sheetData>", '<sheetData xmlns="urn:z">'),
        sheet_xml("").replace("<sheetData>", '<sheetData xmlns="">'),
        sheet_xml("", before="<z:cols/>"),
        sheet_xml("", before=CHOICE.format('<sheetFormatPr defaultColWidth="0"/>')),
        sheet_xml("", before="<z:e><z:sheetData/></z:e>"),
        sheet_xml("", before="<z:e><z:e><z:row/></z:e></z:e>"),
        sheet_xml("", before="<sheetPr><z:cols/></sheetPr>"),
        sheet_xml("", after='<extLst><ext xmlns="urn:y"><row><c/></row></ext></extLst>'),
        sheet_xml("", after=CHOICE.format("<controls><z:v/></controls>")),
        sheet_xml("", after="<extLst><ext><z:t/></ext></extLst>"),
        sheet_xml("", after="<extLst><ext><z:mergeCells/></ext></extLst>"),
        sheet_xml("", after=ANCHOR.replace("xdr:row", "z:row")),
        sheet_xml("", after="<mergeCells/><mergeCells/>"),
        sheet_xml("", before='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'),
    ],
)
def test_misplaced_parts_of_a_sheet_are_refused(sheet: str) -> None:
    """A sheet whose rows or merged areas are in an unexpected place, or two, is refused."""
    assert "not where it should be" in refused(book(with_others(sheet)))


def test_additions_of_real_workbooks_are_ignored() -> None:
    """Attributes and extensions of other namespaces, fonts and controls are ignored.

    The names in Excel's extensions are those of [MS-XLSX], and in anchors those of DrawingML.
    """
    rich = (
        "<is><r><rPr><b/><z:f/></rPr><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh>"
        "<rPh><r><t>no</t></r></rPh><phoneticPr/><extLst/></is>"
    )
    row = (
        '<row r="1" z:hidden="1" z:r="9"><c r="A1" z:t="s" z:s="9"><v>1</v><extLst><ext><z:e>'
        f'</z:e></ext></extLst></c><c r="B1" t="inlineStr">{rich}</c></row>'
        '<row r="2" z:hidden="1" hidden="0"><c r="A2"><v>2</v></c></row>'
    )
    after = with_others(sheet_xml(row, after=ANCHOR + EXTENSIONS))
    strict = after.replace(DRAWING, "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing")
    assert rows(book(strict)) == rows(book(after))
    (sheet,) = read(book(after)).sheets
    assert (sheet.rows, sheet.hidden_rows) == ([(1.0, "ab"), (2.0,)], frozenset())


def test_no_escape_begins_in_one_run_of_text_and_ends_in_another() -> None:
    """Signs in two runs of formatted text that together look like an escape stay as they are."""
    runs = "<r><t>_x00</t></r><r><t>41_ _x0042_</t></r>"
    cells = f'<c r="A1" t="inlineStr"><is>{runs}</is></c><c r="B1" t="s"><v>0</v></c>'
    texts = f'<sst xmlns="{MAIN}"><si>{runs}</si></sst>'
    assert rows(book(one_row(cells), texts=texts)) == [("_x0041_ B", "_x0041_ B")]


def test_rows_without_a_prefix_need_the_main_namespace() -> None:
    """Rows without a prefix are accepted only if their namespace is the main one."""
    row = f'<row r="1" xmlns="{MAIN}"><c r="A1"><v>1</v></c></row>'
    odd = '<row r="2"><c r="A2"><v>2</v></c></row>'
    xml = f'<x:worksheet xmlns:x="{MAIN}" xmlns="urn:z"><x:sheetData>{row}%s</x:sheetData>'
    assert rows(book(xml % row.replace("1", "2", 3) + "</x:worksheet>")) == [(1.0,), (2.0,)]
    assert "not where it should be" in refused(book(xml % odd + "</x:worksheet>"))


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ("<z:e><si><t>wrong</t></si></z:e><si><t>right</t></si>", None),
        ("<si><t>right</t><z:e><t> wrong</t></z:e></si>", None),
        ("<si><t>right<extLst> wrong</extLst></t></si>", None),
        ("<si><r>wrong<t>right</t></r></si>", None),
        ("<si><t>right</t><t> wrong</t></si>", None),
        ("<si><r><t>right</t><t> wrong</t></r></si>", None),
        ("<si><r><t>right</t></r><t> wrong</t></si>", None),
        ("<si><t>right</t><r><rPr/></r><t> wrong</t></si>", None),
        ("<s:si><s:t>wrong</s:t></s:si><si><t>right</t></si>", None),
        ("wrong<si><t>right</t></si>", None),
        ('<si xmlns="urn:z"><t>wrong</t></si><si><t>right</t></si>', None),
        ("<si><t>right</t><extLst><ext><t> wrong</t></ext></extLst></si>", None),
        ("<si><t>right</t><extLst><ext><z:t> wrong</z:t></ext></extLst></si>", None),
        ("<extLst><z:si><z:t>wrong</z:t></z:si></extLst><si><t>right</t></si>", None),
        ("<si><t>right</t><rPh><t>wrong</t></rPh><extLst><ext/></extLst></si>", "right"),
    ],
)
def test_shared_texts_that_excel_would_leave_out_are_refused(items: str, text: str | None) -> None:
    """Shared text that only some programs count is refused, as it would shift all that follow."""
    texts = with_others(f'<sst xmlns="{MAIN}">{items}</sst>')
    data = book(one_row('<c r="A1" t="s"><v>0</v></c>'), texts=texts)
    if text is None:
        assert "not where it should be" in refused(data)
    else:
        assert rows(data) == [(text,)]


@pytest.mark.parametrize(
    ("styles", "is_read"),
    [
        ("<cellXfs><xf numFmtId='14' z:numFmtId='0'/></cellXfs>", True),
        ("<dxfs><numFmt/></dxfs><cellXfs><xf numFmtId='14'><z:e/></xf></cellXfs>", True),
        ("<cellXfs><z:e/><xf numFmtId='14'/></cellXfs>", False),
        ("<cellXfs><s:xf numFmtId='0'/><xf numFmtId='14'/></cellXfs>", False),
        ("<z:e><cellXfs/></z:e><cellXfs><xf numFmtId='14'/></cellXfs>", False),
        ("<z:e><z:cellXfs/></z:e><cellXfs><xf numFmtId='14'/></cellXfs>", False),
        ("<cellXfs><xf numFmtId='14'/></cellXfs><cellXfs/>", False),
    ],
)
def test_styles_that_excel_would_leave_out_change_no_date(styles: str, *, is_read: bool) -> None:
    """A style element that only some programs count is refused or ignored, so no date changes."""
    contents = parts(one_row('<c r="A1" s="0"><v>43467</v></c>'))
    contents["xl/styles.xml"] = with_others(f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
    data = packed(contents)
    if is_read:
        assert str(rows(data)) == "[(datetime.date(2019, 1, 2),)]"
    else:
        assert "not where it should be" in refused(data)


def test_attributes_of_other_namespaces_are_ignored() -> None:
    """Attributes of other namespaces do not choose the sheet's part, name or date system."""
    one = '<sheet name="One" sheetId="1" r:id="rId1" z:id="rId2" z:name="Two"/>'
    two = '<sheet name="Two" sheetId="2" z:id="rId1" r:id="rId2"/>'
    end = f"<a:workbookPr xmlns:a='{EXCEL_2013}' z:date1904='1'/></ext></extLst></workbook>"
    xml = with_others(
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr z:date1904="1"/><sheets>'
        f"{one}{two}</sheets><extLst><ext><a:workbookPr xmlns:a='{EXCEL_2010}'/>{end}"
    )
    contents = parts(one_row(text_cell("A1", "first")), book=xml)
    contents["xl/worksheets/sheet2.xml"] = one_row(text_cell("A1", "second"))
    contents["xl/_rels/workbook.xml.rels"] = relations(
        "worksheets/sheet1.xml", "worksheets/sheet2.xml"
    )
    sheets = read(packed(contents)).sheets
    assert [(sheet.name, *sheet.rows, sheet.date_1904) for sheet in sheets] == [
        ("One", ("first",), False),
        ("Two", ("second",), False),
    ]
    for wrong in ("<z:e>{}</z:e>", CHOICE, "{}</sheets><sheets>", f"{one}<s:sheet {one[7:]}"):
        contents["xl/workbook.xml"] = xml.replace(one, wrong.format(one))
        assert "not where it should be" in refused(packed(contents))
    dated = end.replace("z:date1904", "date1904")
    for wrong in (dated, f"<z:sheet name='x'/>{end}", f"<z:workbookPr/>{end}"):
        contents["xl/workbook.xml"] = xml.replace(end, wrong)
        assert "not where it should be" in refused(packed(contents))


# Cells


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1"><v>1</v></c>',
        "<c s='1' r='XFD1'><v>1</v></c>",
        '<c\n\tr = "xfd1" ><v>1</v></c>',
        '<c r="AMJ1"/><c></c><c><v>1</v></c>',
        '</row><row r="2"><c r="XFD2"><v>1</v></c>',
    ],
)
def test_a_column_far_away_is_refused(cell: str) -> None:
    """A cell beyond the allowed columns is refused, however its place is written."""
    said = refused(book(one_row(text_cell("A1") + cell)))
    assert " columns; expected 1,024 or fewer" in said


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        "<row r='9999999'><c><v>1</v></c></row>",
        "<row r='1048576'/><row><c><v>1</v></c></row>",
    ],
)
def test_a_row_far_away_is_refused(row: str) -> None:
    """A cell beyond the last row of Excel is refused, however its place is written."""
    assert " rows; expected 1,048,576 or fewer" in refused(book(sheet_xml(row)))


def test_a_distant_cell_needs_little_memory() -> None:
    """Blank cells before a distant cell are stored only in that cell's row."""
    row = '<row r="1">' + text_cell("A1") + '</row><row r="999999">' + text_cell("AX999999", "y")
    (sheet,) = read(book(sheet_xml(row + "</row>"))).sheets
    assert len(sheet.rows) == 999_999
    assert sum(map(len, sheet.rows)) == 51


def test_cells_count_over_all_sheets() -> None:
    """The limit on cells applies to all sheets together."""
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in (1, 2))
    contents = parts(
        one_row('<c r="C1"><v>1</v></c>'),
        book=f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    contents["xl/_rels/workbook.xml.rels"] = relations("worksheets/sheet1.xml", "s2.xml")
    contents["xl/s2.xml"] = sheet_xml('<row r="3"><c r="A3"><v>1</v></c></row>')
    assert "at least 6 cells" in refused(packed(contents), Limits(cells=5))
    assert len(read(packed(contents), Limits(cells=6)).sheets) == 2


def test_blank_cells_far_away_do_not_count() -> None:
    """Blank cells that only have a format do not count towards the limits."""
    wide = '<c r="XFC1" s="1"/><c r="XFD1" s="1"/></row><row r="2"><c r="ZZZ2"/></row>'
    low = '<row r="1048576"><c r="A1048576" s="1"/><c r="B1048576"></c><c r="C1048576"> </c></row>'
    assert rows(book(sheet_xml(f'<row r="1">{text_cell("A1")}{wide}{low}'))) == [(CANARY,)]


def test_text_longer_than_a_cell_is_refused() -> None:
    """Text longer than a cell may contain is refused, in the cell and in shared text."""
    data = book(one_row(text_cell("A1", "x" * 3 * 2**20)))
    assert "cell A1: at least" in refused(data, Limits(ratio=5_000))
    parted = "<r><t>" + "</t></r><r><t>".join(["x" * 20_000] * 2) + "</t></r>"
    rich = f'<c r="A1" t="inlineStr"><is>{parted}</is></c>'
    assert "cell A1: at least 40,000 characters in a cell" in refused(book(one_row(rich)))
    shared = f'<sst xmlns="{MAIN}"><si>{parted}</si></sst>'
    assert "characters in a cell" in refused(book(EMPTY, texts=shared))
    usual = f'<sst xmlns="{MAIN}"><si><t>a</t></si><si><t>{"x" * 100}</t></si></sst>'
    assert "characters in a cell" in refused(book(EMPTY, texts=usual), Limits(cell_length=99))


def test_shared_text_is_stored_once() -> None:
    """Text that many cells share is stored once in memory."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 101))
    texts = (
        f'<sst xmlns="{MAIN}" count="9" uniqueCount="4000000000"><si><t>{"x" * 5000}</t></si></sst>'
    )
    found = rows(book(sheet_xml(cells), texts=texts))
    assert len({id(row[0]) for row in found}) == 1  # type: ignore[index]


def test_every_kind_of_shared_text_is_read() -> None:
    """Plain, rich, escaped and blank shared text is read correctly and keeps its index."""
    items = (
        "<si><t>a</t></si><si><t xml:space='preserve'> b </t></si><si><t>c&amp;d</t></si>"
        "<si><r><t>e</t></r><r><t>f</t></r><rPh><t>no</t></rPh></si><si/><si><t/></si>"
        "<si><t>g_x0041_</t></si><si><t>h_xD83D__xDE00_</t></si><si><t>i_xD83D_</t></si>"
        "<si><t>j</t></si>\n<si/>\n<si><t>k</t></si>"
        "<si><t>l</t><r><rPr/><t>m</t></r><r><t>n</t></r><rPh><t>no</t></rPh><phoneticPr/></si>"
    )
    cells = "".join(f'<c r="{chr(65 + n)}1" t="s"><v>{n}</v></c>' for n in range(13))
    (row,) = rows(book(one_row(cells), texts=f'<sst xmlns="{MAIN}">{items}</sst>'))
    assert row == (
        "a", " b ", "c&d", "ef", "", "", "gA", "h\U0001f600", "i\ufffd", "j", "", "k", "lmn",
    )  # fmt: skip


# Anything


@settings(max_examples=60)
@given(data=st.binary(max_size=200) | st.binary(max_size=200).map(lambda end: b"PK\x03\x04" + end))
def test_random_bytes_are_refused_with_a_library_error(data: bytes) -> None:
    """Random bytes are refused with an error of the library."""
    with pytest.raises(JtaiError):
        read_workbook(data)


@pytest.mark.promise("damaged files")
@settings(max_examples=150)
@given(
    cut=st.none() | st.integers(0, len(GOOD)),
    changes=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=6),
)
def test_damaged_workbooks_are_read_or_refused_with_a_library_error(
    cut: int | None, changes: list[tuple[int, int]]
) -> None:
    """A workbook that is cut or altered is read or is refused with an error of the library."""
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
def test_random_sheets_are_read_or_refused_with_a_library_error(
    cells: str, changes: list[tuple[int, str]]
) -> None:
    """A sheet with random XML is read or is refused with an error of the library."""
    letters = list(text_cell("A1") + cells)
    for place, letter in changes:
        letters[place % len(letters)] = letter
    xml = one_row("".join(letters)).encode("utf-8", "replace")
    with suppress(JtaiError):
        read_workbook(book(xml))
