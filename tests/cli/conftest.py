from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test print 80 columns, whatever the terminal or the environment says."""
    monkeypatch.delenv("COLUMNS", raising=False)
