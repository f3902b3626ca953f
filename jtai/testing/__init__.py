"""Synthetic lists and planted defects, for the tests of the library's users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.testing.areas import DEFECTS as DEFECTS
    from jtai.testing.areas import synthetic_lists as synthetic_lists
    from jtai.testing.areas import synthetic_rows as synthetic_rows
    from jtai.testing.areas import synthetic_sheets as synthetic_sheets
    from jtai.testing.defects.area import Apply as Apply
    from jtai.testing.defects.area import Area as Area
    from jtai.testing.defects.area import Defect as Defect
    from jtai.testing.defects.area import Page as Page
    from jtai.testing.defects.area import Place as Place
    from jtai.testing.synthetic_children import Fact as Fact
    from jtai.testing.synthetic_children import FactRow as FactRow

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Apply": "jtai.testing.defects.area",
    "Area": "jtai.testing.defects.area",
    "DEFECTS": "jtai.testing.areas",
    "Defect": "jtai.testing.defects.area",
    "Fact": "jtai.testing.synthetic_children",
    "FactRow": "jtai.testing.synthetic_children",
    "Page": "jtai.testing.defects.area",
    "Place": "jtai.testing.defects.area",
    "synthetic_lists": "jtai.testing.areas",
    "synthetic_rows": "jtai.testing.areas",
    "synthetic_sheets": "jtai.testing.areas",
}
# </public names>
__getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
