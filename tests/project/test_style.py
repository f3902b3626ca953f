"""Everything that a person can read is in plain English.

`python -m tests.project.test_style` counts the problems in each area. Add the name of an area, such
as `jtai/lists`, to print those of that area.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Each pattern with what to write instead.
WORDS = {
    r"(?<!there )(?<!answers )(?<!answer )\b(is|are|was|were) no "
    r"(?!(longer|more|later|one|wider|for)\b)": "is not a",
    r"\bmend(s|ed|ing)?\b": "fix, correct",
    r"\b(stands?|stood|standing)\b(?! for\b)": "is, is in, appears in",
    r"\b(hold|holds|held|holding)\b[\w ]{0,30} against\b": "check against, compare with",
    r"\bheld by\b|\btests? (that )?holds?\b": "tested by",
    r"\bgives? back\b": "return",
    r"\btells? whether\b": "return whether",
    r"\bshall\b": "should, must",
    r"\bwill do\b": "is allowed",
    r"\bby the dozen\b": "many",
    r"\bbesides\b": "also",
    r"\ball the same\b": "anyway",
    r"\b(of its own|for itself)\b": "separate, separately",
    r"\bwhat is (asked|wanted)\b|\b(is|are) wanted\b": "required, requested",
    r"\bslips?\b": "a mistake, probably mistyped",
    r"\b(told|tells?) apart\b": "distinguished",
    r"\bnot placed\b": "not recognised",
    r"\bbelongs? into\b": "belongs in",
    r"\b(rooms?|houses?|dirty?|twin of|its twin)\b": "package, module, defects, matching",
    r"\blaws?\b": "invariant",
    r"(?<!front[ -])\bdoors?\b": "the public API, the function",
    r"\bat the edges?\b": "where arguments are validated",
    r"\b(fictitious|made[- ]up)\b": "synthetic",
    r"\btill\b": "until",
    r"\bhas not got\b|\bhave not got\b": "does not have",
    r"\btells no\b|\bknows no\b": "cannot tell",
    r"\bhalf a character\b": "an unpaired surrogate",
    r"\bnought\b": "zero",
    r"\bbe it\b": "whether",
    r"\b(gives?|give one of) (them|it|a child) away\b": "identify",
    r"\b(do|does) not go with\b": "does not have, contradicts",
    r"\bas many a\b": "one for each",
    r"\b(is|are) not known\b(?! to\b)|: not known\b": "unknown, not yet known",
}
OPENING = r"\A\s*(Give|Gives|Tell|Tells|Say|Says)\b"  # of a docstring: write Return, Whether
PATTERNS = {re.compile(pattern, re.IGNORECASE): advice for pattern, advice in WORDS.items()}

# Areas that are not rewritten yet. Remove an area when it is rewritten; the aim is none.
NOT_YET: tuple[str, ...] = ()


def problems(text: str) -> Iterator[str]:
    """Yield each word or phrase that is not plain English, with what to write instead."""
    flat = " ".join(text.split())
    for pattern, advice in PATTERNS.items():
        for match in pattern.finditer(flat):
            around = flat[max(match.start() - 25, 0) : match.end() + 25]
            yield f"{match[0]!r} in {around!r}: write {advice}"


def in_docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each docstring with its line."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and (text := ast.get_docstring(node, clean=False)):
            yield node.body[0].lineno, text


def in_comments(source: str) -> Iterator[tuple[int, str]]:
    """Yield each block of comments as one text, with its first line."""
    start, end, block = 0, -1, ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            line = token.start[0]
            if line != end + 1:
                if block:
                    yield start, block
                start, block = line, ""
            block, end = f"{block} {token.string.lstrip('#')}", line
    if block:
        yield start, block


def in_strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each string that is not a docstring, such as a message; an f-string as a whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (one.value for one in node.values if isinstance(one, ast.Constant))
            yield node.lineno, "{}".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def in_python(source: str, *, strings: bool = True) -> Iterator[tuple[int, str]]:
    """Yield each problem of a module with its line."""
    tree = ast.parse(source)
    docstrings = dict(in_docstrings(tree))
    for line, text in docstrings.items():
        if re.match(OPENING, text):
            yield line, f"a docstring opens with {text.split()[0]!r}: write Return, Whether"
    texts = [*docstrings.items(), *in_comments(source)]
    if strings:
        texts += [text for text in in_strings(tree) if text[1] not in docstrings.values()]
    for line, text in texts:
        yield from ((line, problem) for problem in problems(text))


def in_markdown(source: str) -> Iterator[tuple[int, str]]:
    """Yield each problem of a page with the line where its paragraph begins."""
    line = 1
    for paragraph in re.split(r"(?<=\n)\n", source):
        yield from ((line, problem) for problem in problems(paragraph))
        line += paragraph.count("\n") + 1


def files() -> list[Path]:
    """Return every file that a person reads."""
    folders = ("jtai", "tests", "docs", "examples", "benchmarks", ".ci")
    found = {path for folder in folders for path in (ROOT / folder).rglob("*")}
    found |= {*ROOT.glob("*.md")}
    return sorted(one for one in found - {Path(__file__)} if one.suffix in {".py", ".md"})


def area_of(path: Path) -> str:
    """Return the area of a file: a package of the library or of its tests, a part of the docs."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[:2] if parts[0] in {"jtai", "tests", "docs"} else parts[:1])


def left(path: Path) -> list[str]:
    """Return the problems of a file, each with its place."""
    source = path.read_text(encoding="utf-8")
    # The strings of tests are data.
    strings = not path.is_relative_to(ROOT / "tests")
    found = in_markdown(source) if path.suffix == ".md" else in_python(source, strings=strings)
    name = path.relative_to(ROOT).as_posix()
    return [f"{name}:{line}: {problem}" for line, problem in found]


AREAS: dict[str, list[Path]] = {}
for _path in files():
    AREAS.setdefault(area_of(_path), []).append(_path)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_is_in_plain_english(area: str) -> None:
    """No docstring, comment, message or page of an area contains a phrase from the list."""
    if area in NOT_YET:
        pytest.skip(f"{area} is not rewritten yet")
    assert [problem for path in AREAS[area] for problem in left(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        "a str is no date",
        "The rows are no list.",
        "How to mend it",
        "the cell where it stands",
        "Hold the text against the copy.",
        "a test that holds it",
        "The value shall be a date.",
        "a page of its own",
        "probably a slip",
        "the laws of this room",
        "Only one door leads there",
        "a fictitious area",
        "open till then",
        "a date, be it past or not",
        "this does not go with the state",
        "it is not known whether there is a plan",
    ],
)
def test_a_listed_phrase_is_found(text: str) -> None:
    """A listed phrase is found in pages, docstrings, comments and messages."""
    assert [*problems(text)]
    assert [*in_markdown(f"# Title\n\n{text}\n")]
    assert [*in_python(f'"""{text}"""\n')]
    assert [*in_python(f"# {text}\n")]
    assert [*in_python(f'raise ValueError(f"{text} {{x}}")\n')]
    assert not [*in_python(f'X = "{text}"\n', strings=False)]


@pytest.mark.parametrize(
    "text",
    [
        "there is no plan",
        "it is no longer open",
        "not a date",
        "It understands both readings.",
        "JTAI stands for joint targeted area inspection.",
        "the children at the front door",
        "Recommend it",
        "a child who is not known to the team",
        "the outdoors",
    ],
)
def test_ordinary_words_are_allowed(text: str) -> None:
    """Similar phrases in plain English are not reported."""
    assert [*problems(text)] == []


def test_a_docstring_does_not_open_with_give() -> None:
    """A docstring that opens with "Give" is reported, and one that opens with "Return" is not."""
    assert [line for line, _ in in_python('def f():\n    """Give the day."""\n')] == [2]
    assert [*in_python('def f():\n    """Return the day."""\n')] == []


def test_a_phrase_is_found_across_lines() -> None:
    """A phrase is found even if it continues on the next line."""
    assert [line for line, _ in in_markdown("One.\n\nIt is\nno date.\n")] == [3]
    assert [line for line, _ in in_python("x = 1\n# It is\n# no date.\n")] == [2]


if __name__ == "__main__":
    counts = Counter[str]()
    for name, paths in AREAS.items():
        found = [problem for path in paths for problem in left(path)]
        counts[name] = len(found)
        if name in sys.argv[1:]:
            print("\n".join(found))  # noqa: T201
    for name, count in counts.most_common():
        print(f"{count:5} {name}" + (" (not yet)" if name in NOT_YET else ""))  # noqa: T201
