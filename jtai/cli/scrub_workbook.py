"""A workbook for a bug report: its structure and oddities, and none of its children's data.

Parts are edited at the byte offsets that the XML parser reports, so that everything that is not
edited stays as it is. What reading does not need, such as comments, pictures or macros, is emptied.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

import attrs

from jtai.cli.scrub import BYTE_ORDER_MARKS, Scrubber, joined_texts
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.xlsx_package import corrupt, open_package
from jtai.lists.reading.cells import is_error


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALL: Final = frozenset({"*"})
# What is kept of each kind of part, by its root: the elements directly below it.
_KEPT: Final = {
    "worksheet": frozenset({"dimension", "sheetFormatPr", "cols", "sheetData", "mergeCells"}),
    "sst": frozenset({"si"}),
    "workbook": frozenset({"workbookPr", "bookViews", "sheets", "calcPr"}),
    "Relationships": frozenset({"Relationship"}),
    **dict.fromkeys(("styleSheet", "Types"), _ALL),
}
_RELATED: Final = frozenset({"officeDocument", "worksheet", "sharedStrings", "styles", "theme"})
# Elements whose texts belong together, and those within a formula.
_GROUPS: Final = frozenset({"si", "is", "v", "f"})
# The elements that may be among cells and texts.
_INNER: Final = _words("row c f v is t si r rPr b i u rPh phoneticPr col mergeCell")
# An index, a truth value and an error stay as they are, but nothing else that claims to be one.
_AS_IT_IS: Final[dict[str, Callable[[str], object]]] = {
    "s": re.compile(r"\s*[0-9]*\s*").fullmatch,
    "b": re.compile(r"\s*(?:[01]|true|false|TRUE|FALSE)?\s*").fullmatch,
    "e": is_error,
}
_UNPACKED: Final = 2**28
"""How many bytes are unpacked at most: all are kept in memory."""

_ATTRIBUTE: Final = re.compile(r"(\s+)([\w:.-]+)(\s*=\s*)(\"[^\"]*\"|'[^']*')")
_ATTRIBUTES: Final = _words(
    "r s t ref si ca aca cm vm ph bx dt2D dtr del1 del2 r1 r2 spans customFormat ht hidden "
    "customHeight outlineLevel collapsed thickTop thickBot x14ac:dyDescent xml:space min max "
    "width style customWidth bestFit count uniqueCount val defaultRowHeight baseColWidth "
    "defaultColWidth zeroHeight outlineLevelRow outlineLevelCol date1904 sheetId state calcId "
    "fullCalcOnLoad calcMode activeTab firstSheet visibility name id r:id"
)
_VALUE: Final = re.compile(
    r"[0-9.:, +-]*|true|false|preserve|(?:\$?[A-Z]{1,3}\$?[0-9]{1,7}:?){0,2}"
    r"|(?i:r?(?:id)?[0-9a-f]+)"
    r"|s|str|n|b|e|d|inlineStr|shared|array|normal|visible|hidden|veryHidden|auto|manual"
)
_NAMESPACE: Final = re.compile(
    "http://(?:schemas[.](?:openxmlformats[.]org|microsoft[.]com)|purl[.](?:oclc[.])?org)/.*"
)
# The words in the names of parts, and of their kinds.
_WORDS: Final = _words(
    "a activex activexcontrol app application bin bmp calcchain chart charts chartsheet "
    "chartsheets chartshapes colors comment comments comma connections content control core "
    "coreproperties ctrlprop ctrlprops custom customproperties customxml data definednames "
    "definitions dialogsheets doc docprops document drawing drawingml drawings emf excel "
    "extended externallink externallinks gif http https image item itemprops jpeg jpg "
    "macroenabled main media metadata microsoft ms mu officedocument office oleobject "
    "openxmlformats org package persons person pivotcache pivotcachedefinition "
    "pivotcacherecords pivottable pivottables png printersettings processing project "
    "properties querytable querytables rel relationships rels relationship revision richdata "
    "schemas shared sharedstrings sheet sheets slicer slicers spreadsheetml style styles svg "
    "table tables template theme themes thmx threadedcomment threadedcomments tiff types "
    "vba vbaproject vbaprojectsignature vml vmldrawing vnd wmf workbook worksheet worksheets "
    "x xl xlsx xlsm xml xmlmaps commentsdrawing"
)
_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]{5,}|[^\x00-\x7f]+")
_FONTS: Final = _words(
    "Normal Calibri Arial Cambria Aptos Comma Currency Percent Hyperlink Good Bad Neutral "
    "minor major single double solid gray125 none baseline superscript subscript"
)
_FORMAT: Final = re.compile(
    r'(?i)general|(?:AM/PM|A/P|y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|e(?=[+-])|""|\\[^\w]|'
    r"\[(?:h+|m+|s+|black|blue|cyan|green|magenta|red|white|yellow|[<>=]+[0-9.]+|\$-[0-9a-f]+)\]|"
    r"general|[^\w\"\\\[\]]|[0-9_])*+"
)


def scrub_workbook(data: bytes, name: str, limits: Limits) -> bytes:
    """Return a workbook without its children's data.

    Raises:
        LimitError: If it is larger than the limits allow, or unpacks to more than 256 MB.
        UnreadableFileError: If it is not a workbook, or damaged.
    """
    limits = attrs.evolve(limits, unpacked_bytes=min(limits.unpacked_bytes, _UNPACKED))
    package = open_package(data, name=name, limits=limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    keys = [info.filename.replace("\\", "/").lstrip("/").lower() for info in infos]
    parts = [b"".join(package.chunks(key)) for key in keys]
    scrubber = Scrubber(
        {one for part in parts for one in joined_texts(part.decode(errors="replace"))}
    )
    sink = io.BytesIO()
    written = set()
    with zipfile.ZipFile(sink, "w") as target:
        for info, key, part in zip(infos, keys, parts, strict=True):
            copy = zipfile.ZipInfo(_plain_words(info.filename))
            if copy.filename in written:  # an unknown name that became another one
                continue
            written.add(copy.filename)
            copy.compress_type = info.compress_type
            is_xml = key.endswith((".xml", ".rels", ".vml"))
            new = _Part(part, scrubber, package.where(key)).scrubbed() if is_xml else b""
            target.writestr(copy, new)
    return sink.getvalue()


class _Part:
    """A part that is scrubbed as an XML parser reads it, one event after the other."""

    def __init__(self, data: bytes, scrubber: Scrubber, where: str) -> None:
        self._data, self._scrubber, self._where = data, scrubber, where
        self._out = bytearray()
        # What belongs to one cell is written when it ends: the pieces, and the texts among them.
        self._pieces: list[bytes] = []
        self._texts: list[tuple[int, str]] = []
        self._names: list[str] = []
        self._root = self._group = self._cell = ""
        self._kept: frozenset[str] = frozenset()
        self._dropped = 0
        self._last: tuple[int, str, str, dict[str, str]] | None = None
        self._encoding = "utf-8"
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
            UnreadableFileError: If it is not XML.
        """
        try:
            self._parser.Parse(self._data, True)
            self._write(len(self._data))
        except (expat.ExpatError, LookupError, ValueError):
            damaged = True
        else:
            damaged = False
        if damaged:
            raise corrupt(self._where, "a part of the file is damaged")
        self._flush()
        return bytes(self._out)

    def _met(self, kind: str, text: str = "", attributes: dict[str, str] | None = None) -> None:
        self._write(self._parser.CurrentByteIndex)
        self._last = self._parser.CurrentByteIndex, kind, text, attributes or {}

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        self._met("other")
        self._encoding = BYTE_ORDER_MARKS.get(self._data[:2], encoding or self._encoding)

    def _doctype(self, *_: object) -> None:
        raise ValueError

    def _write(self, after: int) -> None:
        """Write what was met last, which goes on to here."""
        if self._last is None:
            return
        at, kind, text, attributes = self._last
        if kind in {"start", "end"} and self._group in {"", text}:
            self._flush()
            self._group = text if kind == "start" and text in _GROUPS else ""
        if kind == "start":
            self._start(text, attributes)
        if not self._dropped and kind != "comment":
            if kind == "text":
                self._texts.append((len(self._pieces), text))
            self._pieces.append(self._plain(self._data[at:after]))
        if kind == "end":
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
        if name == "c":
            self._cell = attributes.get("t", "n")

    def _is_kept(self, name: str, depth: int, attributes: dict[str, str]) -> bool:
        """Return whether an element may stay: a relationship only if reading needs it."""
        if self._kept is _ALL:
            return True
        if depth > 2:  # noqa: PLR2004 - directly below the root
            return name in _INNER or self._root == "workbook"
        kind = attributes.get("Type", "")
        outside = attributes.get("TargetMode") == "External"
        return name in self._kept and not outside and (not kind or kind.split("/")[-1] in _RELATED)

    def _plain(self, raw: bytes) -> bytes:
        """Return XML without the attributes that no workbook needs, if it is a tag."""
        if b"=" not in raw or not raw.lstrip(b"\0").startswith(b"<"):
            return raw
        text = raw.decode(self._encoding)
        if text.startswith(("<?", "<!")):
            return raw
        new = _ATTRIBUTE.sub(self._attribute, text)
        return raw if new == text else new.encode(self._encoding, "xmlcharrefreplace")

    def _attribute(self, found: re.Match[str]) -> str:
        space, name, equals, quoted = found.groups()
        value = html.unescape(quoted[1:-1])
        new = _attribute(self._root, name, value)
        if new == value:
            return found[0]
        return "" if new is None else f"{space}{name}{equals}{quoteattr(new)}"

    def _flush(self) -> None:
        """Write what was kept back, with a cell's new text, piece by piece, where the old one was.

        A character that XML escapes is a piece by itself, and stays, so that nothing is escaped.
        """
        old = "".join(piece for _, piece in self._texts)
        new = _new_text(old, self._group, self._cell, self._scrubber)
        start = 0
        for at, text in self._texts:
            piece = new[start : start + len(text)]
            start += len(text)
            if piece != text:
                self._pieces[at] = piece.encode(self._encoding, "xmlcharrefreplace")
        self._out += b"".join(self._pieces)
        self._pieces, self._texts = [], []


def _attribute(root: str, name: str, value: str) -> str | None:
    """Return the value of an attribute without a child's data, or None to leave it out."""
    if name.startswith("xmlns"):
        return value if _NAMESPACE.fullmatch(value) else "urn:unknown"
    if root in {"Types", "Relationships"}:
        return value if name == "Id" and _VALUE.fullmatch(value) else _plain_words(value)
    if root == "styleSheet":
        if name == "formatCode":
            plain = re.sub(r'"[^"]*"', '""', value)
            return plain if len(plain) < 256 and _FORMAT.fullmatch(plain) else "0"  # noqa: PLR2004
        is_known = _VALUE.fullmatch(value) or set(value.split()) <= _FONTS
        return value if name not in {"name", "val"} or is_known else "X"
    if root == "workbook" and name == "name":
        return value
    return value if name in _ATTRIBUTES and _VALUE.fullmatch(value) else None


def _plain_words(text: str) -> str:
    """Return the name of a part with only the words that every workbook has."""
    return _WORD.sub(
        lambda found: found[0] if found[0].lower() in _WORDS else "x" * len(found[0]), text
    )


def _new_text(text: str, group: str, cell: str, scrubber: Scrubber) -> str:
    if not text:
        return text
    if group == "f":
        return "0"
    if group == "v" and cell in _AS_IT_IS and _AS_IT_IS[cell](text):
        return text
    return scrubber.number(text) if (group, cell) == ("v", "n") else scrubber.text(text)
