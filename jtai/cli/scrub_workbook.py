"""A workbook for a bug report: its structure and oddities, without its children.

Parts are edited at the byte offsets that the XML parser reports, so that everything that is not
edited stays as it is. What reading does not need, such as comments, pictures or macros, is emptied.
Shared strings are written anew: their order is that of the rows, and each is replaced differently
on every sheet.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Final, NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from jtai.cli.scrub import BYTE_ORDER_MARKS, Rows, Scrubber, is_published, joined_texts
from jtai.errors import UnreadableFileError
from jtai.formats.reading.limits import LONG_TEXT, Limits
from jtai.formats.reading.xlsx import WITHOUT_CELLS
from jtai.formats.reading.xlsx_package import corrupt, open_package
from jtai.formats.reading.xlsx_xml import Feed, number_of_elements
from jtai.lists.reading.cells import is_error
from jtai.lists.reading.folding import is_blank
from jtai.lists.reading.sheets import column_letters, column_number


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is kept of each kind of part, by its root: the elements directly below it.
_KEPT: Final = {
    "worksheet": frozenset({"dimension", "sheetFormatPr", "cols", "sheetData", "mergeCells"}),
    "sst": frozenset({"si"}),
    "workbook": frozenset({"workbookPr", "bookViews", "sheets", "calcPr"}),
    "Relationships": frozenset({"Relationship"}),
    "Types": frozenset({"Default", "Override"}),
    "styleSheet": _words(
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors"
    ),
}
_RELATED: Final = WITHOUT_CELLS | _words("officeDocument worksheet sharedStrings styles theme")
# Elements whose texts belong together, and those within a formula.
_GROUPS: Final = frozenset({"si", "is", "v", "f"})
# The elements that may be within those.
_INNER: Final = _words(
    "row c f v is t si r rPr b i u rPh phoneticPr col mergeCell workbookView sheet"
)
_INNER_OF_STYLES: Final = _words(
    "b i u numFmt font name charset family strike outline shadow condense extend color sz "
    "vertAlign scheme fill patternFill fgColor bgColor gradientFill stop border left right start "
    "end top bottom diagonal vertical horizontal xf alignment protection cellStyle dxf tableStyle "
    "tableStyleElement indexedColors rgbColor mruColors"
)
# By its first bytes, also without a declaration: https://www.w3.org/TR/xml/#sec-guessing
_RECOGNISED: Final = BYTE_ORDER_MARKS | {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_INDEX: Final = re.compile(r"\s*[0-9]{1,10}\s*")
_SHARED: Final = "index of a shared string"
# A truth value, an error and an index stay as they are, but nothing else that claims to be one. A
# long index of a text that does not exist may be an identifier.
_AS_IT_IS: Final[dict[str, Callable[[str], object]]] = {
    "s": re.compile(r"\s*+[0-9]{,3}\s*").fullmatch,
    _SHARED: _INDEX.fullmatch,
    "b": re.compile(r"\s*+(?:[01]|true|false|TRUE|FALSE)?\s*").fullmatch,
    "e": is_error,
}
_ROW: Final = ["worksheet", "sheetData", "row"]
_CAPTURED: Final = ([*_ROW, "c"], ["sst", "si"])
_SST: Final = re.compile(rb"<(?:[\w.-]+:)?sst[\s/>]")
_ROW_NUMBER: Final = re.compile("[0-9]{1,7}")
_PLACE: Final = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_AFTER_A_NAME: Final = re.compile(r"[\s/>]")
# A run of spaces is tried from its first one alone, because the time would be quadratic otherwise.
_REFERENCE: Final = re.compile(r"(?<!\s)\s++r\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ATTRIBUTE: Final = re.compile(r"(?<!\s)(\s++)([\w:.-]++)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ATTRIBUTES: Final = _words(
    "r s t ref si ca aca cm vm ph bx dt2D dtr del1 del2 r1 r2 customFormat ht hidden "
    "customHeight outlineLevel collapsed thickTop thickBot x14ac:dyDescent xml:space min max "
    "width style customWidth bestFit val defaultRowHeight baseColWidth "
    "defaultColWidth zeroHeight outlineLevelRow outlineLevelCol date1904 sheetId state calcId "
    "fullCalcOnLoad calcMode activeTab firstSheet visibility name id r:id"
)
_VALUE: Final = re.compile(
    r"[0-9.:, +-]*|true|false|preserve|(?:\$?[A-Z]{1,3}\$?[0-9]{1,7}:?){0,2}"
    r"|s|str|n|b|e|d|inlineStr|shared|array|normal|visible|hidden|veryHidden|auto|manual"
)
# What else an attribute may say: a relationship's identifier, or a colour.
_IDENTIFIER: Final = re.compile(r"(?i)r?(?:id)?[0-9a-f]+")
_COLOUR: Final = re.compile("(?i)(?:[0-9a-f]{2}){3,4}")
_OWN_VALUES: Final = dict.fromkeys(("Id", "id", "r:id"), _IDENTIFIER) | {"rgb": _COLOUR}
# The prefixes of namespaces that programs write; an author may choose any other.
_PREFIXES: Final = _words(
    "a cp dc dcmitype dcterms main mc ns0 ns1 ns2 ns3 r s ss thm15 vt x x12ac x14 x14ac x15 x15ac "
    "x16r2 xcalcf xdr xm xr xr10 xr2 xr3 xr6 xr9 xsi"
)
_PREFIXED: Final = re.compile(r"\A(</?)([\w.-]+)(?=:)")
_NAMESPACE: Final = re.compile(
    "http://(?:schemas[.](?:openxmlformats[.]org|microsoft[.]com)|purl[.](?:oclc[.])?org)/.*"
)
# The words in the names of parts, and of their kinds.
_WORDS: Final = _words(
    "a ac activex activexcontrol app application bin bmp calcchain chart charts chartshapes "
    "chartsheet chartsheets colors com comma comment comments commentsdrawing compatibility "
    "connections content control core coreproperties ctrlprop ctrlprops custom customproperties "
    "customxml data dc dcmitype definednames definitions dialogsheet dialogsheets doc docprops "
    "document drawing drawingml drawings elements emf excel extended externallink externallinks "
    "gif http https image intlmacrosheet intlmacrosheets item itemprops jpeg jpg macroenabled "
    "macrosheet macrosheets main markup media metadata microsoft ms mu oclc office officedocument "
    "oleobject ooxml openxmlformats org package person persons pivotcache pivotcachedefinition "
    "pivotcacherecords pivottable pivottables png printersettings processing project properties "
    "purl querytable querytables rel relationship relationships rels revision richdata schemas "
    "shared sharedstrings sheet sheets slicer slicers spreadsheetdrawing spreadsheetml style "
    "styles svg table tables template terms theme themes thmx threadedcomment threadedcomments "
    "tiff types vba vbaproject vbaprojectsignature vml vmldrawing vnd wmf workbook worksheet "
    "worksheets x xl xlintlmacrosheet xlmacrosheet xlsm xlsx xml xmlmaps"
)
_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]{5,}|[^\x00-\x7f]+")
_OF_PACKAGES: Final = _words("Id Type Target TargetMode Extension PartName ContentType")
_OF_STYLES: Final = _words(
    "applyAlignment applyBorder applyFill applyFont applyNumberFormat applyProtection auto bottom "
    "builtinId count customBuiltin defaultPivotStyle defaultTableStyle degree diagonalDown "
    "diagonalUp dxfId fillId fontId borderId formatCode hidden horizontal iLevel indent indexed "
    "justifyLastLine left locked name numFmtId outline patternType pivot pivotButton position "
    "quotePrefix readingOrder relativeIndent rgb right shrinkToFit size style table textRotation "
    "theme tint top type uniqueCount val vertical wrapText x14ac:knownFonts xfId"
)
# What they may say.
_LOOKS: Final = _words(
    "Normal Calibri Arial Cambria Aptos Narrow Comma Currency Percent Hyperlink Good Bad Neutral "
    "minor major single double singleAccounting doubleAccounting none baseline superscript "
    "subscript solid gray125 gray0625 darkGray mediumGray lightGray thin medium thick hair dotted "
    "dashed mediumDashed dashDot mediumDashDot dashDotDot mediumDashDotDot slantDashDot general "
    "left center right fill justify centerContinuous distributed top bottom"
)
_TABLE_STYLE: Final = re.compile(r"(?:Table|Pivot)Style(?:Light|Medium|Dark)[0-9]{1,2}")
_FORMAT: Final = re.compile(
    r'(?i)general|(?:AM/PM|A/P|y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|e(?=[+-])|""|\\[^\w]|'
    r"\[(?:h+|m+|s+|black|blue|cyan|green|magenta|red|white|yellow|[<>=]+[0-9.]+|\$-[0-9a-f]+)\]|"
    r"general|[^\w\"\\\[\]]|[0-9_])*+"
)


def scrub_workbook(data: bytes, name: str, limits: Limits) -> bytes:
    """Return a workbook without its children's data.

    Raises:
        LimitError: If it is larger than the limits allow.
        UnreadableFileError: If it is not a workbook, or damaged.
    """
    package = open_package(data, name=name, limits=limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    keys = [info.filename.replace("\\", "/").lstrip("/").lower() for info in infos]
    parts = [b"".join(package.chunks(key)) for key in keys]
    for key, part in zip(keys, parts, strict=True):
        if key.endswith(_XML):
            package.budget.take("elements", number_of_elements(part), package.where(key))
    taken = {one for part in parts for one in joined_texts(part.decode(errors="replace"))}
    strings = _Strings(package.count_shared)
    new = dict.fromkeys(keys, b"")
    # Cells refer to the shared strings, which are written last: only those that cells refer to.
    for key, part in sorted(zip(keys, parts, strict=True), key=lambda pair: not _is_sst(pair[1])):
        if key.endswith(_XML):
            new[key] = _Part(part, Scrubber(taken), package.where(key), strings).scrubbed()
            if strings.key is None and strings.items:
                strings.key = key
    if strings.key is not None:
        whole = new[strings.key]
        written = b"".join(strings.written)
        new[strings.key] = whole[: strings.place] + written + whole[strings.place :]
    sink = io.BytesIO()
    names = set()
    with zipfile.ZipFile(sink, "w") as target:
        for info, key in zip(infos, keys, strict=True):
            copy = zipfile.ZipInfo(_plain_words(info.filename))
            if copy.filename in names:  # an unknown name that became another one
                continue
            names.add(copy.filename)
            copy.compress_type = info.compress_type
            target.writestr(copy, new[key])
    return sink.getvalue()


_XML: Final = (".xml", ".rels", ".vml")


def _is_sst(part: bytes) -> bool:
    return _SST.search(part[:2000].replace(b"\0", b"")) is not None


class _Item:
    """The pieces of XML that belong together, and the texts among them."""

    __slots__ = ("pieces", "texts")

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        # The index of each text's piece, the text, its element, and the number of this element.
        self.texts: list[tuple[int, str, str, int]] = []

    @property
    def text(self) -> str:
        """The text that a reader shows."""
        return "".join(text for _, text, group, _ in self.texts if group != "f")

    def scrubbed(self, scrubber: Scrubber, cell: str, encoding: str) -> _Item:
        """Return the pieces with new text, piece by piece, where the old one was.

        A character that XML escapes is a piece by itself, and stays, so that nothing is escaped.
        """
        other = _Item()
        other.pieces = [*self.pieces]
        for (group, number), found in groupby(self.texts, key=lambda text: text[2:]):
            texts = [*found]
            new = _new_text("".join(text for _, text, *_ in texts), group, cell, scrubber)
            start = 0
            for at, text, *_ in texts:
                piece = new[start : start + len(text)]
                start += len(text)
                other.texts.append((at, piece, group, number))
                if piece != text:
                    other.pieces[at] = piece.encode(encoding, "xmlcharrefreplace")
        return other


class _Strings:
    """The shared strings of the file, and those of the copy, each of which is of one sheet."""

    def __init__(self, count: Callable[[int], None]) -> None:
        self.count = count
        self.key: str | None = None
        self.place = 0
        self.items: list[_Item] = []
        self.encoding = ""
        self.written: list[bytes] = []
        self._known: dict[tuple[Scrubber, int], int] = {}

    def other(self, index: int, scrubber: Scrubber) -> int:
        """Return the index in the copy of a string that a sheet refers to."""
        if (scrubber, index) not in self._known:
            self._known[scrubber, index] = len(self.written)
            item = self.items[index].scrubbed(scrubber, "", self.encoding)
            self.written.append(b"".join(item.pieces))
        return self._known[scrubber, index]


class _Cell(NamedTuple):
    """A cell: what is before its reference and after it, around the index of a shared string."""

    tag: str
    before: str
    shared: int
    after: str
    is_kept: bool

    def emptied(self) -> _Cell:
        """Return the cell without its content and format."""
        return _Cell(self.tag, "/>", -1, "", is_kept=False)


class _Row(NamedTuple):
    number: int
    cells: dict[int, _Cell]


class _Part:
    """A part that is scrubbed as an XML parser reads it, one event after the other."""

    def __init__(self, data: bytes, scrubber: Scrubber, where: str, strings: _Strings) -> None:
        self._data, self._scrubber, self._where = data, scrubber, where
        self._strings = strings
        # Bytes, indexes of shared strings, and rows whose cells are known in the end.
        self._out: list[bytes | int | _Row] = []
        self._rows = Rows[_Cell](lambda cell: cell.is_kept, _Cell.emptied, gaps=True)
        self._item = _Item()
        self._line: list[tuple[str, _Cell, str]] = []
        self._number = self._row_from = 0
        self._names: list[str] = []
        self._root = self._group = self._cell = self._reference = ""
        self._groups = self._inside = 0
        self._kept: frozenset[str] = frozenset()
        self._dropped = 0
        self._same: dict[_Cell, _Cell] = {}
        self._prefixes: dict[str, str] = {}
        self._last: tuple[int, str, str, dict[str, str]] | None = None
        self._encoding = _RECOGNISED.get(data[:2], "utf-8")
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda name, of: self._met("start", name.split(" ")[-1], of)
        parser.EndElementHandler = lambda name: self._met("end", name.split(" ")[-1])
        parser.CharacterDataHandler = lambda text: self._met("text", text)
        parser.CommentHandler = lambda _: self._met("comment")
        parser.ProcessingInstructionHandler = lambda *_: self._met("comment")
        parser.StartCdataSectionHandler = lambda: self._met("other")
        parser.EndCdataSectionHandler = lambda: self._met("other")
        parser.DefaultHandler = lambda _: self._met("other")
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype

    def scrubbed(self) -> bytes:
        """Return the part without a child's data.

        Raises:
            UnreadableFileError: If it is not XML, or not XML that workbooks use.
        """
        try:
            for _ in Feed(self._parser, self._where).pieces(self._data):
                pass
            self._parser.Parse(b"", True)
            self._write(len(self._data))
        except UnreadableFileError:
            raise
        except (expat.ExpatError, LookupError, ValueError):
            damaged = True
        else:
            damaged = False
        if damaged:
            raise corrupt(self._where, "a part of the file is damaged")
        if self._root not in _KEPT and self._root.lower() not in _WORDS:
            return b""  # custom XML, whose author chose the names of its elements
        self._flush()
        self._rows.mix()
        return b"".join(self._written())

    def _met(self, kind: str, text: str = "", attributes: dict[str, str] | None = None) -> None:
        self._write(self._parser.CurrentByteIndex)
        self._last = self._parser.CurrentByteIndex, kind, text, attributes or {}

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        self._met("other")
        self._encoding = _RECOGNISED.get(self._data[:2], encoding or "utf-8")

    def _doctype(self, *_: object) -> None:
        raise ValueError

    def _write(self, after: int) -> None:
        """Write what was met last, which goes on to here."""
        if self._last is None:
            return
        at, kind, text, attributes = self._last
        if kind in {"start", "end"}:
            self._separate(kind, text)
        if kind == "start":
            self._start(text, attributes)
        if not self._dropped and kind != "comment":
            if kind == "text":
                self._item.texts.append((len(self._item.pieces), text, self._group, self._groups))
            self._item.pieces.append(self._plain(self._data[at:after]))
        if kind == "end":
            self._end()

    def _separate(self, kind: str, name: str) -> None:
        """Begin another group of texts before a tag, and end a row before its end tag."""
        if not self._inside:
            self._flush()
        if self._group in {"", name}:
            self._groups += 1
            self._group = name if kind == "start" and name in _GROUPS else ""
        if kind == "end" and self._names == _ROW and not self._dropped:
            self._end_row()

    def _end(self) -> None:
        if self._inside == len(self._names):
            self._inside = 0
            self._end_item()
        if self._dropped == len(self._names):
            self._dropped = 0
        self._names.pop()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._names.append(name)
        depth = len(self._names)
        if depth == 1:
            self._root, self._kept = name, _KEPT.get(name, frozenset())
        elif not self._dropped and not self._is_kept(name, depth, attributes):
            self._dropped = depth
        if self._dropped or self._inside:
            return
        if self._names == _ROW:
            place = attributes.get("r", "")
            self._number = int(place) if _ROW_NUMBER.fullmatch(place) else self._number + 1
            self._line = []
        if name == "c":
            place = attributes.get("r", "")
            self._cell = attributes.get("t", "n")
            self._reference = place if _VALUE.fullmatch(place) else ""
        if self._names in _CAPTURED:
            self._inside = depth
            if not self._line:
                self._row_from = len(self._out)

    def _is_kept(self, name: str, depth: int, attributes: dict[str, str]) -> bool:
        """Return whether an element may stay: a relationship only if reading needs it."""
        if depth > 2:  # noqa: PLR2004 - directly below the root
            return name in (_INNER_OF_STYLES if self._root == "styleSheet" else _INNER)
        kind = attributes.get("Type", "")
        outside = attributes.get("TargetMode") == "External"
        return name in self._kept and not outside and (not kind or kind.split("/")[-1] in _RELATED)

    def _plain(self, raw: bytes) -> bytes:
        """Return XML without the attributes that no workbook needs, if it is a tag."""
        if not raw.lstrip(b"\0").startswith(b"<") or (b"=" not in raw and b":" not in raw):
            return raw
        text = raw.decode(self._encoding)
        if text.startswith(("<?", "<!")):
            return raw
        new = _PREFIXED.sub(lambda found: f"{found[1]}{self._prefix(found[2])}", text)
        new = _ATTRIBUTE.sub(self._attribute, new)
        return raw if new == text else new.encode(self._encoding, "xmlcharrefreplace")

    def _attribute(self, found: re.Match[str]) -> str:
        space, name, equals, quoted = found.groups()
        value = html.unescape(quoted[1:-1])
        new = _attribute(self._root, name, value)
        if new is None:
            return ""
        start, colon, prefix = name.partition(":")
        if start == "xmlns" and colon:
            name = f"xmlns:{self._prefix(prefix)}"
        return f"{space}{name}{equals}{quoted if new == value else quoteattr(new)}"

    def _prefix(self, prefix: str) -> str:
        """Return the prefix of a namespace, or another one if an author chose it."""
        if prefix in _PREFIXES:
            return prefix
        return self._prefixes.setdefault(prefix, f"p{len(self._prefixes)}")

    def _flush(self) -> None:
        """Write what was kept back, with its new text."""
        if self._item.pieces:
            new = self._item.scrubbed(self._scrubber, self._cell, self._encoding)
            self._out.append(b"".join(new.pieces))
            self._item = _Item()

    def _end_item(self) -> None:
        """Keep a shared string, or a cell until its row ends."""
        item, self._item = self._item, _Item()
        strings = self._strings
        if self._root == "sst":
            if not strings.items:
                strings.encoding, strings.place = self._encoding, len(b"".join(self._written()))
            strings.items.append(item)
            return
        text, shared, at, kind = item.text, -1, len(item.pieces), self._cell
        places = [at for at, _, group, _ in item.texts if group != "f"]
        is_index = kind == "s" and len(places) == 1 and _INDEX.fullmatch(text) is not None
        if is_index and int(text) < len(strings.items):
            shared, at, kind = int(text), places[0], _SHARED
        new = item.scrubbed(self._scrubber, kind, self._encoding)
        is_kept = text == new.text
        if kind == _SHARED:
            text = strings.items[shared].text
            if len(text) > LONG_TEXT:
                strings.count(len(text))
            is_kept = is_published(text)
        is_kept = is_kept and not is_blank(text) and not is_error(text)
        parts = new.pieces[0], b"".join(new.pieces[1:at]), b"".join(new.pieces[at + 1 :])
        self._out += (
            [parts[0] + parts[1]] if shared < 0 else [parts[0] + parts[1], shared, parts[2]]
        )
        start, before, after = (part.decode(self._encoding) for part in parts)
        tag = _AFTER_A_NAME.split(start, maxsplit=1)[0]
        rest = _REFERENCE.sub("", start[len(tag) :])
        cell = _Cell(tag, rest + before, shared, after, is_kept)
        self._line.append((self._reference, self._same.setdefault(cell, cell), text))

    def _end_row(self) -> None:
        """Keep a row until the part ends, unless it stays as it is."""
        if self._rows.stays(text for *_, text in self._line):
            return
        cells: dict[int, _Cell] = {}
        last, is_odd = 0, False
        for reference, cell, _ in self._line:
            found = _PLACE.fullmatch(reference)
            column = column_number(found[1]) if found else last + 1
            wrong = int(found[2]) != self._number if found else reference != ""
            is_odd = is_odd or wrong or column <= last
            cells[column], last = cell, column
        if is_odd:  # The row is refused in reading, so it stays, but without its codes.
            self._out[self._row_from :] = [
                piece
                for reference, cell, _ in self._line
                for piece in self._pieces(cell.emptied() if cell.is_kept else cell, reference)
            ]
        else:
            self._rows.add(cells)
            self._out[self._row_from :] = [_Row(self._number, cells)]

    def _pieces(self, cell: _Cell, reference: str) -> tuple[bytes, int, bytes]:
        place = f' r="{reference}"' if reference else ""
        start = f"{cell.tag}{place}{cell.before}"
        return start.encode(self._encoding), cell.shared, cell.after.encode(self._encoding)

    def _written(self) -> Iterator[bytes]:
        for piece in self._out:
            if isinstance(piece, _Row):
                yield b"".join(
                    self._bytes(part)
                    for column, cell in sorted(piece.cells.items())
                    for part in self._pieces(cell, f"{column_letters(column)}{piece.number}")
                )
            else:
                yield self._bytes(piece)

    def _bytes(self, piece: bytes | int) -> bytes:
        if isinstance(piece, bytes):
            return piece
        if piece < 0:
            return b""
        return str(self._strings.other(piece, self._scrubber)).encode(self._encoding)


def _attribute(root: str, name: str, value: str) -> str | None:
    """Return the value of an attribute without a child's data, or None to leave it out."""
    if name.partition(":")[0] == "xmlns":
        return _plain_words(value) if _NAMESPACE.fullmatch(value) else "urn:unknown"
    forms = _VALUE, _OWN_VALUES.get(name, _VALUE)
    is_known = any(form.fullmatch(value) for form in forms)
    if root in {"Types", "Relationships"}:
        if name not in _OF_PACKAGES:
            return None
        return value if name == "Id" and is_known else _plain_words(value)
    if root == "styleSheet":
        return _of_style(name, value, is_known=is_known)
    if (root, name) == ("workbook", "name"):
        return value
    return value if name in _ATTRIBUTES and is_known else None


def _of_style(name: str, value: str, *, is_known: bool) -> str | None:
    if name == "formatCode":
        plain = re.sub("[1-9]", "1", re.sub(r'"[^"]*"', '""', value))
        return plain if len(plain) < 256 and _FORMAT.fullmatch(plain) else "0"  # noqa: PLR2004
    if name in _OF_STYLES and (
        is_known or _TABLE_STYLE.fullmatch(value) or set(value.split()) <= _LOOKS
    ):
        return value
    return "X" if name in {"name", "val"} else None


def _plain_words(text: str) -> str:
    """Return the name of a part with only the words that every workbook has."""
    return _WORD.sub(
        lambda found: found[0] if found[0].lower() in _WORDS else "x" * len(found[0]), text
    )


def _new_text(text: str, group: str, cell: str, scrubber: Scrubber) -> str:
    if group == "f":
        return "0"
    if group == "v" and cell in _AS_IT_IS and _AS_IT_IS[cell](text):
        return text
    return scrubber.number(text) if (group, cell) == ("v", "n") else scrubber.text(text)
