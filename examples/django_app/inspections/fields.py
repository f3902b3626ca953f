"""A column for an answer that may be yes, no or unknown."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from jtai import Answer


class _Answered(DeferredAttribute):
    """Turns what a row is given into an answer at once, not only when it is read back."""

    def __set__(self, row: models.Model, value: Any) -> None:
        """Keep an answer; an expression is the database's to work out, and stays as it is."""
        if not hasattr(value, "resolve_expression"):
            value = self.field.to_python(value)
        row.__dict__[self.field.attname] = value


class AnswerField(models.CharField):
    """Keeps ``"yes"``, ``"no"`` or ``"unknown"``, and gives an ``Answer``.

    Unknown is stored as such, never as NULL or False. An ``Answer`` has no truth value, so
    that ``if child.concern:`` fails instead of taking unknown for no. Whatever is assigned becomes
    an answer there and then, the default too; what is none is refused.
    """

    descriptor_class = _Answered

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 7)
        options.setdefault("default", Answer.UNKNOWN.value)
        options.setdefault("choices", [(str(answer), str(answer)) for answer in Answer])
        super().__init__(**options)

    def to_python(self, value: Any) -> Answer:
        """Take an answer, its word, or True, False or None as a nullable boolean has them."""
        if value is None or isinstance(value, bool):
            return Answer.of(value)
        try:
            return Answer(value)
        except ValueError:
            # Without the value, which could be anything about a child.
            raise ValidationError("neither yes, no nor unknown") from None

    def from_db_value(self, value: str | None, *_: object) -> Answer:
        """Read a column; NULL, as an outer join may give it, is unknown."""
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> str:
        """Write a column, or look for an answer."""
        return str(self.to_python(value))
