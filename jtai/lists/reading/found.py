"""What was found out about the lists: one thing, in one place, by one rule.

Invariant: it tells which rule and where, never what stands there. What the rule means is in the
catalogue of rules.
"""

from __future__ import annotations

import attrs

from jtai.core.notebook import Shown


@attrs.frozen(kw_only=True)
class Found(Shown):
    """Something that a rule found while the lists were read.

    Attributes:
        rule: The name of the rule.
        message: What was found.
        list: The number of the list, None where it is about the whole.
        sheet: The name of the sheet or file, None where there is none.
        cell: The name of the cell, None where it is about more or less than one.
        column: The title of the column, None where it is about none.
    """

    rule: str
    message: str
    list: int | None = None
    sheet: str | None = None
    cell: str | None = None
    column: str | None = None
