"""Children, their plans and mental health, and who is in scope and on which list.

Modules, each importing only from those before it: `contradictions`, `departures`,
`mental_health`, `records`, `age_reasons`, `front_door`, `scope`.

Public: the records, and the functions that decide, each with its reasons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.children.contradictions import Contradiction as Contradiction
    from jtai.children.departures import Departure as Departure
    from jtai.children.front_door import FrontDoorDecision as FrontDoorDecision
    from jtai.children.front_door import front_door_sample as front_door_sample
    from jtai.children.mental_health import CamhsPathway as CamhsPathway
    from jtai.children.mental_health import CamhsStatus as CamhsStatus
    from jtai.children.mental_health import MentalHealth as MentalHealth
    from jtai.children.records import Child as Child
    from jtai.children.records import Plan as Plan
    from jtai.children.scope import deep_dive as deep_dive
    from jtai.children.scope import follow_up_fields_wanted as follow_up_fields_wanted
    from jtai.children.scope import gate_fields_wanted as gate_fields_wanted
    from jtai.children.scope import on_list as on_list

# <public names: written by .ci/public_names.py>
_HOMES = {
    "CamhsPathway": "jtai.children.mental_health",
    "CamhsStatus": "jtai.children.mental_health",
    "Child": "jtai.children.records",
    "Contradiction": "jtai.children.contradictions",
    "Departure": "jtai.children.departures",
    "FrontDoorDecision": "jtai.children.front_door",
    "MentalHealth": "jtai.children.mental_health",
    "Plan": "jtai.children.records",
    "deep_dive": "jtai.children.scope",
    "follow_up_fields_wanted": "jtai.children.scope",
    "front_door_sample": "jtai.children.front_door",
    "gate_fields_wanted": "jtai.children.scope",
    "on_list": "jtai.children.scope",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
