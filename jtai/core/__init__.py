"""Building blocks that know nothing about inspections.

Modules, each importing only from those before it: `english`, `english_dates`, `lazy`, `ordered`,
`tables`, `notebook`, `errors`, `validation`, `citation`, `derived`, `fault_paths`, `progress`,
`conversion`, `json_schema`, `pydantic_support`, `records`, `results`, `answers`.

Public: three-valued answers and decisions, citations, progress reports, and the time zone used for
every time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.core.answers import Answer as Answer
    from jtai.core.answers import Decision as Decision
    from jtai.core.answers import Reason as Reason
    from jtai.core.answers import all_of as all_of
    from jtai.core.answers import any_of as any_of
    from jtai.core.citation import Document as Document
    from jtai.core.citation import Reference as Reference
    from jtai.core.progress import OnProgress as OnProgress
    from jtai.core.progress import Progress as Progress
    from jtai.core.validation import LONDON as LONDON

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Answer": "jtai.core.answers",
    "Decision": "jtai.core.answers",
    "Document": "jtai.core.citation",
    "LONDON": "jtai.core.validation",
    "OnProgress": "jtai.core.progress",
    "Progress": "jtai.core.progress",
    "Reason": "jtai.core.answers",
    "Reference": "jtai.core.citation",
    "all_of": "jtai.core.answers",
    "any_of": "jtai.core.answers",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
