"""Synthetic areas and lists with planted defects, for the tests of programs that use the library.

Modules, each importing only from those before it: `synthetic_children`, `defects`, `areas`.

Public: functions that make synthetic lists, the table of defects, and the classes needed to plant a
defect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.testing.areas import DEFECTS as DEFECTS
    from jtai.testing.areas import synthetic_lists as synthetic_lists
    from jtai.testing.areas import synthetic_rows as synthetic_rows
    from jtai.testing.areas import synthetic_sheets as synthetic_sheets
    from jtai.testing.defects.area import Area as Area
    from jtai.testing.defects.area import Defect as Defect
    from jtai.testing.defects.area import Page as Page

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Area": "jtai.testing.defects.area",
    "DEFECTS": "jtai.testing.areas",
    "Defect": "jtai.testing.defects.area",
    "Page": "jtai.testing.defects.area",
    "synthetic_lists": "jtai.testing.areas",
    "synthetic_rows": "jtai.testing.areas",
    "synthetic_sheets": "jtai.testing.areas",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
