"""Types only: periods, indicators, figures, contracts, results, journal entries and view models."""
