"""The XML of a workbook's parts, as a stream.

Expat reads every part. Only runs of items in the one form that nearly every program writes are
taken by a regular expression instead, for speed: it matches each byte of an item or nothing, and
is tried only where expat has just closed an item, so that both agree on where they are. There is
no second parser that could see something else in the same bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, NoReturn
from xml.parsers import expat

import attrs

from jtai.errors import UnreadableFileError

_AGAIN: Final = "open it in Excel and save it again"
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_SEPARATOR: Final = "}"
# The transitional and the strict namespace of ECMA-376.
_MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
# Expat keeps every name that it meets; no workbook has so many.
_MOST_NAMES: Final = 5_000
_MOST_ELEMENTS: Final = 100_000
_DEEPEST: Final = 100
_PIECE: Final = 2**18
_LONGEST_TAG: Final = 2**20
"""How many bytes a tag or a comment may have: the parser keeps all of it in memory, and every
attribute separately."""
_LONGEST_WAIT: Final = 2**21
"""How many characters may follow the last item before they are passed to expat as they are."""


class Element(NamedTuple):
    """An element of a part.

    Attributes:
        name: Its name without a namespace.
        parent: The name of the element that it is in.
        attributes: Its attributes, by names without a namespace.
    """

    name: str
    parent: str
    attributes: Mapping[str, str]


def main_names(*names: str) -> dict[str, str]:
    """Return names by the names that expat reports for them in the main namespace."""
    return {f"{space}{_SEPARATOR}{name}": name for space in _MAIN for name in names}


@attrs.define(kw_only=True)
class PartReader:
    """Reads a part; a subclass says what to do with its elements.

    Attributes:
        where: The part, for messages.
        item: The closing tag of the items that `take_usual` knows, such as ``</row>``; empty if
            there are none.
    """

    where: str
    item: str = ""
    _fed: int = 0
    _closed_at: int = -(2**62)
    _parser: expat.XMLParserType = attrs.field(init=False, repr=False)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Text within an element, perhaps a part of it."""

    def take_usual(self, text: str, at: int) -> int:
        """Read items of the usual form from a place in the text, and return where they end."""
        raise NotImplementedError  # pragma: no cover - readers with items have their own

    def closed_item(self) -> None:
        """Note that an item was closed here, so that usual items may follow."""
        self._closed_at = self._parser.CurrentByteIndex

    def read(self, chunks: Iterator[bytes]) -> None:
        """Read all of a part.

        Raises:
            UnreadableFileError: If it is not XML, or not as workbooks have it.
        """
        self._parser = parser = self._new_parser()
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        text, more = "", True
        while more:
            chunk = next(chunks, b"")
            more = bool(chunk)
            text, at = text + self._decoded(decoder, chunk, final=not more), 0
            while self.item:
                if self._fed == self._closed_at + len(self.item):
                    at = self.take_usual(text, at)
                close = text.find(self.item, at)
                if close < 0:
                    break
                close += len(self.item)
                self._feed(text[at:close])
                at = close
            if not self.item or not more or len(text) - at > _LONGEST_WAIT:
                self._feed(text[at:], final=not more)
                at = len(text)
            text = text[at:]
            if len(parser.intern) > _MOST_NAMES:
                self.improper("the part has too many different element names")

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", _SEPARATOR, intern={})
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _decoded(self, decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> str:
        try:
            return decoder.decode(chunk, final)
        except UnicodeDecodeError:
            pass
        # Raised here, because the codec's own error would quote the bytes.
        return self.improper("the part is not encoded in UTF-8")

    def _feed(self, text: str, *, final: bool = False) -> None:
        data = text.encode()
        for at in range(0, len(data), _PIECE):
            piece = data[at : at + _PIECE]
            self._parse(piece, final=False)
            self._fed += len(piece)
            # The index is that of the tag which has not ended yet.
            if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
                self.improper("a tag or a comment in the part is too long")
        if final:
            self._parse(b"", final=True)

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError:
            pass
        else:
            return
        self.improper("the part is not well-formed XML")

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.strip().lower() not in _ENCODINGS:
            self.improper("the part is not encoded in UTF-8")

    def _doctype(self, *_: object) -> None:
        self.improper("the part declares a document type, which no workbook needs")

    def improper(self, problem: str) -> NoReturn:
        """Refuse the part.

        Raises:
            UnreadableFileError: Always.
        """
        raise UnreadableFileError(problem, where=self.where, remedy=_AGAIN)


@attrs.define(kw_only=True)
class _Elements(PartReader):
    names: frozenset[str]
    found: list[Element] = attrs.field(factory=list)
    _open: list[str] = attrs.field(factory=lambda: [""])

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(_SEPARATOR)[2]
        if local in self.names:
            plain = {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()}
            self.found.append(Element(local, self._open[-1], plain))
        self._open.append(local)
        if len(self.found) > _MOST_ELEMENTS or len(self._open) > _DEEPEST:
            self.improper("the part has too many elements")

    def end(self, name: str) -> None:  # noqa: ARG002 - as its base has it
        self._open.pop()


def elements(chunks: Iterator[bytes], names: frozenset[str], *, where: str) -> Iterator[Element]:
    """Return the elements of a part that have one of these names, in their order.

    Args:
        chunks: The bytes of the part.
        names: The names of elements, without a namespace.
        where: The part, for messages.

    Raises:
        UnreadableFileError: If the part is not XML.
    """
    reader = _Elements(where=where, names=names)
    reader.read(chunks)
    return iter(reader.found)
