"""The rules that lists are checked by, one module a kind."""
