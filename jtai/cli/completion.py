"""The script that lets a shell complete commands, options, rules and names of files.

shtab makes it from the parser, so that nothing is imported while a shell completes a word.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from jtai.cli.arguments import parser
from jtai.core.errors import extra
from jtai.guidance.milestones import MILESTONES
from jtai.lists.rules.catalogue import LIST_RULES

_FILES = ("FILE", "FILE.json", "FILE.xlsx", "COPY", "LISTS", "LISTS.xlsx")


def completion(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Return the script for a shell."""
    with extra("completion", package="shtab", needed="completion needs shtab"):
        import shtab  # noqa: PLC0415 - only for this command
    known = parser("jtai")
    for action in _actions(known):
        if action.metavar == "RULE":
            action.choices = [rule.id for rule in LIST_RULES]
        elif action.metavar == "KEY":
            action.choices = [entry.key for entry in MILESTONES]
        elif action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return str(shtab.complete(known, arguments.shell)).rstrip("\n"), 0


def _actions(known: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield every option and word of every command."""
    for action in known._actions:  # noqa: SLF001 - as shtab does
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for command in action.choices.values():
                yield from _actions(command)
