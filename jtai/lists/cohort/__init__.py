"""Children made from the rows of lists 6, 7 and 8."""
