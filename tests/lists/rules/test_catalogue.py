from __future__ import annotations

import pickle
import re

import attrs
import pytest

import jtai
from jtai.core.citation import Document
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.rules.catalogue import LIST_RULES, rules_for
from jtai.lists.rules.rule import Rule, Severity, Span
from tests.lists.small import SMALL

EACH = pytest.mark.parametrize("rule", LIST_RULES, ids=lambda rule: rule.id)


def test_names_are_unique() -> None:
    """No two rules have the same name."""
    names = [rule.id for rule in LIST_RULES]
    assert len(set(names)) == len(names)


@EACH
def test_each_rule_has_name_statement_message_and_remedy(rule: Rule) -> None:
    """A rule has a plain name, a one-sentence statement, a message, a remedy and a reference."""
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.id)
    assert rule.statement.endswith(".")
    assert not re.search(r"\.\s", rule.statement)
    assert rule.statement[0].isupper()
    for words in (rule.message, rule.remedy):
        assert words
        assert not words.endswith(".")
        assert words[0].islower()
    assert isinstance(rule.reference.document, Document)
    assert rule.reference.part or rule.reference.paragraphs


@EACH
def test_rules_name_lists_and_columns_that_exist(rule: Rule) -> None:
    """A rule that checks lists names only lists and columns that exist."""
    keys = {layout.number: {one.key for one in layout.columns} for layout in AUGUST_2019.lists}
    assert (rule.find is None) is (rule.span is Span.READING)
    assert bool(rule.columns) is (rule.find is not None)
    assert set(rule.lists) <= set(keys)
    assert list(rule.lists) == list(dict.fromkeys(rule.lists))
    for number, names in (*rule.columns, *rule.needs):
        assert set(names) <= keys[number]
    if rule.each:
        assert all(len(names) == 1 for _, names in rule.columns)


def test_rules_are_values() -> None:
    """Rules can be compared and pickled, and their `repr` shows no function."""
    fixed = [rule for rule in LIST_RULES if rule.find is None]
    assert pickle.loads(pickle.dumps(fixed)) == fixed  # noqa: S301 - pickled here
    for rule in LIST_RULES:
        assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - pickled here
    assert "find=" not in repr(LIST_RULES[-1])
    milder = attrs.evolve(LIST_RULES[0], severity=Severity.NOTE)
    assert milder != LIST_RULES[0]


def test_rules_for_editions() -> None:
    """Every edition has every rule, each with the columns that the edition contains."""
    assert rules_for(AUGUST_2019) is LIST_RULES is jtai.LIST_RULES
    small = {rule.id: rule for rule in rules_for(SMALL)}
    assert list(small) == [rule.id for rule in LIST_RULES]
    assert {name for name, rule in small.items() if rule.columns} == {
        "cell-error",
        "child-id-blank",
        "not-a-text",
        "not-a-child",
        "not-a-date",
        "unknown-code",
        "answer-unknown",
        "blank",
        "date-in-future",
        "blank-in-words",
        "date-at-23",
        "date-day-and-month-swapped",
        "date-month-first",
        "identifier-spelling",
        "child-repeated",
    }
    assert small["blank"].columns == ((20, ("planted",)),)
    without = attrs.evolve(AUGUST_2019, lists=AUGUST_2019.lists[:-1])
    for rule in rules_for(without):
        assert 8 not in rule.lists
