"""The official wording, read from the caller's own copy of the guidance.

Modules, each importing only from those before it: `fingerprint`, `fingerprints`, `words`,
`matching`, `wording`.

Public: `Wording`, and the classes of its entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.guidance.wording.fingerprint import WordingKind as WordingKind
    from jtai.guidance.wording.wording import Wording as Wording
    from jtai.guidance.wording.wording import WordingEntry as WordingEntry
    from jtai.guidance.wording.wording import WordingStatus as WordingStatus

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Wording": "jtai.guidance.wording.wording",
    "WordingEntry": "jtai.guidance.wording.wording",
    "WordingKind": "jtai.guidance.wording.fingerprint",
    "WordingStatus": "jtai.guidance.wording.wording",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
