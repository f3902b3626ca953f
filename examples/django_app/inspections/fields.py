"""A column for an answer of yes, no or unknown."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from jtai import Answer


class _Answered(DeferredAttribute):
    """Converts a value to an answer when it is assigned, not only when it is read back."""

    def __set__(self, row: models.Model, value: Any) -> None:
        """Convert the value, unless it is an expression for the database."""
        if not hasattr(value, "resolve_expression"):
            value = self.field.to_python(value)
        row.__dict__[self.field.attname] = value


class AnswerField(models.CharField):
    """Stores ``"yes"``, ``"no"`` or ``"unknown"``, and returns an ``Answer``.

    Unknown is never stored as NULL or False. An ``Answer`` has no truth value, so
    ``if child.concern:`` raises an error instead of treating unknown as no. Values are converted
    when they are assigned, and other values are refused.
    """

    descriptor_class = _Answered

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 7)
        options.setdefault("default", Answer.UNKNOWN.value)
        options.setdefault("choices", [(str(answer), str(answer)) for answer in Answer])
        super().__init__(**options)

    def to_python(self, value: Any) -> Answer:
        """Convert an answer, its string, or the True, False or None of a nullable boolean."""
        if value is None or isinstance(value, bool):
            return Answer.of(value)
        try:
            return Answer(value)
        except ValueError:
            # The message leaves out the value, which could be a child's data.
            raise ValidationError("neither yes, no nor unknown") from None

    def from_db_value(self, value: str | None, *_: object) -> Answer:
        """Convert a stored value. NULL, for example from an outer join, is unknown."""
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> str:
        """Convert a value to be stored or searched for."""
        return str(self.to_python(value))
