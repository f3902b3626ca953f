"""The XML of a workbook's parts, as a stream.

Expat reads every part. Only runs of items in the one form that nearly every program writes are
taken by a regular expression instead, for speed: it matches each byte of an item or nothing, and
is tried only where expat has just closed an item, so that both agree on where they are. There is
no second parser that could see something else in the same bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, NoReturn
from xml.parsers import expat

import attrs

from jtai.errors import UnreadableFileError
from jtai.formats.reading.limits import Budget

_AGAIN: Final = "open it in Excel and save it again"
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_SEPARATOR: Final = "}"
# The transitional and the strict namespace of ECMA-376.
_MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
# What Excel writes in the anchors of controls and in extensions. No other name that its schemas
# define for these ([MS-XLSX] 2.4) is that of an element which is read.
_OTHERS: Final = frozenset(
    f"{space}{_SEPARATOR}{name}"
    for space, names in {
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "row col",
        "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing": "row col",
        "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "workbookPr",
        "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main": "workbookPr",
    }.items()
    for name in names.split()
)
# Expat keeps every name that it meets; no workbook has so many.
_MOST_NAMES: Final = 5_000
_MOST_ELEMENTS: Final = 100_000
_MOST_CHARACTERS: Final = 20_000_000
_DEEPEST: Final = 100
_PIECE: Final = 2**18
# The parser keeps all of a tag or a comment in memory, and every attribute separately.
_LONGEST_TAG: Final = 2**20
# The parser copies the address of a namespace for every element and attribute in it, also for those
# in the tag that declares it. Published ones have fewer than 100 characters.
_LONG_NAMESPACE: Final = re.compile(rb"""xmlns[^"'<]{0,255}+(?:"[^"<]{256}|'[^'<]{256}|[^"'<])""")
_LONGEST_WAIT: Final = 2**21
"""How many characters may follow the last item before they are passed to expat as they are."""


class Element(NamedTuple):
    """An element of a part.

    Attributes:
        name: Its name without its namespace.
        attributes: Its attributes. A name in a namespace begins with that and with ``}``.
    """

    name: str
    attributes: Mapping[str, str]


@attrs.frozen
class Tree:
    """Which elements of a part are read, and where they are.

    Excel leaves out elements of other namespaces, or chooses between them (ECMA-376, part 3, markup
    compatibility). A part is refused where that could change a value or move one.

    Attributes:
        children: For the name of each element those of its children, by what expat reports. The
            root is the child of an empty name. If nothing in an element is read, its children have
            its name.
        closed: The elements in which no others may be, unless they are `extra`. In those without
            children there may be none at all, because their text is a value.
        once: The elements that a part has no more than once, among them its root.
        extra: What expat reports for elements that are left out wherever they are.
        names: The names of elements that may be nowhere else in any namespace, as some programs
            do not look at namespaces.
    """

    children: Mapping[str, Mapping[str, str]]
    closed: frozenset[str]
    once: frozenset[str]
    extra: Mapping[str, str]
    names: frozenset[str]

    def within(self, space: str) -> Tree:
        """Return the tree whose elements are all of one namespace; those of others are nowhere."""
        children = {
            parent: {full: name for full, name in below.items() if full.startswith(space)}
            for parent, below in self.children.items()
        }
        return attrs.evolve(self, children=children)


def tree(
    children: Mapping[str, str],
    *,
    closed: str = "",
    once: str = "",
    unread: str = "",
    extra: str = "",
    elsewhere: str = "",
    spaces: Iterable[str] = _MAIN,
) -> Tree:
    """Return a tree of elements of some namespaces, from names that are separated by spaces.

    Args:
        children: For the name of each element those of its children.
        closed: As in `Tree`.
        once: As in `Tree`, apart from the root.
        unread: The elements in which nothing is read.
        extra: As in `Tree`.
        elsewhere: Names that may also be in other places, and mean something else there.
        spaces: The namespaces, of which a part uses the one of its root.
    """

    def full(names: Iterable[str]) -> dict[str, str]:
        return {f"{space}{_SEPARATOR}{name}": name for space in spaces for name in names}

    words = {name: below.split() for name, below in children.items()}
    known = {word for below in words.values() for word in below}
    # An element without children of interest has none.
    places = {name: full(words.get(name, ())) for name in {*words, *known}}
    return Tree(
        places | {name: dict.fromkeys(places[name], name) for name in unread.split()},
        frozenset(closed.split()),
        frozenset([*words[""], *once.split()]),
        full(extra.split()),
        frozenset(known - set(elsewhere.split())),
    )


WORKBOOK: Final = tree(
    {"": "workbook", "workbook": "workbookPr sheets calcPr", "sheets": "sheet"},
    closed="sheets",
    once="workbookPr sheets",
)
STYLES: Final = tree(
    {
        "": "styleSheet",
        "styleSheet": "numFmts fonts cellXfs",
        "numFmts": "numFmt",
        "fonts": "font",
        "font": "strike",
        "cellXfs": "xf",
    },
    closed="numFmts cellXfs",
    once="numFmts fonts cellXfs",
    elsewhere="numFmt font strike xf",
)
RELATIONSHIPS: Final = tree(
    {"": "Relationships", "Relationships": "Relationship"}, spaces=[_PACKAGE]
)

CONTENT_TYPES: Final = tree(
    {"": "Types", "Types": "Default Override"},
    spaces=["http://schemas.openxmlformats.org/package/2006/content-types"],
)


@attrs.define
class Feed:
    """Passes XML to a parser, and refuses what would cost the parser much more than its length.

    Attributes:
        parser: The parser.
        where: The part, for messages.
        fed: How many bytes were passed to it.
    """

    parser: expat.XMLParserType = attrs.field(repr=False)
    where: str
    fed: int = 0
    _unfinished: bytes = attrs.field(default=b"", repr=False)

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Pass XML to the parser in pieces, and yield each one before it is passed.

        Raises:
            ExpatError: If it is not well-formed.
            UnreadableFileError: If a tag, a comment or the address of a namespace is too long.
        """
        for at in range(0, len(data), _PIECE):
            piece = data[at : at + _PIECE]
            yield piece
            tag = self._unfinished + piece
            # In UTF-16, every other byte of what is looked for is a NUL.
            if b"xmlns" in (plain := tag.replace(b"\0", b"")) and _LONG_NAMESPACE.search(plain):
                raise improper(self.where, "the address of a namespace in the part is too long")
            self.parser.Parse(piece, False)
            self.fed += len(piece)
            # The index is that of the tag which has not ended yet.
            length = self.fed - self.parser.CurrentByteIndex
            if length > _LONGEST_TAG:
                raise improper(self.where, "a tag or a comment in the part is too long")
            self._unfinished = tag[-length:] if length else b""


def improper(where: str, problem: str) -> UnreadableFileError:
    """Return the error for a part that is not XML that workbooks use."""
    return UnreadableFileError(problem, where=where, remedy=_AGAIN)


def number_of_elements(data: bytes) -> int:
    """Return how many elements XML has, as `Limits` counts them, without parsing it."""
    return data.count(b"<") - data.count(b"</") + data.count(b"=") // 4


@attrs.define(kw_only=True)
class PartReader:
    """Reads a part; a subclass says what to do with its elements.

    Attributes:
        where: The part, for messages.
        budget: How much of the file may still be read.
        item: The closing tag of the items that `take_usual` knows, such as ``</row>``; empty if
            there are none.
    """

    where: str
    budget: Budget
    item: str = ""
    _closed_at: int = -(2**62)
    _parser: expat.XMLParserType = attrs.field(init=False, repr=False)
    _to_parser: Feed = attrs.field(init=False, repr=False)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Text within an element, perhaps a part of it."""

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        """A namespace is declared by the element that begins next."""

    def take_usual(self, text: str, at: int) -> int:
        """Read items of the usual form from a place in the text, and return where they end."""
        raise NotImplementedError  # pragma: no cover - readers with items have their own

    def closed_item(self) -> None:
        """Note that an item was closed here, so that usual items may follow."""
        self._closed_at = self._parser.CurrentByteIndex

    def read(self, chunks: Iterator[bytes]) -> None:
        """Read all of a part.

        Raises:
            UnreadableFileError: If it is not XML, or not XML that workbooks use.
        """
        self._parser = parser = self._new_parser()
        feed = self._to_parser = Feed(parser, self.where)
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        text, more = "", True
        while more:
            chunk = next(chunks, b"")
            more = bool(chunk)
            text, at = text + self._decoded(decoder, chunk, final=not more), 0
            while self.item:
                if feed.fed == self._closed_at + len(self.item):
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
        parser.StartNamespaceDeclHandler = self.namespace
        return parser

    def _decoded(self, decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> str:
        try:
            return decoder.decode(chunk, final)
        except UnicodeDecodeError:
            pass
        # Raised here, because the codec's own error would quote the bytes.
        return self.improper("the part is not encoded in UTF-8")

    def _feed(self, text: str, *, final: bool = False) -> None:
        try:
            for piece in self._to_parser.pieces(text.encode()):
                self.budget.take("elements", number_of_elements(piece), self.where)
            if final:
                self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            # Without a line number: expat does not see the lines that were read without it.
            reason = expat.ErrorString(error.code).removeprefix("not well-formed ").strip("()")
        else:
            return
        self.improper(f"the part is not well-formed XML: {reason}")

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
        raise improper(self.where, problem)


@attrs.define(kw_only=True)
class TreeReader(PartReader):
    """Reads the elements of a part that are where they should be; see `Tree`.

    Attributes:
        tree: Where they are; from the root on, in its namespace alone.
    """

    tree: Tree
    inside: list[str] = attrs.field(factory=lambda: [""], repr=False)
    """The names of the elements that are open, from the root."""
    met: set[str] = attrs.field(factory=set, repr=False)
    """The names of elements that a part has no more than once, if they have begun."""
    _left_out: int = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element of the tree begins."""

    def closed(self, name: str) -> None:
        """An element of the tree ends."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Find the place of an element that begins."""
        if not self._left_out:
            parent = self.inside[-1]
            below = self.tree.children[parent]
            known = below.get(name)
            if known is not None:
                if known in self.tree.once:
                    if known in self.met:
                        self.misplaced(name)
                    self.met.add(known)
                    if not parent:
                        self.tree = self.tree.within(name.removesuffix(known))
                self.inside.append(known)
                self.opened(known, attributes)
                return
            extra = below and self.tree.extra
            if not parent or (parent in self.tree.closed and name not in extra):
                self.misplaced(name)
            if _local(name) in below.values():
                self.misplaced(name)
        is_other = name in _OTHERS and "date1904" not in attributes
        if _local(name) in self.tree.names and not is_other:
            self.misplaced(name)
        self._left_out += 1
        if self._left_out > _DEEPEST:
            self.improper("the part has too many elements")

    def end(self, name: str) -> None:  # noqa: ARG002 - as its base has it
        """Leave an element that ends."""
        if self._left_out:
            self._left_out -= 1
        else:
            self.closed(self.inside.pop())

    def namespace(self, prefix: str | None, uri: str | None) -> None:  # noqa: ARG002
        """Note a namespace: usual items are known only where none hides the main one."""
        if prefix is None and self.inside[-1] in self.tree.closed:
            self.item = ""

    def misplaced(self, name: str) -> NoReturn:
        """Refuse the part because of the place of an element.

        Raises:
            UnreadableFileError: Always.
        """
        found = _WORDS.get(_local(name), "an element")
        self.improper(f"{found} is not where it should be")


def _local(name: str) -> str:
    """Return the name of an element without its namespace."""
    return name.rpartition(_SEPARATOR)[2]


_WORDS: Final = {"row": "a row", "c": "a cell", "v": "a value", "is": "a value", "t": "a text"}


@attrs.define(kw_only=True)
class _Elements(TreeReader):
    found: list[Element] = attrs.field(factory=list)
    _length: int = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        self.found.append(Element(name, attributes))
        self._length += sum(map(len, attributes.values()))
        if len(self.found) > _MOST_ELEMENTS or self._length > _MOST_CHARACTERS:
            self.improper("the part has too many elements")


def elements(chunks: Iterator[bytes], of: Tree, *, budget: Budget, where: str) -> list[Element]:
    """Return the elements of a part that are where they should be, in their order.

    Args:
        chunks: The bytes of the part.
        of: Where they are.
        budget: How much of the file may still be read.
        where: The part, for messages.

    Raises:
        UnreadableFileError: If the part is not XML, or something in it is in the wrong place.
    """
    reader = _Elements(where=where, budget=budget, tree=of)
    reader.read(chunks)
    return reader.found
