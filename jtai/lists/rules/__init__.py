"""The rules for checking lists, one module for each kind.

In one row: `single_cells`, `cell_pairs` (two or more cells), `dates`, `answers` (the fields that
the inspection adds), `placements`, `practice` (what is usual). In several rows: `rows_together`
(of one list), `across_lists`, `histories` (of one child on several lists). `catalogue` has all of
them.
"""
