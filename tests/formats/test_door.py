from __future__ import annotations

import pytest

from jtai import formats


@pytest.mark.parametrize("room", formats.__all__)
def test_the_door_opens_each_room(room: str) -> None:
    """Each module opens when it is first asked for."""
    assert vars(formats)["__getattr__"](room).__name__ == f"jtai.formats.{room}"


def test_the_door_has_no_other_rooms() -> None:
    """A name that is no room is no attribute."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = formats.nothing
