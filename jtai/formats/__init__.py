"""Results and lists in other forms: JSON, CSV, HTML, calendar files, workbooks, data frames, plots.

Modules, each importing only from those before it: `formula_guard`, `frames`, `ical`, `json`, `csv`,
`reading`, `report_html`, `writing`, `paper`, `html`, `plots`.

Public: functions that write (`to_...`, `write_...`) and read (`from_...`, `read_...`), and the
limits for files that are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.formats.csv import to_csv as to_csv
    from jtai.formats.frames.pandas import to_pandas as to_pandas
    from jtai.formats.frames.polars import to_polars as to_polars
    from jtai.formats.frames.reading import lists_from_frames as lists_from_frames
    from jtai.formats.html import MOST_PROBLEMS as MOST_PROBLEMS
    from jtai.formats.html import to_html as to_html
    from jtai.formats.ical import to_ics as to_ics
    from jtai.formats.json import from_json as from_json
    from jtai.formats.json import json_schema as json_schema
    from jtai.formats.json import to_json as to_json
    from jtai.formats.paper.workbook import write_timetable as write_timetable
    from jtai.formats.plots.plot import plot as plot
    from jtai.formats.reading.csv import read_csv as read_csv
    from jtai.formats.reading.limits import Limits as Limits
    from jtai.formats.reading.lists import check_in_parts as check_in_parts
    from jtai.formats.reading.lists import read_lists as read_lists
    from jtai.formats.reading.xlsx import RawBook as RawBook
    from jtai.formats.reading.xlsx import read_workbook as read_workbook
    from jtai.formats.writing.lists import write_lists as write_lists
    from jtai.formats.writing.marked_copy import write_marked as write_marked
    from jtai.formats.writing.template import write_template as write_template

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Limits": "jtai.formats.reading.limits",
    "MOST_PROBLEMS": "jtai.formats.html",
    "RawBook": "jtai.formats.reading.xlsx",
    "check_in_parts": "jtai.formats.reading.lists",
    "from_json": "jtai.formats.json",
    "json_schema": "jtai.formats.json",
    "lists_from_frames": "jtai.formats.frames.reading",
    "plot": "jtai.formats.plots.plot",
    "read_csv": "jtai.formats.reading.csv",
    "read_lists": "jtai.formats.reading.lists",
    "read_workbook": "jtai.formats.reading.xlsx",
    "to_csv": "jtai.formats.csv",
    "to_html": "jtai.formats.html",
    "to_ics": "jtai.formats.ical",
    "to_json": "jtai.formats.json",
    "to_pandas": "jtai.formats.frames.pandas",
    "to_polars": "jtai.formats.frames.polars",
    "write_lists": "jtai.formats.writing.lists",
    "write_marked": "jtai.formats.writing.marked_copy",
    "write_template": "jtai.formats.writing.template",
    "write_timetable": "jtai.formats.paper.workbook",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
