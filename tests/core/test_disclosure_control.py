from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jtai.core.disclosure_control import PublishedTable, publish
from jtai.errors import InvalidValueError

Grid = list[list[int]]


def grids(height: int, width: int, most: int) -> st.SearchStrategy[Grid]:
    """Draw a table of counts, in which zeros and small ones are frequent."""
    count = st.one_of(st.integers(0, 6), st.integers(0, most))
    return st.lists(
        st.lists(count, min_size=width, max_size=width), min_size=height, max_size=height
    )


def tables(height: int, width: int, most: int = 40) -> st.SearchStrategy[Grid]:
    """Draw a table of no more rows and columns than that."""
    sizes = st.tuples(st.integers(1, height), st.integers(1, width))
    return sizes.flatmap(lambda size: grids(*size, most))


def with_totals(counts: Grid) -> np.ndarray[Any, Any]:
    """Add the totals, by means of another library."""
    inner = np.array(counts)
    rows = np.concatenate([inner, inner.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([rows, rows.sum(axis=0, keepdims=True)])


def shown(table: PublishedTable) -> list[list[int | None]]:
    """Lay a published table out with its totals in the last row and column."""
    rows = [[*row, total] for row, total in zip(table.cells, table.row_totals, strict=True)]
    return [*rows, [*table.column_totals, table.total]]


def sums(height: int, width: int) -> np.ndarray[Any, Any]:
    """Give what anybody knows of a table: each row and each column adds up to its total."""
    rules = []
    for at in range(height):
        rule = np.zeros((height, width), dtype=int)
        rule[at, :-1], rule[at, -1] = 1, -1
        rules.append(rule.ravel())
    for place in range(width):
        rule = np.zeros((height, width), dtype=int)
        rule[:-1, place], rule[-1, place] = 1, -1
        rules.append(rule.ravel())
    return np.array(rules)


# Every way in which the inner cells of a table of three by three can differ from another by 1.
STEPS = {
    (height, width): np.array(
        [
            with_totals([[*step[at * width : (at + 1) * width]] for at in range(height)]).ravel()
            for step in product((-1, 0, 1), repeat=height * width)
        ]
    )
    for height in (1, 2, 3)
    for width in (1, 2, 3)
}


def open_counts(counts: Grid, published: list[list[int | None]], below: int) -> Any:
    """Tell of each hidden count whether there is another table with another one there.

    Found by trial: all tables whose cells differ by no more than 1. A hidden count is at least 1,
    as zeros are always shown. One below the threshold stays there, and no other gets there.
    """
    whole = with_totals(counts).ravel()
    hidden = np.array([[cell is None for cell in row] for row in published]).ravel()
    steps = STEPS[len(counts), len(counts[0])]
    same = (steps[:, ~hidden] == 0).all(axis=1)
    others = whole + steps
    possible = (others[:, hidden] >= 1).all(axis=1)
    possible &= ((others < below) == (whole < below)).all(axis=1)
    return (steps[same & possible] != 0).any(axis=0)[hidden]


def keeps_its_secrets(counts: Grid, published: list[list[int | None]], below: int = 1) -> bool:
    """Tell whether each hidden count is open, or would not be if everything were hidden."""
    everything = [[None if cell else 0 for cell in row] for row in with_totals(counts).tolist()]
    best = dict(zip(hidden_places(everything), open_counts(counts, everything, below), strict=True))
    found = open_counts(counts, published, below)
    return all(
        is_open or not best[place]
        for place, is_open in zip(hidden_places(published), found, strict=True)
    )


def hidden_places(published: list[list[int | None]]) -> list[tuple[int, int]]:
    """Name the places of the hidden counts."""
    return [
        (at, place)
        for at, row in enumerate(published)
        for place, cell in enumerate(row)
        if cell is None
    ]


@pytest.mark.promise("pictures")
@settings(max_examples=300)
@example([[1, 1], [1, 1]])
@example([[1, 30], [30, 30]])
@example([[1, 0], [0, 30]])
@example([[1, 1, 9], [9, 9, 9]])
@example([[0, 5], [5, 0]])
@example([[6, 5, 5]])
@example([[1, 1, 1]])
@example([[1, 6]])
@example([[1, 6], [0, 9]])
@example([[1, 6, 11]])
@given(tables(3, 3))
def test_no_hidden_count_can_be_worked_out(counts: Grid) -> None:
    """To each hidden count there is another table that looks the same and has another one there.

    That holds for somebody who knows which counts are small, too, but where even a table that
    shows nothing would give them away.
    """
    published = shown(publish(counts))
    assert keeps_its_secrets(counts, published)
    assert keeps_its_secrets(counts, published, below=6)


def reach(counts: Grid, published: list[list[int | None]], below: int) -> dict[Any, set[int]]:
    """Find every number that each hidden count may be, by trial.

    Tried are all tables whose cells differ by less than a small count can: to move one cell by so
    much, no other has to move further. A hidden count is at least 1, as zeros are always shown.
    """
    whole, least = with_totals(counts), below - 2
    inner = np.array(counts).size
    steps = np.array([*product(range(-least, least + 1), repeat=inner)]).reshape(
        -1, *np.shape(counts)
    )
    steps = np.concatenate([steps, steps.sum(axis=2, keepdims=True)], axis=2)
    steps = np.concatenate([steps, steps.sum(axis=1, keepdims=True)], axis=1)
    hidden = np.array([[cell is None for cell in row] for row in published])
    others = whole + steps
    looks = (steps[:, ~hidden] == 0).all(axis=1) & (others[:, hidden] >= 1).all(axis=1)
    return {
        (at, place): {*others[looks][:, at, place].tolist()}
        for at, place in hidden_places(published)
    }


@pytest.mark.promise("pictures")
@settings(max_examples=200)
@example([[1, 1, 1]], 4)
@example([[1], [2]], 6)
@example([[4, 40], [9, 2]], 6)
@example([[7, 1], [3, 7]], 5)
@given(st.one_of(tables(2, 2), tables(1, 4)), st.integers(2, 6))
def test_what_is_shown_says_no_more_than_that_a_count_is_small(counts: Grid, below: int) -> None:
    """A small count may be any from 1 up to the threshold, a total any from its counts on."""
    published = shown(publish(counts, below=below))
    filled = np.array(counts) > 0
    for (at, place), numbers in reach(counts, published, below).items():
        if with_totals(counts)[at, place] < below:
            row = filled if at == len(counts) else filled[at : at + 1]
            part = row if place == len(counts[0]) else row[:, place : place + 1]
            assert numbers >= {*range(part.sum(), below)}


@settings(max_examples=100)
@given(tables(12, 6))
def test_no_line_holds_its_small_counts_tight(counts: Grid) -> None:
    """Where a total is shown, what is hidden below it lets each small count be a 5."""
    published = shown(publish(counts))
    whole = with_totals(counts).tolist()
    for laid, truth in (
        (published, whole),
        (zip(*published, strict=True), zip(*whole, strict=True)),
    ):
        for line, real in zip(laid, truth, strict=True):
            *cells, total = line
            hidden = [count for cell, count in zip(cells, real, strict=False) if cell is None]
            if total is not None and any(count < 6 for count in hidden):
                assert sum(hidden) - (len(hidden) - 1) >= 5


def test_ones_and_a_two_are_not_worked_out_from_their_total() -> None:
    """Four ones and a two make a 6: shown, it would say that none of them is more than 2."""
    assert publish([[1], [1], [1], [1], [2]]).total is None
    many = publish([[39], [75], *([1] for _ in range(11)), [2]])
    assert many.total is None or many.cells[0][0] is None


def test_two_fives_do_not_add_up_to_a_ten_that_is_shown() -> None:
    """A total of 10 over two counts from 1 to 5 would say that both are 5."""
    assert publish([[0, 5], [5, 0]]).total is None
    table = publish([[6, 5, 5]])
    assert table.row_totals == (None,) or table.cells[0][0] is None


def test_where_nothing_helps_everything_is_hidden() -> None:
    """Five ones make a total that is small itself: no more than everything can be hidden."""
    table = publish([[1] * 5])
    assert shown(table) == [[None] * 6] * 2


def test_a_threshold_of_2_hides_ones_and_asks_no_more() -> None:
    """Where only 1 is small, a hidden 1 is known to be one unless larger counts are hidden too."""
    table = publish([[1, 7, 8], [9, 9, 9]], below=2)
    assert table.cells[0][0] is None
    assert keeps_its_secrets([[1, 7, 8], [9, 9, 9]], shown(table))


@settings(max_examples=200)
@given(tables(7, 8, most=400))
def test_what_is_shown_solves_no_hidden_count(counts: Grid) -> None:
    """By linear algebra: the sums of a table leave no hidden count with one solution only."""
    published = shown(publish(counts))
    hidden = np.array([[cell is None for cell in row] for row in published]).ravel()
    unknown = sums(len(published), len(published[0]))[:, hidden]
    rank = np.linalg.matrix_rank(unknown) if unknown.size else 0
    for place in range(unknown.shape[1]):
        known = np.zeros((1, unknown.shape[1]))
        known[0, place] = 1
        # The sums would give it away if knowing it told nothing new.
        assert np.linalg.matrix_rank(np.concatenate([unknown, known])) == rank + 1


@given(tables(6, 6), st.integers(1, 12))
def test_small_counts_are_hidden_and_nothing_shown_is_wrong(counts: Grid, below: int) -> None:
    """Each count and total below the threshold is hidden, zeros are shown, and so is the truth."""
    published = shown(publish(counts, below=below))
    for row, truth in zip(published, with_totals(counts).tolist(), strict=True):
        for cell, count in zip(row, truth, strict=True):
            assert cell in {None, count}
            if 0 < count < below:
                assert cell is None
            if count == 0:
                assert cell == 0


@given(tables(6, 6))
def test_nothing_is_hidden_without_need(counts: Grid) -> None:
    """Where no count is small, and where the caller wants every count, all are shown."""
    every = shown(publish(counts, below=None))
    assert every == with_totals(counts).tolist()
    large = [[count * 6 for count in row] for row in counts]
    assert not publish(large).hides
    assert shown(publish(large)) == with_totals(large).tolist()


def test_a_worked_example() -> None:
    """One small count takes three more with it, the smallest that will do, and no total.

    The 3 would be 63 - 60, so that another count of its row is hidden, and two of another row.
    """
    table = publish([[3, 20, 40], [9, 30, 50], [70, 80, 90]])
    assert table.cells == ((None, None, 40), (None, None, 50), (70, 80, 90))
    assert table.row_totals == (63, 89, 240)
    assert table.column_totals == (82, 130, 180)
    assert table.total == 392
    assert table.hides


def test_what_is_hidden_besides_is_as_small_as_it_can_be() -> None:
    """The 20, the 9 and the 30 shelter the 3, wherever they stand, and not the larger ones."""
    table = publish([[3, 90, 20], [40, 50, 60], [9, 80, 30]])
    assert table.cells == ((None, 90, None), (40, 50, 60), (None, 80, None))
    assert None not in {*table.row_totals, *table.column_totals, table.total}


def test_a_total_of_one_small_count_is_hidden() -> None:
    """Beside zeros a small count is its own total, which then is small as well."""
    table = publish([[0, 3], [50, 60]])
    assert table.cells[0] == (0, None)
    assert table.row_totals[0] is None


def test_two_ones_are_no_shelter_for_each_other() -> None:
    """A total of 2 over two hidden counts would say that each is 1; neither may it be shown."""
    assert publish([[1, 1], [40, 50]]).row_totals[0] is None
    # Six ones: each total that is shown would give all of them away.
    assert publish([[1] * 6]).row_totals == (None,)


@pytest.mark.parametrize(("count", "cell"), [(0, 0), (1, None), (5, None), (6, 6), (7, 7)])
def test_counts_from_one_to_five_are_hidden(count: int, cell: int | None) -> None:
    """The convention of the Department for Education: 1 to 5 are "c", 0 and 6 are shown."""
    assert publish([[count]]).cells == ((cell,),)


def test_the_caller_can_hide_more() -> None:
    """Places that the caller names are hidden as well, totals among them, but no zero."""
    table = publish([[10, 20, 0], [30, 40, 50]], also={(0, 0), (0, 2), (2, 3)})
    assert table.cells[0][0] is None
    assert table.cells[0][2] == 0
    assert table.total is None


@given(tables(3, 3), st.data())
def test_what_the_caller_hides_is_hidden_whatever_the_threshold(
    counts: Grid, data: st.DataObject
) -> None:
    """Without a threshold too, no place that the caller names is shown, nor can be worked out."""
    places = st.tuples(st.integers(0, len(counts)), st.integers(0, len(counts[0])))
    also = data.draw(st.sets(places, min_size=1, max_size=3))
    table = publish(counts, below=None, also=also)
    laid, every = shown(table), with_totals(counts)
    for at, place in also:
        assert laid[at][place] is None or every[at][place] == 0
    assert table.hides is any(every[at][place] for at, place in also)
    assert table.hides or laid == every.tolist()
    assert keeps_its_secrets(counts, laid)


@pytest.mark.parametrize("place", [(-1, 0), (0, -1), (3, 0), (0, 4), (9, 9), (0,), "00", None, 0])
def test_a_place_outside_of_the_table_is_refused(place: Any) -> None:
    """What the caller wants to be hidden is never passed over in silence."""
    with pytest.raises(
        InvalidValueError,
        match="^also: there is no such place in the table; expected pairs of a row from 0 to 2 and "
        "a column from 0 to 3, the last of which are those of the totals$",
    ):
        publish([[10, 20, 0], [30, 40, 50]], also=[(0, 0), place])


def test_a_table_may_be_empty() -> None:
    """No rows and no columns have a total of nothing."""
    assert publish([]) == PublishedTable(cells=(), row_totals=(), column_totals=(), total=0)
    assert publish([[]]).row_totals == (0,)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([[1, -1]], r"counts\[0\]\[1\]: -1 is too small"),
        ([[1], [True]], r"counts\[1\]\[0\]: a bool is no whole number"),
        ([[1.5]], r"counts\[0\]\[0\]: a float is no whole number"),
        ([[1, 2], [3]], "counts: the rows are not of one length; expected as many"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(counts: Any, words: str) -> None:
    """Counts are whole numbers from 0, as many in each row."""
    with pytest.raises(InvalidValueError, match=words):
        publish(counts)


@pytest.mark.parametrize("below", [0, -1, 1.5, True, "6"])
def test_a_threshold_is_a_whole_number(below: Any) -> None:
    """Below 1 there is no count to hide, and a slip must not switch hiding off."""
    with pytest.raises(InvalidValueError, match="^below: "):
        publish([[3]], below=below)
