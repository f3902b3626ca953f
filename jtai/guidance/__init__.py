"""What the guidance says, as data.

Law: module-level tuples of frozen rows in document order, each with a `Reference`, and look-up by
key. No dates, no calculation, no children: those are in the rooms to the right.
"""
