from __future__ import annotations

from jtai.lists.rules.catalogue import LIST_RULES
from jtai.testing.areas import DEFECTS


def test_every_rule_has_a_defect_that_it_reports() -> None:
    """Every rule has a defect that it must report, except for rules about files."""
    planted = {rule for entry in DEFECTS.values() for rule in entry.rules}
    about_files = {
        "file-macros",
        "file-external-links",
        "file-formulas-pending",
        "cells-merged",
        "columns-hidden",
        "identifiers-shown-otherwise",
        "formulas-volatile",
        "rows-hidden",
        "rows-struck",
        "file-encoding",
        "cells-padded",
        "file-not-read",
        "names-not-published",
    }
    assert {rule.id for rule in LIST_RULES} - planted <= about_files
    assert {rule.id for rule in LIST_RULES if rule.find is not None} <= planted
    assert planted <= {rule.id for rule in LIST_RULES}
