"""Every error that the library raises; `JtaiError` is the base of all."""

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
