"""The bytes of an Excel workbook, before a parser sees them.

Invariant: bytes in, and either a refusal or bytes that a parser may have. A workbook is a zip of
XML parts that anyone can make: every part is unpacked here piece by piece and counted, as sizes
that a zip declares may lie. Nothing is run, followed or expanded, and no text of a cell leaves
here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

import attrs

from jtai.errors import UnreadableFileError
from jtai.formats.reading.limits import Limits, exceeded
from jtai.formats.reading.sheet_scanning import Walk, is_usual, whole_tags, with_error_texts
from jtai.lists.reading.sheets import Remark

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LOCATOR: Final = b"PK\x06\x07"
_LOCATOR_SIZE: Final = 20
_END_64_SIZE: Final = 56
_LOCAL_SIZE: Final = 30
_MOST_PARTS: Final = 10_000
_MOST_DIRECTORY_BYTES: Final = 4 * 2**20
_PACKED_PIECE: Final = 2**16
_PIECE: Final = 2**18
_LEAST_WITH_RATIO: Final = 2**20
_LEAST_CELL_BYTES: Final = 18
"""No cell that shares a text is shorter in XML: ``<c t="s"><v>0</v>``."""
_ENCRYPTED: Final = 0x1

_BEGINNINGS: Final = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a document in rich text"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"Rar!", "packed with RAR"),
    (b"7z\xbc\xaf", "packed with 7-Zip"),
)
_WEB_PAGE: Final = re.compile(rb"(?i)<(?:!doctype html|html|head|body|table)\b")
_XML: Final = re.compile(rb"\s*<\?xml")
_DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)""")
_ENCODINGS: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_END_OF_TEXT: Final = re.compile(rb"</(?:[^\s<>/:]+:)?si\s*>")
_END_OF_SI: Final = re.compile(rb"si[\s>]")  # much faster where there is none, as in sheets
_DATE_1904: Final = re.compile(rb"""\sdate1904\s*=\s*["'](?:1|true|on)["']""")
_TARGET: Final = re.compile(rb"""\sTarget\s*=\s*["']([^"']*)""")

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_TYPES: Final = "[content_types].xml"
_AGAIN: Final = "open it in Excel and save it again as an Excel workbook (.xlsx)"


@attrs.frozen(kw_only=True)
class CheckedWorkbook:
    """A workbook that a parser may have.

    Attributes:
        data: Its bytes. Cells that show an error are text cells in them, so that none is lost.
        date_1904: Whether its days count from 1904.
        remarks: What was noticed.
    """

    data: bytes = attrs.field(repr=False)
    date_1904: bool = False
    remarks: tuple[Remark, ...] = ()


@attrs.define(kw_only=True)
class _Found:
    """What the first pass found."""

    unusual: list[zipfile.ZipInfo] = attrs.field(factory=list)
    watched: list[zipfile.ZipInfo] = attrs.field(factory=list)
    with_errors: list[zipfile.ZipInfo] = attrs.field(factory=list)
    text_bytes: list[int] = attrs.field(factory=list)
    unpacked: int = 0


def check_workbook(data: bytes, *, name: str, limits: Limits) -> CheckedWorkbook:
    """Check the bytes of a workbook, so that a parser can be trusted with them.

    Args:
        data: All bytes of the file.
        name: The file's name, for messages.
        limits: How much is taken in.

    Returns:
        The bytes to parse. They are those that came unless a cell shows an error: those cells
        hold the error as a text, such as ``#N/A``.

    Raises:
        LimitError: If it is too large, packed or unpacked, or has a cell that is too far away.
        UnreadableFileError: If it is no Excel workbook, or one that Excel itself would not write.
    """
    if len(data) > limits.file_bytes:
        raise exceeded(limits, "file_bytes", found=len(data), where=name)
    parts = _parts(data, name)
    names = {part.filename.lower(): part for part in parts}
    _check_names(parts, name)
    _check_kind(data, names, name)
    found = _Found()
    targets = _targets(data, names, name)
    for part in parts:
        _first_pass(data, part, found, name=name, limits=limits, targets=targets)
    if found.unpacked > limits.ratio * len(data) and found.unpacked > _LEAST_WITH_RATIO:
        raise exceeded(limits, "ratio", found=found.unpacked // len(data) + 1, where=name)
    with_errors = _second_pass(data, found, name=name, limits=limits)
    book = _small(data, names[_WORKBOOK], name)
    return CheckedWorkbook(
        data=_repacked(data, parts, with_errors, name=name, limits=limits) if with_errors else data,
        date_1904=_DATE_1904.search(book) is not None,
        remarks=_remarks(names),
    )


# The zip


def _parts(data: bytes, name: str) -> list[zipfile.ZipInfo]:
    if not data.startswith(_ZIP):
        raise UnreadableFileError(
            f"this is {_what_else(data)}", where=name, expected="an Excel workbook", remedy=_AGAIN
        )
    # What follows the end record, or stands before the first part, is read by one reader and
    # skipped by another: then the parts that were checked may not be those that are parsed.
    if data[-_END_SIZE:][:4] != _END:
        raise _corrupt(name, "the file is cut short, or something follows its end")
    if _directory_bytes(data) > _MOST_DIRECTORY_BYTES:
        raise _too_many(name)
    parts = _listed(data)
    if not parts or min(part.header_offset for part in parts):
        raise _corrupt(name, "the list of its parts is damaged")
    if len(parts) > _MOST_PARTS:
        raise _too_many(name)
    return parts


def _listed(data: bytes) -> list[zipfile.ZipInfo]:
    # The module raises whatever a damaged field leads it to.
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except Exception:  # noqa: BLE001
        return []


def _directory_bytes(data: bytes) -> int:
    locator = len(data) - _END_SIZE - _LOCATOR_SIZE
    if locator >= _END_64_SIZE and data[locator : locator + 4] == _LOCATOR:
        place = locator - _END_64_SIZE + 40
        return int.from_bytes(data[place : place + 8], "little")
    return int.from_bytes(data[-10:-6], "little")


def _too_many(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "it has too many parts", where=name, expected=f"{_MOST_PARTS:,} or fewer", remedy=_AGAIN
    )


def _corrupt(name: str, what: str) -> UnreadableFileError:
    return UnreadableFileError(
        what, where=name, expected="a whole Excel workbook", remedy="get the file again"
    )


def _what_else(data: bytes) -> str:
    head = data[:4096]
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "protected by a password, which has to be taken off first"
        return "a workbook or document of Office 2003 or older (.xls)"
    kinds = (what for beginning, what in _BEGINNINGS if head.startswith(beginning))
    return next(kinds, None) or _what_text(head)


def _what_text(head: bytes) -> str:
    if not head:
        return "an empty file"
    if _WEB_PAGE.search(head):
        return "a web page, whatever its ending says"
    if _XML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "plain XML, not packed as a workbook"
    if b"\0" not in head:
        return "a text, perhaps a CSV file with a wrong ending"
    return "no workbook, or one that is damaged at its beginning"


def _check_names(parts: list[zipfile.ZipInfo], name: str) -> None:
    seen = set()
    for part in parts:
        path = part.filename
        if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
            raise _corrupt(name, "a part in it has a path that leads out of the file")
        if path.lower() in seen:
            raise _corrupt(name, "two parts in it have the same name")
        seen.add(path.lower())
        if part.flag_bits & _ENCRYPTED:
            raise UnreadableFileError(
                "parts of it are encrypted", where=name, remedy="take the password off first"
            )
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise _corrupt(name, "a part in it is packed in a way that Excel does not use")


def _check_kind(data: bytes, names: dict[str, zipfile.ZipInfo], name: str) -> None:
    if _WORKBOOK in names and _TYPES in names:
        return
    what = "a zip file, but no Excel workbook"
    if "xl/workbook.bin" in names:
        what = "a binary workbook (.xlsb)"
    elif "word/document.xml" in names:
        what = "a Word document (.docx)"
    elif "ppt/presentation.xml" in names:
        what = "a presentation (.pptx)"
    elif "mimetype" in names and b"opendocument" in _small(data, names["mimetype"], name):
        what = "an OpenDocument file (.ods)"
    raise UnreadableFileError(
        f"this is {what}", where=name, expected="an Excel workbook", remedy=_AGAIN
    )


def _chunks(data: bytes, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Unpack a part, however much it is, in pieces that are never large."""
    head = data[part.header_offset : part.header_offset + _LOCAL_SIZE]
    if len(head) < _LOCAL_SIZE or not head.startswith(_ZIP):
        raise _corrupt(name, "a part in it is not where it should be")
    names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    start = part.header_offset + _LOCAL_SIZE + names
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) < part.compress_size:
        raise _corrupt(name, "the file is cut short")
    if part.compress_type == zipfile.ZIP_STORED:
        for place in range(0, len(packed), _PIECE):
            yield bytes(packed[place : place + _PIECE])
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), _PACKED_PIECE):
        rest: bytes | memoryview = packed[place : place + _PACKED_PIECE]
        more = True
        while more:
            piece = _unpacked(unpacker, rest)
            if piece is None:
                raise _corrupt(name, "a part in it is damaged")
            yield piece
            rest = unpacker.unconsumed_tail
            # A full piece may have more behind it, even if nothing packed is left.
            more = len(piece) == _PIECE
        if unpacker.eof:
            return
    raise _corrupt(name, "a part in it is cut short")


def _unpacked(unpacker: zlib._Decompress, rest: bytes | memoryview) -> bytes | None:
    try:
        return unpacker.decompress(rest, _PIECE)
    except zlib.error:
        return None


def _small(data: bytes, part: zipfile.ZipInfo, name: str) -> bytes:
    """Give the whole of a part that is never large."""
    whole = bytearray()
    for chunk in _chunks(data, part, name):
        whole += chunk
        if len(whole) > _MOST_DIRECTORY_BYTES:
            raise _too_many(name)
    return bytes(whole)


# The parts


def _targets(data: bytes, names: dict[str, zipfile.ZipInfo], name: str) -> set[str]:
    """Name the parts that the workbook names, as a sheet needs no proper ending."""
    if _RELATIONS not in names:
        raise _corrupt(name, "the list of its sheets is missing")
    found = _TARGET.findall(_small(data, names[_RELATIONS], name))
    if any(b"&" in target for target in found):
        raise _corrupt(name, "the list of its sheets hides where they are")
    return {target.decode("utf-8", "replace").lower().rpartition("/")[2] for target in found}


def _first_pass(
    data: bytes,
    part: zipfile.ZipInfo,
    found: _Found,
    *,
    name: str,
    limits: Limits,
    targets: set[str],
) -> None:
    """Count what a part unpacks to, and look whether anything in it needs a second look."""
    where = f"{name}, {part.filename}"
    path = part.filename.lower()
    watched = path.endswith((".xml", ".rels")) or path.rpartition("/")[2] in targets
    chunks = _counted(data, part, found, name=name, limits=limits)
    if not watched:
        for _ in chunks:
            pass
        return
    found.watched.append(part)
    usual, erring, place, last, first = True, False, 0, 0, True
    for piece in whole_tags(chunks, limits=limits, where=where):
        if first and piece:
            _check_beginning(piece, where)
            first = False
        if _END_OF_SI.search(piece):
            for end in _END_OF_TEXT.finditer(piece):
                found.text_bytes.append(place + end.end() - last)
                last = place + end.end()
        usual = usual and is_usual(piece, limits)
        erring = erring or b't="e"' in piece
        place += len(piece)
    if not usual:
        found.unusual.append(part)
    if erring:
        found.with_errors.append(part)


def _counted(
    data: bytes, part: zipfile.ZipInfo, found: _Found, *, name: str, limits: Limits
) -> Iterator[bytes]:
    size = 0
    where = f"{name}, {part.filename}"
    most = max(_LEAST_WITH_RATIO, limits.ratio * part.compress_size)
    for chunk in _chunks(data, part, name):
        size += len(chunk)
        found.unpacked += len(chunk)
        if found.unpacked > limits.unpacked_bytes:
            raise exceeded(limits, "unpacked_bytes", found=found.unpacked, where=where, least=True)
        if size > most:
            ratio = size // max(part.compress_size, 1) + 1
            raise exceeded(limits, "ratio", found=ratio, where=where, least=True)
        yield chunk
    if size != part.file_size:
        raise _corrupt(where, "its size is not what the file says of it")


def _check_beginning(piece: bytes, where: str) -> None:
    if piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:200]:
        raise UnreadableFileError("it is written in UTF-16", where=where, remedy=_AGAIN)
    declared = _ENCODING.match(piece.removeprefix(b"\xef\xbb\xbf"))
    if declared is not None and declared[1].strip().lower() not in _ENCODINGS:
        raise UnreadableFileError("it is not written in UTF-8", where=where, remedy=_AGAIN)
    if _DECLARATION.search(piece):
        raise UnreadableFileError(
            "it declares entities or a document type, which no workbook needs",
            where=where,
            remedy=f"do not trust the file; if you do, {_AGAIN}",
        )


def _second_pass(data: bytes, found: _Found, *, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """Walk through sheets where one look was not enough; give those that show errors."""
    longest = max(found.text_bytes, default=0)
    # A long text that is shared by many cells is held once in the file and many times in memory.
    heavy = longest * (found.unpacked // _LEAST_CELL_BYTES) > limits.unpacked_bytes
    lengths = [*found.text_bytes, longest]
    with_errors = list(found.with_errors)
    shared = 0
    for part in found.watched if heavy else found.unusual:
        where = f"{name}, {part.filename}"
        walk = Walk(limits=limits, where=where, text_bytes=lengths, shared_bytes=shared)
        for piece in whole_tags(_chunks(data, part, name), limits=limits, where=where):
            walk.take(piece)
        shared = walk.shared_bytes
        if walk.has_errors:
            with_errors.append(part)
    return with_errors


def _repacked(
    data: bytes,
    parts: list[zipfile.ZipInfo],
    with_errors: list[zipfile.ZipInfo],
    *,
    name: str,
    limits: Limits,
) -> bytes:
    changed = {part.filename for part in with_errors}
    target = io.BytesIO()
    # Packed lightly: this is read once, at once.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in parts:
            with archive.open(part.filename, "w", force_zip64=True) as entry:
                chunks = _chunks(data, part, name)
                if part.filename in changed:
                    pieces = whole_tags(chunks, limits=limits, where=name)
                    chunks = (with_error_texts(piece) for piece in pieces)
                for chunk in chunks:
                    entry.write(chunk)
    return target.getvalue()


def _remarks(names: dict[str, zipfile.ZipInfo]) -> tuple[Remark, ...]:
    remarks = []
    if any(path.endswith("vbaproject.bin") for path in names):
        message = "the workbook has macros; they were not run"
        remarks.append(Remark(rule="file-macros", message=message))
    if any(path.startswith("xl/externallinks/") for path in names):
        message = "the workbook refers to other workbooks; what they last gave was read"
        remarks.append(Remark(rule="file-external-links", message=message))
    return tuple(remarks)
