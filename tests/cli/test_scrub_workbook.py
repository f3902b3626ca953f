"""Copies of workbooks for bug reports."""

from __future__ import annotations

import datetime as dt
import io
import re
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from jtai.cli.scrub_workbook import scrub_workbook
from jtai.errors import JtaiError, LimitError, UnreadableFileError
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.lists import read_lists
from jtai.formats.reading.xlsx import read_workbook
from jtai.formats.writing.lists import write_lists
from jtai.formats.writing.template import write_template
from jtai.testing import synthetic_lists
from tests.little_time import is_below

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)
BIRTH = dt.datetime.fromisoformat("2007-05-01")
TEXTS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'


def scrubbed(data: bytes, **limits: int) -> bytes:
    """Return a scrubbed copy of a workbook."""
    return scrub_workbook(data, "a.xlsx", Limits(**limits))


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(content: dict[str, bytes]) -> bytes:
    """Return a workbook made of the given parts."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return sink.getvalue()


@pytest.fixture(name="secretive", scope="module")
def _secretive() -> bytes:
    """Return a workbook with SECRET or 739182 in every place that can contain text.

    The number has no zeros, which a copy keeps, and is too long to be drawn by chance.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "List_6"
    sheet.append(["Child Unique ID", "Gender", "Date of Birth", "Age of Child (Years)", "Notes"])
    sheet.append(["SECRET-739182", "a) Male", BIRTH, 12, "SECRET & <739182>"])
    sheet.append([739182456, "b) Female", "01/05/2007", True, '=HYPERLINK("SECRET","739182")'])
    sheet["A2"].comment = Comment("SECRET 739182", "SECRET")
    sheet["E2"].hyperlink = "https://example.org/SECRET739182"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("F1:G1")
    sheet.auto_filter.ref = "A1:E3"
    sheet.auto_filter.add_filter_column(0, ["SECRET-739182"])
    header = sheet.oddHeader
    assert header is not None
    header.center.text = "SECRET 739182"
    other = book.create_sheet("Hidden sheet")
    other.sheet_state = "hidden"
    other["A1"] = "SECRET"
    book.defined_names["SECRET739182"] = DefinedName("SECRET739182", attr_text='"SECRET 739182"')
    book.properties.creator = "SECRET"
    book.properties.title = "739182"
    sink = io.BytesIO()
    book.save(sink)
    return packed(
        {**parts(sink.getvalue()), "xl/media/image1.png": b"SECRET", "xl/vbaProject.bin": b"SECRET"}
    )


@pytest.mark.promise("exports")
def test_no_part_of_a_copy_contains_childrens_data(secretive: bytes) -> None:
    """No part of a copy contains children's data, not even comments, links, names or pictures."""
    before, after = parts(secretive), parts(scrubbed(secretive))
    assert list(before) == list(after)
    assert sum(b"SECRET" in part for part in before.values()) >= 7
    for name, part in after.items():
        assert b"SECRET" not in part, name
        assert b"739182" not in part, name
    assert after["xl/styles.xml"] == before["xl/styles.xml"]
    assert after["[Content_Types].xml"] == before["[Content_Types].xml"]
    assert after["xl/media/image1.png"] == b""


def test_the_structure_of_a_workbook_stays(secretive: bytes) -> None:
    """A copy keeps sheets, titles, types of cells, and hidden and merged cells."""
    before, after = read_workbook(secretive), read_workbook(scrubbed(secretive))
    assert [(one.name, one.hidden) for one in before.sheets] == [
        (one.name, one.hidden) for one in after.sheets
    ]
    old, new = before.sheets[0].rows, after.sheets[0].rows
    for column in (0, 2, 4):
        before_them, after_them = ([type(row[column]) for row in rows] for rows in (old, new))
        assert Counter(before_them) == Counter(after_them)
    assert new[0][:4] == old[0][:4]
    assert not any(cell == "a) Male" for row in new for cell in row)  # only two rows
    words = next(str(row[4]) for row in new if "&" in str(row[4]))
    assert words == "XXXXXX & <" + words[10:16] + ">"
    birth = next(row[2] for row in new if isinstance(row[2], dt.date))
    assert abs((BIRTH.date() - birth).days) < 3_500
    assert [one.rule for one in before.remarks] == [one.rule for one in after.remarks]
    book = openpyxl.load_workbook(io.BytesIO(scrubbed(secretive)))
    sheet = book["List_6"]
    assert sheet.row_dimensions[3].hidden
    assert sheet.column_dimensions["B"].hidden
    assert [str(one) for one in sheet.merged_cells.ranges] == ["F1:G1"]
    assert "=0" in {sheet["E2"].value, sheet["E3"].value}


def test_a_copy_is_read_like_its_file(tmp_path: Path) -> None:
    """A copy is read with the same columns, rows and unreadable cells as the original.

    A child has a different identifier on each list.
    """
    lists = synthetic_lists(60, seed=7, defects=("text-dates", "two-digit-years"))
    write_lists(lists, tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(scrubbed((tmp_path / "a.xlsx").read_bytes()))
    old, new = read_lists(tmp_path / "a.xlsx"), read_lists(tmp_path / "b.xlsx")
    for before, after in zip(old, new, strict=True):
        assert before.places == after.places
        assert before.row_numbers == after.row_numbers
        for key in before.raw:
            assert len(before.unread(key)) == len(after.unread(key))
        ids = {*before.raw["child_id"]}
        assert not ids & {*after.raw["child_id"]}
        assert len(ids) == len({*after.raw["child_id"]})
    assert old.remarks == new.remarks
    everyone = [{*table.raw["child_id"]} for table in new]
    assert len(set().union(*everyone)) == sum(map(len, everyone))


def of_sheet(content: str, texts: str = "", encoding: str = "utf-8") -> tuple[str, str]:
    """Scrub a small workbook with this sheet and these shared texts, and return both."""
    book = openpyxl.Workbook()
    sink = io.BytesIO()
    book.save(sink)
    whole = parts(sink.getvalue())
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    whole["xl/worksheets/sheet1.xml"] = (declared + SHEET.format(content)).encode(encoding)
    whole["xl/sharedStrings.xml"] = (declared + TEXTS.format(texts)).encode(encoding)
    new = parts(scrubbed(packed(whole)))
    sheet = new["xl/worksheets/sheet1.xml"].decode(encoding)
    shared = new["xl/sharedStrings.xml"].decode(encoding)
    return inside(sheet.removeprefix(declared), SHEET), inside(shared.removeprefix(declared), TEXTS)


def inside(text: str, form: str) -> str:
    """Return the contents of the root element of a part."""
    start, _, end = form.partition("{}")
    assert text.startswith(start)
    assert text.endswith(end)
    return text[len(start) : len(text) - len(end)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Types of cells.
        ('<c r="A1" t="s"><v>7</v></c>', '<c r="A1" t="s"><v>7</v></c>'),
        ('<c t="b"><v>1</v></c>', '<c t="b"><v>1</v></c>'),
        ('<c t="e"><v>#REF!</v></c>', '<c t="e"><v>#REF!</v></c>'),
        ('<c t="str"><f>A1</f><v>Ann</v></c>', '<c t="str"><f>0</f><v>Xxx</v></c>'),
        ("<c><f/></c>", "<c><f/></c>"),
        ('<c t="inlineStr"><is><t>Ann</t></is></c>', '<c t="inlineStr"><is><t>Xxx</t></is></c>'),
        ("<c><v>0</v></c>", "<c><v>0</v></c>"),
        # A formula whose result is a shared text that does not exist.
        ('<c t="s"><f>A1</f><v>7</v></c>', '<c t="s"><f>0</f><v>7</v></c>'),
        # Text in cells of another type.
        ('<c t="e"><v>Ann</v></c>', '<c t="e"><v>Xxx</v></c>'),
        ('<c t="b"><v>Ann</v></c>', '<c t="b"><v>Xxx</v></c>'),
        ('<c t="s"><v>Ann</v></c>', '<c t="s"><v>Xxx</v></c>'),
        # Attributes and elements that no cell has, or with values that no cell has.
        ('<c r="A1" z="Ann" s="Ann" t=\'str\'><v/></c>', "<c r=\"A1\" t='str'><v/></c>"),
        ('<c><f ref="Ann" t="shared" si="0"/></c>', '<c><f t="shared" si="0"/></c>'),
        ("<Ann>Ann</Ann><c><v>0</v><extLst><Ann/></extLst></c>", "<c><v>0</v></c>"),
        # What stays keeps its bytes.
        ('<c  r = "A1" ><v>0</v>\r\n</c >', '<c  r = "A1" ><v>0</v>\r\n</c >'),
        # A text in several pieces.
        (
            '<c t="str"><v>An&amp;n <![CDATA[<Be>]]>Y</v></c>',
            '<c t="str"><v>Xx&amp;x <![CDATA[<Xx>]]>X</v></c>',
        ),
        ('<c t="str"><v>a) M<![CDATA[ale]]></v></c>', '<c t="str"><v>a) M<![CDATA[ale]]></v></c>'),
        # What is left out.
        ("<!-- Ann --><?ann Ann?>", ""),
    ],
)
def test_texts_and_formulas_of_cells_are_replaced(old: str, new: str, encoding: str) -> None:
    """Types, indexes, errors and the layout of the XML stay; texts and formulas are replaced."""
    form = "<sheetData><row>{}</row></sheetData>"
    assert of_sheet(form.format(old), encoding=encoding)[0] == form.format(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<si><t>Ann</t></si><si/>", "<si><t>Xxx</t></si><si/>"),
        (
            "<si><r><rPr><b/></rPr><t>An</t></r><r><t xml:space='preserve'>n B</t></r></si>",
            "<si><r><rPr><b/></rPr><t>Xx</t></r><r><t xml:space='preserve'>x X</t></r></si>",
        ),
        # A published title in two pieces.
        (
            "<si><r><t>Gen</t></r><r><t>der</t></r></si>",
            "<si><r><t>Gen</t></r><r><t>der</t></r></si>",
        ),
        ("<extLst><ext>Ann</ext></extLst>", ""),
        ("Ann", "Xxx"),
        ("<si><t>Ann</t></si> <si><t>Bo</t></si>", "<si><t>Xxx</t></si><si><t>Xx</t></si> "),
    ],
)
def test_rich_text_is_scrubbed_as_one_text(old: str, new: str) -> None:
    """The parts of a rich text are scrubbed as one text and keep their formats."""
    cells = "".join(f'<row><c t="s"><v>{at}</v></c></row>' for at in range(old.count("<si")))
    assert of_sheet(f"<sheetData>{cells}</sheetData>", old)[1] == new


def test_elements_that_reading_does_not_need_are_left_out() -> None:
    """Elements of a sheet that reading does not need are left out."""
    kept = '<dimension ref="A1"/><sheetData><row hidden="1"/></sheetData>'
    rest = "<headerFooter><oddHeader>Ann</oddHeader></headerFooter><x><row>Ann</row></x>"
    assert of_sheet(f"{kept} {rest} <autoFilter/>")[0].replace(" ", "") == kept.replace(" ", "")


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole | {"xl/workbook.xml": b"<workbook"},
        lambda whole: whole | {"xl/workbook.xml": b""},
        lambda whole: whole | {"docProps/core.xml": b"<!DOCTYPE a><a/>"},
        lambda whole: whole | {"docProps/core.xml": b'<?xml version="1.0" encoding="ann"?><a/>'},
    ],
)
def test_a_damaged_part_is_refused(damage: Callable[[dict[str, bytes]], dict[str, bytes]]) -> None:
    """A workbook with a part that is not valid XML is refused."""
    book = openpyxl.Workbook()
    sink = io.BytesIO()
    book.save(sink)
    with pytest.raises(UnreadableFileError, match=r"a\.xlsx, .*: a part of the file is damaged"):
        scrubbed(packed(damage(parts(sink.getvalue()))))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "cell",
    [
        '<c{} t="n"><v>1</v></c>',
        '<c s="{}" t="n"><v>1</v></c>',
        '<c t="s"><v>{}x</v></c>',
        '<c t="b"><v>{}x</v></c>',
        '<c t="n"><v>{}x</v></c>',
    ],
)
def test_many_spaces_are_scrubbed_in_linear_time(cell: str) -> None:
    """The time to scrub a cell grows in proportion to the spaces in it."""

    def scrubbing(spaces: int) -> Callable[[], object]:
        row = f"<row>{cell.format(' ' * spaces) * (64_000 // spaces)}</row>"
        return lambda: of_sheet(f"<sheetData>{row}</sheetData>")

    # As many spaces in fewer cells take no more time if it is linear; eight times if quadratic.
    assert is_below(scrubbing(32_000), 3, scrubbing(4_000))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("long", ["<row {}/>", "<!--{}-->", "<row x='{}'/>"])
def test_a_very_long_tag_is_refused(long: str) -> None:
    """A tag or comment of more than a megabyte is refused, as in reading."""
    attributes = " ".join(f'a{number}=""' for number in range(150_000))
    assert len(attributes) > 1_500_000
    of_sheet(long.format(attributes[:500_000].rpartition(" ")[0]))
    with pytest.raises(UnreadableFileError, match=r"a\.xlsx, .*: a tag or a comment .* too long"):
        of_sheet(long.format(attributes))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_long_address_of_a_namespace_is_refused(encoding: str) -> None:
    """An address of more than 255 characters is refused in any encoding, as in reading."""
    with pytest.raises(UnreadableFileError, match="the address of a namespace"):
        of_sheet(f"<x xmlns:q='{'u' * 300}'/>", encoding=encoding)


@pytest.mark.promise("exhaustion")
def test_a_workbook_of_too_many_elements_is_refused() -> None:
    """Elements of all parts are counted, and more than the limit are refused before all is read."""
    sink = io.BytesIO()
    openpyxl.Workbook().save(sink)
    whole = parts(sink.getvalue())
    cells = "<c/>" * 30_000
    whole["xl/worksheets/sheet1.xml"] = SHEET.format(f"<row>{cells}</row>{cells}").encode()
    scrubbed(packed(whole), elements=70_000, ratio=1_000)
    with pytest.raises(LimitError, match=r"a\.xlsx, .*: at least [0-9,]+ XML elements"):
        scrubbed(packed(whole), elements=60_000, ratio=1_000)


@pytest.mark.promise("exhaustion")
def test_a_long_text_counts_in_every_cell_that_shares_it() -> None:
    """A long text counts as unpacked in every cell that shares it, as in reading."""
    sink = io.BytesIO()
    openpyxl.Workbook().save(sink)
    whole = parts(sink.getvalue())
    whole["xl/sharedStrings.xml"] = TEXTS.format(f"<si><t>{'x' * 1_000}</t></si>").encode()
    rows = '<row><c t="s"><v>0</v></c></row>' * 5_000
    whole["xl/worksheets/sheet1.xml"] = SHEET.format(f"<sheetData>{rows}</sheetData>").encode()
    scrubbed(packed(whole), ratio=10_000)
    with pytest.raises(LimitError, match=r"a\.xlsx, with long texts .*: at least [0-9,]+ times"):
        scrubbed(packed(whole))


def test_a_file_that_is_not_a_workbook_is_refused() -> None:
    """A file that is not a workbook is refused by name."""
    with pytest.raises(JtaiError, match=r"a\.xlsx"):
        scrubbed(b"SECRET")


def test_words_are_removed_from_names_and_formats() -> None:
    """Words are removed from names of parts, number formats and styles."""
    book = openpyxl.Workbook()
    sink = io.BytesIO()
    book.save(sink)
    whole = parts(sink.getvalue())
    whole["docProps/Ann.xml"] = whole["docProps/Bob.xml"] = b'<a xmlns:z="Ann" z:b="Ann">Ann</a>'
    types = whole["[Content_Types].xml"]
    whole["[Content_Types].xml"] = types.replace(b"/docProps/core.xml", b"/docProps/Ann.xml")
    formats = "&quot;Ann&quot;0", "\\A\\n\\n", "dd/mm/yyyy", "Ann", "m" * 300, "[=7001]0"
    items = "".join(f'<numFmt numFmtId="2" formatCode="{code}"/>' for code in formats)
    styles = f'<numFmts>{items}</numFmts><cellStyles><cellStyle name="Ann" xfId="0"/></cellStyles>'
    whole["xl/styles.xml"] = SHEET.replace("worksheet", "styleSheet").format(styles).encode()
    new = parts(scrubbed(packed(whole)))
    assert not any("Ann" in name or b"Ann" in part for name, part in new.items())
    assert "docProps/xxx.xml" in new
    assert re.findall(
        "formatCode=\"([^\"]*)\"|formatCode='([^']*)'", new["xl/styles.xml"].decode()
    ) == [
        ("", '""0'),
        ("0", ""),
        ("dd/mm/yyyy", ""),
        ("0", ""),
        ("0", ""),
        ("[=1001]0", ""),
    ]


def test_markup_that_an_author_can_name_is_left_out() -> None:
    """Elements and attributes that no workbook needs are left out of styles and custom XML."""
    book = openpyxl.Workbook()
    sink = io.BytesIO()
    book.save(sink)
    whole = parts(sink.getvalue())
    whole["customXml/item1.xml"] = b'<Ann a="Ann"><b>Ann</b></Ann>'
    styles = (
        '<fonts><font><sz val="11"/><name val="Calibri"/><Ann/></font></fonts>'
        '<tableStyles defaultTableStyle="Ann" defaultPivotStyle="PivotStyleLight16"/>'
        '<extLst><ext uri="Ann"><Ann/></ext></extLst>'
    )
    whole["xl/styles.xml"] = SHEET.replace("worksheet", "styleSheet").format(styles).encode()
    workbook = whole["xl/workbook.xml"]
    whole["xl/workbook.xml"] = workbook.replace(b"<sheets>", b"<sheets><Ann/>")
    new = parts(scrubbed(packed(whole)))
    assert not any(b"Ann" in part for part in new.values())
    assert b'<font><sz val="11"/><name val="Calibri"/></font>' in new["xl/styles.xml"]
    assert b'<tableStyles defaultPivotStyle="PivotStyleLight16"/>' in new["xl/styles.xml"]


@pytest.mark.promise("exports")
def test_names_of_namespaces_and_attributes_are_replaced() -> None:
    """Prefixes, the words of their addresses, and names of attributes are only published ones."""
    sink = io.BytesIO()
    openpyxl.Workbook().save(sink)
    whole = parts(sink.getvalue())
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    microsoft = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/"
    sheet = (
        f'<Ann:worksheet xmlns:Ann="{main}" xmlns:x14ac="{microsoft}ac" xmlns:Bob="{microsoft}Ann">'
        '<Ann:sheetData><Ann:row r="1" Bob:Ann="1" cm="id7001" ph="deadbeef"><Ann:c r="A1">'
        "<Ann:v>5</Ann:v></Ann:c></Ann:row></Ann:sheetData></Ann:worksheet>"
    )
    whole["xl/worksheets/sheet1.xml"] = sheet.encode()
    styles = '<fonts Ann="1" count="1"><font><color rgb="FF00AA11"/></font></fonts>'
    whole["xl/styles.xml"] = SHEET.replace("worksheet", "styleSheet").format(styles).encode()
    types = whole["[Content_Types].xml"]
    whole["[Content_Types].xml"] = types.replace(b"<Default ", b'<Default Ann="xml" ', 1)
    new = parts(scrubbed(packed(whole)))
    assert re.sub("[1-9]</", "5</", new["xl/worksheets/sheet1.xml"].decode()) == (
        sheet.replace(f"{microsoft}Ann", f"{microsoft}xxx")
        .replace(' Bob:Ann="1" cm="id7001" ph="deadbeef"', "")
        .replace("Ann", "p0")
        .replace("Bob", "p1")
    )
    assert b'<fonts count="1"><font><color rgb="FF00AA11"/>' in new["xl/styles.xml"]
    assert not any(b"Ann" in part for part in new.values())


@pytest.mark.promise("exports")
@pytest.mark.parametrize("start", ["<", "\ufeff<", '<?xml version="1.0" encoding="utf-16"?><'])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_by_its_first_bytes(start: str, encoding: str) -> None:
    """Attributes are left out in UTF-16 with or without a declaration and a byte order mark."""
    sink = io.BytesIO()
    openpyxl.Workbook().save(sink)
    whole = parts(sink.getvalue())
    name, text = "xl/worksheets/sheet1.xml", SHEET.format('<sheetData Ann="Ann">{}</sheetData>')
    whole[name] = (start + text.format("Ann")[1:]).encode(encoding)
    copy = parts(scrubbed(packed(whole)))[name]
    new = start.removeprefix("\ufeff") + text.replace(' Ann="Ann"', "").format("Xxx")[1:]
    assert copy.decode(encoding) == new


@pytest.mark.no_cover
def test_scrubbing_keeps_little_in_memory() -> None:
    """Scrubbing a sheet needs less memory than 20 times the size of its XML."""
    rows = f"<row>{'<c><v>0</v></c>' * 20}</row>" * 500
    tracemalloc.start()
    of_sheet(f"<sheetData>{rows}</sheetData>")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * len(rows)


def rows_with(cells: str, number: int = 8) -> str:
    """Return rows that all have the given cells."""
    return "<sheetData>" + f"<row>{cells}</row>" * number + "</sheetData>"


def test_cells_move_with_their_types_and_formats() -> None:
    """A cell that moves to another row keeps its style and type, and has the new reference."""
    code = '<c r="B4" s="3" t="str"><f>A1</f><v>a) Male</v></c>'
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>7001{at}</v></c>'
        f'{code if at == 4 else ""}<c r="C{at}"><v>5</v></c></row>'
        for at in range(1, 40)
    )
    seen = set()
    for _ in range(5):
        new, _ = of_sheet(f"<sheetData>{rows}</sheetData>")
        found = re.findall(r'<c r="B(\d+)" s="3" t="str"><f>0</f><v>a\) Male</v></c>', new)
        assert len(found) == 1
        assert new.count("<row ") == new.count('<c r="A') == 39
        seen.update(found)
    assert len(seen) > 1


@pytest.mark.promise("exports")
@pytest.mark.parametrize("value", ["739182456", "739<![CDATA[182456]]>"])
def test_an_identifier_in_place_of_an_index_is_replaced(value: str) -> None:
    """A long number in a cell of shared text is replaced if no shared text has this index."""
    sheet, _ = of_sheet(rows_with(f'<c t="s"><v>{value}</v></c>'), "<si><t>Ann</t></si>")
    other = rows_with(f'<c t="s"><v>{value}</v></c>')
    assert re.sub("[0-9]", "1", sheet) == re.sub("[0-9]", "1", other)
    assert "739182" not in sheet.replace("<![CDATA[", "")


def test_a_shared_string_that_is_the_result_of_a_formula_is_replaced() -> None:
    """A cell with a formula has another index if its shared string has moved."""
    cells = '<c t="s"><f>A1</f><v>1</v></c><c t="s"><v>1</v></c>'
    sheet, texts = of_sheet(
        f"<sheetData><row>{cells}</row></sheetData>", "<si><t>Bo</t></si><si><t>Ann</t></si>"
    )
    assert texts == "<si><t>Xxx</t></si>"
    assert sheet == f"<sheetData><row>{cells}</row></sheetData>".replace("A1", "0").replace(
        "<v>1", "<v>0"
    )


@pytest.mark.parametrize(
    ("kind", "space"),
    [
        ("chartsheet", "openxmlformats.org/officeDocument"),
        ("dialogsheet", "openxmlformats.org/officeDocument"),
        ("xlMacrosheet", "microsoft.com/office"),
        ("xlIntlMacrosheet", "microsoft.com/office"),
    ],
)
def test_a_copy_keeps_sheets_without_cells(kind: str, space: str) -> None:
    """A chart sheet, dialog or sheet of macros stays, without contents, and is remarked on."""
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart")
    sink = io.BytesIO()
    book.save(sink)
    whole = parts(sink.getvalue())
    key = "xl/_rels/workbook.xml.rels"
    whole[key] = whole[key].replace(
        b"openxmlformats.org/officeDocument/2006/relationships/chartsheet",
        f"{space}/2006/relationships/{kind}".encode(),
    )
    whole["xl/chartsheets/sheet1.xml"] = b"<chartsheet><Ann>Ann</Ann></chartsheet>"
    new = scrubbed(packed(whole))
    before, after = read_workbook(packed(whole)), read_workbook(new)
    assert [remark.sheet for remark in after.remarks] == ["Chart"]
    assert after.remarks == before.remarks
    assert parts(new)["xl/chartsheets/sheet1.xml"] == b"<chartsheet></chartsheet>"


def test_unused_shared_strings_are_left_out() -> None:
    """Unused shared strings are left out, and the others follow the new order of rows."""
    items = "".join(f"<si><t>Zz{'A' * at}</t></si>" for at in range(1, 40))
    rows = "".join(f'<row><c><v>1</v></c><c t="s"><v>{at}</v></c></row>' for at in range(38))
    sheet, texts = of_sheet(f"<sheetData>{rows}</sheetData>", items)
    lengths = [len(text) for text in re.findall("<t>Xx(X+)</t>", texts)]
    assert sorted(lengths) == [*range(1, 39)]
    assert lengths != sorted(lengths)
    assert re.findall('t="s"><v>([0-9]+)</v>', sheet) == [*map(str, range(38))]


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A9"><v>7001</v></c><c t="b"><v>1</v></c>',
        '<c r="B1"/><c r="A1" t="b"><v>1</v></c><c><v>5</v></c>',
    ],
)
def test_refused_rows_keep_references_but_not_answers(cells: str) -> None:
    """Rows with references that reading refuses keep the references, but not their answers."""
    new, _ = of_sheet(rows_with(cells))
    assert re.findall(' r="[A-Z]+[0-9]+"', new) == re.findall(' r="[A-Z]+[0-9]+"', cells) * 8
    assert '"b"' not in new


def test_a_scrubbed_copy_keeps_the_sheets_that_jtai_adds(tmp_path: Path) -> None:
    """Reading the copy of a workbook that jtai wrote gives the same remarks as the original."""
    write_lists(synthetic_lists(20, seed=7), tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(scrubbed((tmp_path / "a.xlsx").read_bytes()))
    assert read_lists(tmp_path / "b.xlsx").remarks == read_lists(tmp_path / "a.xlsx").remarks
    write_template(tmp_path / "c.xlsx")
    (tmp_path / "d.xlsx").write_bytes(scrubbed((tmp_path / "c.xlsx").read_bytes()))
    assert read_lists(tmp_path / "d.xlsx").remarks == read_lists(tmp_path / "c.xlsx").remarks


@pytest.mark.promise("exports")
def test_a_child_has_another_identifier_on_each_sheet() -> None:
    """An identifier on two sheets has a different replacement on each, used equally often."""
    book = openpyxl.Workbook()
    book.create_sheet()
    sink = io.BytesIO()
    book.save(sink)
    cells = "".join(
        f'<row><c t="s"><v>{at % 9}</v></c><c t="s"><v>9</v></c></row>' for at in range(18)
    )
    whole = parts(sink.getvalue())
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        whole[name] = SHEET.format(f"<sheetData>{cells}</sheetData>").encode()
    items = "".join(f"<si><t>SECRET-700{at}</t></si>" for at in range(9))
    whole["xl/sharedStrings.xml"] = TEXTS.format(f"{items}<si><t>a) Male</t></si>").encode()
    new = {name: part.decode() for name, part in parts(scrubbed(packed(whole))).items()}
    texts = re.findall("<t>(.*?)</t>", new["xl/sharedStrings.xml"])
    assert len({*texts}) == 19
    found = []
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        counts = Counter(re.findall('r="A[0-9]+" t="s"><v>([0-9]+)<', new[name]))
        assert [*counts.values()] == [2] * 9
        found.append({texts[int(at)] for at in counts})
    assert not found[0] & found[1]
