from __future__ import annotations

import attrs
import pytest

from jtai.errors import InvalidValueError, LimitError
from jtai.formats.reading.limits import Limits, exceeded

FIELDS = [field.name for field in attrs.fields(Limits)]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", [0, -1, True, 1.5, "9", None])
def test_a_limit_is_a_positive_whole_number(field: str, value: object) -> None:
    """A limit must be a positive whole number; the error names a limit that is not."""
    with pytest.raises(InvalidValueError) as caught:
        Limits(**{field: value})  # type: ignore[arg-type]
    assert caught.value.faults[0].where == field


@pytest.mark.parametrize("field", FIELDS)
def test_a_refusal_says_how_to_raise_the_limit(field: str) -> None:
    """A limit error says where, what was found, what is allowed, and how to raise the limit."""
    error = exceeded(Limits(**{field: 1000}), field, found=2000, where="list.csv", least=True)
    assert isinstance(error, LimitError)
    words = str(error)
    assert words.startswith("list.csv: at least 2,000 ")
    assert "expected 1,000 or fewer" in words
    assert f"Limits({field}=2000)" in words
