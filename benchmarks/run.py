"""Compare timetables with other libraries: `python benchmarks/run.py`.

The jobs of one comparison take turns in one process for several rounds, except start-up, for which
each is a whole process. The medians are printed, and the library's as a multiple of each. Install
the packages with ``pip install ".[bench]"``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

import holidays
import lexdays
import numpy as np
import pandas as pd
from timing import Job, medians, show
from workalendar.europe import UnitedKingdom

import jtai

MONDAY = date(2019, 12, 16)
LONDON = ZoneInfo("Europe/London")
OFFSETS = [row.offset for row in jtai.MILESTONES]
CLOCKS = [milestone.due.time() for milestone in jtai.Timetable.from_notification(MONDAY)]


def timed(jobs: dict[str, Job], *, rounds: int, seconds: float) -> dict[str, float]:
    """Run the jobs in turn, and return the median time of one call of each, in seconds."""
    repeats = {}
    for name, job in jobs.items():
        job()  # warm
        start = time.perf_counter()
        job()
        once = time.perf_counter() - start
        repeats[name] = max(1, int(seconds / max(once, 1e-7)))
    loops = {name: _repeated(job, repeats[name]) for name, job in jobs.items()}
    found = medians(loops, rounds=rounds, clock=time.process_time)
    return {name: seconds / repeats[name] for name, seconds in found.items()}


def _repeated(job: Job, times: int) -> Job:
    def loop() -> None:
        for _ in range(times):
            job()

    return loop


def one_timetable() -> dict[str, Job]:
    """Return jobs that compute all dates of one timetable, with calendars already loaded."""
    england = jtai.WorkingCalendar.england()
    off = [holiday.date for holiday in england.bank_holidays]
    table = england.run(date(2019, 1, 1), 1000)
    start = table.index(MONDAY)
    library = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2030))
    work = UnitedKingdom()
    work.holidays(2019)
    work.holidays(2020)
    custom = pd.offsets.CustomBusinessDay(holidays=off)
    steps = [custom * offset for offset in OFFSETS]
    stamp = pd.Timestamp(MONDAY)
    lex = lexdays.calendar("gb-eaw")
    numpy_off, offsets = np.busdaycalendar(holidays=off), np.array(OFFSETS)
    monday = np.array([MONDAY], dtype="datetime64[D]")
    return {
        "jtai.timetable_dates, one Monday": lambda: jtai.timetable_dates((MONDAY,)),
        "jtai.Timetable.from_notification(...).dates": lambda: (
            jtai.Timetable.from_notification(MONDAY).dates
        ),
        "bare list look-up of the same dates": lambda: [table[start + n] for n in OFFSETS],
        "numpy.busday_offset, one call for all": lambda: np.busday_offset(
            monday, offsets, busdaycal=numpy_off
        ),
        "the same, as dates": lambda: np.busday_offset(
            monday, offsets, busdaycal=numpy_off
        ).tolist(),
        "holidays.get_nth_working_day": lambda: [
            library.get_nth_working_day(MONDAY, n) for n in OFFSETS
        ],
        "workalendar.add_working_days": lambda: [work.add_working_days(MONDAY, n) for n in OFFSETS],
        "pandas CustomBusinessDay": lambda: [stamp + step for step in steps],
        "lexdays.add_business_days": lambda: [lex.add_business_days(MONDAY, n) for n in OFFSETS],
    }


def objects() -> dict[str, Job]:
    """Return jobs that make a timetable with its milestones and their moments."""
    dates = jtai.Timetable.from_notification(MONDAY).dates
    pairs = list(zip(dates, CLOCKS, strict=True))
    return {
        "jtai: Timetable, 15 Milestones, 15 aware due": lambda: [
            milestone.due for milestone in jtai.Timetable.from_notification(MONDAY).milestones
        ],
        "fifteen bare datetime.combine": lambda: [
            datetime.combine(day, clock, LONDON) for day, clock in pairs
        ],
    }


def display() -> dict[str, Job]:
    """Return jobs that display a timetable in a notebook, with calendars already loaded."""
    timetable = jtai.Timetable.from_notification(MONDAY)
    frame = jtai.to_pandas(timetable)
    return {
        "jtai: Timetable._repr_html_()": timetable._repr_html_,
        "jtai: Timetable made and shown": lambda: jtai.Timetable.from_notification(
            MONDAY
        )._repr_html_(),
        "pandas: its data frame, ready, DataFrame._repr_html_()": frame._repr_html_,
    }


def bulk(number: int) -> dict[str, Job]:
    """Return jobs that compute the dates of many Mondays."""
    england = jtai.WorkingCalendar.england()
    some = [
        day
        for week in range(1900)
        if england.is_working_day(day := date(2012, 1, 9) + timedelta(weeks=week))
    ]
    mondays = (some * (number // len(some) + 1))[:number]
    off = [holiday.date for holiday in england.bank_holidays]
    calendar = np.busdaycalendar(holidays=off)
    offsets = np.array(OFFSETS)
    array = np.array(mondays, dtype="datetime64[D]")
    pick = itemgetter(*OFFSETS)
    table = england.run(some[0], 9600)
    index = {day: position for position, day in enumerate(table)}
    return {
        f"jtai.timetable_dates, {number:,} Mondays x 15": lambda: jtai.timetable_dates(mondays),
        "jtai, one call for each Monday, none repeated": lambda: [
            jtai.timetable.milestone_dates.milestone_dates(day, england, jtai.Reading.WORKING_DAYS)
            for day in mondays
        ],
        "numpy.busday_offset, arrays in and out": lambda: np.busday_offset(
            array[:, None], offsets[None, :], busdaycal=calendar
        ),
        "numpy.busday_offset, from and to lists of dates": lambda: np.busday_offset(
            np.array(mondays, dtype="datetime64[D]")[:, None],
            offsets[None, :],
            busdaycal=calendar,
        ).tolist(),
        "bare table in pure Python": lambda: [
            pick(table[(at := index[day]) : at + 15]) for day in mondays
        ],
    }


def starts(pairs: dict[str, list[str]], *, rounds: int) -> dict[str, float]:
    """Run processes in turn, and return the median time of each, in seconds."""
    return medians({name: _process(command) for name, command in pairs.items()}, rounds=rounds)


def _process(command: list[str]) -> Job:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def main() -> None:
    """Print every comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="rounds of each comparison")
    parser.add_argument("--mondays", type=int, default=100_000, help="Mondays in bulk")
    arguments = parser.parse_args()
    rounds: int = arguments.rounds
    python = [sys.executable, "-c"]
    print(f"Python {sys.version.split()[0]}, jtai {jtai.__version__}, {rounds} rounds")
    show("All dates of one timetable", timed(one_timetable(), rounds=rounds, seconds=0.02))
    show("A timetable with everything", timed(objects(), rounds=rounds, seconds=0.02))
    show("Shown in a notebook", timed(display(), rounds=rounds, seconds=0.02))
    show("In bulk", timed(bulk(arguments.mondays), rounds=max(3, rounds // 3), seconds=0.001))
    show(
        "Import, as whole processes",
        starts(
            {
                "import jtai": [*python, "import jtai"],
                "import jtai and access jtai.Timetable": [*python, "import jtai; jtai.Timetable"],
                "import jtai and compute a first timetable": [
                    *python,
                    "import datetime as dt, jtai; jtai.timetable_dates([dt.date(2019, 9, 9)])",
                ],
                "import holidays and build a year of England": [
                    *python,
                    "import holidays; holidays.country_holidays('GB', subdiv='ENG', years=2019)",
                ],
                "attrs, dateutil.relativedelta, zoneinfo": [
                    *python,
                    "import attrs, dateutil.relativedelta, zoneinfo",
                ],
                "nothing": [*python, "pass"],
            },
            rounds=rounds,
        ),
    )
    show(
        "Command line, as whole processes",
        starts(
            {
                "python -m jtai timetable 2019-09-09": [
                    sys.executable,
                    "-m",
                    "jtai",
                    "timetable",
                    "2019-09-09",
                ],
                "holidays for England for one year, bare": [
                    *python,
                    "import holidays; holidays.country_holidays('GB', subdiv='ENG', years=2019)",
                ],
            },
            rounds=rounds,
        ),
    )


if __name__ == "__main__":
    main()
