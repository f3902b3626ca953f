"""The mapping from the Standard Safeguarding Dataset, as the example has it."""

from __future__ import annotations

import runpy
from pathlib import Path

from jtai.guidance.columns import AUGUST_2019
from rendering.drawing import table

__all__ = ["ssd_mapping"]

_EXAMPLE = Path(__file__).parents[2] / "examples" / "from_ssd.py"


def ssd_mapping() -> str:
    """Where each column of the lists comes from in the Standard Safeguarding Dataset."""
    ssd = runpy.run_path(str(_EXAMPLE))
    parts = []
    for layout in AUGUST_2019.lists:
        made = ssd["LISTS"][layout.number]
        rows = []
        for key in (column.key for column in layout.columns):
            taken = [column for column in made.columns if column.key == key]
            sources = ", ".join(f"`{column.field}`" for column in taken)
            how = ssd["COUNTED"].get(key) or ssd["NOT_HELD"].get(key)
            rows.append(
                (
                    f"`{key}`",
                    sources or ("" if key in ssd["COUNTED"] else "blank"),
                    how or ssd["how"](taken[0], made.entity),
                )
            )
        parts.append(
            f"### {layout.title}\n\nA row for each row of `{made.entity}`"
            + (f", those with the same `{made.one_of}` together" if made.one_of else "")
            + ".\n\n"
            + table(("Column", "Field", "How"), rows)
        )
    return "\n\n".join(parts)
