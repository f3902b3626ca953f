"""What is promised about children's data, and the tests that hold each promise.

Invariant: data only. A promise has at least one test; that each is there is checked like those of
the guidance.
"""

from __future__ import annotations

from typing import Any, Final

import attrs

__all__ = ["PROMISES", "Promise"]


@attrs.frozen(kw_only=True)
class Promise:
    """One promise.

    Attributes:
        promise: What is promised.
        tests: The tests that hold it.
        shows: Classes that are made to show all that they hold; a test has to notice each.
        passes: Guards that are made to let everything pass, likewise.
        sets: Constants that are set to something that does no good, likewise.
    """

    promise: str
    tests: tuple[str, ...]
    shows: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    sets: tuple[tuple[str, Any], ...] = ()


def _in(file: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/{file}.py::test_{name}" for name in names)


PROMISES: Final = (
    Promise(
        promise=(
            "No `repr`, text, notebook display or page shows an identifier, a date of birth, a "
            "name, a free text or a cell, unless a parameter asks for it."
        ),
        tests=_in("test_privacy", "nothing_that_is_looked_at_shows_a_child")
        + _in("test_children", "representations_show_nothing_of_a_child")
        + _in("test_inspection", "nothing_shows_a_secret")
        + _in("test_tracking", "no_representation_shows_a_secret")
        + _in("test_findings", "no_representation_shows_a_secret")
        + _in("lists/test_checking", "no_secret_is_shown")
        + _in("lists/test_cohort", "a_cohort_shows_counts_only")
        + _in("test_display", "no_table_shows_a_child"),
        shows=(
            "children.Child",
            "inspection.Inspection",
            "inspection_record.Meeting",
            "requests.Request",
            "engagement.Engagement",
            "tracking.TrackingRecord",
            "joint_evaluation.JointEvaluation",
            "findings.Finding",
            "lists.report.Problem",
        ),
    ),
    Promise(
        promise=(
            "No error, warning, log, traceback, cause or note of the library's own shows what was "
            "refused. It is described by its type and its place."
        ),
        tests=_in("test_privacy", "no_refusal_shows_a_child")
        + _in("test_inspection", "no_refusal_shows_a_secret")
        + _in("test_tracking", "no_refusal_shows_a_secret")
        + _in("test_findings", "no_refusal_shows_a_secret")
        + _in("formats/test_json", "no_value_is_shown")
        + _in("lists/test_submission", "refused_rows")
        + _in("formats/test_workbook_reading", "what_the_parser_cannot_read_is_refused"),
    ),
    Promise(
        promise=(
            "JSON, CSV and data frames of a report or of readiness leave out identifiers and "
            "cells by default, and so does the command line."
        ),
        tests=_in("test_privacy", "no_export_shows_a_child_unless_asked")
        + _in("formats/test_frames", "a_childs_data_is_there_only_if_asked_for")
        + _in("formats/test_report_json", "a_childs_data_is_there_only_if_asked_for")
        + _in("formats/test_html", "a_report_is_shown_whole")
        + _in("test_main_lists", "check_prints_what_is_wrong_and_no_values"),
    ),
    Promise(
        promise="A calendar file holds nothing of a child, and no text can break out of its line.",
        tests=_in("test_privacy", "no_calendar_file_shows_a_child")
        + _in("formats/test_ical", "a_reason_cannot_break_out_of_its_line"),
    ),
    Promise(
        promise="No file name is made from a child's data, and no message names a folder.",
        tests=_in("test_privacy", "no_file_name_shows_a_child")
        + _in("formats/test_csv_reading", "a_file_is_named_without_its_folder")
        + _in("formats/test_workbook_reading", "paths_that_cannot_be_read"),
    ),
    Promise(
        promise=(
            "Importing and computing open no connection, start no process and write no file. "
            "There is no telemetry, no log and no store."
        ),
        tests=_in("test_privacy", "nothing_is_opened_by_computing", "no_room_imports_a_way_out"),
    ),
    Promise(
        promise=(
            "Only the files that were asked for are written, whole or not at all, and over others "
            "only if told to: lists, templates and marked copies for their owner only. Where the "
            "path is a link, the file that it stands for is the one. Timetables and plans hold no "
            "child, and are files like any other."
        ),
        tests=_in("test_privacy", "only_the_files_asked_for_are_written")
        + _in(
            "formats/test_targets",
            "a_file_is_for_its_owner_only",
            "a_file_is_replaced_only_if_asked_for",
            "a_write_that_fails_leaves_everything_as_it_was",
            "a_link_is_followed_and_stays",
            "a_link_to_nothing_is_something",
        ),
        sets=(("formats.targets._PRIVATE", 0o666), ("formats.targets._PRIVATE_FOLDER", 0o777)),
    ),
    Promise(
        promise="A file that was made to exhaust the machine is refused before it can.",
        tests=_in(
            "formats/test_packed",
            "a_bomb_is_refused_at_once",
            "declared_sizes_are_not_believed",
            "a_cell_far_away_is_refused",
            "texts_count_at_every_cell_that_shares_them",
        )
        + _in("formats/test_csv_reading", "an_endless_line_is_refused", "parts_stay_small")
        + _in("guidance/test_wording", "hostile_text_takes_linear_time"),
    ),
    Promise(
        promise=(
            "A damaged or hostile file gives lists or an error of the library, never another "
            "error. Entities, foreign packing and paths out of the file are refused; macros are "
            "not run and links not followed."
        ),
        tests=_in(
            "formats/test_packed",
            "xml_that_excel_does_not_write_is_refused",
            "foreign_packing_is_refused",
            "paths_out_of_the_file_are_refused",
            "macros_and_links_are_remarked_on",
            "damaged_workbooks_give_only_our_errors",
        )
        + _in("formats/test_csv_reading", "any_bytes_are_read_or_refused_with_our_errors"),
    ),
    Promise(
        promise="Text that a spreadsheet could run as a formula stays text.",
        tests=_in("formats/test_csv_text", "no_guarded_text_can_run")
        + _in(
            "formats/test_list_writing",
            "no_text_runs_from_csv",
            "no_text_becomes_anything_else_in_excel",
        ),
        passes=("formats.csv_text.guarded",),
    ),
    Promise(
        promise="What is shown as HTML is escaped, has no script, and asks for nothing elsewhere.",
        tests=_in(
            "formats/test_html", "a_page_stands_alone", "the_title_is_the_callers_or_the_tables"
        )
        + _in("lists/test_submission", "what_lists_show")
        + _in("test_letter", "the_table_of_the_outline_is_escaped"),
        passes=("tables.escape",),
    ),
    Promise(
        promise="Counts of findings that tell of children are left out by default.",
        tests=_in("test_criterion_coverage", "counts_that_tell_of_children_are_suppressed")
        + _in("test_letter", "findings_about_children_are_left_out"),
    ),
    Promise(
        promise=(
            "A picture shows no child, and hides by default each count of problems or children "
            "from 1 to 5, with every further count that would give it away."
        ),
        tests=_in(
            "formats/test_plot_report",
            "nothing_of_a_child_is_in_the_picture",
            "no_small_count_is_in_the_picture",
            "nothing_in_the_picture_depends_on_a_hidden_count",
            "spellings_of_an_identifier_may_be_of_one_child",
        )
        + _in(
            "test_small_numbers",
            "no_hidden_count_can_be_worked_out",
            "what_is_shown_says_no_more_than_that_a_count_is_small",
        ),
    ),
    Promise(
        promise="Lists to try things out on are of people who cannot exist.",
        tests=_in("test_fictitious", "everything_looks_made_up"),
    ),
    Promise(
        promise=(
            "Each package that the library relies on is known to one room, and the optional ones "
            "are opened only by what needs them."
        ),
        tests=_in("test_architecture", "one_room_knows_a_foreign_package")
        + _in("test_front_door", "importing_brings_nothing_heavy"),
    ),
)
"""Every promise, what people see first before what they do not."""
