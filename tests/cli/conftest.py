from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unset COLUMNS, so that output is 80 columns wide in every test."""
    monkeypatch.delenv("COLUMNS", raising=False)
