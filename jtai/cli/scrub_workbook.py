"""A workbook for a bug report: its structure and oddities, and none of its children's data.

Parts are edited at the byte offsets that the XML parser reports, so that everything that is not
edited stays as it is. What reading does not need, such as comments, pictures or macros, is emptied.
"""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from typing import Final
from xml.parsers import expat

from jtai.cli.scrub import BYTE_ORDER_MARKS, Scrubber, joined_texts
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.xlsx_package import corrupt, open_package

_ALL: Final = frozenset({"*"})
# What is kept of each kind of part, by its root: the elements directly below it.
_KEPT: Final = {
    "worksheet": frozenset({"dimension", "sheetFormatPr", "cols", "sheetData", "mergeCells"}),
    "sst": frozenset({"si"}),
    "workbook": frozenset({"workbookPr", "bookViews", "sheets", "calcPr"}),
    "Relationships": frozenset({"Relationship"}),
    **dict.fromkeys(("styleSheet", "theme", "Types"), _ALL),
}
_RELATED: Final = frozenset({"officeDocument", "worksheet", "sharedStrings", "styles", "theme"})
_AS_IT_IS: Final = frozenset({"s", "b", "e"})  # an index, a truth value, an error
# Elements whose texts belong together, and those within a formula.
_GROUPS: Final = frozenset({"si", "is", "v", "f"})


def scrub_workbook(data: bytes, name: str, limits: Limits) -> bytes:
    """Return a workbook without its children's data.

    Raises:
        UnreadableFileError: If it is not a workbook, or damaged.
    """
    package = open_package(data, name=name, limits=limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    keys = [info.filename.replace("\\", "/").lstrip("/").lower() for info in infos]
    parts = [b"".join(package.chunks(key)) for key in keys]
    scrubber = Scrubber(
        {one for part in parts for one in joined_texts(part.decode(errors="replace"))}
    )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as target:
        for info, key, part in zip(infos, keys, parts, strict=True):
            copy = zipfile.ZipInfo(info.filename)
            copy.compress_type = info.compress_type
            is_xml = key.endswith((".xml", ".rels", ".vml"))
            new = _scrubbed_part(part, scrubber, package.where(key)) if is_xml else b""
            target.writestr(copy, new)
    return sink.getvalue()


class _Tokens(list[tuple[int, str, str, dict[str, str]]]):
    """What an XML parser meets: the offset, the kind, the name or text, and attributes."""

    def __init__(self, data: bytes, where: str) -> None:
        super().__init__()
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        self.encoding = "utf-8"
        parser.StartElementHandler = lambda name, of: self._add("start", name.split(" ")[-1], of)
        parser.EndElementHandler = lambda name: self._add("end", name.split(" ")[-1])
        parser.CharacterDataHandler = lambda text: self._add("text", text)
        parser.CommentHandler = lambda _: self._add("comment")
        parser.ProcessingInstructionHandler = lambda *_: self._add("comment")
        parser.StartCdataSectionHandler = lambda: self._add("other")
        parser.EndCdataSectionHandler = lambda: self._add("other")
        parser.DefaultHandler = lambda _: self._add("other")
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, LookupError, ValueError):
            self.clear()
        if not self:
            raise corrupt(where, "a part of the file is damaged")
        self.encoding = BYTE_ORDER_MARKS.get(data[:2], self.encoding)
        self.append((len(data), "other", "", {}))

    def _add(self, kind: str, text: str = "", attributes: dict[str, str] | None = None) -> None:
        self.append((self._parser.CurrentByteIndex, kind, text, attributes or {}))

    def _declared(self, _: str, encoding: str | None, __: int) -> None:
        self._add("other")
        self.encoding = encoding or self.encoding

    def _doctype(self, *_: object) -> None:
        raise ValueError


def _scrubbed_part(data: bytes, scrubber: Scrubber, where: str) -> bytes:
    tokens = _Tokens(data, where)
    root = next(text for _, kind, text, _ in tokens if kind == "start")
    kept = _KEPT.get(root, frozenset())
    if kept is _ALL:
        return data
    out: list[bytes] = []
    # Where each piece of a cell's text is written, and the piece.
    texts: list[tuple[int, str]] = []
    names: list[str] = []
    group = cell = ""
    dropped = False
    for (at, kind, text, attributes), (after, *_) in pairwise(tokens):
        if kind in {"start", "end"} and group in {"", text}:
            new = _new_text("".join(piece for _, piece in texts), group, cell, scrubber)
            _put(out, texts, new, tokens.encoding)
            texts = []
            group = text if kind == "start" and text in _GROUPS else ""
        if kind == "start":
            names.append(text)
            if len(names) == 2:  # noqa: PLR2004 - directly below the root
                dropped = text not in kept or not _is_kept(attributes)
            if text == "c":
                cell = attributes.get("t", "n")
        if not dropped and kind != "comment":
            if kind == "text":
                texts.append((len(out), text))
            out.append(data[at:after])
        if kind == "end":
            dropped = dropped and len(names) > 2  # noqa: PLR2004 - as above
            names.pop()
    return b"".join(out)


def _is_kept(attributes: dict[str, str]) -> bool:
    """Return whether an element may stay: a relationship only if reading needs it."""
    kind = attributes.get("Type", "")
    outside = attributes.get("TargetMode") == "External"
    return not outside and (not kind or kind.split("/")[-1] in _RELATED)


def _new_text(text: str, group: str, cell: str, scrubber: Scrubber) -> str:
    if group == "f":
        return "0"
    if group == "v" and cell in _AS_IT_IS:
        return text
    return scrubber.number(text) if (group, cell) == ("v", "n") else scrubber.text(text)


def _put(out: list[bytes], texts: list[tuple[int, str]], new: str, encoding: str) -> None:
    """Put a cell's new text, piece by piece, where the old one was.

    A character that XML escapes is a piece by itself, and stays, so that nothing is escaped here.
    """
    start = 0
    for at, text in texts:
        piece = new[start : start + len(text)]
        start += len(text)
        if piece != text:
            out[at] = piece.encode(encoding, "xmlcharrefreplace")
