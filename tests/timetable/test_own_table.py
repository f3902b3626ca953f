"""A caller's own table of milestones, with its own document and parties, in every output."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import attrs
import pytest

import jtai
from jtai.__main__ import main
from jtai.core.citation import Document, Reference
from jtai.errors import InvalidRecordError, InvalidValueError, NotificationError, UnknownKeyError
from jtai.formats.html import to_html
from jtai.formats.paper.workbook import write_timetable
from jtai.guidance import MilestoneEntry
from jtai.guidance.entries.time_entries import Basis, NamedDay, Qualifier
from jtai.timetable.milestone_dates import milestone_table

PLAY = Document(
    key="play",
    label="play guidance",
    title="Guidance on play",
    publisher="A council",
    published="2031",
)


def _entry(key: str, offset: int, **other: Any) -> MilestoneEntry:
    given: dict[str, Any] = {
        "title": f"Play: {key}",
        "by": ["play workers"],
        "to": ["play inspector"],
        "reference": Reference(document=PLAY, part=f"step {offset}"),
    }
    return MilestoneEntry(key=key, offset=offset, **given | other)


PLAY_TABLE = (
    _entry("fieldwork_end", 22),
    _entry("notification", 0, qualifier="at", time=time(10)),
    _entry("playground_list", 2, named_day="Wednesday, week one", qualifier="by", time=time(12)),
    _entry("fieldwork_start", 20, qualifier="on", by=["play inspector"], to=["play workers"]),
)
MONDAY = date(2031, 3, 3)
TIMETABLE = jtai.Timetable.from_notification(MONDAY, milestones=PLAY_TABLE)


def test_the_dates_follow_the_table() -> None:
    """Each milestone is its entry's number of working days after notification, in date order."""
    assert [(m.key, m.date) for m in TIMETABLE] == [
        ("notification", date(2031, 3, 3)),
        ("playground_list", date(2031, 3, 5)),
        ("fieldwork_start", date(2031, 3, 31)),
        ("fieldwork_end", date(2031, 4, 2)),
    ]
    back = jtai.Timetable.from_fieldwork(date(2031, 3, 31), milestones=PLAY_TABLE)
    assert back == TIMETABLE
    assert jtai.timetable_dates([MONDAY], milestones=PLAY_TABLE) == [TIMETABLE.dates]


def test_entries_without_a_named_day_are_counted_in_both_readings() -> None:
    """An entry without a named day has the same date in both readings."""
    named = attrs.evolve(TIMETABLE, reading=jtai.Reading.NAMED_DAYS)
    assert named.dates == TIMETABLE.dates
    end = named["fieldwork_end"]
    assert (end.named_day, end.named_date, end.displaced, end.later_than) == (
        None,
        end.date,
        False,
        None,
    )
    assert {mark for milestone in TIMETABLE for mark in milestone.marks} == {"provisional"}


@pytest.mark.parametrize("reading", jtai.Reading)
def test_notification_can_be_named_on_another_weekday(reading: jtai.Reading) -> None:
    """A table may name Tuesday for notification; two working days later is then Thursday."""
    table = (
        _entry("notification", 0, named_day="Tuesday, week one"),
        _entry("playground_list", 2, named_day="Thursday, week one"),
        *(entry for entry in PLAY_TABLE if entry.key.startswith("fieldwork")),
    )
    (row,) = jtai.timetable_dates(
        [date(2031, 3, 4)], reading=reading, any_weekday=True, milestones=table
    )
    assert row[:2] == (date(2031, 3, 4), date(2031, 3, 6))


def test_every_output_names_the_document_and_the_parties(tmp_path: Path) -> None:
    """Every output cites the caller's document, and not guidance 190035."""
    stamp = jtai.Timetable.from_notification(date(2019, 9, 9))["notification"].due
    plan = jtai.plan_year(2031, milestones=PLAY_TABLE)
    outputs = {
        "explanation": TIMETABLE.explain(),
        "page": to_html(TIMETABLE),
        "calendar": jtai.to_ics(TIMETABLE, key="Play", stamp=stamp).decode().replace("\r\n ", ""),
        "records": str(TIMETABLE.to_records()),
    }
    for output in outputs.values():
        assert "play guidance" in output
        assert "play workers" in output
        assert "190035" not in output
    assert "X-WR-CALNAME:play guidance Play\r\n" in outputs["calendar"]
    assert "CATEGORIES:play guidance,play workers\r\n" in outputs["calendar"]
    assert "JTAI" not in outputs["calendar"]
    assert "play workers" in str(TIMETABLE)
    assert "190035" not in str(TIMETABLE)
    assert "play guidance" in str(plan)
    assert "190035" not in str(plan)
    assert plan.mondays[8].fieldwork_start == date(2031, 3, 31)
    write_timetable(TIMETABLE, tmp_path / "play.xlsx")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "play.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert any("Guidance on play" in cell for cell in cells)
    assert not any(cell.startswith("Assumed: the guidance") for cell in cells)
    assert "play workers" in cells
    assert not any("190035" in cell for cell in cells)
    pytest.importorskip("matplotlib")
    for result in (TIMETABLE, plan):
        words = " ".join(text.get_text() for text in jtai.plot(result).texts)
        assert "play guidance" in words
        assert "190035" not in words
        assert "that the guidance names" not in words


def test_own_parties_can_be_used_as_agencies() -> None:
    """A caller's own party can be the agency of a question or a calendar file."""
    at = TIMETABLE["notification"].due
    due = TIMETABLE.next_due(at, agency="play inspector")
    assert due is not None
    assert due.key == "fieldwork_start"
    file = jtai.to_ics(TIMETABLE, key="Play", stamp=at, only=["play inspector"], provides=True)
    assert file.count(b"BEGIN:VEVENT") == 1
    with pytest.raises(UnknownKeyError, match="agency.*play workers"):
        TIMETABLE.upcoming(at, agency="plumbers")


def test_json_keeps_the_table() -> None:
    """A timetable read from JSON has the table that it was written with."""
    assert jtai.from_json(jtai.Timetable, jtai.to_json(TIMETABLE)) == TIMETABLE
    usual = jtai.Timetable.from_notification(date(2019, 9, 9))
    assert jtai.from_json(jtai.Timetable, jtai.to_json(usual)).entries is jtai.MILESTONES


def test_tables_are_compared() -> None:
    """A comparison lists the milestones that two tables put on different days, and says why."""
    later = [
        attrs.evolve(entry, offset=5, named_day=None) if entry.key == "playground_list" else entry
        for entry in PLAY_TABLE
    ]
    other = jtai.Timetable.from_notification(MONDAY, milestones=later)
    (move,) = TIMETABLE.compare(other)
    assert (move.key, move.why) == (
        "playground_list",
        ("The two tables of milestones have different entries for it.",),
    )
    usual = jtai.Timetable.from_notification(MONDAY)
    found = TIMETABLE.compare(usual)
    assert {m.key for m in found.moves} == {"fieldwork_start", "fieldwork_end"}
    assert [m.key for m in found.only_before] == ["playground_list"]
    assert len(found.only_after) == 12


def test_fieldwork_ends_after_it_begins() -> None:
    """A table whose fieldwork ends before it begins is refused."""
    wrong = [
        attrs.evolve(entry, offset=19) if entry.key == "fieldwork_end" else entry
        for entry in PLAY_TABLE
    ]
    with pytest.raises(InvalidValueError, match=r"milestones\[0\]\.offset: fieldwork ends on work"):
        milestone_table(wrong)


def test_the_command_line_reads_a_file_of_entries(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands `timetable` and `plan` use the entries of a JSON file, and name its faults."""
    file = tmp_path / "play.json"
    for envelope in (True, False):
        file.write_text(jtai.to_json(PLAY_TABLE, envelope=envelope), encoding="utf-8")
        assert main(["timetable", "2031-03-03", "--milestones", str(file), "--format", "json"]) == 0
        shown = json.loads(capsys.readouterr().out)["value"]
        assert [record["date"] for record in shown["milestones"]][-1] == "2031-04-02"
        assert main(["plan", "2031", "--milestones", str(file)]) == 0
        assert "play guidance" in capsys.readouterr().out
    file.write_text("[]", encoding="utf-8")
    assert main(["timetable", "2031-03-03", "--milestones", str(file)]) == 2
    said = capsys.readouterr().err
    assert "missing entries: notification, fieldwork_start, fieldwork_end" in said
    assert said.count("--milestones") == 1
    wrong = jtai.to_json(PLAY_TABLE).replace("Wednesday, week one", "Wednesday")
    file.write_text(wrong, encoding="utf-8")
    assert main(["timetable", "2031-03-03", "--milestones", str(file)]) == 2
    assert "Monday, week one; Tuesday, week one; " in capsys.readouterr().err
    assert main(["timetable", "2031-03-03", "--milestones", str(tmp_path / "none.json")]) == 2
    assert "--milestones" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ((PLAY_TABLE[1], *PLAY_TABLE), "duplicate key"),
        (PLAY_TABLE[1:], "missing entr.*fieldwork_end"),
        (
            (_entry("notification", 1), PLAY_TABLE[0], PLAY_TABLE[3]),
            "notification has the offset 1",
        ),
        (
            (*PLAY_TABLE, _entry("swings", 5, named_day="Tuesday, week one")),
            r"milestones\[4\].named_day: the offset 5 and Tuesday, week one are different days",
        ),
        (["notification"], "expected a MilestoneEntry, got str"),
        ("notification", "milestones"),
    ],
)
def test_an_impossible_table_is_refused(table: Any, message: str) -> None:
    """A table needs unique keys, notification on day 0, and the start and end of fieldwork."""
    with pytest.raises(InvalidValueError, match=message):
        jtai.Timetable.from_notification(MONDAY, milestones=table)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"key": "a key"}, "key"),
        ({"title": ""}, "title"),
        ({"by": ()}, "by"),
        ({"to": ["a\nb"]}, "to"),
        ({"by": "police"}, "by"),
        ({"offset": -1}, "offset"),
        ({"qualifier": Qualifier.BY}, "qualifier"),
        ({"time": time(9)}, "qualifier"),
        ({"basis": Basis.END_OF_WEEK}, "named_day: the week is missing; expected the Friday"),
        (
            {"basis": Basis.END_OF_WEEK, "named_day": NamedDay.MONDAY_WEEK_THREE},
            "named_day: Monday, week three is not the end of a week; expected the Friday",
        ),
        ({"basis": Basis.NOT_STATED}, "assumed"),
        ({"assumed": ""}, "assumed"),
    ],
)
def test_an_impossible_entry_is_refused(change: dict[str, Any], where: str) -> None:
    """An impossible entry is refused, and the error names its field."""
    given: dict[str, Any] = {"key": "play", "offset": 1}
    with pytest.raises(InvalidRecordError, match=where):
        _entry(**given | change)


def test_equal_entries_give_the_same_table() -> None:
    """`milestone_table` returns the same object for equal entries."""
    assert milestone_table([*jtai.MILESTONES]) is milestone_table(jtai.MILESTONES)
    assert milestone_table(PLAY_TABLE) is milestone_table(list(PLAY_TABLE))


def test_naming_monday_for_notification_changes_no_date() -> None:
    """A table may name Monday as the weekday of notification, which changes no date."""
    table = [
        attrs.evolve(entry, named_day=NamedDay.MONDAY_WEEK_ONE) if entry.offset == 0 else entry
        for entry in PLAY_TABLE
    ]
    made = jtai.Timetable.from_notification(
        MONDAY, milestones=table, reading=jtai.Reading.NAMED_DAYS
    )
    assert made.notification == MONDAY
    assert {m.key: m.date for m in made} == {m.key: m.date for m in TIMETABLE}


def test_an_own_table_survives_pickling() -> None:
    """A pickled timetable keeps the caller's table."""
    assert pickle.loads(pickle.dumps(TIMETABLE)) == TIMETABLE  # noqa: S301 - made here


def _of(document: Document) -> jtai.Timetable:
    """Return the timetable of the same table under another document."""
    entries = [
        attrs.evolve(entry, reference=Reference(document=document, part=entry.reference.part))
        for entry in PLAY_TABLE
    ]
    return jtai.Timetable.from_notification(MONDAY, milestones=entries)


def test_steps_of_a_documents_inspectors_are_not_overdue() -> None:
    """What only the inspectors of a document do is overdue for nobody, unless they are asked."""
    later = datetime(2031, 4, 30, tzinfo=UTC)
    assert [m.key for m in TIMETABLE.overdue(later)] == [
        "playground_list",
        "fieldwork_start",
        "fieldwork_end",
    ]
    named = _of(attrs.evolve(PLAY, inspectors="play inspector"))
    assert named.document.inspectors == ("play inspector",)
    assert [m.key for m in named.overdue(later)] == ["playground_list", "fieldwork_end"]
    assert [m.key for m in named.overdue(later, agency="play inspector")] == ["fieldwork_start"]
    again = jtai.from_json(jtai.Timetable, jtai.to_json(named))
    assert again == named
    assert again.overdue(later) == named.overdue(later)


def test_a_look_back_of_other_guidance_cites_no_paragraph() -> None:
    """A look-back cites guidance 190035 only where its milestones are those of that guidance."""
    usual = jtai.Timetable.from_notification(date(2019, 9, 9))
    assert usual.lookback(months=6).reference is not None
    assert TIMETABLE.lookback(months=6).reference is None


def test_a_document_says_when_it_applied() -> None:
    """A timetable outside the days of its document says so, in the document's own words."""
    early = _of(attrs.evolve(PLAY, first_day=date(2031, 4, 1)))
    assert early.about_guidance == ("play guidance was published in 2031, after this notification",)
    ended = attrs.evolve(PLAY, last_day=date(2030, 12, 31))
    assert _of(ended).about_guidance == ("play guidance no longer applied on this day",)
    scoped = attrs.evolve(ended, scope="for six playgrounds only")
    assert _of(scoped).about_guidance == ("for six playgrounds only",)
    plan = jtai.plan_year(2031, milestones=_of(attrs.evolve(scoped, first_day=MONDAY)).entries)
    assert "for six playgrounds only" in str(plan)
    assert "published in 2031; no date before then follows it" in " ".join(str(plan).split())
    at = datetime(2031, 3, 3, tzinfo=UTC)
    file = jtai.to_ics(_of(attrs.evolve(PLAY, inspections="PLAY")), key="North", stamp=at)
    assert b"X-WR-CALNAME:PLAY North\r\n" in file
    days = _of(attrs.evolve(PLAY, first_day=MONDAY, last_day=date(2032, 1, 1)))
    assert jtai.from_json(jtai.Timetable, jtai.to_json(days)) == days


def test_a_milestone_can_be_named_in_week_four() -> None:
    """A day of week four is the weekday three weeks after that of week one."""
    table = [
        attrs.evolve(entry, offset=15, named_day=NamedDay("Monday, week four"))
        if entry.key == "fieldwork_start"
        else entry
        for entry in PLAY_TABLE
    ]
    timetable = jtai.Timetable.from_notification(MONDAY, milestones=table)
    assert timetable["fieldwork_start"].date == date(2031, 3, 24)


def test_local_agencies_in_other_guidance_are_an_assumption(tmp_path: Path) -> None:
    """A workbook of other guidance says whose local agencies it lists, and quotes no guidance."""
    openpyxl = pytest.importorskip("openpyxl")
    table = [attrs.evolve(entry, by=[jtai.guidance.Party.LOCAL_AGENCIES]) for entry in PLAY_TABLE]
    timetable = jtai.Timetable.from_notification(MONDAY, milestones=table)
    write_timetable(timetable, tmp_path / "play.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "play.xlsx")["By agency"]
    cells = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert [cell for cell in cells if cell.startswith("Assumed")] == [
        "Assumed: the local agencies are those of guidance 190035."
    ]


def test_short_names_of_parties_are_written_in_full() -> None:
    """The YOT or police of other guidance is the same party or agency by any of its names."""
    entry = _entry("talk", 3, by=("YOT", "Police"), to=("LA",), contributors=["play workers"])
    assert entry.by == ("youth offending team", "police force")
    assert entry.to == ("local authority",)
    assert entry.contributors == ("play workers",)
    timetable = jtai.Timetable.from_notification(MONDAY, milestones=(*PLAY_TABLE, entry))
    assert [m.key for m in timetable.only("youth offending service", provides=True)] == ["talk"]
    assert [m.key for m in timetable.only("police", provides=True)] == ["talk"]


def test_a_party_owes_what_it_does_itself_or_as_one_of_several() -> None:
    """The CCG does not owe what CAMHS alone provide, but both owe what health agencies provide."""
    table = (
        *PLAY_TABLE,
        _entry("camhs_list", 3, by=["CAMHS"]),
        _entry("health_list", 4, by=["health agencies"]),
        _entry("council_list", 5, by=["LA"]),
        _entry("director_list", 6, by=["DCS"]),
    )
    timetable = jtai.Timetable.from_notification(MONDAY, milestones=table)
    later = datetime(2031, 4, 30, tzinfo=UTC)
    for names, keys in (
        (("CCG",), ["health_list"]),
        (("CAMHS", "health agencies", "health partners"), ["camhs_list", "health_list"]),
        # The director acts for the local authority.
        (("LA", "DCS"), ["council_list", "director_list"]),
    ):
        for name in names:
            assert [m.key for m in timetable.only(name, provides=True)] == keys
            assert [m.key for m in timetable.overdue(later, agency=name)] == keys


def test_what_other_guidance_does_not_say_is_unknown() -> None:
    """Assumptions of other guidance do not say what the guidance leaves open."""
    table = (*PLAY_TABLE, _entry("swings", 6, named_day="Tuesday, week two"))
    closed = jtai.WorkingCalendar.england().with_closures({date(2020, 4, 8): "Fair"})
    timetable = jtai.Timetable.from_notification(
        date(2020, 4, 6), calendar=closed, milestones=table
    )
    # Good Friday, Easter Monday and the fair put working day 6 on Friday 17 April; the fair puts
    # the list of Wednesday 8 April on the day after it in both readings.
    reading, closure = (made.text for made in timetable.assumptions)
    assert reading == (
        "1 milestone would fall 3 days earlier in the named-days reading; the two readings differ, "
        "and the working-days reading is used"
    )
    assert closure == (
        "Wednesday 8 April 2020 (Fair): counted as a day off; other agencies and inspectors may "
        "work then"
    )
    usual = jtai.Timetable.from_notification(date(2020, 4, 6), calendar=closed)
    words = " ".join(made.text for made in usual.assumptions)
    assert "the guidance does not say whether the weekday or the count takes precedence" in words
    assert "counted as a day off, which the guidance does not mention; other agencies" in words


def test_the_end_of_week_one_is_after_notification() -> None:
    """On the last working day of week one, no day is left for what is due at its end."""
    table = (
        *PLAY_TABLE[:2],
        PLAY_TABLE[3],
        _entry("swings", 4, named_day="Friday, week one", basis=Basis.END_OF_WEEK),
    )
    day: dict[str, Any] = {"any_weekday": True, "milestones": table}
    friday, thursday = date(2031, 3, 7), date(2031, 3, 6)
    with pytest.raises(
        NotificationError,
        match="swings is due at the end of week one, which is not after notification on Friday 7",
    ):
        jtai.Timetable.from_notification(friday, reading=jtai.Reading.NAMED_DAYS, **day)
    closed = jtai.WorkingCalendar.england().with_closures({friday: "Fair"})
    with pytest.raises(
        NotificationError,
        match=r"notification on Thursday 6 March 2031 and then: Friday 7 March 2031 \(Fair\)",
    ):
        jtai.Timetable.from_notification(
            thursday, calendar=closed, reading=jtai.Reading.NAMED_DAYS, **day
        )
    counted = jtai.Timetable.from_notification(thursday, calendar=closed, **day)["swings"]
    assert "No working day is between notification and then; here the count" in counted.explain()
