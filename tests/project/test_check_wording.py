from __future__ import annotations

from pathlib import Path

import pytest

from tests.check_wording import main
from tests.guidance.wording.synthetic_guidance import EDITION, PARAGRAPHS, Style, copy_of


def test_complete_copies_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With two complete copies, the command compares them and exits with 0."""
    for name, style in (("a", Style()), ("b", Style(width=None, notes="end", call=""))):
        (tmp_path / name).write_text(copy_of(style), encoding="utf-8")
    assert main([str(tmp_path / "a"), str(tmp_path / "b")], edition=EDITION) == 0
    out = capsys.readouterr().out
    assert out.count("paragraph: 8 found, 0 altered, 0 missing, of 8") == 2
    assert out.endswith(f"{tmp_path / 'a'} and {tmp_path / 'b'} differ in no entry\n")


def test_altered_copies_fail_and_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An altered copy exits with 1, and names the paragraph without printing its text."""
    altered = {**PARAGRAPHS, 2: ("Wardens run through each garden once.",)}
    (tmp_path / "a").write_text(copy_of(Style(), paragraphs=altered), encoding="utf-8")
    (tmp_path / "b").write_text(copy_of(Style()), encoding="utf-8")
    assert main([str(tmp_path / "a"), str(tmp_path / "b")], edition=EDITION) == 1
    out = capsys.readouterr().out
    assert "! paragraph 2: altered: " in out
    assert "differ in paragraph 2" in out
    assert "Wardens" not in out


def test_another_text_fails(tmp_path: Path) -> None:
    """A text that is not a copy of the guidance exits with 1."""
    (tmp_path / "a").write_text("1. Nothing of the kind.", encoding="utf-8")
    assert main([str(tmp_path / "a")]) == 1


def test_unreadable_files_exit_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is missing or not UTF-8 exits with 2 and a one-line error."""
    (tmp_path / "a").write_bytes(b"\xff\xfe")
    assert main([str(tmp_path / "a")]) == 2
    assert main([str(tmp_path / "b")]) == 2
    assert capsys.readouterr().err.count("\n") == 2
