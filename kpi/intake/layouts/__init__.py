"""How a table is recognised and rewritten as rows: our own layout, and those that a person has mapped."""
