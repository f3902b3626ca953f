"""Every error that the library raises; `JtaiError` is their base class."""

from __future__ import annotations

from jtai.core.errors import (
    CalendarError,
    CoverageError,
    DateTypeError,
    Fault,
    InvalidRecordError,
    InvalidValueError,
    JtaiError,
    LimitError,
    MissingExtraError,
    NotificationError,
    TargetError,
    UnknownKeyError,
    UnreadableFileError,
)

__all__ = [
    "CalendarError",
    "CoverageError",
    "DateTypeError",
    "Fault",
    "InvalidRecordError",
    "InvalidValueError",
    "JtaiError",
    "LimitError",
    "MissingExtraError",
    "NotificationError",
    "TargetError",
    "UnknownKeyError",
    "UnreadableFileError",
]
