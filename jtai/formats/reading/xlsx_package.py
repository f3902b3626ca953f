"""The parts of an Excel workbook: a zip archive of XML parts that refer to each other.

The archive is read by `zipfile` alone, and only the parts that the workbook's relationships name
are unpacked, piece by piece and counted. A part that nothing needs, such as a picture or a macro,
is never opened. The names of parts and relationships follow ECMA-376, part 2 (Open Packaging
Conventions); names in Windows style, which some programs write, are accepted as Excel does.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from jtai.errors import UnreadableFileError
from jtai.formats.reading.limits import Budget, Limits, exceeded
from jtai.formats.reading.xlsx_xml import CONTENT_TYPES, RELATIONSHIPS, Element, Tree, elements

# The transitional and the strict namespace of ECMA-376.
OFFICE: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY: Final = b"PK\x01\x02"
_HEADER: Final = b"PK\x03\x04"
_SUMS: Final = b"PK\x07\x08"
# The header of a part, stored or deflated, that some program would read.
_PART: Final = re.compile(rb"PK\x03\x04.{4}[\x00\x08]\x00", re.DOTALL)
# In a target: spaces that some programs leave out, and signs that are not of its path (RFC 3986).
_NOT_A_PATH: Final = re.compile(r"\A\s|\s\Z|[?#:]")
_QUOTED: Final = re.compile(rb"%([0-9A-Fa-f]{2})")
_TYPES: Final = "[content_types].xml"
_MOST_PARTS: Final = 10_000
_CHUNK: Final = 2**18
# Below this size, a part may have any compression ratio.
_LEAST_WITH_RATIO: Final = 2**20
_ENCRYPTED: Final = 0x1
_SUMS_FOLLOW: Final = 0x8
_UTF8: Final = 0x800
_SECOND_NAME: Final = 0x7075
_LONG_SIZES: Final = 0x1
_SEE_LONG: Final = 0xFFFFFFFF
_ZIP64_PLACE: Final = 20  # the length of the record before the last one
# What the numbers of the last record are where the true ones are in fields of 64 bits.
_IN_ZIP64: Final = (*[0xFFFF] * 4, *[0xFFFFFFFF] * 2)

_BEGINNINGS: Final = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"Rar!", "compressed with RAR"),
    (b"7z\xbc\xaf", "compressed with 7-Zip"),
)
_WEB_PAGE: Final = re.compile(rb"(?i)<(?:!doctype html|html|head|body|table)\b")
_XML: Final = re.compile(rb"\s*<\?xml")
_DAMAGED: Final = "a part of the file is damaged"
_TWO_NAMES: Final = "the name of a part can be read in two ways"
_AGAIN: Final = "open it in Excel and save it again as an Excel workbook (.xlsx)"
_ODS: Final = "an OpenDocument file (.ods)"
_OTHER_KINDS: Final = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("word/document.xml", "a Word document (.docx)"),
    ("ppt/presentation.xml", "a presentation (.pptx)"),
    # Without a mimetype, LibreOffice finds what it is in META-INF/manifest.xml.
    ("content.xml", _ODS),
)


MACRO_SHEETS: Final = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})
"""The kinds of sheets for macros of Excel 4, which have relationships of Microsoft's own."""


@attrs.frozen(kw_only=True)
class Relationship:
    """What a part refers to.

    Attributes:
        kind: The last word of its type, such as ``worksheet``; empty if it is not one of Office.
        target: The name of a part, or None if it is outside the file.
    """

    kind: str
    target: str | None


@attrs.define(kw_only=True)
class Package:
    """An open archive, whose parts are found by their names in any case.

    Attributes:
        name: The file's name, for messages.
        budget: How much of it may still be read.
    """

    name: str
    budget: Budget
    _data: bytes = attrs.field(repr=False)
    _archive: zipfile.ZipFile = attrs.field(repr=False)
    _parts: Mapping[str, zipfile.ZipInfo] = attrs.field(repr=False)
    _unpacked: int = 0
    _slashes: set[bool] = attrs.field(factory=set, repr=False)
    _types: list[Element] | None = attrs.field(default=None, repr=False)

    @property
    def parts(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._parts)

    def where(self, part: str) -> str:
        """Return how messages name a part."""
        return f"{self.name}, {part}"

    def chunks(self, part: str) -> Iterator[bytes]:
        """Unpack a part in pieces.

        Raises:
            LimitError: If it unpacks to more than the limits allow.
            UnreadableFileError: If it is damaged.
        """
        info = self._parts[part]
        where, limits = self.where(part), self.budget.limits
        self._slashes.add(info.orig_filename.startswith(("/", "\\")))
        if len(self._slashes) > 1:
            # Programs that do not find a sheet may leave it out.
            raise corrupt(self.name, "only some parts have a slash before their name")
        most = max(_LEAST_WITH_RATIO, limits.ratio * info.compress_size)
        size = 0
        for chunk in self._read(info, where):
            size += len(chunk)
            if size > most:
                ratio = size // max(info.compress_size, 1) + 1
                raise exceeded(limits, "ratio", found=ratio, where=where, least=True)
            self._count(len(chunk), part)
            yield chunk

    def count_shared(self, characters: int) -> None:
        """Count a long text for one of the cells that share it, as if it were unpacked for each.

        Raises:
            LimitError: If all of them are more than the limits allow.
        """
        self._count(characters, None)

    def _count(self, size: int, part: str | None) -> None:
        limits = self.budget.limits
        self._unpacked += size
        is_too_dense = self._unpacked > max(_LEAST_WITH_RATIO, limits.ratio * len(self._data))
        if not is_too_dense and self._unpacked <= limits.unpacked_bytes:
            return
        where, found = self.name, self._unpacked
        if part is None:
            where = f"{self.name}, with long texts counted in every cell that shares them"
        if is_too_dense:
            ratio = found // len(self._data) + 1
            raise exceeded(limits, "ratio", found=ratio, where=where, least=True)
        where = where if part is None else self.where(part)
        raise exceeded(limits, "unpacked_bytes", found=found, where=where, least=True)

    def _read(self, info: zipfile.ZipInfo, where: str) -> Iterator[bytes]:
        # zipfile raises many kinds of error when a field is damaged.
        try:
            with self._archive.open(info) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except Exception:  # noqa: BLE001
            damaged = True
        else:
            damaged = False
        if damaged:
            raise corrupt(where, _DAMAGED)

    def elements(self, part: str, of: Tree) -> list[Element]:
        """Return the elements of a small part that are where they should be."""
        return elements(self.chunks(part), of, budget=self.budget, where=self.where(part))

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return what a part refers to, by the identifiers that it uses.

        Args:
            part: The name of the part, empty for the archive itself.
        """
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self._parts:
            return {}
        found = {}
        for element in self.elements(rels, RELATIONSHIPS):
            space, _, kind = element.attributes.get("Type", "").rpartition("/")
            target = None
            if element.attributes.get("TargetMode") != "External":
                target = self._target(folder, element.attributes.get("Target", ""))
            key = element.attributes.get("Id", "")
            if key in found:
                raise corrupt(self.where(rels), "two relationships have the same identifier")
            is_office = space in OFFICE or kind in MACRO_SHEETS
            found[key] = Relationship(kind=kind if is_office else "", target=target)
        return found

    def _target(self, folder: str, target: str) -> str:
        """Return the name of the part that a relationship of a folder means; empty for none.

        Of a target with a scheme, a fragment or a query, programs use different parts as the name.
        """
        if _NOT_A_PATH.search(target):
            return ""
        path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))
        name = path.lstrip("/").lower()
        return name if name in self._parts else _unquoted(name)

    def of_purpose(
        self, related: Iterable[Relationship], kind: str, content: str, usual: str
    ) -> str | None:
        """Return the only part of a purpose, None if there is none.

        Programs find it by a relationship, its type of content or its usual name.

        Args:
            related: The relationships of the part that needs it.
            kind: The kind of the relationship.
            content: The end of the type of its content.
            usual: Its usual name.
        """
        targets = {one.target for one in related if one.kind == kind}
        others = {usual.lower(), *self._of_content(content)} & self.parts
        if len(found := targets | others) > 1:
            problem = f"programs would find different parts of the file for: {kind}"
            raise corrupt(self.name, problem)
        return next((one for one in found if one in self.parts), None)

    def _of_content(self, content: str) -> Iterator[str]:
        if self._types is None:
            self._types = self.elements(_TYPES, CONTENT_TYPES) if _TYPES in self._parts else []
        for element in self._types:
            if element.attributes.get("ContentType", "").lower().endswith(content):
                yield self._target("", element.attributes.get("PartName", ""))

    def workbook(self) -> str:
        """Return the name of the part that describes the workbook.

        Raises:
            UnreadableFileError: If it is another kind of file.
        """
        related = self.relationships("").values()
        part = self.of_purpose(related, "officeDocument", ".main+xml", "xl/workbook.xml")
        kind = self._other_kind()
        if part is not None and kind is None:
            return part
        # Of a file of two kinds, programs would show different cells.
        both = part is not None and part not in dict(_OTHER_KINDS)
        raise UnreadableFileError(
            f"this is {'both an Excel workbook and ' * both}"
            f"{kind or 'a zip file, but not an Excel workbook'}",
            where=self.name,
            expected="an Excel workbook",
            remedy=_AGAIN,
        )

    def _other_kind(self) -> str | None:
        found = [kind for name, kind in _OTHER_KINDS if name in self._parts]
        if not found and "mimetype" in self._parts:
            start = next(self.chunks("mimetype"), b"")
            return _ODS if b"opendocument" in start else None
        return found[0] if found else None


def open_package(  # noqa: C901 - one check after the other
    data: bytes, *, name: str, limits: Limits
) -> Package:
    """Open the bytes of a workbook.

    Args:
        data: All bytes of the file.
        name: The file's name, for messages.
        limits: How much may be unpacked.

    Raises:
        UnreadableFileError: If it is not a zip archive, or not one that Excel writes.
    """
    # zipfile keeps the whole directory in memory, so its length is checked first.
    if data.count(_ENTRY) > _MOST_PARTS:
        raise UnreadableFileError(
            "the file has too many parts",
            where=name,
            expected=f"{_MOST_PARTS:,} or fewer",
            remedy=_AGAIN,
        )
    archive = _opened(data)
    if archive is None:
        if data.startswith(_HEADER):
            raise corrupt(name, "the file is cut short or damaged")
        raise UnreadableFileError(
            f"this is {_what_else(data)}", where=name, expected="an Excel workbook", remedy=_AGAIN
        )
    if not _is_one_archive(data, archive):
        raise corrupt(
            name, "the file contains more than one archive, or more or less than its archive states"
        )
    parts: dict[str, zipfile.ZipInfo] = {}
    plain = set()
    for info in archive.infolist():
        path = info.filename.replace("\\", "/").lstrip("/").lower()
        if _has_two_names(info.orig_filename, info.extra):
            raise corrupt(name, _TWO_NAMES)
        # As a path, because some programs leave out its dots and doubled slashes and others do not.
        same = posixpath.normpath(f"/{_unquoted(path)}")
        if same in plain:
            raise corrupt(name, "two parts of the file have the same name")
        plain.add(same)
        parts[path] = info
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFileError(
                "parts of the file are encrypted", where=name, remedy="remove the password first"
            )
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise corrupt(name, "a part of the file is compressed in a way that Excel does not use")
    until = archive.start_dir
    for path, info in sorted(parts.items(), key=lambda one: one[1].header_offset, reverse=True):
        if problem := _problem(data, info, until):
            raise corrupt(f"{name}, {path}", problem)
        until = info.header_offset
    return Package(name=name, budget=Budget(limits), data=data, archive=archive, parts=parts)


def _opened(data: bytes) -> zipfile.ZipFile | None:
    # zipfile raises many kinds of error when a field is damaged.
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # noqa: BLE001
        return None


def _is_one_archive(data: bytes, archive: zipfile.ZipFile) -> bool:
    """Return whether a file is one archive from its first byte to its last.

    Otherwise, programs disagree on which directory counts, and so on what the cells are. Places are
    those of APPNOTE 4.3.14 to 4.3.16: https://support.pkware.com/pkzip/appnote
    """
    # Not where its mark is last: a damaged record can contain the mark once more.
    at = len(data) - 22 - len(archive.comment)
    if data[at : at + 4] != b"PK\x05\x06":
        return False
    *found, comment = struct.unpack_from("<4H2LH", data, at + 4)
    if comment != len(archive.comment):
        return False
    end = at
    # Fields of 64 bits, which some programs always write.
    if at >= _ZIP64_PLACE and data[at - 20 : at - 16] == b"PK\x06\x07":
        (end,) = struct.unpack_from("<Q", data, at - 12)
        if end != at - 20 - 56 or data[end : end + 4] != b"PK\x06\x06":
            return False
        short, found = found, [*struct.unpack_from("<2L4Q", data, end + 16)]
        if any(one not in pair for one, *pair in zip(short, found, _IN_ZIP64, strict=True)):
            return False
    infos = archive.infolist()
    first = min((info.header_offset for info in infos), default=0)
    *counts, size, start = found
    return counts == [0, 0, len(infos), len(infos)] and first == 0 and start + size == end


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of each extra field of a part."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size


def _has_two_names(name: str, extra: bytes) -> bool:
    """Return whether programs, or versions of Python, differ in the name of a part.

    Some cut a name at a NUL, and some use the name in extra field 0x7075 instead (APPNOTE 4.6.9).
    """
    return "\0" in name or any(kind == _SECOND_NAME for kind, _ in _fields(extra))


def _problem(  # noqa: PLR0911 - one check after the other
    data: bytes, info: zipfile.ZipInfo, until: int
) -> str | None:
    """Return why programs could read a part, or the bytes up to the next one, in two ways.

    Programs that read a file from its start know only the part's own header, which has to agree
    with the archive's directory (APPNOTE 4.3.7). Sizes and the checksum may be 0 in it if they
    follow the part, and sizes in a field of 64 bits if they are the highest ones; some programs
    always use such a field. Nothing else may be between parts, as no program is known that leaves
    anything there.
    """
    header = data[info.header_offset : info.header_offset + 30]
    if not header.startswith(_HEADER) or len(header) < 30:  # noqa: PLR2004 - the length of a header
        return _DAMAGED
    flags, method, _, _, *sums, length, extra = struct.unpack_from("<4H3L2H", header, 6)
    start = info.header_offset + 30
    begin = start + length + extra
    end = begin + info.compress_size
    name = data[start : start + length]
    encoding = "utf-8" if info.flag_bits & _UTF8 else "cp437"
    true = info.CRC, info.compress_size, info.file_size
    sums_follow = flags & _SUMS_FOLLOW
    may_follow = {0, _SEE_LONG} if sums_follow else {_SEE_LONG}
    own_fields = data[start + length : begin]
    if _has_two_names("", own_fields):
        return _TWO_NAMES
    long = [content[:16] for kind, content in _fields(own_fields) if kind == _LONG_SIZES]
    right = {struct.pack("<QQ", info.file_size, info.compress_size)}
    right |= {struct.pack("<QQ", 0, 0)} if sums_follow else set()
    # Programs differ in the other flags, which change nothing here.
    named = _ENCRYPTED if name.isascii() else _ENCRYPTED | _UTF8
    if (
        (flags ^ info.flag_bits) & named
        or method != info.compress_type
        or name != info.orig_filename.encode(encoding)
        or any(
            one != other and one not in may_follow for one, other in zip(sums, true, strict=True)
        )
        or not right.issuperset(long)
        or (_SEE_LONG in sums[1:] and not (long or sums_follow))
    ):
        return "the archive describes the part in two ways"
    if end > until:
        return _DAMAGED
    # Without the sizes, a program looks for the end of the part.
    if sums_follow and _PART.search(data, begin, end):
        return "the part contains another part"
    follow = [struct.pack("<LQQ", *true), struct.pack("<3L", *(one & 0xFFFFFFFF for one in true))]
    if data[end:until] not in {b"", *follow, *(_SUMS + one for one in follow)}:
        return "the part is followed by bytes that belong to no part"
    return None


def _unquoted(name: str) -> str:
    plain = _QUOTED.sub(lambda found: bytes.fromhex(found[1].decode()), name.encode())
    return plain.decode("utf-8", "surrogateescape")


def corrupt(where: str, problem: str) -> UnreadableFileError:
    """Return the error for a damaged file."""
    return UnreadableFileError(
        problem,
        where=where,
        expected="an undamaged Excel workbook",
        remedy=f"{_AGAIN}, or get a new copy",
    )


def _what_else(data: bytes) -> str:
    head = data[:4096]
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "protected by a password, which has to be removed first"
        return "an Office 97 to 2003 file, such as an .xls workbook"
    kinds = (kind for beginning, kind in _BEGINNINGS if head.startswith(beginning))
    return next(kinds, None) or _what_text(head)


def _what_text(head: bytes) -> str:
    if not head:
        return "an empty file"
    if _WEB_PAGE.search(head):
        return "a web page, whatever its extension says"
    if _XML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "plain XML, not an Excel workbook"
    if b"\0" not in head:
        return "a text file, perhaps a CSV file with the wrong extension"
    return "not a workbook, or a workbook that is damaged at the start"
