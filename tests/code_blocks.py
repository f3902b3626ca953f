"""A pytest plugin that runs the code blocks of the Markdown pages.

Blocks marked ``python`` or ``pycon`` run in order, in one namespace for each page. In ``console``
blocks, each ``$ python -m jtai`` line is run, and what it prints is compared with the lines below
it; ``...`` matches any text. Other commands of a console block are installation steps, which
``.ci/run`` runs.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import doctest
import io
import os
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract.lexers import LexerCollection
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

# Keep tests and pages from opening windows. Matplotlib reads this when it is imported, and this
# plugin is loaded before anything else.
os.environ["MPLBACKEND"] = "Agg"

ROOT = Path(__file__).parents[1]
PROMPT = "$ "
COMMAND = "python -m jtai "
# A page may wrap a long line, as a terminal does.
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def python_parser() -> PythonCodeBlockParser:
    """Return a parser of Python blocks."""
    return PythonCodeBlockParser(doctest_optionflags=FLAGS)


def session_parser() -> PythonCodeBlockParser:
    """Return a parser of interpreter sessions, in blocks marked ``pycon``."""
    parser = python_parser()
    parser.codeblock_parser = CodeBlockParser("pycon", PythonEvaluator())
    return parser


def console_regions(document: Document) -> list[Region]:
    """Return the console blocks of a page."""
    lexers = LexerCollection([FencedCodeBlockLexer("console")])
    return [
        Region(region.start, region.end, region.lexemes["source"], run_console)
        for region in lexers(document)
    ]


def run_console(example: Example) -> str | None:
    """Run the commands of a block, and return the first difference in what they print, if any."""
    # Imported here, because this plugin is loaded before coverage is measured.
    from jtai.__main__ import main  # noqa: PLC0415

    commands: list[tuple[str, list[str]]] = []
    for line in example.parsed.splitlines():
        if line.startswith(PROMPT):
            commands.append((line.removeprefix(PROMPT), []))
        else:
            commands[-1][1].append(line)
    for command, expected in commands:
        if not command.startswith(COMMAND):
            continue
        output = io.StringIO()
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
            contextlib.suppress(SystemExit),
            # The program shows its name as `python -m jtai` if this is set.
            mock.patch.object(sys, "argv", ["__main__.py"]),
        ):
            main(shlex.split(command.removeprefix(COMMAND)))
        want, got = "\n".join(expected).strip() + "\n", output.getvalue().strip() + "\n"
        if not doctest.OutputChecker().check_output(want, got, FLAGS):
            return f"{command}\nexpected:\n{want}\nprinted:\n{got}"
    return None


def enter_folder(namespace: dict[str, object]) -> None:
    """Change to a temporary folder, in which a page may write files."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    namespace["__folder"], namespace["__back"] = folder, Path.cwd()
    os.chdir(folder.name)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Change back to the folder in which the tests run, and remove the temporary one."""
    os.chdir(namespace["__back"])
    namespace["__folder"].cleanup()


pytest_collect_file = Sybil(
    name="pages",
    setup=enter_folder,
    teardown=leave_folder,
    parsers=[
        python_parser(),
        session_parser(),
        SkipParser(),
        console_regions,
    ],
    path=str(ROOT),
    patterns=["README.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md"],
    # These pages are rendered from notebooks, which run separately.
    excludes=["docs/notebooks/*.md"],
).pytest()


@pytest.fixture(autouse=True)
def _names_of_examples(doctest_namespace: dict[str, object]) -> None:
    """Let the examples of docstrings use the standard types of dates without importing them."""
    from jtai.core.validation import LONDON  # noqa: PLC0415

    doctest_namespace.update(
        date=dt.date, datetime=dt.datetime, timedelta=dt.timedelta, london=LONDON
    )
