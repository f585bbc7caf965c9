"""A source that answers questions: how it is asked, and how its answer, kept letter for letter, becomes rows."""
