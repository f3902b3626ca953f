from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"

# What each example must print, from the guidance and the worked examples.
PRINTED = {
    "deadlines.py": [
        "Mon 19 Sep 2022  that day",  # fieldwork as planned
        "Next: Child-level lists 6, 7 and 8",
        "Mon 19 Sep 2022  Tue 20 Sep 2022  +1",
        "Look back over Sat 5 Mar 2022 to Mon 5 Sep 2022, up to notification.",
    ],
}


def test_every_example_is_known() -> None:
    """No example goes untested."""
    assert {path.name for path in EXAMPLES.glob("*.py")} == {*PRINTED}


@pytest.mark.parametrize("name", PRINTED)
def test_the_example_runs(name: str) -> None:
    """An example runs without a warning and prints what its story says."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    for words in PRINTED[name]:
        assert words in done.stdout
