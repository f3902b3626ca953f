"""How a copy's words are found."""
