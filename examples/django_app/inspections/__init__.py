"""Children, plans and inspections in Django's tables. Everybody in the tests is synthetic."""
